package cli

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v4"
)

// hook is an entry of .pre-commit-hooks.yaml.
type hook struct {
	ID, Name, Entry, Language, Files string
	Args                             []string
	PassFilenames                    *bool `yaml:"pass_filenames"`
	RequireSerial                    bool  `yaml:"require_serial"`
}

// What a manifest of hooks, a workflow or a template calls must be there.
func TestHookManifest(t *testing.T) {
	var hooks []hook
	readYAML(t, ".pre-commit-hooks.yaml", &hooks)
	ids := map[string]bool{}
	for _, h := range hooks {
		ids[h.ID] = true
		words := append(strings.Fields(h.Entry), h.Args...)
		if words[0] != "tanqih" || h.Language != "golang" || !h.RequireSerial || h.Files == "" {
			t.Errorf("%+v", h)
		}
		parses(t, words[1:])
	}
	for _, id := range []string{"tanqih", "tanqih-fix", "tanqih-corpus"} {
		if !ids[id] {
			t.Errorf("no hook %s", id)
		}
	}
	var action struct {
		Inputs map[string]struct{ Description string }
		Runs   struct {
			Using string
			Steps []struct{ Uses, Run, Shell string }
		}
	}
	readYAML(t, "action.yml", &action)
	if action.Runs.Using != "composite" {
		t.Errorf("%+v", action)
	}
	for _, s := range action.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("an input is pasted into a script: %s", s.Run)
		}
		if s.Run != "" && s.Shell == "" {
			t.Errorf("a step of a composite action needs a shell: %s", s.Run)
		}
	}
	readYAML(t, filepath.Join("docs", "gitlab-template", "tanqih.yml"), new(map[string]any))
	var lefthook map[string]struct{ Jobs []struct{ Run string } }
	readYAML(t, filepath.Join("docs", "lefthook.yml"), &lefthook)
	for _, stage := range lefthook {
		for _, job := range stage.Jobs {
			command, _, _ := strings.Cut(job.Run, " -- ")
			parses(t, strings.Fields(command)[1:])
		}
	}
}

func readYAML(t *testing.T, name string, v any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// parses checks that a command line has no unknown command or flag.
func parses(t *testing.T, args []string) {
	t.Helper()
	s := &streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard}
	root := newRoot(s)
	s.register(root, args)
	cmd, rest, err := root.Find(args)
	if err == nil {
		err = cmd.ParseFlags(rest)
	}
	if err != nil || cmd == root {
		t.Errorf("tanqih %s: %v", strings.Join(args, " "), err)
	}
}

// TestPreCommit runs the hooks with the real pre-commit; the hook repository is this checkout as it is.
func TestPreCommit(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	for _, tool := range []string{"pre-commit", "git", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	hooks, revision := hookRepository(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "hooks"),
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN", "GOSUMDB"} {
				value, err := exec.Command("go", "env", name).Output()
				if err != nil {
					return fmt.Errorf("go env %s: %w", name, err)
				}
				if v := strings.TrimSpace(string(value)); v != "" {
					e.Setenv(name, v)
				}
			}
			for name, value := range map[string]string{
				"HOME": e.WorkDir, "PRE_COMMIT_HOME": filepath.Join(e.WorkDir, ".pre-commit-home"), "PRE_COMMIT_COLOR": "never",
				"XDG_STATE_HOME": filepath.Join(e.WorkDir, ".state"), "XDG_CACHE_HOME": filepath.Join(e.WorkDir, ".cache"),
				"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull,
				"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
			} {
				e.Setenv(name, value)
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"many-files": manyFiles, "damage": damage,
			"write-config": func(ts *testscript.TestScript, _ bool, args []string) { writeConfig(ts, hooks, revision, args) },
			"tanqih-of-hook": func(ts *testscript.TestScript, _ bool, args []string) {
				found, err := filepath.Glob(ts.MkAbs(".pre-commit-home/repo*/golangenv-*/bin/tanqih"))
				if err != nil || len(found) != 1 {
					ts.Fatalf("the built hook: %v %v", found, err)
				}
				ts.Check(ts.Exec(found[0], args...))
			},
		},
	})
}

// hookRepository is a repository with the files of this checkout, committed or not, and its only revision.
func hookRepository(t *testing.T) (dir, revision string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Skip("the checkout is no git repository")
	}
	dir = t.TempDir()
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || strings.HasSuffix(name, "_test.go") {
			continue // deleted, but not yet for git; or of no use here
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "hooks"}, {"rev-parse", "HEAD"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		revision = strings.TrimSpace(string(out))
	}
	return dir, revision
}

// manyFiles makes documents with paths of 300 bytes, of which 500 do not fit into one command line of pre-commit.
func manyFiles(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	dir := filepath.Join(ts.MkAbs(args[1]), strings.Repeat("folder-", 10))
	ts.Check(os.MkdirAll(dir, 0o755))
	for i := range n {
		name := fmt.Sprintf("%03d-%s.txt", i, strings.Repeat("long-name-", 24))
		ts.Check(os.WriteFile(filepath.Join(dir, name), []byte(fmt.Sprintf("Document %d says what it says.\n", i)), 0o644))
	}
}

// damage gives the first documents of a folder a line with a defect.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*", "*.txt"))
	ts.Check(err)
	for i, file := range files[:n] {
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		ts.Check(err)
		_, err = fmt.Fprintf(f, "It was  torn in place %d.\n", i)
		ts.Check(err)
		ts.Check(f.Close())
	}
}

// writeConfig writes .pre-commit-config.yaml with hooks; what begins with -- is an argument of the hook before it.
func writeConfig(ts *testscript.TestScript, repository, revision string, args []string) {
	var b strings.Builder
	fmt.Fprintf(&b, "repos:\n- repo: %s\n  rev: %s\n  hooks:\n", repository, revision)
	for _, a := range args {
		if strings.HasPrefix(a, "--") {
			fmt.Fprintf(&b, "    args: [%q]\n", a)
		} else {
			fmt.Fprintf(&b, "  - id: %s\n", a)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(".pre-commit-config.yaml"), []byte(b.String()), 0o644))
}
