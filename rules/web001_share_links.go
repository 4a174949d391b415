package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB001",
	Name:    "share-links",
	Summary: "labels of buttons that share, print or follow",
	Doc: `Sites put a bar of buttons over and under an article: share, print, send, follow us on a service. In the text that was extracted only their labels are left.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“share”, the name of a service) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is safe when a second signal agrees with the phrase: the line stands before the first paragraph of the text or after the
last, and beside other chrome or at the very first or last line. Otherwise it is unsafe. A line that vouches for an unsafe finding is unsafe too.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Fix:      fixers.Safe,
	Bad:      "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n\nشارك المقالة\n",
	Good:     "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check:    func(p *Pass) { reportChrome(p, shareLinks, "share or follow prompt") },
})
