package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "WSP004", Name: "blank-lines", Since: "0.1.0",
	Summary: "more than one blank line in a row, or blank lines at the start or end of the document",
	Doc: "One blank line separates paragraphs; more say nothing. A line with a form feed is a page break and ends a run of blank lines.\n\nIn Markdown, where a " +
		"second blank line between two sections is a habit of many, the rule reports three and more, and two at the ends of the document.",
	FixSafety: "Safe: one blank line stays inside the document, none at its ends.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeDocument, Trigger: Trigger{Pairs: BlankLine | TrailingSpace},
	Fix: fixers.Safe,
	Bad: "المقدمة\n\n\n\nيتناول هذا الفصل تاريخ المدينة.\n", Good: "المقدمة\n\nيتناول هذا الفصل تاريخ المدينة.\n",
	Check: func(p *Pass) {
		d := p.Doc
		lines := d.Lines()
		const text = ^(AnySpace | LineEnd)
		for i := 0; i < len(lines); i++ {
			if lines[i].Classes&text != 0 {
				continue
			}
			first := i
			for i+1 < len(lines) && lines[i+1].Classes&text == 0 {
				i++
			}
			head, tail := first == 0, i == len(lines)-1
			if first == i && !head && !tail || tail && first == i && d.WholeLine(lines[i]).End == lines[i].End {
				continue // an unfinished last line of spaces is no blank line yet
			}
			span := d.WholeLines(first, i)
			edit := fixers.Delete(span.Start, span.End)
			if !head && !tail {
				edit.Start = lines[first+1].Start
			}
			if n := i - first + 1; d.Kind == Markdown && n < 3 && (n < 2 || !head && !tail) {
				continue
			}
			message, title := "%d blank lines in a row", "delete them but one"
			switch {
			case head:
				message, title = "%d blank lines at the start of the document", "delete them"
			case tail:
				message, title = "%d blank lines at the end of the document", "delete them"
			}
			p.Report(span, message, i-first+1).Fix(fixers.Safe, fixers.SameText, title, edit)
		}
	},
})
