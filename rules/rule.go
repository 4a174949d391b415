// Package rules is the vocabulary of a lint of text (Document, Rule, Finding, Pass) and the catalogue of rules, one file each.
// The name of a file carries its code: ara001_tatweel.go. Rules read documents and report findings; they touch no file, no
// terminal and no configuration file.
package rules

import (
	"fmt"
	"sort"
	"strings"
	"sync"

	"github.com/tanqih/tanqih/fixers"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities, from one that never fails a run to one that always does.
const (
	Info Severity = iota
	Warning
	Error
)

// String is the name of the severity in reports: "info", "warning", "error".
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Stage is the step of a pass in which a rule runs. Repairs depend on each other: each stage sees the text the one before left.
type Stage uint8

// The stages, in their order.
const (
	StageDecode     Stage = iota + 1 // bytes to the right characters
	StageUnwrap                      // bidi embeddings, with the order they carry
	StageLetters                     // the order of letters inside words and lines
	StageBoundaries                  // word boundaries that joining forms prove
	StageFold                        // presentation forms to letters
	StageLigatures                   // swapped ligatures
	StageMarks                       // combining marks
	StageLines                       // the order of runs and lines
	StageMarkup                      // leaked markup
	StageFurniture                   // page furniture, chrome, duplicates
	StageTypography                  // letters, punctuation, white space
)

// LastAppliedStage is the last stage whose repairs a check makes in memory before later stages look at the text; the stages
// after it all look at one and the same text.
const LastAppliedStage = StageLines

// Scope says how often a rule is asked.
type Scope uint8

// The scopes.
const (
	ScopeLine     Scope = iota // once for each line that triggers it
	ScopeDocument              // once for each document that triggers it
)

// Trigger names the character classes and pairs without which a rule cannot fire. The zero value means always.
type Trigger struct {
	Classes Classes
	Pairs   Pairs
}

// Meets reports whether text with these classes and pairs may concern the rule.
func (t Trigger) Meets(c Classes, p Pairs) bool {
	return t.Classes == 0 && t.Pairs == 0 || t.Classes&c != 0 || t.Pairs&p != 0
}

// Rule is one thing that tanqih finds: data, and one function.
type Rule struct {
	Code      string // stable: once shipped it never changes its meaning ("ARA001")
	Name      string // kebab case, accepted wherever the code is ("tatweel")
	Summary   string // one line, lower case, no full stop
	Doc       string // what it finds and why that is damage; Markdown
	FixSafety string // when the fix is safe and when not; Markdown, empty when there is no fix
	Since     string // the version that brought it
	Severity  Severity
	Off       bool // not in the default set: policy, or expensive
	Stage     Stage
	Scope     Scope
	Trigger   Trigger
	Fix       fixers.Safety // the best fix it offers
	// HoldsLine says that the white space, order or form of the whole line proves the finding: while its fix is not applied, no
	// later stage may repair that line.
	HoldsLine bool
	Options   any    // a struct value that holds the defaults; its fields are the keys of the rule's table in tanqih.toml
	Bad, Good string // an example that fires, and the text after its fix (or one that is right); the tests run them
	Check     func(*Pass)
}

// URL is the page that documents the rule.
func (r *Rule) URL() string {
	if r.Check == nil { // what is said of fixes and suppressions, not of texts
		return "https://github.com/tanqih/tanqih/blob/main/docs/ci.md"
	}
	return "https://github.com/tanqih/tanqih/blob/main/docs/rules/" + r.Code + ".md"
}

// String is code and name, as reports print them: "ARA001 tatweel".
func (r *Rule) String() string { return r.Code + " " + r.Name }

var registry []*Rule

// register adds a rule to the catalogue; it is called from package-level variables, so that a file is all a rule takes.
func register(r Rule) *Rule { //nolint:unparam // a declaration at package level needs a value
	registry = append(registry, &r)
	return &r
}

var sorted = sync.OnceValue(func() []*Rule {
	all := append([]*Rule(nil), registry...)
	sort.Slice(all, func(i, j int) bool { return all[i].Code < all[j].Code })
	return all
})

// All is the catalogue, sorted by code. The slice must not be changed.
func All() []*Rule { return sorted() }

// Find is the rule with this code or name, or nil.
func Find(id string) *Rule {
	for _, r := range All() {
		if strings.EqualFold(r.Code, id) || r.Name == id {
			return r
		}
	}
	return nil
}

// Select is the rules that a selector names: a code, a name, a prefix of codes ("ARA", "WEB01") or "ALL".
// The error names the nearest code or name when there is none.
func Select(selector string) ([]*Rule, error) {
	if selector == "ALL" {
		return All(), nil
	}
	if r := Find(selector); r != nil {
		return []*Rule{r}, nil
	}
	var found []*Rule
	upper := strings.ToUpper(selector)
	for _, r := range All() {
		if selector != "" && strings.HasPrefix(r.Code, upper) {
			found = append(found, r)
		}
	}
	if found == nil {
		return nil, fmt.Errorf("no rule is called %q%s", selector, didYouMean(selector))
	}
	return found, nil
}

func didYouMean(selector string) string {
	var names []string
	for _, r := range All() {
		names = append(names, r.Code, r.Name, r.Code[:3])
	}
	if near := Nearest(selector, names); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return "; `tanqih rule --all` lists them"
}

// Nearest is the name with the smallest edit distance (Levenshtein, case ignored) to s, or "" when none is closer than a
// third of its length.
func Nearest(s string, names []string) string {
	best, limit := "", 1+len(s)/3
	for _, n := range names {
		if d := levenshtein(strings.ToLower(s), strings.ToLower(n)); d <= limit && (best == "" || d < limit) {
			best, limit = n, d
		}
	}
	return best
}

func levenshtein(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
