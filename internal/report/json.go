package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// jsonFinding is a finding as other programs read it; its shape is a contract. Rows and columns count from 1, columns are code
// points, ends are exclusive, offsets are bytes.
type jsonFinding struct {
	Code        string         `json:"code"`
	Name        string         `json:"name"`
	Message     string         `json:"message"`
	Severity    string         `json:"severity"`
	Filename    string         `json:"filename"`
	Location    jsonLocation   `json:"location"`
	EndLocation jsonLocation   `json:"end_location"`
	Offset      jsonOffset     `json:"offset"`
	Evidence    map[string]any `json:"evidence"`
	URL         string         `json:"url"`
	Fix         *jsonFix       `json:"fix"`
}

type jsonLocation struct {
	Row    int `json:"row"`
	Column int `json:"column"`
}

type jsonOffset struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type jsonFix struct {
	Applicability string     `json:"applicability"`
	Message       string     `json:"message"`
	Edits         []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Content     string       `json:"content"`
	Location    jsonLocation `json:"location"`
	EndLocation jsonLocation `json:"end_location"`
}

func jsonOf(f *File, finding *Finding) jsonFinding {
	x := f.Index()
	j := jsonFinding{
		Code: finding.Rule.Code, Name: finding.Rule.Name, Message: finding.Message, Severity: finding.Severity.String(), Filename: f.Path,
		Location: jsonAt(x, finding.Span.Start), EndLocation: jsonAt(x, finding.Span.End), Offset: jsonOffset{finding.Span.Start, finding.Span.End},
		Evidence: evidenceOf(finding), URL: finding.Rule.URL(),
	}
	if fix := finding.Fix; fix != nil {
		j.Fix = &jsonFix{Applicability: finding.Safety.String(), Message: fix.Title, Edits: make([]jsonEdit, len(fix.Edits))}
		for i, e := range fix.Edits {
			j.Fix.Edits[i] = jsonEdit{e.New, jsonAt(x, e.Start), jsonAt(x, e.End)}
		}
	}
	return j
}

func jsonAt(x *Index, offset int) jsonLocation {
	p := x.At(offset)
	return jsonLocation{p.Row, p.Column}
}

// evidenceOf is the facts that speak for a finding. One whose fix has to wait says for which rules' fixes.
func evidenceOf(finding *Finding) map[string]any {
	m := make(map[string]any, len(finding.Evidence)+1)
	for _, e := range finding.Evidence {
		m[e.Key] = e.Value
	}
	if finding.Fix == nil && finding.First != "" {
		m["fix_after"] = finding.First
	}
	return m
}

// encode appends v as JSON in which no character that a terminal would obey stands as itself.
func encode(b *bytes.Buffer, v any) error {
	start := b.Len()
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	b.Truncate(b.Len() - 1)
	escapeFrom(b, start)
	return nil
}

func escapeFrom(b *bytes.Buffer, start int) {
	for _, c := range commands {
		if bytes.Contains(b.Bytes()[start:], []byte(c)) {
			safe := bytes.ReplaceAll(b.Bytes()[start:], []byte(c), []byte(`#\u0023`+c[2:]))
			b.Truncate(start)
			b.Write(safe)
		}
	}
	s := b.Bytes()[start:]
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if dangerous(r) && r >= 0x7F {
			tail := string(s[i:])
			b.Truncate(start + i)
			for _, r := range tail {
				switch {
				case !dangerous(r) || r < 0x20:
					b.WriteRune(r)
				case r > 0xFFFF:
					r -= 0x10000
					fmt.Fprintf(b, `\u%04x\u%04x`, 0xD800+r>>10, 0xDC00+r&0x3FF)
				default:
					fmt.Fprintf(b, `\u%04x`, r)
				}
			}
			return
		}
		i += size
	}
}

// jsonReporter writes an array, one finding a line.
type jsonReporter struct {
	w     *bufio.Writer
	lines bool // no array: one object a line
	n     int
	buf   bytes.Buffer
}

func newJSON(w io.Writer, _ Options) Reporter { return &jsonReporter{w: bufio.NewWriter(w)} }
func newJSONLines(w io.Writer, _ Options) Reporter {
	return &jsonReporter{w: bufio.NewWriter(w), lines: true}
}

func (r *jsonReporter) File(f *File) error {
	for i := range f.Findings {
		if f.Findings[i].Suppressed != "" {
			continue
		}
		r.buf.Reset()
		if err := encode(&r.buf, jsonOf(f, &f.Findings[i])); err != nil {
			return err
		}
		switch {
		case r.lines:
			r.buf.WriteByte('\n')
		case r.n == 0:
			r.w.WriteString("[\n")
		default:
			r.w.WriteString(",\n")
		}
		r.n++
		r.w.Write(r.buf.Bytes())
	}
	return r.w.Flush()
}

func (r *jsonReporter) Close(*Summary) error {
	switch {
	case r.lines:
	case r.n == 0:
		r.w.WriteString("[]\n")
	default:
		r.w.WriteString("\n]\n")
	}
	return r.w.Flush()
}
