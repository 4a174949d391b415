// Package report writes what was found: one file per output format. It is the only package that knows of colour and terminals.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// File is what was found in one file. Its findings are sorted by position.
type File struct {
	Path     string // as the user gave it
	Text     string // what the positions of the findings are positions of
	Findings []Finding

	index *Index
}

// Finding is one finding with everything that a report may show.
type Finding struct {
	Rule        *rules.Rule
	Message     string
	Severity    rules.Severity
	Span        fixers.Span
	Safety      fixers.Safety
	Fix         *fixers.Fix // nil when there is none or when it cannot be given in positions of the text
	First       string      // in the latter case, the rules whose fixes go first
	Evidence    []rules.Evidence
	Related     []rules.Related
	Fingerprint string // stable while the text around the finding is; see package gate
	Suppressed  string // the reason, when the user has accepted the finding
}

// Index is the positions of the file, computed once.
func (f *File) Index() *Index {
	if f.index == nil {
		f.index = NewIndex(f.Text)
	}
	return f.index
}

// Summary is what a run found in all.
type Summary struct {
	Files    int
	Findings int
	Fixable  int // with safe fixes
	Unsafe   int // with unsafe fixes
	Fixed    int
}

// Reporter writes one format. File is called for every file with findings, in order; Close once, at the end.
type Reporter interface {
	File(*File) error
	Close(*Summary) error
}

// Options are what the formats may need to know.
type Options struct {
	Color   bool
	Isolate bool // put text of documents into directional isolates
	Version string
	Root    string // the working folder, absolute
	// Repository is the root of the repository that Root is in, absolute; "" stands for Root. CI formats name files from there.
	Repository string
	Rules      []*rules.Rule // the catalogue; nil stands for all rules of tanqih
	// Warn, if set, is told what the user should know of a report.
	Warn func(message string)
	// Environ is the environment variable of that name (the CI formats).
	Environ func(string) string
}

var formats = map[string]func(io.Writer, Options) Reporter{
	"full":       newFull,
	"concise":    newConcise,
	"json":       newJSON,
	"json-lines": newJSONLines,
	"sarif":      newSARIF,
	"github":     newGitHub,
	"gitlab":     newGitLab,
	"rdjson":     newRDJSON,
	"rdjsonl":    newRDJSONLines,
	"junit":      newJUnit,
	"checkstyle": newCheckstyle,
}

// Formats are the names of the formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// New is the reporter of a format; the error names the formats that there are.
func New(format string, w io.Writer, o Options) (Reporter, error) {
	reporter, ok := formats[format]
	if !ok {
		hint := ""
		if near := rules.Nearest(format, Formats()); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		return nil, fmt.Errorf("there is no output format %q%s; there are %s", format, hint, strings.Join(Formats(), ", "))
	}
	return reporter(w, o), nil
}
