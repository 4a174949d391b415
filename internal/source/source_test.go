package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/fixers"
)

func TestBinary(t *testing.T) {
	utf16 := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(byte(r >> 8))
		}
		return b.String()
	}
	for _, c := range []struct {
		name, data string
		want       bool
	}{
		{"empty", "", false},
		{"text", "نص عادي\n", false},
		{"windows-1256", "\xe3\xcf\xed\xe4\xc9\n", false},
		{"UTF-16 with a mark", "\xff\xfe" + utf16("مدينة"), false},
		{"UTF-16 without one", utf16("the old city by the river was rebuilt"), false},
		{"a stray NUL in a text", strings.Repeat("a long text with words ", 20) + "\x00 and more", false},
		{"a text whose letters became NULs", strings.Repeat("\x00\x00 \x00\u0627", 50), false},
		{"an executable", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\xf3\x90", true},
		{"zeros", strings.Repeat("\x00", 64), true},
	} {
		if got := Binary([]byte(c.data)); got != c.want {
			t.Errorf("%s: binary is %v", c.name, got)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWriteKeepsModeAndLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real file.txt"), filepath.Join(dir, "link.txt")
	write(t, real, "old\n")
	if err := os.Symlink("real file.txt", link); err != nil {
		t.Skip(err)
	}
	f, err := Read(link)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(context.Background(), "new\n"); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link became a file")
	}
	if info, _ := os.Stat(real); info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	if got := read(t, real); got != "new\n" {
		t.Errorf("%q", got)
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	changed := filepath.Join(dir, "changed.txt")
	write(t, changed, "old\n")
	f, err := Read(changed)
	if err != nil {
		t.Fatal(err)
	}
	write(t, changed, "another program was here\n")
	if err := f.Write(context.Background(), "new\n"); !errors.Is(err, ErrChanged) {
		t.Errorf("a changed file: %v", err)
	}
	locked := filepath.Join(dir, "locked.txt")
	write(t, locked, "old\n")
	if err := os.Chmod(locked, 0o440); err != nil {
		t.Fatal(err)
	}
	if f, err = Read(locked); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(context.Background(), "new\n"); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("a read-only file: %v", err)
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	if err := f.Write(canceled, "new\n"); !errors.Is(err, context.Canceled) {
		t.Errorf("after an interrupt: %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]error{"a.jsonl": ErrUnsupported, "a.txt.gz": ErrUnsupported, "a.parquet": ErrUnsupported, "zeros.txt": ErrBinary, "none.txt": os.ErrNotExist} {
		path := filepath.Join(dir, name)
		if name != "none.txt" {
			write(t, path, strings.Repeat("\x00", 100))
		}
		if _, err := Read(path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}

func TestProse(t *testing.T) {
	for name, refused := range map[string]bool{"a.txt": false, "a": false, "a.unknown": false, "news.pl": false, "Makefile": false, "a.md": false, "vol.2": false,
		"a.rst": true, "x/INDEX.HTML": true, "a.go": true, "a.patch": true, "a.srt": true} {
		if err := Prose(name); errors.Is(err, ErrNoProse) != refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUndo(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")
	ledger := NewLedger(filepath.Join(dir, "state", "ledger.jsonl"))
	write(t, path, "one  two \xff \n")
	write(t, other, "x \n")
	apply := func(path string, rounds ...[]fixers.Edit) {
		before := read(t, path)
		text := before
		var entries []Entry
		for n, edits := range rounds {
			for _, e := range edits {
				entries = append(entries, NewEntry(n+1, "WSP002", "safe", e, e.Of(text)))
			}
			text = fixers.Apply(text, edits)
		}
		if err := ledger.Record(path, before, text, entries); err != nil {
			t.Fatal(err)
		}
		write(t, path, text)
	}
	apply(path, []fixers.Edit{fixers.Delete(3, 4), fixers.Delete(8, 9)}, []fixers.Edit{fixers.Replace(8, 9, "?"), fixers.Insert(10, "!")})
	apply(other, []fixers.Edit{fixers.Delete(1, 2)})
	apply(path, []fixers.Edit{fixers.Replace(0, 3, "1")})
	if err := ledger.Close(); err != nil {
		t.Fatal(err)
	}
	name, _ := ledger.Path()
	if _, err := Undo(context.Background(), name, []string{other}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, other); got != "x \n" {
		t.Errorf("only the named file: %q", got)
	}
	if got := read(t, path); got == "one  two \xff \n" {
		t.Error("the other file was restored too")
	}
	restored, err := Undo(context.Background(), name, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "one  two \xff \n" {
		t.Errorf("restored %v to %q", restored, got)
	}
	write(t, path, "edited since\n")
	if _, err := Undo(context.Background(), name, nil); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), path) {
		t.Errorf("a file edited since: %v", err)
	}
}
