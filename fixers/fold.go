package fixers

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/internal/arabic"
)

// allahMap is the table of the one fold that NFKC gets wrong: ﷲ behind an alef.
var allahMap = Maps(map[rune]string{0xFDF2: "لله"})

// FoldForms replaces the presentation forms in span by the letters they stand for. Contract: same-compat; for the sign ﷲ behind an
// alef, which fonts paint as the rest of الله, a table of that one sign.
func FoldForms(text string, span Span) Fix {
	old := span.Of(text)
	fix := Fix{Title: "write the letters", Safety: Safe, Contract: SameCompat}
	if r, size := utf8.DecodeRuneInString(old); r == 0xFDF2 && size == len(old) {
		before, _ := utf8.DecodeLastRuneInString(text[:span.Start])
		if before == 'ا' || arabic.FoldForm(before) == "ا" {
			fix.Contract = allahMap
			fix.Edits = []Edit{{span, "لله"}}
			return fix
		}
	}
	fix.Edits = []Edit{{span, arabic.FoldForms(old, false, false)}}
	return fix
}
