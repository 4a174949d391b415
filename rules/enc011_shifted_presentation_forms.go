package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/mojibake"
)

var _ = register(Rule{
	Code: "ENC011", Name: "shifted-presentation-forms", Since: "0.1.0",
	Summary: "Arabic presentation forms moved into the Greek block",
	Doc: "Some extractors take 0xFB00 off the code points of Arabic presentation forms, so that `ΔϳΑέόϟ΍` stands where `ﺔﻳﺑﺭﻌﻟﺍ` was. It looks like Greek with " +
		"letters that Greek never had, some of which Unicode has not even assigned. What comes out are presentation forms, often in visual order; the rules " +
		"for those go on from there.",
	FixSafety: "Safe when the letters read as Arabic, in one direction or the other, and the text is no Greek: the shift is the same for all characters.",
	Severity:  Error,
	Stage:     StageDecode, Scope: ScopeLine, Trigger: Trigger{Classes: Alphabetic},
	Fix: fixers.Safe,
	Bad: "ΔϳΑέόϟ΍ ΔϐϠϟ΍\n", Good: "ﺔﻳﺑﺭﻌﻟﺍ ﺔﻐﻠﻟﺍ\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		if !oddGreek(t) {
			return
		}
		for i := 0; i < len(t); {
			r, n := runeAt(t, i)
			if !shiftedForm(r) {
				i += n
				continue
			}
			start, end, count, odd := i, i, 0, 0
			for i < len(t) {
				r, n := runeAt(t, i)
				switch {
				case shiftedForm(r):
					end = i + n
					count++
					if isOddGreek(r) {
						odd++
					}
				case spaceAt(t, i) == 0 && ClassOf(r)&(AnyDigit|Stop|Hyphen|Slash|OpenParen|CloseBracket) == 0:
					n = 0
				}
				if n == 0 {
					break
				}
				i += n
			}
			if count < 4 || odd*8 < count {
				continue
			}
			old := t[start:end]
			if new := unshift(old); readsAsArabic(new, count) {
				s := fixers.Span{Start: p.Line.Start + start, End: p.Line.Start + end}
				p.Report(s, "Arabic presentation forms less 0xFB00").With("letters", count).
					Fix(fixers.Safe, fixers.DecodesTo(shiftDown), "move the forms back to their block", fixers.Replace(s.Start, s.End, new))
			}
		}
	},
})

const formShift = 0xFB00

// shiftedForm reports whether r plus the shift is a presentation form of block B.
func shiftedForm(r rune) bool { return r >= 0xFE70-formShift && r <= 0xFEFC-formShift }

// isOddGreek reports whether modern Greek has no use for the character: unassigned code points, archaic and Coptic letters, the
// symbols among the letters.
func isOddGreek(r rune) bool {
	switch {
	case r == 0x37E, r == 0x3D1, r == 0x3D5, r == 0x3F5: // the question mark; mathematical theta, phi, epsilon
		return false
	case r >= 0x370 && r <= 0x383, r == 0x38B, r == 0x38D, r == 0x3A2, r >= 0x3CF && r <= 0x3FF:
		return true
	}
	return false
}

// oddGreek is a cheap test for such a character: bytes CD B0–BF, CE 80–83 8B 8D A2, CF 8F–BF.
func oddGreek(s string) bool {
	if strings.IndexByte(s, 0xCD) < 0 && strings.IndexByte(s, 0xCE) < 0 && strings.IndexByte(s, 0xCF) < 0 {
		return false
	}
	for i := 0; i+1 < len(s); i++ {
		if c := s[i]; c >= 0xCD && c <= 0xCF {
			if isOddGreek(rune(c&0x1F)<<6 | rune(s[i+1]&0x3F)) {
				return true
			}
			i++
		}
	}
	return false
}

func unshift(s string) string {
	return strings.Map(func(r rune) rune {
		if shiftedForm(r) {
			return r + formShift
		}
		return r
	}, s)
}

func shiftDown(s string) (string, error) {
	return strings.Map(func(r rune) rune {
		if shiftedForm(r - formShift) {
			return r - formShift
		}
		return r
	}, s), nil
}

// readsAsArabic reports whether the letters cost no more than those of running Arabic, forwards or backwards.
func readsAsArabic(s string, count int) bool {
	const ceiling = 75
	if mojibake.Cost("", s, "") <= ceiling*count {
		return true
	}
	back := make([]byte, 0, len(s))
	for len(s) > 0 {
		r, n := utf8.DecodeLastRuneInString(s)
		back = utf8.AppendRune(back, r)
		s = s[:len(s)-n]
	}
	return mojibake.Cost("", string(back), "") <= ceiling*count
}
