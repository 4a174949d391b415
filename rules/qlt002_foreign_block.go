package rules

import (
	"math/bits"

	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "QLT002",
	Name:    "foreign-block",
	Summary: "paragraphs in another language than the document's",
	Doc: `Abstracts, quotations and notes in another script than the document's are content, but training data for one language and search engines want to know of them. A
block is a run of lines without (further on: with few) letters of the document's script, of at least 25 words together; the language of its lines ends it when it changes.
It is information, never a fault.`,
	Since:    "0.1.0",
	Severity: Info,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Bad: "تدرس هذه الورقة أثر أسعار القمح في موازنات الدول المستوردة بين عامي 2010 و2020، وتعتمد على سجلات ثلاثة موانئ وعلى دفاتر المطاحن التي حولها. وتبين أن الدول التي وزعت مشترياتها على أشهر السنة كانت أقل تأثراً من سواها، وتقترح سياسات لتخفيف الصدمات عن الأسر الفقيرة.\n\nThis paper studies how the price of wheat has shaped the budgets of importing countries in the years " +
		"between 2010 and 2020, with a survey of three harbours and of the mills behind them.\n",
	Good:  "تدرس هذه الورقة أثر أسعار القمح في موازنات الدول المستوردة بين عامي 2010 و2020، وتعتمد على سجلات ثلاثة موانئ وعلى دفاتر المطاحن التي حولها. وتبين أن الدول التي وزعت مشترياتها على أشهر السنة كانت أقل تأثراً من سواها، وتقترح سياسات لتخفيف الصدمات عن الأسر الفقيرة.\n",
	Check: checkForeignBlock,
})

const (
	foreignWords = 25 // in a block
	tellingWords = 6  // in a line whose language can be told
	sureWords    = 12 // in a line that can tell of a change
)

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
	own, other := foreign(p.Doc)
	if own == 0 || p.Doc.Classes()&other == 0 {
		return
	}
	b := foreignBlock{}
	for i, l := range p.Doc.Lines() {
		switch {
		case l.Classes&Letter == 0: // blank lines and numbers belong to no language
		case l.Classes&other == 0 || l.Classes&own != 0 && (len(b.lines) == 0 || !mostlyForeign(p.Doc.Of(l), own, other)):
			b.skip(p, l)
		default:
			b.add(p, i)
		}
	}
	b.end(p)
}

// foreignBlock is a run of lines in languages that are not the document's. They are told apart when its end is reached: few blocks are long enough
// to be asked for theirs.
type foreignBlock struct {
	lines []foreignLine
	words int
	gap   int // lines in the document's language since the last of them
}

type foreignLine struct{ index, words int }

// skip passes over a line in the document's language. A few short ones, notes among notes, do not end a block.
func (b *foreignBlock) skip(p *Pass, l Line) {
	const most, short = 3, 200
	if b.gap++; b.gap > most || lineRunes(l) > short {
		b.end(p)
	}
}

func (b *foreignBlock) add(p *Pass, line int) {
	n := countWords(p.Doc.Of(p.Doc.Lines()[line]))
	b.lines = append(b.lines, foreignLine{line, n})
	b.words += n
	b.gap = 0
}

// end reports what is long enough in one language, and starts anew.
func (b *foreignBlock) end(p *Pass) {
	if b.words >= foreignWords {
		first, words, known := 0, 0, "" // of the lines in one language, known when one has told
		for i, l := range b.lines {
			if known == "" && l.words >= tellingWords || l.words >= sureWords {
				if is := language.IdentifyLine(p.Doc.Of(p.Doc.Lines()[l.index])); is != language.Undetermined && is != known {
					if known != "" {
						reportForeign(p, b.lines[first:i], words, known)
						first, words = i, 0
					}
					known = is
				}
			}
			words += l.words
		}
		reportForeign(p, b.lines[first:], words, known)
	}
	*b = foreignBlock{lines: b.lines[:0]}
}

// reportForeign reports lines in one language, if they are long enough.
func reportForeign(p *Pass, lines []foreignLine, words int, known string) {
	if words < foreignWords {
		return
	}
	span := p.Doc.Trimmed(p.Doc.spanOf([]int{lines[0].index, lines[len(lines)-1].index}))
	if known == "" {
		p.Report(span, "%d words in another script than the document's", words)
	} else {
		p.Report(span, "%d words in another language (%s) than the document's (%s)", words, known, p.Doc.Lang())
	}
}

// mostlyForeign reports whether a line has twice as many letters of other scripts as of the document's own: a note with a foreign word.
func mostlyForeign(text string, own, other Classes) bool {
	balance := 0
	for _, r := range text {
		switch c := ClassOf(r); {
		case c&own != 0:
			balance -= 2
		case c&other != 0:
			balance++
		}
	}
	return balance > 0
}

// countWords counts the runs of text between spaces, by the first byte of each.
func countWords(s string) int {
	n := 0
	inside := uint64(0) // the high bit of a byte when the one before it is no space
	for ; len(s) >= 8; s = s[8:] {
		w := load8(s)
		space, tab := w^ones*' ', w^ones*'\t'
		text := (space&lows + lows | space) & (tab&lows + lows | tab) &^ lows // the high bit of each byte that is neither
		n += bits.OnesCount64(text &^ (text<<8 | inside))
		inside = text >> 56
	}
	for i := range len(s) {
		text := s[i] != ' ' && s[i] != '\t'
		if text && inside == 0 {
			n++
		}
		inside = 0
		if text {
			inside = 0x80
		}
	}
	return n
}
