package arabic

import (
	"strings"
	"unicode/utf8"
)

// HasForms reports whether s may hold a presentation form: a test of bytes without decoding.
func HasForms(s string) bool {
	for {
		i := strings.IndexByte(s, 0xEF)
		if i < 0 || i+1 >= len(s) {
			return false
		}
		if c := s[i+1]; c >= 0xAD && c <= 0xB7 || c >= 0xB9 && c <= 0xBB {
			return true
		}
		s = s[i+1:]
	}
}

// IsWordLigature reports whether r stands for a whole word or phrase (U+FDF0–FDFD): ﷲ ﷺ ﷽. Such a sign is content wherever the
// text holds no other presentation form.
func IsWordLigature(r rune) bool { return r >= 0xFDF0 && r <= 0xFDFD }

// IsSlot reports whether r is one of the forms of Uyghur and Kazakh letters (U+FBD3–FBFB less the alef maksura) that Quranic and ornamental fonts use as slots for other glyphs: in a text of Arabic letters they are not what they say.
func IsSlot(r rune) bool { return r >= 0xFBD3 && r <= 0xFBFB && r != 0xFBE8 && r != 0xFBE9 }

// FoldForm is the text that a presentation form stands for, with the decompositions put right that are not text: the isolated marks
// lose their space, the medial marks their tatweel. It is empty for a character that is no presentation form.
func FoldForm(r rune) string {
	if i := formIndex(r); i >= 0 {
		return forms.get().forms[i].folded
	}
	return ""
}

// FoldForms returns s with every presentation form replaced by the letters it stands for, and nothing else changed. The
// sign ﷲ after an alef gives لله, since fonts paint الله as alef and that sign; the other signs for words and phrases stay when
// keepWords is set. Slots of ornamental fonts ([IsSlot]) stay when keepSlots is set.
func FoldForms(s string, keepWords, keepSlots bool) string {
	if !HasForms(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	for i, r := range s {
		letters := FoldForm(r)
		switch {
		case letters == "", keepSlots && IsSlot(r), keepWords && IsWordLigature(r) && (r != allah || lastLetter(last) != 'ا'):
			_, size := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+size])
		case r == allah && lastLetter(last) == 'ا':
			b.WriteString("لله")
		default:
			b.WriteString(letters)
		}
		last = r
	}
	return b.String()
}

// FoldWords folds the forms of a stretch without white space and puts a space at every place where the joining forms prove that a word
// ends, and around the sign ﷲ but for the letters that are written joined with it. Plain says that the font leaves isolated letters as
// letters (see [Between]). It also returns how many spaces it put in.
func FoldWords(s string, plain bool) (folded string, spaces int) {
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	for i, r := range s {
		letters := FoldForm(r)
		if letters == "" || IsSlot(r) || IsWordLigature(r) && r != allah {
			_, size := utf8.DecodeRuneInString(s[i:])
			letters = s[i : i+size]
		}
		if IsMark(r) || r == Tatweel || r == ZWNJ || r == ZWJ {
			b.WriteString(letters)
			continue
		}
		apart := last == allah || r == allah && !strings.ContainsRune("وفبتل", lastLetter(last))
		if last != 0 && (apart || Between(last, r, plain) == Separate) {
			b.WriteByte(' ')
			spaces++
		}
		b.WriteString(letters)
		last = r
	}
	return b.String(), spaces
}

const allah = '\ufdf2' // ﷲ

// EdgeLetters are the first and the last letter of a word, marks and tatweel left out; 0 when there is none.
func EdgeLetters(word string) (first, last rune) {
	for _, r := range word {
		if IsMark(r) || r == Tatweel || r == ZWNJ || r == ZWJ {
			continue
		}
		if first == 0 {
			first = r
		}
		last = r
	}
	return first, last
}
