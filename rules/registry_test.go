package rules_test

import (
	"regexp"
	"testing"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

func TestRegistry(t *testing.T) {
	code, name := regexp.MustCompile(`^[A-Z]{3}\d{3}$`), regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, r := range rules.All() {
		switch {
		case !code.MatchString(r.Code):
			t.Errorf("%s: a code is three capitals and three digits", r)
		case !name.MatchString(r.Name):
			t.Errorf("%s: a name is kebab case", r)
		case seen[r.Code] || seen[r.Name]:
			t.Errorf("%s: taken", r)
		case r.Summary == "" || r.Doc == "" || r.Since == "":
			t.Errorf("%s: summary, documentation and version are needed", r)
		case r.Stage < rules.StageDecode || r.Stage > rules.StageTypography:
			t.Errorf("%s: no stage", r)
		case (r.Fix >= fixers.Unsafe) != (r.FixSafety != ""):
			t.Errorf("%s: a rule that offers a fix says when it is safe, and only such a rule", r)
		case r.Check == nil:
			t.Errorf("%s: no check", r)
		}
		seen[r.Code], seen[r.Name] = true, true
	}
}

func TestSelect(t *testing.T) {
	for selector, want := range map[string]string{"WSP001": "WSP001", "trailing-space": "WSP001", "wsp001": "WSP001"} {
		got, err := rules.Select(selector)
		if err != nil || len(got) != 1 || got[0].Code != want {
			t.Errorf("%s: %v %v", selector, got, err)
		}
	}
	if family, err := rules.Select("WSP"); err != nil || len(family) < 5 {
		t.Errorf("WSP: %v %v", family, err)
	}
	_, err := rules.Select("trailing-spaces")
	if err == nil || !regexp.MustCompile(`did you mean "trailing-space"`).MatchString(err.Error()) {
		t.Errorf("the nearest name is not offered: %v", err)
	}
}
