package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "ARA003",
	Name:    "lam-alef-swap",
	Summary: "lam and alef of a ligature in the wrong order, or doubled",
	Doc: `Fonts paint lam and alef as one glyph. An extractor that turns a line round after it has taken the glyph apart leaves them swapped:
` + "`اإلسالم`" + ` for ` + "`الإسلام`" + `, ` + "`ال يجوز`" + ` for ` + "`لا يجوز`" + `. A swap is its own inverse; the question is only where.

The article before an alef (` + "`ا[اأإآ]ل`" + ` at the beginning of a word, after و ف ب ك) and ` + "`ل[اأإآ]ل`" + ` are impossible in right text. Elsewhere a
word is repaired when it is unknown as it stands and known after the swap, and surely so where the document swaps this ligature throughout:
one font is all or nothing. A real word is never made into another. Some fonts give the alef twice (` + "`األأعداد`" + `): one is deleted.`,
	FixSafety: `Safe for impossible words that are known or more common after the swap than with one alef left out, and for unknown words that become known in a document with impossible ones. Unsafe for single words
that only the model decides (shown, not applied, where the line has no other damage), for a lone ` + "`ال`" + ` before a word, and where a letter is deleted or put in.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageLigatures,
	Scope:    ScopeDocument,
	Trigger:  Trigger{Classes: Arabic},
	Fix:      fixers.Safe,
	// marks apart from their words are evidence, and a later stage would join them
	HoldsLine: true,
	Bad:       "صدر اإلعالن عن االجتماع األول\n",
	Good:      "صدر الإعلان عن الاجتماع الأول\n",
	Check: func(p *Pass) {
		reportSwaps(p, true)
		reportLoneArticles(p)
		reportDroppedAlef(p)
	},
})

// reportLoneArticles reports ال before a word that follows لا better than it takes the article.
func reportLoneArticles(p *Pass) {
	text := p.Doc.Text
	if lang := p.Doc.Lang(); lang != "ar" && lang != language.Undetermined || traces.Of(p.Doc)&arabic.LoneArticle == 0 {
		return
	}
	m := p.Doc.Model()
	for at := 0; ; {
		i := strings.Index(text[at:], "ال ")
		if i < 0 {
			return
		}
		i += at
		at = i + len("ال ")
		start := i
		for _, clitic := range [...]string{"و", "ف"} {
			if strings.HasSuffix(text[:i], clitic) {
				start = i - len(clitic)
			}
		}
		if start > 0 && text[start-1] != ' ' && text[start-1] != '\n' {
			continue
		}
		end := arabic.WordEnd(text, at)
		if end-at < 4 || arabic.HasForms(text[at:end]) {
			continue
		}
		next := string(language.Normalize(nil, text[at:end]))
		e, no, article := m.Entry(next), m.Entry("لا"), m.Entry("ال")
		if !e.Known() || strings.HasPrefix(next, "ال") {
			continue
		}
		whole := m.LogProb("ال" + next)
		gain := no.LogProb + m.Association(&no, &e) + e.LogProb - max(whole, article.LogProb+m.Association(&article, &e)+e.LogProb)
		if start != i {
			gain++ // ولا and فلا are common, وال and فال are not
		}
		if gain < 2 {
			continue
		}
		span := fixers.Span{Start: i, End: i + len("ال")}
		p.Report(span, "%q before %q is لا with its letters swapped", "ال", text[at:end]).
			Fix(fixers.Unsafe, fixers.SameLetters, "write لا", fixers.Replace(span.Start, span.End, "لا")).
			With("gain", gain)
	}
}

// The tables of the fixes that put letters in: the ligature was given as a bare lam, or as a space.
var (
	droppedAlef     = fixers.Maps(map[rune]string{'ل': "لا"})
	droppedLigature = fixers.Maps(map[rune]string{' ': "لا"})
)

// commonWord is how often the model must have seen a word before letters are put in to make it.
const commonWord = 100

// reportDroppedAlef reports words in a short text that lack the alef of the ligature after the article (النتخابات for الانتخابات), or have
// a space in the place of the whole ligature (الع مات for العلامات).
func reportDroppedAlef(p *Pass) {
	text := p.Doc.Text
	if len(text) > swapScanned || p.Doc.Lang() != "ar" && p.Doc.Lang() != language.Undetermined {
		return
	}
	m := p.Doc.Model()
	normal := func(word string) string { return string(language.Normalize(nil, word)) }
	lastStart, lastEnd := -1, -1
	eachArabicWord(text, func(start, end int) {
		word := text[start:end]
		before := ""
		if lastStart >= 0 && lastEnd+1 == start && text[lastEnd] == ' ' {
			before = text[lastStart:lastEnd]
		}
		lastStart, lastEnd = start, end
		span := fixers.Span{Start: start, End: end}
		if len(word) >= 14 && strings.HasPrefix(word, "ال") && !strings.HasPrefix(word, "الا") && !m.Known(normal(word)) {
			if fixed := "الا" + word[len("ال"):]; m.Count(normal(fixed)) >= commonWord {
				p.Report(span, "%q for %q: the alef of the ligature is lost", word, fixed).
					Fix(fixers.Unsafe, droppedAlef, "put the alef in", fixers.Replace(start+len("ا"), start+len("ال"), "لا"))
			}
			return
		}
		if len(before) >= 6 && len(word) >= 4 && !m.Known(normal(before)) && m.Count(normal(before+"لا"+word)) >= commonWord {
			p.Report(fixers.Span{Start: start - 1 - len(before), End: end}, "%q for %q: the ligature is lost", before+" "+word, before+"لا"+word).
				Fix(fixers.Unsafe, droppedLigature, "put the ligature in", fixers.Replace(start-1, start, "لا"))
		}
	})
}
