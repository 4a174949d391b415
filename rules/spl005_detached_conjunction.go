package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:    "SPL005",
	Name:    "detached-conjunction",
	Summary: "the conjunction و apart from its word",
	Doc: `Arabic writes the conjunction together with the next word (` + "`والكتاب`" + `); extractors that guess spaces from gaps tear it off. Some writers
set it apart by habit, so the rule speaks only beside a gap of two or more spaces, where the damage shows. A و between letters or initials is content,
and other languages write it apart.`,
	FixSafety: "Unsafe: the writer may have set it apart.",
	Since:     "0.1.0",
	Severity:  Info,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Pairs: DoubleSpace},
	Fix:       fixers.Unsafe,
	HoldsLine: true,
	Bad:       "وصل الوفد صباحا  و غادر المدينة مساء.\n",
	Good:      "وصل الوفد صباحا  وغادر المدينة مساء.\n",
	Check: func(p *Pass) {
		d := p.Doc
		if d.Classes()&ArabicLetter == 0 || d.Lang() != "ar" || scrambledRuns.Of(d) != nil {
			return
		}
		for _, l := range d.Lines() {
			if l.Pairs&DoubleSpace != 0 && l.Classes&ArabicLetter != 0 {
				detachedWaw(p, l)
			}
		}
	},
})

// detachedWaw reports every waw beside a wide gap and before a word.
func detachedWaw(p *Pass, l Line) {
	d := p.Doc
	line := d.Of(l)
	for at := 0; ; {
		i := strings.Index(line[at:], " و ")
		if i < 0 {
			return
		}
		i += at + 1
		at = i + len("و")
		end := skipSpaces(line, at)
		wide := i >= 2 && spaceBefore(line, 0, i-1) > 0 || end-at > 1
		if !wide || i == skipSpaces(line, 0) && end-at > 2 {
			continue
		}
		if arabicLetters(line[end:]) < 2 || arabicLetters(wordBehind(line, i)) == 1 {
			continue
		}
		s := fixers.Span{Start: l.Start + i, End: l.Start + at}
		p.Report(s, "the conjunction %q stands apart from its word", "و").
			Fix(fixers.Unsafe, fixers.SameText, "join it with the next word", fixers.Delete(l.Start+at, l.Start+end))
	}
}

// wordBehind is the word of line before offset i and the spaces there.
func wordBehind(line string, i int) string {
	line = line[:skipSpacesBack(line, 0, i)]
	return line[strings.LastIndexByte(line, ' ')+1:]
}
