package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
)

func newUndo(s *streams) *cobra.Command {
	var quiet bool
	cmd := &cobra.Command{
		Use:   "undo LEDGER [PATH…]",
		Short: "Take the fixes of a ledger back, byte for byte",
		Long: `Take the fixes of a ledger back, byte for byte, in all of its files or in those named. A file that was changed since is left
alone, and the exit code is 2.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			restored, err := source.Undo(cmd.Context(), args[0], args[1:])
			dir, dirErr := workingFolder()
			for _, file := range restored {
				if rel, relErr := filepath.Rel(dir, file); dirErr == nil && relErr == nil && !strings.HasPrefix(rel, "..") {
					file = rel
				}
				if !quiet {
					fmt.Fprintln(s.out, report.Path(file))
				}
			}
			if err != nil {
				for _, one := range split(err) {
					fmt.Fprintln(s.err, "tanqih: "+report.Clean(one.Error()))
				}
			}
			if !quiet {
				fmt.Fprintf(s.err, "Restored %s\n", plural(len(restored), "file"))
			}
			if err != nil {
				return errFailed
			}
			return nil
		},
	}
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "print errors only")
	return cmd
}

// split is the errors that were joined into one.
func split(err error) []error {
	if joined, ok := errors.AsType[interface {
		error
		Unwrap() []error
	}](err); ok {
		return joined.Unwrap()
	}
	return []error{err}
}
