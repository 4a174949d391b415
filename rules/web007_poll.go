package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB007",
	Name:    "poll",
	Summary: "widgets that ask the reader's opinion",
	Doc: `The heading of a poll, the short question under it, and its buttons.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“yes”, “vote”) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is unsafe: an article may be about a poll, and its question is a normal sentence.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFurniture,
	Scope:     ScopeDocument,
	Fix:       fixers.Unsafe,
	Bad:       "شارك في الاستطلاع\n\nتراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Good:      "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check:     func(p *Pass) { reportChrome(p, poll, "poll") },
})
