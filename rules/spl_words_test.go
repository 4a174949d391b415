package rules

import (
	"math/bits"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/fixers"
)

func TestTokenBits(t *testing.T) {
	const text = "كتب الكاتب في ا لمجلة!! ! عنالمقال  "
	for start := range len(text) {
		for end := start; end <= len(text); end++ {
			spaces, articles := tokenBits(text, start, end)
			for i := range min(64, end-start) {
				if got, want := spaces>>i&1 == 1, text[start+i] == ' '; got != want {
					t.Fatalf("%q: space at %d: %v", text[start:end], i, got)
				}
				if got, want := articles>>i&1 == 1, i > 0 && strings.HasPrefix(text[start+i-1:], article) || i == 0 && start > 0 && strings.HasPrefix(text[start-1:], article); got != want {
					t.Fatalf("%q: article at %d: %v", text[start:end], i, got)
				}
			}
			if n := end - start; n < 64 && (bits.Len64(spaces) != n+1 || bits.Len64(articles) > n) {
				t.Fatalf("%q: the end is at %d, an article at %d", text[start:end], bits.Len64(spaces), bits.Len64(articles))
			}
		}
	}
}

func TestLongTokens(t *testing.T) {
	for _, n := range []int{0, 1, 26, 27, 28, 29, 63, 64, 65, 92, 200} {
		for shift := range 70 {
			text := strings.Repeat("ab ", shift) + strings.Repeat("x", n) + " ا"
			d := NewDocument("", PlainText, text)
			var want []fixers.Span
			if n >= longToken {
				want = []fixers.Span{{Start: 3 * shift, End: 3*shift + n}}
			}
			if got := tokensByLength.Of(d).long; len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
				t.Fatalf("%q: %v, want %v", text, got, want)
			}
		}
	}
}
