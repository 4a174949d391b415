package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
	"github.com/tanqih/tanqih/internal/walk"
	"github.com/tanqih/tanqih/rules"
)

func newCheck(s *streams) *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Report what is wrong with documents",
		Long: `Report what is wrong with documents. PATH is a file, a folder or - for standard input; none means the working folder.
In folders *.txt, *.text, *.md and *.markdown are read, less what .gitignore and .tanqihignore name; symbolic links are
followed only when they are named themselves.

Exit codes: 0 nothing to report, 1 a warning or an error was found, or --diff is not empty, 2 the job could not be done.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runCheck(cmd.Context(), s, &f, args) },
	}
	s.later(cmd, func() { f.register(cmd, false) })
	return cmd
}

func newFix(s *streams) *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:   "fix [PATH…]",
		Short: "Apply safe fixes in place and report what remains",
		Long: `Apply safe fixes in place and report what remains; with --diff, show what would change and write nothing. The document on
standard input (-) is written to standard output when it is fixed. Every edit is recorded in a ledger; ` + "`tanqih undo`" + ` takes it back.

Exit codes: 0 nothing remains, 1 a warning or an error remains, or --diff is not empty, 2 the job could not be done.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runCheck(cmd.Context(), s, &f, args) },
	}
	s.later(cmd, func() { f.register(cmd, true) })
	return cmd
}

// session is one run of check or fix.
type session struct {
	*flags
	*streams
	ctx     context.Context
	dir     string
	loader  *config.Loader
	engines engines
	ledger  *source.Ledger

	reports  *reporters
	messages io.Writer // what is neither a finding nor a diff
	paint    *report.Painter
	tally    tally
	gate     gating
	signs    bool   // findings need fingerprints
	resume   string // ends the part of the log in which GitHub obeys nothing
}

func runCheck(ctx context.Context, s *streams, f *flags, args []string) error {
	if err := f.check(); err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"."}
	}
	dir, err := workingFolder()
	if err != nil {
		return err
	}
	r := &session{flags: f, streams: s, ctx: ctx, dir: dir, messages: s.err}
	if r.loader, err = f.loader(dir); err != nil {
		return err
	}
	switch {
	case f.showSettings:
		return r.settings(args[0])
	case f.showFiles:
		return r.list(ctx, args)
	}
	return r.run(args)
}

// run works on the documents that args name.
func (r *session) run(args []string) error {
	if err := r.open(args); err != nil {
		return err
	}
	if err := r.openGate(r.ctx, args); err != nil {
		return err
	}
	produce := r.produce(args)
	if r.staged {
		produce = r.produceStaged(args)
	}
	err := ordered(r.ctx, r.jobs, produce, r.process, r.consume)
	if err == nil {
		err = r.closeGate(args)
	}
	return r.end(err)
}

// open prepares the outputs and the ledger.
func (r *session) open(args []string) error {
	stream := r.out
	if r.changes() && len(args) == 1 && args[0] == "-" || r.diff {
		stream = r.err // standard output is for the document or for the diff
	}
	options := report.Options{
		Color:   report.WantColor(r.color, isTerminal(stream), os.Getenv),
		Isolate: r.bidi == "isolate" || r.bidi == "auto" && isTerminal(stream),
		Version: version(), Root: r.dir, Repository: repository(r.dir), Environ: os.Getenv,
		Warn: func(message string) { fmt.Fprintln(r.messages, "tanqih: "+report.Clean(message)) },
	}
	if c, err := r.loader.For(r.dir); err == nil {
		options.Rules = c.Catalogue()
	}
	if r.diff {
		terminal := isTerminal(r.out)
		r.paint = report.NewPainter(report.WantColor(r.color, terminal, os.Getenv), r.bidi == "isolate" || r.bidi == "auto" && terminal, terminal)
	}
	wanted := r.outputs
	if r.diff || r.statistics {
		wanted = slices.DeleteFunc(slices.Clone(wanted), func(o output) bool { return o.file == "" })
	} else if len(wanted) == 0 {
		wanted = outputs{{format: "full"}}
	}
	r.signs = r.gated() || slices.ContainsFunc(wanted, func(o output) bool { return signed[o.format] })
	var err error
	if r.reports, err = wanted.open(stream, options); err != nil {
		return err
	}
	if !r.changes() || r.noLedger {
		return nil
	}
	path := r.flags.ledger
	if path == "" {
		if path, err = source.DefaultLedgerPath(); err != nil {
			return err
		}
	}
	r.ledger = source.NewLedger(path)
	return nil
}

// changes reports whether the run writes documents.
func (r *session) changes() bool { return (r.fix || r.fixOnly) && !r.diff || r.write }

// repairs reports whether the run computes what fixes change.
func (r *session) repairs() bool { return r.fix || r.diff }

// job is one document to work on.
type job struct {
	walk.File
	config *config.Config
	stdin  bool
	text   *string // when it is not that of the file: from git
}

func (r *session) walker() *walk.Walker {
	return &walk.Walker{Dir: r.dir, ForceExclude: r.forceExclude, Filter: func(dir string) (*walk.Filter, error) {
		c, err := r.loader.For(dir)
		if err != nil {
			return nil, err
		}
		return c.Filter(), nil
	}}
}

