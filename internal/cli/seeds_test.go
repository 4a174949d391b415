package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// run runs the program as its user would, with text on standard input, and returns what it prints.
func run(t *testing.T, stdin string, args ...string) (stdout string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := Main(context.Background(), args, strings.NewReader(stdin), &out, &errs)
	if code > 1 {
		t.Fatalf("tanqih %s: exit code %d\n%s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

// fixed is a text after one run of fix.
func fixed(t *testing.T, text, name string, args ...string) string {
	t.Helper()
	return run(t, text, append([]string{"fix", "--isolated", "--no-ledger", "--quiet", "--stdin-filename", name, "-"}, args...)...)
}

// golden compares a result with a file of testdata/seeds, which a person has read line by line. With -update it
// writes the file: read the difference before it goes in.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := readFile(t, path)
	if got == want {
		return
	}
	gotLines, wantLines := strings.SplitAfter(got, "\n"), strings.SplitAfter(want, "\n")
	shown := 0
	for _, line := range missing(wantLines, gotLines) {
		t.Errorf("%s: expected, not found: %q", path, line)
		shown++
	}
	for _, line := range missing(gotLines, wantLines) {
		t.Errorf("%s: not expected: %q", path, line)
		shown++
	}
	if shown == 0 {
		t.Errorf("%s: the same lines in another order", path)
	}
}

// missing lists the lines of a that b does not have as often.
func missing(a, b []string) []string {
	have := map[string]int{}
	for _, line := range b {
		have[line]++
	}
	var list []string
	for _, line := range a {
		if have[line]--; have[line] < 0 {
			list = append(list, line)
		}
	}
	return list
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// seeds are the damaged documents, their paths as a user in the root of the repository names them.
func seeds(t *testing.T) []string {
	t.Helper()
	t.Chdir(filepath.Join("..", ".."))
	files, err := filepath.Glob("seeds/*.txt")
	if err != nil || len(files) != 5 {
		t.Fatalf("found %d seeds, want 5 (%v)", len(files), err)
	}
	return files
}

func goldenName(file, ending string) string {
	return filepath.Join("testdata", "seeds", strings.TrimSuffix(filepath.Base(file), ".txt")+ending)
}

// TestSeeds checks what the program says about every seed and what its safe fixes make of it.
func TestSeeds(t *testing.T) {
	for _, file := range seeds(t) {
		golden(t, goldenName(file, ".findings"), run(t, "", "check", "--isolated", "--quiet", "--output-format", "concise", file))
		golden(t, goldenName(file, ".fixed"), fixed(t, readFile(t, file), file))
	}
}

// TestSeedsFixedTwice checks that a second run of fix finds nothing to do, with safe fixes and with all.
func TestSeedsFixedTwice(t *testing.T) {
	for _, file := range seeds(t) {
		for _, args := range [][]string{nil, {"--unsafe-fixes"}} {
			once := fixed(t, readFile(t, file), file, args...)
			if twice := fixed(t, once, file, args...); twice != once {
				t.Errorf("%s %v: the second run changed the text again", file, args)
				for _, line := range missing(strings.SplitAfter(once, "\n"), strings.SplitAfter(twice, "\n")) {
					t.Logf("gone: %q", line)
				}
			}
		}
	}
}

// TestSeedReadingOrder counts the lines of the seed with reversed runs that come out word for word as they were
// written, white space aside.
func TestSeedReadingOrder(t *testing.T) {
	const atLeast = 28 // of 33
	file := seeds(t)[1]
	have := map[string]bool{}
	for line := range strings.Lines(fixed(t, readFile(t, file), file, "--unsafe-fixes")) {
		have[strings.Join(strings.Fields(line), " ")] = true
	}
	right, wrong := 0, []string{}
	for line := range strings.Lines(readFile(t, goldenName(file, ".reading"))) {
		if line = strings.Join(strings.Fields(line), " "); have[line] {
			right++
		} else {
			wrong = append(wrong, line)
		}
	}
	if right < atLeast {
		t.Errorf("%d of %d lines in reading order, want at least %d; not found:\n%s", right, right+len(wrong), atLeast, strings.Join(wrong, "\n"))
	}
}
