package fixers

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Escaped reads the backslash escapes that s begins with, \uXXXX (surrogate pairs too), \UXXXXXXXX, \xXX in runs that are
// UTF-8, and returns the text and the length; n is 0 when s begins with none.
func Escaped(s string) (text string, n int) {
	if len(s) < 4 || s[0] != '\\' {
		return "", 0
	}
	switch s[1] {
	case 'u':
		v, ok := hexNumber(s, 2, 4)
		if !ok {
			if len(s) > 4 && s[2] == '{' {
				return braced(s)
			}
			return "", 0
		}
		if utf16.IsSurrogate(v) {
			if len(s) < 12 || s[6] != '\\' || s[7] != 'u' {
				return "", 0
			}
			low, ok := hexNumber(s, 8, 4)
			if r := utf16.DecodeRune(v, low); ok && r != utf8.RuneError {
				return string(r), 12
			}
			return "", 0
		}
		if v < ' ' {
			return "", 0
		}
		return string(v), 6
	case 'U':
		if v, ok := hexNumber(s, 2, 8); ok && v >= ' ' && utf8.ValidRune(v) {
			return string(v), 10
		}
	case 'x':
		return hexRun(s, `\x`)
	}
	return "", 0
}

// braced reads \u{1F600}.
func braced(s string) (text string, n int) {
	end := strings.IndexByte(s[:min(len(s), 12)], '}')
	if end < 4 {
		return "", 0
	}
	if v, ok := hexNumber(s, 3, end-3); ok && v >= ' ' && utf8.ValidRune(v) {
		return string(v), end + 1
	}
	return "", 0
}

// Percent reads the run of percent-encoded bytes (RFC 3986) that s begins with, when it is UTF-8 beyond ASCII.
func Percent(s string) (text string, n int) { return hexRun(s, "%") }

// Quoted reads the run of quoted-printable bytes (RFC 2045) that s begins with, when it is UTF-8 beyond ASCII.
func Quoted(s string) (text string, n int) { return hexRun(s, "=") }

// hexRun reads bytes written as prefix and two hex digits, up to the first that is no part of well-formed UTF-8; n is 0 when
// the text holds nothing beyond ASCII. A run of more than maxRun bytes is read in parts, so that time stays linear.
func hexRun(s, prefix string) (text string, n int) {
	const maxRun = 256
	var raw []byte
	beyond := false
	width := len(prefix) + 2
	for len(raw) < maxRun {
		size := 0 // of the next character
		for want := 1; size < want; size++ {
			v, ok := hexByte(s[n+size*width:], prefix)
			if !ok {
				break
			}
			if size == 0 {
				want = sequenceLength(v)
			}
			raw = append(raw, v)
		}
		part := raw[len(raw)-size:]
		if r, got := utf8.DecodeRune(part); size == 0 || got != size || r == utf8.RuneError && size < 3 || r < ' ' || r == 0x7F {
			raw = raw[:len(raw)-size]
			break
		}
		beyond = beyond || size > 1
		n += size * width
	}
	if !beyond {
		return "", 0
	}
	return string(raw), n
}

// hexByte reads prefix and two hex digits.
func hexByte(s, prefix string) (byte, bool) {
	if !strings.HasPrefix(s, prefix) {
		return 0, false
	}
	v, ok := hexNumber(s, len(prefix), 2)
	return byte(v), ok
}

// sequenceLength is the number of bytes of a UTF-8 sequence that begins with b; 1 for what begins none.
func sequenceLength(b byte) int {
	switch {
	case b >= 0xF0 && b < 0xF8:
		return 4
	case b >= 0xE0 && b < 0xF0:
		return 3
	case b >= 0xC0 && b < 0xE0:
		return 2
	}
	return 1
}

// hexNumber reads exactly digits hex digits at offset at.
func hexNumber(s string, at, digits int) (rune, bool) {
	if at+digits > len(s) || digits <= 0 {
		return 0, false
	}
	v := rune(0)
	for i := at; i < at+digits; i++ {
		d := hexDigit(s[i])
		if d < 0 || v > 0xFFFFFFF>>4 {
			return 0, false
		}
		v = v<<4 | rune(d)
	}
	return v, true
}
