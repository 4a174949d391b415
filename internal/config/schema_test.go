package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
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
