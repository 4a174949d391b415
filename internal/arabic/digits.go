package arabic

import (
	"math/bits"
	"unicode/utf8"
)

// Number is a run of digits of one series, with the separators between them, at a place of a text.
type Number struct {
	Start, End int
	Arabic     bool // Arabic-Indic digits, of either series
	Digits     int
	Parts      int // groups of digits
}

// NextDigit is the offset of the first digit of s at or behind i, len(s) when there is none; Arabic-Indic digits, of either series, count only
// when indic is set, which takes longer.
func NextDigit(s string, i int, indic bool) int {
	for ; i+9 <= len(s); i += 8 {
		w := eight(s, i)
		at := belowTen(w ^ '0'*everyByte)
		if indic {
			second := eight(s, i+1)
			at |= zeros(w^0xD9*everyByte)&belowTen(second^0xA0*everyByte) | zeros(w^0xDB*everyByte)&belowTen(second^0xB0*everyByte)
		}
		if at != 0 {
			return i + bits.TrailingZeros64(at)/8
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' || indic && (c == 0xD9 || c == 0xDB) && IsArabicDigit(firstRune(s[i:])) {
			return i
		}
	}
	return i
}

// AppendNumbers appends the numbers of a line: digits, and . , : / - – ٫ ٬ between two digits of one series. Arabic-Indic digits count only
// when indic is set.
func AppendNumbers(numbers []Number, line string, indic bool) []Number {
	for i := NextDigit(line, 0, indic); i < len(line); i = NextDigit(line, i, indic) {
		n := Number{Start: i, Arabic: line[i] >= utf8.RuneSelf, Parts: 1}
		glue := false
		for j := i; j < len(line); {
			r, size := utf8.DecodeRuneInString(line[j:])
			switch {
			case IsDigit(r) && (r >= 0x660) == n.Arabic:
				if glue {
					n.Parts++
				}
				n.Digits++
				glue = false
				n.End = j + size
			case !glue && joinsDigits(r):
				glue = true
			default:
				j = len(line)
			}
			j += size
		}
		numbers = append(numbers, n)
		i = n.End
	}
	return numbers
}

func joinsDigits(r rune) bool {
	switch r {
	case '.', ',', ':', '/', '-', '–', '٫', '٬':
		return true
	}
	return false
}

// Value is the value of a number without separators, read forwards and with its digits in the other order; ok is false when there are more
// than nine digits or a separator.
func Value(number string) (forward, backward int, ok bool) {
	place := 1
	digits := 0
	for _, r := range number {
		d := digitOf(r)
		if d < 0 || digits == 9 {
			return 0, 0, false
		}
		forward = forward*10 + d
		backward += d * place
		place *= 10
		digits++
	}
	return forward, backward, digits > 0
}

func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= 0x660 && r <= 0x669:
		return int(r - 0x660)
	case r >= 0x6F0 && r <= 0x6F9:
		return int(r - 0x6F0)
	}
	return -1
}

// Capitals counts the words of ASCII letters that end with their only capital letter, and those that begin with it. Words of fewer than four
// letters, and words with more than one capital, say nothing.
func Capitals(text string) (last, first int) {
	for i := 0; i < len(text); {
		if !isASCIILetter(text[i]) {
			i++
			continue
		}
		start, capitals := i, 0
		for i < len(text) && isASCIILetter(text[i]) {
			if text[i] < 'a' {
				capitals++
			}
			i++
		}
		if capitals != 1 || i-start < 4 {
			continue
		}
		switch {
		case text[start] < 'a':
			first++
		case text[i-1] < 'a':
			last++
		}
	}
	return last, first
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// LatinRun is the first stretch of ASCII letters at or behind offset from, with the spaces, digits and punctuation between them; empty
// when there is none.
func LatinRun(text string, from int) (start, end int) {
	for from < len(text) && !isASCIILetter(text[from]) {
		from++
	}
	start, end = from, from
	for i := from; i < len(text) && text[i] < utf8.RuneSelf; i++ {
		if isASCIILetter(text[i]) {
			end = i + 1
		}
	}
	return start, end
}
