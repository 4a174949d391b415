package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "LAY004", Name: "split-paragraph", Since: "0.1.0",
	Summary: "a paragraph that a page break cut in two",
	Doc: "The text before page furniture ends without a stop, and the text after it begins without a bullet, a number or the look of a heading: one paragraph was cut. The furniture has to " +
		"go first, by the rules that find it; they leave the parts on neighbouring lines, without a blank line between. Two such lines are joined where blank lines otherwise separate the " +
		"paragraphs of the document and the first is longer than a line of verse or print.",
	FixSafety: "Unsafe: a heading or a list may end without a stop.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeDocument,
	Fix:  fixers.Unsafe,
	Bad:  "بدأ العمل في ذلك المصنع الكبير الذي بناه ثلاثة إخوة جاؤوا من الجبل ومعهم كل ما يملكون، وكان بابه العالي يفتح كل صباح عند مدخل\nالمدينة القديمة قبل الحرب بعام واحد فقط، ثم توقف.\n\nعاد العمال بعد سنوات.\n\nثم أغلق المصنع إلى الأبد.\n",
	Good: "بدأ العمل في ذلك المصنع الكبير الذي بناه ثلاثة إخوة جاؤوا من الجبل ومعهم كل ما يملكون، وكان بابه العالي يفتح كل صباح عند مدخل المدينة القديمة قبل الحرب بعام واحد فقط، ثم توقف.\n\nعاد العمال بعد سنوات.\n\nثم أغلق المصنع إلى الأبد.\n",
	Check: func(p *Pass) {
		d := p.Doc
		lines := d.Lines()
		for _, s := range pagesView.Of(d).splits {
			p.Report(lastWord(d, lines[s.before]), "the paragraph goes on in line %d, after page furniture", s.after+1)
		}
		if d.Kind == Markdown {
			return // a line break inside a paragraph is a space there
		}
		for _, i := range cutParagraphs(d) {
			end := skipSpacesBack(d.Text, lines[i].Start, lines[i].End)
			start := lines[i+1].Start
			for start < lines[i+1].End && d.Text[start] == '\f' { // a page break inside a line would be one inside a paragraph
				start++
			}
			start = skipSpaces(d.Text[:lines[i+1].End], start)
			p.Report(lastWord(d, lines[i]), "the paragraph goes on in line %d", i+2).
				Fix(fixers.Unsafe, fixers.SameText, "join the lines", fixers.Replace(end, start, " "))
		}
	},
})

// leastCut is how many visible characters the first part of a cut paragraph has where no page furniture shows the cut: more than a line of verse, a title,
// or a line that was wrapped on purpose.
const leastCut = 100

// lastWord is the span of the last word of a line.
func lastWord(d *Document, l Line) fixers.Span {
	s := d.Trimmed(l.Span)
	if i := strings.LastIndexAny(s.Of(d.Text), " \u00a0"); i >= 0 {
		s.Start = skipSpaces(d.Text, s.Start+i)
	}
	return s
}

// cutParagraphs are the lines that a line break cuts from the rest of their paragraph, in a document whose paragraphs are separated by blank lines and
// stand on one line each; nil in documents where broken lines are the habit. Page furniture does not count, so that the answer is the same before
// and after it is deleted.
func cutParagraphs(d *Document) []int {
	lines := d.Lines()
	furniture := pagesView.Of(d).furniture
	var tight []int // lines with text that a line with text follows directly
	separated, text, previous, k := 0, 0, -1, 0
	for i := range lines {
		for k < len(furniture) && furniture[k].line < i {
			k++
		}
		if d.Blank(lines[i]) || k < len(furniture) && furniture[k].line == i {
			continue
		}
		text++
		switch {
		case previous < 0:
		case previous < i-1:
			separated++
		default:
			tight = append(tight, previous)
		}
		previous = i
	}
	if len(tight) == 0 {
		return nil
	}
	splits := len(pagesView.Of(d).splits)
	if (separated-splits)*3 < text-1 || d.Pairs()&DoubleSpace != 0 && gapView.Of(d).order {
		return nil // in a document whose runs are out of order no line is known to end anywhere
	}
	cut := settleCuts(d, tight)
	if n := len(cut) + splits; n*4 > text || n > 3 && n*10 > text {
		return nil
	}
	return cut
}

// settleCuts decides which of the lines are cut from the line after them, with the lines that a join makes taken into account: a line that is too
// short to be the first part of a paragraph, or short enough to be a heading, is neither once it is joined to another.
func settleCuts(d *Document, tight []int) []int {
	lines := d.Lines()
	joined := make([]bool, len(tight))
	cut := 0
	for range 20 {
		changed := false
		for k, i := range tight {
			if joined[k] {
				continue
			}
			if next := d.Of(lines[i+1]); skipSpaces(next, 0) > 1 || (lines[i].Classes|lines[i+1].Classes)&FormFeed != 0 {
				continue // it hangs under the line before, or begins a page
			}
			if end := skipSpacesBack(d.Text, lines[i].Start, lines[i].End); classBefore(d.Text, end)&(Hyphen|Dash|Invisible) != 0 {
				continue // a word or a URL goes on, which other rules join
			}
			first, second := i, i+1
			for m := k - 1; m >= 0 && joined[m] && tight[m] == first-1; m-- {
				first--
			}
			for m := k + 1; m < len(tight) && joined[m] && tight[m] == second; m++ {
				second++
			}
			whole := d.Text[lines[first].Start:lines[i].End]
			if visibleRunes(whole) >= leastCut && readsOn(whole, d.Text[lines[i+1].Start:lines[second].End]) {
				joined[k], changed = true, true
				cut++
			}
		}
		if !changed {
			break
		}
	}
	found := make([]int, 0, cut)
	for k, i := range tight {
		if joined[k] {
			found = append(found, i)
		}
	}
	return found
}
