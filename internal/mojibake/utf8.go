package mojibake

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Thresholds, in tenths of a bit of surprise that undoing must save, found on the suites of the tests.
const (
	strongGain = 100 // a run of units is believed on its own
	loneLetter = 140 // the same for a single unit that gives a letter or digit
	loneSign   = 80  // and for one that gives a sign
	weakGain   = 20  // a run is believed beside strong ones in the same line
	unitGain   = 20  // each unit of a run must save at least this on the average
)

// A unit is one UTF-8 sequence as it looks under a wrong reading.
type unit struct {
	end  int    // of it in the line
	text string // what it was
	lost int    // bytes that are guessed or unknown
	old  string // the characters it stands for now, kept for units that lost something
	a0   bool   // a space stands for the byte A0
	keep bool   // the space after an à is text of its own
}

// run is a row of adjacent units.
type run struct {
	start, end int
	text       strings.Builder
	units      int
	exact      int // units that lost nothing
	losses     []loss
	lost       int
	spaces     int
	unsure     bool
}

// pieces finds the stretches of line that are UTF-8 read as page and are worth undoing.
func (t *readingTable) pieces(line string, page *CodePage) []piece {
	var found []piece
	var weak []piece
	strong := 0
	bit := t.bit(page)
	for i := 0; i < len(line); {
		if line[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		if t.of(r).lead&bit == 0 {
			i += size
			continue
		}
		if _, ok := readUnit(line, i, page, false); !ok { // nearly always: a letter with an accent
			i += size
			continue
		}
		n := readRun(line, i, page)
		p := piece{start: n.start, end: n.end, new: n.text.String(), reading: page, units: n.units, lost: n.lost, spaces: n.spaces,
			unsure: n.unsure, losses: n.losses}
		p.gain = Cost(line[:p.start], line[p.start:p.end], line[p.end:]) - Cost(line[:p.start], withoutC1(p.new), line[p.end:])
		if strings.IndexFunc(p.new, func(r rune) bool { return r >= 0xA0 && r != utf8.RuneError && kindOf(r) == kControl }) >= 0 {
			i = n.end // private use and unassigned characters were never there
			continue
		}
		alarming := t.suspects(line[p.start:p.end])&bit != 0
		switch {
		case p.gain < unitGain*p.units, !alarming && p.units == 1 && (p.spaces > 0 || bit == arabicReading) && !latinAmongLatin(line, p):
		case p.gain >= enough(p) && n.exact > 0 && alarming && (p.units > 1 || !crowded(line, p)) && !misfit(line, p):
			strong += p.gain
			found = append(found, p)
		case p.gain >= weakGain && !marksAlone(line, p):
			weak = append(weak, p)
		}
		i = n.end
	}
	if strong >= 3*strongGain/2 && len(weak) > 0 {
		found = sortPieces(append(found, weak...))
	}
	for i := range found {
		found[i].unsure = found[i].unsure || isHalf(line, found, i)
	}
	return found
}

// enough is the gain that makes a run believed on its own.
func enough(p piece) int {
	if p.units > 1 {
		return strongGain
	}
	r, _ := utf8.DecodeRuneInString(p.new)
	switch k := kindOf(r); {
	case k.letter() || k == kDigit:
		return loneLetter
	case k == kSign || k == kSymbol || k == kQuote:
		return loneSign
	}
	return strongGain
}

// crowded reports whether a piece stands directly beside a character beyond ASCII that is no quotation mark, dash or space. In
// misread text that would have been a part of the run; beside it stand lists of letters and signs.
func crowded(line string, p piece) bool {
	before, n := utf8.DecodeLastRuneInString(line[:p.start])
	after, m := utf8.DecodeRuneInString(line[p.end:])
	crowds := func(r rune, size int) bool {
		if size == 0 || r < utf8.RuneSelf {
			return false
		}
		k := kindOf(r)
		if _, ok := p.reading.Byte(r); ok && (k == kArabic || k == kArabicMark || k == kHebrew) {
			return true
		}
		return k.latin() || k == kSymbol || k == kSign || k.script() == kCyrillicLower || k.script() == kGreekLower || k == kLetter
	}
	return crowds(before, n) || crowds(after, m)
}

// withoutC1 is s with the C1 controls that are windows-1252 punctuation as that punctuation: they come out of text that went
// wrong twice, and another rule puts them right.
func withoutC1(s string) string {
	if !strings.Contains(s, "\xc2") {
		return s
	}
	page := theReadings().pages[0]
	return strings.Map(func(r rune) rune {
		if r >= 0x80 && r < 0xA0 {
			return page.Rune(byte(r))
		}
		return r
	}, s)
}

// readRun reads units from offset start on for as long as they are adjacent.
func readRun(line string, start int, page *CodePage) *run {
	n := &run{start: start, end: start}
	for n.end < len(line) {
		u, ok := readUnit(line, n.end, page, n.units > 0)
		if !ok {
			break
		}
		if u.old != "" {
			if u.lost > 0 && u.text == "" {
				u.text = page.guess(line[n.end:u.end], n.text.String())
			}
			n.losses = append(n.losses, loss{n.text.Len(), u.old, u.text, u.lost > 0 || strings.HasSuffix(u.text, " ")})
		}
		if u.lost == 0 && !u.a0 {
			n.exact++
		}
		n.text.WriteString(u.text)
		n.lost += u.lost
		n.unsure = n.unsure || u.keep
		if u.a0 {
			n.spaces++
		}
		n.units++
		n.end = u.end
	}
	return n
}

// readUnit reads one unit at offset at of the line. Inside a run a unit may have lost a byte.
func readUnit(line string, at int, page *CodePage, inside bool) (unit, bool) {
	r, size := utf8.DecodeRuneInString(line[at:])
	if end := at + size; !inside && (end == len(line) || line[end] < utf8.RuneSelf && line[end] != ' ' && line[end] != '?') {
		return unit{}, false // nothing that may be its second byte
	}
	b, ok := page.Byte(r)
	if !ok || b < 0xC2 || b > 0xF4 {
		return unit{}, false
	}
	if u, ok := orphan(line, at+size, page, b, inside); ok {
		u.old = line[at:u.end]
		return u, true
	}
	var buf [6]byte
	buf[0] = b
	want := 2
	switch {
	case b >= 0xF0:
		want = 4
	case b >= 0xE0:
		want = 3
	}
	i, got := at+size, 1
	u := unit{}
	for ; got < want && i < len(line); got++ {
		r, size := utf8.DecodeRuneInString(line[i:])
		c, ok := page.Byte(r)
		switch {
		case ok && c >= 0x80 && c < 0xC0:
		case r == utf8.RuneError && size > 1, r == '?' && (inside || followed(line, i+1, page)):
			u.lost++
			c = 0
		case r == ' ' && page.Rune(0xA0) == '\u00a0':
			u.a0 = true
			c = 0xA0
		default:
			return unit{}, false
		}
		buf[got] = c
		i += size
	}
	if got < want {
		return unit{}, false
	}
	u.end = i
	if u.lost > 0 {
		u.old = line[at:i]
		return u, true
	}
	if want == 3 && b == 0xED && buf[1] >= 0xA0 {
		return surrogates(line, at, page)
	}
	c, n := utf8.DecodeRune(buf[:want])
	if c == utf8.RuneError || n != want {
		return unit{}, false
	}
	u.text = string(c)
	if u.a0 {
		u.keep = want > 2
		if c == 'à' {
			c, u.lost = graveOrAcute(line, at)
			u.text = string(c)
		}
		// The space may be the byte A0 alone, or text: a Latin letter closes its word there.
		if k := kindOf(c); k.latin() && i < len(line) && line[i] != ' ' {
			next, _ := utf8.DecodeRuneInString(line[i:])
			if (kindOf(next).letter() || next >= utf8.RuneSelf) && (c != 'à' || !graveWord(line[i:])) {
				u.keep = true
				u.text += " "
			}
		}
		u.old = line[at:i]
	}
	return u, true
}

// followed reports whether a whole unit stands at offset at, which makes a question mark before it a lost byte.
func followed(line string, at int, page *CodePage) bool {
	if at >= len(line) || line[at] < utf8.RuneSelf {
		return false
	}
	u, ok := readUnit(line, at, page, false)
	return ok && u.old == ""
}

// latinAmongLatin reports whether a lone piece gives a Latin letter or punctuation and does not stand behind a letter of another
// script, where a letter and what follows it are just that.
func latinAmongLatin(line string, p piece) bool {
	r, _ := utf8.DecodeRuneInString(p.new)
	before, _ := utf8.DecodeLastRuneInString(line[:p.start])
	k := kindOf(r)
	return (k.latin() || k == kOpen || k == kClose || k == kQuote) && (!kindOf(before).letter() || kindOf(before).latin())
}

// graveWord reports whether s begins with the rest of a Portuguese word that begins with à.
func graveWord(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return !kindOf(r).letter() })
	if end < 0 {
		end = len(s)
	}
	switch s[:end] {
	case "s", "quele", "queles", "quela", "quelas", "quilo":
		return true
	}
	return false
}

