package rules

import (
	"math/bits"
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "WSP002", Name: "repeated-space", Since: "0.1.0",
	Summary: "several spaces in a row inside a line",
	Doc: "Two or more spaces of any kind between two words. Indentation, columns that spaces align, the gap behind the term of a list of terms, drawings, the gap between the two halves of a verse and the habit of " +
		"two spaces behind each sentence are content and not reported.",
	FixSafety: "Safe: the spaces become one. Unsafe in a right-to-left document in which wide gaps recur inside lines: there they show where the runs of a line meet whose order is damaged; for four spaces and more, which may part columns or fields of a form, and for tabs between Latin words.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: DoubleSpace},
	Fix: fixers.Safe,
	Bad: "وصل  الوفد إلى العاصمة.\n", Good: "وصل الوفد إلى العاصمة.\n",
	Check: func(p *Pass) {
		d, l := p.Doc, p.Line
		if l.Classes&(Letter|AnyDigit) == 0 {
			return // an ornament: * * *
		}
		start := skipSpaces(d.Text[:l.End], l.Start)
		end := skipSpacesBack(d.Text, start, l.End)
		var kind gapKind
		asked, judged := false, false
		for i := start; i < end; {
			run, ok := nextGap(d.Text, i, end)
			if !ok {
				return
			}
			i = run.End
			if !asked {
				kind, asked = gapView.Of(d).of(l), true
				if kind == gapTable || kind == gapVerse || start-l.Start > 1 && layoutView.Of(d) {
					return
				}
				if kind == gapOrder {
					reportGaps(p, start, end)
					return
				}
				if d.Kind == Markdown && strings.IndexByte(d.Of(l), '|') >= 0 {
					return // a row of a table
				}
			}
			if keepsGap(d, start, run) {
				continue
			}
			if !judged {
				if judged = true; leftToRight(d, l) && hasColumns(d, l, start, end) {
					return
				}
			}
			if leftToRight(d, l) && isCell(d.Text, run, end) {
				continue
			}
			safety := fixers.Safe
			if gap := run.Of(d.Text); strings.HasPrefix(gap, columnGap) {
				safety = fixers.Unsafe
			} else if strings.IndexByte(gap, '\t') >= 0 {
				safety = lineSafety(d, l)
			}
			f := p.Report(run, "%d spaces in a row", countRunes(run.Of(d.Text)))
			if run.Len() == 2 && endsSentenceAt(d.Text, run.Start) {
				f.As(Info) // as one types it
			}
			f.Fix(safety, fixers.SameText, "keep one", fixers.Replace(run.Start, run.End, " "))
		}
	},
})

// columnGap begins a gap that may part two columns, two fields of a form, two answers; no-break spaces are those of a word processor.
const columnGap = "    "

// keepsGap reports whether the spaces say something: those behind a list marker in Markdown and in text that runs to the right, and the two
// spaces that the typist puts behind every sentence.
func keepsGap(d *Document, start int, run fixers.Span) bool {
	before := d.Text[start:run.Start]
	if (d.Kind == Markdown || !rightToLeft(d)) && listMarker(before) == len(before) {
		return true
	}
	if c := classAt(d.Text, run.End); c&ArabicPunctuation != 0 {
		return true // PUN001 says so
	}
	if !rightToLeft(d) && layoutView.Of(d) {
		return true // a manual, a listing: its gaps make columns
	}
	return run.Len() == 2 && gapView.Of(d).sentences && endsSentenceAt(d.Text, run.Start)
}

// hasColumns reports whether the gaps of a line of left-to-right text, which is text[start:end], part columns: the cells of a table, a term and
// what is said of it, the parts of a drawing or a program.
func hasColumns(d *Document, l Line, start, end int) bool {
	switch formOf(d, l) {
	case formColumns:
		return !wordy(d.Text[start:end])
	case formSigns, formDrawing, formCode:
		return true
	case formText, formBlock:
	}
	return d.Kind != Markdown && isTerm(d, l, start)
}

// isCell reports whether a gap ends or begins a cell that bars set off, or stands before a stop, behind something that was lost.
func isCell(t string, run fixers.Span, end int) bool {
	return t[run.Start-1] == '|' || run.End < end && (t[run.End] == '|' || classAt(t, run.End)&Stop != 0)
}

