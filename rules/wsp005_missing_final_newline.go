package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "WSP005", Name: "missing-final-newline", Since: "0.1.0",
	Summary:   "the last line has no line end",
	Doc:       "A line ends with a line end; without it, tools that join files join the last line of one with the first line of the next.",
	FixSafety: "Safe: the line end that the document uses is added; an unfinished last line of white space only is deleted instead.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeDocument,
	Fix: fixers.Safe,
	Bad: "انتهى التقرير.", Good: "انتهى التقرير.\n",
	Check: func(p *Pass) {
		d := p.Doc
		n := len(d.Text)
		if n == 0 || d.Text[n-1] == '\n' || d.Text[n-1] == '\r' || d.Text[n-1] == '\f' {
			return
		}
		last := d.LineAt(n)
		if d.Blank(last) && len(d.Lines()) > 1 {
			p.Report(last.Span, "the last line has no line end").
				Fix(fixers.Safe, fixers.SameText, "delete the white space after the last line end", fixers.Delete(last.Start, last.End))
			return
		}
		_, size := runeBefore(d.Text, n)
		p.Report(fixers.Span{Start: n - size, End: n}, "the last line has no line end").
			Fix(fixers.Safe, fixers.SameText, "add a line end", fixers.Insert(n, d.Newline()))
	},
})
