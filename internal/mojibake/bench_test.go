package mojibake

import (
	"strings"
	"testing"
)

// What a misread line costs, and a right one that looks a little like it.
func BenchmarkLine(b *testing.B) {
	for name, line := range map[string]string{
		"page":   strings.Repeat("æÕá ÇáÞØÇÑ Åáì ÇáãÍØÉ ÕÈÇÍÇð. ", 10),
		"utf-8":  strings.Repeat("Ø§Ù„ÙƒØªØ§Ø¨ Ø¹Ù„Ù‰ Ø§Ù„Ø·Ø§ÙˆÙ„Ø© ", 10),
		"french": strings.Repeat("« L’été », dit-elle : près d’ici, à l’ombre… ", 10),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(line)))
			for b.Loop() {
				NewScanner().Line(line)
			}
		})
	}
}
