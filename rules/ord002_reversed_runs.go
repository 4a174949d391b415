package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:    "ORD002",
	Name:    "reversed-runs",
	Summary: "the text runs of a line stand in the wrong order",
	Doc: `A PDF writes a line as several runs of text, and some extractors give the runs back in the order of the page: every word is right, the
runs of the line are reversed, and wide gaps stand where they meet: ` + "`على الطاولة.   وضع الكتاب`" + ` for ` + "`وضع الكتاب على الطاولة.`" + `
Marks that stand on lines of their own belong to a word of the line before or after; the whole is one line of the page.

The document is proved first: the words on both sides of the wide gaps must be likelier neighbours in the other order, or several lines of plain
words must read better in another order by the language model alone. Then the order of each line is searched: reversed runs, and blocks of
reversed runs with numbers and conjunctions where two blocks meet. The evidence of the words is kept apart from the evidence of the gaps, and
a line that only the gaps would change stays as it is.`,
	FixSafety: `Unsafe: the order is the likeliest, and one repaired line in three still has an error in it, although nearly all read better than
before. Every character but white space is conserved.`,
	Since:     "0.1.0",
	Severity:  Error,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Pairs: DoubleSpace | SpaceMark},
	Fix:       fixers.Unsafe,
	HoldsLine: true,
	Bad: "بعد رحلة طويلة في الصحراء  الكبير  النهر  على ضفاف  صغيرة تقع  مدينة  وصلت القافلة إلى \n" +
		"ذلك العام  في  الربيع  بداية فصل  المدينة قد استعدوا لاستقبال التجار منذ  سكان  وكان \n",
	Good: "وصلت القافلة إلى مدينة صغيرة تقع على ضفاف النهر الكبير بعد رحلة طويلة في الصحراء\n" +
		"وكان سكان المدينة قد استعدوا لاستقبال التجار منذ بداية فصل الربيع في ذلك العام\n",
	Check: checkReversedRuns,
})

// scrambledRuns is shared by the rules that a scrambled document concerns; nil for all other documents.
var scrambledRuns = NewView(func(d *Document) *fixers.Runs {
	if d.Pairs()&(DoubleSpace|SpaceMark) == 0 || d.Classes()&Arabic == 0 || d.Lang() != "ar" {
		return nil
	}
	return fixers.ScrambledRuns(d.Text, d.Model)
})

func checkReversedRuns(p *Pass) {
	runs := scrambledRuns.Of(p.Doc)
	if runs == nil {
		return
	}
	gain, gaps := runs.Evidence()
	for i := range runs.Len() {
		span, lines := runs.Line(i)
		if p.Doc.Classes()&Invalid != 0 && !utf8.ValidString(span.Of(p.Doc.Text)) {
			continue // half a letter could not be conserved
		}
		f := p.Report(p.Doc.Trimmed(span), "the text runs of the line are out of order").LazyFix(fixers.Unsafe, func() fixers.Fix {
			fix := fixers.Fix{Title: "put the runs of the line in reading order", Contract: fixers.SameLetters}
			if r, ok := runs.Repair(i); ok {
				fix.Edits = []fixers.Edit{fixers.Replace(r.Start, r.End, r.New)}
			}
			return fix
		})
		if gaps > 0 {
			f.With("gap_gain", gain).With("gaps", gaps)
		}
		if lines > 1 {
			f.With("lines", lines)
		}
	}
}
