package mojibake

import (
	"os"
	"strings"
	"testing"
)

// Text that is right in its own language is never touched, not even when the document holds mojibake elsewhere.
func TestNegatives(t *testing.T) {
	data, err := os.ReadFile("testdata/negative.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range strings.Lines(string(data)) {
		lang, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		lines++
		s := NewScanner()
		for _, r := range s.Line(text) {
			t.Errorf("%s: %q became %q (%v, %d tenths of a bit) in\n%s", lang, r.old, r.New, r.Steps, r.Gain, text)
		}
		s = NewScanner()
		s.Line("æÕá ÇáÞØÇÑ Åáì ÇáãÍØÉ ÕÈÇÍÇð")
		s.Line("ЗбГжбЗП Эн ЗбНПнЮЙ жЗбИнК")
		s.Again()
		for _, r := range s.Line(text) {
			t.Errorf("%s: in a damaged document %q became %q (%v, %d tenths of a bit) in\n%s", lang, r.old, r.New, r.Steps, r.Gain, text)
		}
	}
	if lines < 100 {
		t.Errorf("only %d lines", lines)
	}
}
