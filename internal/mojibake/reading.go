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
	"iso-8859-2", "macintosh", "cp437", "cp850", "windows-1255",
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
}

// everyday are characters that follow letters in right text, so that they raise no alarm, although they are read with the rest
// once something else did.
var everyday = map[string]string{
	"windows-1256": "،؛؟«»\u00a0‘’“”–—…•°پچژگکٹڈڑںھ\u200c\u200d",
	"windows-1251": "«»\u00a0‘’“”„–—…•·№ёЁіїєґІЇЄҐўЎјЈ",
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
	var found, lead uint16
	spaced := false // after the byte C3, whose à lost its A0 to a space
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			if spaced && s[i] == ' ' {
				found |= lead
			}
			lead, spaced = 0, false
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		e := t.of(r)
		if r == utf8.RuneError {
			e.alarm = ^uint16(0)
		}
		found |= lead & e.alarm
		lead, spaced = e.lead, r == 'Ã' || r == '├' || r == '√'
		i += size
	}
	return found
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
