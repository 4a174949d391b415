package source

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// Entry is one applied edit in a ledger: a line of JSON. Texts that are not UTF-8 are in base64.
type Entry struct {
	File      string `json:"file"`  // absolute
	Round     int    `json:"round"` // the edits of a round were made at once; spans are in the text before the round
	Rule      string `json:"rule"`
	Safety    string `json:"safety"`
	Start     int    `json:"start"` // bytes
	End       int    `json:"end"`
	Old       string `json:"old"`
	New       string `json:"new"`
	OldBase64 string `json:"old_base64,omitempty"`
	NewBase64 string `json:"new_base64,omitempty"`
	Before    string `json:"before"` // SHA-256 of the whole file before the run
	After     string `json:"after"`  // and after it
}

// NewEntry describes an edit that took old away; the file and its hashes are filled in by [Ledger.Record].
func NewEntry(round int, rule, safety string, edit fixers.Edit, old string) Entry {
	e := Entry{Round: round, Rule: rule, Safety: safety, Start: edit.Start, End: edit.End}
	e.Old, e.OldBase64 = encode(old)
	e.New, e.NewBase64 = encode(edit.New)
	return e
}

func encode(s string) (text, b64 string) {
	if utf8.ValidString(s) {
		return s, ""
	}
	return "", base64.StdEncoding.EncodeToString([]byte(s))
}

func decode(text, b64 string) (string, error) {
	if b64 == "" {
		return text, nil
	}
	raw, err := base64.StdEncoding.DecodeString(b64)
	return string(raw), err
}

// Ledger is the record of the edits of one run. It may be used by several goroutines at once.
type Ledger struct {
	path string
	mu   sync.Mutex
	file *os.File
}

// NewLedger names the file to write to; it is created, or appended to, when the first edit is recorded.
func NewLedger(path string) *Ledger { return &Ledger{path: path} }

// DefaultLedgerPath is a new file in the user's state folder ($XDG_STATE_HOME, else ~/.local/state; on Windows the local
// application data).
func DefaultLedgerPath() (string, error) {
	state := os.Getenv("XDG_STATE_HOME")
	if state == "" && runtime.GOOS == "windows" {
		state = os.Getenv("LOCALAPPDATA")
	}
	if state == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("no place for the ledger: %w; name one with --ledger FILE, or pass --no-ledger", err)
		}
		state = filepath.Join(home, ".local", "state")
	}
	name := fmt.Sprintf("%s-%d.jsonl", time.Now().UTC().Format("20060102T150405.000"), os.Getpid())
	return filepath.Join(state, "tanqih", "ledger", name), nil
}

// Path is the file of the ledger, and whether anything was written to it.
func (l *Ledger) Path() (path string, written bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.path, l.file != nil
}

// Record writes the edits that turned before into after, and puts them on the disk: it is called before the file itself is
// written, so that nothing is lost when the machine stops in between.
func (l *Ledger) Record(path, before, after string, entries []Entry) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("cannot write the ledger: %w", err)
	}
	hashBefore, hashAfter := hash(before), hash(after)
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, e := range entries {
		e.File, e.Before, e.After = absolute, hashBefore, hashAfter
		if err := enc.Encode(e); err != nil {
			return fmt.Errorf("cannot write the ledger: %w", err)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		if err := os.MkdirAll(filepath.Dir(l.path), 0o755); err != nil {
			return fmt.Errorf("cannot write the ledger: %w; name another place with --ledger FILE", err)
		}
		l.file, err = os.OpenFile(l.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
		if err != nil {
			return fmt.Errorf("cannot write the ledger: %w; name another place with --ledger FILE", err)
		}
	}
	if _, err := l.file.WriteString(b.String()); err != nil {
		return fmt.Errorf("cannot write the ledger %s: %w", l.path, err)
	}
	if err := l.file.Sync(); err != nil {
		return fmt.Errorf("cannot write the ledger %s: %w", l.path, err)
	}
	return nil
}

// Close closes the file of the ledger.
func (l *Ledger) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil
	}
	if err := l.file.Close(); err != nil {
		return fmt.Errorf("cannot write the ledger %s: %w", l.path, err)
	}
	return nil
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Undo restores every file in a ledger, or those named by only (files, or folders that hold them), as it was before the run,
// byte for byte, and returns their paths. A file that was changed since is left alone; the error, which joins all that went
// wrong, says so and wraps [ErrChanged].
func Undo(ctx context.Context, ledger string, only []string) (restored []string, err error) {
	groups, err := readLedger(ledger)
	if err != nil {
		return nil, err
	}
	for i := range only {
		if only[i], err = filepath.Abs(only[i]); err != nil {
			return nil, fmt.Errorf("cannot undo: %w", err)
		}
	}
	var failures []error
	stuck := map[string]bool{}
	for _, g := range slices.Backward(groups) {
		file := g[0].File
		if err := ctx.Err(); err != nil {
			return restored, err
		}
		if stuck[file] || !named(file, only) {
			continue
		}
		undone, err := undoFile(ctx, g)
		if err != nil {
			stuck[file] = true
			failures = append(failures, err)
			continue
		}
		if undone && !slices.Contains(restored, file) {
			restored = append(restored, file)
		}
	}
	slices.Sort(restored)
	return restored, errors.Join(failures...)
}

