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
	for k := range d.lines {
		l := &d.lines[k]
		switch {
		case l.Classes&Arabic == 0:
		case l.told&(toldTokens|toldLonger) == toldTokens:
			if l.told&toldShort != 0 {
				t.short = append(t.short, k)
			}
		default:
			l.told |= toldTokens | t.scan(d.Text, *l)
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
func (t *tokenLengths) scan(text string, l Line) (found told) {
	line := text[l.Start:l.End]
	before := uint64(1) << 63 // the spaces of the block before; the start of the line counts as one
	short, longer := false, len(t.long)+len(t.glued)
	for base := 0; base <= len(line); base += 64 {
		spaces := spaceBits(text, l.Start+base, l.End)
		if !short {
			for ends := shortTokens(spaces, before); ends != 0 && !short; ends &= ends - 1 {
				i := bits.TrailingZeros64(ends)
				size := bits.LeadingZeros64(spaces<<(64-i) | before>>i)
				short = t.mayBeTorn(line, base+i-size, size) && tornFragment(line, base+i-size)
			}
		}
		for ends := longerTokens(spaces, before); ends != 0; ends &= ends - 1 {
			i := bits.TrailingZeros64(ends)
			size := bits.LeadingZeros64(spaces<<(64-i) | before>>i)
			start, at := base+i-size, base+i
			switch {
			case size >= longToken:
				if size >= 64 {
					start = strings.LastIndexByte(line[:at], ' ') + 1
				}
				t.long = append(t.long, fixers.Span{Start: l.Start + start, End: l.Start + at})
			case line[start] >= 0xD8 && mayHoldArticle(line[start:at]) && articleInside(line[start:at]):
				t.glued = append(t.glued, fixers.Span{Start: l.Start + start, End: l.Start + at})
			}
		}
		before = spaces
	}
	if short {
		t.short = append(t.short, l.Index)
		found |= toldShort
	}
	if len(t.long)+len(t.glued) > longer {
		found |= toldLonger
	}
	return found
}

// spaceBits has a bit set for each space among up to 64 bytes of a line from at; the end of the line counts as one.
func spaceBits(text string, at, end int) (spaces uint64) {
	n := min(end-at, 64)
	i := at
	for ; i < at+n; i += 8 {
		var w uint64
		if i+8 <= len(text) {
			w = load8(text[i:])
		} else {
			w = loadEnd(text[i:])
		}
		w ^= ones * ' '
		w = ^(w&lows + lows | w | lows)                      // the high bit of each byte that is a space, without a borrow from one to the next
		spaces = spaces>>8 | w*0x0002040810204081&(0xFF<<56) // which the product brings together
	}
	if n < 64 {
		spaces = spaces>>(64-(i-at))&(1<<n-1) | 1<<n
	}
	return spaces
}

// shortTokens has a bit set for each space that ends a token of two letters, perhaps with a stop, or less.
func shortTokens(spaces, before uint64) uint64 {
	near := spaces<<1 | before>>63 | spaces<<2 | before>>62
	return spaces &^ near & (spaces<<3 | before>>61 | spaces<<4 | before>>60 | spaces<<5 | before>>59 | spaces<<6 | before>>58 | spaces<<(shortToken+1) | before>>(63-shortToken))
}

// longerTokens has a bit set for each space that ends a token of articleWord bytes or more.
func longerTokens(spaces, before uint64) uint64 {
	near := spaces<<1 | before>>63 // one byte back; each line looks so many more bytes back
	before <<= 1
	near, before = near|near<<1|before>>63, before|before<<1
	near, before = near|near<<2|before>>62, before|before<<2
	near, before = near|near<<4|before>>60, before|before<<4
	near |= near<<(articleWord-8) | before>>(64-(articleWord-8))
	return spaces &^ near
}

// mayHoldArticle looks at two bytes of an article at each place where articleInside looks for one.
func mayHoldArticle(token string) bool {
	token = token[:articleWord]
	return token[5] == 0xA7 && token[7] == 0x84 || token[7] == 0xA7 && token[9] == 0x84 || token[9] == 0xA7 && token[11] == 0x84
}

// mayBeTorn reports whether a token of two to six bytes is one or two Arabic letters, perhaps with a sign or a mark, and no word of two.
func (t *tokenLengths) mayBeTorn(line string, start, size int) bool {
	switch {
	case line[start]&0xFE != 0xD8:
		return false
	case size == 4:
		return !t.words[pairIndex(line[start], line[start+1], line[start+2], line[start+3])]
	case size == shortToken:
		return !isLetterAt(line, start+2) || !isLetterAt(line, start+4)
	}
	return true
}
