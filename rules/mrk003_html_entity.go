package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK003", Name: "html-entity", Since: "0.1.0",
	Summary: "a character written the way HTML escapes it",
	Doc: "`&nbsp;`, `&quot;`, `&#1575;` are how HTML writes characters. In a plain text they are left over from a web page, often escaped more than once " +
		"(`&amp;nbsp;`) or without their semicolon. In Markdown, where entities are allowed, the rule says nothing.",
	FixSafety: "Safe when the entity stands for one thing only. Unsafe when it makes a text that looks like a tag (`&lt;b&gt;`) and where HTML is spoken of: then the text may be about markup.",
	Severity:  Warning,
	Stage:     StageDecode, Scope: ScopeLine, Trigger: Trigger{Pairs: AmpersandName},
	Fix: fixers.Safe,
	Bad: "قال:&nbsp;&quot;نعم&quot; &amp;amp; مضى.\n", Good: "قال:\u00a0\"نعم\" & مضى.\n",
	Check: func(p *Pass) {
		if p.Doc.Kind == Markdown {
			return
		}
		t := p.Doc.Text[:p.Line.End]
		about, known := false, false
		for i := p.Line.Start; ; {
			n := strings.IndexByte(t[i:], '&')
			if n < 0 {
				return
			}
			i += n
			text, n, again := fixers.Entity(t[i:])
			if n == 0 || t[i+n-1] != ';' && inAddress(t, i, text) {
				i++
				continue
			}
			old, safety := t[i:i+n], fixers.Safe
			if text == "<" && tagLike(t[i+n:]) || text == ">" && tagBefore(t[max(p.Line.Start, i-200):i]) || isQuoted(t, i, i+n) {
				safety = fixers.Unsafe
			} else {
				if !known {
					about, known = aboutEntities(p.Doc, p.Line), true
				}
				if about {
					safety = fixers.Unsafe
				}
			}
			f := p.Report(fixers.Span{Start: i, End: i + n}, "%s is %q", old, text)
			if again > 0 {
				f = f.With("escaped_again", again)
			}
			f.Fix(safety, fixers.Unescapes(old, func(s string) (string, bool) {
				text, n, _ := fixers.Entity(s)
				return text, n == len(s)
			}), "write the character", fixers.Replace(i, i+n, text))
			i += n
		}
	},
})

// inAddress reports whether the entity for text at i, which has no semicolon, stands in a token that looks like a URL or a path,
// or for a sign in a token that may be a part of one (a=1&copy).
func inAddress(t string, i int, text string) bool {
	return isAddress(tokenNear(t, i)) || i > 0 && isWordByte(t[i-1]) && classAt(text, 0)&LatinLetter == 0
}

// tokenNear is the part of the token round i that lies within a hundred bytes of it. Tokens have no end in texts without spaces, so
// a rule that asks often cannot look at all of one.
func tokenNear(t string, i int) string {
	const reach = 100
	low, high := max(0, i-reach), min(len(t), i+reach)
	s := tokenAround(t[low:high], i-low)
	return t[low+s.Start : low+s.End]
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
}

// aboutEntities reports whether a line or the one before it is about how HTML is written, so that its entities may be what it shows.
func aboutEntities(d *Document, l Line) bool {
	if aboutHTML(d.Of(l)) {
		return true
	}
	return l.Index > 0 && aboutHTML(d.Of(d.Lines()[l.Index-1]))
}

func aboutHTML(t string) bool {
	if len(t) > longestAbout {
		return false
	}
	for _, w := range [...]string{"HTML", "html", "XML", "entit", "markup", "escap", "Escap"} {
		if strings.Contains(t, w) {
			return true
		}
	}
	return escapedTag(t)
}

// escapedTag reports whether a line holds a tag that is written with entities, such as &lt;br&gt;.
func escapedTag(t string) bool {
	for {
		_, rest, ok := strings.Cut(t, "&lt;")
		if !ok {
			return false
		}
		name := 0
		for name < len(rest) && (isWordByte(rest[name]) || rest[name] == '/') {
			name++
		}
		if name > 0 && strings.HasPrefix(rest[name:], "&gt;") {
			return true
		}
		t = rest
	}
}

// isQuoted reports whether t[start:end] alone stands between quotation marks.
func isQuoted(t string, start, end int) bool {
	if start == 0 || end == len(t) {
		return false
	}
	return strings.IndexByte("'\"`", t[start-1]) >= 0 && t[start-1] == t[end] || classBefore(t, start)&OpenQuote != 0 && classAt(t, end)&CloseQuote != 0
}

// tagLike reports whether what follows a < would make it a tag.
func tagLike(s string) bool {
	return s != "" && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' || s[0] == '/' || s[0] == '!')
}

// tagBefore reports whether an escaped < that would make a tag stands before.
func tagBefore(s string) bool {
	i := strings.LastIndex(s, "lt;")
	return i >= 0 && tagLike(s[i+3:])
}
