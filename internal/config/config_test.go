package config

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// load reads a configuration from text.
func load(t *testing.T, text string, set ...string) (*Config, error) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, FileName), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return (&Loader{Dir: dir, Set: set}).For(dir)
}

func TestSelection(t *testing.T) {
	for _, c := range []struct {
		name, text string
		on, off    string
	}{
		{"default", "", "WSP001 ARA001", "ARA013"},
		{"a family", `select = ["WSP"]`, "WSP001 WSP002", "ARA001"},
		{"by name", `select = ["tatweel"]`, "ARA001", "ARA002 WSP001"},
		{"less one", `select = ["WSP"]` + "\n" + `ignore = ["WSP002"]`, "WSP001", "WSP002"},
		{"the longer selector wins", `select = ["WSP001", "ARA"]` + "\n" + `ignore = ["WSP"]`, "WSP001 ARA001", "WSP002"},
		{"equal selectors: ignore wins", `select = ["WSP"]` + "\n" + `ignore = ["WSP"]`, "", "WSP001"},
		{"more", `select = ["WSP001"]` + "\n" + `extend-select = ["ARA001"]`, "WSP001 ARA001", "WSP002"},
		{"all but one family", `select = ["ALL"]` + "\n" + `ignore = ["WSP"]`, "ARA001", "WSP001"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := load(t, c.text)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := config.Plan(nil)
			if err != nil {
				t.Fatal(err)
			}
			for code := range strings.FieldsSeq(c.on) {
				if !slices.Contains(plan.Rules, rules.Find(code)) {
					t.Errorf("%s does not run", code)
				}
			}
			for code := range strings.FieldsSeq(c.off) {
				if r := rules.Find(code); r != nil && slices.Contains(plan.Rules, r) {
					t.Errorf("%s runs", code)
				}
			}
		})
	}
}

func TestSafety(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rule       string
		given      fixers.Safety
		want       fixers.Safety
	}{
		{"unfixable", `unfixable = ["WSP"]`, "WSP001", fixers.Safe, fixers.Display},
		{"not fixable", `fixable = ["ARA"]`, "WSP001", fixers.Safe, fixers.Display},
		{"fixable", `fixable = ["WSP"]`, "WSP001", fixers.Safe, fixers.Safe},
		{"fixable beats a shorter unfixable", `fixable = ["WSP001"]` + "\n" + `unfixable = ["WSP"]`, "WSP001", fixers.Safe, fixers.Safe},
		{"promoted", `extend-safe-fixes = ["WSP"]`, "WSP001", fixers.Unsafe, fixers.Safe},
		{"demoted", `extend-unsafe-fixes = ["WSP"]`, "WSP001", fixers.Safe, fixers.Unsafe},
		{"a suggestion stays one", `extend-safe-fixes = ["WSP"]`, "WSP001", fixers.Display, fixers.Display},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := load(t, c.text)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := config.Plan(nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := plan.SafetyOf(rules.Find(c.rule), c.given); got != c.want {
				t.Errorf("a %s fix counts as %s, want %s", c.given, got, c.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", `selct = ["WSP"]`, `tanqih.toml:1: unknown key "selct"; did you mean "select"?`},
		{"unknown table", "[alow]\nwords = []", `tanqih.toml:1: unknown key "alow"; did you mean "allow"?`},
		{"unknown key of a table", "[allow]\nword = []", `tanqih.toml:2: unknown key "allow.word"; did you mean "words"?`},
		{"unknown rule", `ignore = ["WSP01x"]`, `tanqih.toml: ignore: no rule is called "WSP01x"; did you mean "WSP001"?`},
		{"unknown table of a rule", "[rules.WSP00O]\nx = 1", `tanqih.toml:1: unknown key "rules.WSP00O"; did you mean "WSP001"?`},
		{"wrong type", `ignore = 3`, `tanqih.toml:1:`},
		{"syntax", `ignore = [`, `tanqih.toml:1:`},
		{"pattern", `exclude = ["[a"]`, `tanqih.toml: "[a" is not a valid pattern`},
		{"severity", "[severity]\nWSP = \"high\"", `tanqih.toml: severity: "high" is no severity: it is error, warning or info`},
		{"circle", `extend = ["tanqih.toml"]`, `tanqih.toml: files extend each other in a circle`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := load(t, c.text)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestPairs(t *testing.T) {
	config, err := load(t, `select = ["WSP"]`, "select=['ARA001']", "language=fa", "per-file-ignores.'a/**'=['ARA']")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(config.Select, []string{"ARA001"}) || config.Language != "fa" || len(config.PerFileIgnores["a/**"]) != 1 {
		t.Errorf("got select %q, language %q, per-file-ignores %q", config.Select, config.Language, config.PerFileIgnores)
	}
	for arg, want := range map[string]bool{"select=['a']": true, "a.b = 1": true, "per-file-ignores.'a/**'=[]": true, "tanqih.toml": false, "dir/a=b.toml": false} {
		if got := IsPair(arg); got != want {
			t.Errorf("IsPair(%q) = %v", arg, got)
		}
	}
}

// The options of a rule are keys in kebab case, with the defaults of the rule.
func TestOptionsType(t *testing.T) {
	type options struct {
		MaxLength int
		Words     []string
	}
	table := optionsType(reflect.TypeFor[options]())
	if got := keys(table); !slices.Equal(got, []string{"max-length", "words"}) {
		t.Errorf("keys %q", got)
	}
	if !reflect.TypeFor[options]().ConvertibleTo(table) {
		t.Error("options do not convert to their table")
	}
}
