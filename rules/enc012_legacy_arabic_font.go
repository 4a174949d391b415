package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "ENC012", Name: "legacy-arabic-font", Since: "0.1.0",
	Summary: "Arabic in the encoding of an old font",
	Doc: "Before Unicode, Arabic was set on the Macintosh (AXt fonts) and in InPage with fonts whose glyphs sat where Latin letters and signs belong: `f˘£˘∏˘≤â GCh∫`. " +
		"Only the table of the font brings it back. Found are lines in an Arabic document most of whose words mix Latin letters with several signs that stand " +
		"in no word.",
	Severity: Warning,
	Stage:    StageDecode, Scope: ScopeLine, Trigger: Trigger{Pairs: HighHigh, Classes: Symbol},
	Bad: "العنوان على الغلاف كما هو في الأصل:\nGCh∫ f˘£˘∏˘≤â GCeù¢ õcôŸG∂\n", Good: "العنوان على الغلاف كما هو في الأصل:\nكتاب الطبخ\n",
	Check: func(p *Pass) {
		l := p.Line
		if l.Classes&Arabic != 0 || l.Classes&(Symbol|LatinLetter) == 0 || l.Classes&Latin == 0 || !p.Doc.RTL() {
			return
		}
		t := p.Doc.Of(l)
		words, odd := 0, 0
		var signs []rune // different ones
		for word := range strings.FieldsSeq(t) {
			words++
			var found bool
			if signs, found = signsInWord(word, signs); found {
				odd++
			}
		}
		if odd < 2 || 2*odd < words || len(signs) < 3 {
			return
		}
		s := p.Doc.Trimmed(l.Span)
		if inMisread(p.Doc, s) {
			return
		}
		p.Report(fixers.Span{Start: s.Start, End: s.End}, "%d of %d words mix letters with signs as old Arabic fonts do", odd, words).
			With("words", words).With("odd_words", odd)
	},
})

// fontSigns are the characters of Mac OS Roman and windows-1252 that stand in no word of any language, less the signs of
// trade and units, which do stand beside letters.
const fontSigns = "˘∏≤≥∫√¡¢¤∂ƒ∑◊†‡´¨ˆ˜¯¸˛ˇ¬∆∞≈≠¶"

// signsInWord adds the signs of a word that stand beside a letter to signs, unless they are there already, and reports whether there are any.
func signsInWord(word string, signs []rune) (_ []rune, found bool) {
	prev, wasSign := Classes(0), false
	var last rune
	for _, r := range word {
		c, isSign := ClassOf(r), r >= utf8.RuneSelf && strings.ContainsRune(fontSigns, r)
		sign := r
		if !isSign {
			sign = last
		}
		if isSign && prev&Latin != 0 || !isSign && wasSign && c&Latin != 0 {
			found = true
			if !slices.Contains(signs, sign) {
				signs = append(signs, sign)
			}
		}
		prev, last, wasSign = c, r, isSign
		if isSign {
			prev = Symbol
		}
	}
	return signs, found
}
