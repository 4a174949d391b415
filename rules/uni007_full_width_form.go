package rules

import (
	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "UNI007", Name: "full-width-form", Since: "0.1.0",
	Summary: "full-width letters or digits in a text that is not East Asian",
	Doc: "`ＡＢＣ１２３` are the forms that fill a square beside Chinese characters (U+FF01–FF5E). In a text of another script they come from an input method or from " +
		"character recognition. A line that holds Chinese, Japanese or Korean keeps them.",
	FixSafety: "Unsafe: wide letters may be meant as a decoration.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Classes: Wide},
	Fix: fixers.Unsafe,
	Bad: "عام ２０２４\n", Good: "عام 2024\n",
	Check: func(p *Pass) {
		switch p.Doc.Lang() {
		case "zh", "ja", "ko":
			return
		}
		t := p.Doc.Of(p.Line)
		var runs []fixers.Span
		for i := 0; i < len(t); {
			r, n := runeAt(t, i)
			switch {
			case fullWidth(r):
				if k := len(runs); k > 0 && runs[k-1].End == i {
					runs[k-1].End = i + n
				} else {
					runs = append(runs, fixers.Span{Start: i, End: i + n})
				}
			case ClassOf(r)&Wide != 0:
				return
			}
			i += n
		}
		for _, s := range runs {
			var new []byte
			table := map[rune]string{}
			for _, r := range s.Of(t) {
				new = append(new, byte(r-0xFEE0))
				table[r] = string(r - 0xFEE0)
			}
			s.Start += p.Line.Start
			s.End += p.Line.Start
			p.Report(s, "full-width %q", string(new)).
				Fix(fixers.Unsafe, fixers.Maps(table), "write the ordinary characters", fixers.Replace(s.Start, s.End, string(new)))
		}
	},
})

// fullWidth reports whether r is the full-width form of an ASCII character.
func fullWidth(r rune) bool { return r >= 0xFF01 && r <= 0xFF5E }
