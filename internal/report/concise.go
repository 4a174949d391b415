package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/tanqih/tanqih/fixers"
)

// concise is one line for each finding, of a form that editors understand.
type concise struct {
	w       *bufio.Writer
	palette *Palette
	margin  string // before each line, so that none can form a command of the CI that reads the log
}

func newConcise(w io.Writer, o Options) Reporter {
	return &concise{w: bufio.NewWriter(w), palette: NewPalette(o.Color)}
}

func (r *concise) File(f *File) error {
	path := r.palette.path.Sprint(Path(f.Path))
	for i := range f.Findings {
		finding := &f.Findings[i]
		if finding.Suppressed != "" {
			continue
		}
		at := f.Index().At(finding.Span.Start)
		tier := ""
		if finding.Safety != fixers.None {
			tier = " [" + finding.Safety.String() + " fix]"
		}
		fmt.Fprintf(r.w, "%s%s:%d:%d: %s %s: %s%s\n", r.margin, path, at.Row, at.Column, r.palette.code.Sprint(finding.Rule.Code), finding.Rule.Name, Clean(finding.Message), tier)
	}
	return r.w.Flush()
}

func (r *concise) Close(*Summary) error { return r.w.Flush() }
