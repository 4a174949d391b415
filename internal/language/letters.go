package language

import (
	"math"
	"sync"
	"unicode/utf8"
)

// alphabet numbers the letters of a language for tables of three letters. Number 0 is the edge of a word.
type alphabet struct {
	code    [256]uint8 // of U+0600 (or U+0500) + index
	base    rune
	letters int // with the edge
}

func (a *alphabet) size() int { return a.letters * a.letters * a.letters }

func newAlphabet(base rune, letters string) *alphabet {
	a := &alphabet{base: base, letters: 1}
	for _, r := range letters {
		a.code[r-base] = uint8(a.letters)
		a.letters++
	}
	return a
}

// number is the number of the letter that starts at i, 0 when it is none of the alphabet's, and its length in bytes.
func (a *alphabet) number(s string, i int) (code uint8, n int) {
	r, n := utf8.DecodeRuneInString(s[i:])
	if r < a.base || r > a.base+255 {
		return 0, n
	}
	return a.code[r-a.base], n
}

var arabicAlphabet = sync.OnceValue(func() *alphabet {
	return newAlphabet(0x600, "ءؤئابةتثجحخدذرزسشصضطظعغفقكلمنهويپچژگٹڈڑںےڭۇۆۈۋېەڤ")
})

// Letters scores the letters of a word by those before them: the probability of each letter after the two before it, the edges of the
// word included.
type Letters struct {
	alphabet *alphabet
	scores   string // -16 × natural logarithm of the probability of the third letter, by the numbers of three letters
}

// LogProb is the natural logarithm of the probability that a normalised word has these letters. Characters outside the alphabet count
// as word edges.
func (l *Letters) LogProb(word string) float64 {
	s := l.Spell()
	s.Add(word)
	return s.LogProb()
}

// Spelling is a word that is written letter by letter.
type Spelling struct {
	letters      *Letters
	before, last int // the numbers of the last two letters
	sum          int // of their scores
}

// Spell begins a word.
func (l *Letters) Spell() Spelling { return Spelling{letters: l} }

// Add adds letters.
func (s *Spelling) Add(letters string) {
	k := s.letters.alphabet.letters
	for i := 0; i < len(letters); {
		c, n := s.letters.alphabet.number(letters, i)
		s.sum += int(s.letters.scores[(s.before*k+s.last)*k+int(c)])
		s.before, s.last = s.last, int(c)
		i += n
	}
}

// LogProb is what [Letters.LogProb] says of the word as far as it is written.
func (s *Spelling) LogProb() float64 {
	k := s.letters.alphabet.letters
	return -float64(s.sum+int(s.letters.scores[(s.before*k+s.last)*k])) / logProbStep
}

// Direction compares the letters of a normalised word with the same letters in reverse: positive when the word reads better as it stands,
// in nats.
func (l *Letters) Direction(word string) float64 {
	var back [64]byte
	if len(word) > len(back) {
		return 0
	}
	at := len(word)
	for i := 0; i < len(word); {
		_, n := utf8.DecodeRuneInString(word[i:])
		at -= n
		copy(back[at:], word[i:i+n])
		i += n
	}
	return l.LogProb(word) - l.LogProb(string(back[:len(word)]))
}

// letterCounts collects the counts behind a Letters.
type letterCounts struct {
	alphabet *alphabet
	three    []float64
}

func newLetterCounts(a *alphabet) *letterCounts { return &letterCounts{a, make([]float64, a.size())} }

func (c *letterCounts) add(word string, weight float64) {
	k := c.alphabet.letters
	a, b := 0, 0
	for i := 0; i < len(word); {
		x, n := c.alphabet.number(word, i)
		c.three[(a*k+b)*k+int(x)] += weight
		a, b = b, int(x)
		i += n
	}
	c.three[(a*k+b)*k] += weight
}

// scores are the smoothed conditional probabilities: each order is interpolated with the one below (Witten-Bell).
func (c *letterCounts) scores() []byte {
	k := c.alphabet.letters
	one := make([]float64, k)
	two := make([]float64, k*k)
	for i, v := range c.three {
		one[i%k] += v
		two[i%(k*k)] += v
	}
	flat := make([]float64, k)
	for i := range flat {
		flat[i] = 1 / float64(k)
	}
	p1, p2, p3 := make([]float64, k), make([]float64, k), make([]float64, k)
	copy(p1, flat)
	interpolate(p1, one, flat)
	out := make([]byte, k*k*k)
	row := make([]byte, k)
	for b := range k {
		copy(p2, p1)
		interpolate(p2, two[b*k:b*k+k], p1)
		quantiseLogs(row, p2)
		for a := range k {
			at := (a*k + b) * k
			if interpolate(p3, c.three[at:at+k], p2) {
				quantiseLogs(out[at:at+k], p3)
			} else {
				copy(out[at:at+k], row)
			}
		}
	}
	return out
}

// interpolate mixes the frequencies of a row with the probabilities below it, which weigh as much as the row has kinds of letters and one
// more (Witten-Bell). It reports false, and leaves p alone, when the row is empty.
func interpolate(p, row, below []float64) bool {
	var total, kinds float64
	for _, v := range row {
		total += v
		if v > 0 {
			kinds++
		}
	}
	if total == 0 {
		return false
	}
	for i, v := range row {
		p[i] = (v + (kinds+1)*below[i]) / (total + kinds + 1)
	}
	return true
}

func quantiseLogs(out []byte, p []float64) {
	for i, v := range p {
		out[i] = byte(min(255, math.Round(-math.Log(v)*logProbStep)))
	}
}
