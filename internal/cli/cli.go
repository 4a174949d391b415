// Package cli is the command line: flags, streams and exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

// The exit codes.
const (
	exitClean    = 0 // nothing to report, or all of it was fixed
	exitFindings = 1 // a finding remains that counts (see --fail-on), or a diff is not empty
	exitFailed   = 2 // the job could not be done: a file that cannot be read or written, a refused fix, a bad flag
)

// gcPercent trades memory for time: documents are small and die young, and at this rate a third of the time is saved.
// Large documents turn it back (see session.process).
const gcPercent = 400

// streams are what the program reads from and writes to.
type streams struct {
	in       io.Reader
	out, err io.Writer
	flags    map[*cobra.Command]func() // not registered yet
}

// later adds the flags of a command when it is the one that is run: those of all commands take a millisecond.
func (s *streams) later(cmd *cobra.Command, register func()) {
	if s.flags == nil {
		s.flags = map[*cobra.Command]func(){}
	}
	s.flags[cmd] = register
}

// register adds the flags of the command that args name; those of all commands when it is one that asks for the others (help,
// completion).
func (s *streams) register(root *cobra.Command, args []string) {
	cmd, _, err := root.Find(args)
	if add := s.flags[cmd]; err == nil && add != nil {
		add()
		return
	}
	for _, add := range s.flags {
		add()
	}
}

// errFindings ends a command with exitFindings, without a message; errFailed with exitFailed, its message has been printed.
var (
	errFindings = errors.New("findings")
	errFailed   = errors.New("failed")
)

// Main runs the command line args (without the name of the program) and returns the exit code.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	out := &pipe{w: stdout}
	s := &streams{in: stdin, out: out, err: &pipe{w: stderr}}
	root := newRoot(s)
	s.register(root, args)
	root.SetArgs(args)
	err := execute(ctx, root)
	switch {
	case err == nil && out.err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case ctx.Err() != nil:
		fmt.Fprintln(s.err, "tanqih: interrupted; files that were not finished are as they were")
	case err == nil:
		fmt.Fprintln(s.err, "tanqih: "+report.Clean(out.err.Error()))
	case !errors.Is(err, errFailed):
		fmt.Fprintln(s.err, "tanqih: "+report.Clean(err.Error()))
	}
	return exitFailed
}

// execute runs a command; a defect of the program ends it with a message, not with a stack trace.
func execute(ctx context.Context, cmd *cobra.Command) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("internal error: %v; please report it with what you ran", v)
		}
	}()
	return cmd.ExecuteContext(ctx)
}

func newRoot(s *streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "tanqih",
		Short: "Find and repair the damage that extraction leaves in documents",
		Long: `tanqih (تنقيح) is a linter for documents and corpora: it finds the damage that extraction leaves in text,
explains it, repairs what can be repaired safely and shows the difference.

  tanqih check docs             what is wrong
  tanqih fix --diff docs        what a repair would change
  tanqih fix docs               repair what is safe, in place
  tanqih rule ARA001            what a rule finds, and why`,
		Version:      version(),
		SilenceUsage: true, SilenceErrors: true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(explainFlag)
	root.AddCommand(newCheck(s), newFix(s), newRule(s), newVersion(s), newUndo(s), newTest(s), newConfig(s), newTrain(s), newBaseline(s), newSuppress(s), newClean(s))
	return root
}

// explainFlag names the flag that may have been meant.
func explainFlag(cmd *cobra.Command, err error) error {
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := rules.Nearest(unknown.GetSpecifiedName(), names); near != "" {
		return fmt.Errorf("%w; did you mean --%s?", err, near)
	}
	return fmt.Errorf("%w; `%s --help` lists them", err, cmd.CommandPath())
}

// pipe is a stream whose reader may go away: from then on it swallows what is written. Other errors are kept for the end.
type pipe struct {
	w    io.Writer
	gone bool
	err  error
}

func (p *pipe) Write(b []byte) (int, error) {
	if p.gone {
		return len(b), nil
	}
	n, err := p.w.Write(b)
	if err != nil {
		p.gone = true
		if !errors.Is(err, syscall.EPIPE) && !errors.Is(err, io.ErrClosedPipe) {
			p.err = fmt.Errorf("cannot write the output: %w", err)
		}
		return len(b), nil
	}
	return n, nil
}

// terminal reports whether the stream is a terminal.
func (p *pipe) terminal() bool { return report.IsTerminal(p.w) }

func isTerminal(w io.Writer) bool {
	p, ok := w.(*pipe)
	return ok && p.terminal()
}

func gone(w io.Writer) bool {
	p, ok := w.(*pipe)
	return ok && p.gone
}

// workingFolder is the folder that relative paths are relative to.
func workingFolder() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("the working folder is gone: %w", err)
	}
	return dir, nil
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "x") {
		return fmt.Sprintf("%d %ses", n, one)
	}
	return fmt.Sprintf("%d %ss", n, one)
}
