package rules

import "strings"

// quotesFit reports whether the straight quotation marks of s come in pairs that open before a word and close behind one.
func quotesFit(s string) bool {
	n := 0
	for i := range len(s) {
		if s[i] != '"' {
			continue
		}
		before, after := classBefore(s, i), classAt(s, i+1)
		if n++; n%2 == 1 {
			if before&(AnySpace|LineEnd|OpenParen|OpenSquare|OpenQuote|Hyphen|Dash|Slash) == 0 || after&(AnySpace|LineEnd) != 0 {
				return false
			}
		} else if before&(AnySpace|LineEnd) != 0 || after&(Letter|AnyDigit) != 0 {
			return false
		}
	}
	return n%2 == 0
}

// bracketsFit reports whether the round and square brackets of s are nested as they should be.
func bracketsFit(s string) bool {
	var stack [16]byte
	depth := 0
	for i := range len(s) {
		switch c := s[i]; c {
		case '(', '[':
			if depth == len(stack) {
				return false
			}
			stack[depth] = c
			depth++
		case ')', ']':
			if depth == 0 || (stack[depth-1] == '(') != (c == ')') {
				return false
			}
			depth--
		}
	}
	return depth == 0
}

// mirrored is the cluster of signs as it was written at the other end of its line: the order turned round, brackets exchanged, without spaces.
func mirrored(signs string) string {
	b := make([]byte, 0, len(signs))
	for i := len(signs) - 1; i >= 0; i-- {
		switch c := signs[i]; c {
		case '(':
			b = append(b, ')')
		case ')':
			b = append(b, '(')
		case '[':
			b = append(b, ']')
		case ']':
			b = append(b, '[')
		case ' ':
		default:
			if c < 0x80 {
				b = append(b, c)
			}
		}
	}
	return string(b)
}

// startsAddress reports whether s begins with a URL or a host of several labels.
func startsAddress(s string) bool {
	token := s
	if i := strings.IndexAny(s, " \t\u00a0"); i >= 0 {
		token = s[:i]
	}
	slash := strings.IndexByte(token, '/')
	return strings.HasPrefix(token, "www.") || strings.HasPrefix(token, "http://") || strings.HasPrefix(token, "https://") || strings.HasPrefix(token, "ftp://") ||
		slash > 0 && strings.Contains(token[:slash], ".")
}

// rightToLeft reports whether the paragraphs of a document run to the left: its language does, or a quarter of its text stands on lines with letters that do.
func rightToLeft(d *Document) bool {
	return d.Classes()&(Arabic|Hebrew) != 0 && (leftwardView.Of(d) || d.RTL())
}

var leftwardView = NewView(func(d *Document) bool {
	all, leftward := 0, 0
	for _, l := range d.Lines() {
		all += l.Len()
		if l.Classes&(Arabic|Hebrew) != 0 {
			leftward += l.Len()
		}
	}
	return leftward*4 >= all
})
