// Package config is tanqih.toml: its keys, where it is found, and what it says for one file. The tables of the rules are built from
// the registry, so that a new rule brings its options along.
package config

import (
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/walk"
	"github.com/tanqih/tanqih/rules"
)

// FileName is the name of the configuration file.
const FileName = "tanqih.toml"

// Settings are the keys of tanqih.toml other than the tables of the rules. Lists of rules take codes ("ARA001"), names ("tatweel"),
// prefixes ("ARA") and "ALL".
type Settings struct {
	Extend []string `toml:"extend" comment:"files whose settings and custom rules are read first"`

	Select       []string `toml:"select" comment:"the rules to run; default: all that are on by default"`
	Ignore       []string `toml:"ignore" comment:"rules not to run"`
	ExtendSelect []string `toml:"extend-select" comment:"rules to run besides those of select"`

	Fixable           []string `toml:"fixable" comment:"rules whose fixes may be applied; default: all"`
	Unfixable         []string `toml:"unfixable" comment:"rules whose fixes are never applied"`
	ExtendSafeFixes   []string `toml:"extend-safe-fixes" comment:"rules whose unsafe fixes count as safe"`
	ExtendUnsafeFixes []string `toml:"extend-unsafe-fixes" comment:"rules whose safe fixes count as unsafe"`
	UnsafeFixes       bool     `toml:"unsafe-fixes" comment:"apply unsafe fixes too"`

	PerFileIgnores map[string][]string `toml:"per-file-ignores" comment:"rules not to run on the files that match a pattern"`
	Severity       map[string]string   `toml:"severity" comment:"error, warning or info by rule"`
	FailOn         string              `toml:"fail-on" comment:"the lowest severity that makes exit code 1: error, warning, info or never" jsonschema:"enum=error,enum=warning,enum=info,enum=never"`
	MaxRate        map[string]string   `toml:"max-rate" comment:"findings that are tolerated by rule, such as \"5/10k-words\""`
	Baseline       string              `toml:"baseline" comment:"file of findings that are known"`
	Allow          Allow               `toml:"allow" comment:"text that is right as it is"`

	Include       []string `toml:"include" comment:"files to read in folders"`
	Exclude       []string `toml:"exclude" comment:"files and folders to leave out"`
	ExtendExclude []string `toml:"extend-exclude" comment:"files and folders to leave out besides those of exclude"`
	ForceExclude  bool     `toml:"force-exclude" comment:"leave them out even when they are named on the command line"`

	Language      string `toml:"language" comment:"language of all documents, such as \"ar\"; default: found out for each"`
	LanguageModel string `toml:"language-model" comment:"language model to ask in place of the one that comes with the program, as tanqih train makes it"`

	Rule []CustomRule `toml:"rule" comment:"custom rules"`
}

// Allow is text that no finding may touch.
type Allow struct {
	Words    []string `toml:"words" comment:"words and phrases that are right as they are"`
	Patterns []string `toml:"patterns" comment:"regular expressions (RE2) of text that is right as it is"`
}

// Case is a text that a custom rule is tested on, with the text after its fixes.
type Case struct {
	Before string `toml:"before" comment:"a text"`
	After  string `toml:"after" comment:"the text after all fixes of the rule"`
}

// CustomRule is a rule that a configuration defines.
type CustomRule struct {
	Code        string   `toml:"code" comment:"capital letters and three digits, unlike any other rule's"`
	Name        string   `toml:"name" comment:"words joined by hyphens"`
	Message     string   `toml:"message" comment:"what to say"`
	Phrases     []string `toml:"phrases" comment:"phrases to find, as whole words"`
	Patterns    []string `toml:"patterns" comment:"regular expressions (RE2) to find inside a line"`
	Kind        string   `toml:"kind" comment:"what kind of text it is, such as \"share\": evidence of the finding"`
	WholeLine   bool     `toml:"whole-line" comment:"only when the line holds nothing else"`
	Replacement *string  `toml:"replacement" comment:"text to put in its place; $1 is a group of the pattern"`
	Safety      string   `toml:"safety" comment:"safe, unsafe or display; default: unsafe" jsonschema:"enum=safe,enum=unsafe,enum=display"`
	Severity    string   `toml:"severity" comment:"error, warning or info; default: warning" jsonschema:"enum=error,enum=warning,enum=info"`
	Pass        []string `toml:"pass" comment:"texts without a finding, for tanqih test"`
	Fail        []string `toml:"fail" comment:"texts with a finding, for tanqih test"`
	Fix         []Case   `toml:"fix" comment:"texts before and after the fix, for tanqih test"`
}

