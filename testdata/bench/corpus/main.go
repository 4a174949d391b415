// Command corpus makes the files that testdata/bench/whole.sh measures on: 1,500 texts of about 33 KB, put together from the
// paragraphs of the given folder, each paragraph with a number of its own so that none repeats.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	files = 1500
	size  = 33_000 // bytes
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: corpus TO FROM")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func write(to, from string) error {
	names, err := filepath.Glob(filepath.Join(from, "*.txt"))
	if err != nil || len(names) == 0 {
		return fmt.Errorf("no texts in %s: %w", from, err)
	}
	var paragraphs []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		paragraphs = append(paragraphs, strings.Split(strings.TrimSpace(string(data)), "\n")...)
	}
	next, number := 0, 0
	for n := range files {
		var b strings.Builder
		for b.Len() < size {
			p := paragraphs[next%len(paragraphs)]
			next++
			number++
			text := strings.TrimRight(p, " \t\u00a0") // a number behind trailing spaces would make another defect of them
			if text == "" {
				b.WriteString(p + "\n")
				continue
			}
			fmt.Fprintf(&b, "%s %d%s\n", text, number, p[len(text):])
		}
		if err := os.WriteFile(filepath.Join(to, fmt.Sprintf("%04d.txt", n)), []byte(b.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}
