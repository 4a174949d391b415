package rules

import (
	"strings"
	"unicode"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "UNI003", Name: "invisible-character", Since: "0.1.0",
	Summary: "an invisible character where it does nothing",
	Doc: "Zero-width spaces, word joiners, soft hyphens and their like come along from web pages and word processors. They split words for a search, a count or a " +
		"tokenizer, and nobody sees it.\n\nWhere they mean something they are content: the zero-width non-joiner between letters of a joining script (Persian " +
		"`می\u200cشود`), the joiner in an emoji or at the end of an Arabic letter, the zero-width space in scripts that write no spaces, the grapheme joiner " +
		"between marks, a soft hyphen at the end of a line.",
	FixSafety: "Safe: what is deleted shows nothing.",
	Severity:  Warning,
	Stage:     StageFold, Scope: ScopeLine, Trigger: Trigger{Classes: Invisible | Joiner},
	Fix: fixers.Safe,
	Bad: "كت\u200bاب جديد\n", Good: "كتاب جديد\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		for i := 0; i < len(t); {
			if t[i] < 0xC2 {
				i++
				continue
			}
			r, n := runeAt(t, i)
			if ClassOf(r)&(Invisible|Joiner) == 0 || keepsInvisible(t, r, i, i+n) {
				i += n
				continue
			}
			end, count := i+n, 1
			for end < len(t) {
				r, n := runeAt(t, end)
				if ClassOf(r)&(Invisible|Joiner) == 0 || keepsInvisible(t, r, end, end+n) {
					break
				}
				end += n
				count++
			}
			s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + end}
			f := p.Report(s, "%U does nothing here", r)
			if count > 1 {
				f = f.With("count", count)
			}
			f.Fix(fixers.Safe, fixers.SameText, "delete what is invisible", fixers.Delete(s.Start, s.End))
			i = end
		}
	},
})

// keepsInvisible reports whether the invisible character r at t[start:end] is content, or belongs to another rule.
func keepsInvisible(t string, r rune, start, end int) bool {
	before, nb := runeBefore(t, start)
	after, na := runeAt(t, end)
	switch r {
	case 0x200C: // ZWNJ
		if before == 'ه' && strings.ContainsAny(t, "ێۆڕڵ") {
			return true // so older Kurdish spells ە
		}
		return nb > 0 && na > 0 && joins(before) && joins(after)
	case 0x200D: // ZWJ
		return nb > 0 && (joins(before) || emojiPart(before)) || na > 0 && (joins(after) || emojiPart(after))
	case 0xAD:
		// At a line end it is a hyphenation, which SPL003 joins; in a table of characters it stands for itself.
		return na == 0 || ClassOf(before)&Letter == 0 && ClassOf(after)&Letter == 0
	case 0x034F:
		return nb > 0 && unicode.IsMark(before) && na > 0 && unicode.IsMark(after)
	case 0x200B:
		return spaceless(before) || spaceless(after)
	case 0x115F, 0x1160, 0x3164, 0xFFA0: // Hangul fillers
		return unicode.Is(unicode.Hangul, before) || unicode.Is(unicode.Hangul, after)
	case 0x180B, 0x180C, 0x180D, 0x180E: // Mongolian
		return unicode.Is(unicode.Mongolian, before) || unicode.Is(unicode.Mongolian, after)
	case 0x17B4, 0x17B5: // Khmer
		return true
	case 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC: // ENC006
		return true
	}
	// Variation selectors choose a shape; tag characters spell the name of a flag after a black flag.
	return r >= 0xE0100 || r >= 0xE0020 && (before == 0x1F3F4 || before >= 0xE0020 && before <= 0xE007F)
}

// joins reports whether joiners mean something next to the character: letters of joining scripts and of Indic ones.
func joins(r rune) bool {
	switch {
	case r < 0x0600:
		return false
	case r <= 0x08FF:
		return unicode.IsLetter(r) || unicode.IsMark(r)
	case r >= 0x0900 && r <= 0x0DFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x18AF:
		return true
	}
	return ClassOf(r)&ArabicForm != 0
}

// emojiPart reports whether the character can stand in an emoji sequence.
func emojiPart(r rune) bool {
	return r == 0xFE0F || r >= 0x2190 && r < 0x2C00 || r >= 0x1F000 && r < 0x1FB00
}

// spaceless reports whether the character belongs to a script that writes no spaces between words.
func spaceless(r rune) bool {
	return r >= 0x0E00 && r <= 0x0FFF || r >= 0x1000 && r <= 0x109F || r >= 0x1780 && r <= 0x17FF || r >= 0x1950 && r <= 0x1AAF ||
		r >= 0x2E80 && r < 0xA000 || r >= 0xA9E0 && r <= 0xA9FF || r >= 0xAA60 && r <= 0xAADF
}