// Config is the configuration of the files of one folder.
type Config struct {
	Settings
	Root   string // absolute: the folder that patterns are relative to
	File   string // absolute: the file that was read, or ""
	Tables map[string]any

	catalogue []*rules.Rule
}

// Default is the configuration without any file.
func Default(root string) *Config {
	c := &Config{Root: root, Tables: map[string]any{}}
	c.Include, c.Exclude = walk.DefaultInclude, walk.DefaultExclude
	c.FailOn = rules.Warning.String()
	c.catalogue = rules.All()
	return c
}

// Filter is what a walk must know of the configuration.
func (c *Config) Filter() *walk.Filter {
	return &walk.Filter{Root: c.Root, Include: c.Include, Exclude: slices.Concat(c.Exclude, c.ExtendExclude)}
}

// Catalogue is the rules that there are: those of tanqih and the custom ones, by code.
func (c *Config) Catalogue() []*rules.Rule { return c.catalogue }

// Find is the rules that a selector names: a code, a name, a prefix of codes or "ALL", which leaves [rules.Housekeeping] out. The error names
// the nearest one.
func (c *Config) Find(selector string) ([]*rules.Rule, error) {
	var found []*rules.Rule
	for _, r := range c.catalogue {
		if strings.EqualFold(r.Code, selector) || r.Name == selector {
			return []*rules.Rule{r}, nil
		}
		if selector == "ALL" || selector != "" && strings.HasPrefix(r.Code, strings.ToUpper(selector)) {
			found = append(found, r)
		}
	}
	if found != nil {
		return found, nil
	}
	for _, r := range rules.Housekeeping() {
		if r.Name == selector || selector != "" && strings.HasPrefix(r.Code, strings.ToUpper(selector)) {
			found = append(found, r)
		}
	}
	if found != nil {
		return found, nil
	}
	return rules.Select(selector)
}

