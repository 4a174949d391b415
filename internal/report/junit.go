package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
)

// junit writes JUnit's XML as Jenkins and GitLab read it: one suite for each file, one failed case for each finding. A case has only the
// attributes that the schema of Jenkins' xUnit plugin (junit-10.xsd) knows; the place is in its name.
type junit struct {
	w     *bufio.Writer
	begun bool
	n     int
}

func newJUnit(w io.Writer, _ Options) Reporter { return &junit{w: bufio.NewWriter(w)} }

func (r *junit) begin() {
	if !r.begun {
		r.begun = true
		r.w.WriteString(xmlHeader + `<testsuites name="tanqih">` + "\n")
	}
}

func (r *junit) File(f *File) error {
	r.begin()
	n := 0
	for i := range f.Findings {
		if f.Findings[i].Suppressed == "" {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	r.n += n
	r.suite(f.Path, n, n)
	for i := range f.Findings {
		finding := &f.Findings[i]
		if finding.Suppressed != "" {
			continue
		}
		at := f.Index().At(finding.Span.Start)
		r.w.WriteString("    <testcase")
		attribute(r.w, "name", fmt.Sprintf("%s (%d:%d)", finding.Rule, at.Row, at.Column))
		attribute(r.w, "classname", f.Path)
		r.w.WriteString(">\n      <failure")
		attribute(r.w, "type", finding.Severity.String())
		attribute(r.w, "message", finding.Message)
		r.w.WriteByte('>')
		r.w.WriteString(xmlText(fmt.Sprintf("%s:%d:%d: %s: %s\n%s", f.Path, at.Row, at.Column, finding.Rule, finding.Message, finding.Rule.URL())))
		r.w.WriteString("</failure>\n    </testcase>\n")
	}
	r.w.WriteString("  </testsuite>\n")
	return r.w.Flush()
}

func (r *junit) suite(name string, tests, failures int) {
	r.w.WriteString("  <testsuite")
	attribute(r.w, "name", name)
	attribute(r.w, "tests", strconv.Itoa(tests))
	attribute(r.w, "failures", strconv.Itoa(failures))
	attribute(r.w, "errors", "0")
	r.w.WriteString(">\n")
}

// Close adds a case that passes when nothing failed: readers take a report without cases for a run that broke.
func (r *junit) Close(*Summary) error {
	r.begin()
	if r.n == 0 {
		r.suite("tanqih", 1, 0)
		r.w.WriteString("    <testcase name=\"no findings\" classname=\"tanqih\"/>\n  </testsuite>\n")
	}
	r.w.WriteString("</testsuites>\n")
	return r.w.Flush()
}
