package rules

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What a character does to the words of a line when they are compared by [nextWord]; any other value in a [foldTable] is the
// letter that stands for it.
const (
	foldBreak uint16 = iota // it separates words
	foldDrop                // it is left out: marks, tatweel, joiners, invisible characters
	foldDigit               // a decimal digit; a word of digits alone is a number
)

// foldTable folds the characters below U+0800, which is all that the scripts of the phrase packs use: case, marks, tatweel, hamza
// carriers, the forms of yeh, kaf and heh that keyboards mix up, and Latin accents.
type foldTable [0x800]uint16

var folding = sync.OnceValue(func() *foldTable {
	t := new(foldTable)
	classes := classTable()
	for r := range rune(0x800) {
		switch bit(classes[r]) {
		case Digit, ArabicDigit, ExtendedDigit:
			t[r] = foldDigit
		case ArabicMark, OtherMark, Tatweel, Invisible, Joiner, BidiMark:
			t[r] = foldDrop
		default:
			if unicode.IsLetter(r) {
				t[r] = uint16(foldLetter(r))
			}
		}
	}
	t['©'] = '©' // a word of its own in footers
	for from, to := range map[rune]rune{
		'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ؤ': 'و', 'ئ': 'ي', 'ى': 'ي', 'ی': 'ي', 'ې': 'ي',
		'ة': 'ه', 'ۃ': 'ه', 'ہ': 'ه', 'ھ': 'ه', 'ە': 'ه', 'ۀ': 'ه', 'ۂ': 'ه', 'ک': 'ك', 'ڪ': 'ك', 'ۓ': 'ے', 'ۇ': 'و',
		'ı': 'i', 'İ': 'i', 'ß': 's', 'æ': 'a', 'Æ': 'a', 'ø': 'o', 'Ø': 'o', 'ł': 'l', 'Ł': 'l', 'ё': 'е', 'Ё': 'е',
		'ם': 'מ', 'ן': 'נ', 'ץ': 'צ', 'ף': 'פ', 'ך': 'כ',
	} {
		t[from] = uint16(to)
	}
	return t
})

// foldLetter is the lower-case letter without its accents.
func foldLetter(r rune) rune {
	if r >= 0xC0 && r < 0x250 {
		r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	}
	return unicode.ToLower(r)
}

// word is one word of a line as phrases are compared.
type word struct {
	hash       uint64 // of the folded letters
	start, end int    // bytes of the line
	number     bool   // digits alone
}

// nextWord finds the first word of s at or after byte i; ok is false when there is none. Equal words have equal hashes whatever their
// case, marks and hamza carriers; unequal words have unequal ones but for a chance of 2⁻⁶⁴.
func nextWord(t *foldTable, s string, i int) (w word, ok bool) {
	const prime = 0x9E3779B97F4A7C15
	var h uint64
	w.start, w.number = -1, true
	for i < len(s) {
		b := s[i]
		var c uint16
		n := 1
		switch {
		case b < utf8.RuneSelf:
			c = t[b]
		case b >= 0xC2 && b < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
			c, n = t[uint(b&0x1F)<<6|uint(s[i+1]&0x3F)], 2
		default:
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			c = foldHigh(r)
		}
		if c == foldBreak {
			if w.start >= 0 {
				break
			}
		} else if c != foldDrop {
			if w.start < 0 {
				w.start = i
			}
			if c == foldDigit {
				c = '0' | uint16(s[i+n-1]&15) // the last four bits are the value, in ASCII and in both Arabic sets
			} else {
				w.number = false
			}
			h = (h ^ uint64(c)) * prime
			h ^= h >> 29
		}
		i += n
		if w.start >= 0 {
			w.end = i
		}
	}
	w.hash = h
	return w, w.start >= 0
}

// foldHigh folds a character from U+0800 on: invisible ones are left out, punctuation and symbols separate, the rest is a letter.
func foldHigh(r rune) uint16 {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r == 0xFEFF, r >= 0xFE00 && r <= 0xFE0F:
		return foldDrop
	case r >= 0x2000 && r <= 0x2BFF, r >= 0x3000 && r <= 0x303F, r == utf8.RuneError, r >= 0x1F000 && r <= 0x1FAFF, r >= 0xE000 && r <= 0xF8FF:
		return foldBreak
	case r >= 0x1E00 && r <= 0x1EFF:
		r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		return uint16(unicode.ToLower(r))
	}
	return uint16(max(r&0xFFFF, 3))
}

// foldedHash is a hash of the words of s, 0 for none. Lines with equal hashes say the same up to white space, marks, tatweel, case,
// hamza carriers and punctuation; numbers count.
func foldedHash(s string) uint64 {
	t := folding()
	var h uint64
	for i := 0; ; {
		w, ok := nextWord(t, s, i)
		if !ok {
			return h
		}
		h = (h ^ w.hash) * 0xff51afd7ed558ccd
		h ^= h >> 32
		i = w.end
	}
}

// What a character becomes in a line that [foldLine] folds; any other value is a character, with the bit lineLetter set for a letter.
const (
	lineDrop   uint16 = 0      // it is left out
	lineGap    uint16 = 1      // white space and control characters
	lineOther  uint16 = 0x7FFF // it stays, and is none of those that a value can hold
	lineLetter uint16 = 1 << 15
)

// lineFolding is [foldInLine] for the characters below U+0800.
var lineFolding = sync.OnceValue(func() *[0x800]uint16 {
	t := new([0x800]uint16)
	for r := range rune(0x800) {
		t[r] = foldInLine(r)
	}
	return t
})

// foldInLine folds one character: marks, tatweel and invisible characters go, letters are written small.
func foldInLine(r rune) uint16 {
	class := ClassOf(r)
	switch {
	case r <= ' ' || class&AnySpace != 0:
		return lineGap
	case class&(ArabicMark|Tatweel|BidiMark|BidiControl|Invisible|Joiner) != 0:
		return lineDrop
	case class&(Latin|Alphabetic) != 0:
		r = unicode.ToLower(r)
	}
	f := lineOther
	if r < rune(lineOther) {
		f = uint16(r)
	}
	if class&Letter != 0 {
		f |= lineLetter
	}
	return f
}
