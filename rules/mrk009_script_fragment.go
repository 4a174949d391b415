package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK009", Name: "script-fragment", Since: "0.1.0",
	Summary: "a piece of JavaScript, CSS or JSON-LD among prose",
	Doc: "Extractors that take the text of `<script>` and `<style>` for text of the page leave `window.dataLayer = …`, `@media …`, `{\"@context\": …}`. Reported are runs " +
		"of lines that begin with a phrase no prose begins with, together with the lines of code behind it: two lines at least, where the one line could be another program's.\n\nA document that is code for the most part is " +
		"about code, and is left alone.",
	FixSafety: "Unsafe: a text may show code.",
	Severity:  Warning,
	Stage:     StageMarkup, Scope: ScopeDocument, Trigger: Trigger{Classes: OpenCurly | Equals},
	Fix:  fixers.Unsafe,
	Bad:  "نشر اليوم.\nwindow.dataLayer = window.dataLayer || [];\nfunction gtag(){dataLayer.push(arguments);}\nقال الوزير إن العمل بدأ.\nوأضاف أنه مستمر.\n",
	Good: "نشر اليوم.\nقال الوزير إن العمل بدأ.\nوأضاف أنه مستمر.\n",
	Check: func(p *Pass) {
		d := p.Doc
		lines := d.Lines()
		type block struct{ first, last int }
		var blocks []block
		code, text := 0, 0
		for i := 0; i < len(lines); i++ {
			l := lines[i]
			if d.Blank(l) {
				continue
			}
			if l.Classes&(OpenCurly|Equals) == 0 && l.Classes&(OpenParen|Colon) != OpenParen|Colon || !beginsScript(strings.TrimLeft(d.Of(l), " \t")) {
				text++
				continue
			}
			last := i
			for last+1 < len(lines) && goesOnAsScript(d, lines[last+1]) {
				last++
			}
			code += last - i + 1
			if last > i || isCertain(strings.TrimLeft(d.Of(l), " \t")) || scriptTags.Of(d) {
				blocks = append(blocks, block{i, last})
			}
			i = last
		}
		if code > text {
			return
		}
		for _, b := range blocks {
			s := d.WholeLines(b.first, b.last)
			p.Report(s, "%d lines of a script or style sheet", b.last-b.first+1).With("lines", b.last-b.first+1).
				Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the lines", fixers.Delete(s.Start, s.End))
		}
	},
})

// scriptStarts are what lines of scripts, style sheets and structured data begin with; each is a phrase that no prose begins with.
var scriptStarts = [...]string{
	"window.", "document.get", "document.write", "document.add", "document.cookie", "document.query", "jQuery(", "$(document)", "$(function", "(function(", "(function (", "!function(", "var _gaq", "var googletag",
	"googletag.", "dataLayer.push", "_gaq.push", "gtag(", "fbq(", "ga('", "function gtag", "new google.", "if (typeof ", "if(typeof ", "try{", "try {", "@media ", "@import url", "@font-face",
	"@charset", "{\"@context\"", "{ \"@context\"", "\"@context\"", "\"@type\"", "//<![CDATA[", "/*<![CDATA[", "<!--//--><![CDATA[", "addEventListener(", "require([", "define([", "module.exports", "console.log(", "!important",
}

// isCertain reports whether one line is evidence enough: a call or an assignment that only pages make, or one that ends as a statement does.
// Rules of CSS, and functions and keywords that other languages have as well, are not.
func isCertain(t string) bool {
	for _, s := range scriptStarts {
		if strings.HasPrefix(t, s) {
			return !strings.HasPrefix(s, "try") && !strings.HasPrefix(s, "if")
		}
	}
	return strings.HasPrefix(t, "var ") && strings.HasSuffix(strings.TrimRight(t, " \t"), ";")
}

// scriptTags tells whether a tag of a script or a style sheet was left in the document.
var scriptTags = NewView(func(d *Document) bool {
	return strings.Contains(d.Text, "<script") || strings.Contains(d.Text, "</script") || strings.Contains(d.Text, "<style") || strings.Contains(d.Text, "</style")
})

// beginsScript reports whether the line begins a script fragment.
func beginsScript(t string) bool {
	for _, s := range scriptStarts {
		if strings.HasPrefix(t, s) {
			return strings.ContainsAny(t, "{}();=:")
		}
	}
	switch {
	case strings.HasPrefix(t, "var ") || strings.HasPrefix(t, "let ") || strings.HasPrefix(t, "const "):
		name, _, ok := strings.Cut(t[strings.IndexByte(t, ' ')+1:], "=")
		return ok && isIdentifier(strings.TrimSpace(name)) && strings.HasSuffix(strings.TrimRight(t, " \t"), ";")
	case strings.HasPrefix(t, "function "):
		name, rest, ok := strings.Cut(t[len("function "):], "(")
		return ok && isIdentifier(strings.TrimSpace(name)) && strings.Contains(rest, ")") && strings.Contains(rest, "{")
	}
	return isStyleRule(t)
}

func isIdentifier(s string) bool {
	return s != "" && len(s) < 60 && isName(strings.ReplaceAll(s, "$", "_"))
}

// isStyleRule reports whether the line is a rule of CSS: a selector, then declarations in braces.
func isStyleRule(t string) bool {
	selector, body, ok := strings.Cut(t, "{")
	if !ok || selector == "" || strings.IndexByte(".#*abcdefghijklmnopqrstuvwxyz", selector[0]) < 0 || len(selector) > 120 {
		return false
	}
	if i := strings.IndexFunc(selector, func(r rune) bool {
		return r >= 0x80 || !isWordByte(byte(r)) && !strings.ContainsRune(" .#*-,:>+~[]=\"()", r)
	}); i >= 0 {
		return false
	}
	if strings.Count(selector, "(") != strings.Count(selector, ")") || strings.Contains(selector, ": ") || strings.Contains(selector, ":=") || strings.Contains(selector, "= ") {
		return false // a call, a list item or an assignment
	}
	property, value, ok := strings.Cut(body, ":")
	if !ok {
		return false
	}
	property = strings.TrimSpace(property)
	return property != "" && property == strings.ToLower(property) && isName(strings.ReplaceAll(property, "-", "_")) && strings.ContainsAny(value, ";}")
}

// goesOnAsScript reports whether the line continues a fragment: it begins one itself, or ends and begins as lines of code do.
func goesOnAsScript(d *Document, l Line) bool {
	t := strings.TrimSpace(d.Of(l))
	if t == "" {
		return false
	}
	if beginsScript(t) || strings.Trim(t, "{}()[];,/* ") == "" {
		return true
	}
	if l.Classes&(Arabic|Hebrew|Alphabetic) != 0 && strings.IndexByte("\"'", t[0]) < 0 {
		return false
	}
	end := t[len(t)-1]
	return (end == ';' || end == '{' || end == '}') && strings.ContainsAny(t, "=(){}:") ||
		end == ',' && (t[0] == '"' || t[0] == '\'') && strings.Contains(t, ":") || t[0] == '"' && strings.Contains(t, "\":")
}
