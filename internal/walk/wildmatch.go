package walk

import "strings"

// outcome of a match: git's matcher gives up early when no longer star can help, which keeps patterns of many stars fast.
type outcome uint8

const (
	matched         outcome = iota
	mismatched              // another choice for the star before may still match
	hopeless                // the text ended: no choice can match
	hopelessInsides         // a single star met a slash: only a ** further out may still match
)

// wildmatch reports whether path matches a pattern of gitignore(5): * and ? stop at a slash, ** stands for any number of
// folders when it is a whole component, [a-z], [!a-z] and [[:alpha:]] are sets, \ takes the next character as it is.
// It works on bytes, as git does.
func wildmatch(pattern, path string) bool { return wild(pattern, 0, path) == matched }

func wild(p string, i int, s string) outcome {
	for ; i < len(p); i++ {
		c := p[i]
		if s == "" && c != '*' {
			return hopeless
		}
		switch c {
		case '*':
			return star(p, i, s)
		case '?':
			if s[0] == '/' {
				return mismatched
			}
		case '[':
			end, ok, valid := set(p, i, s[0])
			if !valid {
				return hopeless
			}
			if !ok || s[0] == '/' {
				return mismatched
			}
			i = end
		case '\\':
			i++
			if i == len(p) || p[i] != s[0] {
				return mismatched
			}
		default:
			if c != s[0] {
				return mismatched
			}
		}
		s = s[1:]
	}
	if s != "" {
		return mismatched
	}
	return matched
}

// star matches the pattern from the star at p[i] on.
func star(p string, i int, s string) outcome {
	first := i
	for i < len(p) && p[i] == '*' {
		i++
	}
	folders := false
	if i-first > 1 && (first == 0 || p[first-1] == '/') && (i == len(p) || p[i] == '/' || strings.HasPrefix(p[i:], `\/`)) {
		if i < len(p) && p[i] == '/' && wild(p, i+1, s) == matched {
			return matched
		}
		folders = true
	}
	if i == len(p) {
		if !folders && strings.IndexByte(s, '/') >= 0 {
			return hopelessInsides
		}
		return matched
	}
	if !folders && p[i] == '/' {
		slash := strings.IndexByte(s, '/')
		if slash < 0 {
			return hopelessInsides
		}
		return wild(p, i+1, s[slash+1:])
	}
	for ; s != ""; s = s[1:] {
		if got := wild(p, i, s); got != mismatched && (!folders || got != hopelessInsides) {
			return got
		} else if got == mismatched && !folders && s[0] == '/' {
			return hopelessInsides
		}
	}
	return hopeless
}

// set reports whether the set that begins at p[i] = '[' holds c, and where its closing bracket is.
func set(p string, i int, c byte) (end int, holds, valid bool) {
	i++
	negated := i < len(p) && (p[i] == '!' || p[i] == '^')
	if negated {
		i++
	}
	var previous byte
	for first := true; ; first = false {
		if i >= len(p) {
			return i, false, false
		}
		ch := p[i]
		if ch == ']' && !first {
			return i, holds != negated, true
		}
		switch {
		case ch == '\\':
			i++
			if i >= len(p) {
				return i, false, false
			}
			ch = p[i]
			holds = holds || ch == c
		case ch == '-' && previous != 0 && i+1 < len(p) && p[i+1] != ']':
			i++
			ch = p[i]
			if ch == '\\' {
				i++
				if i >= len(p) {
					return i, false, false
				}
				ch = p[i]
			}
			holds = holds || previous <= c && c <= ch
			ch = 0
		case ch == '[' && i+1 < len(p) && p[i+1] == ':':
			close := strings.IndexByte(p[i+2:], ']')
			if close < 0 {
				return i, false, false
			}
			name := p[i+2 : i+2+close]
			if !strings.HasSuffix(name, ":") {
				holds = holds || c == '['
				break
			}
			in, known := posix(strings.TrimSuffix(name, ":"), c)
			if !known {
				return i, false, false
			}
			holds = holds || in
			i += 2 + close
			ch = 0
		default:
			holds = holds || ch == c
		}
		previous = ch
		i++
	}
}

// posix reports whether the class of that name holds the ASCII byte c.
func posix(class string, c byte) (holds, known bool) {
	lower, upper, digit := 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9'
	graph := 0x21 <= c && c <= 0x7E
	switch class {
	case "alnum":
		return lower || upper || digit, true
	case "alpha":
		return lower || upper, true
	case "blank":
		return c == ' ' || c == '\t', true
	case "cntrl":
		return c < 0x20 || c == 0x7F, true
	case "digit":
		return digit, true
	case "graph":
		return graph, true
	case "lower":
		return lower, true
	case "print":
		return graph || c == ' ', true
	case "punct":
		return graph && !lower && !upper && !digit, true
	case "space":
		return c == ' ' || '\t' <= c && c <= '\r', true
	case "upper":
		return upper, true
	case "xdigit":
		return digit || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F', true
	}
	return false, false
}
