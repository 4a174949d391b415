package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB008",
	Name:    "call-to-action",
	Summary: "prompts to download, click or read on",
	Doc: `A call that leads away from the text: read more, click here, download the full version, get the app.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“more”, “details”) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is unsafe: the call may be the only trace of the document that is meant.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFurniture,
	Scope:     ScopeDocument,
	Fix:       fixers.Unsafe,
	Bad:       "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n\nلقراءة المقال كاملا اضغط هنا\n",
	Good:      "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check:     func(p *Pass) { reportChrome(p, callToAction, "call to action") },
})
