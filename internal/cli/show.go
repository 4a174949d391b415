package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/walk"
)

// list prints the files that would be read.
func (r *session) list(ctx context.Context, args []string) error {
	failed := false
	err := r.walker().Walk(ctx, args, func(f walk.File) error {
		if f.Err != nil {
			failed = true
			fmt.Fprintf(r.err, "tanqih: %s: cannot read: %v\n", report.Clean(f.Path), f.Err)
			return nil //nolint:nilerr // the other files are listed all the same
		}
		fmt.Fprintln(r.out, report.Path(f.Path))
		return nil
	})
	if err == nil && failed {
		return errFailed
	}
	return err
}

// settings prints the configuration for a path as TOML.
func (r *session) settings(path string) error {
	abs := path
	if !filepath.IsAbs(abs) {
		abs = filepath.Join(r.dir, path)
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		abs = filepath.Dir(abs)
	}
	c, err := r.loader.For(abs)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if c.File != "" {
		fmt.Fprintf(&b, "# from %s\n", c.File)
	} else {
		fmt.Fprintf(&b, "# no %s; these are the defaults\n", "tanqih.toml")
	}
	if err := c.Write(&b); err != nil {
		return err
	}
	_, err = r.out.Write(b.Bytes())
	return err
}
