package mojibake

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// maxLayers is how often a text may have been misread; three is the most that is seen in the wild.
const maxLayers = 4

// Family says what kind of mistake a repair undoes.
type Family uint8

// The families.
const (
	UTF8         Family = iota // UTF-8 read as a Western, Cyrillic or other eight-bit code page
	UTF8AsCP1256               // UTF-8 read as windows-1256
	ArabicPage                 // an Arabic code page read as another code page
)

// Step is one misreading: bytes of the encoding Was that were read as the encoding Read.
type Step struct{ Was, Read string }

// String is the step in words: "utf-8 read as windows-1252".
func (s Step) String() string { return s.Was + " read as " + s.Read }

// Repair is one stretch of a line and the text that it was.
type Repair struct {
	Start, End int    // bytes of the line
	New        string // the text that was misread
	Family     Family
	Steps      []Step // the last misreading first: the order in which they are undone
	Gain       int    // by how many tenths of a bit the new text is less surprising than the old
	Lost       int    // bytes that are gone: guessed, or left as U+FFFD
	Spaces     int    // spaces that stood for the byte A0
	Sure       bool   // nothing was guessed, and no other undoing comes near

	layers []layer // offsets from the start of the stretch
	old    string
}

// errOther is what [Repair.Mistake] says of a text that is not the repair's own.
var errOther = errors.New("not the text of this repair")

// Mistake makes the misreadings again: for the new text of the repair it gives the old text, which proves the undoing.
// It fits fixers.DecodesTo.
func (r *Repair) Mistake(text string) (string, error) {
	if text != r.New {
		return "", fmt.Errorf("%w: %.40q", errOther, text)
	}
	for k, l := range slices.Backward(r.layers) {
		var sb strings.Builder
		at := 0
		before := r.old
		for _, m := range r.layers[:k] {
			before = m.apply(before)
		}
		for i := range l.pieces {
			p := &l.pieces[i]
			start := p.start + l.shiftBefore(i)
			sb.WriteString(text[at:start])
			was, err := p.mistake(before[p.start:p.end])
			if err != nil {
				return "", err
			}
			sb.WriteString(was)
			at = start + len(p.new)
		}
		sb.WriteString(text[at:])
		text = sb.String()
	}
	return text, nil
}

// Scanner finds mojibake in the lines of one document. What it finds for certain makes it readier to believe the same
// mistake elsewhere: call [Scanner.Line] on all lines once, then, if [Scanner.Again] says so, once more.
// The zero value is not ready; see [NewScanner].
type Scanner struct {
	table *readingTable
	known map[kindOfMistake]int // letters found, by mistake
	begun bool
	seen  map[kindOfMistake]int
}

// NewScanner makes a scanner for one document.
func NewScanner() *Scanner {
	return &Scanner{table: theReadings(), seen: map[kindOfMistake]int{}}
}

// Again reports whether a second round over the lines may find more, and begins it.
func (s *Scanner) Again() bool {
	if s.begun || len(s.seen) == 0 {
		return false
	}
	s.begun, s.known = true, s.seen
	return true
}

// Suspect reports whether [Scanner.Line] may find something in the line, whatever else the document holds.
func Suspect(line string) bool {
	suspects, dense := theReadings().scan(line, true)
	return suspects|dense != 0
}

// Line finds the mojibake in one line. It takes time linear in its length; nothing is kept for a line without suspects.
func (s *Scanner) Line(line string) []Repair {
	var layers []layer
	text := line
	for len(layers) < maxLayers {
		pieces := s.round(text)
		if len(pieces) == 0 {
			break
		}
		l := newLayer(pieces)
		layers = append(layers, l)
		text = l.apply(text)
	}
	if layers == nil || garbage(text) {
		return nil
	}
	return repairs(line, text, layers)
}

// garbage reports whether the line is no text even after the repairs: lines of a PDF whose fonts have no table of characters are a
// soup of letters, signs and controls in which every sequence of bytes turns up by chance. Counted is what right text of any
// language holds little of: controls, signs that touch letters, capitals behind small letters, changes of script inside a word,
// digits in it; two in a line are never too many.
func garbage(line string) bool {
	m := theModel()
	halves, n := 0, 0
	prev := kSpace
	for _, r := range line {
		k := m.kind(r)
		sign := k == kSymbol || k == kSign || k == kBox
		wasSign := prev == kSymbol || prev == kSign || prev == kBox
		switch {
		case r == utf8.RuneError:
			halves++
		case k == kControl:
			halves += 2
		case sign && prev.letter(), wasSign && k.letter(), prev.lower() && k.upper(), prev.letter() && k.letter() && prev.script() != k.script():
			halves += 2
		case prev.letter() && k == kDigit, prev == kDigit && k.letter():
			halves++
		}
		if prev = k; k != kSpace {
			n++
		}
	}
	return halves > 4 && 100*halves > 2*garbageShare*n
}

// garbageShare is how much of a line may be of that kind, in hundredths of its characters.
const garbageShare = 8

