package report

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Position is a place in a text for readers: rows and columns from 1. A byte order mark at the start is not counted.
type Position struct {
	Row    int
	Column int // code points; a byte that is not UTF-8 is one
	Byte   int // UTF-8 bytes
	UTF16  int // UTF-16 code units
}

// Index finds rows and columns. It reads the text forward once, as far as positions are asked for, and leaves a mark every
// markEvery bytes, so that a position costs the same in a line of ten characters and in one of fifty million.
type Index struct {
	text   string
	starts []int // of the lines
	marks  []mark
}

// mark is a place with the number of code points and UTF-16 units before it.
type mark struct{ offset, points, units int }

const (
	markEvery = 1 << 10
	bom       = "\ufeff"
)

// NewIndex finds the lines of text; they end with LF, CR LF or a CR alone.
func NewIndex(text string) *Index {
	starts := make([]int, 1, 16+len(text)/96)
	if strings.IndexByte(text, '\r') < 0 {
		for at := 0; ; {
			i := strings.IndexByte(text[at:], '\n')
			if i < 0 {
				break
			}
			at += i + 1
			starts = append(starts, at)
		}
	} else {
		for i := range len(text) {
			if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
				starts = append(starts, i+1)
			}
		}
	}
	return &Index{text: text, starts: starts, marks: []mark{{}}}
}

// Row is the row, from 1, of the line that holds the byte at offset.
func (x *Index) Row(offset int) int {
	return sort.Search(len(x.starts), func(i int) bool { return x.starts[i] > offset })
}

// Line is the span of a row without its line end.
func (x *Index) Line(row int) (start, end int) {
	start, end = x.starts[row-1], len(x.text)
	if row < len(x.starts) {
		end = x.starts[row] - 1
		if end > start && x.text[end] == '\n' && x.text[end-1] == '\r' {
			end--
		}
	}
	return start, end
}

// At is the position of the byte at offset.
func (x *Index) At(offset int) Position {
	row := x.Row(offset)
	start := x.starts[row-1]
	if row == 1 && strings.HasPrefix(x.text, bom) {
		start = min(len(bom), offset)
	}
	from := mark{offset: start}
	if offset-start > markEvery {
		from = x.before(start)
	}
	points, units := count(x.text[from.offset:start])
	points, units = from.points+points, from.units+units
	to := mark{start, points, units}
	if offset-start > markEvery {
		to = x.before(offset)
	}
	p, u := count(x.text[to.offset:offset])
	return Position{row, to.points + p - points + 1, offset - start + 1, to.units + u - units + 1}
}

// before is the last mark that is not behind offset.
func (x *Index) before(offset int) mark {
	last := x.marks[len(x.marks)-1]
	for last.offset+markEvery < offset {
		end := last.offset + markEvery
		for end > last.offset && !utf8.RuneStart(x.text[end]) && last.offset+markEvery-end < utf8.UTFMax {
			end--
		}
		points, units := count(x.text[last.offset:end])
		last = mark{end, last.points + points, last.units + units}
		x.marks = append(x.marks, last)
	}
	i := sort.Search(len(x.marks), func(i int) bool { return x.marks[i].offset > offset })
	return x.marks[i-1]
}

func count(s string) (points, units int) {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
		} else {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			if size == 4 {
				units++
			}
		}
		points++
	}
	return points, points + units
}
