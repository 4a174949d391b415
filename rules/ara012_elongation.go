package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:      "ARA012",
	Name:      "elongation",
	Summary:   "a letter repeated for emphasis, as in chats",
	Doc:       "Chat messages lengthen words by repeating a letter: `جداااا`, `رائعععع`. Three or more of one letter in a row are reported. Off by default: in a corpus of chats they are content.",
	FixSafety: "Unsafe: one letter of the run is kept.",
	Since:     "0.1.0",
	Severity:  Info,
	Off:       true,
	Stage:     StageTypography,
	Scope:     ScopeLine,
	Trigger:   Trigger{Classes: Arabic},
	Fix:       fixers.Unsafe,
	Bad:       "الفيلم جميل جداااا\n",
	Good:      "الفيلم جميل جدا\n",
	Check: func(p *Pass) {
		text := p.Doc.Of(p.Line)
		for i := 0; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			end, n := i+size, 1
			for arabic.IsLetter(r) && end+size <= len(text) && text[end:end+size] == text[i:i+size] {
				end += size
				n++
			}
			if n >= 3 {
				span := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + end}
				p.Report(span, "%q stands %d times in a row", r, n).
					Fix(fixers.Unsafe, fixers.RemovesOnly, "keep one", fixers.Delete(span.Start+size, span.End))
			}
			i = end
		}
	},
})