// round finds what the last misreading left in the line.
func (s *Scanner) round(line string) []piece {
	var best []piece
	bestGain := 0
	var all [][]piece
	consider := func(pieces []piece) {
		if len(pieces) == 0 {
			return
		}
		all = append(all, pieces)
		if g := gainOf(pieces); g > bestGain {
			best, bestGain = pieces, g
		}
	}
	suspects, dense := s.table.scan(line, s.begun)
	if suspects&1 != 0 { // the commonest mistake: where it explains the whole line, no other is tried
		if pieces := s.table.pieces(line, s.table.pages[0]); covered(line, pieces) {
			return pieces
		}
	}
	s.table.each(suspects, func(page *CodePage) { consider(s.table.pieces(line, page)) })
	if dense != 0 {
		tried := map[trial]bool{}
		s.table.each(dense, func(page *CodePage) { consider(pagePieces(line, page, s.known, tried)) })
	}
	if best == nil {
		return nil
	}
	if !s.begun {
		for _, p := range best {
			if p.was != nil {
				s.seen[kindOfMistake{p.was, p.reading}] += p.units
			}
		}
	}
	return addOthers(best, all)
}

// covered reports whether the pieces hold all characters of the line beyond ASCII.
func covered(line string, pieces []piece) bool {
	at := 0
	for _, p := range pieces {
		if !isASCII(line[at:p.start]) {
			return false
		}
		at = p.end
	}
	return at > 0 && isASCII(line[at:])
}

// otherGain is what a piece of a second reading in one line must save: two mistakes in one line are rare.
const otherGain = 200

// addOthers adds to the pieces of the best reading those of other readings that lie beside them.
func addOthers(best []piece, all [][]piece) []piece {
	out := append([]piece(nil), best...)
	for _, pieces := range all {
		if &pieces[0] == &best[0] {
			continue
		}
		for _, p := range pieces {
			if p.gain < otherGain {
				continue
			}
			i := sort.Search(len(best), func(i int) bool { return best[i].end > p.start })
			if i == len(best) || best[i].start >= p.end {
				out = append(out, p)
			}
		}
	}
	return sortPieces(out)
}

func gainOf(pieces []piece) int {
	sum := 0
	for _, p := range pieces {
		sum += p.gain
	}
	return sum
}

// repairs joins the pieces of all rounds into stretches of the original line. Stretches with nothing but ASCII between them
// become one: a sentence that went wrong is one finding.
func repairs(line, text string, layers []layer) []Repair {
	type place struct{ start, end int }
	var places []place
	for k, l := range layers {
		for _, p := range l.pieces {
			start, end := p.start, p.end
			for j := k - 1; j >= 0; j-- {
				start, end = layers[j].back(start, false), layers[j].back(end, true)
			}
			places = append(places, place{start, end})
		}
	}
	sort.Slice(places, func(i, j int) bool { return places[i].start < places[j].start })
	joined := places[:1]
	for _, p := range places[1:] {
		last := &joined[len(joined)-1]
		if p.start <= last.end || p.start-last.end <= joinGap && isASCII(line[last.end:p.start]) {
			last.end = max(last.end, p.end)
			continue
		}
		joined = append(joined, p)
	}
	out := make([]Repair, 0, len(joined))
	for _, p := range joined {
		// What the mistake does not lead back to the old text is no undoing of it.
		if r := newRepair(line, text, p.start, p.end, layers); r.proved() {
			out = append(out, r)
		}
	}
	return out
}

// joinGap is how many bytes of ASCII may lie between two pieces of one repair.
const joinGap = 40

func newRepair(line, text string, start, end int, layers []layer) Repair {
	r := Repair{Start: start, End: end, Sure: true, old: line[start:end]}
	from, to := start, end // of the stretch in the text before the layer
	for _, l := range layers {
		i, j := l.within(from, to)
		if i < j {
			rel := make([]piece, 0, j-i)
			for _, p := range l.pieces[i:j] {
				p.start -= from
				p.end -= from
				rel = append(rel, p)
				r.note(p)
			}
			r.layers = append(r.layers, newLayer(rel))
		}
		from, to = l.forward(from), l.forward(to)
	}
	r.New = text[from:to]
	r.Gain = Cost(line[:start], r.old, line[end:]) - Cost(line[:start], r.New, line[end:])
	return r
}

// proved reports whether the mistake leads from the new text to the old.
func (r *Repair) proved() bool {
	back, err := r.Mistake(r.New)
	return err == nil && back == r.old
}

// note adds what one piece says of the repair.
func (r *Repair) note(p piece) {
	step := Step{"utf-8", p.reading.Name}
	if p.was != nil {
		step.Was = p.was.Name
	}
	if n := len(r.Steps); n == 0 || r.Steps[n-1] != step {
		r.Steps = append(r.Steps, step)
	}
	switch {
	case p.was != nil:
		r.Family = ArabicPage
	case p.reading.Name == "windows-1256" && r.Family == UTF8:
		r.Family = UTF8AsCP1256
	}
	r.Lost += p.lost
	r.Spaces += p.spaces
	r.Sure = r.Sure && p.lost == 0 && !p.unsure
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
