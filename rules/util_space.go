package rules

import (
	"math/bits"
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

// gapKind says what the wide gaps of a line are.
type gapKind uint8

const (
	gapSlip  gapKind = iota // a slip of the keyboard or of a web editor
	gapOrder                // in a document whose inner gaps recur: they show where the runs of a line meet
	gapVerse                // between the halves of a verse
	gapTable                // between cells that stand in columns
)

// gapLayout is what the wide gaps (two spaces or more inside a line) of a document are.
type gapLayout struct {
	sentences bool // two spaces behind the end of a sentence are the habit
	order     bool // gaps recur inside right-to-left lines: evidence of runs in reversed order
	kinds     []gapKind
}

// of is the kind of the gaps of a line.
func (g *gapLayout) of(l Line) gapKind {
	if g.kinds != nil {
		if k := g.kinds[l.Index]; k != gapSlip {
			return k
		}
	}
	if g.order {
		return gapOrder
	}
	return gapSlip
}

// spaceSafety is the safety of a fix that changes white space inside a line: where gaps are evidence of the order of runs, all of them are left to a request.
func spaceSafety(d *Document) fixers.Safety {
	if d.Pairs()&DoubleSpace != 0 && gapView.Of(d).order {
		return fixers.Unsafe
	}
	return fixers.Safe
}

// lineSafety is spaceSafety for signs and gaps that source code, commands and tables of Latin letters use on purpose: there all is left to a request.
func lineSafety(d *Document, l Line) fixers.Safety {
	if l.Classes&(Arabic|ArabicForm|Hebrew) == 0 {
		return fixers.Unsafe
	}
	return spaceSafety(d)
}

// gap is one wide gap: its columns (characters from the start of the line) and bytes.
type gap struct {
	fixers.Span
	column, width int
	afterMarker   bool // the text before it is a list or note marker only
	afterStop     bool // the gap follows the end of a clause, as some typists do it
}

var gapView = NewView(func(d *Document) *gapLayout {
	g := &gapLayout{}
	var previous, gaps []gap
	previousLine, previousLength := -9, 0 // far from every line
	typed, other := 0, 0                  // gaps of two spaces behind the end of a sentence, and all others
	broken, filled := 0, 0                // right-to-left lines with many gaps; lines with text
	for _, l := range d.Lines() {
		if !d.Blank(l) {
			filled++
		}
	}
	for _, l := range d.Lines() {
		if l.Pairs&DoubleSpace == 0 || d.Blank(l) {
			continue
		}
		var length, words int
		gaps, length, words = appendGaps(gaps[:0], d.Text, l)
		if len(gaps) == 0 {
			continue
		}
		plain := 0
		for _, x := range gaps {
			if x.width == 2 && endsSentenceAt(d.Text, x.Start) {
				typed++
			} else {
				other++
			}
			if !x.afterMarker && !x.afterStop {
				plain++
			}
		}
		near := l.Index-previousLine == 1 || l.Index-previousLine == 2 && d.Lines()[l.Index-1].Classes&(Letter|AnyDigit) == 0 // blank, or the rule of a table
		switch {
		case near && aligned(previous, gaps):
			g.set(d, previousLine, gapTable)
			g.set(d, l.Index, gapTable)
		case verse(l, gaps, length) && (near && verse(d.Lines()[previousLine], previous, previousLength) || gaps[0].width >= 4):
			g.set(d, l.Index, gapVerse)
			if near && len(previous) == 1 {
				g.set(d, previousLine, gapVerse)
			}
		case plain >= 2 && l.Classes&(Arabic|Hebrew) != 0 && plain*8 >= words:
			if broken++; broken >= 3 && broken*20 >= filled {
				g.order = true
				return g // every gap counts as evidence then
			}
		}
		previous, gaps = gaps, previous
		previousLine, previousLength = l.Index, length
	}
	g.sentences = typed >= 3 && typed >= other
	return g
})

// endsSentenceAt reports whether the end of a sentence of Latin script stands before offset at.
func endsSentenceAt(t string, at int) bool {
	for at > 0 && (t[at-1] == ')' || t[at-1] == '"' || t[at-1] == '\'' || t[at-1] == '`' || t[at-1] == '*') {
		at--
	}
	if at < 2 || t[at-1] != '.' && t[at-1] != '!' && t[at-1] != '?' && t[at-1] != ':' {
		return false
	}
	return classBefore(t, at-1)&(Arabic|Hebrew) == 0
}

func (g *gapLayout) set(d *Document, line int, k gapKind) {
	if g.kinds == nil {
		g.kinds = make([]gapKind, len(d.Lines()))
	}
	g.kinds[line] = k
}

// appendGaps appends the wide gaps inside a line; length is the number of its characters, words that of its words.
func appendGaps(gaps []gap, text string, l Line) (_ []gap, length, words int) {
	start := skipSpaces(text[:l.End], l.Start)
	end := skipSpacesBack(text, start, l.End)
	column := 0
	plain := l.Classes&(Invalid|AnySpace&^Space) == 0
	for i := start; i < end; {
		run, ok := nextGap(text, i, end)
		if !ok {
			run = fixers.Span{Start: end, End: end}
		}
		between := text[i:run.Start]
		words++
		if plain {
			column += charsOf(between)
			words += strings.Count(between, " ")
		} else {
			column += countRunes(between)
			for at := 0; ; words++ {
				space, ok := nextSpace(between, at, len(between))
				if !ok {
					break
				}
				at = space.End
			}
		}
		if width := countRunes(run.Of(text)); ok {
			before, last := text[start:run.Start], classBefore(text, run.Start)
			gaps = append(gaps, gap{run, column, width, last&Letter == 0 && listMarker(before) == len(before), last&Stop != 0})
			column += width
		}
		i = run.End
	}
	return gaps, column, words
}

// charsOf counts the characters of valid UTF-8, eight bytes at a time.
func charsOf(s string) int {
	const highs = 0x8080808080808080
	n := len(s)
	for ; len(s) >= 8; s = s[8:] {
		w := load8(s)
		n -= bits.OnesCount64(w &^ (w << 1) & highs) // bytes that begin with the bits 10
	}
	for i := range len(s) {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}

// aligned reports whether the gaps of two neighbouring lines stand in columns: most gaps of the poorer line begin or end where one of the
// other does, and one of them is wide.
func aligned(a, b []gap) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	common, total, wide, j := 0, 0, false, 0
	for _, x := range a {
		if x.afterMarker {
			continue
		}
		total++
		for j < len(b) && b[j].column+b[j].width < x.column {
			j++
		}
		for k := j; k < len(b) && b[k].column <= x.column+x.width; k++ {
			if !b[k].afterMarker && (b[k].column == x.column || b[k].column+b[k].width == x.column+x.width) {
				common++
				wide = wide || x.width > 2 || b[k].width > 2
				break
			}
		}
	}
	return wide && total > 0 && common*3 >= total*2
}

// verse reports whether a line looks like two halves of a verse: right-to-left, short, one gap about its middle.
func verse(l Line, gaps []gap, length int) bool {
	if len(gaps) != 1 || length > 120 || l.Classes&(Arabic|Hebrew) == 0 || gaps[0].afterMarker || gaps[0].afterStop {
		return false
	}
	first, second := gaps[0].column, length-gaps[0].column-gaps[0].width
	return first >= 8 && second >= 8 && first*8 >= second*5 && second*8 >= first*5
}

// hardBreak reports whether the spaces that end a line of Markdown are a line break: two or more before a line that goes on.
func hardBreak(d *Document, l Line, start int) bool {
	if d.Kind != Markdown || l.End-start < 2 || d.Text[l.End-1] != ' ' || d.Text[l.End-2] != ' ' {
		return false
	}
	next := l.Index + 1
	return next < len(d.Lines()) && !d.Blank(d.Lines()[next])
}
