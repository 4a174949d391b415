package gate

import (
	"encoding/binary"
	"encoding/json"
	"errors"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

// Cached is what a cache knows of a text under some settings.
type Cached struct {
	Findings []report.Finding // before anything was suppressed
	Size     Size             // zero when it was not measured
	Comments bool             // the text may hold suppressions in comments
}

var errRecord = errors.New("a damaged record")

// Encode is a record of a cache. Strings of evidence keep their form in JSON, which is all that is ever shown of them.
func (c *Cached) Encode() (string, error) {
	flags := byte(0)
	if c.Comments {
		flags = 1
	}
	b := []byte{flags}
	for _, n := range []int{c.Size.Words, c.Size.Lines, c.Size.Files, len(c.Findings)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for i := range c.Findings {
		f := &c.Findings[i]
		b = appendString(b, f.Rule.Code)
		b = appendString(b, f.Message)
		b = append(b, byte(f.Severity), byte(f.Safety))
		b = appendSpan(b, f.Span)
		b = appendString(b, f.First)
		b = binary.AppendUvarint(b, uint64(len(f.Evidence)))
		for _, e := range f.Evidence {
			value, err := json.Marshal(e.Value)
			if err != nil {
				return "", err
			}
			b = appendString(appendString(b, e.Key), string(value))
		}
		b = binary.AppendUvarint(b, uint64(len(f.Related)))
		for _, r := range f.Related {
			b = appendString(appendSpan(b, r.Span), r.Message)
		}
		if f.Fix == nil {
			b = append(b, 0)
			continue
		}
		b = append(b, 1)
		b = appendString(b, f.Fix.Title)
		b = binary.AppendUvarint(b, uint64(len(f.Fix.Edits)))
		for _, e := range f.Fix.Edits {
			b = appendString(appendSpan(b, e.Span), e.New)
		}
	}
	return string(b), nil
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendSpan(b []byte, s fixers.Span) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(s.Start)), uint64(s.Len()))
}

// Clean reports whether the record says that there is nothing to report, and nothing in the text that could matter.
func Clean(record string) (size Size, clean bool) {
	r := reader{s: record}
	flags := r.byte()
	size = Size{r.int(), r.int(), r.int()}
	return size, r.int() == 0 && flags == 0 && !r.bad
}

// Decode reads a record about a text of length bytes; find is the rule of a code.
func Decode(record string, length int, find func(code string) *rules.Rule) (*Cached, error) {
	r := reader{s: record}
	c := &Cached{Comments: r.byte() != 0}
	c.Size = Size{r.int(), r.int(), r.int()}
	n := r.int()
	if n > len(record) {
		return nil, errRecord
	}
	if n > 0 {
		c.Findings = make([]report.Finding, n)
	}
	for i := range c.Findings {
		f := &c.Findings[i]
		f.Rule = find(r.string())
		f.Message = r.string()
		f.Severity, f.Safety = rules.Severity(r.byte()), fixers.Safety(r.byte())
		f.Span = r.span(length)
		f.First = r.string()
		for range r.count() {
			f.Evidence = append(f.Evidence, rules.Evidence{Key: r.string(), Value: json.RawMessage(r.string())})
		}
		for range r.count() {
			f.Related = append(f.Related, rules.Related{Span: r.span(length), Message: r.string()})
		}
		if r.byte() != 0 {
			f.Fix = &fixers.Fix{Title: r.string(), Safety: f.Safety}
			f.Fix.Edits = make([]fixers.Edit, r.count())
			for j := range f.Fix.Edits {
				f.Fix.Edits[j] = fixers.Edit{Span: r.span(length), New: r.string()}
			}
		}
		if r.bad || f.Rule == nil || f.Severity > rules.Error || f.Safety > fixers.Safe {
			return nil, errRecord
		}
	}
	if r.bad || r.s != "" {
		return nil, errRecord
	}
	return c, nil
}

// reader takes a record apart; bad says that it is damaged.
type reader struct {
	s   string
	bad bool
}

func uvarint(s string) (uint64, int) {
	var n uint64
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(s[i]&0x7F) << (7 * i)
		if s[i] < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}

func (r *reader) int() int {
	n, width := uvarint(r.s)
	if width == 0 || n > 1<<40 {
		r.bad, r.s = true, ""
		return 0
	}
	r.s = r.s[width:]
	return int(n)
}

// count is a number of things that follow, each of at least one byte.
func (r *reader) count() int {
	n := r.int()
	if n > len(r.s) {
		r.bad, r.s = true, ""
		return 0
	}
	return n
}

func (r *reader) byte() byte {
	if r.s == "" {
		r.bad = true
		return 0
	}
	c := r.s[0]
	r.s = r.s[1:]
	return c
}

func (r *reader) string() string {
	n := r.count()
	s := r.s[:n]
	r.s = r.s[n:]
	return s
}

func (r *reader) span(length int) fixers.Span {
	start := r.int()
	s := fixers.Span{Start: start, End: start + r.int()}
	if s.End > length {
		r.bad = true
		return fixers.Span{}
	}
	return s
}
