package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "ARA009",
	Name:    "impossible-word",
	Summary: "a word with ة or ى inside, which no Arabic word has",
	Doc: `ة and ى end a word. Where they stand inside one and no other rule explains it (order of letters, swapped ligatures, glued words), a letter is
wrong or a space is lost. A word that ends in ىء, and words with the dagger alef of Quranic spelling, are right; other languages of the
script use ى as a letter and are not looked at.`,
	Since:    "0.1.0",
	Severity: Info,
	Stage:    StageTypography,
	Scope:    ScopeLine,
	Trigger:  Trigger{Pairs: MaksuraLetter | TehMarbutaLetter},
	Bad:      "وصل مىررذ إلى المدينة صباح اليوم\n",
	Good:     "وصل مبرر إلى المدينة صباح اليوم\n",
	Check: func(p *Pass) {
		if p.Doc.Lang() != "ar" || beyondRepair(p.Doc) {
			return
		}
		text := p.Doc.Of(p.Line)
		eachArabicWord(text, func(start, end int) {
			if r := impossibleInside(text[start:end]); r != 0 {
				p.Report(fixers.Span{Start: p.Line.Start + start, End: p.Line.Start + end}, "%q has %q inside", text[start:end], r)
			}
		})
	},
})

// impossibleInside is the letter that stands inside a word and only ends words; 0 when there is none.
func impossibleInside(word string) rune {
	var last rune
	for i, r := range word {
		switch {
		case arabic.IsMark(r):
			if r == 0x670 {
				return 0
			}
			continue
		case r == arabic.Tatweel:
			continue
		}
		if last == 'ة' || last == 'ى' {
			if r != arabic.Hamza && i+utf8.RuneLen(r) <= len(word) {
				return last
			}
		}
		last = r
	}
	return 0
}
