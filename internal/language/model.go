package language

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
)

// Model holds what was counted in clean Arabic text: how likely a word is, how likely it follows another, and the same for letters.
// The bytes of the file are used in place, so that a model costs nothing to load beyond the pages that are read.
// It is safe for concurrent use.
type Model struct {
	tokens    float64 // running words counted
	words     table   // words, with log probability and back-off weight
	pairs     table   // word pairs, with their association
	function  map[string]int32
	affix     *affixTable
	classes   int
	classPair string // association of two classes, classes × classes
	unseen    string // association of a class with any class it was never seen before
	waw       string // how much likelier a word with the conjunction waw is after a class
	wawRate   float64
	unknown   float64 // log probability of an unknown word, before its length
	letters   Letters
	source    string
}

// Entry is what the model knows about one token; it is looked up once and then compared with many others. It belongs to one goroutine.
type Entry struct {
	id      int32   // index in the table of words, -1 for an unknown word
	class   int32   // of its affixes, -1 until somebody asks
	LogProb float64 // natural logarithm of the probability of the word
	backoff float64
	word    string
	hash    uint64 // of the word, to be continued
}

// Known reports whether the token is a word that the model counted often enough to keep.
func (e *Entry) Known() bool { return e.id >= 0 }

// ErrModel is returned for a file that is not a language model of this version.
var ErrModel = errors.New("not a language model of this version")

//go:embed data/arabic.model
var arabicModel string

// Default is the model that comes with the program.
var Default = sync.OnceValue(func() *Model {
	m, err := parse(arabicModel)
	if err != nil {
		panic("the embedded language model: " + err.Error())
	}
	return m
})

// Load reads a model that Train wrote.
func Load(r io.Reader) (*Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxModel+1))
	if err != nil {
		return nil, fmt.Errorf("reading the language model: %w", err)
	}
	return parse(string(data))
}

// The layout of a model file. Numbers are little-endian; scores are single bytes.
const (
	magic        = "tanqih language model 1\n"
	maxModel     = 64 << 20
	bucketsGroup = 16 // buckets that share one absolute offset
	logProbStep  = 16 // steps of one nat
	backoffStep  = 64
	pairStep     = 16
	pairOffset   = 4
)

// Tokens that are no Arabic words have names that no word can have.
const (
	tokenStart   = "<s>"
	tokenNumber  = "<N>"
	tokenYear    = "<Y>"
	tokenForeign = "<L>"
)

const waw = "و"

func parse(data string) (*Model, error) {
	rest, ok := strings.CutPrefix(data, magic)
	if !ok {
		return nil, ErrModel
	}
	d := decoder{rest: rest}
	m := &Model{affix: affixes()}
	m.source = d.text()
	m.tokens = d.float()
	m.unknown = d.float()
	m.wawRate = d.float()
	m.function = make(map[string]int32, 256)
	for i, n := 0, d.count(); i < n && d.err == nil; i++ {
		m.function[d.text()] = int32(i)
	}
	m.classes = len(m.function) + m.affix.classes() + 1
	m.words = d.table(2)
	m.pairs = d.table(1)
	m.classPair = d.bytes(m.classes * m.classes)
	m.unseen = d.bytes(m.classes)
	m.waw = d.bytes(m.classes)
	m.letters = Letters{alphabet: arabicAlphabet(), scores: d.bytes(arabicAlphabet().size())}
	if d.err != nil || d.rest != "" {
		return nil, ErrModel
	}
	return m, nil
}

type decoder struct {
	rest string
	err  error
}

