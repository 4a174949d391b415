package rules

import "github.com/tanqih/tanqih/fixers"

// repeatable are the last bytes of . , ! ، ؛ ؟.
var repeatable = bytesOf(".,!\x8c\x9b\x9f")

var _ = register(Rule{
	Code: "PUN007", Name: "repeated-punctuation", Since: "0.1.0",
	Summary: "a stop typed several times",
	Doc: "`،،`, `؟؟`, `!!!`, `....`. Two dots (a habit of Arabic headlines), three dots, `?!` and longer rows of dots, which are blanks to fill in or lead to " +
		"a page number, are content.",
	FixSafety: "Unsafe: repetition may be meant.",
	Severity:  Info,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: StopStop},
	Fix: fixers.Unsafe,
	Bad: "وصل الوفد،، ثم غادر !!!\n", Good: "وصل الوفد، ثم غادر !\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; ; {
			if i = repeatable.next(t, i); i == len(t) {
				return
			}
			c := t[i]
			size := 1
			if c >= 0x80 {
				if size = 2; i == p.Line.Start || t[i-1] != 0xD8 {
					i++
					continue
				}
				i--
			}
			end := i + size
			for end+size <= len(t) && t[end:end+size] == t[i:i+size] {
				end += size
			}
			n, keep := (end-i)/size, 1
			least := 2
			switch c {
			case '.':
				if least, keep = 5, 3; classBefore(t, i)&(AnySpace|LineEnd) != 0 {
					least = 4 // behind a word the fourth may end the sentence
				}
			case '!':
				least = 3
			case ',':
				if before, _ := baseBefore(t, i); before&Letter == 0 || classAt(t, end)&(Letter|AnyDigit) != 0 {
					least = n + 1 // a German opening quotation mark, an empty cell
				}
			}
			inRow := c == '.' && (n > 5 || classAt(t, skipSpaces(t, end))&(Stop|AnyDigit) != 0 || classBefore(t, skipSpacesBack(t, p.Line.Start, i))&Stop != 0)
			if n >= least && !inRow && !isAddress(tokenAround(t, i).Of(t)) {
				r, _ := runeAt(t, i)
				p.Report(fixers.Span{Start: i, End: end}, "%q %d times", r, n).
					Fix(fixers.Unsafe, fixers.RemovesOnly, "shorten it", fixers.Delete(i+keep*size, end))
			}
			i = end
		}
	},
})
