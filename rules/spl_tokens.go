package rules

import (
	"math/bits"
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

// tokenLengths is what the lengths of the tokens between spaces show.
type tokenLengths struct {
	short []int         // lines with a token of one or two letters that is no word
	long  []fixers.Span // tokens that are longer than words
	glued []fixers.Span // others with an article behind a particle
	words *[1 << 14]bool
}

const (
	shortToken = 6  // bytes of two letters and a stop
	longToken  = 28 // bytes from which a token may be several words
)

// tokensByLength measures the tokens of an Arabic document.
var tokensByLength = NewView(func(d *Document) *tokenLengths {
	t := &tokenLengths{words: shortWords()}
	for _, l := range d.Lines() {
		if l.Classes&Arabic != 0 {
			t.scan(d.Text, l)
		}
	}
	return t
})

// countTokens is the number of all tokens of an Arabic document.
func countTokens(d *Document) int {
	n := 0
	for _, l := range d.Lines() {
		if l.Classes&Arabic != 0 {
			n += 1 + strings.Count(d.Of(l), " ")
		}
	}
	return n
}

// scan looks for the tokens of a line 64 bytes at a time. A loop over tokens would branch on their lengths, which nothing foretells; so the
// spaces of a block are the bits of one number, and a token of n bytes ends where a space stands n+1 bits behind another.
func (t *tokenLengths) scan(text string, l Line) {
	line := text[l.Start:l.End]
	before := uint64(1) << 63 // the spaces of the block before; the start of the line counts as one
	short := false
	for base := 0; base <= len(line); base += 64 {
		spaces, articles := tokenBits(text, l.Start+base, l.End)
		back := func(n int) uint64 { return spaces<<(n&63) | before>>(64-n&63) }
		if !short {
			ends := spaces &^ (back(1) | back(2)) & (back(3) | back(4) | back(5) | back(6) | back(shortToken+1))
			for ; ends != 0 && !short; ends &= ends - 1 {
				i := bits.TrailingZeros64(ends)
				size := bits.LeadingZeros64(spaces<<(64-i) | before>>i)
				short = t.mayBeTorn(line, base+i-size, size) && tornFragment(line, base+i-size)
			}
		}
		for ends := spaces &^ spacesNear(spaces, before); ends != 0; ends &= ends - 1 {
			at := base + bits.TrailingZeros64(ends)
			start := strings.LastIndexByte(line[:at], ' ') + 1
			t.long = append(t.long, fixers.Span{Start: l.Start + start, End: l.Start + at})
		}
		for articles &= back(6) | back(8) | back(10); articles != 0; articles &= articles - 1 {
			t.article(line, base+bits.TrailingZeros64(articles), l.Start)
		}
		before = spaces
	}
	if short {
		t.short = append(t.short, l.Index)
	}
}

// tokenBits reads up to 64 bytes of a line from at; the line ends at end. The bits of spaces are its spaces, the end of the line counted as one,
// those of articles the second bytes of their alefs.
func tokenBits(text string, at, end int) (spaces, articles uint64) {
	const alef, lam = ones * 0xA7, ones * 0x84 // second bytes
	n := min(end-at, 64)
	i := at
	for ; i < at+n; i += 8 {
		var w, next uint64
		if i+10 <= len(text) {
			w, next = load8(text[i:]), load8(text[i+2:])
		} else {
			w, next = loadTail(text, i), loadTail(text, i+2)
		}
		spaces = spaces>>8 | zeroBytes(w^ones*' ')
		articles = articles>>8 | zeroBytes(w^alef|next^lam)
	}
	if n < 64 {
		unused, line := 64-(i-at), uint64(1)<<n-1
		spaces, articles = spaces>>unused&line|1<<n, articles>>unused&line
	}
	return spaces, articles
}

// loadTail is load8 near the end of s; what is behind it counts as zero.
func loadTail(s string, i int) (w uint64) {
	for k := i; k < min(i+8, len(s)); k++ {
		w |= uint64(s[k]) << (8 * (k - i))
	}
	return w
}

// zeroBytes has bit 56+k set when the k-th of eight bytes is zero.
func zeroBytes(w uint64) uint64 {
	w = ^(w&lows + lows | w | lows)              // the high bit of each zero byte, without a borrow from one to the next
	return w * 0x0002040810204081 &^ (1<<56 - 1) // brings the eight bits together
}

// spacesNear has a bit set for each byte that has a space among the longToken bytes before it.
func spacesNear(spaces, before uint64) uint64 {
	// Each line looks so many more bytes back.
	spaces, before = spaces|spaces<<1|before>>63, before|before<<1
	spaces, before = spaces|spaces<<2|before>>62, before|before<<2
	spaces, before = spaces|spaces<<4|before>>60, before|before<<4
	spaces, before = spaces|spaces<<8|before>>56, before|before<<8
	spaces, before = spaces|spaces<<(longToken-16)|before>>(64-(longToken-16)), before|before<<(longToken-16)
	return spaces<<1 | before>>63
}

// mayBeTorn reports whether a token of two to six bytes is one or two Arabic letters, perhaps with a sign or a mark, and no word of two.
func (t *tokenLengths) mayBeTorn(line string, start, size int) bool {
	switch {
	case line[start]&0xFE != 0xD8:
		return false
	case size == 4:
		return !t.words[pairIndex(line[start], line[start+1], line[start+2], line[start+3])]
	case size == shortToken:
		return line[start+4]&0xFE != 0xD8 || line[start+5] < 0xA0
	}
	return true
}

// article looks at the token in which the second byte of the alef of an article stands at an offset of the line.
func (t *tokenLengths) article(line string, alef, base int) {
	for _, particle := range [...]int{4, 6, 8} {
		start := alef - particle - 1
		if start < 0 || start > 0 && line[start-1] != ' ' || line[start] < 0xD8 {
			continue
		}
		size := strings.IndexByte(line[start:], ' ')
		if size < 0 {
			size = len(line) - start
		}
		if size < articleWord || size >= longToken || !articleInside(line[start:start+size]) {
			continue
		}
		if n := len(t.glued); n == 0 || t.glued[n-1].Start != base+start {
			t.glued = append(t.glued, fixers.Span{Start: base + start, End: base + start + size})
		}
	}
}