// set is the rules that the selectors name, with the length of the longest selector that names each: a longer one is more
// specific and wins, so that `ignore = ["ARA"]` gives way to `select = ["ARA001"]`.
func (c *Config) set(key string, selectors []string) (map[*rules.Rule]int, error) {
	weights := map[*rules.Rule]int{}
	for _, s := range selectors {
		found, err := c.Find(s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		weight := len(s)
		if len(found) == 1 && (strings.EqualFold(found[0].Code, s) || found[0].Name == s) {
			weight = 1 << 10
		} else if s == "ALL" {
			weight = 0
		}
		for _, r := range found {
			weights[r] = max(weights[r], weight+1)
		}
	}
	return weights, nil
}

// Plan is what to do with one file: the rules that run, their options and what becomes of their fixes.
type Plan struct {
	Rules    []*rules.Rule
	Options  map[string]any
	SafetyOf func(*rules.Rule, fixers.Safety) fixers.Safety
	Severity map[*rules.Rule]rules.Severity // of the rules whose severity is not their own
	Silent   []*rules.Rule                  // of [rules.Housekeeping], those that are not reported
}

// Ignored is the patterns of per-file-ignores that match a file (absolute), in a stable order; files with the same patterns have the
// same plan.
func (c *Config) Ignored(file string) []string {
	var hit []string
	for _, pattern := range slices.Sorted(maps.Keys(c.PerFileIgnores)) {
		if walk.Matches(c.Root, file, []string{pattern}) {
			hit = append(hit, pattern)
		}
	}
	return hit
}

// Plan is the plan for files that match these patterns of per-file-ignores.
func (c *Config) Plan(ignored []string) (*Plan, error) {
	run, err := c.selected()
	if err != nil {
		return nil, err
	}
	for _, pattern := range ignored {
		off, err := c.set("per-file-ignores", c.PerFileIgnores[pattern])
		if err != nil {
			return nil, err
		}
		run = slices.DeleteFunc(run, func(r *rules.Rule) bool { return off[r] > 0 })
	}
	p := &Plan{Rules: run, Options: c.Tables, Severity: map[*rules.Rule]rules.Severity{}}
	ignore := slices.Clone(c.Ignore)
	for _, pattern := range ignored {
		ignore = append(ignore, c.PerFileIgnores[pattern]...)
	}
	off, err := c.set("ignore", ignore)
	if err != nil {
		return nil, err
	}
	for _, r := range rules.Housekeeping() {
		if off[r] > 0 && r != rules.RefusedFix {
			p.Silent = append(p.Silent, r)
		}
	}
	if p.SafetyOf, err = c.safety(); err != nil {
		return nil, err
	}
	for _, selector := range slices.SortedFunc(maps.Keys(c.Severity), byLength) {
		severity, err := ParseSeverity(c.Severity[selector])
		if err != nil {
			return nil, fmt.Errorf("severity: %w", err)
		}
		found, err := c.Find(selector)
		if err != nil {
			return nil, fmt.Errorf("severity: %w", err)
		}
		for _, r := range found {
			p.Severity[r] = severity
		}
	}
	return p, nil
}

func byLength(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// ParseSeverity is the severity of that name.
func ParseSeverity(name string) (rules.Severity, error) {
	for _, s := range []rules.Severity{rules.Info, rules.Warning, rules.Error} {
		if s.String() == name {
			return s, nil
		}
	}
	return 0, fmt.Errorf("%q is no severity: it is error, warning or info", name)
}

func (c *Config) selected() ([]*rules.Rule, error) {
	var on map[*rules.Rule]int
	var err error
	if c.Select == nil {
		on = map[*rules.Rule]int{}
		for _, r := range c.catalogue {
			if !r.Off {
				on[r] = 1
			}
		}
	} else if on, err = c.set("select", c.Select); err != nil {
		return nil, err
	}
	more, err := c.set("extend-select", c.ExtendSelect)
	if err != nil {
		return nil, err
	}
	off, err := c.set("ignore", c.Ignore)
	if err != nil {
		return nil, err
	}
	var run []*rules.Rule
	for _, r := range c.catalogue {
		if weight := max(on[r], more[r]); weight > 0 && weight > off[r] {
			run = append(run, r)
		}
	}
	return run, nil
}

func (c *Config) safety() (func(*rules.Rule, fixers.Safety) fixers.Safety, error) {
	var fixable map[*rules.Rule]int
	var err error
	if c.Fixable != nil {
		if fixable, err = c.set("fixable", c.Fixable); err != nil {
			return nil, err
		}
	}
	unfixable, err := c.set("unfixable", c.Unfixable)
	if err != nil {
		return nil, err
	}
	up, err := c.set("extend-safe-fixes", c.ExtendSafeFixes)
	if err != nil {
		return nil, err
	}
	down, err := c.set("extend-unsafe-fixes", c.ExtendUnsafeFixes)
	if err != nil {
		return nil, err
	}
	if fixable == nil && len(unfixable)+len(up)+len(down) == 0 {
		return nil, nil
	}
	return func(r *rules.Rule, s fixers.Safety) fixers.Safety {
		switch {
		case s <= fixers.Display:
			return s
		case unfixable[r] > 0 && unfixable[r] >= fixable[r], fixable != nil && fixable[r] == 0:
			return fixers.Display
		case up[r] > down[r]:
			return fixers.Safe
		case down[r] > 0:
			return min(s, fixers.Unsafe)
		}
		return s
	}, nil
}

// Check reports the first value that makes no sense.
func (c *Config) Check() error {
	if err := c.Filter().Check(); err != nil {
		return err
	}
	if _, err := ParseSeverity(c.FailOn); err != nil && c.FailOn != "never" {
		return fmt.Errorf("fail-on: %q is no severity: it is error, warning, info or never", c.FailOn)
	}
	for _, pattern := range slices.Sorted(maps.Keys(c.PerFileIgnores)) {
		if err := (&walk.Filter{Include: []string{pattern}}).Check(); err != nil {
			return fmt.Errorf("per-file-ignores: %w", err)
		}
		if _, err := c.set("per-file-ignores", c.PerFileIgnores[pattern]); err != nil {
			return err
		}
	}
	_, err := c.Plan(nil)
	return err
}

// keys are the names of the keys of a struct type.
func keys(t reflect.Type) []string {
	var names []string
	for f := range t.Fields() {
		names = append(names, keyOf(f))
	}
	return names
}

// keyOf is the key of a field: that of its toml tag, or its name in kebab case.
func keyOf(f reflect.StructField) string {
	if tag, _, _ := strings.Cut(f.Tag.Get("toml"), ","); tag != "" {
		return tag
	}
	var b strings.Builder
	for i, r := range f.Name {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('-')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func relativeTo(root, file string) string {
	if rel, err := filepath.Rel(root, file); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return file
}
