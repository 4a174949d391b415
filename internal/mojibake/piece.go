package mojibake

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A piece is one stretch of a line with what it was before it was read wrongly.
type piece struct {
	start, end int
	new        string
	reading    *CodePage // what the bytes were read as
	was        *CodePage // what they were, nil for UTF-8
	gain       int
	units      int // sequences, or letters of a code page
	lost       int // bytes that are guessed or unknown
	spaces     int // spaces that were the byte A0
	unsure     bool
	losses     []loss
}

// loss is a place where the plain way back does not give the old text: a byte was lost there, or became a space, or the
// sequence was CESU-8.
type loss struct {
	at       int // offset in the new text
	old, new string
	gone     bool // a byte is gone
}

// errNotEncodable marks text that the mistake could not have produced.
var errNotEncodable = errors.New("not encodable")

// mistake makes the mistake again: new as bytes of the encoding that it was in, read as the other one. What it gives
// is the old text when the piece was undone rightly. Where a code page has two bytes for one character, old decides.
func (p *piece) mistake(old string) (string, error) {
	var sb strings.Builder
	sb.Grow(len(old))
	if p.was == nil {
		at := 0
		for _, l := range p.losses {
			reread(&sb, p.reading, p.new[at:l.at])
			sb.WriteString(l.again(p.reading))
			at = l.at + len(l.new)
		}
		reread(&sb, p.reading, p.new[at:])
		return sb.String(), nil
	}
	rest := old
	for _, r := range p.new {
		want, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		b, ok := p.reading.Byte(want)
		if !ok || p.was.Rune(b) != r {
			if b, ok = p.was.Byte(r); !ok {
				return "", fmt.Errorf("%w: %q in %s", errNotEncodable, r, p.was.Name)
			}
		}
		sb.WriteRune(p.reading.Rune(b))
	}
	return sb.String(), nil
}

// again is the old text of the place: by way of a space for the byte A0 or of CESU-8 where that gives it. Where bytes are gone
// nothing can, and the old text is taken as it was.
func (l loss) again(page *CodePage) string {
	if l.gone {
		return l.old
	}
	var sb strings.Builder
	if r, size := utf8.DecodeRuneInString(l.new); size == len(l.new) && r > 0xFFFF {
		high, low := utf16.EncodeRune(r)
		for _, u := range []rune{high, low} {
			for _, b := range []byte{0xE0 | byte(u>>12), 0x80 | byte(u>>6)&0x3F, 0x80 | byte(u)&0x3F} {
				sb.WriteRune(page.Rune(b))
			}
		}
		if sb.String() == l.old {
			return l.old
		}
		sb.Reset()
	}
	reread(&sb, page, l.new)
	return strings.ReplaceAll(sb.String(), "\u00a0", " ")
}

// reread writes the UTF-8 bytes of s read as page.
func reread(sb *strings.Builder, page *CodePage, s string) {
	for i := range len(s) {
		sb.WriteRune(page.Rune(s[i]))
	}
}

// A layer is one round of undoing: sorted, disjoint pieces of a line, and by how much each shifts what follows it.
type layer struct {
	pieces []piece
	shift  []int // after the piece of the same index
}

func newLayer(pieces []piece) layer {
	l := layer{pieces, make([]int, len(pieces))}
	sum := 0
	for i, p := range pieces {
		sum += len(p.new) - (p.end - p.start)
		l.shift[i] = sum
	}
	return l
}

// apply is the line after the round.
func (l layer) apply(line string) string {
	var sb strings.Builder
	at := 0
	for _, p := range l.pieces {
		sb.WriteString(line[at:p.start])
		sb.WriteString(p.new)
		at = p.end
	}
	sb.WriteString(line[at:])
	return sb.String()
}

// shiftBefore is by how much the pieces before piece i shift it.
func (l layer) shiftBefore(i int) int {
	if i == 0 {
		return 0
	}
	return l.shift[i-1]
}

// back is the offset before the round of an offset after it; one inside a piece goes to its end or its start.
func (l layer) back(at int, end bool) int {
	i := sort.Search(len(l.pieces), func(i int) bool { return l.pieces[i].end+l.shift[i] > at })
	if i < len(l.pieces) {
		if p := l.pieces[i]; at > p.start+l.shiftBefore(i) {
			if end {
				return p.end
			}
			return p.start
		}
	}
	return at - l.shiftBefore(i)
}

// forward is the offset after the round of an offset before it that lies inside no piece.
func (l layer) forward(at int) int {
	i := sort.Search(len(l.pieces), func(i int) bool { return l.pieces[i].end > at })
	return at + l.shiftBefore(i)
}

// within are the indices of the first piece at or after start and the first one at or after end.
func (l layer) within(start, end int) (from, to int) {
	from = sort.Search(len(l.pieces), func(i int) bool { return l.pieces[i].start >= start })
	to = sort.Search(len(l.pieces), func(i int) bool { return l.pieces[i].start >= end })
	return from, to
}

// sortPieces sorts pieces by place and drops those that overlap an earlier one.
func sortPieces(pieces []piece) []piece {
	sort.SliceStable(pieces, func(i, j int) bool { return pieces[i].start < pieces[j].start })
	out := pieces[:0]
	for _, p := range pieces {
		if n := len(out); n > 0 && p.start < out[n-1].end {
			continue
		}
		out = append(out, p)
	}
	return out
}
