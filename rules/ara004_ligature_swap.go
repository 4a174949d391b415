package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "ARA004",
	Name:    "ligature-swap",
	Summary: "letters of a ligature other than lam-alef in the wrong order",
	Doc: `The same damage as ARA003 in other ligatures: ` + "`عىل`" + ` for ` + "`على`" + `, ` + "`املكتبة`" + ` for ` + "`المكتبة`" + `, ` + "`كبري`" + ` for
` + "`كبير`" + `, ` + "`هللا`" + ` and ` + "`اهلل`" + ` for ` + "`الله`" + `. A closed list holds words that no right text has; other words are repaired when
they are unknown as they stand and known with the letters of one of some thirty ligatures swapped.`,
	FixSafety: `Safe for the closed list, and for unknown words that become known in a document with words of that list; else unsafe.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLigatures,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: Arabic},
	Fix:       fixers.Safe,
	HoldsLine: true,
	Bad:       "وقف عىل باب املكتبة حىت املساء\n",
	Good:      "وقف على باب المكتبة حتى المساء\n",
	Check:     func(p *Pass) { reportSwaps(p, false) },
})
