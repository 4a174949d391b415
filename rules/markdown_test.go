package rules

import (
	"strings"
	"testing"
	"time"

	"github.com/tanqih/tanqih/fixers"
)

func TestProse(t *testing.T) {
	const js = "```js\nx = f(a , b) ;\ns = \"one.Two\"\n\n\ny  =  1\n```\n"
	for _, c := range []struct{ name, text, protected string }{
		{"plain", "one *two*\n", ""},
		{"front matter", "---\ntitle:  x\n---\ntext\n", "---\ntitle:  x\n---\n"},
		{"front matter of TOML", "+++\ntitle = \"a , b\"\n+++\n\ntext\n", "+++\ntitle = \"a , b\"\n+++\n"},
		{"a line at the start is no front matter", "---\n\nOne , two\n", ""},
		{"front matter never closed", "---\nOne , two\n", ""},
		{"fence", "a\n```go\nx  y\n```\nb\n", "```go\nx  y\n```\n"},
		{"fence never closed", "a\n~~~\nx\n", "~~~\nx\n"},
		{"a fence holds a shorter one", "````md\n```\nx\n```\n````\nb\n", "````md\n```\nx\n```\n````\n"},
		{"indented code", "a\n\n    x  y\n\nb\n", "    x  y\n"},
		{"blank lines in indented code", "a\n\n    x\n\n\n    y\n\nb\n", "    x\n\n\n    y\n"},
		{"code indented by a tab", "a\n\n\tx  y\n\nb\n", "\tx  y\n"},
		{"a lazy continuation is prose", "a\n    b\n", ""},
		{"fence under an item", "- a:\n" + indented("  ", js) + "\nb\n", indented("  ", js)},
		{"fence under a number of two digits", "10. a:\n" + indented("    ", js) + "\nb\n", indented("    ", js)},
		{"fence under a wide item", "-   a:\n" + indented("    ", js) + "b\n", indented("    ", js)},
		{"fence under an item in an item", "- a\n  - b:\n" + indented("    ", js) + "- c , d\n", indented("    ", js)},
		{"fence indented by tabs", "- a\n\t- b:\n" + indented("\t\t", js) + "- c\n", indented("\t\t", js)},
		{"fence behind a blank line", "* a\n  more\n  * b\n\n" + indented("    ", js) + "\nb\n", indented("    ", js)},
		{"fence as an item", "- ```\n  x  y\n  ```\n- b\n", "- ```\n  x  y\n  ```\n"},
		{"fence in a quote", "> q:\n" + indented("> ", js) + "\nb\n", indented("> ", js)},
		{"the quote's end is the fence's", "> ```\n> x  y\nb , c\n", "> ```\n> x  y\n"},
		{"the item's end is the fence's", "- ```\n  x  y\n\nb , c\n", "- ```\n  x  y\n\n"},
		{"fence in an item in a quote", "> - q:\n" + indented(">   ", js) + "b\n", indented(">   ", js)},
		{"fence in a quote in an item", "- q:\n  > t\n  >\n" + indented("  > ", js) + "b\n", indented("  > ", js)},
		{"code in an item", "- a\n\n      x  y\n\nb\n", "      x  y\n"},
		{"a paragraph in an item", "1. a\n\n   b , c\n\n   d\n", ""},
		{"a paragraph under a wide item", "-   a\n\n    b , c\n", ""},
		{"code in a quote", ">     x  y\n> b\n", ">     x  y\n"},
		{"a lazy line of a quote", "> a\nb `c  d` e\n", "`c  d`"},
		{"no list: the number is not 1", "in the year\n1999. That was `x  y`.\n", "`x  y`"},
		{"code span", "the `a  b` word\n", "`a  b`"},
		{"code span over two lines", "the `a ,\nb` word and `c  d` here\n", "`a ,\nb``c  d`"},
		{"code span over two lines of a quote", "> the `a ,\n> b` word\n", "`a ,\n> b`"},
		{"a code span ends with its paragraph", "the `a\n\nb` and `c  d`\n", "` and `"},
		{"an item ends the paragraph", "- the `a\n- b`\n", ""},
		{"escaped back-quote", "the \\`a  b` c\n", ""},
		{"unbalanced back-quote", "the `a b\n", ""},
		{"double back-quotes", "``a ` b`` c\n", "``a ` b``"},
		{"heading", "# The `a  b`\nand `c\nd`\n", "`a  b``c\nd`"},
		{"link destination", "see [this](http://x.org/a..b) now\n", "(http://x.org/a..b)"},
		{"parentheses in a destination", "see [this](http://x.org/a_(b) \"The  title\") now\n", "(http://x.org/a_(b) \"The  title\")"},
		{"definition of a link", "[a]: http://x.org/a..b  \"t\"\n[b c]: /x\n\n[^1]: note , here\n", "[a]: http://x.org/a..b  \"t\"[b c]: /x"},
		{"autolink", "see <http://x.org/a , b> and <me@x.org> now\n", "<http://x.org/a , b><me@x.org>"},
		{"attributes", "An <img src=\"a , b.png\"  alt=\"x > y\"> here, <b>bold</b>.\n", " src=\"a , b.png\"  alt=\"x > y\""},
		{"attributes over lines", "An <a\nhref=\"a , b\">here</a>.\n", "\nhref=\"a , b\""},
		{"elements that hold code", "Press <kbd>Ctrl , C</kbd>, <b>now , then</b>.\n", "Ctrl , C"},
		{"less than", "if a < b , c > d\n", ""},
		{"comment", "a <!-- b  , c --> d\n\n<!--\nx , y\n\nz  w\n-->\ne\n", "<!-- b  , c --><!--\nx , y\n\nz  w\n-->\n"},
		{"preformatted", "a\n<pre>\nx  y\n\n*z*\n</PRE>\nb\n", "<pre>\nx  y\n\n*z*\n</PRE>\n"},
		{"preformatted in an item", "- a\n\n  <pre>\n  x  y\n  </pre>\n- b\n", "  <pre>\n  x  y\n  </pre>\n"},
		{"style and script", "<style>\na , b {}\n\n</style>\n<script src=\"x\"></script>\nb\n", "<style>\na , b {}\n\n</style>\n<script src=\"x\"></script>\n"},
		{"instruction and declaration", "<?php\na , b\n?>\n<!DOCTYPE html>\nb\n", "<?php\na , b\n?>\n<!DOCTYPE html>\n"},
		{"a block of HTML holds prose", "<div class=\"a , b\">\n\nb , c\n\n</div>\n", " class=\"a , b\""},
		{"table", "| a | b |\n|---|---|\n| 1 | 2 |\ntext\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"},
		{"table without outer pipes", "text\n\na | b\n--|--\n1 | 2\n\ntext | more\n", "a | b\n--|--\n1 | 2\n"},
		{"formula", "Let $a , b$ and \\(c , d\\) hold.\n", "$a , b$\\(c , d\\)"},
		{"prices", "It costs $5 , or $10 in US$ , or 7$.\n", ""},
		{"displayed formula", "Let\n\n$$\nx = y , z .\n- w\n$$\n\nbe and $$a\nb$$ too, \\[\nc , d\n\\]\n", "$$\nx = y , z .\n- w\n$$\n$$a\nb$$\\[\nc , d\n\\]"},
		{"a formula that begins behind words", "Let $$\nx = y , z\n$$\nbe , then\n", "$$\nx = y , z\n$$"},
		{"a displayed formula ends with its paragraph", "$$\nx , y\n\nb , c\n", ""},
		{"template", "Text {{ a , b }} and {% x  y %}.\n", "{{ a , b }}{% x  y %}"},
		{"raw template", "{% highlight js %}\nx = f(a , b)\n\n- y\n{% endhighlight %}\na\n", "{% highlight js %}\nx = f(a , b)\n\n- y\n{% endhighlight %}\n"},
		{"raw template never closed", "{% highlight js %}\n\nx , y\n", "{% highlight js %}"},
		{"patch", "a\n\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n+ c\nb\n", ""},
	} {
		if got := protected(Prose(Markdown, c.text).Code, c.text); got != c.protected {
			t.Errorf("%s: %q, want %q", c.name, got, c.protected)
		}
	}
	for _, c := range []struct{ name, text, protected string }{
		{"plain text", "one `two  three`\n\n    four\n", ""},
		{"fence in plain text", "a\n\n" + js + "b\n", js},
		{"indented fence in plain text", "a\n\n" + indented("    ", js) + "b\n", indented("    ", js)},
		{"fence never closed", "a\n```\nb  c\n", ""},
		{"lines under headings", "A\n~~~\nb  c\n\nD\n~~~\ne\n", ""},
	} {
		if got := protected(Prose(PlainText, c.text).Code, c.text); got != c.protected {
			t.Errorf("%s: %q, want %q", c.name, got, c.protected)
		}
	}
}

