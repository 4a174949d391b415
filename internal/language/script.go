// Package language knows what a text is written in and what is likely in that writing: scripts and languages,
// function words, affixes, letters at the edges of words, and a statistical model of words and word pairs.
//
// Everything is a table that a command of this repository counts or that a person wrote as a text file; the tables are embedded and
// prepared on first use, so that a run which needs none of them pays nothing.
package language

// Script is a writing system, as far as the rules tell them apart.
type Script uint8

// The scripts that are told apart. Presentation forms count as letters of their script.
const (
	NoScript Script = iota
	Arabic
	Hebrew
	Latin
	Cyrillic
	Greek
	Han
	Kana
	Hangul
	Thai
	Indic // Devanagari to Sinhala
	OtherScript
	numScripts
)

// ScriptOf is the script of a letter; NoScript for every other character. It knows blocks, not each code point: an unassigned code point
// of a block counts as a letter of it.
func ScriptOf(r rune) Script {
	switch {
	case r < 0x80:
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return Latin
		}
	case r < 0x370:
		if r == 0xAA || r == 0xBA || r >= 0xC0 && r <= 0x2AF && r != 0xD7 && r != 0xF7 {
			return Latin
		}
	case r < 0x400:
		if r != 0x37E && r != 0x387 {
			return Greek
		}
	case r < 0x530:
		if r < 0x483 || r > 0x489 {
			return Cyrillic
		}
	case r < 0x590:
		return OtherScript
	case r < 0x600:
		if r >= 0x5D0 && r <= 0x5F2 {
			return Hebrew
		}
	case r < 0x780:
		if r < 0x700 && arabicKind[r-0x600] == kindLetter || r >= 0x750 {
			return Arabic
		}
		if r >= 0x710 && r < 0x730 {
			return OtherScript
		}
	case r < 0x870:
		return OtherScript
	case r < 0x8CA:
		return Arabic
	case r < 0x900:
		return NoScript
	case r < 0xE00:
		return Indic
	case r < 0xE80:
		return Thai
	case r < 0x1E00:
		if r >= 0x1100 && r < 0x1200 {
			return Hangul
		}
		return OtherScript
	case r < 0x1F00:
		return Latin
	case r < 0x2000:
		return Greek
	case r < 0x3040:
		return NoScript
	case r < 0x3100:
		return Kana
	case r < 0x3130:
		return OtherScript
	case r < 0x3190:
		return Hangul
	case r < 0x3400:
		return NoScript
	case r < 0xA000:
		return Han
	case r < 0xAC00:
		return OtherScript
	case r < 0xD7A4:
		return Hangul
	case r < 0xF900:
		return NoScript
	case r < 0xFB00:
		return Han
	case r < 0xFB07:
		return Latin
	case r < 0xFB1D:
		return OtherScript
	case r < 0xFB50:
		return Hebrew
	case r < 0xFE00:
		if r != 0xFD3E && r != 0xFD3F {
			return Arabic
		}
	case r < 0xFE70:
		return NoScript
	case r < 0xFEFF:
		if r >= 0xFE80 {
			return Arabic
		}
	case r < 0xFF00:
		return NoScript
	case r < 0xFF61:
		if r >= 0xFF21 && r <= 0xFF3A || r >= 0xFF41 && r <= 0xFF5A {
			return Latin
		}
	case r >= 0x20000 && r < 0x32000:
		return Han
	case r >= 0x10000 && r < 0x1F000:
		return OtherScript
	}
	return NoScript
}

// The kinds of the characters U+0600 to U+06FF.
const (
	kindNone = iota
	kindLetter
	kindMark
	kindDigit
)

// arabicKind holds the kind of U+0600 + index. Tatweel is no letter: it carries none.
var arabicKind = func() (k [256]uint8) {
	for i := 0x20; i <= 0xD5; i++ {
		k[i] = kindLetter
	}
	mark := func(from, to int) {
		for i := from; i <= to; i++ {
			k[i] = kindMark
		}
	}
	k[0x40], k[0xD4] = kindNone, kindNone
	mark(0x10, 0x1A)
	mark(0x4B, 0x5F)
	mark(0x70, 0x70)
	mark(0xD6, 0xDC)
	mark(0xDF, 0xE4)
	mark(0xE7, 0xE8)
	mark(0xEA, 0xED)
	for i := 0x60; i <= 0x69; i++ {
		k[i], k[0xF0+i-0x60] = kindDigit, kindDigit
	}
	for i := 0x6A; i <= 0x6D; i++ {
		k[i] = kindNone
	}
	k[0xEE], k[0xEF] = kindLetter, kindLetter
	for i := 0xFA; i <= 0xFC; i++ {
		k[i] = kindLetter
	}
	k[0xFF] = kindLetter
	return k
}()
