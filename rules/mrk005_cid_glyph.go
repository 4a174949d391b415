package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK005", Name: "cid-glyph", Since: "0.1.0",
	Summary: "the number of a glyph where a letter should be",
	Doc: "A PDF font without a table from glyphs to characters: pdfminer writes `(cid:123)`, others the glyph's name, `/g12/g34`. The letter cannot be known from " +
		"the text. Extract the page again with character recognition.",
	Severity: Warning,
	Stage:    StageMarkup, Scope: ScopeLine, Trigger: Trigger{Pairs: ParenLower, Classes: Slash},
	Bad: "(cid:18)(cid:7)مة المدينة\n", Good: "خدمة المدينة\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; i < len(t); {
			n := strings.IndexAny(t[i:], "(/")
			if n < 0 {
				return
			}
			i += n
			end, count := i, 0
			for n := glyphNumber(t[end:]); n > 0; n = glyphNumber(t[end:]) {
				end += n
				count++
			}
			if count == 0 || t[i] == '/' && (count < 2 || i > p.Line.Start && isWordByte(t[i-1])) {
				i = max(end, i+1)
				continue
			}
			p.Report(fixers.Span{Start: i, End: end}, "%d glyph numbers instead of letters", count).With("lost", count)
			i = end
		}
	},
})

// glyphNumber is the length of the (cid:12) or /g12 that s begins with, 0 when it begins with none.
func glyphNumber(s string) int {
	prefix := "(cid:"
	if strings.HasPrefix(s, "/g") {
		prefix = "/g"
	} else if !strings.HasPrefix(s, prefix) {
		return 0
	}
	i := len(prefix)
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	switch {
	case i == len(prefix) || i > len(prefix)+6:
		return 0
	case prefix == "/g":
		return i
	case i < len(s) && s[i] == ')':
		return i + 1
	}
	return 0
}
