package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "ORD007",
	Name:    "reversed-latin",
	Summary: "Latin words whose letters are stored from the last to the first",
	Doc: `A tool that turns whole lines round turns the Latin words in them round as well: ` + "`tropeR lannA`" + `. Words that end with their only
capital letter give them away. The rule speaks when there are at least two in the document and hardly any word that begins with a capital;
then every run of Latin words on a line with such a word is turned. In a document that runs to the right the words must besides say
nothing as they stand: identifiers, commands and legacy fonts have capitals at the ends of words too.`,
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
	if forward*4 > reversed || !rightToLeft(d) && !readsBackwards(d) {
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

// readsBackwards reports whether the Latin words of a document that runs to the right belong to no language as they stand, and, when there are
// enough of them to tell, to one when they are turned.
func readsBackwards(d *Document) bool {
	const enough, longest = 300, 4000 // bytes of words
	if d.Lang() != language.Undetermined || d.Classes()&(Wide|Alphabetic) != 0 {
		return false
	}
	var turned strings.Builder
	for _, l := range d.Lines() {
		for text, at := d.Of(l), 0; at < len(text); {
			start, end := arabic.LatinRun(text, at)
			if start == end {
				break
			}
			at = end
			if strings.IndexByte(text[start:end], ';') >= 0 || strings.Contains(text[start:end], "--") {
				return false // a command
			}
			turned.WriteString(arabic.Mirrored(text[start:end]))
			turned.WriteByte(' ')
		}
		if turned.Len() > longest {
			break
		}
	}
	return turned.Len() < enough || language.Identify(turned.String()) != language.Undetermined
}
