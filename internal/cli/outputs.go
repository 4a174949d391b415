package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/tanqih/tanqih/internal/report"
)

// output is one report: its format and its file, "" for the stream of the command.
type output struct{ format, file string }

// outputs are the reports that were asked for, in the order of the flags: --output-file belongs to the --output-format next to it.
type outputs []output

type (
	outputFormat struct{ all *outputs }
	outputFile   struct{ all *outputs }
)

func (v outputFormat) String() string { return "" }
func (v outputFormat) Type() string   { return "FORMAT" }

func (v outputFormat) Set(s string) error {
	if _, err := report.New(s, io.Discard, report.Options{}); err != nil {
		return err
	}
	if n := len(*v.all); n > 0 && (*v.all)[n-1].format == "" {
		(*v.all)[n-1].format = s
		return nil
	}
	*v.all = append(*v.all, output{format: s})
	return nil
}

func (v outputFile) String() string { return "" }
func (v outputFile) Type() string   { return "FILE" }

func (v outputFile) Set(s string) error {
	if s == "" {
		return errors.New("the name is empty")
	}
	if n := len(*v.all); n > 0 && (*v.all)[n-1].file == "" {
		(*v.all)[n-1].file = s
		return nil
	}
	*v.all = append(*v.all, output{file: s})
	return nil
}

func formatNames() []string { return report.Formats() }

// reporters are the open reports of a run.
type reporters struct {
	all   []report.Reporter
	files []*os.File
	bufs  []*bufio.Writer
}

// open makes a reporter for each output; stream takes the one without a file.
func (o outputs) open(stream io.Writer, options report.Options) (*reporters, error) {
	r := &reporters{}
	if slices.ContainsFunc(o, func(x output) bool { return x.file == "" }) {
		n := 0
		for _, x := range o {
			if x.file == "" {
				n++
			}
		}
		if n > 1 {
			return nil, fmt.Errorf("%d output formats for one stream; give all but one an --output-file", n)
		}
	}
	for _, x := range o {
		if x.format == "" {
			x.format = "full"
		}
		w, opts := stream, options
		if x.file != "" {
			f, err := os.Create(x.file)
			if err != nil {
				return nil, fmt.Errorf("--output-file: %w", err)
			}
			b := bufio.NewWriter(f)
			r.files, r.bufs = append(r.files, f), append(r.bufs, b)
			w = b
			opts.Color, opts.Isolate = false, false
		}
		rep, err := report.New(x.format, w, opts)
		if err != nil {
			return nil, err
		}
		r.all = append(r.all, rep)
	}
	return r, nil
}

func (r *reporters) file(f *report.File) error {
	for _, rep := range r.all {
		if err := rep.File(f); err != nil {
			return err
		}
	}
	return nil
}

func (r *reporters) close(s *report.Summary) error {
	var errs []error
	for _, rep := range r.all {
		errs = append(errs, rep.Close(s))
	}
	for i, f := range r.files {
		errs = append(errs, r.bufs[i].Flush(), f.Close())
	}
	return errors.Join(errs...)
}
