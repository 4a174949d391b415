package rules

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "UNI002", Name: "non-canonical-order", Since: "0.1.0",
	Summary: "marks in another order than the canonical one, or a letter stored in parts",
	Doc: "Unicode can store one text in several ways: a letter with a combining accent or as one character, two marks in either order. Texts that look alike " +
		"then compare as different, and a search finds one and not the other. Normalization form C is the form that nearly all text is in.\n\n" +
		"Keyboards put the Arabic shadda before the vowel, NFC puts it behind; both show the same.",
	FixSafety: "Safe: the new text is canonically equivalent to the old.",
	Severity:  Info,
	Stage:     StageFold, Scope: ScopeLine, Trigger: Trigger{Classes: ArabicMark | OtherMark},
	Fix: fixers.Safe,
	Bad: "cafe\u0301\n", Good: "café\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		if p.Line.Pairs&MarkMark == 0 && p.Line.Classes&OtherMark == 0 && !hasComposingMark(t) {
			return
		}
		for i := 0; i < len(t); {
			n := norm.NFC.QuickSpanString(t[i:])
			if i += n; i >= len(t) {
				return
			}
			end := i + max(norm.NFC.NextBoundaryInString(t[i:], true), 1)
			if old, new := t[i:end], norm.NFC.String(t[i:end]); old != new {
				s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + end}
				p.Report(s, "%+q is not in canonical form", old).
					Fix(fixers.Safe, fixers.SameCompat, "write it in canonical form (NFC)", fixers.Replace(s.Start, s.End, new))
			}
			i = end
		}
	},
})

// hasComposingMark reports whether the text holds one of the Arabic marks that become one character with the letter before:
// madda above, hamza above, hamza below (U+0653–0655, bytes D9 93–95).
func hasComposingMark(s string) bool {
	for i := 0; ; i += 2 {
		n := strings.IndexByte(s[i:], 0xD9)
		if n < 0 || i+n+1 >= len(s) {
			return false
		}
		if i += n; s[i+1] >= 0x93 && s[i+1] <= 0x95 {
			return true
		}
	}
}
