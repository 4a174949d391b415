package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB010",
	Name:    "footer",
	Summary: "copyright lines and what stands beside them",
	Doc: `Copyright, all rights reserved, terms of use, powered by.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“terms”, “disclaimer”) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is safe when it stands after the last paragraph of the text and beside chrome of another kind, such as a share
bar; otherwise it is unsafe. A copyright line before the last paragraph is not reported at all: it belongs to a licence or a title page.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Fix:      fixers.Safe,
	Bad:      "Wheat prices fell on world markets last week after three countries reported rich harvests, and traders said that the slide may last until autumn.\n\nPrivacy Policy | Terms of Use\n© 2024 Example Media. All rights reserved.\n",
	Good:     "Wheat prices fell on world markets last week after three countries reported rich harvests, and traders said that the slide may last until autumn.\n",
	Check:    func(p *Pass) { reportChrome(p, footer, "page footer") },
})
