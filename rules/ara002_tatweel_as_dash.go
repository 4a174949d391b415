package rules

import (
	"slices"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var tatweelDash = map[rune]string{'ـ': "–"}

var _ = register(Rule{
	Code: "ARA002", Name: "tatweel-as-dash", Since: "0.1.0",
	Summary: "a tatweel between spaces, used as a dash",
	Doc: "`بيروت ـ دمشق`: the tatweel (U+0640) is no punctuation; programs take it for a letter. A tatweel at the start of a line is a bullet, a row of them a rule or " +
		"a blank to fill in: both are content.\n\n" +
		"Justified lines of a PDF come out with the tatweels of a word between spaces: `والبـ ـ ــرهان`, `تشـ ــكيل`. Those are no dashes: what is left of the word is " +
		"put together when the language model knows it.",
	FixSafety: "Safe for a single tatweel between words, numbers or punctuation: it becomes an en dash. Unsafe where a stretched word is put together.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: SpaceTatweel},
	Fix: fixers.Safe,
	Bad: "طريق بيروت ـ دمشق مغلق.\n", Good: "طريق بيروت – دمشق مغلق.\n",
	Check: func(p *Pass) {
		t := p.Doc.Text[:p.Line.End]
		body := skipSpaces(t, p.Line.Start)
		done := body // end of the last row or stretched word
		for i := body; ; {
			n := strings.Index(t[i:], tatweel)
			if n < 0 {
				return
			}
			start := i + n
			i = start + len(tatweel)
			if start <= body || start < done || classBefore(t, start)&AnySpace == 0 {
				continue
			}
			lone := classAt(t, i)&(AnySpace|LineEnd) != 0 && !amongTatweels(t, start, i)
			if w := stretchedAt(p.Doc, t, p.Line.Start, start, lone); len(w.gaps) > 0 {
				done = w.End
				fix := fixers.Fix{Title: "put the word together", Safety: fixers.Unsafe, Contract: fixers.SameCompat}
				for _, g := range w.gaps {
					fix.Edits = append(fix.Edits, fixers.Delete(g.Start, g.End))
				}
				p.Report(w.Span, "a word is stretched apart by tatweels: %q", w.Of(t)).FixAll(fix)
				continue
			}
			if lone {
				if formOf(p.Doc, p.Line) == formSigns {
					return // a row of keys
				}
				p.Report(fixers.Span{Start: start, End: i}, "a tatweel used as a dash").
					Fix(fixers.Safe, fixers.Maps(tatweelDash), "write an en dash", fixers.Replace(start, i, "–"))
				continue
			}
			_, done = tatweelGap(t, start)
		}
	},
})

// amongTatweels reports whether another tatweel stands next to the one at start, spaces aside, but for that of the abbreviation هـ.
func amongTatweels(t string, start, end int) bool {
	before := skipSpacesBack(t, 0, start)
	if strings.HasPrefix(t[skipSpaces(t, end):], tatweel) {
		return true
	}
	word, ok := strings.CutSuffix(t[:before], tatweel)
	if !ok {
		return false
	}
	word, ok = strings.CutSuffix(word, "ه")
	return !ok || classBefore(word, len(word))&Arabic != 0
}

// stretched is a word that tatweels between spaces pull apart.
type stretched struct {
	fixers.Span
	gaps []fixers.Span // spaces and tatweels between its pieces
}

const (
	stretchedPieces = 12
	stretchedCount  = 3 // occurrences of the word that the pieces make
)

// stretchedAt is the longest word that the model knows of the piece before the tatweel at start and of those behind it; it has no gaps where
// there is none. A single tatweel pulls a word apart only where one of its pieces is no word.
func stretchedAt(d *Document, t string, low, start int, lone bool) (w stretched) {
	if lang := d.Lang(); lang != "ar" && lang != language.Undetermined {
		return w
	}
	gap := start
	for gap > low && !isLetterBefore(t, gap) {
		n := gapBefore(t, low, gap)
		if n == gap {
			return w
		}
		gap = n
	}
	first := gap
	for first > low && gap-first < joinLongest {
		_, n := runeBefore(t, first)
		if arabic.WordEnd(t, first-n) == first-n {
			break
		}
		first -= n
	}
	inner := strings.HasPrefix(t[first:], tatweel) || strings.HasSuffix(t[:skipSpacesBack(t, low, first)], tatweel) // of a longer one that is unknown
	if gap == first || gap-first >= joinLongest || inner || first > low && classBefore(t, first)&AnyDigit != 0 {
		return w
	}
	m := d.Model()
	var gaps []fixers.Span
	var buffer [joinLongest]byte
	joined := language.Normalize(buffer[:0], t[first:gap])
	odd := !m.Known(string(joined))
	for len(gaps)+1 < stretchedPieces {
		both, next := tatweelGap(t, gap)
		end := arabic.WordEnd(t, next)
		if !both || end == next || end-next > joinLongest {
			break
		}
		odd = odd || !lone && (strings.HasPrefix(t[gap:], tatweel) || strings.HasSuffix(t[:next], tatweel))
		for strings.HasSuffix(t[next:end], tatweel) {
			end -= len(tatweel)
		}
		if end == next {
			break
		}
		at := len(joined)
		if joined = language.Normalize(joined, t[next:end]); len(joined) > joinLongest {
			break
		}
		odd = odd || !m.Known(string(joined[at:]))
		gaps = append(gaps, fixers.Span{Start: gap, End: next})
		gap = end
		if odd && m.Count(string(joined)) >= stretchedCount {
			w = stretched{fixers.Span{Start: first, End: end}, slices.Clip(gaps)}
		}
		if lone {
			break
		}
	}
	return w
}

// isLetterBefore reports whether what ends at i is part of a word other than a tatweel.
func isLetterBefore(t string, i int) bool {
	return classBefore(t, i)&(Arabic|ArabicMark) != 0 && !strings.HasSuffix(t[:i], tatweel)
}

// gapBefore is where the space or tatweel that ends at i begins; i when there is none.
func gapBefore(t string, low, i int) int {
	if strings.HasSuffix(t[low:i], tatweel) {
		return i - len(tatweel)
	}
	return skipSpacesBack(t, low, i)
}

// tatweelGap is the end of the spaces and tatweels that begin at i, and whether there are both.
func tatweelGap(t string, i int) (both bool, end int) {
	space, sign := false, false
	for {
		if strings.HasPrefix(t[i:], tatweel) {
			sign = true
			i += len(tatweel)
		} else if n := spaceAt(t, i); n > 0 {
			space = true
			i += n
		} else {
			return space && sign, i
		}
	}
}
