package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "ENC007", Name: "replacement-character", Since: "0.1.0",
	Summary: "U+FFFD, which stands for text that was lost",
	Doc: "A program that could not read a byte or a glyph wrote U+FFFD in its place. What stood there is gone from this file; the source has to be read again. " +
		"The character is never deleted: without it nobody would know that something is missing.",
	Severity: Warning,
	Stage:    StageDecode, Scope: ScopeLine, Trigger: Trigger{Classes: Replacement},
	Bad: "م\ufffd\ufffdم القرية\n", Good: "معلم القرية\n",
	Check: func(p *Pass) {
		const lost = "\ufffd"
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; ; {
			n := strings.Index(t[i:], lost)
			if n < 0 {
				return
			}
			i += n
			end := i + len(lost)
			for strings.HasPrefix(t[end:], lost) {
				end += len(lost)
			}
			count := (end - i) / len(lost)
			p.Report(fixers.Span{Start: i, End: end}, "%d lost here", count).With("lost", count)
			i = end
		}
	},
})
