package cli

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect by what the program prints")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tanqih": func() {
			os.Exit(Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// TestScripts runs the stories of testdata/script, each a command line session with its files.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_STATE_HOME", filepath.Join(e.WorkDir, ".state"))
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
			e.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
			e.Setenv("GIT_AUTHOR_NAME", "A")
			e.Setenv("GIT_AUTHOR_EMAIL", "a@example.org")
			e.Setenv("GIT_COMMITTER_NAME", "A")
			e.Setenv("GIT_COMMITTER_EMAIL", "a@example.org")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"unquote-file": unquoteFile,
			"exit":         exitCode,
			"safe-output":  safeOutput,
		},
	})
}

// unquoteFile writes a file whose lines are Go string literals: for what a script cannot hold, such as invalid bytes.
func unquoteFile(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: unquote-file FROM TO")
	}
	var text string
	from := ts.ReadFile(args[0])
	for len(from) > 0 {
		quoted, err := strconv.QuotedPrefix(from)
		ts.Check(err)
		line, err := strconv.Unquote(quoted)
		ts.Check(err)
		text += line
		from = from[len(quoted):]
		for len(from) > 0 && from[0] == '\n' {
			from = from[1:]
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// exitCode runs a command and expects an exit code, which `! exec` does not tell apart.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = err.Error()
		if len(got) > len("exit status ") {
			got = got[len("exit status "):]
		}
	}
	if got != args[0] {
		ts.Fatalf("%v: exit code %s, want %s", args[1:], got, args[0])
	}
}