func TestPatches(t *testing.T) {
	const hunk = "@@ -1,3 +1,3 @@ func f\n a , b\n\n-c\n+d  \n"
	const head = "--- a/x.py\n+++ b/x.py\n"
	for _, c := range []struct{ name, text, protected string }{
		{"no patch", "a\n+++ b\n@@ c\n", ""},
		{"one hunk", "Hello,\n\n" + head + hunk + "\nYours\n", head + hunk},
		{"two hunks, at the end", head + hunk + "@@ -9 +9 @@\n-a\n+b\n\\ No newline at end of file", head + hunk + "@@ -9 +9 @@\n-a\n+b\n\\ No newline at end of file"},
		{"git", "a\n\ndiff --git a/x.py b/x.py\nindex 1..2 100644\n" + head + hunk + "-- \n2.1\n", "diff --git a/x.py b/x.py\nindex 1..2 100644\n" + head + hunk},
		{"two files", "a\n" + head + hunk + head + hunk + "b\n", head + hunk + head + hunk},
		{"indented", "a\n\n" + indented("    ", head+hunk) + "\nb\n", indented("    ", head+hunk)},
		{"a hunk that nothing names", "a\n" + hunk + "b\n", ""},
		{"broken off", "a\n" + head + "@@ -1,30 +1,30 @@\n a\n-b\nNow the text\n", head + "@@ -1,30 +1,30 @@\n a\n-b\n"},
	} {
		if got := protected(Patches(c.text), c.text); got != c.protected {
			t.Errorf("%s: %q, want %q", c.name, got, c.protected)
		}
	}
}

