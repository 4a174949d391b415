package fixers

import (
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"github.com/pmezard/go-difflib/difflib"
)

// Hunk is one piece of a unified diff: lines that go and come between lines of context. Numbers count from 1.
type Hunk struct {
	OldStart, OldCount int
	NewStart, NewCount int
	Lines              []DiffLine
}

// DiffLine is a line of a hunk: its kind, ' ' (context), '-' or '+', and its text with its line end, if it has one.
type DiffLine struct {
	Kind byte
	Text string
}

// matchLimit is the number of lines up to which a touched block is compared line by line; the comparison takes quadratic time.
const matchLimit = 200

// Hunks are the differences that edits, sorted and valid, make to text, with up to context lines around. Lines end with LF.
// The differences are read off the edits, and only the touched lines are compared with go-difflib, so the time is linear
// in the text: go-difflib over a whole file of 100,000 lines takes seconds, and gives up on lines that repeat.
func Hunks(text string, edits []Edit, context int) []Hunk {
	starts := lineStarts(text)
	var hunks []Hunk
	shift := 0 // how many lines longer the new text is, up to here
	for i := 0; i < len(edits); {
		first, last := touched(starts, text, edits[i])
		j := i + 1
		for ; j < len(edits); j++ {
			f, l := touched(starts, text, edits[j])
			if f > last || f == last && f == l {
				break
			}
			last = max(last, l)
		}
		old := text[starts[first]:starts[last]]
		block := make([]Edit, 0, j-i)
		for _, e := range edits[i:j] {
			block = append(block, Edit{Span{e.Start - starts[first], e.End - starts[first]}, e.New})
		}
		i = j
		a, b := splitLines(old), splitLines(Apply(old, block))
		for _, op := range compareLines(a, b) {
			hunks = appendChange(hunks, text, starts, first+op.I1, a[op.I1:op.I2], b[op.J1:op.J2], first+op.J1+shift, context)
		}
		shift += len(b) - len(a)
	}
	for i := range hunks {
		h := &hunks[i]
		end := h.OldStart + h.OldCount - 1 // index of the line behind
		limit := min(end+context, len(starts)-1)
		for ; end < limit; end++ {
			h.add(' ', text[starts[end]:starts[end+1]])
		}
		h.OldStart, h.NewStart = zeroBase(h.OldStart, h.OldCount), zeroBase(h.NewStart, h.NewCount)
	}
	return hunks
}

// zeroBase is the line number that the format wants: that of the line before when the hunk has no line on this side.
func zeroBase(start, count int) int {
	if count == 0 {
		return start - 1
	}
	return start
}

// lineStarts holds the offset of every line and, last, the length of the text.
func lineStarts(text string) []int {
	starts := make([]int, 1, 2+strings.Count(text, "\n"))
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			at = len(text)
		} else {
			at += end + 1
		}
		starts = append(starts, at)
	}
	return starts
}

// touched is the range of lines, half open, that an edit changes.
func touched(starts []int, text string, e Edit) (first, last int) {
	first = sort.SearchInts(starts, e.Start+1) - 1
	last = sort.SearchInts(starts, e.End+1) - 1
	atStart := starts[last] == e.End
	switch {
	case atStart && (e.New == "" && starts[first] == e.Start || strings.HasSuffix(e.New, "\n")):
		// whole lines: the line behind them is as it was
		if e.Start == e.End && e.End == len(text) && !strings.HasSuffix(text, "\n") && len(text) > 0 {
			first--
		}
	case last < len(starts)-1:
		last++
	case e.Start == len(text) && first > 0 && !strings.HasSuffix(text, "\n"):
		first-- // the end of a last line without a line end
	}
	return min(first, last), last
}

