package rules

import (
	"strings"

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
		signs := map[rune]bool{}
		for word := range strings.FieldsSeq(t) {
			words++
			if n := signsInWord(word, signs); n > 0 {
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

// signsInWord counts the signs of a word that stand beside a letter, and collects them.
func signsInWord(word string, signs map[rune]bool) int {
	n := 0
	prev := Classes(0)
	var last rune
	for _, r := range word {
		c := ClassOf(r)
		isSign := strings.ContainsRune(fontSigns, r)
		if isSign && prev&Latin != 0 || c&Latin != 0 && !isSign && strings.ContainsRune(fontSigns, last) && last != 0 {
			n++
			if isSign {
				signs[r] = true
			} else {
				signs[last] = true
			}
		}
		prev, last = c, r
		if isSign {
			prev = Symbol
		}
	}
	return n
}
