package rules

import "strings"

// spanScan finds what is no prose in one paragraph or heading.
type spanScan struct {
	*proseScan
	t        string          // the text up to the end of the paragraph
	missing  [endKinds]bool  // the marks that do not occur any more: to look for each of many again would take quadratic time
	unclosed [8]bool         // no run of so many back-quotes follows
	elements map[string]bool // whose end tag does not follow
}

// The marks that end a span.
const (
	endParen = iota
	endNested
	endAngle
	endTag
	endComment
	endDollar
	endDollars
	endFormula
	endDisplay
	endBraces
	endBrace
	endStatement
	endKinds
)

// spanStart holds the bytes that a span may begin with.
var spanStart = [256]bool{'\\': true, '`': true, '<': true, ']': true, '$': true, '{': true}

// inline adds the spans of a paragraph that are no prose: code, autolinks, comments, the attributes of tags, the content of elements that hold
// code, destinations, formulas and templates.
func (s *proseScan) inline(start, end int) {
	p := spanScan{proseScan: s, t: s.text[:end]}
	for i := p.definitions(start); i < end; {
		if !spanStart[p.t[i]] {
			i++
			continue
		}
		i = max(i+1, p.span(i))
	}
}

// span adds the span that begins at i, if one does, and is the place to go on from.
func (p *spanScan) span(i int) int {
	next := byte(0)
	if i+1 < len(p.t) {
		next = p.t[i+1]
	}
	switch p.t[i] {
	case '`':
		return p.code(i)
	case '<':
		return p.angle(i, next)
	case '$':
		return p.dollar(i, next)
	case ']':
		if next == '(' {
			return p.destination(i + 1)
		}
	case '\\':
		switch next {
		case '(':
			return p.upto(i, endFormula, `\)`)
		case '[':
			return p.upto(i, endDisplay, `\]`)
		}
		return i + 2 // a mark that means itself
	case '{':
		switch next {
		case '{':
			return p.upto(i, endBraces, "}}")
		case '%':
			return p.upto(i, endStatement, "%}")
		case '#', ':', '.':
			return p.upto(i, endBrace, "}")
		}
	}
	return i + 1
}

// find is the index of what from a place on, or -1.
func (p *spanScan) find(from, kind int, what string) int {
	if p.missing[kind] || from > len(p.t) {
		return -1
	}
	n := strings.Index(p.t[from:], what)
	if n < 0 {
		p.missing[kind] = true
		return -1
	}
	return from + n
}

// upto adds the span from i, where a mark of two bytes stands, through the mark that ends it.
func (p *spanScan) upto(i, kind int, what string) int {
	end := p.find(i+2, kind, what)
	if end < 0 {
		return i + 2
	}
	p.add(i, end+len(what))
	return end + len(what)
}

// code adds the code span that begins at i.
func (p *spanScan) code(i int) int {
	n := run(p.t[i:], '`')
	if n >= len(p.unclosed) || p.unclosed[n] {
		return i + n
	}
	stop := closingRun(p.t[i+n:], n)
	if stop < 0 {
		p.unclosed[n] = true
		return i + n
	}
	p.add(i, i+n+stop+n)
	return i + n + stop + n
}

// dollar adds the formula that begins at i: the signs touch it, and none touches a word or a number outside (prices).
func (p *spanScan) dollar(i int, next byte) int {
	if next == '$' {
		return p.upto(i, endDollars, "$$")
	}
	if next == ' ' || next == '\t' || next == '\n' || next == '\r' || i > 0 && (isWordByte(p.t[i-1]) || p.t[i-1] >= 0x80) {
		return i + 1
	}
	end := p.find(i+1, endDollar, "$")
	if end < 0 {
		return i + 1
	}
	switch p.t[end-1] {
	case ' ', '\t', '\n', '\r', '\\':
		return end
	}
	if end+1 < len(p.t) && (isWordByte(p.t[end+1]) || p.t[end+1] == '$') {
		return end
	}
	if inside := p.t[i+1 : end]; '0' <= next && next <= '9' && strings.IndexByte(inside, ' ') >= 0 && !strings.ContainsAny(inside, "\\^_=+{<>") {
		return end // two prices
	}
	p.add(i, end+1)
	return end + 1
}

// destination adds the destination of a link with its title, from the parenthesis at i. Parentheses in it are counted; where they do not
// come out even in the paragraph, the first that closes ends it.
func (p *spanScan) destination(i int) int {
	if !p.missing[endNested] {
		depth := 0
		for j := i; j < len(p.t); j++ {
			switch p.t[j] {
			case '\\':
				j++
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					p.add(i, j+1)
					return j + 1
				}
			}
		}
		p.missing[endNested] = true
	}
	end := p.find(i, endParen, ")")
	if end < 0 {
		return i
	}
	p.add(i, end+1)
	return end + 1
}

