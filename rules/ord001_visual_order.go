package rules

import (
	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "ORD001",
	Name:    "visual-order",
	Summary: "letters or whole lines stored as displayed, from left to right",
	Doc: `A PDF paints glyphs, and many extractors give them back in the order of the page: ` + "`ناسنإلا قوقح`" + ` for ` + "`حقوق الإنسان`" + `.
Sometimes only the letters of each word are reversed, sometimes only the order of the words.

Three kinds of evidence decide, and the finding shows their votes. Joining forms prove the order of letters: in reading order a word can begin
with an initial form and end with a final one, never the other way round. Where letters are stored as letters, those that only end words tell
(ة ى in Arabic, ے ں in Urdu, ך ם ן ף ץ in Hebrew), with the article and the commonest words; words of Arabic do not count among letters
that Arabic lacks, and in Pashto, Sindhi, Sorani and Uyghur only joining forms and impossible words do. The model of the language confirms, and
decides the order of the words. Text that was reversed first and shaped afterwards shows joining forms that lie: the letters outvote them.

Lines are turned round by clusters: a letter goes with its marks, numbers, Latin words and addresses keep their order, brackets are mirrored
when they were stored as painted. Short lines follow the majority of the document.`,
	FixSafety: `Safe when the joining forms of the line prove it and nothing contradicts, or when words of the line are impossible as
stored and every other sign agrees; with such lines the others of a document that is stored so as a whole are safe too. Else unsafe, and always where the order of
the words is decided.`,
	Since:     "0.1.0",
	Severity:  Error,
	Stage:     StageLetters,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: Arabic | ArabicForm | Hebrew},
	Fix:       fixers.Safe,
	HoldsLine: true,
	Bad:       "ةنيدملا يف ةديدج ةسردم حاتتفا مت\n",
	Good:      "تم افتتاح مدرسة جديدة في المدينة\n",
	Check:     checkVisualOrder,
})

func checkVisualOrder(p *Pass) {
	order := letterOrders.Of(p.Doc)
	for _, l := range order.lines {
		line := p.Doc.Lines()[l.index]
		fix, ok := fixers.IntoReadingOrder(p.Doc.Text, p.Doc.Trimmed(line.Span), l.reading, l.safety)
		if !ok {
			continue
		}
		message := "the line is stored as displayed, from left to right"
		switch {
		case !l.reading.Words:
			message = "the letters of each word are stored as displayed, from left to right"
		case !l.reading.Letters:
			message = "the words of the line are stored in reverse order"
		case l.reading.Fold:
			message = "the line was reversed before its letters were shaped"
		}
		f := p.Report(fix.Edits[0].Span, message).FixAll(fix)
		if e := l.evidence; e.FormsLogical+e.FormsVisual > 0 {
			f.With("joining_forms", [2]int{e.FormsLogical, e.FormsVisual})
		}
		if e := l.evidence; e.EdgesLogical+e.EdgesVisual > 0 {
			f.With("word_edges", [2]int{e.EdgesLogical, e.EdgesVisual})
		}
		if l.gain != 0 {
			f.With("gain", l.gain)
		}
	}
}

// letterOrders is the verdict on every line of a document whose letters or words are not in reading order.
var letterOrders = NewView(judgeLetterOrder)

// letterOrder is what was found out about a document.
type letterOrder struct {
	all   arabic.Evidence // of the lines that were looked at
	lines []lineOrder     // those to repair, in order
}

// lineOrder is the verdict on one line.
type lineOrder struct {
	index    int
	reading  fixers.Reading
	safety   fixers.Safety
	evidence arabic.Evidence
	alone    bool    // the line proves it without the rest of the document
	apart    bool    // the majority of the document does not speak for the line
	gain     float64 // nats by which the model of the language likes the repaired line better; 0 when it was not asked
}
