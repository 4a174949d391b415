package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var latinStops = map[rune]string{',': "،", ';': "؛", '?': "؟"}

var _ = register(Rule{
	Code: "PUN003", Name: "latin-punctuation", Since: "0.1.0",
	Summary: "a Latin comma, semicolon or question mark between Arabic words",
	Doc: "Arabic script has signs of its own: `،` `؛` `؟`. Reported is a Latin one directly after an Arabic word and before another (or, of a question mark, before the " +
		"end of the line); dates (`فبراير 27, 2025`), numbers and Latin words are left alone.",
	FixSafety: "Unsafe: some houses write Latin signs on purpose, and code or data may depend on them.",
	Severity:  Info,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: Comma | Colon | Exclamation},
	Fix: fixers.Unsafe,
	Bad: "هل وصل الوفد, أم تأخر?\n", Good: "هل وصل الوفد، أم تأخر؟\n",
	Check: func(p *Pass) {
		l := p.Line
		if l.Classes&Arabic == 0 {
			return
		}
		t := p.Doc.Text[:l.End]
		for _, sign := range [...]byte{',', ';', '?'} {
			for i := l.Start; ; i++ {
				n := strings.IndexByte(t[i:], sign)
				if n < 0 {
					break
				}
				i += n
				if before, _ := baseBefore(t, skipSpacesBack(t, l.Start, i)); before&Arabic == 0 {
					continue
				}
				if sign == '?' && isLostSign(t[l.Start:], i-l.Start) {
					continue
				}
				next := skipSpaces(t, i+1)
				after := classAt(t, next)
				if after&Arabic != 0 || sign == '?' && after&LineEnd != 0 || sign != '?' && after&(Quote|OpenQuote) != 0 {
					p.Report(fixers.Span{Start: i, End: i + 1}, "Latin %q in Arabic text", rune(sign)).
						Fix(fixers.Unsafe, fixers.Maps(latinStops), "write "+latinStops[rune(sign)], fixers.Replace(i, i+1, latinStops[rune(sign)]))
				}
			}
		}
	},
})

// isLostSign reports whether the question mark at i, with spaces on both sides, stands for a character that was lost: another one begins the text.
func isLostSign(text string, i int) bool {
	first := skipSpaces(text, 0)
	return first < i && text[first] == '?' && spaceAt(text, first+1) > 0 && spaceBefore(text, 0, i) > 0 && spaceAt(text, i+1) > 0
}
