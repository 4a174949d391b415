package rules

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

// Kind is what a document is written in.
type Kind uint8

// The kinds of documents.
const (
	PlainText Kind = iota
	Markdown
)

// Document is one immutable text with views of it that are computed when first asked for. It belongs to one goroutine.
type Document struct {
	Path string // as the user gave it; for messages only
	Kind Kind
	Text string

	lines    []Line
	classes  Classes
	pairs    Pairs
	ends     lineEnds
	verbatim Verbatim
	language string
	given    bool // the language was set, not found out
	model    *language.Model
	views    map[any]any
}

// NewDocument takes the census of text: one pass over its bytes.
func NewDocument(path string, kind Kind, text string) *Document {
	d := &Document{Path: path, Kind: kind, Text: text}
	d.lines, d.classes, d.pairs, d.ends = census(text)
	return d
}

// Edited is the same document (path, kind, model, the language if it was set) after edits, sorted and disjoint; text is what they make.
// Only the edited lines are read again. A language that was found out stays unless a good part of the text is new: text that was
// stored backwards says too little.
func (d *Document) Edited(edits []fixers.Edit, text string) *Document {
	n := &Document{Path: d.Path, Kind: d.Kind, Text: text, model: d.model, given: d.given}
	n.recount(d, edits)
	changed := 0
	for _, e := range edits {
		changed += e.Len() + len(e.New)
	}
	if d.given || changed < len(text)/20 {
		n.language = d.language
	}
	return n
}

// recount takes the census of d, which the edits made of old.
func (d *Document) recount(old *Document, edits []fixers.Edit) {
	if len(old.lines) == 0 {
		d.lines, d.classes, d.pairs, d.ends = census(d.Text)
		return
	}
	d.lines = make([]Line, 0, len(old.lines)+len(edits))
	d.ends = old.ends
	next, shift := 0, 0          // the first old line that is not counted yet; how much longer the new text is up to there
	move := func(from, by int) { // the lines from there on, which have just been added
		for i := from; i < len(d.lines); i++ {
			l := &d.lines[i]
			l.Start, l.End, l.Index = l.Start+by, l.End+by, i
			d.classes |= l.Classes
			d.pairs |= l.Pairs
		}
	}
	keep := func(upto int) {
		from := len(d.lines)
		d.lines = append(d.lines, old.lines[next:upto]...)
		move(from, shift)
	}
	for i := 0; i < len(edits); {
		first, last := old.LineAt(edits[i].Start).Index, old.LineAt(edits[i].End).Index
		delta := 0
		for ; i < len(edits) && old.LineAt(edits[i].Start).Index <= last; i++ {
			last = max(last, old.LineAt(edits[i].End).Index)
			delta += len(edits[i].New) - edits[i].Len()
		}
		keep(first)
		gone := old.WholeLines(first, last)
		start, end := gone.Start+shift, gone.End+shift+delta
		if splitsCRLF(d.Text, start) || splitsCRLF(d.Text, end) {
			d.lines, d.classes, d.pairs, d.ends = census(d.Text) // two line ends became one
			return
		}
		from := len(d.lines)
		var ends lineEnds
		d.lines, _, _, ends = appendCensus(d.lines, d.Text[start:end])
		move(from, start)
		removed := countEnds(old.Text[gone.Start:gone.End])
		d.ends = lineEnds{d.ends.lf + ends.lf - removed.lf, d.ends.crlf + ends.crlf - removed.crlf, d.ends.cr + ends.cr - removed.cr}
		next, shift = last+1, shift+delta
	}
	keep(len(old.lines))
}

// splitsCRLF reports whether a CR LF stands across an offset.
func splitsCRLF(text string, at int) bool {
	return at > 0 && at < len(text) && text[at-1] == '\r' && text[at] == '\n'
}

// SetLanguage fixes the language, a BCP 47 primary subtag, that [Document.Lang] would otherwise find out.
func (d *Document) SetLanguage(tag string) { d.language, d.given = tag, tag != "" }

// SetModel gives the document another language model than the one that comes with the program.
func (d *Document) SetModel(m *language.Model) { d.model = m }

// Model is the language model of Arabic that rules ask; the first call may read its tables.
func (d *Document) Model() *language.Model {
	if d.model == nil {
		d.model = language.Default()
	}
	return d.model
}

// Protect names the parts that are no prose.
func (d *Document) Protect(parts Verbatim) { d.verbatim = parts }

// Protected reports whether the span touches a part that is no prose.
func (d *Document) Protected(s fixers.Span) bool {
	return touches(d.verbatim.Code, s) || touches(d.verbatim.Patches, s)
}

// ProtectedFrom reports whether the span touches a part that is no prose and that the rule has to leave alone.
func (d *Document) ProtectedFrom(rule *Rule, s fixers.Span) bool {
	return touches(d.verbatim.Code, s) || len(d.verbatim.Patches) > 0 && !strings.HasPrefix(rule.Code, "ENC") && touches(d.verbatim.Patches, s)
}

