package rules

import (
	"strings"
	"testing"
)

func TestProse(t *testing.T) {
	for _, c := range []struct{ name, text, protected string }{
		{"plain", "one *two*\n", ""},
		{"front matter", "---\ntitle:  x\n---\ntext\n", "---\ntitle:  x\n---\n"},
		{"fence", "a\n```go\nx  y\n```\nb\n", "```go\nx  y\n```\n"},
		{"fence never closed", "a\n~~~\nx\n", "~~~\nx\n"},
		{"indented code", "a\n\n    x  y\n\nb\n", "    x  y\n"},
		{"a lazy continuation is prose", "a\n    b\n", ""},
		{"code span", "the `a  b` word\n", "`a  b`"},
		{"unbalanced back-quote", "the `a b\n", ""},
		{"double back-quotes", "``a ` b`` c\n", "``a ` b``"},
		{"link destination", "see [this](http://x.org/a..b) now\n", "(http://x.org/a..b)"},
		{"table", "| a | b |\n|---|---|\n| 1 | 2 |\ntext\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"},
	} {
		var got strings.Builder
		for _, s := range Prose(Markdown, c.text) {
			got.WriteString(s.Of(c.text))
		}
		if got.String() != c.protected {
			t.Errorf("%s: %q, want %q", c.name, got.String(), c.protected)
		}
	}
	if Prose(PlainText, "```\nx\n```\n") != nil {
		t.Error("plain text has no code")
	}
}
