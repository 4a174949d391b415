// Package source turns files into text and back: it tells binary files and formats that are not supported from text, writes
// atomically, and keeps the ledger from which every change can be undone.
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"

	"github.com/tanqih/tanqih/rules"
)

// The reasons for not reading or not repairing a file as text.
var (
	ErrBinary      = errors.New("it is a binary file")
	ErrUnsupported = errors.New("this format is not supported yet")
	ErrNoProse     = errors.New("it is not repaired")
	// ErrChanged marks a file that is not as it was when it was read, so that writing would lose what another program wrote.
	ErrChanged = errors.New("it was changed by another program in the meantime")
)

// File is a text file as it was read.
type File struct {
	Path string // as given
	Kind rules.Kind
	Text string // all bytes, whatever their encoding

	info fs.FileInfo
}

// unsupported are the endings of structured, packed and office formats, whose bytes must not be treated as plain text.
var unsupported = map[string]bool{
	".jsonl": true, ".ndjson": true, ".json": true, ".csv": true, ".tsv": true, ".parquet": true, ".arrow": true, ".gz": true, ".zst": true,
	".zip": true, ".bz2": true, ".xz": true, ".tar": true, ".tgz": true, ".7z": true, ".pdf": true, ".docx": true, ".doc": true, ".odt": true,
	".epub": true, ".rtf": true, ".ipynb": true,
}

// foreign are the endings of markup, programs and data that can be read as text but are no prose: to the rules their signs and spaces are damage.
// An ending that is not known may be a text's, and one that is also the code of a language (cs, el, mk, ml, pl, sv) may say what a text is written in.
var foreign = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for ext := range strings.FieldsSeq(`
		rst adoc asciidoc org textile mediawiki typ pod rdoc tex latex sty cls bib html htm xhtml xml xsl xsd svg rss atom mdx vue svelte
		py pyi ipy go c h cc cpp cxx hpp hh m mm rs java kt kts scala groovy fs vb swift js mjs cjs jsx ts tsx css scss sass less php rb pm lua
		r jl hs mli ex exs erl clj lisp scm dart zig nim pas f90 s asm v sql sh bash zsh fish ps1 bat cmd awk sed vim tcl
		proto graphql thrift tf nix cmake gradle
		yaml yml toml ini cfg conf properties env lock json5 jsonc geojson plist tmx xliff xlf po pot srt vtt ass ssa sbv lrc
		patch diff rej log ics vcf`) {
		m["."+ext] = true
	}
	return m
})

// Prose reports, wrapping [ErrNoProse], a file whose name says that it is markup, a program or data.
func Prose(path string) error {
	if ext := strings.ToLower(filepath.Ext(path)); foreign()[ext] {
		return fmt.Errorf("%s: %w: a %s file is no prose, and fixes would damage it; extract its text to a .txt or .md file first, or add \"*%s\" to include to have it repaired as plain text",
			path, ErrNoProse, ext, ext)
	}
	return nil
}

// KindOf is how the file of this name is written.
func KindOf(path string) rules.Kind {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown":
		return rules.Markdown
	}
	return rules.PlainText
}

// Supported reports, wrapping [ErrUnsupported], whether files of this name are read as text.
func Supported(path string) error {
	if ext := strings.ToLower(filepath.Ext(path)); unsupported[ext] {
		return fmt.Errorf("%s: %w (%s); extract its text to a .txt or .md file first", path, ErrUnsupported, ext)
	}
	return nil
}

// Read reads a file. The error wraps [ErrUnsupported] or [ErrBinary] when it is no text.
func Read(path string) (*File, error) {
	if err := Supported(path); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("cannot read: %w", err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("cannot read %s: it is a folder", path)
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read: %w", err)
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
	if Binary(data) {
		return nil, fmt.Errorf("%s: %w", path, ErrBinary)
	}
	return &File{Path: path, Kind: KindOf(path), Text: unsafe.String(unsafe.SliceData(data), len(data)), info: info}, nil
}

// Binary reports whether data is no text. As git does, it looks for a NUL among the first 8,000 bytes; but extractors write NULs in
// the place of letters that a font did not name, up to half of a text, so data that is UTF-8 is text unless most of it is NULs,
// and so is UTF-16 or UTF-32.
func Binary(data []byte) bool {
	head := data[:min(len(data), 8000)]
	nuls := bytes.Count(head, []byte{0})
	return nuls > 0 && (nuls*10 > len(head)*6 || !utf8.Valid(data)) && !wide(head)
}

// wide reports whether data looks like UTF-16 or UTF-32: it starts with a byte order mark of theirs, or its NULs stand at fixed
// places among its two- or four-byte units and make up most of those places.
func wide(data []byte) bool {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "\x00\x00\xfe\xff"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			return true
		}
	}
	var at [4]int
	for i, b := range data {
		if b == 0 {
			at[i&3]++
		}
	}
	few, many := len(data)/100, len(data)/4*2/10
	even, odd := at[0]+at[2], at[1]+at[3]
	return len(data) >= 8 && (even <= few && odd > many || odd <= few && even > many || // UTF-16
		at[0] <= few && at[3] > 9*len(data)/40 || at[3] <= few && at[0] > 9*len(data)/40) // UTF-32
}

// Write puts text in the place of what was read: into a temporary file in the same folder, to the disk, and by renaming.
// The mode is kept; a symbolic link is followed, not replaced. The error wraps [ErrChanged] when the file is no longer as it was.
func (f *File) Write(ctx context.Context, text string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	target, err := filepath.EvalSymlinks(f.Path)
	if err != nil {
		return fmt.Errorf("cannot write: %w", err)
	}
	info, err := os.Stat(target)
	if err != nil {
		return fmt.Errorf("cannot write: %w", err)
	}
	if info.Size() != f.info.Size() || !info.ModTime().Equal(f.info.ModTime()) {
		return fmt.Errorf("cannot write %s: %w; run again", f.Path, ErrChanged)
	}
	if info.Mode().Perm()&0o200 == 0 {
		return fmt.Errorf("cannot write %s: the file is read-only; make it writable (chmod u+w) or leave it out", f.Path)
	}
	if err := WriteAtomic(target, text, info.Mode().Perm()); err != nil {
		return fmt.Errorf("cannot write: %w", err)
	}
	return nil
}

// WriteAtomic puts text in the place of the file at path, or makes it: into a temporary file in the same folder, to the disk, and by
// renaming, so that a reader sees the old text or the new. The temporary name does not hold the name of the file, which may be as
// long as the file system allows.
func WriteAtomic(path, text string, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".tanqih-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
