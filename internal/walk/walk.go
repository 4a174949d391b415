// Package walk finds the documents that a command line names: files as they are, folders by pattern, less what git and
// tanqih ignore.
package walk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// The defaults of a [Filter].
var (
	DefaultInclude = []string{"*.txt", "*.text", "*.md", "*.markdown"}
	DefaultExclude = []string{".git", "node_modules", "vendor"}
)

// Filter says which files of a folder are documents. A pattern without a slash is the name of a file or folder at any depth, one
// with a slash is a path from Root; ** spans folders, {a,b} chooses.
type Filter struct {
	Root    string // absolute
	Include []string
	Exclude []string
}

// Check reports the first pattern that is malformed.
func (f *Filter) Check() error {
	for _, list := range [][]string{f.Include, f.Exclude} {
		for _, p := range list {
			if !doublestar.ValidatePattern(p) {
				return fmt.Errorf("%q is not a valid pattern", p)
			}
		}
	}
	return nil
}

// Matches reports whether one of the patterns matches the file or folder (absolute).
func Matches(root, file string, patterns []string) bool {
	name := filepath.Base(file)
	rel := ""
	if r, err := filepath.Rel(root, file); err == nil {
		rel = slashed(r)
	}
	for _, p := range patterns {
		subject := name
		if strings.Contains(p, "/") {
			subject = rel
			p = path.Clean(strings.TrimPrefix(p, "/"))
		}
		if ok, _ := doublestar.Match(p, subject); ok {
			return true
		}
	}
	return false
}

// File is a file to read, or a place that could not be walked.
type File struct {
	Path  string // as the user gave it, or joined to the folder that the user gave
	Abs   string // the absolute path
	Named bool   // it was named itself, not found in a folder
	Err   error
}

// Walker walks folders.
type Walker struct {
	Dir          string                            // what relative paths are relative to, absolute
	Filter       func(dir string) (*Filter, error) // the filter of a folder (absolute)
	ForceExclude bool                              // exclusions hold for files that were named too
}

// Walk calls yield for each file that the paths name, in their order and by name inside a folder, each file once. It stops at
// the first error of yield or of a filter, or when ctx ends. What cannot be read is yielded with its error.
func (w *Walker) Walk(ctx context.Context, paths []string, yield func(File) error) error {
	seen := map[string]bool{}
	if len(paths) > 1 {
		inner := yield
		yield = func(f File) error {
			if seen[f.Abs] {
				return nil
			}
			seen[f.Abs] = true
			return inner(f)
		}
	}
	for _, p := range paths {
		if err := w.start(ctx, p, yield); err != nil {
			return err
		}
	}
	return nil
}

func (w *Walker) start(ctx context.Context, given string, yield func(File) error) error {
	abs := given
	if !filepath.IsAbs(abs) {
		abs = filepath.Join(w.Dir, given)
	}
	abs = filepath.Clean(abs)
	info, err := os.Stat(abs)
	if err != nil {
		return yield(File{Path: given, Abs: abs, Named: true, Err: plain(err)})
	}
	if !info.IsDir() {
		if w.ForceExclude {
			out, err := w.excluded(abs)
			if err != nil || out {
				return err
			}
		}
		return yield(File{Path: given, Abs: abs, Named: true})
	}
	rules, err := levelOf(filepath.Dir(abs), abs)
	if err != nil {
		return err
	}
	return w.folder(ctx, filepath.Clean(given), abs, rules, yield)
}

// folder walks one folder; rules are those of the folders above.
func (w *Walker) folder(ctx context.Context, shown, abs string, rules *level, yield func(File) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := os.ReadDir(abs)
	if err != nil {
		return yield(File{Path: shown, Abs: abs, Err: plain(err)})
	}
	filter, err := w.Filter(abs)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == ".git" }) {
		rules = rules.enter(abs)
	}
	if rules, err = rules.push(abs); err != nil {
		return err
	}
	for _, e := range entries {
		name, child := e.Name(), filepath.Join(abs, e.Name())
		if !e.IsDir() && !e.Type().IsRegular() {
			continue // a link is read where it points to, or when it is named
		}
		if !e.IsDir() && !Matches(filter.Root, child, filter.Include) {
			continue
		}
		if Matches(filter.Root, child, filter.Exclude) || rules.ignores(slashed(child), e.IsDir()) {
			continue
		}
		next := name
		if shown != "." {
			next = filepath.Join(shown, name)
		}
		if e.IsDir() {
			err = w.folder(ctx, next, child, rules, yield)
		} else {
			err = yield(File{Path: next, Abs: child})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// excluded reports whether a walk from the root of the repository, or of the file system, would leave the file out.
func (w *Walker) excluded(file string) (bool, error) {
	filter, err := w.Filter(filepath.Dir(file))
	if err != nil {
		return false, err
	}
	rules, err := levelOf(filepath.Dir(file), filepath.Dir(file))
	if err != nil {
		return false, err
	}
	for at, dir := file, false; ; at, dir = filepath.Dir(at), true {
		inside := at != filter.Root && strings.HasPrefix(at, strings.TrimSuffix(filter.Root, "/")+"/")
		if inside && Matches(filter.Root, at, filter.Exclude) || rules.ignores(slashed(at), dir) {
			return true, nil
		}
		if filepath.Dir(at) == at {
			return false, nil
		}
	}
}

// plain is the error without the operation and path, which the reader is told anyway.
func plain(err error) error {
	if pathErr, ok := errors.AsType[*os.PathError](err); ok {
		return pathErr.Err
	}
	return err
}
