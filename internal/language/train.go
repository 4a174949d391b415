package language

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
)

// Limits of the tables that Trainer.Write makes. The defaults give a file below 2 MB: more text or more pairs gained nothing that could be
// measured on scrambled lines.
const (
	DefaultWords = 180_000
	DefaultPairs = 200_000
)

const (
	functionWords = 150
	discount      = 0.7  // of absolute discounting
	leastBackoff  = 0.02 // what every word leaves for pairs that were not seen
	leastCount    = 2    // words seen less often are not kept
)

// Trainer counts words, word pairs and letters of clean text, one paragraph or sentence a line.
type Trainer struct {
	ids    map[string]int32
	words  []string
	counts []int32
	pairs  map[uint64]int32
	total  int64
	line   []Token
	norm   []byte
}

// NewTrainer returns a Trainer that has counted nothing.
func NewTrainer() *Trainer {
	t := &Trainer{ids: map[string]int32{}, pairs: map[uint64]int32{}}
	t.intern([]byte(tokenStart))
	return t
}

func (t *Trainer) intern(word []byte) int32 {
	if id, ok := t.ids[string(word)]; ok {
		return id
	}
	id := int32(len(t.words))
	t.words = append(t.words, string(word))
	t.ids[t.words[id]] = id
	t.counts = append(t.counts, 0)
	return id
}

// Read counts a text. Lines longer than 64 MB are an error.
func (t *Trainer) Read(r io.Reader) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<20), 64<<20)
	for sc.Scan() {
		line := sc.Text()
		prev := int32(0)
		t.counts[0]++
		t.total++
		t.line = AppendTokens(t.line[:0], line)
		for _, tok := range t.line {
			if t.norm = t.name(line, tok); len(t.norm) == 0 {
				continue
			}
			id := t.intern(t.norm)
			t.counts[id]++
			t.total++
			t.pairs[uint64(prev)<<32|uint64(id)]++
			prev = id
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("reading the training text: %w", err)
	}
	return nil
}

func (t *Trainer) name(line string, tok Token) []byte {
	if tok.Kind == Word || tok.Kind == Mark {
		return Normalize(t.norm[:0], line[tok.Start:tok.End])
	}
	return append(t.norm[:0], TokenText(line, tok)...)
}

// Words is the number of running words and symbols that were counted.
func (t *Trainer) Words() int64 { return t.total }

// Write makes the tables and writes the model file: the commonest words and the pairs that tell most, at most so many of each. The bytes
// depend only on the text that was counted, the limits and the note, which says where the text came from.
func (t *Trainer) Write(w io.Writer, note string, words, pairs int) error {
	b := t.build(words, pairs)
	out := bufio.NewWriter(w)
	e := encoder{out}
	e.bytes([]byte(magic))
	e.text(note)
	e.float(float64(t.total))
	e.float(b.unknown)
	e.float(b.wawRate)
	e.count(len(b.function))
	for _, f := range b.function {
		e.text(f)
	}
	e.table(b.wordTable)
	e.table(b.pairTable)
	e.bytes(b.classPair)
	e.bytes(b.unseen)
	e.bytes(b.waw)
	e.bytes(b.letters)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the language model: %w", err)
	}
	return nil
}

type encoder struct{ w *bufio.Writer }

// A bufio.Writer keeps its first error for Flush.
func (e encoder) bytes(b []byte) { _, _ = e.w.Write(b) }

func (e encoder) count(n int) { e.bytes(binary.LittleEndian.AppendUint64(nil, uint64(n))) }

func (e encoder) float(f float64) {
	e.bytes(binary.LittleEndian.AppendUint64(nil, math.Float64bits(f)))
}

func (e encoder) text(s string) {
	e.count(len(s))
	e.bytes([]byte(s))
}

func (e encoder) table(t *tableBuilder) {
	e.count(len(t.entries))
	e.count(int(t.bits))
	var sizes []byte
	next := 0
	for b := range 1 << t.bits {
		if b%bucketsGroup == 0 {
			e.bytes(binary.LittleEndian.AppendUint32(nil, uint32(next)))
		}
		from := next
		for next < len(t.entries) && t.entries[next].hash>>(64-t.bits) == uint64(b) {
			next++
		}
		sizes = append(sizes, byte(next-from))
	}
	e.bytes(sizes)
	for _, x := range t.entries {
		e.bytes(binary.LittleEndian.AppendUint16(nil, uint16(x.hash>>(48-t.bits))))
	}
	for i := range t.values {
		for _, x := range t.entries {
			e.bytes([]byte{x.value[i]})
		}
	}
}

type tableEntry struct {
	hash  uint64
	key   uint64
	value [2]byte
}

type tableBuilder struct {
	bits    uint
	values  int
	entries []tableEntry
}

// newTable orders the entries by hash and leaves one of those that a lookup could not tell apart.
func newTable(entries []tableEntry, values int) *tableBuilder {
	t := &tableBuilder{bits: 4, values: values}
	for 1<<t.bits < len(entries)/2 {
		t.bits++
	}
	slices.SortFunc(entries, func(a, b tableEntry) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.key, b.key)) })
	t.entries = slices.CompactFunc(entries, func(a, b tableEntry) bool { return a.hash>>(48-t.bits) == b.hash>>(48-t.bits) })
	return t
}

type built struct {
	function             []string
	wordTable, pairTable *tableBuilder
	classPair            []byte
	unseen, waw, letters []byte
	unknown, wawRate     float64
}

func (t *Trainer) build(maxWords, maxPairs int) *built {
	c := &counter{Trainer: t, n: float64(t.total)}
	c.order()
	b := &built{}
	for _, w := range c.rank[:min(functionWords, len(c.rank))] {
		b.function = append(b.function, t.words[w])
	}
	c.classify(b.function)
	c.pairClasses(b)
	c.conjunction(b)
	kept := c.keepWords(b, maxWords)
	c.keepPairs(b, kept, maxPairs)
	letters := newLetterCounts(arabicAlphabet())
	for w, s := range t.words {
		if s[0] >= 0xD8 && s[0] <= 0xDB && t.counts[w] >= leastCount {
			letters.add(s, math.Sqrt(float64(t.counts[w])))
		}
	}
	b.letters = letters.scores()
	return b
}
