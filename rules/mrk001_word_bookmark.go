package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK001", Name: "word-bookmark", Since: "0.1.0",
	Summary: "an anchor of a word processor that a converter wrote into the text",
	Doc: "Converters of Word documents (Apache Tika among them) write bookmarks, links and pictures as text: `[bookmark: _ftnref1]`, `[hyperlink: …]`, " +
		"`[image: …]`. The author wrote none of it.",
	FixSafety: "Safe: only the bracket goes.",
	Severity:  Warning,
	Stage:     StageMarkup, Scope: ScopeLine, Trigger: Trigger{Pairs: SquareName},
	Fix: fixers.Safe,
	Bad: "[bookmark: _ftnref1]كما جاء في التقرير.\n", Good: "كما جاء في التقرير.\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; ; {
			n := strings.IndexByte(t[i:], '[')
			if n < 0 {
				return
			}
			i += n
			kind := anchorKind(t[i:])
			if kind == "" {
				i++
				continue
			}
			end := i + strings.IndexByte(t[i:], ']') + 1
			p.Report(fixers.Span{Start: i, End: end}, "%s of a word processor", kind).
				Fix(fixers.Safe, fixers.RemovesOnly, "delete the anchor", fixers.Delete(i, end))
			i = end
		}
	},
})

// anchorKind is the kind of the anchor that s begins with, "" when it begins with none.
func anchorKind(s string) string {
	for _, kind := range [...]string{"bookmark", "hyperlink", "image"} {
		rest, ok := strings.CutPrefix(s[1:], kind+": ")
		if !ok {
			continue
		}
		// The content is a name or an address: it is short and holds no bracket.
		if end := strings.IndexAny(rest[:min(len(rest), 400)], "[]"); end >= 0 && rest[end] == ']' {
			return kind
		}
	}
	return ""
}