func splitLines(s string) []string {
	if s == "" {
		return nil
	}
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// compareLines is the changes, without the equal parts, that turn a into b.
func compareLines(a, b []string) []difflib.OpCode {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[head:len(a)-tail], b[head:len(b)-tail]
	if len(a)+len(b) == 0 {
		return nil
	}
	if len(a)+len(b) > matchLimit {
		return []difflib.OpCode{{Tag: 'r', I1: head, I2: head + len(a), J1: head, J2: head + len(b)}}
	}
	var ops []difflib.OpCode
	for _, op := range difflib.NewMatcherWithJunk(a, b, false, nil).GetOpCodes() {
		if op.Tag != 'e' {
			ops = append(ops, difflib.OpCode{Tag: op.Tag, I1: op.I1 + head, I2: op.I2 + head, J1: op.J1 + head, J2: op.J2 + head})
		}
	}
	return ops
}

// appendChange adds a change of the lines from at (index in the old text) on: to the last hunk when its context reaches so far,
// else as a new hunk.
func appendChange(hunks []Hunk, text string, starts []int, at int, gone, come []string, newAt, context int) []Hunk {
	from := max(at-context, 0)
	if n := len(hunks); n > 0 {
		end := hunks[n-1].OldStart + hunks[n-1].OldCount - 1
		if at-end <= 2*context {
			from = end
		} else {
			hunks = append(hunks, Hunk{OldStart: from + 1, NewStart: newAt - (at - from) + 1})
			// the context behind the hunk before is added at the end
		}
	} else {
		hunks = append(hunks, Hunk{OldStart: from + 1, NewStart: newAt - (at - from) + 1})
	}
	h := &hunks[len(hunks)-1]
	for i := from; i < at; i++ {
		h.add(' ', text[starts[i]:starts[i+1]])
	}
	for _, l := range gone {
		h.add('-', l)
	}
	for _, l := range come {
		h.add('+', l)
	}
	return hunks
}

func (h *Hunk) add(kind byte, text string) {
	h.Lines = append(h.Lines, DiffLine{kind, text})
	if kind != '+' {
		h.OldCount++
	}
	if kind != '-' {
		h.NewCount++
	}
}

// Unified writes hunks as a unified diff of the file called name, exact to the byte, as patch -p0 and git apply -p0 take it.
func Unified(w io.Writer, name string, hunks []Hunk) error {
	if len(hunks) == 0 {
		return nil
	}
	var b strings.Builder
	header := diffName(name)
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", header, header)
	for _, h := range hunks {
		b.WriteString(h.Header())
		b.WriteByte('\n')
		for _, l := range h.Lines {
			b.WriteByte(l.Kind)
			b.WriteString(l.Text)
			if !strings.HasSuffix(l.Text, "\n") {
				b.WriteString("\n\\ No newline at end of file\n")
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Header is the first line of the hunk: "@@ -1,4 +1,3 @@".
func (h *Hunk) Header() string {
	return "@@ -" + lineRange(h.OldStart, h.OldCount) + " +" + lineRange(h.NewStart, h.NewCount) + " @@"
}

func lineRange(start, count int) string {
	if count == 1 {
		return strconv.Itoa(start)
	}
	return strconv.Itoa(start) + "," + strconv.Itoa(count)
}

// diffName is a file name as the header of a diff has it: quoted as in C when it holds control characters, quotes or
// backslashes, and with a tab behind it when it holds a space, so that readers know where it ends.
func diffName(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7F || r == '"' || r == '\\' }) {
		var b strings.Builder
		b.WriteByte('"')
		for i := range len(name) {
			switch c := name[i]; {
			case c == '"' || c == '\\':
				b.WriteByte('\\')
				b.WriteByte(c)
			case c < 0x20 || c == 0x7F:
				fmt.Fprintf(&b, "\\%03o", c)
			default:
				b.WriteByte(c)
			}
		}
		b.WriteByte('"')
		return b.String()
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}

// Compose is the edits, on the text that a trail starts from, that do at once what its layers of edits do one after another:
// after is the text behind the last layer.
func Compose(t Trail, after string) []Edit {
	type piece struct {
		Span
		delta int
	}
	var pieces []piece
	for i, l := range t.layers {
		below := t.Upto(i)
		for k, o := range l.orig {
			origin, _ := below.Origin(o)
			pieces = append(pieces, piece{origin, l.after[k].Len() - o.Len()})
		}
	}
	sort.SliceStable(pieces, func(i, j int) bool {
		if pieces[i].Start != pieces[j].Start {
			return pieces[i].Start < pieces[j].Start
		}
		return pieces[i].End < pieces[j].End
	})
	var merged []piece
	for _, p := range pieces {
		if n := len(merged); n > 0 && p.Start <= merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, p.End)
			merged[n-1].delta += p.delta
		} else {
			merged = append(merged, p)
		}
	}
	edits := make([]Edit, len(merged))
	shift := 0
	for i, p := range merged {
		edits[i] = Edit{p.Span, after[p.Start+shift : p.End+shift+p.delta]}
		shift += p.delta
	}
	return edits
}
