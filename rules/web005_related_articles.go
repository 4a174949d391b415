package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "WEB005",
	Name:    "related-articles",
	Summary: "links to and excerpts of other articles",
	Doc: `“Read also”, “related articles”, and the cards under an article: title, category, excerpt, again and again. The excerpts are good prose;
only the place tells. So all that follows a share bar, a short link or a heading of related articles near the end of a document is reported as
one block, provided that labels outnumber the excerpts, that no two paragraphs stand in a row, and that neither notes nor
sources are among it.`,
	FixSafety: `Deleting the lines is always unsafe: the last part of a text may have the same shape.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFurniture,
	Scope:     ScopeDocument,
	Fix:       fixers.Unsafe,
	Bad: "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n\n" +
		"اقرأ أيضاً: مخازن الحبوب تمتلئ قبل الشتاء\n",
	Good:  "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check: checkRelatedArticles,
})

func checkRelatedArticles(p *Pass) {
	reportChrome(p, related, "link to another article")
	c := chromeView.Of(p.Doc)
	if len(c.others) == 0 {
		return
	}
	lines := make([]int, len(c.others))
	for k, i := range c.others {
		lines[k] = c.units[i].line
	}
	label := p.Doc.Lines()[c.units[c.anchor].line]
	p.Report(p.Doc.Trimmed(p.Doc.spanOf(lines)), "%d lines about other articles after %q", len(lines), excerpt(p.Doc.Trimmed(label.Span).Of(p.Doc.Text))).
		LazyFix(fixers.Unsafe, func() fixers.Fix { return p.Doc.deleteLines("delete the lines", lines) }).
		Relate(label.Span, "the page's tail starts here")
}