func (d *decoder) bytes(n int) string {
	if n < 0 || n > len(d.rest) {
		d.err = ErrModel
		d.rest = ""
		return ""
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

func (d *decoder) uint64() uint64 {
	b := d.bytes(8)
	if len(b) < 8 {
		return 0
	}
	return binary.LittleEndian.Uint64([]byte(b))
}

func (d *decoder) float() float64 { return math.Float64frombits(d.uint64()) }

func (d *decoder) count() int {
	n := d.uint64()
	if n > maxModel {
		d.err = ErrModel
		return 0
	}
	return int(n)
}

func (d *decoder) text() string { return d.bytes(d.count()) }

func (d *decoder) table(values int) table {
	t := table{n: d.count(), bits: uint(d.count())}
	if t.bits < 4 || t.bits > 28 || t.n > maxModel {
		d.err = ErrModel
		return table{}
	}
	buckets := 1 << t.bits
	t.offsets = d.bytes(buckets / bucketsGroup * 4)
	t.sizes = d.bytes(buckets)
	t.prints = d.bytes(2 * t.n)
	for i := range values {
		t.values[i] = d.bytes(t.n)
	}
	if d.err == nil && !t.sound() {
		d.err = ErrModel
	}
	return t
}

// table maps 64-bit hashes to small values: the high bits choose a bucket, the next 16 tell the few entries of a bucket apart. A key that
// is not in the table is taken for another with a probability of about 2^-16.
type table struct {
	n       int
	bits    uint
	offsets string    // first entry of every bucketsGroup-th bucket, 4 bytes each
	sizes   string    // entries of each bucket
	prints  string    // 16 bits of the hash of each entry
	values  [2]string // one byte for each entry
}

// sound reports whether every offset stays inside the table, so that find needs no checks.
func (t *table) sound() bool {
	at := 0
	for b := range t.sizes {
		if b%bucketsGroup == 0 && t.offset(b/bucketsGroup) != at {
			return false
		}
		at += int(t.sizes[b])
	}
	return at == t.n
}

func (t *table) offset(group int) int {
	o := t.offsets[4*group:]
	return int(o[0]) | int(o[1])<<8 | int(o[2])<<16 | int(o[3])<<24
}

func (t *table) find(hash uint64) int {
	if t.n == 0 {
		return -1
	}
	b := int(hash >> (64 - t.bits))
	n := int(t.sizes[b])
	if n == 0 {
		return -1
	}
	at := t.offset(b/bucketsGroup) + bytesBefore(t.sizes[b&^(bucketsGroup-1):][:bucketsGroup], b&(bucketsGroup-1))
	want := uint16(hash >> (48 - t.bits))
	for end := at + n; at < end; at++ {
		if uint16(t.prints[2*at])|uint16(t.prints[2*at+1])<<8 == want {
			return at
		}
	}
	return -1
}

// bytesBefore is the sum of the first n of sixteen bytes. A loop over them ends at a place that no processor foresees.
func bytesBefore(s string, n int) int {
	const even = 0x00FF00FF00FF00FF
	low := word(s) & (1<<(8*uint(min(n, 8))) - 1)
	high := word(s[8:]) & (1<<(8*uint(max(n-8, 0))) - 1)
	sums := low&even + low>>8&even + high&even + high>>8&even // four sums of 16 bits
	return int(sums * 0x0001000100010001 >> 48)
}

// word is the first eight bytes of s as one number.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// hashWord is FNV-1a with a finalizer that spreads it over the high bits.
func hashWord(s string) uint64 { return spread(hashOn(fnvStart, s)) }

const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

// hashOn continues an FNV-1a hash with more bytes.
func hashOn(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

func hashPair(a, b int32) uint64 { return spread(uint64(a)<<32 | uint64(b)) }

func spread(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Source is the note on what the model was counted from, as its builder gave it.
func (m *Model) Source() string { return m.source }

// Size is the number of words and of word pairs.
func (m *Model) Size() (words, pairs int) { return m.words.n, m.pairs.n }

// Entry looks a normalised token up (see Normalize and Token.Text).
func (m *Model) Entry(word string) Entry { return m.entry(hashOn(fnvStart, word), word) }

// EntryOf is Entry for a word whose letters a prefix holds.
func (m *Model) EntryOf(p Prefix, word string) Entry { return m.entry(uint64(p)^fnvStart, word) }

func (m *Model) entry(hash uint64, word string) Entry {
	e := Entry{word: word, class: -1, backoff: -0.1, hash: hash}
	e.id = int32(m.words.find(spread(e.hash)))
	if e.id >= 0 {
		e.LogProb = -float64(m.words.values[0][e.id]) / logProbStep
		e.backoff = -float64(m.words.values[1][e.id]) / backoffStep
	} else {
		e.LogProb = m.unknown - 0.3*float64(len(word)/2)
	}
	return e
}

func (m *Model) class(word string) int32 {
	if c, ok := m.function[word]; ok {
		return c
	}
	if word == "" || word[0] < 0xD8 || word[0] > 0xDB {
		return int32(m.classes - 1)
	}
	return int32(len(m.function) + m.affix.class(word))
}

// Joined is the log probability of the word that two tokens make when nothing stands between them, and whether there is such a word.
func (m *Model) Joined(a, b *Entry) (float64, bool) {
	i := m.words.find(spread(hashOn(a.hash, b.word)))
	if i < 0 {
		return 0, false
	}
	return -float64(m.words.values[0][i]) / logProbStep, true
}

// Prefix is the beginning of a normalised word, which is looked up with several ends. The zero value is empty.
type Prefix uint64

// With is the prefix with more letters behind it.
func (p Prefix) With(letters []byte) Prefix {
	h := uint64(p) ^ fnvStart // so that the zero value is empty
	for _, b := range letters {
		h = (h ^ uint64(b)) * fnvPrime
	}
	return Prefix(h ^ fnvStart)
}

// LogProbOf is the natural logarithm of the probability of the word that a prefix makes without an end, and whether the model holds it.
func (m *Model) LogProbOf(p Prefix) (float64, bool) {
	i := m.words.find(spread(uint64(p) ^ fnvStart))
	if i < 0 {
		return 0, false
	}
	return -float64(m.words.values[0][i]) / logProbStep, true
}

// LogProb is the natural logarithm of the probability of a normalised word; unknown words are the less likely the longer they are.
func (m *Model) LogProb(word string) float64 {
	e := m.Entry(word)
	return e.LogProb
}

// Known reports whether the model holds the normalised word.
func (m *Model) Known(word string) bool { return m.words.find(hashWord(word)) >= 0 }

// Count estimates how often the normalised word occurred in the text the model was counted from; 0 for an unknown word. The estimate is
// good to 3 %.
func (m *Model) Count(word string) float64 {
	i := m.words.find(hashWord(word))
	if i < 0 {
		return 0
	}
	return m.tokens * math.Exp(-float64(m.words.values[0][i])/logProbStep)
}

// Association is how much likelier b is after a than anywhere, in nats (pointwise mutual information, with absolute discounting and
// affix classes behind pairs that were not seen).
func (m *Model) Association(a, b *Entry) float64 {
	if b.word == waw {
		return score(m.waw, m.classOf(a))
	}
	if a.word == waw && len(b.word) > 0 && b.word[0] >= 0xD8 && b.word[0] <= 0xDB {
		with, without := m.Count(waw+b.word), 0.0
		if b.id >= 0 {
			without = m.tokens * math.Exp(b.LogProb)
		}
		return math.Log((with + 10*m.wawRate) / (with + without + 10) / m.wawRate)
	}
	if a.id >= 0 && b.id >= 0 {
		if i := m.pairs.find(hashPair(a.id, b.id)); i >= 0 {
			return float64(m.pairs.values[0][i])/pairStep - pairOffset
		}
	}
	if q := m.classPair[m.classOf(a)*m.classes+m.classOf(b)]; q != unseenPair {
		return a.backoff + float64(int8(q))/pairStep
	}
	return a.backoff + score(m.unseen, m.classOf(a))
}

func (m *Model) classOf(e *Entry) int {
	if e.class < 0 {
		e.class = m.class(e.word)
	}
	return int(e.class)
}

// unseenPair marks a pair of classes that was seen less than twice.
const unseenPair = 0x80

func score(s string, i int) float64 { return float64(int8(s[i])) / pairStep }

// PairScore is Association of two normalised words.
func (m *Model) PairScore(a, b string) float64 {
	x, y := m.Entry(a), m.Entry(b)
	return m.Association(&x, &y)
}

// Letters is the model of the letters inside words.
func (m *Model) Letters() *Letters { return &m.letters }

// TokenText is the name under which the model knows the token of a line: a normalised word, a placeholder for numbers and foreign words,
// or the symbol itself.
func TokenText(line string, t Token) string {
	switch t.Kind {
	case Word, Mark:
		var buf [64]byte
		return string(Normalize(buf[:0], line[t.Start:t.End]))
	case Number:
		return tokenNumber
	case Year:
		return tokenYear
	case Foreign:
		return tokenForeign
	}
	return line[t.Start:t.End]
}

// LineStart is the name of the token that stands before the first word of a sentence or paragraph.
const LineStart = tokenStart
