package mojibake

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A CodePage is an eight-bit encoding whose lower half is ASCII.
//
// Bytes that the code page leaves undefined decode to the C1 control of the same number, as the WHATWG Encoding
// Standard does for the Windows code pages; Undefined tells which they are.
type CodePage struct {
	Name      string // the IANA name, or the usual one where IANA has none
	high      [128]rune
	undefined [128]bool
	letters   [128]bool   // bytes that are Arabic letters, shaped or not
	low       [0x700]byte // the way back for U+0080–06FF, 0 for none
	back      map[rune]byte
}

// Rune returns what the byte decodes to.
func (c *CodePage) Rune(b byte) rune {
	if b < utf8.RuneSelf {
		return rune(b)
	}
	return c.high[b-0x80]
}

// Byte returns the byte that decodes to r, and whether there is one.
func (c *CodePage) Byte(r rune) (byte, bool) {
	if r < utf8.RuneSelf {
		return byte(r), true
	}
	if r < rune(len(c.low)) {
		b := c.low[r]
		return b, b != 0
	}
	b, ok := c.back[r]
	return b, ok
}

// Undefined reports whether the code page gives the byte no meaning.
func (c *CodePage) Undefined(b byte) bool { return b >= 0x80 && c.undefined[b-0x80] }

// Decode reads the bytes as text in the code page.
func (c *CodePage) Decode(b []byte) string {
	var sb strings.Builder
	sb.Grow(2 * len(b))
	for _, x := range b {
		sb.WriteRune(c.Rune(x))
	}
	return sb.String()
}

// Encode writes the text as bytes of the code page; ok is false when a character of it has no byte.
func (c *CodePage) Encode(s string) (b []byte, ok bool) {
	b = make([]byte, 0, len(s))
	for _, r := range s {
		x, ok := c.Byte(r)
		if !ok {
			return nil, false
		}
		b = append(b, x)
	}
	return b, true
}

//go:embed data/codepages.txt
var ownPages string

// CodePages returns the code pages that the package knows, in the order in which they are tried.
var CodePages = sync.OnceValue(func() []*CodePage {
	fromCharmap := []struct {
		name string
		cm   *charmap.Charmap
	}{
		{"windows-1252", charmap.Windows1252},
		{"iso-8859-1", charmap.ISO8859_1},
		{"windows-1254", charmap.Windows1254},
		{"windows-1250", charmap.Windows1250},
		{"windows-1251", charmap.Windows1251},
		{"windows-1253", charmap.Windows1253},
		{"windows-1255", charmap.Windows1255},
		{"windows-1256", charmap.Windows1256},
		{"windows-1257", charmap.Windows1257},
		{"windows-1258", charmap.Windows1258},
		{"iso-8859-2", charmap.ISO8859_2},
		{"iso-8859-6", charmap.ISO8859_6},
		{"macintosh", charmap.Macintosh},
		{"cp437", charmap.CodePage437},
		{"cp850", charmap.CodePage850},
		{"koi8-r", charmap.KOI8R},
	}
	var pages []*CodePage
	for _, f := range fromCharmap {
		p := &CodePage{Name: f.name}
		for i := range p.high {
			r := f.cm.DecodeByte(byte(i + 0x80))
			// The ISO tables of x/text give a meaning to C1 bytes and none to gaps; Windows tables mark gaps U+FFFD.
			if r == utf8.RuneError {
				r = 0
			}
			p.high[i] = r
		}
		pages = append(pages, p.seal())
	}
	own, err := parsePages(ownPages)
	if err != nil {
		panic(err) // embedded data: a test reads it
	}
	return append(pages, own...)
})

// ByName returns the code page of that name, nil when there is none.
func ByName(name string) *CodePage {
	for _, p := range CodePages() {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// seal fills the gaps of the upper half (zero) with C1 controls and makes the way back.
// Of two bytes for one character the lower half wins, then the later byte: Mac OS Arabic holds the ASCII
// punctuation twice, once for each direction.
func (c *CodePage) seal() *CodePage {
	c.back = make(map[rune]byte, 128)
	for i, r := range c.high {
		if r == 0 {
			c.undefined[i] = true
			c.high[i] = rune(i + 0x80)
			continue
		}
		if r >= utf8.RuneSelf {
			c.back[r] = byte(i + 0x80)
		}
	}
	for i, r := range c.high {
		if _, taken := c.back[r]; c.undefined[i] && !taken {
			c.back[r] = byte(i + 0x80)
		}
	}
	for r, b := range c.back {
		if r < rune(len(c.low)) {
			c.low[r] = b
		}
	}
	for i, r := range c.high {
		c.letters[i] = sortKind(r) == kArabic || r >= 0xFE80 && r <= 0xFEFC
	}
	return c
}

func parsePages(data string) ([]*CodePage, error) {
	var pages []*CodePage
	var n int
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			pages = append(pages, &CodePage{Name: strings.Trim(line, "[]")})
			n = 0
		default:
			p := pages[len(pages)-1]
			for f := range strings.FieldsSeq(line) {
				if n == len(p.high) {
					return nil, fmt.Errorf("code page %s: more than 128 characters", p.Name)
				}
				if f != "-" {
					v, err := strconv.ParseUint(f, 16, 16)
					if err != nil {
						return nil, fmt.Errorf("code page %s, byte %02X: %w", p.Name, n+0x80, err)
					}
					p.high[n] = rune(v)
				}
				n++
			}
		}
	}
	for _, p := range pages {
		p.seal()
	}
	return pages, nil
}
