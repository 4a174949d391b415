package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:      "ARA014",
	Name:      "word-ligature",
	Summary:   "one character that stands for a word or phrase",
	Doc:       "`ﷺ` `ﷲ` `﷽` and their like (U+FDF0–FDFD) stand for words. They are content for most corpora; who needs words gets them here. Off by default.",
	FixSafety: "Unsafe: the sign is written out.",
	Since:     "0.1.0",
	Severity:  Info,
	Off:       true,
	Stage:     StageTypography,
	Scope:     ScopeLine,
	Trigger:   Trigger{Classes: ArabicForm},
	Fix:       fixers.Unsafe,
	Bad:       "قال رسول ﷲ في الحديث\n",
	Good:      "قال رسول الله في الحديث\n",
	Check: func(p *Pass) {
		text := p.Doc.Of(p.Line)
		for i, r := range text {
			words := arabic.Letters(r)
			if !arabic.IsWordLigature(r) || words == "" {
				continue
			}
			span := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + utf8.RuneLen(r)}
			p.Report(span, "%q stands for %q", r, words).
				Fix(fixers.Unsafe, fixers.SameCompat, "write it out", fixers.Replace(span.Start, span.End, words))
		}
	},
})
