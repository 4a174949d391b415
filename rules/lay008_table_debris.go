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
		"reported in any case, but for the ones in a drawing: between two lines such as `+----+`, with text in the frame.",
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
		if isDrawing(d, l.Index) {
			return
		}
		s := d.WholeLine(l)
		p.Report(d.Trimmed(l.Span), "a row of a table without text").Fix(fixers.Unsafe, fixers.RemovesOnly, "delete it", fixers.Delete(s.Start, s.End))
	},
})

// tallestDrawing bounds how many lines are looked through for the frame round an empty row.
const tallestDrawing = 60

// isDrawing reports whether a row stands in a frame that holds text: among lines with pipes, with lines of dashes between plus signs
// above and below.
func isDrawing(d *Document, row int) bool {
	text := false
	for _, step := range [...]int{-1, 1} {
		rule := false
		for i := row; i >= 0 && i < len(d.Lines()) && (i-row)*step < tallestDrawing; i += step {
			t := d.Of(d.Lines()[i])
			if strings.Contains(t, "+-") || strings.Contains(t, "-+") {
				rule = true
			} else if !strings.Contains(t, "|") {
				break
			}
			text = text || isTableText(t)
		}
		if !rule {
			return false
		}
	}
	return text
}

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
