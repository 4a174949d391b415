package rules

import (
	"sort"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/mojibake"
)

// mojibakeTrigger is what text that was read in the wrong encoding is made of.
var mojibakeTrigger = Trigger{Classes: LatinLetter | Symbol | C1 | Alphabetic}

// misread are the stretches of a document that were read in the wrong encoding, with their places in the document.
var misread = NewView(func(d *Document) []mojibake.Repair {
	var found []mojibake.Repair
	s := mojibake.NewScanner()
	for {
		found = found[:0]
		for _, l := range d.Lines() {
			if !maybeMisread(d, l) {
				continue
			}
			for _, r := range s.Line(d.Of(l)) {
				r.Start += l.Start
				r.End += l.Start
				found = append(found, r)
			}
		}
		if !s.Again() {
			return found
		}
	}
})

// maybeMisread is a cheap test that right text rarely passes and misread text always does: what the census saw, and for two
// mistakes that it cannot see a look for their mark.
func maybeMisread(d *Document, l Line) bool {
	switch c := l.Classes; {
	case c&(LatinLetter|Symbol|C1|Alphabetic) == 0:
		return false
	case l.Pairs&HighHigh != 0, c&C1 != 0:
		return true
	case c&(Hebrew|OtherMark) != 0 && c&(Symbol|C1) != 0:
		return true
	case c&Arabic != 0 && c&Symbol != 0 && l.Pairs&ArabicSymbol != 0:
		return true
	case c&LatinLetter != 0:
		return c&(Dash|Symbol|Replacement) != 0 || l.Pairs&LetterQuote != 0 || strings.Contains(d.Of(l), "Ã ")
	case c&Alphabetic != 0:
		return l.Pairs&AlphabeticSymbol != 0 && c&Symbol != 0 || mojibake.CapitalsInside(d.Of(l))
	}
	return false
}

// reportMisread reports the stretches of one family of mistakes.
func reportMisread(p *Pass, family mojibake.Family) {
	for _, r := range misread.Of(p.Doc) {
		if r.Family != family {
			continue
		}
		steps := make([]string, len(r.Steps))
		for i, s := range r.Steps {
			steps[i] = s.String()
		}
		f := p.Report(fixers.Span{Start: r.Start, End: r.End}, "%s", strings.Join(steps, ", after ")).
			With("bits_saved", float64(r.Gain)/10)
		if r.Lost > 0 {
			f = f.With("bytes_lost", r.Lost)
		}
		if r.Spaces > 0 {
			f = f.With("spaces_that_were_a0", r.Spaces)
		}
		safety := fixers.Safe
		if !r.Sure {
			safety = fixers.Unsafe
		}
		f.Fix(safety, fixers.DecodesTo(r.Mistake), "read it in the right encoding", fixers.Replace(r.Start, r.End, r.New))
	}
}

// holdsSuspects reports whether some of a line may have been read in the wrong encoding; to say so does not take the whole document.
func holdsSuspects(d *Document, l Line) bool {
	return maybeMisread(d, l) && mojibake.Suspect(d.Of(l))
}

// inMisread reports whether the span touches a stretch that was read in the wrong encoding.
func inMisread(d *Document, s fixers.Span) bool {
	found := misread.Of(d)
	i := sort.Search(len(found), func(i int) bool { return found[i].End > s.Start })
	return i < len(found) && found[i].Start < s.End
}
