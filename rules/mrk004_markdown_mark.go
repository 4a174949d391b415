package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK004", Name: "markdown-mark", Since: "0.1.0",
	Summary: "Markdown in a text that is not Markdown",
	Doc: "`**bold**`, `__bold__`, `# Heading`, `[text](address)` are marks for a renderer. In a plain text they are left over from a converter, a chat or a " +
		"language model.\n\nIn Markdown files the rule says nothing. Powers (`2**3`), names with underscores (`__init__`) and shell comments stay.",
	FixSafety: "Safe for emphasis whose two ends stand in one line. Unsafe for headings and links: a `#` may be a number sign, and a link loses its address.",
	Severity:  Warning,
	Stage:     StageMarkup, Scope: ScopeLine, Trigger: Trigger{Pairs: MarkupMarkup | SquareName, Classes: Markup},
	Fix: fixers.Safe,
	Bad: "هذا **مهم جدا** للقارئ.\n", Good: "هذا مهم جدا للقارئ.\n",
	Check: func(p *Pass) {
		if p.Doc.Kind == Markdown {
			return
		}
		if p.Line.Pairs&MarkupMarkup != 0 {
			reportEmphasis(p, "**")
			reportEmphasis(p, "__")
		}
		if p.Line.Classes&Markup != 0 {
			reportHeading(p)
		}
		if p.Line.Pairs&SquareName != 0 && p.Line.Classes&OpenParen != 0 {
			reportLinks(p)
		}
	},
})

// reportEmphasis reports the pairs of a mark that enclose text in the line. Marks without a partner are counted first: with one
// of them the line may be code or a table, and nothing is safe.
func reportEmphasis(p *Pass, mark string) {
	t := p.Doc.Of(p.Line)
	if !strings.Contains(t, mark) {
		return
	}
	type pair struct{ open, start, end, close int } // the marks, of two or three signs, are t[open:start] and t[end:close]
	var pairs []pair
	open, width, loose := -1, 0, 0
	for i := 0; i < len(t); {
		n := strings.Index(t[i:], mark)
		if n < 0 {
			break
		}
		i += n
		run := i
		for run < len(t) && t[run] == mark[0] {
			run++
		}
		switch {
		case run-i > 3: // a rule or a border
			loose++
		case open >= 0 && closesEmphasis(t, open, i, run, mark):
			n := min(width, run-i)
			pairs = append(pairs, pair{open, open + n, run - n, run})
			open = -1
		case open >= 0 && mark == "__" && isName(t[open+width:i]):
			open = -1 // a name of a program
			loose++
		case opensEmphasis(t, i, run, mark):
			if open >= 0 {
				loose++
			}
			open, width = i, run-i
		default:
			loose++
		}
		i = run
	}
	if open >= 0 {
		loose++
	}
	safety := fixers.Safe
	if loose > 0 {
		safety = fixers.Unsafe
	}
	for _, e := range pairs {
		at, end := p.Line.Start+e.open, p.Line.Start+e.close
		p.Report(fixers.Span{Start: at, End: end}, "%s marks bold text in Markdown", mark).
			FixAll(fixers.Fix{Title: "delete the marks", Safety: safety, Contract: fixers.RemovesOnly,
				Edits: []fixers.Edit{fixers.Delete(at, p.Line.Start+e.start), fixers.Delete(p.Line.Start+e.end, end)}})
	}
}

// opensEmphasis reports whether the run of marks at t[i:end] can open emphasis: a word follows, and no digit, name or path stands before.
func opensEmphasis(t string, i, end int, mark string) bool {
	if end >= len(t) || spaceAt(t, end) > 0 || i > 0 && strings.IndexByte(`/\=`, t[i-1]) >= 0 ||
		classAt(t, end)&(Slash|Backslash|Comma|CloseBracket|Colon|Equals|Exclamation|ArabicPunctuation) != 0 {
		return false
	}
	before := classBefore(t, i)
	if (before|classAt(t, end))&Apostrophe != 0 || before&Quote != 0 && classAt(t, end)&Quote != 0 {
		return false // the mark itself is quoted, as in a grammar
	}
	if mark == "__" {
		return before&(Letter|AnyDigit|FullStop) == 0 && (i == 0 || t[i-1] != '|') // a drawing: |__|
	}
	return before&(AnyDigit|CloseBracket) == 0 && (before&(Lower|Upper) == 0 || classAt(t, end)&(AnyDigit|Lower|Upper) == 0)
}

