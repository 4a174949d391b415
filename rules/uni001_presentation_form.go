package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "UNI001",
	Name:    "presentation-form",
	Summary: "letters of Arabic script stored as shaped glyphs",
	Doc: `Some fonts tell an extractor the shape of a letter instead of the letter: ` + "`ﺍﻟﻨﺺ`" + ` for ` + "`النص`" + `. Such text looks right and
is found by no search. Only the forms are folded, never the whole text (NFKC also turns x² into x2): isolated marks lose the space, medial
ones the tatweel that their decomposition holds; ﷲ behind an alef becomes the rest of الله.

Signs that stand for a word (ﷺ ﷲ) are content in a text without other forms (see ARA014). Forms of Uyghur letters in a text of
Arabic letters are slots of an ornamental font and stand for something else: they are reported and left.`,
	FixSafety: `Safe. Where the order of the letters (ORD001) or the boundaries of words (SPL) are still to be proved by the forms, the fix waits for
those rules.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFold,
	Scope:    ScopeLine,
	Trigger:  Trigger{Classes: ArabicForm},
	Fix:      fixers.Safe,
	Bad:      "ﺍﻟﻜﺘﺎﺏ ﻋﻠﻰ ﺍﻟﻄﺎﻭﻟﺔ\n",
	Good:     "الكتاب على الطاولة\n",
	Check:    checkPresentationForm,
})

// formCounts is how many presentation forms of each kind a document holds.
type formCounts struct {
	letters int // forms of letters and marks
	slots   int // forms of Uyghur and Kazakh letters
	foreign int // letters of those languages, stored as letters
}

var formsOf = NewView(func(d *Document) (c formCounts) {
	for _, l := range d.Lines() {
		if l.Classes&(ArabicForm|ArabicForeign) == 0 {
			continue
		}
		for _, r := range d.Of(l) {
			switch {
			case arabic.IsSlot(r):
				c.slots++
			case arabic.IsForm(r) && !arabic.IsWordLigature(r):
				c.letters++
			case r == 'ئ' || r == 'ې' || r == 'ۇ' || r == 'ۆ' || r == 'ۈ' || r == 'ۋ' || r == 'ە':
				c.foreign++
			}
		}
	}
	return c
})

func checkPresentationForm(p *Pass) {
	text := p.Doc.Of(p.Line)
	counts := formsOf.Of(p.Doc)
	slots := counts.slots > 0 && counts.foreign < counts.slots
	var last rune
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !arabic.IsForm(r) || arabic.IsWordLigature(r) && !(r == 0xFDF2 && (counts.letters > 0 || arabic.FoldForm(last) == "ا" || last == 'ا')) {
			last = r
			i += size
			continue
		}
		end, n, slot := i, 0, slots && arabic.IsSlot(r)
		for end < len(text) {
			next, width := utf8.DecodeRuneInString(text[end:])
			if !arabic.IsForm(next) || (slots && arabic.IsSlot(next)) != slot || arabic.IsWordLigature(next) != arabic.IsWordLigature(r) {
				break
			}
			last = next
			end += width
			n++
			if arabic.IsWordLigature(next) {
				break
			}
		}
		span := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + end}
		if slot {
			p.Report(span, "%d forms of letters that the text does not use otherwise: glyph slots of an ornamental font", n)
		} else {
			doc := p.Doc.Text
			p.Report(span, "%d presentation forms", n).
				LazyFix(fixers.Safe, func() fixers.Fix { return fixers.FoldForms(doc, span) })
		}
		i = end
	}
}
