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
			if text == "<" && tagLike(t[i+n:]) || text == ">" && tagBefore(t[max(p.Line.Start, i-200):i]) || aboutHTML(t[max(p.Line.Start, i-60):i]) {
				safety = fixers.Unsafe
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

// aboutHTML reports whether the text before an entity is about how HTML is written, so that the entity may be what it shows.
func aboutHTML(before string) bool {
	return strings.Contains(before, "HTML") || strings.Contains(before, "html") || strings.Contains(before, "entit")
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
