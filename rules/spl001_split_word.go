package rules

import (
	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:    "SPL001",
	Name:    "split-word",
	Summary: "a word torn apart by spaces",
	Doc: `Extractors guess spaces from the distance of glyphs and put them inside words, above all after letters that do not join (` + "`البشر ية`" + `)
and before a last letter that a wide shape pushes away (` + "`الدراس ي`" + `). A letter that is no word when it stands alone, or two letters that make
none, make the rule look at the line; pieces are joined when the language model knows the whole and finds it likelier than its pieces.
Initials, list marks and abbreviations are left alone.`,
	FixSafety: "Safe when a piece is a letter that is no word and the whole is a common word that is far likelier than the pieces; else unsafe. Never safe for a single alef.",
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Pairs: SpaceArabicLetter},
	Fix:       fixers.Safe,
	Bad:       "نشر المعهد الدراس ي تقريره السنوي.\n",
	Good:      "نشر المعهد الدراسي تقريره السنوي.\n",
	Check: func(p *Pass) {
		for _, t := range tornWords.Of(p.Doc) {
			safety := fixers.Unsafe
			if t.strong && scrambledRuns.Of(p.Doc) == nil { // there the pieces are evidence of the order
				safety = fixers.Safe
			}
			fix := fixers.Fix{Title: "join the pieces of the word", Safety: safety, Contract: fixers.SameText}
			for _, s := range t.spaces {
				fix.Edits = append(fix.Edits, fixers.Delete(s.Start, s.End))
			}
			p.Report(t.Span, "a word is torn apart: %q", t.Of(p.Doc.Text)).FixAll(fix).With("gain", t.gain)
		}
	},
})
