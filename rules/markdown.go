package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

// Verbatim is the parts of a document that are no prose and must stay as they are.
type Verbatim struct {
	Code    []fixers.Span // no rule touches these; sorted and disjoint
	Patches []fixers.Span // only rules about the encoding (ENC) touch these; sorted and disjoint
}

// Prose finds the parts of a document that are no prose. In any text these are patches, see [Patches], and blocks between fences of
// back-quotes that are closed. In Markdown they are front matter, fenced and indented code, code spans, tables, HTML that is raw by nature
// (pre, script, style, textarea, comments, declarations), the attributes of other tags, autolinks, destinations of links, formulas and
// templates (CommonMark 0.31 §4.4–4.6, 5.1, 5.2, 6.1, 6.3–6.6; GitHub's tables and formulas, Jekyll's and Hugo's front matter and templates).
// Blocks are found line by line in their containers – quotes and list items, by content columns with tabs as CommonMark counts them –, spans in
// whole paragraphs. It takes time in proportion to the text: a full parser would take longer than all rules together.
func Prose(kind Kind, text string) Verbatim {
	v := Verbatim{Patches: Patches(text)}
	if kind != Markdown {
		v.Code = closedFences(text)
		return v
	}
	s := proseScan{text: text, open: -1}
	s.scan()
	v.Code = s.spans
	return v
}

// proseScan reads Markdown line by line.
type proseScan struct {
	text   string
	spans  []fixers.Span
	stack  []container
	leaf   leaf
	open   int            // where the leaf began: for a paragraph its text, for blocks their first line; -1: there is none
	end    int            // of the paragraph's last line, or after the last line of indented code
	last   int            // where the paragraph's last line begins
	odd    bool           // the paragraph holds an odd number of $$: the next ends a formula
	fence  string         // the run that opened the fence
	until  string         // the text in lower case that ends a raw block
	at     int            // where the line that is read begins
	latest map[string]int // where the end of a kind of raw block stands last
}

// container is an open quote or list item.
type container struct {
	quote bool
	empty bool // an item that has no content yet
	width int  // of an item: the columns that its lines are indented by
}

// maxContainers bounds the nesting: each line is matched with all open containers.
const maxContainers = 64

type leaf uint8

const (
	noLeaf leaf = iota
	paragraph
	fenced
	raw     // HTML to an end that its kind has, whatever is between
	formula // ends at a blank line at the latest
	indentedCode
	rows // of a table whose rows do not begin with a pipe
)

// margin is a place in a line: the next character that is no space or tab, and the columns before it that belong to nobody yet.
type margin struct {
	line     string
	next     int
	col, end int // the columns from col to end are white
}

func (m *margin) indent() int { return m.end - m.col }

func (m *margin) blank() bool { return m.next == len(m.line) }

// skip goes on to the next character that is not white.
func (m *margin) skip() {
	for ; m.next < len(m.line); m.next++ {
		switch m.line[m.next] {
		case ' ':
			m.end++
		case '\t':
			m.end += 4 - m.end%4
		default:
			return
		}
	}
}

// take passes n bytes of a mark and one column of white after it, if there is one.
func (m *margin) take(n int) {
	m.next += n
	m.end += n
	m.col = m.end
	m.skip()
	if m.end > m.col {
		m.col++
	}
}

func (s *proseScan) add(start, end int) {
	if n := len(s.spans); n > 0 && s.spans[n-1].End >= start {
		s.spans[n-1].End = max(s.spans[n-1].End, end)
	} else if start < end {
		s.spans = append(s.spans, fixers.Span{Start: start, End: end})
	}
}

func (s *proseScan) scan() {
	at := frontMatter(s.text)
	s.add(0, at)
	for at < len(s.text) {
		end, next := strings.IndexByte(s.text[at:], '\n'), len(s.text)
		if end < 0 {
			end = len(s.text)
		} else {
			end += at
			next = end + 1
		}
		s.line(at, next, strings.TrimSuffix(s.text[at:end], "\r"))
		at = next
	}
	s.close(len(s.text))
}

// frontMatter is the end of the front matter: from a line of --- (YAML) or +++ (TOML) at the start, which no blank line follows, to the next.
func frontMatter(text string) int {
	if len(text) < 4 || text[:3] != "---" && text[:3] != "+++" {
		return 0
	}
	mark := text[:3]
	for at, n := 0, 0; at < len(text); n++ {
		next := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := strings.TrimRight(text[at:next], " \t\r\n")
		switch {
		case n == 0 && line != mark, n == 1 && line == "":
			return 0
		case n > 0 && (line == mark || line == "..." && mark == "---"):
			return next
		}
		at = next
	}
	return 0
}

