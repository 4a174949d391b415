package rules

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "ARA015",
	Name:    "lost-zwnj",
	Summary: "Persian prefixes and suffixes without their zero-width non-joiner",
	Doc: `Persian joins می and نمی to a verb, and ها and its forms to a noun, with a zero-width non-joiner (U+200C). Cleaners that delete
invisible characters glue the parts (` + "`برنامههای`" + `), others put a space (` + "`می شود`" + `, ` + "`کتاب ها`" + `). The rule knows closed lists of verb forms and
suffixes and works in Persian documents only.`,
	FixSafety: `Unsafe; shown, not applied, for می before a verb, which many write with a space by choice.`,
	Since:     "0.1.0",
	Severity:  Info,
	Stage:     StageTypography,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: ArabicForeign},
	Fix:       fixers.Unsafe,
	Bad:       "این کتاب ها در کتابخانه هستند و برنامههای تازه دارند\n",
	Good:      "این کتاب\u200cها در کتابخانه هستند و برنامه\u200cهای تازه دارند\n",
	Check:     checkLostZWNJ,
})

//go:embed data/persian_verbs.txt
var persianVerbsText string

// persianForms holds "v" for a verb form and "s" for a suffix.
var persianForms = sync.OnceValue(func() map[string]byte {
	t := map[string]byte{}
	for line := range strings.Lines(persianVerbsText) {
		kind, words, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			t[w] = kind[0]
		}
	}
	return t
})

func checkLostZWNJ(p *Pass) {
	if p.Doc.Lang() != "fa" {
		return
	}
	forms := persianForms()
	for _, l := range p.Doc.Lines() {
		if l.Classes&Arabic == 0 {
			continue
		}
		text := p.Doc.Of(l)
		lastStart, lastEnd := -1, -1
		eachArabicWord(text, func(start, end int) {
			word := text[start:end]
			if lastStart >= 0 && lastEnd+1 == start && text[lastEnd] == ' ' {
				before := text[lastStart:lastEnd]
				prefix := (before == "می" || before == "نمی") && forms[word] == 'v'
				if prefix || forms[word] == 's' && utf8.RuneCountInString(before) > 1 && before != "می" {
					span := fixers.Span{Start: l.Start + lastEnd, End: l.Start + start}
					safety := fixers.Unsafe
					if prefix {
						safety = fixers.Display // many write it with a space by choice
					}
					p.Report(fixers.Span{Start: l.Start + lastStart, End: l.Start + end}, "%q and %q are parted by a space", before, word).
						Fix(safety, fixers.SameText, "join them by a zero-width non-joiner", fixers.Replace(span.Start, span.End, "\u200c"))
				}
			}
			lastStart, lastEnd = start, end
			if at := gluedSuffix(word); at > 0 {
				p.Report(fixers.Span{Start: l.Start + start, End: l.Start + end}, "%q lacks the zero-width non-joiner before its suffix", word).
					Fix(fixers.Unsafe, fixers.SameText, "put it in", fixers.Insert(l.Start+start+at, "\u200c"))
			}
		})
	}
}

// gluedSuffix is the place in a word where a suffix is glued to a silent ه: ها and its forms anywhere, ی where the letter before the ه
// makes it a silent one; 0 when there is none.
func gluedSuffix(word string) int {
	if at := strings.Index(word, "هها"); at >= 4 {
		return at + len("ه")
	}
	if stem, ok := strings.CutSuffix(word, "هی"); ok && utf8.RuneCountInString(stem) >= 4 {
		r, _ := utf8.DecodeLastRuneInString(stem)
		if arabic.JoiningOf(r) == arabic.JoinsBoth && r != 'ی' && r != 'ي' && r != 'ه' {
			return len(stem) + len("ه")
		}
	}
	return 0
}
