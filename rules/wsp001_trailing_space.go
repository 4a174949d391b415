package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "WSP001", Name: "trailing-space", Since: "0.1.0",
	Summary:   "white space at the end of a line",
	Doc:       "Spaces of any kind (also no-break spaces) before a line end show nothing and make equal lines differ.\n\nTwo spaces that break a line in Markdown are content.",
	FixSafety: "Safe. In a document whose wide gaps show that the runs of its lines are out of order, white space waits for the order to be repaired, so there the fix is unsafe.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: TrailingSpace},
	Fix: fixers.Safe,
	Bad: "وصل الوفد إلى العاصمة مساء أمس.  \n", Good: "وصل الوفد إلى العاصمة مساء أمس.\n",
	Check: func(p *Pass) {
		d, l := p.Doc, p.Line
		start := skipSpacesBack(d.Text, l.Start, l.End)
		if start == l.End || start == l.Start || hardBreak(d, l, start) {
			return
		}
		p.Report(fixers.Span{Start: start, End: l.End}, "white space at the end of the line").
			Fix(spaceSafety(d), fixers.SameText, "delete it", fixers.Delete(start, l.End))
	},
})
