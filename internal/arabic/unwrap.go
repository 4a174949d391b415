package arabic

import (
	"strings"
	"unicode/utf8"
)

// The embedding controls of the bidi algorithm, and their two bytes in common.
const (
	LRE = '\u202a'
	RLE = '\u202b'
	PDF = '\u202c'
	LRO = '\u202d'
	RLO = '\u202e'
)

const controlBytes = "\xe2\x80" // the lead of U+2000–203F

// HasEmbedding reports whether s holds one of U+202A–202E.
func HasEmbedding(s string) bool {
	for {
		i := strings.Index(s, controlBytes)
		if i < 0 || i+2 >= len(s) {
			return false
		}
		if s[i+2] >= 0xAA && s[i+2] <= 0xAE {
			return true
		}
		s = s[i+2:]
	}
}

// Unwrap takes the embeddings U+202A–202C out of a line that a PDF reader wrote, and puts the neutral characters back where they are
// read. Such a reader writes a line of right-to-left text as RLE … PDF and inside it every number and every run of other scripts as
// LRE … PDF, as displayed: the spaces, stops and brackets at the left end of the run, which follow it when read, come first. In a
// line that runs to the right, RLE … PDF holds the right-to-left runs, and the neutrals at their beginning are read after them. rtl says
// that the text as a whole runs to the left: then a line of several such runs is put into its order too.
//
// It reports false, and gives the line as it is, when the controls are not balanced, are overrides, or are nested deeper than
// such readers nest them.
func Unwrap(line string, rtl bool) (string, bool) {
	parts, ok := embeddings(line)
	if !ok {
		return line, false
	}
	var b strings.Builder
	b.Grow(len(line))
	if len(parts) > 0 && oneWrapped(parts) {
		for _, p := range parts {
			unwrapRight(&b, p)
		}
		return b.String(), true
	}
	if rtl && mostlyRightToLeft(parts) {
		var visual strings.Builder
		for _, p := range parts {
			if p.control == RLE {
				visual.WriteString(Reverse(plain(p.text), Turn{}))
			} else {
				visual.WriteString(plain(p.text))
			}
		}
		return Reverse(visual.String(), Turn{}), true
	}
	for _, p := range parts {
		if p.control != RLE {
			b.WriteString(plain(p.text))
			continue
		}
		inner := plain(p.text)
		head := len(inner) - len(strings.TrimLeftFunc(inner, isNeutral))
		b.WriteString(inner[head:])
		b.WriteString(Reverse(inner[:head], Turn{}))
	}
	return b.String(), true
}

// embedded is one stretch of a line at depth 0 (control 0) or one whole embedding.
type embedded struct {
	control rune
	text    string
}

// embeddings cuts a line at the embeddings of depth 1.
func embeddings(line string) ([]embedded, bool) {
	var parts []embedded
	depth, from, control := 0, 0, rune(0)
	for i := 0; i < len(line); {
		at := strings.Index(line[i:], controlBytes)
		if at < 0 || i+at+2 >= len(line) {
			break
		}
		i += at
		r, size := utf8.DecodeRuneInString(line[i:])
		switch r {
		case LRE, RLE:
			if depth == 0 {
				if from < i {
					parts = append(parts, embedded{0, line[from:i]})
				}
				from, control = i+size, r
			}
			depth++
			if depth > 2 {
				return nil, false
			}
		case PDF:
			depth--
			if depth < 0 {
				return nil, false
			}
			if depth == 0 {
				parts = append(parts, embedded{control, line[from:i]})
				from, control = i+size, 0
			}
		case LRO, RLO:
			return nil, false
		}
		i += size
	}
	if depth != 0 {
		return nil, false
	}
	if from < len(line) {
		parts = append(parts, embedded{0, line[from:]})
	}
	return parts, true
}

// oneWrapped reports whether the line is one RLE … PDF but for white space and bidi marks around it.
func oneWrapped(parts []embedded) bool {
	wrapped := 0
	for _, p := range parts {
		switch {
		case p.control == RLE:
			wrapped++
		case p.control == LRE, strings.TrimFunc(p.text, isNeutral) != "":
			return false
		}
	}
	return wrapped == 1
}

// unwrapRight writes a part of a line that runs to the left.
func unwrapRight(b *strings.Builder, p embedded) {
	if p.control != RLE {
		b.WriteString(p.text)
		return
	}
	inner, _ := embeddings(p.text)
	for _, q := range inner {
		if q.control == LRE {
			b.WriteString(Reverse(plain(q.text), Turn{}))
		} else {
			b.WriteString(plain(q.text))
		}
	}
}

// plain is s without embedding controls.
func plain(s string) string {
	if !HasEmbedding(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= LRE && r <= RLO {
			return -1
		}
		return r
	}, s)
}

func isNeutral(r rune) bool {
	c := classOf(r)
	return c == neutral || c == gone || c == sep || c == sign || c == term
}

// mostlyRightToLeft reports whether most letters of the line are of Arabic or Hebrew script.
func mostlyRightToLeft(parts []embedded) bool {
	balance := 0
	for _, p := range parts {
		for _, r := range p.text {
			switch classOf(r) {
			case rtl, hebrew:
				balance++
			case ltr:
				balance--
			}
		}
	}
	return balance > 0
}
