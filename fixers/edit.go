// Package fixers is the algebra of repairs: spans and edits on one text, fixes that apply whole or not at all, the contracts that say
// what a fix conserves, the merging of many fixes, the unified diff of the result, and the repairs that several rules share.
// It knows no rule and no document.
package fixers

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Span is a half-open range of bytes of a text.
type Span struct{ Start, End int }

// Len is the number of bytes of the span.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Of is the part of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Edit replaces the bytes of a span by new text; an empty span inserts, an empty text deletes.
type Edit struct {
	Span
	New string
}

// Delete is the edit that removes text[start:end].
func Delete(start, end int) Edit { return Edit{Span{start, end}, ""} }

// Insert is the edit that puts text before the byte at offset at.
func Insert(at int, text string) Edit { return Edit{Span{at, at}, text} }

// Replace is the edit that puts text in the place of text[start:end].
func Replace(start, end int, text string) Edit { return Edit{Span{start, end}, text} }

// Safety says who may apply a fix.
type Safety uint8

// The tiers of safety, from no fix at all to one that is applied unasked.
const (
	None    Safety = iota // there is no fix
	Display               // shown as a suggestion, never applied
	Unsafe                // applied on request only
	Safe                  // applied by default; its contract is checked all the same
)

// String is the name of the tier in reports: "none", "display", "unsafe", "safe".
func (s Safety) String() string {
	return [...]string{"none", "display", "unsafe", "safe"}[s]
}

// Fix is a set of edits against one text that is applied whole or not at all.
type Fix struct {
	Title    string // what it does, for a reader: "delete the tatweel"
	Safety   Safety
	Edits    []Edit
	Contract Contract // what it conserves; the engine refuses the fix when that does not hold
}

// ErrInvalid marks edits that no text can take: out of bounds, inside a character, or overlapping.
var ErrInvalid = errors.New("invalid edits")

// Validate sorts the edits by position and reports, wrapping [ErrInvalid], the first that lies outside text, cuts a valid
// UTF-8 character in two, or overlaps its neighbour. Two insertions at one place are refused too: their order would be a guess.
func Validate(text string, edits []Edit) error {
	sort.SliceStable(edits, func(i, j int) bool { return before(edits[i], edits[j]) })
	for i, e := range edits {
		if e.Start < 0 || e.End < e.Start || e.End > len(text) {
			return fmt.Errorf("%w: [%d,%d) in a text of %d bytes", ErrInvalid, e.Start, e.End, len(text))
		}
		if cuts(text, e.Start) || cuts(text, e.End) {
			return fmt.Errorf("%w: [%d,%d) cuts a character in two", ErrInvalid, e.Start, e.End)
		}
		if i > 0 && (e.Start < edits[i-1].End || e.Span == edits[i-1].Span) {
			return fmt.Errorf("%w: [%d,%d) meets [%d,%d)", ErrInvalid, e.Start, e.End, edits[i-1].Start, edits[i-1].End)
		}
	}
	return nil
}

// cuts reports whether offset at lies inside a well-formed character of text.
func cuts(text string, at int) bool {
	if at <= 0 || at >= len(text) || utf8.RuneStart(text[at]) {
		return false
	}
	for start := at - 1; start >= 0 && at-start < utf8.UTFMax; start-- {
		if utf8.RuneStart(text[start]) {
			_, size := utf8.DecodeRuneInString(text[start:])
			return start+size > at
		}
	}
	return false
}

func before(a, b Edit) bool {
	if a.Start != b.Start {
		return a.Start < b.Start
	}
	return a.End < b.End
}

// Apply is text with the edits made. The edits must be sorted and valid (see [Validate]).
func Apply(text string, edits []Edit) string {
	if len(edits) == 0 {
		return text
	}
	size := len(text)
	for _, e := range edits {
		size += len(e.New) - e.Len()
	}
	var b strings.Builder
	b.Grow(size)
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Start])
		b.WriteString(e.New)
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// Merger collects fixes for one text and accepts those that do not touch each other.
// Identical edits coalesce; deletions may abut; any other contact is a conflict, and the fix that comes later is refused whole:
// merging partial overlaps, as program refactoring tools do, would corrupt a text silently.
type Merger struct {
	edits []Edit // sorted, disjoint
}

// Add accepts the edits of one fix, which must be sorted and valid, or reports false and leaves the collection as it was.
// It takes time logarithmic in the number of accepted edits for each edit that comes after all of them or hits none.
func (m *Merger) Add(edits []Edit) bool {
	if slices.ContainsFunc(edits, m.conflicts) {
		return false
	}
	for _, e := range edits {
		m.insert(e)
	}
	return true
}

func (m *Merger) conflicts(e Edit) bool {
	i := sort.Search(len(m.edits), func(i int) bool { return m.edits[i].End >= e.Start })
	for ; i < len(m.edits) && m.edits[i].Start <= e.End; i++ {
		o := m.edits[i]
		if o == e {
			continue
		}
		abut := o.End == e.Start || e.End == o.Start
		if abut && o.New == "" && e.New == "" && o.Len() > 0 && e.Len() > 0 {
			continue
		}
		return true
	}
	return false
}

func (m *Merger) insert(e Edit) {
	i := sort.Search(len(m.edits), func(i int) bool { return !before(m.edits[i], e) })
	if i < len(m.edits) && m.edits[i] == e {
		return
	}
	m.edits = append(m.edits, Edit{})
	copy(m.edits[i+1:], m.edits[i:])
	m.edits[i] = e
}

// Edits are the accepted edits, sorted and disjoint.
func (m *Merger) Edits() []Edit { return m.edits }
