package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "WSP007", Name: "blank-line-with-spaces", Since: "0.1.0",
	Summary:   "a line of white space only",
	Doc:       "A line that holds spaces and nothing else looks blank and is not: programs that split paragraphs at blank lines do not see it.",
	FixSafety: "Safe: the line becomes empty.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: TrailingSpace},
	Fix: fixers.Safe,
	Bad: "الفصل الأول\n \u00a0\nكانت القرية هادئة.\n", Good: "الفصل الأول\n\nكانت القرية هادئة.\n",
	Check: func(p *Pass) {
		if l := p.Line; l.Classes&^(AnySpace|LineEnd) == 0 && l.Len() > 0 {
			p.Report(l.Span, "a line of white space only").
				Fix(fixers.Safe, fixers.SameText, "empty it", fixers.Delete(l.Start, l.End))
		}
	},
})
