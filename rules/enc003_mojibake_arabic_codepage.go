package rules

import (
	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/mojibake"
)

var _ = register(Rule{
	Code: "ENC003", Name: "mojibake-arabic-codepage", Since: "0.1.0",
	Summary: "an Arabic code page that was read as a Western, Cyrillic or DOS one",
	Doc: "`ÇáÞÇåÑÉ` was `القاهرة`: bytes of windows-1256 taken for windows-1252. Known are windows-1256, ISO 8859-6, Mac OS Arabic and the DOS code pages 720 and " +
		"864, read as the Western, Turkish, Central European, Baltic, Cyrillic, Macintosh and DOS code pages, also when the result was misread again as UTF-8. " +
		"Nothing in the bytes proves it; what decides is the statistics of Arabic letter pairs against how words look in the languages of the alphabet that " +
		"the text stands in.",
	FixSafety: "Safe when the new text, put through the same mistake again, gives the old text, and no other Arabic code page comes near. Else unsafe.",
	Severity:  Error,
	Stage:     StageDecode, Scope: ScopeDocument, Trigger: mojibakeTrigger,
	Fix: fixers.Safe,
	Bad: "ÃÝÊÊÍ ÇáãÚÑÖ Ýí ÇáãÏíäÉ.\n", Good: "أفتتح المعرض في المدينة.\n",
	Check: func(p *Pass) { reportMisread(p, mojibake.ArabicPage) },
})
