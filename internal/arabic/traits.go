package arabic

import "unicode/utf8"

// traits says what a character of a word is; 0 for one that belongs to no word of Arabic or Hebrew script.
type traits uint8

const (
	letterTrait traits = 1 << iota // a letter of two bytes
	rareTrait                      // a letter of three
	markTrait                      // a mark or a Hebrew point, presentation forms of marks included
	fillTrait                      // tatweel and the zero-width joiners
	formTrait                      // another presentation form
)

func traitsOf(r rune) traits {
	switch {
	case IsMark(r), IsHebrewPoint(r):
		return markTrait
	case r == Tatweel, r == ZWNJ, r == ZWJ:
		return fillTrait
	case IsLetter(r), IsHebrew(r):
		if r >= 0x800 {
			return rareTrait
		}
		return letterTrait
	case IsForm(r) && !IsWordLigature(r):
		return formTrait
	}
	return 0
}

// The first bytes of U+0580–077F, where the letters of two bytes are.
const (
	firstLead = 0xD6
	leads     = 0xDE - firstLead
)

// pairTraits holds the traits of the characters of two bytes with these first bytes, by first and second byte.
var pairTraits = func() (t [leads << 8]traits) {
	for i := range t {
		if second := i & 0xFF; second >= 0x80 && second < 0xC0 {
			t[i] = traitsOf(rune(firstLead+i>>8)&0x1F<<6 | rune(second&0x3F))
		}
	}
	return t
}()

// scanWord is [WordEnd], and what the word is made of.
func scanWord(s string, i int) (end int, seen traits) {
	for i < len(s) {
		if lead := uint(s[i]) - firstLead; lead < leads && i+1 < len(s) {
			t := pairTraits[lead<<8|uint(s[i+1])]
			if t == 0 {
				break
			}
			seen |= t
			i += 2
			continue
		}
		if s[i] < 0xE0 {
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		t := traitsOf(r)
		if t == 0 {
			break
		}
		seen |= t
		i += size
	}
	return i, seen
}

// letterAt is the letter of two bytes at an offset of a word.
func letterAt(w string, i int) rune { return rune(w[i]&0x1F)<<6 | rune(w[i+1]&0x3F) }
