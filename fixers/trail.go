package fixers

import (
	"slices"
	"sort"
)

// Trail remembers the edits that led from an original text to the present one, layer upon layer, and finds for a place in the
// present text the place in the original.
type Trail struct {
	layers []layer
}

// layer is one application of sorted, disjoint edits, seen from the text after it.
type layer struct {
	after []Span // where the new text of each edit stands in the text after it
	orig  []Span // what it replaced, in the text before
}

// Push adds the edits, sorted and valid, that were applied to the present text.
func (t *Trail) Push(edits []Edit) {
	if len(edits) == 0 {
		return
	}
	l := layer{make([]Span, len(edits)), make([]Span, len(edits))}
	shift := 0
	for i, e := range edits {
		l.after[i] = Span{e.Start + shift, e.Start + shift + len(e.New)}
		l.orig[i] = e.Span
		shift += len(e.New) - e.Len()
	}
	t.layers = append(t.layers, l)
}

// Empty reports whether the present text is the original.
func (t Trail) Empty() bool { return len(t.layers) == 0 }

// Origin is the smallest span of the original text that covers what stands at s in the present text. Exact is false when an
// earlier edit touches s, so that an edit of s cannot be given in positions of the original.
// Time: the logarithm of the number of edits, for each layer.
func (t Trail) Origin(s Span) (origin Span, exact bool) {
	exact = true
	for _, l := range slices.Backward(t.layers) {
		span, ok := l.origin(s)
		s, exact = span, exact && ok
	}
	return s, exact
}

func (l layer) origin(s Span) (Span, bool) {
	// first edit whose new text ends at or after the start of s
	i := sort.Search(len(l.after), func(i int) bool { return l.after[i].End >= s.Start })
	if i > 0 && l.after[i-1].End > s.Start {
		i--
	}
	touched := false
	var start, end int
	if i < len(l.after) && l.after[i].Start < s.Start && l.after[i].End > s.Start {
		start = l.orig[i].Start
	} else {
		start = s.Start + l.shift(s.Start, false)
	}
	for j := i; j < len(l.after) && l.after[j].Start <= s.End; j++ {
		inside := l.after[j].Start < s.End && l.after[j].End > s.Start
		at := l.after[j].Start == l.after[j].End && l.after[j].Start > s.Start && l.after[j].Start < s.End
		if inside || at {
			touched = true
		}
	}
	k := sort.Search(len(l.after), func(k int) bool { return l.after[k].End >= s.End })
	if k < len(l.after) && l.after[k].Start < s.End && l.after[k].End > s.End {
		end = l.orig[k].End
	} else {
		end = s.End + l.shift(s.End, s.Len() > 0)
	}
	if end < start {
		end = start
	}
	return Span{start, end}, !touched
}

// shift is what must be added to an offset outside all new pieces to get the offset before this layer. An offset that abuts a
// piece counts as behind it, or before it when it is the end of a span.
func (l layer) shift(at int, isEnd bool) int {
	n := sort.Search(len(l.after), func(i int) bool {
		if isEnd {
			return l.after[i].End > at || l.after[i].Start == at
		}
		return l.after[i].End > at
	})
	if n == 0 {
		return 0
	}
	return l.orig[n-1].End - l.after[n-1].End
}

// Upto is the trail as it was after its first n layers.
func (t Trail) Upto(n int) Trail { return Trail{t.layers[:n]} }

// Since is the trail from the text as it was after the first n layers.
func (t Trail) Since(n int) Trail { return Trail{t.layers[n:]} }
