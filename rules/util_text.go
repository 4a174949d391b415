package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// Helpers that look at a few characters round a place of a text. They read bytes and decode only what is not ASCII.

// spaceAt is the length in bytes of the space (of [AnySpace]) that starts at i, 0 when there is none.
func spaceAt(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	switch s[i] {
	case ' ', '\t':
		return 1
	case 0xC2:
		if i+1 < len(s) && s[i+1] == 0xA0 {
			return 2
		}
	case 0xE1:
		if i+2 < len(s) && s[i+1] == 0x9A && s[i+2] == 0x80 {
			return 3
		}
	case 0xE2:
		if i+2 < len(s) && (s[i+1] == 0x80 && (s[i+2] >= 0x80 && s[i+2] <= 0x8A || s[i+2] == 0xAF) || s[i+1] == 0x81 && s[i+2] == 0x9F) {
			return 3
		}
	case 0xE3:
		if i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80 {
			return 3
		}
	}
	return 0
}

// spaceBefore is the length in bytes of the space that ends at i and starts at or after low, 0 when there is none.
func spaceBefore(s string, low, i int) int {
	for n := 1; n <= 3 && i-n >= low; n++ {
		if spaceAt(s[:i], i-n) == n {
			return n
		}
	}
	return 0
}

// skipSpaces is the first offset from i that is no space.
func skipSpaces(s string, i int) int {
	for n := spaceAt(s, i); n > 0; n = spaceAt(s, i) {
		i += n
	}
	return i
}

// skipSpacesBack is the last offset down to low such that only spaces stand between it and i.
func skipSpacesBack(s string, low, i int) int {
	for n := spaceBefore(s, low, i); n > 0; n = spaceBefore(s, low, i) {
		i -= n
	}
	return i
}

// nextSpace is the first run of spaces of s that starts at or after from and before end; ok is false when there is none.
func nextSpace(s string, from, end int) (run fixers.Span, ok bool) {
	s = s[:end]
	for i := spaceBytes.next(s, from); i < end; i = spaceBytes.next(s, i+1) {
		if spaceAt(s, i) > 0 {
			return fixers.Span{Start: i, End: skipSpaces(s, i)}, true
		}
	}
	return run, false
}

// nextGap is the first run of two spaces or more of s that starts at or after from and before end; ok is false when there is none.
func nextGap(s string, from, end int) (run fixers.Span, ok bool) {
	s = s[:end]
	for i := from; i < end; {
		if i+8 <= end && !maybeGap(s[i:i+8]) {
			i += 7 // the last byte may be the first of two spaces
			continue
		}
		n := 0
		if spaceBytes[s[i]] {
			n = spaceAt(s, i)
		}
		switch {
		case n == 0:
			i++
		case spaceAt(s, i+n) == 0:
			i += n
		default:
			return fixers.Span{Start: i, End: skipSpaces(s, i+n)}, true
		}
	}
	return run, false
}

// maybeGap reports whether two spaces or tabs follow each other among eight bytes, or one of the bytes may begin a space beyond ASCII.
func maybeGap(s string) bool {
	w := load8(s)
	space, tab := w^' '*ones, w^'\t'*ones
	two, three := w^0xC2*ones, w&(0xE0*ones)^0xE0*ones
	spaces := ^((space&lows + lows) | space | lows) | ^((tab&lows + lows) | tab | lows) // the high bit of each byte that is one
	return spaces&(spaces>>8) != 0 || ^((two&lows+lows)|two|lows)|^((three&lows+lows)|three|lows) != 0
}

// Eight bytes of one, and of all bits but the high one, to look at eight bytes of a text at once.
const ones, lows = 0x0101010101010101, 0x7F7F7F7F7F7F7F7F

// load8 is the first eight bytes of s as one number, in one load.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// runeAt is the character that starts at i, and its length; utf8.RuneError and 0 at the end.
func runeAt(s string, i int) (rune, int) {
	if i < len(s) && s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	return utf8.DecodeRuneInString(s[min(i, len(s)):])
}

// loadEnd is load8 for fewer bytes; those that are missing are zero.
func loadEnd(s string) (w uint64) {
	for i := range len(s) {
		w |= uint64(s[i]) << (8 * i)
	}
	return w
}

// firstRune is the first character of s.
func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// runeBefore is the character that ends at i, and its length; utf8.RuneError and 0 at the start of the text.
func runeBefore(s string, i int) (rune, int) {
	if i > 0 && s[i-1] < utf8.RuneSelf {
		return rune(s[i-1]), 1
	}
	return utf8.DecodeLastRuneInString(s[:i])
}

// classAt is the class of the character that starts at i; line end at the end of s.
func classAt(s string, i int) Classes {
	r, n := runeAt(s, i)
	if n == 0 {
		return LineEnd
	}
	return ClassOf(r)
}

// classBefore is the class of the character that ends at i; line end at the start of s.
func classBefore(s string, i int) Classes {
	r, n := runeBefore(s, i)
	if n == 0 {
		return LineEnd
	}
	return ClassOf(r)
}

// baseBefore is the class of the character that ends at i, combining marks and invisible characters aside, and the offset where it ends.
func baseBefore(s string, i int) (Classes, int) {
	for {
		r, n := runeBefore(s, i)
		if n == 0 {
			return LineEnd, i
		}
		if c := ClassOf(r); c&(ArabicMark|OtherMark|BidiMark|Invisible|Joiner) == 0 {
			return c, i
		}
		i -= n
	}
}

