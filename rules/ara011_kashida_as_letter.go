package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "ARA011",
	Name:    "kashida-as-letter",
	Summary: "the glyph that lengthens a word was taken for a letter",
	Doc: `Justified Arabic lengthens words with a glyph of its own. In some fonts an extractor, or optical recognition, takes every piece of it for a
letter: ` + "`رئووويس`" + ` for ` + "`رئيس`" + `. The rule reports words with three or more و or ي in a row that the model of the language knows when the
run, or all but one letter of it, is taken out. What other letters were lost in the same way cannot be known, so there is no fix.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageTypography,
	Scope:    ScopeDocument,
	Trigger:  Trigger{Classes: Arabic},
	Bad:      "اجتمع رئووويس المجلس مع الوفد\n",
	Good:     "اجتمع رئيس المجلس مع الوفد\n",
	Check:    checkKashidaAsLetter,
})

func checkKashidaAsLetter(p *Pass) {
	d := p.Doc
	if !strings.Contains(d.Text, "ووو") && !strings.Contains(d.Text, "ييي") {
		return
	}
	var buffer []byte
	for _, l := range d.Lines() {
		text := d.Of(l)
		if l.Classes&Arabic == 0 || !strings.Contains(text, "ووو") && !strings.Contains(text, "ييي") {
			continue
		}
		eachArabicWord(text, func(start, end int) {
			word := text[start:end]
			for _, letter := range [...]string{"و", "ي"} {
				at := strings.Index(word, strings.Repeat(letter, 3))
				if at <= 0 {
					continue
				}
				rest := strings.TrimLeft(word[at:], letter)
				if rest == "" {
					return // lengthened at the end: a way of writing
				}
				for _, with := range [...]string{"", letter} {
					buffer = language.Normalize(buffer[:0], word[:at]+with+rest)
					if d.Model().Known(string(buffer)) {
						p.Report(fixers.Span{Start: l.Start + start, End: l.Start + end}, "%q looks like %q with its lengthening taken for letters", word, word[:at]+with+rest)
						return
					}
				}
			}
		})
	}
}
