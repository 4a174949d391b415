package language

import (
	_ "embed"
	"strings"
	"sync"
)

// Words too rare to have statistics of their own are known by their class: the pair of a prefix and a suffix that they carry. A class is
// a number: the model's function words first, then the pairs, then the tokens that are no words.

//go:embed data/affixes.txt
var affixData string

type affix struct {
	form  string
	class int
	min   int // bytes that must remain
}

type affixTable struct {
	prefixes, suffixes   []affix      // longest first, as written
	byFirst, byLast      [256][]affix // prefixes by their first letter and suffixes by their last (see letterIndex), as sorted
	nPrefixes, nSuffixes int          // classes, with the empty one
}

// letterIndex tells the two-byte letters of the Arabic block apart; what is none is taken for one.
func letterIndex(first, second byte) int { return int(first&3)<<6 | int(second&0x3F) }

var affixes = sync.OnceValue(func() *affixTable {
	t := &affixTable{}
	for line := range strings.Lines(affixData) {
		name, forms, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		list, n := &t.prefixes, &t.nPrefixes
		if name == "suffix" {
			list, n = &t.suffixes, &t.nSuffixes
		}
		*n++
		for form := range strings.FieldsSeq(forms) {
			a := affix{form, *n, 4}
			if name == "prefix" && len(form) == 2 {
				a.min = 6
			}
			*list = append(*list, a)
		}
	}
	for _, list := range [][]affix{t.prefixes, t.suffixes} {
		sortLongestFirst(list)
	}
	for _, a := range t.prefixes {
		i := letterIndex(a.form[0], a.form[1])
		t.byFirst[i] = append(t.byFirst[i], a)
	}
	for _, a := range t.suffixes {
		i := letterIndex(a.form[len(a.form)-2], a.form[len(a.form)-1])
		t.byLast[i] = append(t.byLast[i], a)
	}
	t.nPrefixes++
	t.nSuffixes++
	return t
})

func sortLongestFirst(list []affix) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && len(list[j].form) > len(list[j-1].form); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// class is the affix class of a normalised word, from 0 to classes()-1.
func (t *affixTable) class(word string) int {
	p, s := 0, 0
	if len(word) < 2 {
		return 0
	}
	prefixes := t.byFirst[letterIndex(word[0], word[1])]
	for i := range prefixes {
		if a := &prefixes[i]; len(word)-len(a.form) >= a.min && strings.HasPrefix(word, a.form) {
			p, word = a.class, word[len(a.form):]
			break
		}
	}
	suffixes := t.byLast[letterIndex(word[len(word)-2], word[len(word)-1])]
	for i := range suffixes {
		if a := &suffixes[i]; len(word)-len(a.form) >= a.min && strings.HasSuffix(word, a.form) {
			s = a.class
			break
		}
	}
	return p*t.nSuffixes + s
}

func (t *affixTable) classes() int { return t.nPrefixes * t.nSuffixes }