// closesEmphasis reports whether the run at t[i:end] closes what the run at open began.
func closesEmphasis(t string, open, i, end int, mark string) bool {
	start := open + len(mark)
	if i <= start || spaceBefore(t, start, i) > 0 || end < len(t) && strings.IndexByte(`/\`, t[end]) >= 0 {
		return false
	}
	after := classAt(t, end)
	if mark == "__" {
		// A name of a program, not a word: __init__, __FILE__.
		return after&(Letter|AnyDigit|OpenParen) == 0 && (after != FullStop || classAt(t, end+1)&Letter == 0) && !isName(t[start:i]) && letters(t[start:i]) > 0
	}
	return after&AnyDigit == 0 && letters(t[start:i]) > 0
}

// isName reports whether s is made of ASCII letters, digits and underscores only.
func isName(s string) bool {
	for i := range len(s) {
		if !isWordByte(s[i]) {
			return false
		}
	}
	return true
}

// reportHeading reports a heading: one to six # and a space at the start of a line that is no comment.
func reportHeading(p *Pass) {
	t := p.Doc.Of(p.Line)
	n := 0
	for n < len(t) && t[n] == '#' {
		n++
	}
	// One # alone may begin a comment or a list of numbers; it is a heading where the text has others, deeper ones.
	if n == 0 || n > 6 || n >= len(t)-1 || t[n] != ' ' || classAt(t, n+1)&(Letter|AnyDigit|OpenQuote|Quote|OpenParen|Markup) == 0 {
		return
	}
	if n == 1 && !headings.Of(p.Doc) {
		return
	}
	s := fixers.Span{Start: p.Line.Start, End: p.Line.Start + n + 1}
	p.Report(s, "heading of Markdown").
		Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the number signs", fixers.Delete(s.Start, s.End))
}

// headings tells whether a document has second-level headings of Markdown.
var headings = NewView(func(d *Document) bool {
	return strings.HasPrefix(d.Text, "## ") || strings.Contains(d.Text, "\n## ") || strings.Contains(d.Text, "\n### ")
})

// reportLinks reports [text](address).
func reportLinks(p *Pass) {
	t := p.Doc.Of(p.Line)
	for i := 0; i < len(t); {
		n := strings.IndexByte(t[i:], '[')
		if n < 0 {
			return
		}
		i += n
		mid := strings.Index(t[i:min(len(t), i+300)], "](")
		if mid < 2 || strings.IndexByte(t[i+1:i+mid], '[') >= 0 {
			i++
			continue
		}
		mid += i
		end := strings.IndexAny(t[mid+2:min(len(t), mid+1000)], ") \t")
		if end < 1 || t[mid+2+end] != ')' || !isTarget(t[mid+2:mid+2+end]) {
			i = mid + 2
			continue
		}
		end += mid + 3
		start := i
		if i > 0 && t[i-1] == '!' {
			start--
		}
		b := p.Line.Start
		p.Report(fixers.Span{Start: b + start, End: b + end}, "link of Markdown to %s", t[mid+2:end-1]).
			FixAll(fixers.Fix{Title: "keep the text of the link", Safety: fixers.Unsafe, Contract: fixers.RemovesOnly,
				Edits: []fixers.Edit{fixers.Delete(b+start, b+i+1), fixers.Delete(b+mid, b+end)}})
		i = end
	}
}

// isTarget reports whether s looks like the address of a link: with a scheme or a host, a path, an anchor.
func isTarget(s string) bool {
	return strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "mailto:") || s[0] == '/' || s[0] == '#' && len(s) > 1 || strings.Contains(s, "/") && strings.Contains(s, ".")
}
