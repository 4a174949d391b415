package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var tableSigns = bytesOf("|+-=: \t")

var _ = register(Rule{
	Code: "LAY008", Name: "table-debris", Since: "0.1.0",
	Summary: "the rules and empty rows of a table whose cells are gone",
	Doc: "Lines of pipes, plus signs and dashes only, such as `|   |   |` or `+---+---+`. A rule between rows that hold text belongs to a table and is content; an empty row is " +
		"reported in any case.",
	FixSafety: "Unsafe.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeLine, Trigger: Trigger{Classes: Markup},
	Fix: fixers.Unsafe,
	Bad: "انتهى الجدول.\n|   |   |   |\nوصلت السفينة بعد ذلك.\n", Good: "انتهى الجدول.\nوصلت السفينة بعد ذلك.\n",
	Check: func(p *Pass) {
		d, l := p.Doc, p.Line
		text := d.Of(l)
		if l.Classes&(Letter|AnyDigit) != 0 || strings.Count(text, "|") < 2 || isTableText(text) {
			return
		}
		if strings.Trim(text, "| \t") != "" {
			for _, i := range [...]int{l.Index - 1, l.Index + 1} {
				if i >= 0 && i < len(d.Lines()) && isTableText(d.Of(d.Lines()[i])) {
					return
				}
			}
		}
		s := d.WholeLine(l)
		p.Report(d.Trimmed(l.Span), "a row of a table without text").Fix(fixers.Unsafe, fixers.RemovesOnly, "delete it", fixers.Delete(s.Start, s.End))
	},
})

// isTableText reports whether a line is a row of a table that holds text.
func isTableText(text string) bool {
	if !strings.Contains(text, "|") {
		return false
	}
	for i := range len(text) {
		if !tableSigns[text[i]] {
			return true
		}
	}
	return false
}
