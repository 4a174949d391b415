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

Other extractors find no character for the glyph and write replacement characters (U+FFFD) into the word: ` + "`المكتب\ufffd\ufffdة`" + `. When most words
of a document that hold such characters inside are known without them, they stand for nothing and can go.`,
	FixSafety: `Unsafe: replacement characters inside words are deleted where the document shows that they stand for lengthening.`,
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

// The bounds of the verdict on replacement characters inside words.
const (
	kashidaWords   = 4   // words that must speak
	kashidaLetters = 4   // letters that make a word speak
	kashidaShare   = 0.6 // part of them that is known without the characters
)

// reportLengthenedRuns reports words with a run of و or ي that are known without it.
func reportLengthenedRuns(p *Pass) {
	d := p.Doc
	if !strings.Contains(d.Text, "ووو") && !strings.Contains(d.Text, "ييي") {
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

const replacement = "\ufffd"

// reportLostKashidas reports the replacement characters between the letters of words that are known without them.
func reportLostKashidas(p *Pass) {
	d := p.Doc
	if d.Classes()&Replacement == 0 || beyondRepair(d) {
		return
	}
	if lang := d.Lang(); lang != "ar" && lang != language.Undetermined {
		return
	}
	var spans []fixers.Span
	known, words := 0, 0
	var buffer []byte
	for _, l := range d.Lines() {
		if l.Classes&Replacement == 0 {
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
				buffer = language.Normalize(buffer[:0], arabic.FoldForms(strings.ReplaceAll(text[i:end], replacement, ""), true, true))
				if len(buffer) >= 2*kashidaLetters {
					words++
					if d.Model().Known(string(buffer)) {
						known++
					}
				}
				spans = append(spans, fixers.Span{Start: l.Start + i, End: l.Start + end})
			}
			i = end
		}
	}
	if words < kashidaWords || float64(known) < kashidaShare*float64(words) {
		return
	}
	for _, s := range spans {
		word := s.Of(d.Text)
		whole := strings.ReplaceAll(word, replacement, "")
		p.Report(s, "%q is %q with its lengthening lost", word, whole).
			Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the replacement characters", fixers.Replace(s.Start, s.End, whole)).
			With("known_words", known).With("words", words)
	}
}

// lengthenedWord is the end of the word that begins with a letter at i, replacement characters between its letters included, and whether
// it holds such.
func lengthenedWord(text string, i int) (end int, inner bool) {
	end = arabic.WordEnd(text, i)
	if end == i {
		return i, false
	}
	for {
		next := end
		for strings.HasPrefix(text[next:], replacement) {
			next += len(replacement)
		}
		after := arabic.WordEnd(text, next)
		if next == end || after == next {
			return end, inner
		}
		end, inner = after, true
	}
}
