package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"

	"github.com/tanqih/tanqih/rules"
)

var update = flag.Bool("update", false, "rewrite docs/tanqih.schema.json")

// TestSchema keeps the JSON schema of tanqih.toml, which editors complete and check by, in step with the types.
func TestSchema(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "tanqih.schema.json")
	want := schema(t)
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not current; run go test ./internal/config -run TestSchema -update", path)
	}
}

func schema(t *testing.T) []byte {
	t.Helper()
	r := jsonschema.Reflector{
		Anonymous: true, DoNotReference: true, RequiredFromJSONSchemaTags: true, FieldNameTag: "toml",
		LookupComment: func(owner reflect.Type, name string) string {
			if owner.Kind() != reflect.Struct || name == "" {
				return ""
			}
			f, _ := owner.FieldByName(name)
			return f.Tag.Get("comment")
		},
	}
	s := r.ReflectFromType(fileType())
	s.Title = "tanqih.toml"
	s.Description = "configuration of tanqih, a linter for documents"
	if tables, ok := s.Properties.Get("rules"); ok {
		for _, rule := range rules.All() {
			for _, key := range []string{rule.Code, rule.Name} {
				if table, ok := tables.Properties.Get(key); ok {
					table.Description = rule.Summary
				}
			}
		}
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

// TestKeys keeps the list of keys at the end of the documentation in step with the types.
func TestKeys(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "configuration.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	guide, _, found := strings.Cut(string(text), "\n## Keys\n")
	if !found {
		t.Fatalf("%s has no section Keys", path)
	}
	var b strings.Builder
	b.WriteString(guide + "\n## Keys\n\n| key | type | meaning |\n| --- | --- | --- |\n")
	describe(fileType(), "", func(key, kind, comment string) {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", key, kind, strings.ReplaceAll(comment, "|", `\|`))
	})
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if b.String() != string(text) {
		t.Errorf("%s is not current; run go test ./internal/config -run TestKeys -update", path)
	}
}
