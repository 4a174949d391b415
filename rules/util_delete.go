package rules

import (
	"slices"

	"github.com/tanqih/tanqih/fixers"
)

// lineDeletion is the edit that deletes a line together with the blank lines on one side of it, so that what stood around it stays as far
// apart as paragraphs are: before the first paragraph of a document the blank lines after it, unless text stands directly over it; from
// there on those before it, unless text stands directly under it. It depends on nothing but the line and the document, so that rules
// which delete the same line agree. A form feed stays: it is evidence of pages.
func (d *Document) lineDeletion(line int) fixers.Edit { return d.deletionAmong(line, nil) }

// deletionAmong is lineDeletion for one of several lines, in order, that go together.
func (d *Document) deletionAmong(line int, together []int) fixers.Edit {
	lines := d.Lines()
	first, last := line, line
	if line < firstParagraph.Of(d) {
		keep := d.followsText(line, together)
		for !keep && last+1 < len(lines) && d.Blank(lines[last+1]) && lines[last+1].Classes&FormFeed == 0 {
			last++
		}
	} else if !d.precedesText(line, together) {
		for first > 0 && lines[first].Classes&FormFeed == 0 && d.Blank(lines[first-1]) && lines[first-1].Classes&FormFeed == 0 {
			first--
		}
	}
	s := d.WholeLines(first, last)
	for s.Start < s.End && d.Text[s.Start] == '\f' {
		s.Start++
	}
	return fixers.Delete(s.Start, s.End)
}

// maxChromeRun bounds the lines of chrome in a row that are passed over, so that a list of thousands does not cost its square.
const maxChromeRun = 40

// goes reports whether a line is one of those that go together, or chrome.
func (d *Document) goes(line int, together []int) bool {
	_, ok := slices.BinarySearch(together, line)
	return ok || chromeView.Of(d).isMatter(line)
}

// followsText reports whether a line that is not chrome stands directly over a line and the chrome around it: the blank line after them then
// parts it from what comes next.
func (d *Document) followsText(line int, together []int) bool {
	lines := d.Lines()
	before := line - 1
	for before >= max(0, line-maxChromeRun) && !d.Blank(lines[before]) && d.goes(before, together) {
		before--
	}
	return before >= 0 && !d.Blank(lines[before])
}

// precedesText is followsText for a line that is not chrome directly under.
func (d *Document) precedesText(line int, together []int) bool {
	lines := d.Lines()
	after := line + 1
	for after < min(len(lines), line+maxChromeRun) && !d.Blank(lines[after]) && d.goes(after, together) {
		after++
	}
	return after < len(lines) && !d.Blank(lines[after])
}

// firstParagraph is the index of the first line of running text, a long notice of site chrome aside; the number of lines when there is
// none.
var firstParagraph = NewView(func(d *Document) int {
	for _, u := range chromeView.Of(d).units {
		if u.prose {
			return u.line
		}
	}
	for i, l := range d.Lines() {
		if isParagraph(d, l) {
			return i
		}
	}
	return len(d.Lines())
})

// deleteLines is the fix that deletes lines, given in ascending order.
func (d *Document) deleteLines(title string, lines []int) fixers.Fix {
	edits := make([]fixers.Edit, 0, len(lines))
	for _, l := range lines {
		e := d.deletionAmong(l, lines)
		if n := len(edits); n > 0 && edits[n-1].End > e.Start {
			e.Start = edits[n-1].End // the blank lines between went with the line before
		}
		edits = append(edits, e)
	}
	return fixers.Fix{Title: title, Edits: edits, Contract: fixers.RemovesOnly}
}

// spanOf is the span from the first of the lines to the last, without the line end.
func (d *Document) spanOf(lines []int) fixers.Span {
	return fixers.Span{Start: d.Lines()[lines[0]].Start, End: d.Lines()[lines[len(lines)-1]].End}
}