// angle adds what is no prose of a comment, an autolink or a tag that begins at i.
func (p *spanScan) angle(i int, next byte) int {
	switch {
	case next == '!':
		if strings.HasPrefix(p.t[i:], "<!--") {
			return p.upto(i, endComment, "-->")
		}
		return p.upto(i, endAngle, ">")
	case next == '?':
		return p.upto(i, endAngle, "?>")
	case next != '/' && !isASCIILetter(next):
		return i + 1
	}
	if end := p.autolink(i); end > 0 {
		p.add(i, end)
		return end
	}
	name := i + 1
	if next == '/' {
		name++
	}
	at := name
	for at < len(p.t) && (isWordByte(p.t[at]) || p.t[at] == '-' || p.t[at] == ':') {
		at++
	}
	end := p.tagEnd(at)
	if end < 0 {
		return i + 1
	}
	if at < end-1 {
		p.add(at, end-1)
	}
	if next != '/' && holdsCode(p.t[name:at]) {
		return p.element(p.t[name:at], end)
	}
	return end
}

// autolink is the end of the address between angle brackets at i, or 0: a scheme, or a name at a host. A space in it is damage, not its end.
func (p *spanScan) autolink(i int) int {
	at := i + 1
	for at < len(p.t) && at-i < 64 && (isWordByte(p.t[at]) || strings.IndexByte("+.-_", p.t[at]) >= 0) {
		at++
	}
	if at == len(p.t) || p.t[at] != ':' && p.t[at] != '@' {
		return 0
	}
	n := strings.IndexAny(p.t[at:min(len(p.t), at+maxTag)], "<>\n")
	if n < 0 || p.t[at+n] != '>' {
		return 0
	}
	return at + n + 1
}

// tagEnd is the end of a tag whose name ends at i, or -1: values in quotation marks may hold anything, outside of them no other tag begins.
func (p *spanScan) tagEnd(i int) int {
	if p.missing[endTag] {
		return -1
	}
	if i < len(p.t) && strings.IndexByte(" \t\r\n/>", p.t[i]) < 0 {
		return -1
	}
	for i < len(p.t) {
		switch c := p.t[i]; c {
		case '>':
			return i + 1
		case '<':
			return -1
		case '"', '\'':
			n := strings.IndexByte(p.t[i+1:], c)
			if n < 0 {
				return -1
			}
			i += n + 1
		}
		i++
	}
	p.missing[endTag] = true
	return -1
}

// holdsCode reports an element whose content is no prose.
func holdsCode(name string) bool {
	switch strings.ToLower(name) {
	case "code", "pre", "kbd", "samp", "tt", "var", "script", "style", "textarea", "math", "svg":
		return true
	}
	return false
}

// element adds the content of an element, which begins at i.
func (p *spanScan) element(name string, i int) int {
	if p.elements[name] {
		return i
	}
	n := indexFold(p.t[i:], "</"+name)
	if n < 0 {
		if p.elements == nil {
			p.elements = map[string]bool{}
		}
		p.elements[name] = true
		return i
	}
	p.add(i, i+n)
	return i + n
}

// definitions adds the definitions of links that a paragraph begins with, and is the place behind them: a label, an address, a title
// or nothing. Footnotes are prose.
func (p *spanScan) definitions(i int) int {
	for i+1 < len(p.t) && p.t[i] == '[' && p.t[i+1] != '^' {
		end := len(p.t)
		if n := strings.IndexByte(p.t[i:], '\n'); n >= 0 {
			end = i + n
		}
		line := strings.TrimRight(p.t[i:end], " \t\r")
		_, rest, _ := strings.Cut(line, "]:")
		address, title, _ := strings.Cut(strings.TrimLeft(rest, " \t"), " ")
		title = strings.TrimLeft(title, " \t")
		if address == "" || title != "" && strings.IndexByte(`"'(`, title[0]) < 0 {
			return i
		}
		p.add(i, i+len(line))
		for i = end; i < len(p.t) && strings.IndexByte(" \t\r\n>", p.t[i]) >= 0; {
			i++
		}
	}
	return i
}

// closingRun is the offset of a run of exactly n back-quotes, or -1.
func closingRun(s string, n int) int {
	for i := 0; ; {
		at := strings.IndexByte(s[i:], '`')
		if at < 0 {
			return -1
		}
		i += at
		m := run(s[i:], '`')
		if m == n {
			return i
		}
		i += m
	}
}
