package mojibake

import (
	"slices"
	"sync"
	"unicode/utf8"
)

// arabicPageNames are the code pages that Arabic text was in, in the order in which ties are settled: Mac OS Arabic holds
// the letters of ISO 8859-6 at the same places.
var arabicPageNames = []string{"windows-1256", "iso-8859-6", "macarabic", "cp720", "cp864"}

var arabicPages = sync.OnceValue(func() []*CodePage {
	var pages []*CodePage
	for _, n := range arabicPageNames {
		pages = append(pages, ByName(n))
	}
	return pages
})

// Readings of Arabic bytes that are tried: Western and Cyrillic ones. Greek and Hebrew code pages are left out, because right
// Greek and Hebrew look as dense as mojibake does.
const pageReadings = 1<<0 | 1<<1 | 1<<2 | 1<<3 | 1<<4 | 1<<7 | 1<<8 | 1<<9 | 1<<10 | 1<<11

const cyrillicReading = 1 << 4

// Thresholds for bytes of an Arabic code page. There is no proof in the bytes, so it takes a word's worth of evidence.
const (
	pageLetters     = 6   // Arabic letters that a stretch must hold
	pageDistinct    = 4   // different ones among them
	pageGain        = 150 // tenths of a bit that it must save
	letterGain      = 8   // the same for each letter
	arabicCeiling   = 70  // what a letter of running Arabic may cost on the average
	rivalGain       = 8   // for each letter: how much better than the next code page the best must be
	knownLetters    = 2   // the first two, once the document holds more of the kind
	knownGain       = 40
	enoughInContext = 12 // letters that make a kind known
)

// denseRun looks for the runs that Arabic code pages leave: three neighbours beyond ASCII of one reading, two of them other than
// quotation marks and dashes; for Cyrillic a capital or a sign after a small letter, because right text in that alphabet is dense
// itself. Two neighbours do when the document is known to hold such text.
type denseRun struct {
	known  bool
	found  uint16
	common uint16 // readings that have all characters of the run
	length int
	plain  int // characters that are no quotation marks and the like
	small  bool
}

// begin begins a run.
func (d *denseRun) begin() {
	d.common, d.length, d.plain, d.small = pageReadings&^cyrillicReading, 0, 0, false
}

func (d *denseRun) add(r rune, e roles) {
	d.length++
	if !e.quiet {
		d.plain++
	}
	if d.common &= e.has; d.common == 0 {
		d.length, d.plain, d.common = 1, 1, e.has&pageReadings&^cyrillicReading
	}
	if d.plain >= 2 && (d.length >= 3 || d.known) {
		d.found |= d.common
	}
	if d.small && (r >= 'А' && r <= 'Я' || r < 0xC0 && r != '»' && r != 0xA0) {
		d.found |= cyrillicReading
	}
	d.small = r >= 'а' && r <= 'я'
}

// stretch is a part of a line that holds nothing but high characters of one code page and ASCII that is no letter.
type stretch struct{ start, end, high, quotes int }

