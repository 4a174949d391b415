package report

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// The Reviewdog Diagnostic Format: rows and columns from 1, columns in bytes of UTF-8, ends exclusive.
type (
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Source      *rdSource      `json:"source,omitempty"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
)

var rdTool = rdSource{"tanqih", "https://github.com/tanqih/tanqih"}

// rdjson writes one object with all diagnostics, or one diagnostic a line.
type rdjson struct {
	w     *bufio.Writer
	o     Options
	lines bool
	n     int
	buf   bytes.Buffer
}

func newRDJSON(w io.Writer, o Options) Reporter { return &rdjson{w: bufio.NewWriter(w), o: o} }
func newRDJSONLines(w io.Writer, o Options) Reporter {
	return &rdjson{w: bufio.NewWriter(w), o: o, lines: true}
}

func (r *rdjson) File(f *File) error {
	for i := range f.Findings {
		if f.Findings[i].Suppressed != "" {
			continue
		}
		r.buf.Reset()
		d := r.diagnostic(f, &f.Findings[i])
		if r.lines {
			d.Source = &rdTool
		} else if err := r.separate(); err != nil {
			return err
		}
		if err := encode(&r.buf, d); err != nil {
			return err
		}
		if r.lines {
			r.buf.WriteByte('\n')
		}
		r.n++
		r.w.Write(r.buf.Bytes())
	}
	return r.w.Flush()
}

// separate writes what goes before a diagnostic.
func (r *rdjson) separate() error {
	if r.n > 0 {
		r.w.WriteString(",\n")
		return nil
	}
	if err := encode(&r.buf, rdTool); err != nil {
		return err
	}
	r.w.WriteString(`{"source":`)
	r.w.Write(r.buf.Bytes())
	r.w.WriteString(`,"diagnostics":[` + "\n")
	r.buf.Reset()
	return nil
}

func (r *rdjson) Close(*Summary) error {
	if !r.lines {
		if r.n == 0 {
			if err := r.separate(); err != nil {
				return err
			}
		}
		r.w.WriteString("\n]}\n")
	}
	return r.w.Flush()
}

func (r *rdjson) diagnostic(f *File, finding *Finding) rdDiagnostic {
	path := r.o.relative(f.Path)
	d := rdDiagnostic{
		Message: Clean(finding.Message), Location: rdLocation{path, rdRangeOf(f, finding.Span)},
		Severity: map[rules.Severity]string{rules.Info: "INFO", rules.Warning: "WARNING", rules.Error: "ERROR"}[finding.Severity],
		Code:     rdCode{finding.Rule.Code, finding.Rule.URL()},
	}
	if finding.Fix != nil && finding.Safety >= fixers.Unsafe && validEdits(finding.Fix) {
		d.Suggestions = rdSuggestions(f, finding.Fix)
	}
	for _, rel := range finding.Related {
		d.Related = append(d.Related, rdRelated{Clean(rel.Message), rdLocation{path, rdRangeOf(f, rel.Span)}})
	}
	return d
}

// rdHull is the longest text, in bytes, that a fix of several edits replaces as one suggestion.
const rdHull = 4 << 10

// rdSuggestions is a fix. Suggestions are accepted one by one but a fix is all or nothing, so several edits are one suggestion with the
// text between them, unless they stand far apart.
func rdSuggestions(f *File, fix *fixers.Fix) []rdSuggestion {
	first, last := fix.Edits[0], fix.Edits[len(fix.Edits)-1]
	hull := fixers.Span{Start: first.Start, End: last.End}
	if len(fix.Edits) > 1 && hull.Len() <= rdHull && utf8.ValidString(hull.Of(f.Text)) {
		moved := make([]fixers.Edit, len(fix.Edits))
		for i, e := range fix.Edits {
			moved[i] = fixers.Replace(e.Start-hull.Start, e.End-hull.Start, e.New)
		}
		return []rdSuggestion{{rdRangeOf(f, hull), fixers.Apply(hull.Of(f.Text), moved)}}
	}
	all := make([]rdSuggestion, len(fix.Edits))
	for i, e := range fix.Edits {
		all[i] = rdSuggestion{rdRangeOf(f, e.Span), e.New}
	}
	return all
}

// validEdits reports whether a fix can be given in a format that is Unicode: it has edits, and their texts are UTF-8.
func validEdits(fix *fixers.Fix) bool {
	return len(fix.Edits) > 0 && !slices.ContainsFunc(fix.Edits, func(e fixers.Edit) bool { return !utf8.ValidString(e.New) })
}

func rdRangeOf(f *File, s fixers.Span) rdRange {
	a, b := f.Index().At(s.Start), f.Index().At(s.End)
	return rdRange{rdPosition{a.Row, a.Byte}, rdPosition{b.Row, b.Byte}}
}
