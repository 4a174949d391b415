package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "WSP003", Name: "no-break-space", Since: "0.1.0",
	Summary: "a no-break space used as an ordinary space",
	Doc: "Web editors write U+00A0 where the author pressed the space bar, so that equal words and lines differ. A no-break space that typography asks for is " +
		"content: inside French quotation marks and before `: ; ! ? »`, between a number and its unit, after an abbreviation or a short word, all in text of " +
		"another script than Arabic.\n\nNo-break spaces at the ends of a line and in runs of spaces belong to the other WSP rules.",
	FixSafety: "Safe: it becomes a space.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: NoBreakSpace},
	Fix: fixers.Safe,
	Bad: "افتتح\u00a0الوزير المعرض.\n", Good: "افتتح الوزير المعرض.\n",
	Check: func(p *Pass) {
		eachSingleSpace(p, noBreakBytes, func(s fixers.Span) {
			t := p.Doc.Text
			if keepsNoBreak(t, p.Line, s) {
				return
			}
			p.Report(s, "no-break space between words").
				Fix(spaceSafety(p.Doc), fixers.SameText, "write an ordinary space", fixers.Replace(s.Start, s.End, " "))
		})
	},
})

var (
	noBreakBytes = bytesOf("\xc2")
	unusualBytes = bytesOf("\t\xe1\xe2\xe3")
)

// eachSingleSpace calls f with every space inside the line whose first byte is in the set and which has no space beside it.
func eachSingleSpace(p *Pass, set *byteSet, f func(fixers.Span)) {
	t := p.Doc.Text[:p.Line.End]
	body := skipSpaces(t, p.Line.Start)
	for i := set.next(t, body); i < len(t); i = set.next(t, i+1) {
		n := spaceAt(t, i)
		if n > 0 && i+n < len(t) && spaceAt(t, i+n) == 0 && spaceBefore(t, body, i) == 0 {
			f(fixers.Span{Start: i, End: i + n})
		}
	}
}

// keepsNoBreak reports whether typography asks for the no-break space at s.
func keepsNoBreak(t string, l Line, s fixers.Span) bool {
	before, _ := baseBefore(t[l.Start:s.Start], s.Start-l.Start)
	after := classAt(t, s.End)
	if (before|after)&(Arabic|Hebrew|ArabicMark|ArabicPunctuation) != 0 {
		return false
	}
	if l.Classes&(Arabic|Hebrew) != 0 && (after&(OpenSquare|BidiMark) != 0 || (before|after)&(Quote|CloseBracket) != 0 || before&Stop != 0 && after&AnyDigit == 0) {
		return false
	}
	const signs = AnyDigit | Percent | Symbol | OpenQuote | CloseQuote | Colon | Exclamation | FullStop | Dash | Hyphen | Ampersand | Equals | Less | Greater
	if (before|after)&signs != 0 {
		return true
	}
	switch t[wordStart(t[:s.Start], s.Start):s.Start] {
	case "Mme", "Mmes", "Mlle", "Mlles", "Mgr", "Mrs", "Miss", "Herr", "Frau", "Prof", "Doña":
		return true // titles before names
	}
	return countRunes(t[wordStart(t[:s.Start], s.Start):s.Start]) <= 2 || countRunes(t[s.End:wordEnd(t[:l.End], s.End)]) <= 2
}
