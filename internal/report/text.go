package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The directional isolates that keep text of a document from rearranging the line around it.
const (
	firstStrongIsolate = "\u2068"
	popIsolate         = "\u2069"
)

// shortNames are the usual short names of characters that show nothing.
var shortNames = map[rune]string{
	0x00: "NUL", 0x07: "BEL", 0x08: "BS", 0x09: "TAB", 0x0A: "LF", 0x0B: "VT", 0x0C: "FF", 0x0D: "CR", 0x1B: "ESC", 0x7F: "DEL",
	0x85: "NEL", 0x9B: "CSI", 0xA0: "NBSP", 0xAD: "SHY", 0x034F: "CGJ", 0x061C: "ALM", 0x180E: "MVS",
	0x2000: "NQSP", 0x2001: "MQSP", 0x2002: "ENSP", 0x2003: "EMSP", 0x2007: "FIGURE SPACE", 0x2008: "PUNCTUATION SPACE", 0x2009: "THIN SPACE",
	0x200A: "HAIR SPACE", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x2028: "LS", 0x2029: "PS",
	0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x202F: "NNBSP", 0x205F: "MMSP", 0x2060: "WJ",
	0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0x3000: "IDSP", 0xFEFF: "BOM", 0xFFFC: "OBJ",
}

// name is the visible stand-in of a character: <U+200F RLM>.
func name(r rune) string {
	if short, ok := shortNames[r]; ok {
		return fmt.Sprintf("<U+%04X %s>", r, short)
	}
	return fmt.Sprintf("<U+%04X>", r)
}

// dangerous reports the characters that a terminal, or the line around them, would obey: controls and bidi controls.
func dangerous(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r <= 0x9F, r == 0x061C, r >= 0x200E && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF:
		return true
	}
	return r >= 0xE0000 && r <= 0xE007F
}

// unseen reports the characters that show nothing, or no more than a space does.
func unseen(r rune) bool {
	prepended := r >= 0x0600 && r <= 0x0605 || r == 0x06DD || r == 0x08E2 // Arabic signs that are seen
	return dangerous(r) || r != ' ' && unicode.IsSpace(r) || r == 0x034F || r == 0x180E || unicode.Is(unicode.Cf, r) && !prepended
}

// clean is text that cannot send an escape sequence: characters for which hidden holds stand as their names, bytes that are not UTF-8
// as <0xNN>.
func clean(s string, hidden func(rune) bool) string {
	for i := 0; ; {
		if i == len(s) {
			return s
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || hidden(r) || r == '#' && command(s[i:]) {
			break
		}
		i += size
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "<0x%02X>", s[i])
		case hidden(r), r == '#' && command(s[i:]):
			b.WriteString(name(r))
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// commands start what CI systems obey wherever it stands in a line of a log: GitHub's old form, Azure Pipelines, TeamCity.
var commands = []string{"##[", "##vso[", "##teamcity["}

func command(s string) bool {
	for _, c := range commands {
		if strings.HasPrefix(s, c) {
			return true
		}
	}
	return false
}

// Path is the name of a file that is safe to print at the start of a line: it is clean, and no workflow command of GitHub.
func Path(s string) string {
	s = Clean(s)
	if strings.HasPrefix(strings.TrimSpace(s), "::") {
		return "./" + s
	}
	return s
}

// Clean is text that is safe to print on a line of its own: controls stand as their names.
func Clean(s string) string { return clean(s, dangerous) }
