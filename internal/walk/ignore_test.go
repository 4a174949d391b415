package walk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWildmatch(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"*.txt", "a.txt", true},
		{"*.txt", "a/b.txt", false},
		{"**/b.txt", "b.txt", true},
		{"**/b.txt", "x/y/b.txt", true},
		{"a/**", "a/b/c", true},
		{"a/**", "a", false},
		{"a/**/b", "a/b", true},
		{"a/**/b", "a/x/y/b", true},
		{"a**b", "a/b", false},
		{"[!a]b", "cb", true},
		{"[!a]b", "ab", false},
		{"[]a]", "]", true},
		{"[[:digit:]]x", "7x", true},
		{"[[:digit:]]x", "ax", false},
		{"[a-c-e]", "-", true},
		{`\*`, "*", true},
		{`\*`, "a", false},
		{"{a,b}", "a", false},
		{"{a,b}", "{a,b}", true},
		{"مقال*", "مقالات.txt", true},
		{"*a*a*a*a*a*a*a*b", strings.Repeat("a", 60), false},
	} {
		if got := wildmatch(c.pattern, c.path); got != c.want {
			t.Errorf("wildmatch(%q, %q) = %v", c.pattern, c.path, got)
		}
	}
}

// TestAgainstGit walks random trees with random ignore files and compares with what git check-ignore says.
func TestAgainstGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	trials := 40
	if testing.Short() {
		trials = 5
	}
	random := rand.New(rand.NewPCG(1, 2))
	for trial := range trials {
		dir := t.TempDir()
		var files []string
		names := []string{"a", "b", "ab", "نص", "c d", "x.y", "[a]", "A"}
		for range 40 {
			parts := make([]string, 1+random.IntN(3))
			for i := range parts {
				parts[i] = names[random.IntN(len(names))]
			}
			parts[len(parts)-1] += ".txt"
			file := filepath.Join(dir, filepath.Join(parts...))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, nil, 0o644); err != nil {
				t.Fatal(err)
			}
			files = append(files, strings.TrimPrefix(file, dir+"/"))
		}
		slices.Sort(files)
		files = slices.Compact(files)
		ignore := map[string]string{"": randomIgnore(random)}
		if random.IntN(2) == 0 {
			ignore["a"] = randomIgnore(random)
		}
		for folder, text := range ignore {
			if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, folder, ".gitignore"), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		exclude := ""
		if random.IntN(3) == 0 {
			exclude = randomIgnore(random)
		}
		want := gitKeeps(t, dir, files, exclude)
		var got []string
		w := Walker{Dir: dir, Filter: func(string) (*Filter, error) { return &Filter{Root: dir, Include: []string{"*.txt"}}, nil }}
		if err := w.Walk(context.Background(), []string{"."}, func(f File) error { got = append(got, f.Path); return f.Err }); err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("trial %d: ignore files %q, exclude %q\n got %q\nwant %q", trial, ignore, exclude, got, want)
		}
	}
}

func randomIgnore(random *rand.Rand) string {
	atoms := []string{"a", "b", "ab", "نص", "*", "**", "?", "[a-b]", "[!a]", "*.txt", "x.y", "/", "/", "c d", `\[a]`, "[[:lower:]]", "A", "\\ ", " ", "#", "{a,b}", "a*", "*b"}
	var b strings.Builder
	for range 1 + random.IntN(5) {
		if random.IntN(4) == 0 {
			b.WriteByte('!')
		}
		for range 1 + random.IntN(4) {
			b.WriteString(atoms[random.IntN(len(atoms))])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func gitKeeps(t *testing.T, dir string, files []string, exclude string) []string {
	t.Helper()
	git := func(args ...string) *exec.Cmd {
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "core.excludesFile="}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
		return cmd
	}
	if out, err := git("init", "-q").CombinedOutput(); err != nil {
		t.Fatalf("git init: %v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, ".git", "info", "exclude"), []byte(exclude), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := git("check-ignore", "-z", "--stdin", "--no-index")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\x00") + "\x00")
	out, err := cmd.Output()
	if err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 1 {
			t.Fatalf("git check-ignore: %v", err)
		}
	}
	ignored := map[string]bool{}
	for name := range bytes.SplitSeq(out, []byte{0}) {
		ignored[string(name)] = true
	}
	var kept []string
	for _, f := range files {
		if !ignored[f] {
			kept = append(kept, f)
		}
	}
	return kept
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.txt": "", "b.md": "", "c.html": "", "vendor/v.txt": "", ".git/HEAD.txt": "", "sub/d.TXT": "", "sub/e.markdown": "", "sub/f.txt": "",
		".tanqihignore": "f.txt\n", "node_modules/n.md": "", "sub/deep/g.text": "",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Skip("no symbolic links here")
	}
	for _, c := range []struct {
		name  string
		paths []string
		force bool
		want  string
	}{
		{"folder", []string{"."}, false, "a.txt b.md sub/deep/g.text sub/e.markdown"},
		{"subfolder keeps its name", []string{"./sub"}, false, "sub/deep/g.text sub/e.markdown"},
		{"named files are always read", []string{"sub/f.txt", "c.html", "vendor/v.txt", "link.txt"}, false, "sub/f.txt c.html vendor/v.txt link.txt"},
		{"unless exclusions are forced", []string{"sub/f.txt", "c.html", "vendor/v.txt", "a.txt"}, true, "c.html a.txt"},
		{"each once", []string{"a.txt", "."}, false, "a.txt b.md sub/deep/g.text sub/e.markdown"},
		{"missing", []string{"none.txt"}, false, "none.txt:no such file or directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			w := Walker{Dir: dir, ForceExclude: c.force, Filter: func(string) (*Filter, error) {
				return &Filter{Root: dir, Include: DefaultInclude, Exclude: DefaultExclude}, nil
			}}
			err := w.Walk(context.Background(), c.paths, func(f File) error {
				if f.Err != nil {
					f.Path += fmt.Sprintf(":%v", f.Err)
				}
				got = append(got, f.Path)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}
