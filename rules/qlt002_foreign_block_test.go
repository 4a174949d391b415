package rules

import (
	"strings"
	"testing"
)

func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{"": 0, "  ": 0, "a": 1, " a  b\tc ": 3, "وصل الوفد إلى المدينة": 4, "12345678": 1, "12345678 9": 2, "1234567 89": 2, "1234567\t\t ": 1} {
		if got := countWords(text); got != want {
			t.Errorf("countWords(%q) = %d, want %d", text, got, want)
		}
	}
	for n := range 40 {
		if got := countWords(strings.Repeat("ab ", n)); got != n {
			t.Errorf("%d words, want %d", got, n)
		}
	}
}
