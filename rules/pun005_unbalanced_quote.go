package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "PUN005", Name: "unbalanced-quote", Since: "0.1.0",
	Summary: "a quotation mark without its partner",
	Doc: "A paragraph with an odd number of `\"`, or with a `«` or `“` that is not closed. A sign of inches or seconds, a quotation that goes on in the next paragraph, and " +
		"a mark whose partner stands on the line before or after are not reported.",
	Severity: Warning,
	Stage:    StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: Quote | OpenQuote | CloseQuote},
	Bad: "قال الوزير: \"سنعود قريبا، ثم غادر القاعة.\n", Good: "قال الوزير: \"سنعود قريبا\"، ثم غادر القاعة.\n",
	Check: func(p *Pass) {
		d, l := p.Doc, p.Line
		text := d.Of(l)
		if l.Classes&Quote != 0 && strings.Count(text, `"`)%2 == 1 {
			if at := strayQuote(text); at >= 0 && !neighbour(d, l, func(s string) bool { return strings.Count(s, `"`)%2 == 1 }) {
				p.Report(fixers.Span{Start: l.Start + at, End: l.Start + at + 1}, "a quotation mark without its partner")
			}
		}
		if l.Classes&(OpenQuote|CloseQuote) == 0 {
			return
		}
		for _, pair := range [...][2]string{{"«", "»"}, {"“", "”"}} {
			more := strings.Count(text, pair[0]) - strings.Count(text, pair[1])
			if more == 0 || foreignQuotes(text) {
				continue
			}
			sign := pair[0]
			if more < 0 {
				sign = pair[1]
			}
			at := strings.Index(text, sign)
			if more < 0 {
				at = strings.LastIndex(text, sign)
			}
			if neighbour(d, l, func(s string) bool {
				return (strings.Count(s, pair[0])-strings.Count(s, pair[1]))*more < 0 || more > 0 && strings.HasPrefix(s[skipSpaces(s, 0):], pair[0])
			}) {
				continue
			}
			p.Report(fixers.Span{Start: l.Start + at, End: l.Start + at + len(sign)}, "%s without its partner", sign)
		}
	},
})

// foreignQuotes reports whether the line uses marks in another way than “…” and «…»: German „…“, »…«, or mixed pairs.
func foreignQuotes(text string) bool {
	return strings.Contains(text, "„") || strings.Contains(text, "‟") || strings.Contains(text, `"`) ||
		strings.Count(text, "“")+strings.Count(text, "«") == strings.Count(text, "”")+strings.Count(text, "»")
}

// strayQuote is the offset of the quotation mark of a line that lacks a partner, -1 when one of them stands for inches, seconds or "as above".
func strayQuote(text string) int {
	first := -1
	for i := 0; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if classBefore(text, i)&AnyDigit != 0 && (i+1 == len(text) || classAt(text, i+1)&(AnySpace|Stop|CloseBracket|Hyphen|LineEnd) != 0) && strings.Count(text[:i], `"`)%2 == 0 {
			return -1
		}
		if first < 0 || classBefore(text, i)&(AnySpace|LineEnd|OpenParen) != 0 && classAt(text, i+1)&AnySpace == 0 {
			first = i
		}
	}
	if strings.TrimSpace(text) == `"` {
		return -1
	}
	return first
}

// neighbour reports whether f holds for the line before or after l, blank lines aside.
func neighbour(d *Document, l Line, f func(string) bool) bool {
	lines := d.Lines()
	for _, step := range [...]int{-1, 1} {
		for i := l.Index + step; i >= 0 && i < len(lines) && i-l.Index < 3 && l.Index-i < 3; i += step {
			if d.Blank(lines[i]) {
				continue
			}
			if f(d.Of(lines[i])) {
				return true
			}
			break
		}
	}
	return false
}
