package rules

import (
	"strings"
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

Folding destroys a proof, so it is used first: a letter that joins on both sides and stands in its final or isolated form ends a word, and
an initial or medial form does not. Where the text lacks the space, or has one inside a word, the fix puts that right.

Signs that stand for a word (ﷺ ﷲ) are content in a text without other forms (see ARA014). Forms of Uyghur letters in a text of
Arabic letters are slots of an ornamental font and stand for something else: they are reported and left.`,
	FixSafety: `Safe. Where the order of the letters is still to be put right (ORD001), the fix waits.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFold,
	Scope:     ScopeLine,
	Trigger:   Trigger{Classes: ArabicForm},
	Fix:       fixers.Safe,
	Bad:       "ﺍﻟﻜﺘﺎﺏ ﻋﻠﻰ ﺍﻟﻄﺎﻭﻟﺔ\n",
	Good:      "الكتاب على الطاولة\n",
	Check:     checkPresentationForm,
})

// formCounts is how many presentation forms of each kind a document holds.
type formCounts struct {
	letters  int // forms of letters and marks
	slots    int // forms of Uyghur and Kazakh letters
	foreign  int // letters of those languages, stored as letters
	isolated int // isolated forms of letters that join on both sides
	plain    int // such letters stored as letters, in words with forms
}

var formsOf = NewView(func(d *Document) (c formCounts) {
	for _, l := range d.Lines() {
		if l.Classes&(ArabicForm|ArabicForeign) == 0 {
			continue
		}
		shaped := l.Classes&ArabicForm != 0
		for _, r := range d.Of(l) {
			switch {
			case arabic.IsSlot(r):
				c.slots++
			case arabic.IsForm(r) && !arabic.IsWordLigature(r):
				c.letters++
				if s := arabic.FoldForm(r); arabic.ShapeOf(r) == arabic.Isolated && arabic.JoiningOf(lastRune(s)) == arabic.JoinsBoth {
					c.isolated++
				}
			case r == 'ئ' || r == 'ې' || r == 'ۇ' || r == 'ۆ' || r == 'ۈ' || r == 'ۋ' || r == 'ە':
				c.foreign++
			case shaped && arabic.JoiningOf(r) == arabic.JoinsBoth:
				c.plain++
			}
		}
	}
	return c
})

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func checkPresentationForm(p *Pass) {
	text := p.Doc.Of(p.Line)
	counts := formsOf.Of(p.Doc)
	slots := counts.slots > 0 && counts.foreign < counts.slots
	plain := counts.plain > counts.isolated
	var last rune
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if arabic.IsWordLigature(r) && (r != 0xFDF2 || counts.letters <= 0 || endsInAlef(last)) {
			if r == 0xFDF2 && endsInAlef(last) {
				doc, span := p.Doc.Text, fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + size}
				p.Report(span, "a presentation form").LazyFix(fixers.Safe, func() fixers.Fix { return fixers.FoldForms(doc, span) })
			}
			last = r
			i += size
			continue
		}
		end := wordWithAllah(text, i, counts.letters > 0)
		if end == i {
			last = r
			i += size
			continue
		}
		joined, piece := end, i
		for joined+1 < len(text) && text[joined] == ' ' { // a space that the forms on both sides deny
			next := arabic.WordEnd(text, joined+1)
			if next == joined+1 {
				break
			}
			_, a := arabic.EdgeLetters(text[piece:joined])
			b, _ := arabic.EdgeLetters(text[joined+1 : next])
			if a == 0 || b == 0 || arabic.Between(a, b, plain) != arabic.Joined {
				break
			}
			joined, piece = next, joined+1
		}
		word := text[i:joined]
		if arabic.HasForms(word) {
			reportForms(p, fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + joined}, plain, slots)
		}
		_, last = arabic.EdgeLetters(text[piece:joined])
		i = joined
	}
}

// reportForms reports the forms of a word, or of several that were written without the space the forms prove, or one torn by spaces
// that the forms deny.
func reportForms(p *Pass, span fixers.Span, plain, slots bool) {
	word := span.Of(p.Doc.Text)
	n, foreign := 0, 0
	for _, r := range word {
		switch {
		case slots && arabic.IsSlot(r):
			foreign++
		case arabic.IsForm(r):
			n++
		}
	}
	if foreign > 0 {
		p.Report(span, "forms of letters that the text does not use otherwise, glyph slots of an ornamental font: %d", foreign)
		return
	}
	torn := strings.Count(word, " ")
	folded, spaces := arabic.FoldWords(strings.ReplaceAll(word, " ", ""), plain)
	format, args := "letters stored as presentation forms: %d", []any{n}
	switch {
	case spaces > 0:
		format, args = "letters stored as presentation forms: %d; missing spaces that they prove: %d", append(args, spaces)
	case torn > 0:
		format, args = "letters stored as presentation forms: %d; spaces that they deny: %d", append(args, torn)
	}
	p.Report(span, format, args...).
		Fix(fixers.Safe, fixers.SameCompat, "write the letters", fixers.Replace(span.Start, span.End, folded))
}

// wordWithAllah is the end of the word that begins at i, the sign ﷲ included where a text has other forms; not behind an alef, where it
// stands for the rest of the word and is folded by itself.
func wordWithAllah(text string, i int, included bool) int {
	for {
		end := arabic.WordEnd(text, i)
		if !included || !strings.HasPrefix(text[end:], "ﷲ") || end > i && endsInAlef(lastRune(text[i:end])) {
			return end
		}
		i = end + len("ﷲ")
	}
}

func endsInAlef(r rune) bool { return r == 'ا' || arabic.FoldForm(r) == "ا" }
