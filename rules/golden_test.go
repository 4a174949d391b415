package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/engine"
	"github.com/tanqih/tanqih/rules"
)

// goldenCase is one named case of a file in testdata/rules. The sections of a case are
//
//	-- input:NAME --      the document (input.md: in Markdown); input.quoted: Go string literals, joined as they are
//	-- findings:NAME --   one line a finding: ROW:COL-ROW:COL SAFETY message; missing or empty: nothing may be found
//	-- fixed:NAME --      after the safe fixes; missing: as the input
//	-- unsafe:NAME --     after the unsafe fixes too; missing: as fixed
//
// The rule is the one whose code starts the name of the file; a first line "with: CODE,CODE" adds others.
type goldenCase struct {
	file, name string
	rules      []*rules.Rule
	kind       rules.Kind
	sections   map[string]string
}

func (c goldenCase) String() string { return c.file + "/" + c.name }

func goldenCases(t testing.TB) []goldenCase {
	t.Helper()
	files, err := filepath.Glob("../testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []goldenCase
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(file), ".txtar")
		code, _, _ := strings.Cut(base, "_")
		selected := []*rules.Rule{rules.Find(code)}
		archive := txtar.Parse(data)
		if first, _, _ := strings.Cut(string(archive.Comment), "\n"); strings.HasPrefix(first, "with:") {
			for id := range strings.SplitSeq(strings.TrimPrefix(first, "with:"), ",") {
				selected = append(selected, rules.Find(strings.TrimSpace(id)))
			}
		}
		for _, r := range selected {
			if r == nil {
				t.Fatalf("%s: no such rule", file)
			}
		}
		at := map[string]int{}
		for _, f := range archive.Files {
			section, name, _ := strings.Cut(f.Name, ":")
			section, form, _ := strings.Cut(section, ".")
			i, ok := at[name]
			if !ok {
				i = len(all)
				at[name] = i
				all = append(all, goldenCase{file: base, name: name, rules: selected, sections: map[string]string{}})
			}
			text := string(f.Data)
			switch {
			case form == "quoted":
				if text, err = unquoteLines(text); err != nil {
					t.Fatalf("%s: %s: %v", file, f.Name, err)
				}
			case form == "md" && section == "input":
				all[i].kind = rules.Markdown
			case form != "":
				t.Fatalf("%s: unknown form of section %q", file, f.Name)
			}
			switch section {
			case "input", "findings", "fixed", "unsafe":
			default:
				t.Fatalf("%s: unknown section %q", file, f.Name)
			}
			if _, twice := all[i].sections[section]; twice {
				t.Fatalf("%s: two sections %q", file, f.Name)
			}
			all[i].sections[section] = text
		}
	}
	return all
}

func unquoteLines(text string) (string, error) {
	var b strings.Builder
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		s, err := strconv.Unquote(strings.TrimSpace(l))
		if err != nil {
			return "", fmt.Errorf("%s: %w", l, err)
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

func TestGolden(t *testing.T) {
	for _, c := range goldenCases(t) {
		t.Run(c.String(), func(t *testing.T) {
			input, ok := c.sections["input"]
			if !ok {
				t.Fatal("no input")
			}
			safe := engine.New(engine.Settings{Rules: c.rules, Protect: rules.Prose})
			all := engine.New(engine.Settings{Rules: c.rules, Unsafe: true, Protect: rules.Prose})
			doc := func(text string) *rules.Document { return rules.NewDocument("input", c.kind, text) }

			result := safe.Check(doc(input))
			if diff := cmp.Diff(c.sections["findings"], describe(input, result.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			want := input
			if w, ok := c.sections["fixed"]; ok {
				want = w
			}
			fixed := safe.Fix(doc(input))
			compare(t, "fixed", want, fixed)
			compare(t, "fixed twice", fixed.Text, safe.Fix(doc(fixed.Text)))
			if w, ok := c.sections["unsafe"]; ok {
				want = w
			}
			unsafe := all.Fix(doc(input))
			compare(t, "unsafe", want, unsafe)
			compare(t, "unsafe twice", unsafe.Text, all.Fix(doc(unsafe.Text)))
			compare(t, "safe fixes, then unsafe ones", unsafe.Text, all.Fix(doc(fixed.Text)))
		})
	}
}

func compare(t *testing.T, what, want string, got engine.Result) {
	t.Helper()
	if want != got.Text {
		t.Errorf("%s (-want +got):\n%s", what, cmp.Diff(escape(want), escape(got.Text)))
	}
	for _, r := range got.Refused {
		t.Errorf("%s: %v refused: %v", what, r.Rules, r.Err)
	}
}

// escape makes the characters visible that a reader of a failure could not see.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "<%02X>", s[i])
		case r == '\n':
			b.WriteString("\n")
		case r < 0x20 || r >= 0x7F && r <= 0xA0 || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF || r == 0xAD:
			fmt.Fprintf(&b, "<%U>", r)
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

func describe(text string, found []engine.Finding) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%s-%s %s %s\n", place(text, f.Span.Start), place(text, f.Span.End), f.Safety, f.Message())
	}
	return b.String()
}

func place(text string, at int) string {
	row := 1 + strings.Count(text[:at], "\n")
	column := 1 + utf8.RuneCountInString(text[strings.LastIndexByte(text[:at], '\n')+1:at])
	return fmt.Sprintf("%d:%d", row, column)
}

// Every rule is shown firing at least once and, with a good reason to fire, staying silent at least twice.
func TestEveryRuleHasGoldenCases(t *testing.T) {
	fires, silent := map[string]int{}, map[string]int{}
	for _, c := range goldenCases(t) {
		code := c.rules[0].Code
		if c.sections["findings"] != "" {
			fires[code]++
		} else {
			silent[code]++
		}
	}
	for _, r := range rules.All() {
		if fires[r.Code] < 1 || silent[r.Code] < 2 {
			t.Errorf("%s: %d cases in which it fires (at least 1), %d in which it must not (at least 2)", r, fires[r.Code], silent[r.Code])
		}
	}
}

func TestExamplesOfTheDocumentation(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.Code, func(t *testing.T) {
			e := engine.New(engine.Settings{Rules: []*rules.Rule{r}, Unsafe: true})
			if r.Bad == "" || r.Good == "" {
				t.Fatal("a rule shows a bad and a good text")
			}
			if len(e.Check(rules.NewDocument("", rules.PlainText, r.Bad)).Findings) == 0 {
				t.Errorf("nothing found in the bad example %q", r.Bad)
			}
			good := e.Check(rules.NewDocument("", rules.PlainText, r.Good))
			if s := describe(r.Good, good.Findings); s != "" {
				t.Errorf("found in the good example %q:\n%s", r.Good, s)
			}
			if r.Fix >= fixers.Unsafe {
				if fixed := e.Fix(rules.NewDocument("", rules.PlainText, r.Bad)); fixed.Text != r.Good {
					t.Errorf("the bad example becomes %q, not %q", fixed.Text, r.Good)
				}
			}
		})
	}
}
