package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB014",
	Name:    "advertisement",
	Summary: "labels of advertisements",
	Doc: `“Advertisement”, “continue reading below”, “sponsored content”: labels around an advertisement that is not in the text.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“ad”, “sponsored”) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is safe when a second signal agrees with the phrase: the line stands before the first paragraph of the text or after the
last, and beside other chrome or at the very first or last line. Otherwise it is unsafe. A line that vouches for an unsafe finding is unsafe too.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Fix:      fixers.Safe,
	Bad:      "Advertisement\nContinue reading below\n\nWheat prices fell on world markets last week after three countries reported rich harvests, and traders said that the slide may last until autumn.\n",
	Good:     "Wheat prices fell on world markets last week after three countries reported rich harvests, and traders said that the slide may last until autumn.\n",
	Check:    func(p *Pass) { reportChrome(p, advertisement, "advertisement label") },
})
