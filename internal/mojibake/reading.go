package mojibake

import (
	"math/bits"
	"sync"
	"unicode/utf8"
)

// readings are the code pages that UTF-8 gets read as by mistake, in the order in which ties are settled: the pages that
// software falls back to come first. At most 16: the tables hold one bit for each.
var readingNames = []string{
	"windows-1252", "iso-8859-1", "windows-1254", "windows-1250", "windows-1251", "windows-1256", "windows-1253", "windows-1257",
	"iso-8859-2", "macintosh", "cp437", "cp850", "windows-1255", "koi8-r",
}

// arabicReading is the bit of windows-1256 in sets of readings.
const arabicReading = 1 << 5

// readingTable tells for a character under which readings it is the first byte of a UTF-8 sequence or a later one.
type readingTable struct {
	pages   []*CodePage
	low     [0x700]roles   // U+0000–06FF
	general [0x600]roles   // U+2000–25FF
	others  map[rune]roles // the few beyond
}

// roles are sets of readings, bit i for pages[i].
type roles struct {
	lead  uint16 // C2 to F4
	cont  uint16 // 80 to BF
	alarm uint16 // cont, less what follows a letter in right text too
	has   uint16 // 80 to FF
	quiet bool   // a quotation mark, a dash, a no-break space: no evidence for dense runs
}

// everyday are characters that follow letters in right text, so that they raise no alarm, although they are read with the rest
// once something else did.
var everyday = map[string]string{
	"windows-1256": "،؛؟«»\u00a0‘’“”–—…•°پچژگکٹڈڑںھ\u200c\u200d",
	"windows-1251": "«»\u00a0‘’“”„–—…•·№ёЁіїєґІЇЄҐўЎјЈ",
	"koi8-r":       "ёЁ\u00a0°·©",
	"windows-1253": "«»\u00a0‘’“”–—…•·΄΅ΆΈΉΊΌΎΏ",
	"windows-1255": "«»\u00a0‘’“”–—…•·",
}

var theReadings = sync.OnceValue(func() *readingTable {
	t := &readingTable{others: map[rune]roles{}}
	for i, name := range readingNames {
		p := ByName(name)
		t.pages = append(t.pages, p)
		quiet := map[rune]bool{}
		for _, r := range everyday[name] {
			quiet[r] = true
		}
		for b := 0x80; b <= 0xFF; b++ {
			r := p.Rune(byte(b))
			if r < utf8.RuneSelf {
				continue
			}
			e := t.of(r)
			e.has |= 1 << i
			switch kindOf(r) {
			case kOpen, kClose, kQuote, kApostrophe, kDash, kNoBreak:
				e.quiet = true
			}
			switch {
			case b < 0xC0:
				e.cont |= 1 << i
				if !quiet[r] {
					e.alarm |= 1 << i
				}
			case b >= 0xC2 && b <= 0xF4:
				e.lead |= 1 << i
			}
			t.set(r, e)
		}
	}
	return t
})

func (t *readingTable) of(r rune) roles {
	switch {
	case r < 0x700:
		return t.low[r]
	case r >= 0x2000 && r < 0x2600:
		return t.general[r-0x2000]
	case r < 0xE000:
		return roles{}
	}
	return t.others[r]
}

func (t *readingTable) set(r rune, e roles) {
	switch {
	case r < 0x700:
		t.low[r] = e
	case r >= 0x2000 && r < 0x2600:
		t.general[r-0x2000] = e
	default:
		t.others[r] = e
	}
}

// suspects are the readings under which two neighbours in s could be the beginning of a UTF-8 sequence.
func (t *readingTable) suspects(s string) uint16 {
	suspects, _ := t.scan(s, true)
	return suspects
}

// scan finds in one pass the readings under which two neighbours in s could be the beginning of a UTF-8 sequence, and those under
// which it holds the dense runs of characters beyond ASCII that Arabic code pages leave (see [readingTable.dense]). Right text
// in Latin letters is ASCII with single characters beyond it, which are skipped without being looked up.
func (t *readingTable) scan(s string, known bool) (suspects, dense uint16) {
	d := denseRun{known: known}
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		start := i
		i += sequence(s[i])
		if i >= len(s) || s[i] < utf8.RuneSelf { // alone: an à that lost its A0 to a space, or a letter
			if i < len(s) && s[i] == ' ' {
				if r, _ := utf8.DecodeRuneInString(s[start:]); r == 'Ã' || r == '├' || r == '√' {
					suspects |= t.of(r).lead
				}
			}
			continue
		}
		var lead uint16
		spaced := false
		d.begin()
		for i = start; i < len(s) && s[i] >= utf8.RuneSelf; {
			var r rune
			var e roles
			size := 2
			if c := s[i]; c >= 0xC2 && c < 0xDC && i+1 < len(s) && s[i+1]&0xC0 == 0x80 { // below U+0700, as most are
				r = rune(c&0x1F)<<6 | rune(s[i+1]&0x3F)
				e = t.low[r]
			} else {
				r, size = utf8.DecodeRuneInString(s[i:])
				e = t.of(r)
			}
			if r == utf8.RuneError {
				e.alarm = ^uint16(0)
			}
			suspects |= lead & e.alarm
			lead, spaced = e.lead, r == 'Ã' || r == '├' || r == '√'
			d.add(r, e)
			i += size
		}
		if spaced && i < len(s) && s[i] == ' ' {
			suspects |= lead
		}
	}
	return suspects, d.found
}

// sequence is the number of bytes that a UTF-8 sequence beginning with b has.
func sequence(b byte) int {
	switch {
	case b >= 0xF0:
		return 4
	case b >= 0xE0:
		return 3
	case b >= 0xC0:
		return 2
	}
	return 1
}

// bit is the reading of a page, as a set of one.
func (t *readingTable) bit(page *CodePage) uint16 {
	for i, p := range t.pages {
		if p == page {
			return 1 << i
		}
	}
	return 0
}

// each calls f for every reading in the set, in order of preference.
func (t *readingTable) each(set uint16, f func(*CodePage)) {
	for ; set != 0; set &= set - 1 {
		f(t.pages[bits.TrailingZeros16(set)])
	}
}
