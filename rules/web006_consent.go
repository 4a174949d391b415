package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB006",
	Name:    "consent",
	Summary: "cookie and privacy notices",
	Doc: `The banner that asks for consent to cookies is long enough to look like a paragraph. A long line is reported when several phrases of such banners stand in it.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“accept”, “settings”) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is safe when a second signal agrees with the phrase: the line stands before the first paragraph of the text or after the
last, and beside other chrome or at the very first or last line. Otherwise it is unsafe. A line that vouches for an unsafe finding is unsafe too.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Fix:      fixers.Safe,
	Bad:      "Wheat prices fell on world markets last week after three countries reported rich harvests, and traders said that the slide may last until autumn.\n\nWe use cookies to improve your experience on our site. By continuing you accept our cookie policy.\n",
	Good:     "Wheat prices fell on world markets last week after three countries reported rich harvests, and traders said that the slide may last until autumn.\n",
	Check:    func(p *Pass) { reportChrome(p, consent, "consent notice") },
})