func (r *session) produce(args []string) func(context.Context, func(job) error) error {
	return func(ctx context.Context, yield func(job) error) error {
		var paths []string
		flush := func() error {
			defer func() { paths = nil }()
			return r.walker().Walk(ctx, paths, func(f walk.File) error {
				j := job{File: f}
				if f.Err == nil {
					var err error
					if j.config, err = r.loader.For(filepath.Dir(f.Abs)); err != nil {
						return err
					}
				}
				return yield(j)
			})
		}
		for _, a := range args {
			if a != "-" {
				paths = append(paths, a)
				continue
			}
			if err := flush(); err != nil {
				return err
			}
			name := r.stdinName
			if name == "" {
				name = "-"
			}
			abs := filepath.Join(r.dir, name)
			if filepath.IsAbs(name) {
				abs = name
			}
			c, err := r.loader.For(filepath.Dir(abs))
			if err != nil {
				return err
			}
			if err := yield(job{File: walk.File{Path: name, Abs: abs, Named: true}, config: c, stdin: true}); err != nil {
				return err
			}
		}
		return flush()
	}
}

// result is what came of one document.
type result struct {
	job
	err      error
	binary   bool
	report   *report.File
	counts   []count
	applied  []count
	hunks    []fixers.Hunk
	fixed    *string // the text for standard output
	refusals int
	same     bool // it is as it was at the revision whose findings are not asked for
	fails    func(rules.Severity) bool
	size     gate.Size // when rates are asked for
	info     fs.FileInfo
}

// count is how often something happened with a rule, by the safety of the fix.
type count struct {
	rule   *rules.Rule
	safety fixers.Safety
	fails  bool // a finding that counts for the exit code
	n      int
}

// consume reports one result; results come in order.
func (r *session) consume(res result) error {
	if errors.Is(res.err, context.Canceled) {
		return res.err
	}
	if res.err != nil {
		r.tally.failed = true
		r.complain(res.err)
		return nil //nolint:nilerr // one document that cannot be read does not keep the others from being reported
	}
	if res.binary {
		r.tally.binary = append(r.tally.binary, res.Path)
		return nil
	}
	return r.admit(res)
}

// complain says what went wrong with a document.
func (r *session) complain(err error) {
	fmt.Fprintln(r.messages, "tanqih: "+report.Clean(err.Error()))
}

// deliver reports the findings that count.
func (r *session) deliver(res result) error {
	if r.gate.collect != nil {
		r.tally.files++
		r.gate.collect(&res)
		return nil
	}
	if err := r.rate(&res); err != nil {
		return err
	}
	if res.report != nil {
		for i := range res.report.Findings {
			if res.report.Findings[i].Suppressed != "" {
				r.gate.hidden.accepted++
			}
		}
	}
	r.tally.add(&res)
	if r.verbose {
		from := "default settings"
		if res.config.File != "" {
			from = "settings of " + res.config.File
		}
		n := 0
		for _, c := range res.counts {
			n += c.n
		}
		fmt.Fprintln(r.messages, report.Clean(fmt.Sprintf("%s: %s (%s)", res.Path, plural(n, "finding"), from)))
	}
	if res.fixed != nil {
		if _, err := io.WriteString(r.out, *res.fixed); err != nil {
			return fmt.Errorf("cannot write the output: %w", err)
		}
	}
	if len(res.hunks) > 0 {
		r.quieten()
		if err := r.paint.Diff(r.out, res.Path, res.hunks); err != nil {
			return err
		}
	}
	if r.showFixes && len(res.applied) > 0 {
		fmt.Fprintf(r.messages, "%s:\n", report.Clean(res.Path))
		for _, c := range res.applied {
			fmt.Fprintf(r.messages, "  %d × %s (%s)\n", c.n, c.rule, c.safety)
		}
	}
	if res.report != nil {
		if err := r.reports.file(res.report); err != nil {
			return err
		}
	}
	if gone(r.out) && !r.changes() {
		return errGone
	}
	return nil
}

// errGone ends a run whose reader has gone away.
var errGone = errors.New("the reader has gone")

// end closes the outputs, says what was found in all and decides the exit code.
func (r *session) end(err error) error {
	_, _ = io.WriteString(r.out, r.resume)
	summary := r.tally.summary()
	if r.statistics && !r.diff {
		r.printStatistics()
	}
	closed := r.reports.close(&summary)
	if r.ledger != nil {
		closed = errors.Join(closed, r.ledger.Close())
	}
	switch {
	case errors.Is(err, errGone):
		return r.code()
	case err != nil:
		return err
	case closed != nil:
		return closed
	}
	if n := len(r.tally.binary); n > 0 {
		between := ", "
		if n > 5 {
			between = "\n  "
		}
		fmt.Fprintf(r.messages, "Skipped %s:", plural(n, "binary file"))
		for i, name := range r.tally.binary {
			separator := between
			if i == 0 {
				separator = strings.TrimPrefix(between, ",")
			}
			fmt.Fprint(r.messages, separator, report.Clean(name))
		}
		fmt.Fprintln(r.messages)
	}
	if r.ledger != nil && !r.quiet {
		if path, written := r.ledger.Path(); written {
			fmt.Fprintf(r.messages, "Ledger: %s (`tanqih undo` takes the fixes back)\n", report.Clean(path))
		}
	}
	if !r.quiet {
		fmt.Fprintln(r.messages, r.lastLine())
	}
	return r.code()
}

// code is the error that stands for the exit code.
func (r *session) code() error {
	t := &r.tally
	switch {
	case t.failed:
		return errFailed
	case r.exitNonZeroOnFix && t.fixed > 0 && r.changes():
		return errFindings
	case r.exitZero:
		return nil
	case r.diff && !r.write && t.fixed > 0:
		return errFindings
	case r.fixOnly:
		return nil
	case t.fails+t.exceeded > 0:
		return errFindings
	}
	return nil
}