func indented(by, lines string) string {
	return by + strings.ReplaceAll(strings.TrimSuffix(lines, "\n"), "\n", "\n"+by) + "\n"
}

func protected(spans []fixers.Span, text string) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Of(text))
	}
	return b.String()
}

func FuzzProse(f *testing.F) {
	for _, s := range []string{"- a\n\t```\n> x\n", "$$\n\\[a\n\n{% raw %}", "[a]: <b\n<a \"'\n>", "+++\n\n--- a\n+++ b\n@@ -1 +1 @@\n", "a|b\n-|-\n1|2\n- \n\n  c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []Kind{PlainText, Markdown} {
			v := Prose(kind, text)
			for _, spans := range [][]fixers.Span{v.Code, v.Patches} {
				end := 0
				for i, s := range spans {
					if s.Start < end || s.Start >= s.End || s.End > len(text) || i > 0 && s.Start == end && kind == Markdown && &spans[0] == &v.Code[0] {
						t.Fatalf("spans %v", spans)
					}
					end = s.End
				}
			}
		}
	})
}

// TestProseIsLinear gives the scan texts whose marks all ask for a partner that is not there, and deep nesting.
func TestProseIsLinear(t *testing.T) {
	for _, unit := range []string{"`a``b```c", "<a \"", "<a '\"<b ", "](((", "](", "$a $", "\\(a\\[b", "{{a{%b{#c", "> ", "- ", "1. ", ">\t- ", "[a]: b\n", "<!-- ", "<code>", "@@ -", "```\n",
		"{% raw %}\n", "$$\n", "\\begin{\n\n", "<pre>\n\n</x\n", "a|b\n", "- a\n\n", "  - a\n", "\t", "<a:", "--- a\n+++ b\n@@ -1,9999999 +1 @@\n"} {
		for _, tail := range []string{"", strings.Repeat("\n", 100_000), strings.Repeat("x\n", 50_000)} {
			text := strings.Repeat(unit, 200_000/len(unit)) + tail
			began := time.Now()
			Prose(Markdown, text)
			Prose(PlainText, text)
			if d := time.Since(began); d > time.Second {
				t.Errorf("%q takes %v", unit, d)
			}
		}
	}
}