func named(file string, only []string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool {
		return file == o || strings.HasPrefix(file, strings.TrimSuffix(o, string(filepath.Separator))+string(filepath.Separator))
	})
}

// readLedger is the entries of a ledger, grouped by file and run, in order.
func readLedger(path string) ([][]Entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the ledger: %w", err)
	}
	defer f.Close()
	var groups [][]Entry
	reader := bufio.NewReader(f)
	for n := 1; ; n++ {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 && strings.TrimSpace(string(line)) != "" {
			var e Entry
			if jsonErr := json.Unmarshal(line, &e); jsonErr != nil || e.File == "" || e.After == "" {
				return nil, fmt.Errorf("cannot read the ledger %s: line %d is no entry of a ledger: %w", path, n, orElse(jsonErr, "file or hash is missing"))
			}
			last := len(groups) - 1
			if last < 0 || groups[last][0].File != e.File || groups[last][0].Before != e.Before || groups[last][0].After != e.After {
				groups = append(groups, nil)
				last++
			}
			groups[last] = append(groups[last], e)
		}
		if errors.Is(err, io.EOF) {
			return groups, nil
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read the ledger: %w", err)
		}
	}
}

func orElse(err error, message string) error {
	if err != nil {
		return err
	}
	return errors.New(message)
}

// undoFile takes back the edits of one run in one file; undone is false when there was nothing to take back.
func undoFile(ctx context.Context, entries []Entry) (undone bool, err error) {
	path := entries[0].File
	data, err := os.ReadFile(path)
	if err != nil {
		return false, fmt.Errorf("cannot undo: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("cannot undo: %w", err)
	}
	text := string(data)
	switch hash(text) {
	case entries[0].Before:
		return false, nil // it never was written, or is restored already
	case entries[0].After:
	default:
		return false, fmt.Errorf("cannot undo %s: it is not as the fix left it (%w); its edits stay in the ledger", path, ErrChanged)
	}
	for end := len(entries); end > 0; {
		start := end - 1
		for start > 0 && entries[start-1].Round == entries[end-1].Round {
			start--
		}
		if text, err = reverse(text, entries[start:end]); err != nil {
			return false, fmt.Errorf("cannot undo %s: %w", path, err)
		}
		end = start
	}
	if hash(text) != entries[0].Before {
		return false, fmt.Errorf("cannot undo %s: the ledger does not lead back to the old text", path)
	}
	file := File{Path: path, info: info}
	return true, file.Write(ctx, text)
}

// reverse takes back the edits of one round.
func reverse(text string, round []Entry) (string, error) {
	back := make([]fixers.Edit, len(round))
	shift := 0
	for i, e := range round {
		old, err := decode(e.Old, e.OldBase64)
		if err != nil {
			return "", fmt.Errorf("the ledger is damaged: %w", err)
		}
		new, err := decode(e.New, e.NewBase64)
		if err != nil {
			return "", fmt.Errorf("the ledger is damaged: %w", err)
		}
		start := e.Start + shift
		if start < 0 || start+len(new) > len(text) || text[start:start+len(new)] != new {
			return "", errors.New("the ledger does not fit the file")
		}
		back[i] = fixers.Replace(start, start+len(new), old)
		shift += len(new) - len(old)
	}
	return fixers.Apply(text, back), nil
}