// touches reports whether s touches one of the spans, which are sorted and disjoint.
func touches(spans []fixers.Span, s fixers.Span) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > s.Start })
	return i < len(spans) && (spans[i].Start < s.End || spans[i].Start <= s.Start)
}

// Lines are the lines of the text. The slice must not be changed.
func (d *Document) Lines() []Line { return d.lines }

// Classes are the character classes that occur in the text.
func (d *Document) Classes() Classes { return d.classes }

// Pairs are the pairs of neighbours that occur in the text.
func (d *Document) Pairs() Pairs { return d.pairs }

// Of is the text of a line, without its line end.
func (d *Document) Of(l Line) string { return d.Text[l.Start:l.End] }

// LineAt is the line that holds the byte at offset; the last one for an offset at the end of the text. A document without
// text has one empty line.
func (d *Document) LineAt(offset int) Line {
	if len(d.lines) == 0 {
		return Line{}
	}
	i := sort.Search(len(d.lines), func(i int) bool { return d.lines[i].Start > offset })
	return d.lines[max(i-1, 0)]
}

// WholeLine is the span of a line together with its line end.
func (d *Document) WholeLine(l Line) fixers.Span {
	if l.Index+1 < len(d.lines) {
		return fixers.Span{Start: l.Start, End: d.lines[l.Index+1].Start}
	}
	return fixers.Span{Start: l.Start, End: len(d.Text)}
}

// WholeLines is the span of the lines from first to last with their line ends.
func (d *Document) WholeLines(first, last int) fixers.Span {
	return fixers.Span{Start: d.lines[first].Start, End: d.WholeLine(d.lines[last]).End}
}

// Blank reports whether a line is empty or white space only.
func (d *Document) Blank(l Line) bool {
	return l.Classes&^(AnySpace|LineEnd|FormFeed) == 0
}

// Newline is the line end that the document uses most: "\n", "\r\n" or "\r".
func (d *Document) Newline() string {
	switch {
	case d.ends.crlf > d.ends.lf && d.ends.crlf >= d.ends.cr:
		return "\r\n"
	case d.ends.cr > d.ends.lf:
		return "\r"
	}
	return "\n"
}

// MixedNewlines reports whether more than one kind of line end occurs.
func (d *Document) MixedNewlines() bool {
	kinds := 0
	for _, n := range []int{d.ends.lf, d.ends.crlf, d.ends.cr} {
		if n > 0 {
			kinds++
		}
	}
	return kinds > 1
}

// Lang is the language of the document as a BCP 47 primary subtag ("ar", "fa", "en"), "und" when nothing decides.
func (d *Document) Lang() string {
	if d.language == "" {
		d.language = language.Identify(d.Text)
	}
	return d.language
}

// Misencoded reports whether the text as a whole is in an encoding other than UTF-8, which is not known: more of its bytes are not UTF-8 than
// characters beyond ASCII are. Those are UTF-8 by chance, and no rule knows what they say.
func (d *Document) Misencoded() bool { return d.classes&Invalid != 0 && misencoded.Of(d) }

var misencoded = NewView(func(d *Document) bool {
	const few = 3 // invalid bytes that a text may hold without losing its name
	invalid, valid := 0, 0
	for _, l := range d.lines {
		text := d.Of(l)
		for i := 0; i < len(text); {
			if text[i] < utf8.RuneSelf {
				i++
				continue
			}
			r, n := utf8.DecodeRuneInString(text[i:])
			if r != utf8.RuneError || n != 1 {
				valid++
			} else if _, ok := cesu8(text[i:]); ok {
				valid++
				n = 6
			} else {
				invalid++
			}
			i += n
		}
	}
	return invalid > few && invalid > valid
})

// RTL reports whether the language of the document is written from right to left.
func (d *Document) RTL() bool {
	switch d.Lang() {
	case "ar", "fa", "ur", "ckb", "ug", "he", "yi", "ps", "sd":
		return true
	}
	return false
}

// View is something computed from a document once and shared by all rules that ask.
type View[T any] struct{ compute func(*Document) T }

// NewView makes a view; keep it in a package-level variable.
func NewView[T any](compute func(*Document) T) *View[T] { return &View[T]{compute} }

// Of is the view of d.
func (v *View[T]) Of(d *Document) T {
	if got, ok := d.views[v]; ok {
		return got.(T)
	}
	got := v.compute(d)
	if d.views == nil {
		d.views = map[any]any{}
	}
	d.views[v] = got
	return got
}

// Trimmed is the span without the spaces (any kind, see [AnySpace]) and invisible bidi marks at both ends.
func (d *Document) Trimmed(s fixers.Span) fixers.Span {
	const cut = " \t\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200e\u200f\u061c\ufeff"
	t := s.Of(d.Text)
	s.Start += len(t) - len(strings.TrimLeft(t, cut))
	if s.Start > s.End {
		s.Start = s.End
	}
	s.End = s.Start + len(strings.TrimRight(s.Of(d.Text), cut))
	return s
}
