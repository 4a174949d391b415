package report

import (
	"bufio"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// full is the format for people: each finding with the text around it and its fix.
type full struct {
	w       *bufio.Writer
	palette *Palette
	isolate bool
}

func newFull(w io.Writer, o Options) Reporter {
	return &full{bufio.NewWriter(w), NewPalette(o.Color), o.Isolate}
}

func (r *full) File(f *File) error {
	path := Path(f.Path)
	for i := range f.Findings {
		finding := &f.Findings[i]
		if finding.Suppressed != "" {
			continue
		}
		r.head(path, f, finding)
		sn := around(f, finding.Span)
		// In logical order; the isolate lets the terminal choose the direction by the first strong letter.
		r.line(r.palette.dim.Sprint("  │ ") + r.isolated(sn.before+r.palette.bad.Sprint(openHit+sn.hit+closeHit)+sn.after))
		r.fix(f, finding)
	}
	return r.w.Flush()
}

func (r *full) head(path string, f *File, finding *Finding) {
	at := f.Index().At(finding.Span.Start)
	r.w.WriteString(r.palette.path.Sprint(path))
	r.w.WriteByte(':')
	r.w.WriteString(strconv.Itoa(at.Row))
	r.w.WriteByte(':')
	r.w.WriteString(strconv.Itoa(at.Column))
	r.w.WriteString(": ")
	r.w.WriteString(r.palette.code.Sprint(finding.Rule.Code))
	r.w.WriteByte(' ')
	r.w.WriteString(finding.Rule.Name)
	r.w.WriteString(": ")
	r.w.WriteString(r.isolated(Clean(finding.Message)))
	r.w.WriteByte('\n')
}

func (r *full) fix(f *File, finding *Finding) {
	switch {
	case finding.Safety == fixers.None:
		return
	case finding.Fix == nil:
		if finding.First != "" {
			r.line("  = fix (" + finding.Safety.String() + ") after those of " + finding.First)
		}
		return
	}
	head := "  = fix (" + finding.Safety.String() + "): " + Clean(finding.Fix.Title)
	r.line(head)
	region, fixed, ok := repaired(f, finding.Fix)
	if !ok {
		return
	}
	sn := around(f, region)
	hit := middle(fixed)
	if hit != "" {
		hit = r.palette.good.Sprint(hit)
	}
	if left := sn.before + hit + sn.after; left != "" {
		r.line(r.palette.dim.Sprint("  + ") + r.isolated(left))
	}
	if p := points(f.Text, finding.Fix.Edits); p != "" {
		r.line("    " + r.palette.dim.Sprint(r.isolated(p)))
	}
}

func (r *full) line(s string) {
	r.w.WriteString(s)
	r.w.WriteByte('\n')
}

func (r *full) isolated(s string) string {
	if !r.isolate || ascii(s) {
		return s
	}
	return firstStrongIsolate + s + popIsolate
}

func (r *full) Close(*Summary) error { return r.w.Flush() }

// ascii reports whether s has no letter that could be written from right to left.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
