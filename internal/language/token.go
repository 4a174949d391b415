package language

import "unicode/utf8"

// TokenKind says what a token is.
type TokenKind uint8

// The kinds of tokens.
const (
	Word    TokenKind = iota // letters of the Arabic script with their marks
	Number                   // digits
	Year                     // four digits
	Foreign                  // letters of another script
	Symbol                   // one other character that is neither white space nor a mark
	Mark                     // marks or tatweel that follow no letter
)

// Token is a half-open range of bytes of a line.
type Token struct {
	Start, End int
	Kind       TokenKind
}

// AppendTokens appends the tokens of a line, in the order of their bytes. White space and invisible format characters separate and are no
// tokens; marks and tatweel belong to the word they stand in or after.
func AppendTokens(tokens []Token, line string) []Token {
	for i := 0; i < len(line); {
		class, n := classify(line, i)
		if class == tokSpace {
			i += n
			continue
		}
		start, kind := i, Symbol
		i += n
		switch class {
		case tokArabic, tokMark:
			kind = Mark
			if class == tokArabic {
				kind = Word
			}
			for i < len(line) {
				if i+1 < len(line) && line[i]&0xFC == 0xD8 && line[i+1]&0xC0 == 0x80 { // nearly always
					k := uint(line[i]&3)<<6 | uint(line[i+1]&0x3F)
					if arabicKind[k] == kindLetter {
						kind = Word
					} else if arabicKind[k] != kindMark && k != tatweel {
						break
					}
					i += 2
					continue
				}
				if line[i] < utf8.RuneSelf {
					break
				}
				if class, n = classify(line, i); class != tokArabic && class != tokMark {
					break
				}
				if class == tokArabic {
					kind = Word
				}
				i += n
			}
		case tokDigit:
			kind = Number
			digits := 1
			for i < len(line) {
				if class, n = classify(line, i); class != tokDigit {
					break
				}
				digits++
				i += n
			}
			if digits == 4 {
				kind = Year
			}
		case tokForeign:
			kind = Foreign
			for i < len(line) {
				if class, n = classify(line, i); class != tokForeign {
					break
				}
				i += n
			}
		}
		tokens = append(tokens, Token{start, i, kind})
	}
	return tokens
}

const tatweel = 0x40 // in the Arabic block

const (
	tokSpace = iota
	tokArabic
	tokMark
	tokDigit
	tokForeign
	tokSymbol
)

// classify gives the class and the length in bytes of the character at i.
func classify(s string, i int) (class, n int) {
	b := s[i]
	switch {
	case b < utf8.RuneSelf:
		switch {
		case b <= ' ' || b == 0x7F:
			return tokSpace, 1
		case b >= '0' && b <= '9':
			return tokDigit, 1
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			return tokForeign, 1
		}
		return tokSymbol, 1
	case b >= 0xD8 && b <= 0xDB && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
		k := uint(b-0xD8)<<6 | uint(s[i+1]&0x3F)
		switch arabicKind[k] {
		case kindLetter:
			return tokArabic, 2
		case kindMark:
			return tokMark, 2
		case kindDigit:
			return tokDigit, 2
		}
		switch k {
		case tatweel:
			return tokMark, 2
		case 0x1C: // Arabic letter mark
			return tokSpace, 2
		}
		return tokSymbol, 2
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == 0xA0 || r >= 0x2000 && r <= 0x200F || r >= 0x2028 && r <= 0x202F || r >= 0x205F && r <= 0x206F || r == 0x3000 || r == 0xFEFF:
		return tokSpace, n
	case r >= 0x300 && r < 0x370:
		return tokForeign, n
	}
	switch ScriptOf(r) {
	case NoScript:
		return tokSymbol, n
	case Arabic:
		return tokArabic, n
	}
	return tokForeign, n
}

// Normalize appends to dst the form under which the model knows an Arabic word: without marks and tatweel, the alef forms as plain alef,
// alef maqsura and Persian yeh as yeh, the Persian kaf as kaf. Ta marbuta and the hamza on waw and yeh stay.
func Normalize(dst []byte, word string) []byte {
	for i := 0; i < len(word); {
		b := word[i]
		if b < 0xD8 || b > 0xDB || i+1 >= len(word) || word[i+1]&0xC0 != 0x80 {
			dst = append(dst, b)
			i++
			continue
		}
		k := uint(b-0xD8)<<6 | uint(word[i+1]&0x3F)
		i += 2
		switch k {
		case 0x22, 0x23, 0x25, 0x71: // آ أ إ ٱ
			k = 0x27
		case 0x49, 0xCC: // ى ی
			k = 0x4A
		case 0xA9: // ک
			k = 0x43
		case 0xBE, 0xC1: // ھ ہ
			k = 0x47
		case tatweel:
			continue
		default:
			if arabicKind[k] == kindMark {
				continue
			}
		}
		dst = append(dst, byte(0xD8+k>>6), byte(0x80|k&0x3F))
	}
	return dst
}

// RawOffset is the offset in raw, a word as it is written, of the letter that stands at offset at of its normalised form (see
// [Normalize]); the length of raw when there is none.
func RawOffset(raw string, at int) int {
	var buf [4]byte
	n := 0
	for i := 0; i < len(raw); {
		_, width := utf8.DecodeRuneInString(raw[i:])
		size := len(Normalize(buf[:0], raw[i:i+width]))
		if size > 0 && n >= at {
			return i
		}
		n += size
		i += width
	}
	return len(raw)
}