// wordy reports whether the cells of a line with gaps are so long, of four words and more, that it is a line of text drawn apart.
func wordy(body string) bool {
	gaps, words := 0, 1
	for i := 0; i+1 < len(body); i++ {
		switch {
		case body[i] == '\t':
			return false
		case body[i] != ' ':
		case body[i+1] != ' ':
			words++
		case i > 0 && body[i-1] != ' ':
			gaps++
		}
	}
	return words >= 4*(gaps+1)
}

// term is the longest text, in bytes, before the gap of a list of terms.
const term = 16

// isTerm reports whether the first gap of a line stands behind a short term whose explanation it sets off: the next line goes on below the
// explanation, or lines near it are built in the same way.
func isTerm(d *Document, l Line, start int) bool {
	column, ok := termColumn(d, l, start)
	if !ok {
		return false
	}
	lines := d.Lines()
	others := 0
	for i := max(0, l.Index-4); i <= min(len(lines)-1, l.Index+4); i++ {
		if i == l.Index || d.Blank(lines[i]) {
			continue
		}
		text := d.Of(lines[i])
		begin := skipSpaces(text, 0)
		if i == l.Index+1 && begin == column {
			return true
		}
		if c, ok := termColumn(d, lines[i], lines[i].Start+begin); ok {
			if others++; c == column {
				others++
			}
		}
	}
	return others > 1
}

// termColumn is the column, in characters, behind the first gap of a line, whose text starts at start; ok is false when more than a term of
// two words stands before it.
func termColumn(d *Document, l Line, start int) (column int, ok bool) {
	if l.Pairs&DoubleSpace == 0 {
		return 0, false
	}
	run, ok := nextGap(d.Text, start, min(l.End, start+term))
	if !ok || strings.Count(d.Text[start:run.Start], " ") > 1 || endsSentenceAt(d.Text, run.Start) {
		return 0, false
	}
	return countRunes(d.Text[l.Start:skipSpaces(d.Text[:l.End], run.End)]), true
}

// reportGaps reports all gaps of a line, whose text is text[start:end], as one finding.
func reportGaps(p *Pass, start, end int) {
	t := p.Doc.Text
	count, all := 0, fixers.Span{}
	if p.Line.Classes&(Invalid|AnySpace&^Space) == 0 {
		count, all = countPlainGaps(t, start, end)
	} else {
		eachGap(t, start, end, func(gap fixers.Span) {
			if count++; count == 1 {
				all.Start = gap.Start
			}
			all.End = gap.End
		})
	}
	p.Report(all, "%d wide gaps in a line of a document whose runs may be out of order", count).LazyFix(fixers.Unsafe, func() fixers.Fix {
		fix := fixers.Fix{Title: "keep one space each", Contract: fixers.SameText}
		eachGap(t, start, end, func(gap fixers.Span) { fix.Edits = append(fix.Edits, fixers.Replace(gap.Start, gap.End, " ")) })
		return fix
	})
}

// countPlainGaps counts the gaps of text[start:end], which neither begins nor ends with a space and holds no space but U+0020, and gives the
// span from the first to the last of them.
func countPlainGaps(text string, start, end int) (count int, all fixers.Span) {
	before := uint64(0)
	for at := start; at < end; at += 64 {
		spaces := spaceBits(text, at, end)
		one := spaces<<1 | before>>63 // a space before
		second := spaces & one &^ (spaces<<2 | before>>62)
		if second != 0 && count == 0 {
			all.Start = at + bits.TrailingZeros64(second) - 1
		}
		count += bits.OnesCount64(second)
		if wide := spaces & one; wide != 0 {
			all.End = at + bits.Len64(wide)
		}
		before = spaces
	}
	return count, all
}

// eachGap calls f with every run of two spaces or more in text[start:end].
func eachGap(text string, start, end int, f func(fixers.Span)) {
	for i := start; i < end; {
		run, ok := nextGap(text, i, end)
		if !ok {
			return
		}
		i = run.End
		f(run)
	}
}
