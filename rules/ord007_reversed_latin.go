package rules

import (
	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "ORD007",
	Name:    "reversed-latin",
	Summary: "Latin words whose letters are stored from the last to the first",
	Doc: `A tool that turns whole lines round turns the Latin words in them round as well: ` + "`tropeR lannA`" + `. Words that end with their only
capital letter give them away. The rule speaks when there are at least two in the document and hardly any word that begins with a capital;
then every run of Latin words on a line with such a word is turned.`,
	FixSafety: `Unsafe.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLetters,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Pairs: LowerUpper},
	Fix:       fixers.Unsafe,
	Bad:       "tropeR launnA\n",
	Good:      "Annual Report\n",
	Check:     checkReversedLatin,
})

func checkReversedLatin(p *Pass) {
	d := p.Doc
	reversed := 0
	for _, l := range d.Lines() {
		if l.Pairs&LowerUpper != 0 {
			r, _ := arabic.Capitals(d.Of(l))
			reversed += r
		}
	}
	if reversed < 2 {
		return
	}
	forward := 0
	for _, l := range d.Lines() {
		if l.Classes&Upper != 0 {
			_, f := arabic.Capitals(d.Of(l))
			forward += f
		}
	}
	if forward*4 > reversed {
		return
	}
	for _, l := range d.Lines() {
		if l.Pairs&LowerUpper == 0 {
			continue
		}
		text := d.Of(l)
		for at := 0; at < len(text); {
			start, end := arabic.LatinRun(text, at)
			if start == end {
				break
			}
			at = end
			if r, _ := arabic.Capitals(text[start:end]); r == 0 {
				continue
			}
			span := fixers.Span{Start: l.Start + start, End: l.Start + end}
			p.Report(span, "the letters of %q are reversed", text[start:end]).
				Fix(fixers.Unsafe, fixers.SameLetters, "reverse the letters", fixers.Replace(span.Start, span.End, arabic.Mirrored(text[start:end])))
		}
	}
}
