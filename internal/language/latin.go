package language

import (
	_ "embed"
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/latin.txt
var latinData string

// latinTable holds the function words of the languages of the Latin script by their keys (see [latinKey]). Its lines are tried from the one
// that a key is spread to.
type latinTable struct {
	codes  []string
	keys   [1 << latinBits]uint64
	spoken [1 << latinBits]uint16 // bit i: a function word of codes[i]
}

const (
	latinBits    = 11 // of the number of lines, four times that of words
	latinLongest = 16 // bytes of a function word
)

var latinWords = sync.OnceValue(func() *latinTable {
	t := &latinTable{}
	for line := range strings.Lines(latinData) {
		code, words, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		bit := uint16(1) << len(t.codes)
		t.codes = append(t.codes, code)
		for w := range strings.FieldsSeq(words) {
			if len(w) > latinLongest {
				continue
			}
			var key latinKey
			for i := range len(w) {
				key.add(w[i])
			}
			i := t.line(key.sum())
			t.keys[i] = key.sum()
			t.spoken[i] |= bit
		}
	}
	return t
})

func (t *latinTable) line(key uint64) int {
	i := int(key * 0x9E3779B97F4A7C15 >> (64 - latinBits))
	for t.keys[i] != key && t.keys[i] != 0 {
		i = (i + 1) & (len(t.keys) - 1)
	}
	return i
}

// latinKey is the last sixteen bytes of a word.
type latinKey struct{ high, low uint64 }

func (k *latinKey) add(b byte) { k.high, k.low = k.high<<8|k.low>>56, k.low<<8|uint64(b) }

// sum is the word itself when it is of eight bytes or less, else a number that no other word is likely to have.
func (k *latinKey) sum() uint64 { return k.low ^ k.high*0xff51afd7ed558ccd }

// latinVotes are the words of a text and what they say of its language.
type latinVotes struct {
	table *latinTable
	votes [16]int // in sixtieths, so that a word of several languages counts for each by its share
	seen  int     // words
	bytes int     // of the words
}

func latinLanguage(chunks []string, words int) string {
	v := latinVotes{table: latinWords()}
	for _, c := range chunks {
		v.read(c, words)
	}
	votes := &v.votes
	best, second := 0, -1
	for i := 1; i < len(v.table.codes); i++ {
		if votes[i] > votes[best] {
			second, best = best, i
		} else if second < 0 || votes[i] > votes[second] {
			second = i
		}
	}
	least, margin := 60, 30
	if words == allWords { // a line: one word of two letters is a word of several languages
		least, margin = 120, 60
	}
	if v.bytes < minLetters || votes[best] < least || votes[best]-votes[second] < margin || votes[best] < v.seen*3 {
		return Undetermined
	}
	return v.table.codes[best]
}

// read lets the first words of a text vote.
func (v *latinVotes) read(text string, words int) {
	size := 0
	var key latinKey
	last := v.seen + words
	for i := 0; i <= len(text); {
		n := 1
		if i < len(text) {
			b := text[i]
			if b|0x20 >= 'a' && b|0x20 <= 'z' {
				if size++; size <= 8 {
					key.low = key.low<<8 | uint64(b|0x20)
				} else {
					key.add(b | 0x20)
				}
				i++
				continue
			}
			if b >= utf8.RuneSelf {
				var in bool
				if n, in = wordRune(text, i); in {
					for range n {
						key.add(text[i])
						i++
					}
					size += n
					continue
				}
			}
		}
		if size > 0 {
			v.word(size, &key)
			if v.seen == last {
				return
			}
			size, key = 0, latinKey{}
		}
		i += n
	}
}

func (v *latinVotes) word(size int, key *latinKey) {
	v.seen++
	v.bytes += size
	if size > latinLongest {
		return
	}
	spoken := v.table.spoken[v.table.line(key.sum())]
	share := 60
	for b := spoken &^ 1; b != 0 && share > 15; b &= b - 1 {
		share -= 15
	}
	for b := spoken; b != 0; b &= b - 1 {
		v.votes[bits.TrailingZeros16(b)] += share
	}
}
