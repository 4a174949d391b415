package arabic

import (
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
