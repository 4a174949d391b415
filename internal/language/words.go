package language

import (
	_ "embed"
	"math"
	"strings"
	"sync"
)

// What is known of a language without a model: its function words, its affixes, and which letters follow each other in its words.

//go:embed data/fa.txt
var persianData string

//go:embed data/ur.txt
var urduData string

//go:embed data/he.txt
var hebrewData string

// Lexicon holds the function words, affixes and letter statistics of one language.
type Lexicon struct {
	function map[string]bool
	Prefixes []string // in no order
	Suffixes []string
	letters  *Letters
}

// LexiconOf is the lexicon of a language (a BCP 47 primary subtag): Arabic, Persian, Urdu or Hebrew; nil for any other.
func LexiconOf(lang string) *Lexicon {
	switch lang {
	case "ar":
		return arabicLexicon()
	case "fa":
		return persianLexicon()
	case "ur":
		return urduLexicon()
	case "he":
		return hebrewLexicon()
	}
	return nil
}

var (
	persianLexicon = sync.OnceValue(func() *Lexicon { return readLexicon(persianData, arabicAlphabet()) })
	urduLexicon    = sync.OnceValue(func() *Lexicon { return readLexicon(urduData, arabicAlphabet()) })
	hebrewLexicon  = sync.OnceValue(func() *Lexicon { return readLexicon(hebrewData, hebrewAlphabet()) })
)

// arabicLexicon is made of the tables of the model: its commonest words are its function words.
var arabicLexicon = sync.OnceValue(func() *Lexicon {
	m := Default()
	l := &Lexicon{function: make(map[string]bool, len(m.function)), letters: m.Letters()}
	for w := range m.function {
		if w[0] >= 0xD8 && w[0] <= 0xDB {
			l.function[w] = true
		}
	}
	for _, a := range m.affix.prefixes {
		l.Prefixes = append(l.Prefixes, a.form)
	}
	for _, a := range m.affix.suffixes {
		l.Suffixes = append(l.Suffixes, a.form)
	}
	return l
})

var hebrewAlphabet = sync.OnceValue(func() *alphabet { return newAlphabet(0x500, "אבגדהוזחטיךכלםמןנסעףפץצקרשת") })

// readLexicon reads a word list; a word weighs by its rank, as words do in running text (Zipf's law).
func readLexicon(data string, letters *alphabet) *Lexicon {
	l := &Lexicon{function: map[string]bool{}}
	counts := newLetterCounts(letters)
	rank := 0
	for line := range strings.Lines(data) {
		section, words, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			switch section {
			case "prefix":
				l.Prefixes = append(l.Prefixes, w)
				continue
			case "suffix":
				l.Suffixes = append(l.Suffixes, w)
				continue
			case "function":
				l.function[l.normal(w)] = true
			}
			rank++
			counts.add(l.normal(w), 100/math.Sqrt(float64(rank)))
		}
	}
	l.letters = &Letters{alphabet: letters, scores: string(counts.scores())}
	return l
}

// normal is a word as the lexicon holds it.
func (l *Lexicon) normal(word string) string {
	var buf [64]byte
	return string(Normalize(buf[:0], word))
}

// FunctionWord reports whether the word, as a text has it, is a function word of the language.
func (l *Lexicon) FunctionWord(word string) bool { return l.function[l.normal(word)] }

// Direction is how much better a word reads as it stands than with its letters reversed, in nats: by its letters, and by three nats more
// when one of the two is a function word. Presentation forms must be folded before.
func (l *Lexicon) Direction(word string) float64 {
	w := l.normal(word)
	v := l.letters.Direction(w)
	switch forward, back := l.function[w], l.function[reversed(w)]; {
	case forward && !back:
		v += functionWordGain
	case back && !forward:
		v -= functionWordGain
	}
	return v
}

const functionWordGain = 3.0

func reversed(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

// DirectionOf is the sum of Direction over the words of a line, at most eight nats for each word so that none decides alone; and the number of
// words. Positive says reading order, negative the order of display.
func (l *Lexicon) DirectionOf(line string) (nats float64, words int) {
	eachWord(line, func(w string) {
		if sc := ScriptOf([]rune(w)[0]); sc.RightToLeft() && len(w) >= 4 {
			nats += max(-8, min(8, l.Direction(w)))
			words++
		}
	})
	return nats, words
}
