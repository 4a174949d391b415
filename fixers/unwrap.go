package fixers

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/internal/arabic"
)

// Unwrap takes the bidi embeddings out of the line text[line.Start:line.End] and puts its neutral characters back where they are read
// (see [arabic.Unwrap]); false when the line has none that can be taken out. Contract: same-letters, since brackets and stops move.
func Unwrap(text string, line Span, rtl bool) (Fix, bool) {
	old := line.Of(text)
	if !utf8.ValidString(old) {
		return Fix{}, false // half a letter could not be conserved
	}
	unwrapped, ok := arabic.Unwrap(old, rtl)
	if !ok || unwrapped == old {
		return Fix{}, false
	}
	return Fix{
		Title: "unwrap the embeddings", Safety: Unsafe, Contract: SameLetters,
		Edits: []Edit{{Span: line, New: unwrapped}},
	}, true
}
