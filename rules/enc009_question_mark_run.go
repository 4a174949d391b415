package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "ENC009", Name: "question-mark-run", Since: "0.1.0",
	Summary: "question marks where words were",
	Doc: "A program that could not write Arabic wrote a question mark for each letter: `????? ??????`. The words are gone; the text has to be read from its source " +
		"again.\n\nQuestion marks behind a word are emphasis, and three of them alone are somebody's surprise.",
	Severity: Warning,
	Stage:    StageDecode, Scope: ScopeLine, Trigger: Trigger{Pairs: QuestionQuestion},
	Bad: "العنوان: ????? ??????\n", Good: "العنوان: شارع البحر\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		start, end, words, marks := -1, 0, 0, 0
		flush := func() {
			if words >= 2 && marks >= 4 || marks >= 5 {
				p.Report(fixers.Span{Start: p.Line.Start + start, End: p.Line.Start + end}, "%d question marks where letters were", marks).With("lost", marks)
			}
			start, words, marks = -1, 0, 0
		}
		for i := 0; i < len(t); {
			space := spaceAt(t, i)
			if space > 0 {
				i += space
				continue
			}
			next := i
			for next < len(t) && spaceAt(t, next) == 0 {
				next++
			}
			// A word of the kind may carry the punctuation that stood beside it.
			word := strings.Trim(t[i:next], ".,:;")
			if len(word) < 2 && word != "?" || strings.Trim(word, "?") != "" {
				flush()
				i = next
				continue
			}
			if start < 0 {
				start = i
			}
			end = next
			marks += len(word)
			if len(word) > 1 {
				words++
			}
			i = next
		}
		flush()
	},
})
