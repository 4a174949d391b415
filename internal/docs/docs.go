// Package docs renders the documentation of rules from their own metadata, for the folder docs/ and for `tanqih rule`.
package docs

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// Families are the prefixes of codes and what they stand for, in the order of the catalogue.
var Families = []struct{ Prefix, Title string }{
	{"ENC", "Encoding"}, {"UNI", "Unicode form"}, {"ARA", "Arabic script"}, {"ORD", "Reading order"}, {"SPL", "Words"},
	{"LAY", "Layout and page furniture"}, {"WSP", "White space"}, {"PUN", "Punctuation"}, {"DUP", "Duplication"},
	{"WEB", "Site chrome"}, {"MRK", "Leaked markup"}, {"OCR", "Recognition damage"}, {"QLT", "Document gates"},
}

// FixText says in a few words what a rule repairs: "safe", "unsafe", "suggestion", "none".
func FixText(s fixers.Safety) string {
	switch s {
	case fixers.Safe:
		return "safe"
	case fixers.Unsafe:
		return "unsafe"
	case fixers.Display:
		return "suggestion"
	}
	return "none"
}

// Page is the page of a rule in Markdown: what it finds and why, an example, and when its fix is safe.
func Page(r *rules.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s\n\n%s\n\n", r.Code, r.Name, sentence(r.Summary))
	state := "on by default"
	if r.Off {
		state = "off by default: `--extend-select " + r.Code + "`"
	}
	fmt.Fprintf(&b, "Severity: %s · Fix: %s · %s", r.Severity, FixText(r.Fix), state)
	if r.Since != "" {
		fmt.Fprintf(&b, " · since %s", r.Since)
	}
	fmt.Fprintf(&b, "\n\n## What it finds\n\n%s\n", strings.TrimSpace(r.Doc))
	if r.Bad == "" {
		return b.String() // a rule of a configuration
	}
	fmt.Fprintf(&b, "\n## Example\n\n%s\n\n", fence(r.Bad))
	if r.Fix >= fixers.Unsafe {
		b.WriteString("After the fix:\n\n")
	} else {
		b.WriteString("Not reported:\n\n")
	}
	fmt.Fprintf(&b, "%s\n", fence(r.Good))
	if r.FixSafety != "" {
		fmt.Fprintf(&b, "\n## Fix safety\n\n%s\n", strings.TrimSpace(r.FixSafety))
	}
	if options := Options(r); len(options) > 0 {
		fmt.Fprintf(&b, "\n## Options\n\nIn `tanqih.toml`, under `[rules.%s]`:\n\n", r.Code)
		for _, o := range options {
			fmt.Fprintf(&b, "- `%s` (default `%v`): %s\n", o.Key, o.Default, o.Doc)
		}
	}
	return b.String()
}

// Option is one setting of a rule.
type Option struct {
	Key     string
	Default any
	Doc     string
}

// Options are the settings of a rule, read from the fields of its Options value: the tag `toml` holds the key, `doc` the explanation.
func Options(r *rules.Rule) []Option {
	if r.Options == nil {
		return nil
	}
	v := reflect.ValueOf(r.Options)
	var out []Option
	for i := range v.NumField() {
		f := v.Type().Field(i)
		out = append(out, Option{f.Tag.Get("toml"), v.Field(i).Interface(), f.Tag.Get("doc")})
	}
	return out
}

// Index is the list of all rules in Markdown, by family.
func Index() string {
	var b strings.Builder
	b.WriteString("# Rules\n\nEvery rule has a stable code and a name; both are accepted wherever a rule is named, and so is a prefix (`--select ARA`).\n" +
		"**Fix**: safe (`tanqih fix` applies it), unsafe (`--unsafe-fixes`), suggestion (shown, never applied), none. Rules in italics are off by default.\n")
	for _, f := range Families {
		var rows strings.Builder
		for _, r := range rules.All() {
			if !strings.HasPrefix(r.Code, f.Prefix) {
				continue
			}
			name := r.Name
			if r.Off {
				name = "*" + name + "*"
			}
			fmt.Fprintf(&rows, "| [%s](rules/%s.md) | %s | %s | %s |\n", r.Code, r.Code, name, strings.ReplaceAll(r.Summary, "|", "\\|"), FixText(r.Fix))
		}
		if rows.Len() > 0 {
			fmt.Fprintf(&b, "\n## %s %s\n\n| code | name | finds | fix |\n| --- | --- | --- | --- |\n%s", f.Prefix, f.Title, rows.String())
		}
	}
	return b.String()
}

func sentence(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:]) + "."
}

// fence puts a text in a code block in which every character that a reader could not see has a name.
func fence(text string) string {
	mark := "```"
	for strings.Contains(text, mark) {
		mark += "`"
	}
	return mark + "text\n" + strings.TrimSuffix(Visible(text), "\n") + "\n" + mark
}

// Visible is text with the characters that show nothing, or change how the rest is shown, written as <U+200F>.
func Visible(text string) string {
	var b strings.Builder
	lines := strings.SplitAfter(text, "\n")
	for _, line := range lines {
		body := strings.TrimSuffix(line, "\n")
		spaces := len(body) - len(strings.TrimRight(body, " "))
		for i, r := range strings.ToValidUTF8(body, "\x1a") {
			switch {
			case r == ' ' && i >= len(body)-spaces:
				b.WriteString("<space>")
			case r == 0x1A:
				b.WriteString("<invalid byte>")
			case r < 0x20, r >= 0x7F && r <= 0xA0, r == 0xAD, r == 0x61C, r == 0x180E, r >= 0x2000 && r <= 0x200F, r >= 0x2028 && r <= 0x202F,
				r >= 0x205F && r <= 0x206F, r == 0xFEFF, r == 0xFFFC, r >= 0xE000 && r <= 0xF8FF:
				fmt.Fprintf(&b, "<%U>", r)
			default:
				b.WriteRune(r)
			}
		}
		if body != line {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
