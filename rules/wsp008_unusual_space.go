package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "WSP008", Name: "unusual-space", Since: "0.1.0",
	Summary: "a typographic space or a tab inside prose",
	Doc: "Em, en, thin, hair, figure and narrow spaces, the ideographic space and tabs between two words. Thin and narrow spaces beside numbers, units, dashes " +
		"and French punctuation, ideographic spaces in East Asian text and tabs that make columns are content.",
	FixSafety: "Safe: it becomes a space. Unsafe for a tab in a line without letters of Arabic or Hebrew script.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: UnusualSpace | Tab},
	Fix: fixers.Safe,
	Bad: "عقدت اللجنة\u2003اجتماعها الأول.\n", Good: "عقدت اللجنة اجتماعها الأول.\n",
	Check: func(p *Pass) {
		d, l := p.Doc, p.Line
		eachSingleSpace(p, unusualBytes, func(s fixers.Span) {
			r, size := runeAt(d.Text, s.Start)
			before, after := classBefore(d.Text, s.Start), classAt(d.Text, s.End)
			switch {
			case (before|after)&Wide != 0:
				return
			case r == '\t':
				if tabular(d, l, s.Start) || !rightToLeft(d) && layoutView.Of(d) {
					return
				}
				p.Report(s, "tab between words")
			case keepsNoBreak(d.Text, l, fixers.Span{Start: s.Start, End: s.Start + size}):
				return
			default:
				p.Report(s, "%U between words", r)
			}
			safety := spaceSafety(d)
			if r == '\t' {
				safety = lineSafety(d, l)
			}
			p.found[len(p.found)-1].Fix(safety, fixers.SameText, "write an ordinary space", fixers.Replace(s.Start, s.End, " "))
		})
	},
})

// tabular reports whether the tab at offset at divides cells: the line has several, or a neighbour has one too, unless it follows a list marker.
func tabular(d *Document, l Line, at int) bool {
	text := d.Of(l)
	body := skipSpaces(text, 0)
	if before := text[body : at-l.Start]; listMarker(before) == len(before) && before != "" {
		return false
	}
	if i := at - l.Start; strings.IndexByte(text[i+1:], '\t') >= 0 || strings.LastIndexByte(text[body:i], '\t') >= 0 {
		return true
	}
	for _, i := range [...]int{l.Index - 1, l.Index + 1} {
		if i >= 0 && i < len(d.Lines()) && d.Lines()[i].Classes&Tab != 0 {
			return true
		}
	}
	return false
}
