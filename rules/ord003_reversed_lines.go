package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:    "ORD003",
	Name:    "reversed-lines",
	Summary: "the lines of a paragraph stand bottom-up",
	Doc: `Software without support for Arabic reverses a whole paragraph before it is cut into lines; once the letters are put right again, the last line
stands first. The document is proved over its line ends: the first word of a line must follow the last word of the line below, not of the line
above, according to the language model, far beyond chance. Then the lines are divided into paragraphs whose ends fit, with a stop at the end.`,
	FixSafety: "Unsafe: where a paragraph begins is inferred. Each line is kept as it is.",
	Since:     "0.1.0",
	Severity:  Error,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: ArabicLetter},
	Fix:       fixers.Unsafe,
	HoldsLine: true,
	Bad: "أيام لكي يلتقي بعدد من المسؤولين في وزارة الخارجية.\n" +
		"القدم للشباب، وكان رئيس الوفد قد وصل قبل ذلك بثلاثة\n" +
		"المتحدة الأمريكية من أجل المشاركة في مؤتمر كبير عن كرة\n" +
		"سافر أعضاء الفريق في نهاية شهر يونيو إلى الولايات\n" +
		"متأخرة من الليل بعد يوم طويل.\n" +
		"هدف واحد، ثم عاد اللاعبون إلى الفندق في ساعة\n" +
		"الجوية في المدينة، وفاز الفريق الزائر بثلاثة أهداف مقابل\n" +
		"وقد جرت المباراة الأولى على الرغم من سوء الأحوال\n" +
		"نسمة يعملون في الصناعة والتجارة.\n" +
		"المدن في الشرق الأوسط، وبلغ عدد سكانها أكثر من مليون\n" +
		"وبعد الحرب العالمية الثانية أصبحت المدينة من أكبر\n",
	Good: "سافر أعضاء الفريق في نهاية شهر يونيو إلى الولايات\n" +
		"المتحدة الأمريكية من أجل المشاركة في مؤتمر كبير عن كرة\n" +
		"القدم للشباب، وكان رئيس الوفد قد وصل قبل ذلك بثلاثة\n" +
		"أيام لكي يلتقي بعدد من المسؤولين في وزارة الخارجية.\n" +
		"وقد جرت المباراة الأولى على الرغم من سوء الأحوال\n" +
		"الجوية في المدينة، وفاز الفريق الزائر بثلاثة أهداف مقابل\n" +
		"هدف واحد، ثم عاد اللاعبون إلى الفندق في ساعة\n" +
		"متأخرة من الليل بعد يوم طويل.\n" +
		"وبعد الحرب العالمية الثانية أصبحت المدينة من أكبر\n" +
		"المدن في الشرق الأوسط، وبلغ عدد سكانها أكثر من مليون\n" +
		"نسمة يعملون في الصناعة والتجارة.\n",
	Check: func(p *Pass) {
		d := p.Doc
		if len(d.Lines()) <= 8 || d.Lang() != "ar" || scrambledRuns.Of(d) != nil {
			return
		}
		spans := make([]fixers.Span, len(d.Lines()))
		for i, l := range d.Lines() {
			spans[i] = l.Span
		}
		for _, b := range fixers.ReversedLines(d.Text, spans, d.Model) {
			p.Report(b.Span, "the lines of the paragraph stand bottom-up").With("lines", 1+strings.Count(b.New, "\n")).
				Fix(fixers.Unsafe, fixers.SameLetters, "put the lines in reading order", fixers.Replace(b.Start, b.End, b.New))
		}
	},
})