// line reads one line; next is where the one after it begins.
func (s *proseScan) line(at, next int, line string) {
	s.at = at
	m := margin{line: line}
	m.skip()
	matched := s.match(&m)
	whole := matched == len(s.stack)
	if whole && s.inside(&m, at, next) {
		return
	}
	if !whole && s.leaf != paragraph {
		s.close(at)
	}
	if m.blank() {
		if s.leaf != indentedCode {
			s.close(at)
		}
		if !whole {
			s.stack = s.stack[:matched]
		}
		return
	}
	for ; ; matched++ {
		lazy := s.leaf == paragraph
		kind, width := s.start(&m, lazy && matched == len(s.stack), lazy)
		if kind == startsText {
			break
		}
		if kind == startsCode && s.leaf == indentedCode {
			s.end = next
			s.add(s.open, next)
			return
		}
		s.close(at)
		s.stack = s.stack[:matched]
		switch kind {
		case startsQuote:
			s.stack = append(s.stack, container{quote: true})
			m.take(1)
			if m.blank() {
				return
			}
			continue
		case startsItem:
			indent := m.indent()
			m.next += width
			m.end += width
			m.col = m.end
			m.skip()
			c := container{width: indent + width + 1, empty: m.blank()}
			if n := m.indent(); !c.empty && n < 5 {
				c.width = indent + width + n
				m.col = m.end
			} else {
				m.col++
			}
			s.stack = append(s.stack, c)
			if c.empty {
				return
			}
			continue
		}
		s.filled()
		s.block(kind, &m, at, next)
		return
	}
	if matched < len(s.stack) && s.leaf != paragraph {
		s.stack = s.stack[:matched]
	}
	s.filled()
	s.words(&m, at, next)
}

// filled notes that the open items have content.
func (s *proseScan) filled() {
	for i := len(s.stack) - 1; i >= 0 && s.stack[i].empty; i-- {
		s.stack[i].empty = false
	}
}

// match passes the marks and the indentation of the open containers that the line continues, and is how many those are.
func (s *proseScan) match(m *margin) int {
	for i := range s.stack {
		c := &s.stack[i]
		switch {
		case c.quote:
			if m.blank() || m.indent() > 3 || m.line[m.next] != '>' {
				return i
			}
			m.take(1)
		case m.blank():
			if c.empty {
				return i
			}
		case m.indent() < c.width:
			return i
		default:
			m.col += c.width
		}
	}
	return len(s.stack)
}

// inside handles a line that stands in the block that is open, if its kind takes lines as they are.
func (s *proseScan) inside(m *margin, at, next int) bool {
	switch s.leaf {
	case fenced:
		body := m.line[m.next:]
		if m.indent() < 4 && strings.HasPrefix(body, s.fence) && strings.Trim(body, s.fence[:1]+" \t") == "" {
			s.verbatim(next)
		}
		return true
	case raw:
		if indexFold(m.line[m.next:], s.until) >= 0 {
			s.verbatim(next)
		}
		return true
	case formula:
		if m.blank() {
			return false
		}
		s.end = at + len(m.line)
		if strings.Contains(m.line[m.next:], s.until) {
			s.verbatim(next)
		}
		return true
	case rows:
		if m.blank() || strings.IndexByte(m.line[m.next:], '|') < 0 {
			s.leaf = noLeaf
			return false
		}
		s.add(at, next)
		return true
	}
	return false
}

// verbatim ends the open block, of which nothing is prose.
func (s *proseScan) verbatim(end int) {
	s.add(s.open, end)
	s.leaf, s.open = noLeaf, -1
}

// close ends the open leaf, at the beginning of a line that does not belong to it.
func (s *proseScan) close(at int) {
	switch s.leaf {
	case paragraph, formula: // a formula that was never closed is text
		s.leaf = noLeaf
		s.inline(s.open, s.end)
	case fenced, raw:
		s.verbatim(at)
	}
	s.leaf, s.open = noLeaf, -1
}

// words handles a line of a paragraph or a table.
func (s *proseScan) words(m *margin, at, next int) {
	body := m.line[m.next:]
	if strings.IndexByte(body, '|') >= 0 {
		if isDelimiterRow(body) {
			head := at
			if s.leaf == paragraph {
				head, s.end = s.last, s.last
			}
			s.close(at)
			s.add(head, next)
			s.leaf = rows
			return
		}
		if isTableRow(body) {
			s.close(at)
			s.add(at, next)
			return
		}
	}
	if s.leaf != paragraph {
		s.close(at)
		s.leaf, s.open, s.odd = paragraph, at+m.next, false
	}
	if strings.Count(body, "$$")%2 == 1 {
		s.odd = !s.odd
	}
	s.last, s.end = at+m.next, at+len(m.line)
}

// isTableRow reports a row of a table: cells between pipes.
func isTableRow(body string) bool {
	body = strings.TrimRight(body, " \t")
	return body[0] == '|' && strings.Count(body, "|") > 1
}

// isDelimiterRow reports the row under the head of a table.
func isDelimiterRow(body string) bool {
	return strings.Trim(body, "|:- \t") == "" && strings.Contains(body, "-")
}

// closedFences finds the blocks between fences of back-quotes in a plain text. A fence of tildes may be a line under a heading there.
func closedFences(text string) []fixers.Span {
	var spans []fixers.Span
	open, width := -1, 0
	for at := 0; ; {
		i := strings.Index(text[at:], "```")
		if i < 0 {
			return spans
		}
		i += at
		start := strings.LastIndexByte(text[:i], '\n') + 1
		end := len(text)
		if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
			end = i + n
		}
		n := run(text[i:end], '`')
		info := strings.TrimSpace(text[i+n : end])
		switch {
		case strings.TrimLeft(text[start:i], " \t") != "": // not at the start of its line
		case open >= 0 && n >= width && info == "":
			spans = append(spans, fixers.Span{Start: open, End: min(end+1, len(text))})
			open = -1
		case open < 0 && strings.IndexByte(info, '`') < 0:
			open, width = start, n
		}
		at = end
	}
}

func run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}
