package fixers

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/internal/arabic"
)

// Reading says how the stored text of a line is brought into reading order.
type Reading struct {
	Turn    arabic.Turn
	Letters bool // letters are stored as displayed
	Words   bool // words are stored as displayed
	Fold    bool // the text was shaped after it was reversed: its forms lie and are folded first
}

// Read is the line in reading order.
func (r Reading) Read(line string) string {
	if r.Fold {
		line = arabic.FoldForms(line, true, true)
	}
	switch {
	case r.Letters && r.Words:
		return arabic.Reverse(line, r.Turn)
	case r.Letters:
		return arabic.ReverseWords(line, r.Turn)
	case r.Words:
		return arabic.ReverseTokens(line)
	}
	return line
}

// IntoReadingOrder rewrites the line text[line.Start:line.End] in reading order; false when that changes nothing or the line holds
// bytes that are no UTF-8. Contract: same-letters.
func IntoReadingOrder(text string, line Span, how Reading, safety Safety) (Fix, bool) {
	old := line.Of(text)
	if !utf8.ValidString(old) {
		return Fix{}, false
	}
	read := how.Read(old)
	if read == old {
		return Fix{}, false
	}
	return Fix{
		Title: "put the line into reading order", Safety: safety, Contract: SameLetters,
		Edits: []Edit{{Span: line, New: read}},
	}, true
}
