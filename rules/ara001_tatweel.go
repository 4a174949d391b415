package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

const tatweel = "ـ"

var _ = register(Rule{
	Code: "ARA001", Name: "tatweel", Since: "0.1.0",
	Summary: "a tatweel (kashida) between the letters of a word",
	Doc: "Typesetters and word processors lengthen words with U+0640, so that one word has many spellings: `فـي`, `العـــربي`, `اللـه`.\n\n" +
		"Content, and not reported: a tatweel at the edge of a word (`هـ`, `بـ`, `الـ`), one that carries a dagger alef, a hamza or a Quranic mark, and one that stands alone.",
	FixSafety: "Safe: the tatweel is deleted, letters and marks stay.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: Tatweel},
	Fix: fixers.Safe,
	Bad: "كان الرجل فـي البيت العتيـــق.\n", Good: "كان الرجل في البيت العتيق.\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		const inWord = Arabic | ArabicMark
		for i := p.Line.Start; ; {
			n := strings.Index(t[i:], tatweel)
			if n < 0 {
				return
			}
			start := i + n
			for i = start; strings.HasPrefix(t[i:], tatweel); {
				i += len(tatweel)
			}
			after, _ := runeAt(t, i)
			before := classBefore(t, start)
			if before&inWord == 0 || ClassOf(after)&inWord == 0 {
				continue
			}
			if ClassOf(after)&ArabicMark != 0 {
				end := marksEnd(t, i)
				if before&ArabicMark != 0 || strings.ContainsFunc(t[i:end], seatedMark) || classAt(t, end)&Arabic == 0 {
					continue // a seat for marks of its own, or for the mark that a word ends with where the mark itself is spoken of
				}
			}
			p.Report(fixers.Span{Start: start, End: i}, "tatweel inside a word").
				Fix(fixers.Safe, fixers.SameCompat, "delete it", fixers.Delete(start, i))
		}
	},
})

// seatedMark reports whether r is a mark that stands on a tatweel by rule: dagger alef, hamza above and below, Quranic signs.
func seatedMark(r rune) bool {
	return r == 0x670 || r == 0x654 || r == 0x655 || r == 0x653 || r >= 0x6D6 && r <= 0x6ED || r >= 0x8D3
}

// marksEnd is the offset behind the combining marks that start at i.
func marksEnd(t string, i int) int {
	for i < len(t) {
		r, n := runeAt(t, i)
		if ClassOf(r)&(ArabicMark|OtherMark) == 0 {
			break
		}
		i += n
	}
	return i
}
