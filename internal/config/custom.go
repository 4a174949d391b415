package config

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

var (
	customCode = regexp.MustCompile(`^[A-Z]{2,6}[0-9]{3}$`)
	customName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// addCustom adds the rules that the configuration defines to the catalogue.
func (c *Config) addCustom() error {
	c.catalogue = slices.Clone(c.catalogue)
	for i := range c.Rule {
		r, err := c.Rule[i].build()
		if err != nil {
			return fmt.Errorf("rule %q: %w", cmp.Or(c.Rule[i].Code, c.Rule[i].Name), err)
		}
		for _, o := range c.catalogue {
			if o.Code == r.Code || o.Name == r.Name {
				return fmt.Errorf("rule %q: %s is taken already; choose another code and name", r.Code, o)
			}
		}
		c.catalogue = append(c.catalogue, r)
	}
	slices.SortFunc(c.catalogue, func(a, b *rules.Rule) int { return cmp.Compare(a.Code, b.Code) })
	return nil
}

// custom is a rule of a configuration, ready to run.
type custom struct {
	CustomRule
	regexps []*regexp.Regexp
	safety  fixers.Safety
	title   string
}

// build checks the keys of a custom rule and makes the rule.
func (r *CustomRule) build() (*rules.Rule, error) {
	if !customCode.MatchString(r.Code) {
		return nil, errors.New("code: it is two to six capital letters and three digits, such as \"MY001\"")
	}
	if !customName.MatchString(r.Name) {
		return nil, errors.New("name: it is lower-case words joined by hyphens, such as \"old-spelling\"")
	}
	if len(r.Phrases)+len(r.Patterns) == 0 {
		return nil, errors.New("it has neither phrases nor patterns")
	}
	c := &custom{CustomRule: *r}
	for _, p := range r.Phrases {
		if strings.TrimSpace(p) == "" || strings.ContainsAny(p, "\r\n") {
			return nil, fmt.Errorf("phrases: %q is no phrase of one line", p)
		}
	}
	for _, p := range r.Patterns {
		re, err := regexp.Compile(p)
		if err != nil {
			return nil, fmt.Errorf("patterns: %w", err)
		}
		if re.MatchString("") {
			return nil, fmt.Errorf("patterns: %q matches the empty text", p)
		}
		c.regexps = append(c.regexps, re)
	}
	severity, err := ParseSeverity(cmp.Or(r.Severity, rules.Warning.String()))
	if err != nil {
		return nil, fmt.Errorf("severity: %w", err)
	}
	if err := c.fix(); err != nil {
		return nil, err
	}
	stage := rules.StageTypography
	if r.WholeLine {
		stage = rules.StageFurniture
	}
	summary := cmp.Or(r.Message, "text that a rule of your own finds")
	return &rules.Rule{
		Code: r.Code, Name: r.Name, Summary: summary, Doc: "A rule of tanqih.toml.", Since: "", Severity: severity,
		Stage: stage, Scope: rules.ScopeDocument, Fix: c.safety, Check: c.check,
	}, nil
}

// fix reads what the rule says about its repair.
func (c *custom) fix() error {
	if c.Replacement == nil {
		if c.Safety != "" {
			return errors.New("safety: there is no replacement; `replacement = \"\"` deletes")
		}
		return nil
	}
	switch cmp.Or(c.Safety, fixers.Unsafe.String()) {
	case fixers.Safe.String():
		c.safety = fixers.Safe
	case fixers.Unsafe.String():
		c.safety = fixers.Unsafe
	case fixers.Display.String():
		c.safety = fixers.Display
	default:
		return fmt.Errorf("safety: %q is none; it is safe, unsafe or display", c.Safety)
	}
	c.title = "put the replacement in its place"
	if *c.Replacement == "" {
		c.title = "delete it"
	}
	return nil
}

func (c *custom) check(p *rules.Pass) {
	for _, phrase := range c.Phrases {
		for at := 0; ; {
			i := strings.Index(p.Doc.Text[at:], phrase)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(phrase)
			if whole(p.Doc.Text, start, at) {
				c.report(p, fixers.Span{Start: start, End: at}, nil, nil)
			}
		}
	}
	for _, re := range c.regexps {
		if literal, _ := re.LiteralPrefix(); literal != "" && !strings.Contains(p.Doc.Text, literal) {
			continue
		}
		for _, l := range p.Doc.Lines() {
			text := p.Doc.Of(l)
			for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
				if m[1] > m[0] {
					c.report(p, fixers.Span{Start: l.Start + m[0], End: l.Start + m[1]}, re, &match{text, m})
				}
			}
		}
	}
}

// match is a place in a line where a pattern matched, with its groups.
type match struct {
	line   string
	groups []int
}

func (c *custom) report(p *rules.Pass, s fixers.Span, re *regexp.Regexp, m *match) {
	line := p.Doc.LineAt(s.Start)
	whole := fixers.Span{Start: line.Start, End: line.End}
	if c.WholeLine && p.Doc.Trimmed(whole) != p.Doc.Trimmed(s) {
		return
	}
	var f *rules.Finding
	if c.Message != "" {
		f = p.Report(s, "%s", c.Message)
	} else {
		f = p.Report(s, "%q", s.Of(p.Doc.Text))
	}
	if c.Kind != "" {
		f.With("kind", c.Kind)
	}
	if c.Replacement == nil {
		return
	}
	text := *c.Replacement
	if re != nil {
		text = string(re.ExpandString(nil, text, m.line, m.groups))
	}
	edit := fixers.Replace(s.Start, s.End, text)
	contract := fixers.AsAsked
	if text == "" {
		contract = fixers.RemovesOnly
		if c.WholeLine {
			edit = fixers.Edit{Span: p.Doc.WholeLine(line)}
		}
	}
	f.Fix(c.safety, contract, c.title, edit)
}

// whole reports whether text[start:end] is no part of a longer word at either end where it has a letter or digit itself.
func whole(text string, start, end int) bool {
	first, _ := utf8.DecodeRuneInString(text[start:end])
	last, _ := utf8.DecodeLastRuneInString(text[start:end])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (!inWord(first) || !inWord(before)) && (!inWord(last) || !inWord(after))
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// Custom are the custom rules of the configuration with the rules made from them.
func (c *Config) Custom() map[*rules.Rule]*CustomRule {
	all := map[*rules.Rule]*CustomRule{}
	for i := range c.Rule {
		for _, r := range c.catalogue {
			if r.Code == c.Rule[i].Code {
				all[r] = &c.Rule[i]
			}
		}
	}
	return all
}
