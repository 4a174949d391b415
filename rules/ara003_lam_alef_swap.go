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
	FixSafety: `Safe for impossible words, and for unknown words that become known in a document with impossible ones. Unsafe for single words
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
	if lang := p.Doc.Lang(); lang != "ar" && lang != language.Undetermined || !strings.Contains(text, "ال ") {
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

// droppedAlef is the table of the one fix that puts an alef in: the ligature was given as a bare lam.
var droppedAlef = fixers.Maps(map[rune]string{'ل': "لا"})

// reportDroppedAlef reports words in a short text that lack the alef of the ligature after the article: النتخابات for الانتخابات.
func reportDroppedAlef(p *Pass) {
	text := p.Doc.Text
	if len(text) > swapScanned || p.Doc.Lang() != "ar" && p.Doc.Lang() != language.Undetermined {
		return
	}
	m := p.Doc.Model()
	for i := 0; i < len(text); {
		end := arabic.WordEnd(text, i)
		if end == i {
			i += runeLen(text[i])
			continue
		}
		word, start := text[i:end], i
		i = end
		if len(word) < 14 || !strings.HasPrefix(word, "ال") || strings.HasPrefix(word, "الا") {
			continue
		}
		fixed := "الا" + word[len("ال"):]
		if m.Known(string(language.Normalize(nil, word))) || m.Count(string(language.Normalize(nil, fixed))) < 100 {
			continue
		}
		span := fixers.Span{Start: start + len("ا"), End: start + len("ال")}
		p.Report(fixers.Span{Start: start, End: end}, "%q for %q: the alef of the ligature is lost", word, fixed).
			Fix(fixers.Unsafe, droppedAlef, "put the alef in", fixers.Replace(span.Start, span.End, "لا"))
	}
}
