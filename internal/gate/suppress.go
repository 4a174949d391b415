package gate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
	"github.com/tanqih/tanqih/rules"
)

// SuppressionsName is the name of the file of accepted findings.
const SuppressionsName = ".tanqih-suppressions"

const suppressionsHead = "# Findings that are accepted. `tanqih suppress` adds lines: rule, fingerprint, reason.\n"

// Suppression is one accepted finding: every finding of this rule with this text between these letters, wherever it is.
type Suppression struct {
	Code, Base, Reason string

	span fixers.Span // of its line
	used atomic.Bool
}

// Suppressions is the file of accepted findings.
type Suppressions struct {
	File string
	text string
	all  map[knownKey]*Suppression
	list []*Suppression
	bad  []report.Finding
}

// FindSuppressions is the file of suppressions of dir (absolute): the nearest one from there upward, "" when there is none.
func FindSuppressions(dir string) string {
	for {
		file := filepath.Join(dir, SuppressionsName)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file
		}
		up := filepath.Dir(dir)
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil || up == dir {
			return ""
		}
		dir = up
	}
}

// ReadSuppressions reads a file of suppressions; exists tells the codes of rules.
func ReadSuppressions(file string, exists func(code string) bool) (*Suppressions, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read the suppressions: %w", err)
	}
	s := &Suppressions{File: file, text: string(text), all: map[knownKey]*Suppression{}}
	at := 0
	for line := range strings.Lines(s.text) {
		start := at
		at += len(line)
		body := strings.TrimSpace(line)
		if body == "" || body[0] == '#' {
			continue
		}
		span := fixers.Span{Start: start, End: start + len(strings.TrimRight(line, "\r\n"))}
		fields := strings.Fields(body)
		wrong := ""
		switch {
		case len(fields) < 2:
			wrong = "a suppression is a rule, a fingerprint and a reason"
		case !exists(fields[0]):
			wrong = fmt.Sprintf("there is no rule %q", fields[0])
		case !isBase(fields[1]):
			wrong = fmt.Sprintf("%q is no fingerprint: it has 16 hexadecimal digits; `tanqih suppress` finds them out", fields[1])
		case len(fields) < 3:
			wrong = "the reason is missing"
		case s.all[knownKey{fields[0], fields[1]}] != nil:
			wrong = "this suppression stands twice"
		}
		if wrong != "" {
			s.bad = append(s.bad, report.Finding{Rule: rules.MalformedSuppression, Severity: rules.MalformedSuppression.Severity, Span: span, Message: wrong})
			continue
		}
		one := &Suppression{Code: fields[0], Base: fields[1], Reason: strings.Join(fields[2:], " "), span: span}
		s.all[knownKey{one.Code, one.Base}] = one
		s.list = append(s.list, one)
	}
	return s, nil
}

// isBase reports whether s has the form of a fingerprint without its ordinal.
func isBase(s string) bool {
	return len(s) == 16 && strings.Trim(s, "0123456789abcdef") == ""
}

// Of is the suppression of a finding of rule at span of text, or nil; it counts as used.
func (s *Suppressions) Of(text string, rule *rules.Rule, span fixers.Span) *Suppression {
	if s == nil || len(s.all) == 0 {
		return nil
	}
	one := s.all[knownKey{rule.Code, Fingerprint(text, rule.Code, span)}]
	if one != nil {
		one.used.Store(true)
	}
	return one
}

// Report is what is wrong with the suppressions: those that are malformed and, when unused is set, those of the rules that ran
// which suppressed nothing.
func (s *Suppressions) Report(path string, unused bool, ran func(code string) bool) *report.File {
	f := &report.File{Path: path, Text: s.text, Findings: s.bad}
	for _, one := range s.list {
		if unused && !one.used.Load() && ran(one.Code) {
			f.Findings = append(f.Findings, report.Finding{
				Rule: rules.UnusedSuppression, Severity: rules.UnusedSuppression.Severity, Span: one.span,
				Message: "no finding of " + one.Code + " has this fingerprint; remove the line",
			})
		}
	}
	Sign(f)
	return f
}

// AddSuppressions appends suppressions to a file, which is made when it is missing, less those that it holds. The notes stand above their
// suppressions as comments. It returns how many were added.
func AddSuppressions(file string, add []*Suppression, notes []string) (int, error) {
	old, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("cannot read the suppressions: %w", err)
	}
	text := string(old)
	if text == "" {
		text = suppressionsHead
	}
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	seen := map[knownKey]bool{}
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) > 1 {
			seen[knownKey{fields[0], fields[1]}] = true
		}
	}
	n := 0
	out := strings.Builder{}
	out.WriteString(text)
	for i, one := range add {
		key := knownKey{one.Code, one.Base}
		if seen[key] {
			continue
		}
		seen[key] = true
		n++
		fmt.Fprintf(&out, "# %s\n%s %s %s\n", notes[i], one.Code, one.Base, one.Reason)
	}
	if n == 0 {
		return 0, nil
	}
	if err := source.WriteAtomic(file, out.String(), 0o644); err != nil {
		return 0, fmt.Errorf("cannot write the suppressions: %w", err)
	}
	return n, nil
}
