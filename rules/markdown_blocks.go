package rules

import "strings"

// startKind is what begins at a place of a line.
type startKind uint8

const (
	startsText startKind = iota
	startsQuote
	startsItem
	startsCode
	startsFence
	startsRaw
	startsFormula
	startsHeading
	startsRule // a thematic break, or the line under a heading
)

// start tells what begins at the margin: interrupts says that a paragraph of the same container is open, lazy that any is. The width is that of
// an item's mark, or of the run that a fence is.
func (s *proseScan) start(m *margin, interrupts, lazy bool) (kind startKind, width int) {
	if m.indent() >= 4 {
		if lazy {
			return startsText, 0
		}
		return startsCode, 0
	}
	body := m.line[m.next:]
	switch body[0] {
	case '>':
		if len(s.stack) < maxContainers {
			return startsQuote, 1
		}
	case '`', '~':
		if n := run(body, body[0]); n >= 3 && (body[0] == '~' || strings.IndexByte(body[n:], '`') < 0) {
			return startsFence, n
		}
	case '#':
		if n := run(body, '#'); n < 7 && (n == len(body) || body[n] == ' ' || body[n] == '\t') {
			return startsHeading, n
		}
	case '<', '{':
		if s.until = s.rawEnd(body); s.until != "" {
			return startsRaw, 0
		}
	case '$', '\\':
		if s.until = formulaEnd(body); s.until != "" && (!lazy || !s.odd || s.until != "$$") {
			return startsFormula, 0
		}
	case '=':
		if interrupts && strings.Trim(body, "= \t") == "" {
			return startsRule, 0
		}
	case '-', '*', '_', '+':
		if isRule(body) || interrupts && body[0] == '-' && strings.TrimRight(strings.TrimLeft(body, "-"), " \t") == "" {
			return startsRule, 0
		}
		if body[0] != '_' {
			return s.item(body, 1, interrupts)
		}
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		n := 1
		for n < len(body) && n < 10 && '0' <= body[n] && body[n] <= '9' {
			n++
		}
		if n < 10 && n < len(body) && (body[n] == '.' || body[n] == ')') {
			return s.item(body, n+1, interrupts)
		}
	}
	return startsText, 0
}

// item reports an item whose mark has n bytes. In the middle of a paragraph an item has content, and its number is 1.
func (s *proseScan) item(body string, n int, interrupts bool) (startKind, int) {
	if n < len(body) && body[n] != ' ' && body[n] != '\t' || len(s.stack) == maxContainers {
		return startsText, 0
	}
	if interrupts && (strings.Trim(body[n:], " \t") == "" || n > 1 && body[:n-1] != "1") {
		return startsText, 0
	}
	return startsItem, n
}

// isRule reports a thematic break: three or more of one mark, and white.
func isRule(body string) bool {
	n := 0
	for i := range len(body) {
		switch body[i] {
		case body[0]:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3 && body[0] != '+'
}

// rawElements are those whose content is raw HTML whatever is in it.
var rawElements = [...]string{"pre", "script", "style", "textarea"}

// rawTemplates are the tags of templates whose content is not read as Markdown: Jekyll's and Hugo's.
var rawTemplates = [...]string{"highlight", "raw", "verbatim", "codeblock", "code"}

// rawEnd is the text that ends the raw block which begins with body, or "". Templates must be closed; HTML that is not closed goes on to the end,
// as CommonMark has it.
func (s *proseScan) rawEnd(body string) string {
	switch {
	case strings.HasPrefix(body, "<!--"):
		return "-->"
	case strings.HasPrefix(body, "<![CDATA["):
		return "]]>"
	case strings.HasPrefix(body, "<?"):
		return "?>"
	case len(body) > 2 && body[1] == '!' && isASCIILetter(body[2]):
		return ">"
	case body[0] == '<':
		for _, name := range rawElements {
			if n := len(name) + 1; len(body) >= n && strings.EqualFold(body[1:n], name) && (len(body) == n || strings.IndexByte(" \t>", body[n]) >= 0) {
				return "</" + name + ">"
			}
		}
	case strings.HasPrefix(body, "{%"), strings.HasPrefix(body, "{{<"), strings.HasPrefix(body, "{{%"):
		end := "end"
		if body[1] == '{' {
			end = "/"
		}
		tag := strings.TrimLeft(body[2:], "-<% \t")
		for _, name := range rawTemplates {
			rest, ok := strings.CutPrefix(tag, name)
			if !ok || rest == "" || isWordByte(rest[0]) {
				continue
			}
			if s.later(end + name) {
				return end + name
			}
		}
	}
	return ""
}

// later reports whether the text holds what after the line that is read.
func (s *proseScan) later(what string) bool {
	at, known := s.latest[what]
	if !known {
		if s.latest == nil {
			s.latest = map[string]int{}
		}
		at = strings.LastIndex(s.text, what)
		s.latest[what] = at
	}
	return at > s.at
}

// formulaEnd is the text that ends the displayed formula which begins with body and does not end there, or "".
func formulaEnd(body string) string {
	switch {
	case strings.HasPrefix(body, "$$") && !strings.Contains(body[2:], "$$"):
		return "$$"
	case strings.HasPrefix(body, `\[`) && !strings.Contains(body[2:], `\]`):
		return `\]`
	case strings.HasPrefix(body, `\begin{`) && !strings.Contains(body, `\end{`):
		return `\end{`
	}
	return ""
}

// block opens the block of a kind at the margin, or handles it if it is one line.
func (s *proseScan) block(kind startKind, m *margin, at, next int) {
	body := m.line[m.next:]
	switch kind {
	case startsCode:
		s.leaf, s.open = indentedCode, at
		s.add(at, next)
	case startsFence:
		s.leaf, s.open, s.fence = fenced, at, body[:run(body, body[0])]
	case startsRaw:
		s.leaf, s.open = raw, at
		from := 2 // behind the mark that begins it
		if s.until == "-->" {
			from = 4
		}
		if indexFold(body[from:], s.until) >= 0 {
			s.verbatim(next)
		}
	case startsFormula:
		s.leaf, s.open, s.end = formula, at+m.next, at+len(m.line)
	case startsHeading:
		s.inline(at+m.next, at+len(m.line))
	}
}

// indexFold is the index of lower, ASCII that begins with a sign, in s whatever the case of its letters, or -1.
func indexFold(s, lower string) int {
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], lower[0])
		if n < 0 || len(s)-i-n < len(lower) {
			return -1
		}
		if i += n; strings.EqualFold(s[i:i+len(lower)], lower) {
			return i
		}
	}
}
