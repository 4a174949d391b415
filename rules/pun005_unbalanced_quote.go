package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "PUN005", Name: "unbalanced-quote", Since: "0.1.0",
	Summary: "a quotation mark without its partner",
	Doc: "A paragraph with an odd number of `\"`, or with a `«` or `“` that is not closed. A sign of inches or seconds, a quotation that goes on in the next paragraph, and " +
		"a mark at the start or end of a line, and one whose partner stands on one of the next lines are not reported, nor marks that the text speaks of (`U+0022 (\")`); " +
		"in text that runs to the right the paragraph is judged, in which `”` may open and close, as in Swedish, Finnish and Croatian.",
	Severity: Warning,
	Stage:    StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: Quote | OpenQuote | CloseQuote},
	Bad: "قال الوزير: \"سنعود قريبا، ثم غادر القاعة.\n", Good: "قال الوزير: \"سنعود قريبا\"، ثم غادر القاعة.\n",
	Check: func(p *Pass) {
		d, l := p.Doc, p.Line
		text := d.Of(l)
		if l.Classes&Quote != 0 && oddQuotes(text) {
			if at, step := strayQuote(text); at >= 0 && !atEdge(text, at, 1) && !neighbour(d, l, step, oddQuotes) &&
				(!alone(text, at) || !beside(d, l, -step, oddQuotes)) && isQuotation(d, l, at) {
				p.Report(fixers.Span{Start: l.Start + at, End: l.Start + at + 1}, "a quotation mark without its partner")
			}
		}
		if l.Classes&(OpenQuote|CloseQuote) == 0 {
			return
		}
		for _, pair := range [...][2]string{{"«", "»"}, {"“", "”"}} {
			more := strings.Count(text, pair[0]) - strings.Count(text, pair[1])
			if more == 0 || foreignQuotes(text) || isSeparator(text, pair[0], pair[1]) {
				continue
			}
			sign := pair[0]
			if more < 0 {
				sign = pair[1]
			}
			at := strings.Index(text, sign)
			if more < 0 {
				at = strings.LastIndex(text, sign)
			}
			step := 1
			if more < 0 {
				step = -1
			}
			if atEdge(text, at, len(sign)) {
				continue
			}
			if neighbour(d, l, step, func(s string) bool {
				return (strings.Count(s, pair[0])-strings.Count(s, pair[1]))*more < 0 || more > 0 && strings.HasPrefix(s[skipSpaces(s, 0):], pair[0])
			}) {
				continue
			}
			if balancedParagraph(d, l, pair[0], pair[1]) {
				continue
			}
			p.Report(fixers.Span{Start: l.Start + at, End: l.Start + at + len(sign)}, "%s without its partner", sign)
		}
	},
})

// isQuotation reports whether the mark " at offset at of a line, which seems to lack a partner, opens or closes a quotation: it is no sign
// that the text speaks of ('"', U+0022 ("), \"), and in text that runs to the right it is no part of code and the paragraph does not pair it.
func isQuotation(d *Document, l Line, at int) bool {
	text := d.Of(l)
	before, after := classBefore(text, at), classAt(text, at+1)
	switch {
	case garbledLine(text), at > 0 && text[at-1] == '\\':
		return false
	case at > 0 && at+1 < len(text) && (text[at-1] == '(' && text[at+1] == ')' || text[at-1] == text[at+1] && strings.IndexByte("'`|", text[at-1]) >= 0):
		return false
	case !leftToRight(d, l):
		return true
	case before&(AnySpace|LineEnd|OpenParen|OpenSquare) != 0 && after&(AnySpace|Stop|LineEnd) != 0:
		return false // alone: starting with " or #
	case before&(AnySpace|OpenSquare) != 0 && (at+2 >= len(text) || strings.IndexByte(" ],.)", text[at+2]) >= 0):
		return false // the name of a register: "r
	}
	return strings.Count(paragraphOf(d, l), `"`)%2 != 0 && formOf(d, l) == formText
}

// balancedParagraph reports whether the paragraph of a line of left-to-right text has both marks as often, or one of them alone an even number of
// times: in Swedish, Finnish and Croatian one sign opens and closes.
func balancedParagraph(d *Document, l Line, open, closing string) bool {
	if garbledLine(d.Of(l)) {
		return true
	}
	if !leftToRight(d, l) {
		return false
	}
	text := paragraphOf(d, l)
	opened, closed := strings.Count(text, open), strings.Count(text, closing)
	if opened == closed || foreignQuotes(text) {
		return true
	}
	return (opened == 0 || closed == 0) && (opened+closed)%2 == 0 || formOf(d, l) != formText
}

