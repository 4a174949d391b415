package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "ENC010", Name: "mixed-line-endings", Since: "0.1.0",
	Summary: "more than one kind of line end in a file",
	Doc: "Files that were put together from several systems mix LF, CR LF and CR. Programs then see empty lines, lines that do not end, or a CR at the end of words. " +
		"A file with one kind throughout, whichever it is, is right.",
	FixSafety: "Safe: all become the kind that the file uses most.",
	Severity:  Warning,
	Stage:     StageDecode, Scope: ScopeDocument, Trigger: Trigger{Classes: CarriageReturn},
	Fix: fixers.Safe,
	Bad: "one\r\ntwo\nthree\n", Good: "one\ntwo\nthree\n",
	Check: func(p *Pass) {
		d := p.Doc
		if !d.MixedNewlines() {
			return
		}
		want := d.Newline()
		var edits []fixers.Edit
		for _, l := range d.Lines() {
			end := fixers.Span{Start: l.End, End: d.WholeLine(l).End}
			if got := end.Of(d.Text); got != "" && got != want {
				edits = append(edits, fixers.Replace(end.Start, end.End, want))
			}
		}
		if len(edits) == 0 {
			return
		}
		name := strings.NewReplacer("\r", "CR", "\n", "LF").Replace
		p.Report(edits[0].Span, "%d line ends differ from the %s of the rest", len(edits), name(want)).With("lines", len(edits)).
			FixAll(fixers.Fix{Title: "write one kind of line end", Safety: fixers.Safe, Contract: fixers.SameText, Edits: edits})
	},
})
