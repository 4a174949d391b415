package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "ARA011",
	Name:    "kashida-as-letter",
	Summary: "the glyph that lengthens a word was taken for a letter, or for a lost one",
	Doc: `Justified Arabic lengthens words with a glyph of its own. In some fonts an extractor, or optical recognition, takes every piece of it for a
letter: ` + "`رئووويس`" + ` for ` + "`رئيس`" + `. The rule reports words with three or more و or ي in a row that the model of the language knows when the
run, or all but one letter of it, is taken out. What other letters were lost in the same way cannot be known, so there is no fix.

Other extractors find no character for the glyph and write replacement characters (U+FFFD), controls or glyph numbers into the word: ` + "`المكتب\ufffd\ufffdة`" + `. When most words
of a document that hold such characters inside are known without them, they stand for nothing and can go.`,
	FixSafety: `Unsafe: what stands inside words for glyphs without a character is deleted where the document shows that it stands for lengthening.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFold,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: Arabic},
	Fix:       fixers.Unsafe,
	HoldsLine: true,
	Bad:       "زار المكت\ufffdبة طل\ufffd\ufffdاب المد\ufffdرسة الجدي\ufffdدة في المدي\ufffdنة\n",
	Good:      "زار المكتبة طلاب المدرسة الجديدة في المدينة\n",
	Check: func(p *Pass) {
		reportLengthenedRuns(p)
		reportLostKashidas(p)
	},
})

// The bounds of the verdict on lost glyphs inside words.
const (
	kashidaWords   = 4   // words that must speak
	kashidaLetters = 4   // letters that make a word speak
	kashidaShare   = 0.6 // part of them that is known without the characters
)

// reportLengthenedRuns reports words with a run of و or ي that are known without it.
func reportLengthenedRuns(p *Pass) {
	d := p.Doc
	if traces.Of(d)&arabic.Tripled == 0 {
		return
	}
	var buffer []byte
	for _, l := range d.Lines() {
		text := d.Of(l)
		if l.Classes&Arabic == 0 || !strings.Contains(text, "ووو") && !strings.Contains(text, "ييي") {
			continue
		}
		eachArabicWord(text, func(start, end int) {
			word := text[start:end]
			for _, letter := range [...]string{"و", "ي"} {
				at := strings.Index(word, strings.Repeat(letter, 3))
				if at <= 0 {
					continue
				}
				rest := strings.TrimLeft(word[at:], letter)
				if rest == "" {
					return // lengthened at the end: a way of writing
				}
				for _, with := range [...]string{"", letter} {
					buffer = language.Normalize(buffer[:0], word[:at]+with+rest)
					if d.Model().Known(string(buffer)) {
						p.Report(fixers.Span{Start: l.Start + start, End: l.Start + end}, "%q looks like %q with its lengthening taken for letters", word, word[:at]+with+rest)
						return
					}
				}
			}
		})
	}
}

// lostGlyph is the length of what an extractor wrote for a glyph without a character at the beginning of text: U+FFFD, a control character, or
// (cid:25); 0 when there is none.
func lostGlyph(text string) int {
	switch {
	case text == "":
		return 0
	case strings.HasPrefix(text, "\ufffd"):
		return len("\ufffd")
	case text[0] < ' ' && text[0] != '\t' && text[0] != '\n' && text[0] != '\f' && text[0] != '\r':
		return 1
	case strings.HasPrefix(text, "(cid:"):
		end := len("(cid:")
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		if end < len(text) && text[end] == ')' {
			return end + 1
		}
	}
	return 0
}

// withoutGlyphs is a word without the lost glyphs in it.
func withoutGlyphs(word string) string {
	var b strings.Builder
	for i := 0; i < len(word); {
		if n := lostGlyph(word[i:]); n > 0 {
			i += n
			continue
		}
		b.WriteByte(word[i])
		i++
	}
	return b.String()
}

// kashidaLoss is the words of a document with lost glyphs between their letters, and how many of the longer ones are known without.
type kashidaLoss struct {
	spans        []fixers.Span
	known, words int
}

// proved reports whether the lost glyphs stand for lengthening.
func (k *kashidaLoss) proved() bool {
	return k.words >= kashidaWords && float64(k.known) >= kashidaShare*float64(k.words)
}

var kashidaLosses = NewView(func(d *Document) kashidaLoss {
	var k kashidaLoss
	if d.Classes()&Arabic == 0 || d.Classes()&(Replacement|Control) == 0 && !hasGlyphNumbers(d) {
		return k
	}
	if lang := d.Lang(); lang != "ar" && lang != language.Undetermined {
		return k
	}
	var buffer []byte
	for _, l := range d.Lines() {
		if l.Classes&(Replacement|Control) == 0 && l.Pairs&ParenLower == 0 {
			continue
		}
		text := d.Of(l)
		for i := 0; i < len(text); {
			end, inner := lengthenedWord(text, i)
			if end == i {
				i += runeLen(text[i])
				continue
			}
			if inner {
				buffer = language.Normalize(buffer[:0], arabic.FoldForms(withoutGlyphs(text[i:end]), true, true))
				if len(buffer) >= 2*kashidaLetters {
					k.words++
					if word := string(buffer); d.Model().Known(word) || d.Model().Known(arabic.Mirrored(word)) {
						k.known++
					}
				}
				k.spans = append(k.spans, fixers.Span{Start: l.Start + i, End: l.Start + end})
			}
			i = end
		}
	}
	return k
})

// hasGlyphNumbers reports whether an extractor wrote numbers of glyphs, (cid:25), into the text.
func hasGlyphNumbers(d *Document) bool {
	return d.Pairs()&ParenLower != 0 && strings.Contains(d.Text, "(cid:")
}

// reportLostKashidas reports the lost glyphs between the letters of words that are known without them.
func reportLostKashidas(p *Pass) {
	k := kashidaLosses.Of(p.Doc)
	if !k.proved() || beyondRepair(p.Doc) {
		return
	}
	for _, s := range k.spans {
		word := s.Of(p.Doc.Text)
		whole := withoutGlyphs(word)
		p.Report(s, "%q is %q with its lengthening lost", word, whole).
			Fix(fixers.Unsafe, fixers.RemovesOnly, "delete what stands for the lengthening", fixers.Replace(s.Start, s.End, whole)).
			With("known_words", k.known).With("words", k.words)
	}
}

// lengthenedWord is the end of the word that begins with a letter at i, lost glyphs between its letters included, and whether it holds such.
func lengthenedWord(text string, i int) (end int, inner bool) {
	end = arabic.WordEnd(text, i)
	if end == i {
		return i, false
	}
	for {
		next := end
		for {
			n := lostGlyph(text[next:])
			if n == 0 {
				break
			}
			next += n
		}
		after := arabic.WordEnd(text, next)
		if next == end || after == next {
			return end, inner
		}
		end, inner = after, true
	}
}
