package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB009",
	Name:    "permalink",
	Summary: "short links, link copying and the address of the page",
	Doc: `The label of a short link with its address on the same line or on the next, “copy link”, the address under a printed page.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“link”) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is safe when a second signal agrees with the phrase: the line stands before the first paragraph of the text or after the
last, and beside other chrome or at the very first or last line. Otherwise it is unsafe. A line that vouches for an unsafe finding is unsafe too.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Fix:      fixers.Safe,
	Bad:      "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n\nرابط مختصر: https://example.org/?p=7\n",
	Good:     "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check:    func(p *Pass) { reportChrome(p, permalink, "permalink") },
})