// wordStart is the offset where the run of letters and marks that ends at i begins.
func wordStart(s string, i int) int {
	for i > 0 {
		r, n := runeBefore(s, i)
		if ClassOf(r)&(Letter|ArabicMark|OtherMark|Tatweel|Joiner) == 0 {
			break
		}
		i -= n
	}
	return i
}

// wordEnd is the offset where the run of letters and marks that starts at i ends.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := runeAt(s, i)
		if ClassOf(r)&(Letter|ArabicMark|OtherMark|Tatweel|Joiner) == 0 {
			break
		}
		i += n
	}
	return i
}

// letters counts the letters of s, marks and tatweel aside.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if ClassOf(r)&Letter != 0 {
			n++
		}
	}
	return n
}

// tokenAround is the span between the spaces round i.
func tokenAround(s string, i int) fixers.Span {
	start, end := i, i
	for start > 0 && s[start-1] != '\n' && s[start-1] != '\r' && spaceBefore(s, 0, start) == 0 {
		start--
	}
	for end < len(s) && s[end] != '\n' && s[end] != '\r' && spaceAt(s, end) == 0 {
		end++
	}
	return fixers.Span{Start: start, End: end}
}

// longAddress is the number of bytes to either side in which a token is looked at. A text without spaces is one token, and a rule that asks
// at every stop of it cannot look at all of it each time.
const longAddress = 1000

// addressAround is the part of the token round i that [isAddress] needs.
func addressAround(s string, i int) string {
	low, high := max(0, i-longAddress), min(len(s), i+longAddress)
	token := tokenAround(s[low:high], i-low)
	return s[low+token.Start : low+token.End]
}

// isAddress reports whether a token looks like a URL, a mail address, a host or a path: text whose punctuation is no punctuation.
func isAddress(token string) bool {
	slashes, latin := 0, false
	for i := range len(token) {
		switch c := token[i]; {
		case c == '@', c == '\\':
			return true
		case c == ':' && i+2 < len(token) && token[i+1] == '/' && token[i+2] == '/':
			return true
		case c == '/':
			slashes++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			latin = true
			if c|0x20 == 'w' && i+4 <= len(token) && (token[i:i+4] == "www." || token[i:i+4] == "WWW.") {
				return true
			}
		}
	}
	return latin && slashes > 1
}

// listMarker is the length of the list or note marker that starts s, 0 when there is none: "1-", "[12]-", "(3)", "a)", "•", "٤.", "أ-".
func listMarker(s string) int {
	i, open, body := 0, false, 0
	if i < len(s) && (s[i] == '[' || s[i] == '(') {
		open = true
		i++
	}
	for i < len(s) && body < 4 {
		r, n := runeAt(s, i)
		c := ClassOf(r)
		if c&AnyDigit == 0 && (body != 0 || c&Letter == 0) {
			break
		}
		body++
		i += n
		if c&Letter != 0 {
			break
		}
	}
	if body == 0 {
		if r, n := runeAt(s, 0); !open && isBullet(r) {
			return n
		}
		return 0
	}
	closed := false
	for i < len(s) && (s[i] == ']' || s[i] == ')' || s[i] == '-' || s[i] == '.' || s[i] == ':') {
		closed = true
		i++
	}
	if r, n := runeAt(s, i); r == '–' || r == '—' {
		closed = true
		i += n
	}
	if !closed {
		return 0
	}
	return i
}

// isBullet reports whether r is a sign that starts the items of a list.
func isBullet(r rune) bool {
	switch r {
	case '-', '*', '+', '•', '●', '○', '▪', '■', '□', '◦', '‣', '–', '—', '·', '►', '✓', '✔', '❖', '➢', 'ـ', '\uf0b7', '\uf0a7', '\uf0d8', '\uf0fc':
		return true
	}
	return false
}

// countRunes counts the characters of s.
func countRunes(s string) int { return utf8.RuneCountInString(s) }

// byteSet is a set of bytes to look for.
type byteSet [256]bool

// bytesOf is the set of the bytes of s.
func bytesOf(s string) *byteSet {
	set := new(byteSet)
	for i := range len(s) {
		set[s[i]] = true
	}
	return set
}

// next is the first offset of s from i that holds a byte of the set; len(s) when there is none.
func (set *byteSet) next(s string, i int) int {
	for i < len(s) && !set[s[i]] {
		i++
	}
	return i
}

// spaceBytes are the first bytes of spaces.
var spaceBytes = bytesOf(" \t\xc2\xe1\xe2\xe3")

// stopBytes are the last bytes of the signs that may end a clause: . , : ; ! ? ، ؛ ؟ ۔.
var stopBytes = bytesOf(".,:;!?\x8c\x9b\x9f\x94")

// stopAt is the offset of the stop whose last byte, of stopBytes, stands at i; -1 when the byte belongs to another character.
func stopAt(s string, i int) int {
	if s[i] < utf8.RuneSelf {
		return i
	}
	if i > 0 && (s[i-1] == 0xD8 && s[i] != 0x94 || s[i-1] == 0xDB && s[i] == 0x94) {
		return i - 1
	}
	return -1
}
