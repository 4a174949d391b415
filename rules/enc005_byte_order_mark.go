package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "ENC005", Name: "byte-order-mark", Since: "0.1.0",
	Summary: "a byte order mark at the start of the text or inside it",
	Doc: "U+FEFF says at the start of a file which encoding it has. UTF-8 needs none, and many programs take it for a part of the first word. Inside a text it is " +
		"left over from files that were put together.",
	FixSafety: "Safe: it shows nothing.",
	Severity:  Warning,
	Stage:     StageDecode, Scope: ScopeLine, Trigger: Trigger{Classes: ByteOrderMark},
	Fix: fixers.Safe,
	Bad: "\ufeffالمقدمة\n", Good: "المقدمة\n",
	Check: func(p *Pass) {
		const mark = "\ufeff"
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; ; i += len(mark) {
			n := strings.Index(t[i:], mark)
			if n < 0 {
				return
			}
			i += n
			where := "inside the text"
			if i == 0 {
				where = "at the start"
			}
			p.Report(fixers.Span{Start: i, End: i + len(mark)}, "byte order mark %s", where).
				Fix(fixers.Safe, fixers.RemovesOnly, "delete the byte order mark", fixers.Delete(i, i+len(mark)))
		}
	},
})
