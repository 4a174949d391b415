package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK006", Name: "escape-sequence", Since: "0.1.0",
	Summary: "characters written as the escapes of a program, a mail or a URL",
	Doc: "`\\u0627\\u0644` from JSON, `\\n` from a log, `=D8=A7` from a mail (quoted-printable), `%D8%A7` from an address. In prose they are left over from a step that " +
		"forgot to read them.\n\nAddresses keep their percent signs, paths of Windows their backslashes, and one or two escapes in quotation marks or brackets are spoken of.",
	FixSafety: "Unsafe: the text may speak of the escape itself. Only sequences that are well-formed UTF-8 beyond ASCII are read.",
	Severity:  Warning,
	Stage:     StageDecode, Scope: ScopeLine, Trigger: Trigger{Pairs: BackslashLetter | PercentHex | EqualsHex},
	Fix: fixers.Unsafe,
	Bad: `العنوان \u0627\u0644\u0642\u0644\u0645 هنا` + "\n", Good: "العنوان القلم هنا\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		for i := 0; i < len(t); {
			n := strings.IndexAny(t[i:], `\%=`)
			if n < 0 {
				return
			}
			i += n
			read, kind := escapeReader(t[i])
			text, n := readEscapes(t[i:], read)
			switch {
			case n > 0 && t[i] == '\\' && isMention(t, i, i+n, text):
				i += n
				continue
			case n > 0 && (t[i] != '%' || !strings.ContainsAny(tokenNear(t, i), "/?&=@")):
			case t[i] == '\\' && newlineEscape(t, i):
				text, n, kind = "\n", 2, "a line end"
				read = readNewline
			case t[i] == '=' && i == len(t)-1 && quotedPrintable.Of(p.Doc) && p.Line.End < len(p.Doc.Text):
				reportSoftBreak(p)
				return
			default:
				i += max(n, 1)
				continue
			}
			s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + n}
			old := t[i : i+n]
			p.Report(s, "%s written as %s", kind, shorten(old)).
				Fix(fixers.Unsafe, fixers.Unescapes(old, func(s string) (string, bool) {
					got, n := readEscapes(s, read)
					return got, n == len(s)
				}), "write the characters", fixers.Replace(s.Start, s.End, text))
			i += n
		}
	},
})

// isMention reports whether the escapes at t[start:end], which say text, are spoken of: one or two between quotation marks, back quotes or
// square brackets that close in the line. A letter that belongs to the word beside it is read all the same.
func isMention(t string, start, end int, text string) bool {
	if strings.Count(t[start:end], `\`) > 2 || classAt(text, 0)&(Letter|ArabicMark|OtherMark) != 0 && (classBefore(t, start)|classAt(t, end))&Letter != 0 {
		return false
	}
	const reach = 60
	before, behind := t[max(0, start-reach):start], t[end:min(len(t), end+reach)]
	for _, q := range [...]string{"'", `"`, "`"} {
		if strings.Count(before, q)%2 == 1 && strings.Contains(behind, q) {
			return true
		}
	}
	return strings.LastIndexByte(before, '[') > strings.LastIndexByte(before, ']') && strings.IndexByte(behind, ']') >= 0
}

// escapeReader is what reads the escapes that begin with c, and what they are called.
func escapeReader(c byte) (read func(string) (string, int), kind string) {
	switch c {
	case '%':
		return fixers.Percent, "percent-encoded text"
	case '=':
		return fixers.Quoted, "quoted-printable text"
	}
	return fixers.Escaped, "text"
}

func readNewline(s string) (text string, n int) {
	if strings.HasPrefix(s, `\n`) {
		return "\n", 2
	}
	return "", 0
}

// readEscapes reads all escapes in a row.
func readEscapes(s string, read func(string) (string, int)) (text string, n int) {
	var sb strings.Builder
	for {
		part, size := read(s[n:])
		if size == 0 {
			return sb.String(), n
		}
		sb.WriteString(part)
		n += size
	}
}

// newlineEscape reports whether the \n at t[i:] stands for a line end: behind the end of a sentence or a word of an alphabet that
// no program is written in, and before white space, a capital, another escape or the end.
func newlineEscape(t string, i int) bool {
	if i+1 >= len(t) || t[i+1] != 'n' || i == 0 {
		return false
	}
	before, after := classBefore(t, i), classAt(t, i+2)
	if before&(Stop|CloseQuote|Arabic|Hebrew|Alphabetic|LatinLetter) == 0 || before == Colon {
		return false
	}
	return after&(Space|LineEnd|Upper|Arabic|Hebrew|Alphabetic|Backslash|Hyphen|OpenQuote) != 0
}

// quotedPrintable tells whether a document holds quoted-printable text.
var quotedPrintable = NewView(func(d *Document) bool {
	if d.Pairs()&EqualsHex == 0 {
		return false
	}
	for i := 0; ; i++ {
		n := strings.IndexByte(d.Text[i:], '=')
		if n < 0 {
			return false
		}
		i += n
		if _, n := fixers.Quoted(d.Text[i:]); n > 0 {
			return true
		}
	}
})

// reportSoftBreak reports the = at the end of a line by which quoted-printable text goes on in the next.
func reportSoftBreak(p *Pass) {
	s := fixers.Span{Start: p.Line.End - 1, End: p.Doc.WholeLine(p.Line).End}
	p.Report(s, "soft line break of quoted-printable text").
		Fix(fixers.Unsafe, fixers.RemovesOnly, "join the lines", fixers.Delete(s.Start, s.End))
}

// shorten keeps messages short.
func shorten(s string) string {
	const limit = 24
	if len(s) <= limit {
		return s
	}
	return s[:limit] + "…"
}
