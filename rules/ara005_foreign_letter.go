package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "ARA005",
	Name:    "foreign-letter",
	Summary: "letters of Persian and Urdu in Arabic, letters of Arabic in Persian",
	Doc: `Fonts and keyboards give an Arabic text the look-alikes of its letters that Persian and Urdu use (ی for ي or ى, ک for ك, ہ and ھ for ه),
and a Persian text the Arabic ones (ي, ك, ى). Neither is found by a search for the word.

In an Arabic document words with گ پ چ ژ and other letters that Arabic lacks stay as they are, and so do lines in Persian or Urdu and what stands in
brackets behind the name of a language. At
the end of a word ی is ى in a closed list of words and ي in others; the Egyptian style that writes ى for ي is not touched. In a Persian document
words with marks, with ة or with the Arabic article may be quotations and stay. A Persian text that mixes both kinds in earnest is
reported without a fix.`,
	FixSafety: `Safe in Arabic when the letter does not end its word and the word is known, in Persian when the word has another letter that only
Persian uses; else unsafe.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageTypography,
	Scope:    ScopeDocument,
	Trigger:  Trigger{Classes: ArabicForeign},
	Fix:      fixers.Safe,
	Bad:      "نُشر الکتاب في المدینة\n",
	Good:     "نُشر الكتاب في المدينة\n",
	Check:    checkForeignLetter,
})

// The tables of the fixes: into Arabic, with the two readings of ی, and into Persian.
var (
	intoArabic  = map[rune]string{'ک': "ك", 'ہ': "ه", 'ھ': "ه", 'ی': "ي"}
	finalMaks   = map[rune]string{'ی': "ى"}
	intoPersian = map[rune]string{'ي': "ی", 'ك': "ک", 'ى': "ی"}

	arabicContract  = fixers.Maps(intoArabic)
	finalContract   = fixers.Maps(finalMaks)
	persianContract = fixers.Maps(intoPersian)
)

// maksuraWords are common words that end in ى, in the spelling in which ی ends them.
var maksuraWords = map[string]bool{
	"علی": true, "إلی": true, "الی": true, "حتی": true, "متی": true, "لدی": true, "سوی": true, "أخری": true, "الأخری": true, "اخری": true,
	"کبری": true, "الکبری": true, "صغری": true, "أولی": true, "الأولی": true, "مدی": true, "قوی": true, "القوی": true, "مستوی": true,
	"المستوی": true, "یبقی": true, "مصطفی": true, "موسی": true, "عیسی": true, "مستشفی": true, "معنی": true, "المعنی": true, "ذکری": true,
}

func checkForeignLetter(p *Pass) {
	switch p.Doc.Lang() {
	case "ar":
		lookalikesInArabic(p, false)
	case language.Undetermined:
		lookalikesInArabic(p, true)
	case "fa":
		lookalikesInPersian(p)
	}
}

// eachArabicWord calls f with the words of Arabic script of a line.
func eachArabicWord(line string, f func(start, end int)) {
	for i := 0; i < len(line); {
		end := arabic.WordEnd(line, i)
		if end == i {
			i += runeLen(line[i])
			continue
		}
		f(i, end)
		i = end
	}
}

// lookalikesInArabic reports words of an Arabic document that hold letters of Persian or Urdu; article asks for the article at
// the beginning, where the language of the text is in doubt.
func lookalikesInArabic(p *Pass, article bool) {
	m := p.Doc.Model()
	var buffer []byte
	for _, l := range p.Doc.Lines() {
		if l.Classes&ArabicForeign == 0 {
			continue
		}
		text := p.Doc.Of(l)
		if !hasLookalike(text) {
			continue
		}
		if lang := language.IdentifyLine(text); lang == "fa" || lang == "ur" || lang == "ckb" || lang == "ug" {
			continue
		}
		eachArabicWord(text, func(start, end int) {
			word := text[start:end]
			if article && !strings.HasPrefix(word, "ال") || arabic.HasForms(word) {
				return
			}
			edits, final, ok := foreignLetters(word, intoArabic)
			if !ok || len(edits) == 0 && final < 0 || inGloss(text, start) {
				return
			}
			buffer = language.Normalize(buffer[:0], word)
			safety := fixers.Unsafe
			if m.Known(string(buffer)) && !article {
				safety = fixers.Safe
			}
			at := l.Start + start
			if len(edits) > 0 {
				move(edits, at)
				p.Report(fixers.Span{Start: at, End: at + len(word)}, "%q holds a letter that Arabic does not use", word).
					FixAll(fixers.Fix{Title: "write the Arabic letter", Safety: safety, Contract: arabicContract, Edits: edits})
			}
			if final >= 0 {
				span := fixers.Span{Start: at + final, End: at + final + len("ی")}
				contract, letter := arabicContract, "ي"
				if maksuraWords[word] || len(word) > 4 && strings.HasPrefix(word, "و") && maksuraWords[word[2:]] {
					contract, letter = finalContract, "ى"
				}
				p.Report(span, "%q ends in a letter that Arabic does not use", word).
					Fix(fixers.Unsafe, contract, "write the Arabic letter", fixers.Replace(span.Start, span.End, letter))
			}
		})
	}
}

// hasLookalike reports whether a line may hold one of the letters of intoArabic, which begin with the byte DA or DB.
func hasLookalike(line string) bool {
	for _, lead := range [...]byte{0xDA, 0xDB} {
		for at := 0; ; {
			i := strings.IndexByte(line[at:], lead)
			if i < 0 || at+i+1 >= len(line) {
				break
			}
			at += i + 1
			switch line[at] {
			case 0xA9, 0xBE, 0x81, 0x8C: // ک ھ ہ ی
				return true
			}
		}
	}
	return false
}

// inGloss reports whether a word stands in brackets behind the name of a language, (بالفارسية: شیراز), or in brackets with letters that only other
// languages have, (کردی، سەقز).
func inGloss(text string, word int) bool {
	const longest = 200 // bytes on either side of the start of the word
	from := max(0, word-longest)
	open := strings.LastIndexByte(text[from:word], '(')
	if open < 0 || strings.IndexByte(text[from+open:word], ')') >= 0 {
		return false
	}
	before := text[from+open+1 : word]
	if name, _, ok := strings.Cut(before, ":"); ok && len(strings.Fields(name)) <= 5 {
		return true
	}
	after := text[word:min(len(text), word+longest)]
	if end := strings.IndexByte(after, ')'); end >= 0 {
		after = after[:end]
	}
	return strings.ContainsFunc(before+after, func(r rune) bool {
		_, mapped := intoArabic[r]
		return !mapped && r != 'ٱ' && ClassOf(r)&ArabicForeign != 0
	})
}

func move(edits []fixers.Edit, by int) {
	for i := range edits {
		edits[i].Start += by
		edits[i].End += by
	}
}

// foreignLetters is the edits, in positions of the word, that replace letters by the table, but for a final ی whose place is given (-1: there is
// none); ok is false for a word with other letters that Arabic lacks.
func foreignLetters(word string, table map[rune]string) (edits []fixers.Edit, final int, ok bool) {
	final = -1
	last := len(strings.TrimRightFunc(word, func(r rune) bool { return arabic.IsMark(r) || r == arabic.Tatweel }))
	for i, r := range word {
		size := utf8.RuneLen(r)
		to, mapped := table[r]
		switch {
		case mapped && r == 'ی' && i+size == last:
			final = i
		case mapped:
			edits = append(edits, fixers.Replace(i, i+size, to))
		case ClassOf(r)&ArabicForeign != 0 && r != 'ٱ':
			return nil, -1, false
		case r == arabic.ZWNJ:
			return nil, -1, false
		}
	}
	return edits, final, true
}

// lookalikesInPersian reports words of a Persian document that hold letters of Arabic.
func lookalikesInPersian(p *Pass) {
	d := p.Doc
	own, foreign := 0, 0
	for _, l := range d.Lines() {
		if l.Classes&Arabic == 0 {
			continue
		}
		text := d.Of(l)
		own += strings.Count(text, "ی") + strings.Count(text, "ک")
		foreign += strings.Count(text, "ي") + strings.Count(text, "ك")
	}
	if foreign == 0 {
		return
	}
	mixed := own > 0 && foreign*4 > own
	for _, l := range d.Lines() {
		if l.Classes&(ArabicLetter|Maksura) == 0 {
			continue
		}
		text := d.Of(l)
		eachArabicWord(text, func(start, end int) {
			word := text[start:end]
			if strings.HasPrefix(word, "ال") || strings.Contains(word, "ة") {
				return
			}
			var edits []fixers.Edit
			persian := false
			for i, r := range word {
				if arabic.IsMark(r) {
					return
				}
				if to, ok := intoPersian[r]; ok {
					edits = append(edits, fixers.Replace(i, i+utf8.RuneLen(r), to))
				}
				persian = persian || ClassOf(r)&ArabicForeign != 0
			}
			if len(edits) == 0 {
				return
			}
			at := l.Start + start
			move(edits, at)
			f := p.Report(fixers.Span{Start: at, End: at + len(word)}, "%q holds a letter of Arabic that Persian writes otherwise", word)
			safety := fixers.Unsafe
			switch {
			case mixed:
				safety = fixers.Display
			case persian && own > 0: // where every letter is foreign, one safe fix would make the text look mixed
				safety = fixers.Safe
			}
			f.FixAll(fixers.Fix{Title: "write the Persian letter", Safety: safety, Contract: persianContract, Edits: edits})
		})
	}
}
