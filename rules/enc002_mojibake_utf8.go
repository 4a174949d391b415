package rules

import (
	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/mojibake"
)

var _ = register(Rule{
	Code: "ENC002", Name: "mojibake-utf8", Since: "0.1.0",
	Summary: "UTF-8 that was read as an eight-bit encoding",
	Doc: "`cafÃ©` was `café`: the two bytes of the é were taken for two characters of windows-1252. The same happens with ISO 8859-1 and 8859-2, windows-1250, " +
		"1251, 1253, 1254, 1255 and 1257, KOI8-R, Mac OS Roman, and the DOS code pages 437 and 850, and it happens twice or three times in a row. Read back through " +
		"the same code page the characters are well-formed UTF-8, which right text hardly ever is by chance; what decides beyond that is how much less " +
		"surprising the text becomes, which the finding shows in bits.",
	FixSafety: "Safe when the new text, put through the same mistake again, gives the old text. Unsafe where bytes were lost (to U+FFFD or `?`) and a letter is " +
		"a guess, or where a space may have been a part of an à.",
	Severity: Error,
	Stage:    StageDecode, Scope: ScopeDocument, Trigger: mojibakeTrigger,
	Fix: fixers.Safe,
	Bad: "Un cafÃ© s’il vous plaÃ®t.\n", Good: "Un café s’il vous plaît.\n",
	Check: func(p *Pass) { reportMisread(p, mojibake.UTF8) },
})
