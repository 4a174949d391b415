package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "LAY003", Name: "continuation-marker", Since: "0.1.0",
	Summary:   "a line that says that the text continues on the next page",
	Doc:       "`يتبع:`, `(continued)`, `Fortsetzung auf der nächsten Seite` alone on a line, with text after it. At the end of a document it announces the next instalment and is content.",
	FixSafety: "Safe where a running header, a page number or a page break follows, or the marker recurs; unsafe otherwise.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeDocument,
	Fix:  fixers.Safe,
	Bad:  "بني الميناء في عهد قديم.\n\nيتبع:\n\nص 02\n\nثم وسع بعد الحرب.\n",
	Good: "بني الميناء في عهد قديم.\n\nص 02\n\nثم وسع بعد الحرب.\n",
	Check: func(p *Pass) {
		eachFurniture(p, roleContinued, func(f furniture) *Finding { return p.Report(f.span, "continuation marker") })
	},
})
