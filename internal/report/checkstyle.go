package report

import (
	"bufio"
	"io"
	"strconv"
)

// checkstyle writes Checkstyle's XML: start positions only, no fixes. Columns are code points.
type checkstyle struct {
	w     *bufio.Writer
	o     Options
	begun bool
}

func newCheckstyle(w io.Writer, o Options) Reporter {
	return &checkstyle{w: bufio.NewWriter(w), o: o}
}

func (r *checkstyle) begin() {
	if !r.begun {
		r.begun = true
		r.w.WriteString(xmlHeader + `<checkstyle version="4.3">` + "\n")
	}
}

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

func (r *checkstyle) File(f *File) error {
	r.begin()
	open := false
	for i := range f.Findings {
		finding := &f.Findings[i]
		if finding.Suppressed != "" {
			continue
		}
		if !open {
			open = true
			r.w.WriteString("  <file")
			attribute(r.w, "name", f.Path)
			r.w.WriteString(">\n")
		}
		at := f.Index().At(finding.Span.Start)
		r.w.WriteString("    <error")
		attribute(r.w, "line", strconv.Itoa(at.Row))
		attribute(r.w, "column", strconv.Itoa(at.Column))
		attribute(r.w, "severity", finding.Severity.String())
		attribute(r.w, "message", finding.Message)
		attribute(r.w, "source", "tanqih."+finding.Rule.Code)
		r.w.WriteString("/>\n")
	}
	if open {
		r.w.WriteString("  </file>\n")
	}
	return r.w.Flush()
}

func (r *checkstyle) Close(*Summary) error {
	r.begin()
	r.w.WriteString("</checkstyle>\n")
	return r.w.Flush()
}
