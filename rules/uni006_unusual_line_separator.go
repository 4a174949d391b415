package rules

import (
	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "UNI006", Name: "unusual-line-separator", Since: "0.1.0",
	Summary: "a line or paragraph separator that other programs do not take for one",
	Doc: "U+2028 and U+2029 from web editors, U+0085 from mainframes, the vertical tab of word processors: a program that reads lines does not see them, so two " +
		"lines count as one. A form feed in the middle of a line hides a page break. A form feed at the start of a line is an ordinary page break and " +
		"stays: it is evidence for the rules on page furniture.",
	FixSafety: "Safe: it becomes a line end, or goes where there is one already.",
	Severity:  Warning,
	Stage:     StageDecode, Scope: ScopeLine, Trigger: Trigger{Classes: LineSeparator | FormFeed},
	Fix: fixers.Safe,
	Bad: "السطر الأول\u2028السطر الثاني\n", Good: "السطر الأول\nالسطر الثاني\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		text := false // something other than page breaks stands before
		for i := 0; i < len(t); {
			r, n := runeAt(t, i)
			end := i + n
			s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + end}
			switch r {
			case 0x2028, 0x2029:
				separator(p, s, r, i == 0 || end == len(t))
			case '\v':
				if !garbled.Of(p.Doc) {
					separator(p, s, r, i == 0 || end == len(t))
				}
			case 0x85:
				// Among C1 controls it is the ellipsis of windows-1252, which ENC006 puts right.
				if p.Doc.Classes()&C1 == 0 {
					separator(p, s, r, i == 0 || end == len(t))
				}
			case '\f':
				if text && end < len(t) {
					p.Report(s, "page break inside a line").
						Fix(fixers.Safe, fixers.SameText, "end the line before it", fixers.Insert(s.Start, p.Doc.Newline()))
				}
			}
			text = text || r != '\f'
			i = end
		}
	},
})

// separator reports one separator; edge says that a line end stands next to it.
func separator(p *Pass, s fixers.Span, r rune, edge bool) {
	f := p.Report(s, "%U separates lines", r)
	if edge {
		f.Fix(fixers.Safe, fixers.SameText, "delete it: the line ends here anyway", fixers.Delete(s.Start, s.End))
		return
	}
	f.Fix(fixers.Safe, fixers.SameText, "write a line end", fixers.Replace(s.Start, s.End, p.Doc.Newline()))
}
