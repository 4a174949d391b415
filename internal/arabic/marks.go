package arabic

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// MarksBehind moves every group of marks of a word behind the letter that follows it, for text in which each mark was stored before its
// letter; marks at the end stay.
func MarksBehind(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	from := -1 // where the waiting marks begin
	for i, r := range word {
		switch {
		case IsMark(r):
			if from < 0 {
				from = i
			}
			continue
		case from >= 0:
			b.WriteRune(r)
			b.WriteString(word[from:i])
			from = -1
		default:
			b.WriteRune(r)
		}
	}
	if from >= 0 {
		b.WriteString(word[from:])
	}
	return b.String()
}

// LeadingMarks is the length of the marks that a word begins with.
func LeadingMarks(word string) int {
	for i, r := range word {
		if !IsMark(r) {
			return i
		}
	}
	return len(word)
}

// NextHarakah is the offset of the first mark of everyday text ([IsHarakah]) of s at or behind i, len(s) when there is none.
func NextHarakah(s string, i int) int {
	for ; i+9 <= len(s); i += 8 {
		second := eight(s, i+1)
		low := second & lowBits
		tanwinToSukun := (low + (0x80-0x0B)*everyByte) &^ (low + (0x80-0x13)*everyByte) & second & highBits // 8B to 92
		if at := zeros(eight(s, i)^0xD9*everyByte) & (tanwinToSukun | zeros(second^0xB0*everyByte)); at != 0 {
			return i + bits.TrailingZeros64(at)/8
		}
	}
	for ; i < len(s); i++ {
		if s[i] == 0xD9 && IsHarakah(firstRune(s[i:])) {
			return i
		}
	}
	return i
}

// MarkPlaces counts where the marks of a text stand, which tells how it was extracted.
type MarkPlaces struct {
	Marks  int // groups of marks
	OnAlef int // on a bare alef inside a word, which bears none but tanwin; a mark stored before its letter ends up there
	First  int // at the beginning of a word
	Last   int // at the end of a word of at least two letters
}

// Add counts the marks of one line.
func (p *MarkPlaces) Add(line string) {
	for i := 0; i < len(line); {
		end, seen := scanWord(line, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(line[i:])
			i += size
			continue
		}
		if seen&markTrait != 0 {
			p.word(line[i:end])
		}
		i = end
	}
}

func (p *MarkPlaces) word(w string) {
	var last rune
	letters := 0
	marked := false
	for _, r := range w {
		if !IsMark(r) {
			last, marked = r, false
			letters++
			continue
		}
		if marked {
			continue
		}
		marked = true
		p.Marks++
		switch {
		case letters == 0:
			p.First++
		case last == 'ا' && letters > 1 && !IsTanwin(r):
			p.OnAlef++
		}
	}
	if marked && letters > 1 {
		p.Last++
	}
}

// Before reports whether the text stores its marks before their letters.
func (p *MarkPlaces) Before() bool {
	return p.Marks >= 12 && p.OnAlef*25 > p.Marks && p.First > p.Last
}

// IsSigns reports whether word is nothing but signs that writers set apart from the word before: honorifics (U+0610–0614) and the pause signs
// of the Quran.
func IsSigns(word string) bool {
	for _, r := range word {
		if (r < 0x610 || r > 0x617) && (r < 0x6D6 || r > 0x6DC) && (r < 0x8D4 || r > 0x8E1) {
			return false
		}
	}
	return word != ""
}
