package fixers

import (
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxEscapes is how often an entity may have been escaped: &amp;amp;amp;nbsp; is three times.
const maxEscapes = 5

// Entity reads the HTML character reference that s, which begins with &, begins with: named, numeric, in capitals
// (&EACUTE;), escaped again any number of times (&amp;nbsp;). The semicolon may be missing where the name cannot be taken for
// anything else. It returns the text, the length of the reference, and how often it was escaped on top; n is 0 when s begins
// with no reference.
func Entity(s string) (text string, n, again int) {
	text, n = entity(s)
	if n == 0 {
		return "", 0, 0
	}
	// &amp; followed by the rest of a reference is one escaped again.
	for text == "&" && again < maxEscapes {
		inner, m := entity("&" + s[n:min(len(s), n+maxEntity)])
		if m == 0 {
			break
		}
		text = inner
		n += m - 1
		again++
	}
	return text, n, again
}

// maxEntity is more than the longest name of an entity has, in bytes.
const maxEntity = 40

func entity(s string) (text string, n int) {
	if len(s) < 3 {
		return "", 0
	}
	if s[1] == '#' {
		return numericEntity(s)
	}
	end := 1
	for end < len(s) && end < maxEntity && isAlnum(s[end]) {
		end++
	}
	name := s[1:end]
	if end < len(s) && s[end] == ';' {
		if text := named(name); text != "" {
			return text, end + 1
		}
		return "", 0
	}
	// Without the semicolon: not in an address (&copy=1), and only names that are no words.
	if end < len(s) && (s[end] == '=' || s[end] == '_' || s[end] == '-') {
		return "", 0
	}
	if bareName(name) {
		return named(name), end
	}
	return "", 0
}

// named is the text of a named entity, "" when there is none of that name.
func named(name string) string {
	if name == "" {
		return ""
	}
	ref := "&" + name + ";"
	if text := html.UnescapeString(ref); text != ref && !strings.HasSuffix(text, ";") {
		return text
	}
	// Names that software wrote in capitals, of which few exist in HTML.
	lower := "&" + strings.ToLower(name) + ";"
	if name == strings.ToUpper(name) && len(name) > 2 {
		if text := html.UnescapeString(lower); text != lower && !strings.HasSuffix(text, ";") {
			r, size := utf8.DecodeRuneInString(text)
			if size == len(text) {
				return string(unicode.ToUpper(r))
			}
		}
	}
	return ""
}

// bareName reports whether an entity of this name is one without its semicolon too: the signs that leak most, and names that
// end like the accented letters of HTML do, which no word does after an ampersand.
func bareName(name string) bool {
	switch name {
	case "nbsp", "amp", "quot", "lt", "gt", "laquo", "raquo", "copy", "reg", "szlig", "aelig", "AElig", "oslash", "Oslash":
		return true
	}
	for _, accent := range []string{"acute", "grave", "circ", "uml", "tilde", "cedil", "ring"} {
		if letter, ok := strings.CutSuffix(name, accent); ok && len(letter) == 1 {
			return named(name) != ""
		}
	}
	return false
}

func numericEntity(s string) (text string, n int) {
	i, base := 2, rune(10)
	if s[i]|0x20 == 'x' {
		i, base = 3, 16
	}
	start, v := i, rune(0)
	for ; i < len(s) && i-start < 8; i++ {
		d := hexDigit(s[i])
		if d < 0 || rune(d) >= base {
			break
		}
		v = v*base + rune(d)
	}
	if i == start || v == 0 || v > unicode.MaxRune || v >= 0xD800 && v < 0xE000 || v < ' ' && v != '\n' && v != '\t' && v != '\r' {
		return "", 0
	}
	if i < len(s) && s[i] == ';' {
		i++
	} else if i-start < 2 || i < len(s) && isAlnum(s[i]) {
		return "", 0
	}
	if v >= 0x80 && v < 0xA0 { // HTML reads these as windows-1252
		return html.UnescapeString(fmt.Sprintf("&#%d;", v)), i
	}
	return string(v), i
}

func isAlnum(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// Unescapes is the contract of a fix that reads what old was escaped from: it holds when decode gives the new text for the
// old one whole, so that the new text is nothing but the old one read once.
func Unescapes(old string, decode func(string) (string, bool)) Contract {
	return DecodesTo(func(new string) (string, error) {
		if got, ok := decode(old); !ok || got != new {
			return "", fmt.Errorf("%q does not read as %q", clip(old), clip(new))
		}
		return old, nil
	})
}
