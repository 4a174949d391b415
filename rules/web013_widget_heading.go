package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB013",
	Name:    "widget-heading",
	Summary: "headings of boxes beside an article",
	Doc: `Latest posts, most read, tags, categories, about the author: headings of boxes whose content is elsewhere.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“tags”, “authors”, “categories”) count only at the edge of the document and beside other chrome. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is unsafe: the same words may head a part of the text.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFurniture,
	Scope:     ScopeDocument,
	Fix:       fixers.Unsafe,
	Bad:       "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n\nالأكثر قراءة\n",
	Good:      "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check:     func(p *Pass) { reportChrome(p, widget, "widget heading") },
})
