package rules

import "github.com/tanqih/tanqih/internal/language"

var _ = register(Rule{
	Code:    "QLT002",
	Name:    "foreign-block",
	Summary: "paragraphs in another language than the document's",
	Doc: `Abstracts, quotations and notes in another script than the document's are content, but training data for one language and search engines want to know of them. A
block is a run of lines without a letter of the document's script, of at least 25 words together; Latin lines are told apart by language. It is
information, never a fault.`,
	Since:    "0.1.0",
	Severity: Info,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Bad: "تدرس هذه الورقة أثر أسعار القمح في موازنات الدول المستوردة بين عامي 2010 و2020.\n\nThis paper studies how the price of wheat has shaped the budgets of importing countries in the years " +
		"between 2010 and 2020, with a survey of three harbours and of the mills behind them.\n",
	Good:  "تدرس هذه الورقة أثر أسعار القمح في موازنات الدول المستوردة بين عامي 2010 و2020.\n",
	Check: checkForeignBlock,
})

const foreignWords = 25

// foreign is the classes of letters of the scripts that a document is not written in.
func foreign(d *Document) (own, other Classes) {
	switch d.Lang() {
	case "ar", "fa", "ur", "ckb", "ug", "ps", "sd":
		return Arabic, Latin | Hebrew | Alphabetic | Wide
	case "he", "yi":
		return Hebrew, Latin | Arabic | Alphabetic | Wide
	case "ru", "uk", "bg", "sr", "el":
		return Alphabetic, Latin | Arabic | Hebrew | Wide
	case "zh", "ja", "ko", "th", language.Undetermined:
		return 0, 0
	}
	return Latin, Arabic | Hebrew | Alphabetic | Wide
}

func checkForeignBlock(p *Pass) {
	const someLetters = Arabic | Hebrew | Alphabetic | Wide
	if p.Doc.Classes()&someLetters == 0 || p.Doc.Classes()&(Latin|someLetters)&^Arabic == 0 {
		return // one script
	}
	own, other := foreign(p.Doc)
	if own == 0 {
		return
	}
	first, last, words := -1, 0, 0
	tag := ""
	flush := func() {
		if first >= 0 && words >= foreignWords {
			p.Report(p.Doc.Trimmed(p.Doc.spanOf([]int{first, last})), "%d words in another language (%s) than the document's (%s)", words, tag, p.Doc.Lang())
		}
		first, words, tag = -1, 0, ""
	}
	for i, l := range p.Doc.Lines() {
		switch {
		case l.Classes&Letter == 0: // blank lines and numbers belong to no language
		case l.Classes&own != 0 || l.Classes&other == 0:
			flush()
		default:
			n := countWords(p.Doc.Of(l))
			of := tag
			if n >= foreignWords || tag == "" {
				if is := language.IdentifyLine(p.Doc.Of(l)); is != language.Undetermined {
					of = is
				}
			}
			if of != tag && tag != "" && tag != language.Undetermined {
				flush()
			}
			if of == "" {
				of = language.Undetermined
			}
			if first < 0 {
				first = i
			}
			tag, last, words = of, i, words+n
		}
	}
	flush()
}

// countWords counts the runs of text between spaces.
func countWords(s string) int {
	n, inside := 0, false
	for i := range len(s) {
		space := s[i] == ' ' || s[i] == '\t'
		if !space && !inside {
			n++
		}
		inside = !space
	}
	return n
}
