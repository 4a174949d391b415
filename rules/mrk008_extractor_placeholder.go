package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK008", Name: "extractor-placeholder", Since: "0.1.0",
	Summary: "a placeholder that an extractor or a language model left",
	Doc: "Extractors mark what they did not read: `<!-- image -->`, `<!-- formula-not-decoded -->`, `==> picture [300 x 200] intentionally omitted <==`, and " +
		"an image without name and address, `![]()`, which shows nothing. Language models leave the marks of their own format: `<|endoftext|>`.",
	FixSafety: "Safe: only the placeholder goes.",
	Severity:  Warning,
	Stage:     StageMarkup, Scope: ScopeLine, Trigger: Trigger{Pairs: LessName | EmptySquare, Classes: Greater},
	Fix: fixers.Safe,
	Bad: "<!-- image -->\nThe harbour in 1920.<|endoftext|>\n", Good: "\nThe harbour in 1920.\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; i < len(t); {
			n := strings.IndexAny(t[i:], "<=!")
			if n < 0 {
				return
			}
			i += n
			if n = placeholder(t[i:]); n == 0 {
				i++
				continue
			}
			p.Report(fixers.Span{Start: i, End: i + n}, "placeholder of an extractor").
				Fix(fixers.Safe, fixers.RemovesOnly, "delete the placeholder", fixers.Delete(i, i+n))
			i += n
		}
	},
})

// placeholders are the comments that extractors write, in lower case and without white space round them: docling, marker,
// Azure Document Intelligence.
var placeholders = [...]string{
	"image", "formula-not-decoded", "missing-text", "page break", "pagebreak", "page-break", "table", "figure", "chart", "picture", "end-of-page", "pagenumber=", "pageheader=", "pagefooter=",
}

// placeholder is the length of the placeholder that s begins with, 0 when it begins with none.
func placeholder(s string) int {
	switch {
	case strings.HasPrefix(s, "![]()"):
		return len("![]()")
	case strings.HasPrefix(s, "<!--"):
		end := strings.Index(s[:min(len(s), 300)], "-->")
		if end < len("<!--") {
			return 0 // not closed, or <!-->
		}
		inside := strings.ToLower(strings.TrimSpace(s[4:end]))
		for _, p := range placeholders {
			if inside == p || strings.HasSuffix(p, "=") && strings.HasPrefix(inside, p) {
				return end + 3
			}
		}
	case strings.HasPrefix(s, "<|"):
		for i := 2; i < len(s) && i < 40; i++ {
			if s[i] == '|' && i > 2 && i+1 < len(s) && s[i+1] == '>' {
				return i + 2
			}
			if !isWordByte(s[i]) && s[i] != '-' && s[i] != '/' {
				return 0
			}
		}
	case strings.HasPrefix(s, "==> picture ["):
		const end = "intentionally omitted <=="
		if n := strings.Index(s[:min(len(s), 80)], end); n > 0 {
			return n + len(end)
		}
	}
	return 0
}
