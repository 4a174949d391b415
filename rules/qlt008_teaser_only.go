package rules

var _ = register(Rule{
	Code:    "QLT008",
	Name:    "teaser-only",
	Summary: "the text announces a document that is elsewhere",
	Doc: `A page that presents a report, a study or an article and ends in “to read the full text, download the electronic version” holds an
abstract, not the text. As training data it is a stub; as a search result it is a signpost. Reported when such a call follows the last paragraph of a short text.`,
	Since:    "0.1.0",
	Severity: Info,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Bad:      "تصف هذه الورقة أثر أسعار القمح في موازنات الدول المستوردة، وتقترح ثلاث سياسات لتخفيف الصدمات عن الأسر الفقيرة.\n\nلقراءة الدراسة كاملة اضغط هنا\n",
	Good:     "تصف هذه الورقة أثر أسعار القمح في موازنات الدول المستوردة، وتقترح ثلاث سياسات لتخفيف الصدمات عن الأسر الفقيرة.\n",
	Check:    checkTeaserOnly,
})

const (
	teaserParagraphs = 12   // of the text itself
	teaserRunes      = 6000 // in them
)

func checkTeaserOnly(p *Pass) {
	c := chromeView.Of(p.Doc)
	if c.paragraphs == 0 || c.paragraphs > teaserParagraphs || c.proseRunes > teaserRunes {
		return
	}
	for _, i := range c.hits {
		if u := c.units[i]; u.teaser && u.strong && i > c.lastProse {
			span := p.Doc.Trimmed(p.Doc.Lines()[u.line].Span)
			p.Report(span, "the whole text is elsewhere: %q", excerpt(span.Of(p.Doc.Text))).With("paragraphs", c.paragraphs)
			return
		}
	}
}
