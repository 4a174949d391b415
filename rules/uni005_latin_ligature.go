package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "UNI005", Name: "latin-ligature", Since: "0.1.0",
	Summary: "a typeset ligature stored as one character",
	Doc: "Extractors that copy glyphs instead of letters leave `ﬁ`, `ﬂ` and `ﬀ` as single characters (U+FB00–FB06), so that `ﬁeld` is not found by who looks for " +
		"`field`. Many of them put a space behind the ligature as well: `scientiﬁ c`.",
	FixSafety: "Safe: the ligature becomes its letters. A space behind it goes only where no English word ends so and what follows is no word.",
	Severity:  Warning,
	Stage:     StageFold, Scope: ScopeLine, Trigger: Trigger{Classes: LatinLigature},
	Fix: fixers.Safe,
	Bad: "a scientiﬁ c oﬃce\n", Good: "a scientific office\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; ; {
			n := strings.Index(t[i:], "\xef\xac")
			if n < 0 {
				return
			}
			i += n
			r, size := runeAt(t, i)
			if ClassOf(r)&LatinLigature == 0 {
				i += max(size, 1)
				continue
			}
			end := i + size
			if (classBefore(t, i)|classAt(t, end))&(Letter|Hyphen|Apostrophe|CloseQuote) == 0 && !detached(t[p.Line.Start:], i-p.Line.Start, r) {
				i = end // alone it stands in a table of characters
				continue
			}
			if detached(t[p.Line.Start:], i-p.Line.Start, r) {
				end++
			}
			p.Report(fixers.Span{Start: i, End: end}, "the ligature %q is one character", string(r)).
				Fix(fixers.Safe, fixers.SameCompat, "write its letters", fixers.Replace(i, end, latinLigatures[r-0xFB00]))
			i = end
		}
	},
})

var latinLigatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

// smallWords may follow a word that ends in a ligature (`Wi-Fi is`), so that the space before them is real.
const smallWords = " a an and are as at be but by can for from had has have he her his i if in is it its may of off on or our she so than that the their they this to was we were which who will with would you "

// detached reports whether the ligature r at line[i:] is followed by a space that tears its word apart. Only ﬁ, ﬂ, ﬃ and ﬄ are
// looked at: words in -ff are many, words in -fi and -fl are a handful with a hyphen or short.
func detached(line string, i int, r rune) bool {
	if r < 0xFB01 || r > 0xFB04 {
		return false
	}
	end := i + 3
	if end+1 >= len(line) || line[end] != ' ' || classAt(line, end+1)&(Lower|LatinLetter) == 0 {
		return false
	}
	if i > 0 && line[i-1] == '-' {
		return false
	}
	next := line[end+1 : wordEnd(line, end+1)]
	return !strings.Contains(smallWords, " "+next+" ")
}
