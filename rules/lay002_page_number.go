package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "LAY002", Name: "page-number", Since: "0.1.0",
	Summary: "a page number among the text",
	Doc: "`ص 05`, `صفحة ٣ من ١٠`, `Page 3 of 10`, `- 12 -`, or a number alone beside a page break, in the words of some sixty languages. A number that is glued to the text of " +
		"its page is cut out and the text stays. Numbers in lists, tables and references to a page (`انظر ص 12`) are content.",
	FixSafety: "Safe with evidence of pages: a page break, a continuation marker or running header before it, or other page numbers that count up. Unsafe for one that stands alone.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeDocument,
	Fix:  fixers.Safe,
	Bad:  "بني الميناء في عهد قديم.\n\nصفحة 3 من 10\n\nثم وسع بعد الحرب.\n",
	Good: "بني الميناء في عهد قديم.\n\nثم وسع بعد الحرب.\n",
	Check: func(p *Pass) {
		eachFurniture(p, roleNumber, func(f furniture) *Finding {
			if !f.whole {
				return p.Report(f.span, "a page number glued to the text of its page")
			}
			return p.Report(f.span, "page number")
		})
	},
})