// surrogates reads a character above U+FFFF that was written as two three-byte surrogates (CESU-8).
func surrogates(line string, at int, page *CodePage) (unit, bool) {
	var buf [6]byte
	i := at
	for n := range buf {
		if i >= len(line) {
			return unit{}, false
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		b, ok := page.Byte(r)
		if !ok || b < 0x80 {
			return unit{}, false
		}
		buf[n] = b
		i += size
	}
	high := rune(buf[0]&0x0F)<<12 | rune(buf[1]&0x3F)<<6 | rune(buf[2]&0x3F)
	low := rune(buf[3]&0x0F)<<12 | rune(buf[4]&0x3F)<<6 | rune(buf[5]&0x3F)
	r := utf16.DecodeRune(high, low)
	if r == utf8.RuneError || buf[3] != 0xED {
		return unit{}, false
	}
	return unit{end: i, text: string(r), old: line[at:i]}, true
}

// guess is the likeliest character for a unit that lost bytes, U+FFFD when none stands out. Only bytes that a strict decoder
// loses under the page are tried, all of C1 when the page has none.
func (c *CodePage) guess(old, before string) string {
	var bytes []byte
	hole := -1
	for _, r := range old {
		b, ok := c.Byte(r)
		if !ok || r == '?' {
			if hole >= 0 {
				return "\ufffd"
			}
			hole = len(bytes)
		}
		bytes = append(bytes, b)
	}
	if hole < 0 {
		return "\ufffd"
	}
	gaps := 0
	for b := byte(0x80); b < 0xC0; b++ {
		if c.Undefined(b) {
			gaps++
		}
	}
	best, bestCost, second := "\ufffd", 1<<30, 1<<30
	for b := byte(0x80); b < 0xC0; b++ {
		if gaps > 0 && !c.Undefined(b) || gaps == 0 && b >= 0xA0 {
			continue
		}
		bytes[hole] = b
		r, n := utf8.DecodeRune(bytes)
		if r == utf8.RuneError || n != len(bytes) {
			continue
		}
		if k := kindOf(r); !k.letter() && k != kOpen && k != kClose && k != kApostrophe && k != kDash {
			continue
		}
		switch cost := Cost(before, string(r), ""); {
		case cost < bestCost:
			best, bestCost, second = string(r), cost, bestCost
		case cost < second:
			second = cost
		}
	}
	if second-bestCost < weakGain {
		return "\ufffd"
	}
	return best
}
