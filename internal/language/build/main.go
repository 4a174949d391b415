// Command build counts the language model that the program embeds:
//
//	go run ./internal/language/build -o internal/language/data/arabic.model -note "…" FILE…
//
// The files are clean Arabic text, one paragraph or sentence a line. The same files in the same order give the same bytes.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"

	"github.com/tanqih/tanqih/internal/language"
)

func main() {
	out := flag.String("o", "", "model file to write")
	note := flag.String("note", "", "where the text came from")
	words := flag.Int("words", language.DefaultWords, "most words to keep")
	pairs := flag.Int("pairs", language.DefaultPairs, "most word pairs to keep")
	flag.Parse()
	if err := build(*out, *note, *words, *pairs, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(out, note string, words, pairs int, files []string) error {
	t := language.NewTrainer()
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		err = t.Read(f)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	var buf bytes.Buffer
	if err := t.Write(&buf, note, words, pairs); err != nil {
		return err
	}
	return os.WriteFile(out, buf.Bytes(), 0o644)
}
