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
		t := p.Doc.Text[:p.Line.End]
		runs, all := 0, 0
		var first fixers.Span
		for s := nextLost(t, p.Line.Start); s.Len() > 0; s = nextLost(t, s.End) {
			if runs == 0 {
				first = s
			}
			runs++
			all += s.Len() / len(lost)
		}
		const few = 4
		if runs > few { // a line in ruins: one finding says so
			p.Report(first, "%d lost here and in %d more places of the line", all, runs-1).With("lost", all)
			return
		}
		for s := first; s.Len() > 0; s = nextLost(t, s.End) {
			count := s.Len() / len(lost)
			p.Report(s, "%d lost here", count).With("lost", count)
		}
	},
})

const lost = "\ufffd"

// nextLost is the next run of U+FFFD in t from offset i on; empty when there is none.
func nextLost(t string, i int) fixers.Span {
	n := strings.Index(t[i:], lost)
	if n < 0 {
		return fixers.Span{}
	}
	i += n
	end := i + len(lost)
	for strings.HasPrefix(t[end:], lost) {
		end += len(lost)
	}
	return fixers.Span{Start: i, End: end}
}
