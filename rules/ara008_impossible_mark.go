package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "ARA008",
	Name:    "impossible-mark",
	Summary: "a vowel sign or shadda where none can stand",
	Doc: `The same mark twice on one letter, a vowel sign on a digit or a punctuation mark, tanwin on two letters of one word, and shadda on the
first letter of a line's first word are damage: marks that were sorted into the wrong place, or doubled. Quranic marks are not looked at, nor is
a mark after a space (ARA007).`,
	FixSafety: `Unsafe: the mark that is one too many is deleted.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageMarks,
	Scope:     ScopeLine,
	Trigger:   Trigger{Pairs: MarkMark | MarkOdd},
	Fix:       fixers.Unsafe,
	Bad:       "تجدَّد اللقاءُُ صباح الأحد ٣ُ مايو\n",
	Good:      "تجدَّد اللقاءُ صباح الأحد ٣ مايو\n",
	Check:     checkImpossibleMark,
})

func checkImpossibleMark(p *Pass) {
	text := p.Doc.Of(p.Line)
	for i := arabic.NextHarakah(text, 0); i < len(text); i = arabic.NextHarakah(text, i) {
		base, _ := runeBefore(text, i)
		odd := arabic.IsDigit(base) || base == '.' || base == ',' || base == ':' || base == '(' || base == ')'
		var last, before rune // the two marks before the present one
		for {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !arabic.IsHarakah(r) {
				break
			}
			span := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + size}
			switch {
			case r == last || r == before:
				p.Report(span, "the mark %U stands twice on one letter", r).
					Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the second", fixers.Delete(span.Start, span.End))
			case odd:
				p.Report(span, "the mark %U stands on %q", r, base).
					Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the mark", fixers.Delete(span.Start, span.End))
			}
			before, last = last, r
			i += size
		}
	}
}
