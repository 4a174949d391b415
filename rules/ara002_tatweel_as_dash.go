package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var tatweelDash = map[rune]string{'ـ': "–"}

var _ = register(Rule{
	Code: "ARA002", Name: "tatweel-as-dash", Since: "0.1.0",
	Summary: "a tatweel between spaces, used as a dash",
	Doc: "`بيروت ـ دمشق`: the tatweel (U+0640) is no punctuation; programs take it for a letter. A tatweel at the start of a line is a bullet, a row of them a rule or " +
		"a blank to fill in: both are content.",
	FixSafety: "Safe: it becomes an en dash.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: SpaceTatweel},
	Fix: fixers.Safe,
	Bad: "طريق بيروت ـ دمشق مغلق.\n", Good: "طريق بيروت – دمشق مغلق.\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		body := skipSpaces(t, p.Line.Start)
		for i := body; ; {
			n := strings.Index(t[i:], tatweel)
			if n < 0 {
				return
			}
			start := i + n
			i = start + len(tatweel)
			if start > body && classBefore(t, start)&AnySpace != 0 && classAt(t, i)&(AnySpace|LineEnd) != 0 {
				p.Report(fixers.Span{Start: start, End: i}, "a tatweel used as a dash").
					Fix(fixers.Safe, fixers.Maps(tatweelDash), "write an en dash", fixers.Replace(start, i, "–"))
			}
		}
	},
})
