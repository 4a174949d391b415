package fixers

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnified(t *testing.T) {
	for _, c := range []struct {
		name, text string
		edits      []Edit
		want       string
	}{
		{"a word", "one\ntwo\nthree\n", []Edit{Replace(4, 7, "2")}, "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"},
		{"a line goes", "one\ntwo\nthree\n", []Edit{Delete(4, 8)}, "@@ -1,3 +1,2 @@\n one\n-two\n three\n"},
		{"lines join", "one\ntwo\nthree\n", []Edit{Replace(3, 4, " ")}, "@@ -1,3 +1,2 @@\n-one\n-two\n+one two\n three\n"},
		{"final newline", "one\ntwo", []Edit{Insert(7, "\n")}, "@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+two\n"},
		{"all goes", "one\n", []Edit{Delete(0, 4)}, "@@ -1 +0,0 @@\n-one\n"},
		{"from nothing", "", []Edit{Insert(0, "one\n")}, "@@ -0,0 +1 @@\n+one\n"},
		{"carriage returns stay", "a \r\nb\r\n", []Edit{Delete(1, 2)}, "@@ -1,2 +1,2 @@\n-a \r\n+a\r\n b\r\n"},
	} {
		var b strings.Builder
		if err := Unified(&b, "f", Hunks(c.text, c.edits, 3)); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(b.String(), "--- f\n+++ f\n"); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// Random edits, given to git as a patch, must give what Apply gives.
func TestUnifiedIsTakenByGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	random := rand.New(rand.NewPCG(1, 2))
	dir := t.TempDir()
	for n := range 150 {
		text := randomText(random)
		edits := randomEdits(random, text)
		want := Apply(text, edits)
		name := filepath.Join(dir, "a name.txt")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var patch strings.Builder
		if err := Unified(&patch, "a name.txt", Hunks(text, edits, 3)); err != nil {
			t.Fatal(err)
		}
		if patch.Len() > 0 {
			cmd := exec.Command("git", "apply", "-p0", "--whitespace=nowarn")
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
			cmd.Stdin = strings.NewReader(patch.String())
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("case %d: %v: %s\ntext %q\nedits %+v\n%s", n, err, out, text, edits, patch.String())
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Fatalf("case %d: text %q\nedits %+v\ngot  %q\nwant %q", n, text, edits, got, want)
		}
	}
}

func randomText(random *rand.Rand) string {
	var b strings.Builder
	for range random.IntN(25) {
		b.WriteString(strings.Repeat("ab", random.IntN(3)))
		b.WriteByte('\n')
	}
	return b.String() + strings.Repeat("z", random.IntN(2))
}

func randomEdits(random *rand.Rand, text string) []Edit {
	news := []string{"", "", "x", "\n", "y\n", "p\nq"}
	var m Merger
	for range random.IntN(5) {
		start := random.IntN(len(text) + 1)
		end := min(len(text), start+random.IntN(6))
		m.Add([]Edit{Replace(start, end, news[random.IntN(len(news))])})
	}
	return m.Edits()
}

// Layers of random edits composed into one must lead to the same text.
func TestCompose(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for n := range 2000 {
		original := randomText(random)
		text := original
		var trail Trail
		for range 1 + random.IntN(4) {
			edits := randomEdits(random, text)
			trail.Push(edits)
			text = Apply(text, edits)
		}
		edits := Compose(trail, text)
		if err := Validate(original, edits); err != nil {
			t.Fatalf("case %d: %v", n, err)
		}
		if got := Apply(original, edits); got != text {
			t.Fatalf("case %d: %q: got %q want %q by %+v", n, original, got, text, edits)
		}
	}
}
