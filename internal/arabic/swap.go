package arabic

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/swaps.txt
var swapsText string

//go:embed data/flipped.txt
var flippedText string

// swapPairs holds the two letters of a ligature as extractors swap them.
var swapPairs = sync.OnceValue(func() map[[2]rune]bool {
	t := map[[2]rune]bool{}
	eachLine(swapsText, func(fields []string) {
		r := []rune(fields[0])
		t[[2]rune{r[0], r[1]}] = true
	})
	return t
})

// flippedWords is the closed list: words as extracted, and what they are.
type flippedWords struct {
	whole, clitics, persian, doubtful map[string]string
	ending                            [][2]string
}

var flipped = sync.OnceValue(func() *flippedWords {
	t := &flippedWords{whole: map[string]string{}, clitics: map[string]string{}, persian: map[string]string{}, doubtful: map[string]string{}}
	eachLine(flippedText, func(fields []string) {
		extracted, right := fields[1], fields[2]
		switch fields[0] {
		case "*":
			t.ending = append(t.ending, [2]string{extracted, right})
		case "~":
			t.persian[extracted] = right
		case "?":
			t.doubtful[extracted] = right
		case "+":
			t.clitics[extracted] = right
		default:
			t.whole[extracted] = right
		}
	})
	return t
})

// Flipped is what a word of the closed list of swapped ligatures is, "" for other words. Persian says that the words of Persian in the
// list count. The answer is sure unless the word may be a foreign name.
func Flipped(word string, persian bool) (right string, sure bool) {
	t := flipped()
	if right, ok := t.doubtful[word]; ok {
		return right, false
	}
	for _, e := range t.ending {
		if stem, ok := strings.CutSuffix(word, e[0]); ok {
			return stem + e[1], true
		}
	}
	if right, ok := t.whole[word]; ok {
		return right, true
	}
	if right, ok := t.persian[word]; ok && persian {
		return right, true
	}
	stem, clitic := word, ""
	if r, size := utf8.DecodeRuneInString(word); proclitic(r) || r == 'ل' {
		stem, clitic = word[size:], word[:size]
	}
	if right, ok := t.clitics[stem]; ok {
		return clitic + right, true
	}
	if right, ok := t.whole[stem]; ok && clitic == "و" {
		return clitic + right, true
	}
	return "", false
}

// Flip is the way in which lam and alef of a word stand in the wrong order. The letters are those of the classes that the literature on
// extracted Arabic uses.
type Flip uint8

// The classes that are impossible in right text.
const (
	NoFlip         Flip = iota
	FlipArticle         // A: اإلسلام for الإسلام, واالقتصاد for والاقتصاد
	FlipPossessive      // C: لألقمار for للأقمار
)

// LamAlef classifies a word by the first place where alef and lam may stand in the wrong order: site is the index, in letters, of the
// alef. Marks must have been taken out.
func LamAlef(letters []rune) (class Flip, site int) {
	for start := range 2 {
		if start == 1 && (len(letters) == 0 || !proclitic(letters[0])) {
			break
		}
		rest := letters[start:]
		if len(rest) > 3 && rest[0] == 'ا' && IsAlef(rest[1]) && rest[2] == 'ل' {
			return FlipArticle, start + 1
		}
		if len(rest) > 4 && rest[0] == 'ل' && IsAlef(rest[1]) && rest[2] == 'ل' && rest[3] != 'ئ' && !IsAlef(rest[3]) && rest[3] != 'ل' {
			return FlipPossessive, start + 1
		}
	}
	return NoFlip, 0
}

// Sites appends the indexes of the letters at which two neighbours may have been swapped: an alef before a lam, or a pair
// of the list of ligatures. The article at the beginning of a word is no such place.
func Sites(sites []int, letters []rune) []int {
	pairs := swapPairs()
	for i := 0; i+1 < len(letters); i++ {
		a, b := letters[i], letters[i+1]
		if IsAlef(a) && b == 'ل' || pairs[[2]rune{a, b}] {
			sites = append(sites, i)
		}
	}
	return sites
}

// IsLamAlefSite reports whether an alef stands before a lam at index i.
func IsLamAlefSite(letters []rune, i int) bool {
	return i+1 < len(letters) && IsAlef(letters[i]) && letters[i+1] == 'ل'
}

// BareLetters appends the letters of a word without marks and tatweel, and the index of each among the code points of the word.
func BareLetters(letters []rune, at []int, word string) ([]rune, []int) {
	n := 0
	for _, r := range word {
		if !IsMark(r) && r != Tatweel {
			letters = append(letters, r)
			at = append(at, n)
		}
		n++
	}
	return letters, at
}