// stretches cuts the line into stretches of the page that hold at least two high characters.
func stretches(line string, page *CodePage) []stretch {
	t := theReadings()
	bit := t.bit(page)
	var found []stretch
	cur := stretch{start: -1}
	flush := func() {
		if cur.start >= 0 && cur.high >= knownLetters {
			found = append(found, cur)
		}
		cur = stretch{start: -1}
	}
	for i := 0; i < len(line); {
		c := line[i]
		if c < utf8.RuneSelf {
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				flush()
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		if t.of(r).has&bit == 0 {
			flush()
		} else {
			if cur.start < 0 {
				cur.start = i
			}
			cur.high++
			if k := kindOf(r); k >= kOpen && k <= kQuote {
				cur.quotes++
			}
			cur.end = i + size
		}
		i += size
	}
	flush()
	return found
}

// A kindOfMistake is a code page and what its bytes were read as.
type kindOfMistake struct{ was, reading *CodePage }

// A trial is a stretch as bytes.
type trial struct {
	start int
	raw   string
}

// pagePieces finds the stretches of line that are bytes of an Arabic code page read as page.
// Code pages that differ in a few characters give the same bytes for most stretches; tried holds those that were looked at.
func pagePieces(line string, page *CodePage, known map[kindOfMistake]int, tried map[trial]bool) []piece {
	var found []piece
	for _, s := range stretches(line, page) {
		if s.high < pageLetters && len(known) == 0 || 2*s.quotes > s.high {
			continue
		}
		raw, ok := page.Encode(line[s.start:s.end])
		t := trial{s.start, string(raw)}
		if !ok || tried[t] && known == nil {
			continue
		}
		tried[t] = true
		if p, ok := undoPage(line, s, raw, page, known); ok {
			found = append(found, p)
		}
	}
	return found
}

// undoPage tries the Arabic code pages on a stretch.
func undoPage(line string, s stretch, raw []byte, page *CodePage, known map[kindOfMistake]int) (piece, bool) {
	before, old, after := line[:s.start], line[s.start:s.end], line[s.end:]
	var best, rival piece
	var bestCost, rivalCost, bestLetters, bestASCII int
	for _, was := range arabicPages() {
		if !was.mayBe(raw) {
			continue
		}
		text, ok := was.strictly(raw)
		if !ok {
			continue
		}
		mt := newMeter(before)
		ascii := 0 // what the characters cost that are the same in all code pages
		for _, r := range text {
			total, letters := mt.total, mt.letters
			mt.add(r)
			if r < utf8.RuneSelf && mt.letters == letters {
				ascii += mt.total - total
			}
		}
		cost := mt.after(after)
		p := piece{start: s.start, end: s.end, new: text, reading: page, was: was, units: mt.letters}
		switch {
		case best.was == nil || cost < bestCost:
			rival, rivalCost = best, bestCost
			best, bestCost, bestLetters, bestASCII = p, cost, mt.letters, ascii
		case text != best.new && (rival.was == nil || cost < rivalCost):
			rival, rivalCost = p, cost
		}
	}
	if best.was == nil || bestLetters < knownLetters {
		return piece{}, false
	}
	best.gain = Cost(before, old, after) - bestCost
	isKnown := known[kindOfMistake{best.was, page}] >= enoughInContext
	switch {
	case best.gain < letterGain*bestLetters, bestCost-bestASCII > arabicCeiling*bestLetters:
		return piece{}, false
	case isKnown && best.gain >= knownGain:
	case bestLetters < pageLetters, best.gain < pageGain, distinct(best.new) < pageDistinct, ascending(raw):
		return piece{}, false
	}
	best.unsure = rival.was != nil && rival.new != best.new && rivalCost-bestCost < rivalGain*bestLetters && !isKnown
	return best, true
}

// distinct counts the different Arabic letters of s.
func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		if kindOf(r) == kArabic || r >= 0xFE70 && r <= 0xFEFC {
			seen[r] = true
		}
	}
	return len(seen)
}

// ascending reports whether most bytes are one more than the byte before, as in a list of the letters of a code page.
func ascending(raw []byte) bool {
	n := 0
	for i := 1; i < len(raw); i++ {
		if raw[i] == raw[i-1]+1 {
			n++
		}
	}
	return 2*n > len(raw)
}

// mayBe reports whether at least half of the bytes beyond ASCII are Arabic letters in the page.
func (c *CodePage) mayBe(raw []byte) bool {
	high, letters := 0, 0
	for _, b := range raw {
		if b >= 0x80 {
			high++
			if c.letters[b-0x80] {
				letters++
			}
		}
	}
	return 2*letters >= high
}

// strictly decodes bytes all of which the page gives a meaning.
func (c *CodePage) strictly(raw []byte) (string, bool) {
	if slices.ContainsFunc(raw, c.Undefined) {
		return "", false
	}
	return c.Decode(raw), true
}

// CapitalsInside reports whether a Cyrillic capital follows a small Cyrillic letter somewhere in s. Right text hardly does
// that; Arabic bytes read as windows-1251 do it in every other word.
func CapitalsInside(s string) bool {
	for i := 0; i+3 < len(s); i++ {
		if s[i] != 0xD0 && s[i] != 0xD1 {
			continue
		}
		if small := s[i] == 0xD0 && s[i+1] >= 0xB0 || s[i] == 0xD1 && s[i+1] < 0x90; small && s[i+2] == 0xD0 && s[i+3] >= 0x90 && s[i+3] < 0xB0 {
			return true
		}
		i++
	}
	return false
}
