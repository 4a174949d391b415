package docs

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/tanqih/tanqih/rules"
)

var update = flag.Bool("update", false, "write docs/rules.md and docs/rules/*.md")

// The pages in docs/ are what the metadata of the rules say: `go test ./internal/docs -update` writes them.
func TestPagesAreCurrent(t *testing.T) {
	const root = "../../docs"
	want := map[string]string{"rules.md": Index()}
	for _, r := range rules.All() {
		want["rules/"+r.Code+".md"] = Page(r)
	}
	if *update {
		if err := os.MkdirAll(filepath.Join(root, "rules"), 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range want {
			if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || string(got) != text {
			t.Errorf("docs/%s is not current (%v); go test ./internal/docs -update", name, err)
		}
	}
	pages, err := filepath.Glob(filepath.Join(root, "rules", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		if _, ok := want["rules/"+filepath.Base(p)]; !ok {
			t.Errorf("%s documents no rule", p)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"a  \nb":       "a<space><space>\nb",
		"x\u200fy\xff": "x<U+200F>y<invalid byte>",
		"نص عادي":      "نص عادي",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
