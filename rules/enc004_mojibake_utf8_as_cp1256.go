package rules

import (
	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/mojibake"
)

var _ = register(Rule{
	Code: "ENC004", Name: "mojibake-utf8-as-cp1256", Since: "0.1.0",
	Summary: "UTF-8 that was read as windows-1256",
	Doc: "`ط§ظ„ط±ط³ط§ظ„ط©` was `الرسالة`: Arabic in UTF-8 taken for windows-1256. Every letter shows as ط or ظ and a sign. The signs are quotation marks and " +
		"dashes in part, so whatever straightens quotes destroys the text for good; this rule runs before all that.",
	FixSafety: "Safe when the new text, put through the same mistake again, gives the old text. Unsafe where bytes were lost.",
	Severity:  Error,
	Stage:     StageDecode, Scope: ScopeDocument, Trigger: mojibakeTrigger,
	Fix: fixers.Safe,
	Bad: "ط§ظ„ط±ط³ط§ظ„ط© ط§ظ„ط«ط§ظ†ظٹط©\n", Good: "الرسالة الثانية\n",
	Check: func(p *Pass) { reportMisread(p, mojibake.UTF8AsCP1256) },
})
