package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB004",
	Name:    "navigation",
	Summary: "menus, breadcrumbs, skip links and pagers",
	Doc: `Menus and the path of a page (“Home » Reports”), links that skip to the content or back to the top, previous and next.

A line is reported when phrases of the packs cover nearly all of it, whatever its marks, tatweel, hamza carriers and case. Phrases that
are ordinary words too (“home”, “contact”, “next”) count only at the edge of the document, and there beside other chrome or in a row of four or more. Eight short lines or
more over the first paragraph, of which a third are known labels, are one menu, with the lines between. A sentence that
merely mentions such things is not reported.`,
	FixSafety: `Deleting the line is safe when a second signal agrees with the phrase: the line stands before the first paragraph of the text or after the
last, and beside other chrome or at the very first or last line. Otherwise it is unsafe, and so is a menu with lines that are not known. A line that vouches for an unsafe finding is unsafe too.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Fix:      fixers.Safe,
	Bad:      "تخطي إلى المحتوى\n\nتراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Good:     "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check:    func(p *Pass) { reportChrome(p, navigation, "navigation") },
})
