package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:      "ARA013",
	Name:      "inconsistent-tanwin",
	Summary:   "tanwin before and after the final alef in one document",
	Doc:       "Some write the tanwin of `كتابًا` before the final alef, others after it (`كتاباً`). Both are right; a document that does both is inconsistent, and the rarer of the two is reported. Off by default.",
	FixSafety: "Unsafe: the two characters change places.",
	Since:     "0.1.0",
	Severity:  Info,
	Off:       true,
	Stage:     StageTypography,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: ArabicMark},
	Fix:       fixers.Unsafe,
	Bad:       "قرأ كتابًا ثم مقالًا ثم بحثاً\n",
	Good:      "قرأ كتابًا ثم مقالًا ثم بحثًا\n",
	Check: func(p *Pass) {
		const before, after = "ًا", "اً"
		text := p.Doc.Text
		nBefore, nAfter := strings.Count(text, before), strings.Count(text, after)
		rare, common := before, after
		if nAfter <= nBefore {
			rare, common = after, before
		}
		if nBefore == 0 || nAfter == 0 {
			return
		}
		for at := 0; ; {
			i := strings.Index(text[at:], rare)
			if i < 0 {
				return
			}
			span := fixers.Span{Start: at + i, End: at + i + len(rare)}
			p.Report(span, "the document writes %q %d times, %q %d times", common, max(nBefore, nAfter), rare, min(nBefore, nAfter)).
				Fix(fixers.Unsafe, fixers.SameLetters, "write it like the others", fixers.Replace(span.Start, span.End, common))
			at = span.End
		}
	},
})
