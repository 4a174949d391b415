package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "PUN004", Name: "unbalanced-bracket", Since: "0.1.0",
	Summary: "a round or square bracket without its partner",
	Doc: "A bracket that is opened and never closed in its paragraph, or closed and never opened. It often shows that text was lost, or that the signs of a line stand at " +
		"its wrong end. List markers (`1)`), half-open intervals (`[4,7)`), faces (`:)`), brackets that are spoken of (`CTRL-]`, `\"(\"`), code, and a bracket that another line of the paragraph closes are not reported.",
	Severity: Warning,
	Stage:    StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: OpenParen | OpenSquare | CloseBracket},
	Bad: "وقعت الاتفاقية (في مدينة جنيف أمس.\n", Good: "وقعت الاتفاقية (في مدينة جنيف) أمس.\n",
	Check: func(p *Pass) {
		if text := p.Doc.Of(p.Line); net(text, "()") != 0 && net(text, "()") == -net(text, "[]") && hasInterval(text) {
			return
		}
		for _, pair := range [...]string{"()", "[]"} {
			text := p.Doc.Of(p.Line)
			if net(text, pair) == 0 {
				continue
			}
			at, balance := unmatched(text, pair)
			if balance == 0 || spansLines(p.Doc, p.Line, pair, balance) || mixedWidth(text, pair) {
				continue
			}
			if garbledLine(text) || formOf(p.Doc, p.Line) != formText || hasBracketSign(text, pair, leftToRight(p.Doc, p.Line)) {
				continue
			}
			span := fixers.Span{Start: p.Line.Start + at, End: p.Line.Start + at + 1}
			if balance > 0 {
				p.Report(span, "%q is not closed", rune(pair[0]))
			} else {
				p.Report(span, "%q was not opened", rune(pair[1]))
			}
		}
	},
})

// hasInterval reports whether the first square bracket of a line belongs to a half-open interval: [4,7), (0,1].
func hasInterval(text string) bool {
	open, closing := "[", ")"
	if net(text, "[]") < 0 {
		open, closing = "(", "]"
	}
	for {
		_, rest, ok := strings.Cut(text, open)
		if !ok {
			return false
		}
		if inside, _, ok := strings.Cut(rest, closing); ok && len(inside) < 16 && strings.Count(inside, ",") == 1 && strings.Count(inside, " ") < 2 {
			return true
		}
		text = rest
	}
}

// net is the number of opening less that of closing brackets.
func net(text, pair string) int {
	return strings.Count(text, pair[:1]) - strings.Count(text, pair[1:])
}

// unmatched is the offset of the first bracket of text without a partner, and how many more are opened than closed, when list markers and faces do not count.
func unmatched(text, pair string) (at, balance int) {
	open, closed := -1, -1
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case pair[0]:
			if isFace(text, i) {
				continue
			}
			if depth == 0 {
				open = i
			}
			depth++
		case pair[1]:
			if isFace(text, i) || depth == 0 && isMarkerEnd(text, i) {
				continue
			}
			if depth == 0 {
				if closed < 0 {
					closed = i
				}
				balance--
				continue
			}
			depth--
		}
	}
	balance += depth
	switch {
	case balance == 0:
		return 0, 0
	case closed >= 0 && balance < 0:
		return closed, balance
	}
	return open, balance
}

// isFace reports whether the bracket at i is the mouth of a face: ":)", ";-(".
func isFace(text string, i int) bool {
	if i > 0 && text[i-1] == '-' {
		i--
	}
	return i > 0 && (text[i-1] == ':' || text[i-1] == ';' || text[i-1] == '=') && (i == 1 || spaceBefore(text, 0, i-1) > 0)
}

// isMarkerEnd reports whether the closing bracket at i ends a list marker within the text: "1)", "أ)", "iv)".
func isMarkerEnd(text string, i int) bool {
	if isWideNote(text[:i]) {
		return true
	}
	start := i
	for start > 0 && i-start < 8 && classBefore(text, start)&(Letter|AnyDigit) != 0 {
		_, n := runeBefore(text, start)
		start -= n
	}
	if start == i || countRunes(text[start:i]) > 3 {
		return false
	}
	return start == 0 || classBefore(text, start)&(AnySpace|Stop|Hyphen|Dash) != 0
}

// isWideNote reports whether a text ends in the mark of a note as Chinese and Japanese set it: a number behind a character, 注1.
func isWideNote(s string) bool {
	digits := strings.TrimRight(s, "0123456789")
	return len(digits) < len(s) && classBefore(digits, len(digits))&Wide != 0
}

// spansLines reports whether the missing partners stand on other lines of the same paragraph.
func spansLines(d *Document, l Line, pair string, balance int) bool {
	const far, longest = 6, 3000 // lines of any length; bytes of the lines of a wrapped paragraph
	step := 1
	if balance < 0 {
		step = -1
	}
	lines := d.Lines()
	sum, bytes := 0, 0
	for i, n := l.Index+step, 0; i >= 0 && i < len(lines) && (n < far || bytes < longest && leftToRight(d, l)); i, n = i+step, n+1 {
		if d.Blank(lines[i]) {
			return false
		}
		bytes += lines[i].Len()
		m := net(d.Of(lines[i]), pair)
		if sum += m; sum*balance < 0 {
			return true
		}
		if m != 0 && n >= far {
			return false
		}
	}
	return false
}

// mixedWidth reports whether full-width brackets are the missing partners: "（ ... )".
func mixedWidth(text, pair string) bool {
	wide := [2]string{"（", "）"}
	if pair == "[]" {
		wide = [2]string{"［", "］"}
	}
	return net(text, pair)*(strings.Count(text, wide[0])-strings.Count(text, wide[1])) < 0
}

// hasBracketSign reports whether one of the brackets of a line is no bracket but a sign that the text speaks of: the name of a key, an escaped
// or a quoted character, one of a list of characters.
func hasBracketSign(text, pair string, latin bool) bool {
	for i := range len(text) {
		if text[i] != pair[0] && text[i] != pair[1] {
			continue
		}
		before, after := byte(' '), byte(' ')
		if i > 0 {
			before = text[i-1]
		}
		if i+1 < len(text) {
			after = text[i+1]
		}
		switch {
		case before == '^', before == '\\', before == '|', before == '`' && after == '`', quotedNear(text, i):
			return true
		case !latin:
		case before == '-' && i > 1 && isASCIILetter(text[i-2]) && !isASCIILetter(after):
			return true // CTRL-]
		case text[i] == pair[0] && (after == ',' || after == ';' || after == '.' || strings.HasPrefix(text[i+1:], "、") || before <= ' ' && after == ' '):
			return true
		case text[i] == pair[1] && (before <= ' ' || before == ',') && (after == ',' || after <= ' '):
			return true
		}
	}
	return false
}

// quotedNear reports whether the byte at i stands with at most four others between two quotation marks of one kind.
func quotedNear(text string, i int) bool {
	for n := 1; n <= 4 && i-n >= 0 && text[i-n] > ' '; n++ {
		mark := text[i-n]
		if mark != '"' && mark != '\'' && mark != '`' {
			continue
		}
		for m := 1; m <= 4 && i+m < len(text) && text[i+m] > ' '; m++ {
			if text[i+m] == mark {
				return true
			}
		}
	}
	return false
}
