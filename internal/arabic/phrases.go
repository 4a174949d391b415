package arabic

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/phrases.txt
var phrasesText string

// phrasePairs holds 1 for a pair of words in the order of a common phrase, -1 for the other order.
var phrasePairs = sync.OnceValue(func() map[[2]string]int {
	t := map[[2]string]int{}
	eachLine(phrasesText, func(words []string) {
		t[[2]string{words[0], words[1]}]++
		t[[2]string{words[1], words[0]}]--
	})
	return t
})

// Phrases counts the pairs of neighbouring words of a line that are a common phrase of Hebrew, Urdu or Persian, and those that are one
// read backwards. Punctuation between two words parts them.
func Phrases(line string) (forward, backward int) {
	pairs := phrasePairs()
	last := ""
	for i := 0; i < len(line); {
		end := WordEnd(line, i)
		if end == i {
			r, size := utf8.DecodeRuneInString(line[i:])
			if r != ' ' {
				last = ""
			}
			i += size
			continue
		}
		word := line[i:end]
		if HasForms(word) {
			word = FoldForms(word, true, true)
		}
		if strings.ContainsRune(word, 'ي') || strings.ContainsRune(word, 'ك') {
			word = strings.NewReplacer("ي", "ی", "ك", "ک").Replace(word)
		}
		if last != "" {
			switch n := pairs[[2]string{last, word}]; {
			case n > 0:
				forward++
			case n < 0:
				backward++
			}
		}
		last = word
		i = end
	}
	return forward, backward
}
