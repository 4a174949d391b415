package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bytes that vanish without a trace: web pages and extractors drop the bytes that have no character in the code page (81 in
// windows-1252) and the soft hyphen (AD). A lead byte stays behind alone: the Ù of a ف, the Ø of a ح.

// orphan reads the lead byte b of an Arabic letter whose second byte is gone; end is the offset behind it. What it was is the
// only, or by far the likeliest, letter that the page cannot show. Alone it is a letter of Danish: beside it must be Arabic or a
// sequence of the same kind.
func orphan(line string, end int, page *CodePage, b byte, inside bool) (unit, bool) {
	if b < 0xD8 || b > 0xDB || page.Rune(0xAD) != '\u00ad' || page.Rune(b) >= 0x600 {
		return unit{}, false
	}
	switch r, _ := utf8.DecodeRuneInString(line[end:]); {
	case kindOf(r) == kArabic: // the rest of the word is right
	case leadsOn(line, end, page):
	case inside && (end == len(line) || r < utf8.RuneSelf && !kindOf(r).letter()):
	default:
		return unit{}, false
	}
	best, bestCost, second := rune(0), 1<<30, 1<<30
	for c := byte(0x80); c < 0xC0; c++ {
		if c != 0xAD && !page.Undefined(c) {
			continue
		}
		r, _ := utf8.DecodeRune([]byte{b, c})
		if kindOf(r) != kArabic || !unicode.IsLetter(r) {
			continue
		}
		switch cost := Cost("", string(r), ""); {
		case cost < bestCost:
			best, bestCost, second = r, cost, bestCost
		case cost < second:
			second = cost
		}
	}
	if best == 0 || second-bestCost < weakGain {
		return unit{}, false
	}
	return unit{end: end, text: string(best), lost: 1}, true
}

// leadsOn reports whether at the offset stands a whole sequence, be it behind more lead bytes that have lost their second one.
func leadsOn(line string, at int, page *CodePage) bool {
	const most = 4 // orphans in a row
	for range most {
		if followed(line, at, page) {
			return true
		}
		r, size := utf8.DecodeRuneInString(line[at:])
		if b, ok := page.Byte(r); !ok || b < 0xD8 || b > 0xDB {
			return false
		}
		at += size
	}
	return false
}

// beforeGrave reports whether an à may follow the letters of a word so far: those of a French or Italian one (là, voilà, déjà, già,
// città, sarà), or of one with no vowel yet (và, cà). Behind others, aqu and decid, an Ã that stands alone has lost the soft hyphen
// of an í.
func beforeGrave(word string) bool {
	switch word {
	case "l", "voil", "del", "hol", "gi", "pap":
		return true
	}
	const vowels = "aeiou"
	if rest, ok := strings.CutSuffix(word, "qu"); ok {
		return !strings.ContainsAny(rest, vowels)
	}
	return strings.Contains("trj"+vowels, word[len(word)-1:]) || !strings.ContainsAny(word, vowels)
}

// graveOrAcute gives what an Ã before a space was, and how many bytes of it are gone.
func graveOrAcute(line string, at int) (r rune, lost int) {
	before := line[:at]
	word := before[strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	if len(word) == 0 {
		return 'à', 0
	}
	if r, _ := utf8.DecodeLastRuneInString(word); !kindOf(r).latin() {
		return 'à', 0
	}
	if beforeGrave(strings.ToLower(word)) {
		return 'à', 0
	}
	return 'í', 1
}

// misfit reports whether what a piece would give has no place where it stands: a lone letter made of signs alone that touches no letter,
// or nothing but marks of Arabic or Hebrew behind no letter of theirs. Right text pairs such characters by chance (≈±40, Ø–Û).
func misfit(line string, p piece) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:p.start])
	if p.units == 1 {
		after, _ := utf8.DecodeRuneInString(line[p.end:])
		if r, _ := utf8.DecodeRuneInString(p.new); kindOf(r).letter() && !kindOf(before).letter() && !kindOf(after).letter() {
			return strings.IndexFunc(line[p.start:p.end], func(r rune) bool { return kindOf(r).letter() }) < 0
		}
	}
	return marksAlone(line, p)
}

// marksAlone reports whether a piece would give nothing but marks of Arabic or Hebrew behind no letter of theirs.
func marksAlone(line string, p piece) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:p.start])
	onlyMarks := strings.IndexFunc(p.new, func(r rune) bool { return !unicode.Is(unicode.Mn, r) && r != ' ' }) < 0
	return onlyMarks && !unicode.In(before, unicode.Arabic, unicode.Hebrew)
}

// isHalf reports whether a lead byte like those of piece i, of the same script, stays behind in its word: half of the word is decoded
// then.
func isHalf(line string, found []piece, i int) bool {
	p := found[i]
	var leads uint16 // sets of four lead bytes
	for k := range len(p.new) {
		if b := p.new[k]; b >= 0xC0 {
			leads |= 1 << (b >> 2 & 15)
		}
	}
	stays := func(s string) bool {
		for _, r := range s {
			if b, ok := p.reading.Byte(r); ok && b >= 0xC2 && b <= 0xF4 && leads&(1<<(b>>2&15)) != 0 {
				return true
			}
		}
		return false
	}
	const space = " \t\u00a0"
	before := line[:p.start]
	if i > 0 {
		before = before[found[i-1].end:]
	}
	after := line[p.end:]
	if i+1 < len(found) {
		after = after[:found[i+1].start-p.end]
	}
	if k := strings.IndexAny(after, space); k >= 0 {
		after = after[:k]
	}
	return stays(before[strings.LastIndexAny(before, space)+1:]) || stays(after)
}