// alone reports whether the mark at offset at has spaces on both sides: which way it looks is uncertain.
func alone(text string, at int) bool {
	return spaceBefore(text, 0, at) > 0 && spaceAt(text, at+1) > 0
}

// beside reports whether f holds for the very next line after l (step 1) or before it (-1).
func beside(d *Document, l Line, step int, f func(string) bool) bool {
	i := l.Index + step
	return i >= 0 && i < len(d.Lines()) && f(d.Of(d.Lines()[i]))
}

// atEdge reports whether the mark of size bytes at offset at opens the line, or closes it but for stops: a quotation of several lines begins or ends there.
func atEdge(text string, at, size int) bool {
	return skipSpaces(text, 0) == at || strings.TrimRight(text[at+size:], " .,!?:;،؛؟)\u00a0\u200f") == ""
}

// foreignQuotes reports whether the line uses marks in another way than “…” and «…»: German „…“, »…«, mixed pairs, or the second half of mojibake.
func foreignQuotes(text string) bool {
	return strings.Contains(text, "„") || strings.Contains(text, "‟") || strings.Contains(text, `"`) || strings.Contains(text, "â€") ||
		strings.Count(text, "“")+strings.Count(text, "«") == strings.Count(text, "”")+strings.Count(text, "»")
}

// isSeparator reports whether one of the marks stands alone in a text, with spaces round it wherever it does: the sign between the steps of a path
// through a site.
func isSeparator(text, open, closing string) bool {
	mark := open
	if strings.Contains(text, closing) {
		if mark = closing; strings.Contains(text, open) {
			return false
		}
	}
	return strings.Count(text, " "+mark+" ") == strings.Count(text, mark)
}

// oddQuotes reports whether a text has an odd number of quotation marks, those inside Hebrew words aside.
func oddQuotes(s string) bool {
	n := strings.Count(s, `"`)
	if n == 0 {
		return false
	}
	unsure := 0
	for i := nextQuote(s, 0); i < len(s); i = nextQuote(s, i+1) {
		switch insideHebrew(s, i) {
		case gershayim:
			n--
		case perhaps:
			unsure++
		case quotation:
		}
	}
	return n%2 == 1 && unsure == 0
}

// nextQuote is the offset of the first plain quotation mark of s from i on, the length of s when there is none.
func nextQuote(s string, i int) int {
	if n := strings.IndexByte(s[i:], '"'); n >= 0 {
		return i + n
	}
	return len(s)
}

// hebrewMark says what a quotation mark between two letters of Hebrew is.
type hebrewMark uint8

const (
	quotation hebrewMark = iota
	gershayim            // the sign of an abbreviation or number, before the last letter: ק"מ, תרצ"ב
	perhaps              // that, with an ending (מנכ"לית), or a quotation behind a particle (ה"מפה")
)

func insideHebrew(t string, i int) hebrewMark {
	if before, _ := baseBefore(t, i); before&Hebrew == 0 || classAt(t, i+1)&Hebrew == 0 {
		return quotation
	}
	if _, size := runeAt(t, i+1); classAt(t, i+1+size)&Hebrew == 0 {
		return gershayim
	}
	return perhaps
}

// strayQuote is the offset of the quotation mark of a line that lacks a partner, and the direction in which the partner must stand: 1 after
// the line, -1 before it. The offset is -1 when one of the marks stands for inches, seconds or "as above".
func strayQuote(text string) (at, step int) {
	open, last := -1, -1
	n := 0
	for i := nextQuote(text, 0); i < len(text); i = nextQuote(text, i+1) {
		if insideHebrew(text, i) == gershayim {
			continue
		}
		before, after := classBefore(text, i), classAt(text, i+1)
		if n%2 == 0 && before&AnyDigit != 0 && after&(AnySpace|Stop|CloseBracket|Hyphen|LineEnd) != 0 {
			return -1, 0
		}
		if before&(AnySpace|LineEnd|OpenParen) != 0 && after&AnySpace == 0 {
			open = i
		}
		last = i
		n++
	}
	switch {
	case strings.TrimSpace(text) == `"`:
		return -1, 0
	case open >= 0 && open == last || open >= 0 && strings.Count(text[:open], `"`)%2 == 0:
		return open, 1
	}
	return last, -1
}

// neighbour reports whether f holds for one of the next five lines with text after l (step 1) or before it (step -1).
func neighbour(d *Document, l Line, step int, f func(string) bool) bool {
	lines := d.Lines()
	for i, n := l.Index+step, 0; i >= 0 && i < len(lines) && n < 5; i += step {
		if d.Blank(lines[i]) {
			continue
		}
		if f(d.Of(lines[i])) {
			return true
		}
		n++
	}
	return false
}
