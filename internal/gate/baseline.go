package gate

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
)

// BaselineName is the name of a baseline when none is given.
const BaselineName = ".tanqih-baseline"

const baselineHead = "# Findings that are known. `tanqih baseline update` writes this file, `tanqih baseline prune` drops what was fixed.\n" +
	"# rule, fingerprint of the text and the letters around it, which one of those alike, file, text\n"

// Entry is one line of a baseline: one finding. What identifies it are rule and fingerprint; file and text are for readers, and
// say whether an entry that was not found may be stale.
type Entry struct {
	Code    string
	Base    string // fingerprint without an ordinal
	Ordinal int    // among the entries of this rule and fingerprint, from 1
	Path    string // relative to the folder of the baseline, with slashes
	Excerpt string // the beginning of the text of the finding
}

func (e *Entry) line() string {
	return fmt.Sprintf("%s %s:%d %s %s\n", e.Code, e.Base, e.Ordinal, strconv.Quote(e.Path), strconv.QuoteToGraphic(e.Excerpt))
}

// Baseline is a file of known findings.
type Baseline struct {
	File    string
	Entries []Entry
	Known   Known
}

// ReadBaseline reads a baseline.
func ReadBaseline(file string) (*Baseline, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no baseline %s; `tanqih baseline update --baseline %s` makes it", file, file)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read the baseline: %w", err)
	}
	b := &Baseline{File: file}
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		e, ok := parseEntry(line)
		if !ok {
			return nil, fmt.Errorf("%s:%d: this is no line of a baseline (RULE FINGERPRINT:N \"file\" \"text\"); after a merge conflict, run `tanqih baseline update`", file, number)
		}
		b.Entries = append(b.Entries, e)
		b.Known.Add(e.Code, e.Base, e.Path, 1)
	}
	return b, nil
}

func parseEntry(line string) (e Entry, ok bool) {
	code, rest, ok1 := strings.Cut(line, " ")
	mark, rest, ok2 := strings.Cut(rest, " ")
	base, ordinal, ok3 := strings.Cut(mark, ":")
	path, err := strconv.QuotedPrefix(rest)
	if !ok1 || !ok2 || !ok3 || err != nil || len(base) != 16 {
		return e, false
	}
	e = Entry{Code: code, Base: base}
	e.Excerpt, _ = strconv.Unquote(strings.TrimSpace(rest[len(path):]))
	e.Path, _ = strconv.Unquote(path)
	e.Ordinal, err = strconv.Atoi(ordinal)
	return e, err == nil
}

// excerptLength is how many characters of a finding a baseline shows.
const excerptLength = 40

// Excerpt is the beginning of the text of a finding.
func Excerpt(f *report.File, finding *report.Finding) string {
	s := finding.Span.Of(f.Text)
	n := 0
	for i := range s {
		if n == excerptLength {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// Stale is the entries that no finding matched, after all files were matched and settled, and of which stale says that one should have.
func (b *Baseline) Stale(stale func(*Entry) bool) []Entry {
	var out []Entry
	left := map[knownKey]map[string]int{}
	for _, e := range slices.Backward(b.Entries) {
		key := knownKey{e.Code, e.Base}
		bucket := b.Known.all[key]
		if bucket == nil || bucket.paths[e.Path] == 0 {
			continue
		}
		if left[key] == nil {
			left[key] = map[string]int{}
		}
		if left[key][e.Path] < bucket.paths[e.Path] && stale(&e) {
			left[key][e.Path]++
			out = append(out, e)
		}
	}
	slices.Reverse(out)
	return out
}

// Without is the entries less those of drop.
func (b *Baseline) Without(drop []Entry) []Entry {
	gone := make(map[Entry]bool, len(drop))
	for _, e := range drop {
		gone[e] = true
	}
	return slices.DeleteFunc(slices.Clone(b.Entries), func(e Entry) bool { return gone[e] })
}

// WriteBaseline writes entries, sorted and counted anew, so that equal findings make equal files.
func WriteBaseline(file string, entries []Entry) error {
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Base, b.Base), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Excerpt, b.Excerpt))
	})
	var out strings.Builder
	w := bufio.NewWriter(&out)
	w.WriteString(baselineHead)
	for i := range entries {
		e := &entries[i]
		e.Ordinal = 1
		if i > 0 && entries[i-1].Code == e.Code && entries[i-1].Base == e.Base {
			e.Ordinal = entries[i-1].Ordinal + 1
		}
		w.WriteString(e.line())
	}
	_ = w.Flush() // a Builder does not fail
	if old, err := os.ReadFile(file); err == nil && string(old) == out.String() {
		return nil
	}
	if err := source.WriteAtomic(file, out.String(), 0o644); err != nil {
		return fmt.Errorf("cannot write the baseline: %w", err)
	}
	return nil
}
