package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code:    "DUP003",
	Name:    "head-tail-template",
	Summary: "the same lines, in the same order, at the head and at the tail of a document",
	Doc: `The template of a site often prints the same boxes over and under an article. Three or more different short lines that stand before the first paragraph
and return, in the same order and with little between them, after the last paragraph are such a template, in whatever language
and without any list of phrases.`,
	FixSafety: `When at least half of the lines are phrases of site chrome, deleting both copies is safe; else deleting the copy at the
tail is unsafe, and the phrases do not count among the three lines.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Fix:      fixers.Safe,
	Bad: "تابعنا على فيسبوك\nاشترك في نشرتنا البريدية\nهل أعجبك الموقع؟\n\nتراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n\n" +
		"تابعنا على فيسبوك\nاشترك في نشرتنا البريدية\nهل أعجبك الموقع؟\n",
	Good:  "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check: checkHeadTailTemplate,
})

const (
	templateUnits = 24 // lines read at each end
	templateLines = 3  // a template has so many
	templateBytes = 300
	templateGap   = 1 // lines of one copy alone that may stand between two of both
)

func checkHeadTailTemplate(p *Pass) {
	var headBuf, tailBuf [templateUnits]Line
	head, tail := templateEnds(p.Doc, headBuf[:0], tailBuf[:0])
	if len(head) < templateLines || len(tail) < templateLines {
		return
	}
	heads, tails := commonTemplate(p.Doc, head, tail)
	if len(heads) < templateLines {
		return
	}
	chrome := chromeView.Of(p.Doc)
	known := 0
	for _, l := range heads {
		if chrome.isHit(l) {
			known++
		}
	}
	span := p.Doc.Trimmed(p.Doc.spanOf(tails))
	lines, safety, title := tails, fixers.Unsafe, "delete the copy at the tail"
	if known*2 >= len(heads) && !chrome.leansOn(heads, tails) {
		lines, safety, title = append(append([]int(nil), heads...), tails...), fixers.Safe, "delete both copies"
	} else if len(heads)-known < templateLines {
		return // the phrases go by themselves, and the rest is too little to tell
	}
	p.Report(span, "%d lines of the head of the document, in the same order, at its tail", len(tails)).
		LazyFix(safety, func() fixers.Fix { return p.Doc.deleteLines(title, lines) }).
		Relate(p.Doc.spanOf(heads), "the head").With("known_phrases", known)
}

// templateEnds appends the lines before the first paragraph and those after the last, in the order of the text; none when there is no
// paragraph or the two meet.
func templateEnds(d *Document, head, tail []Line) (h, t []Line) {
	lines := d.Lines()
	first, last := 0, len(lines)-1
	for ; first < len(lines); first++ {
		if l := lines[first]; !d.Blank(l) {
			if isParagraph(d, l) {
				break
			}
			if len(head) == cap(head) || l.Len() > templateBytes {
				return nil, nil
			}
			head = append(head, l)
		}
	}
	for ; last > first; last-- {
		if l := lines[last]; !d.Blank(l) {
			if isParagraph(d, l) || len(tail) == cap(tail) {
				break
			}
			tail = append(tail, l)
		}
	}
	for i, j := 0, len(tail)-1; i < j; i, j = i+1, j-1 {
		tail[i], tail[j] = tail[j], tail[i]
	}
	if first == len(lines) {
		return nil, nil
	}
	return head, tail
}

// commonTemplate is the longest run of lines, as they stand in both copies, with at most templateGap other lines between two of them. The lines must
// differ from each other and the run must reach the end of the document but for as many lines.
func commonTemplate(d *Document, head, tail []Line) (heads, tails []int) {
	for h := range head {
		for t := range tail {
			if d.paragraph(head[h]) != d.paragraph(tail[t]) {
				continue
			}
			a, b := followTemplate(d, head[h:], tail[t:])
			if len(a) > len(heads) && tail[len(tail)-1].Index >= b[len(b)-1] {
				heads, tails = a, b
			}
		}
	}
	return heads, tails
}

// followTemplate pairs equal lines from the first of each on.
func followTemplate(d *Document, head, tail []Line) (heads, tails []int) {
	h, t := 0, 0
	for {
		if !containsLine(d, heads, head[h]) {
			heads = append(heads, head[h].Index)
			tails = append(tails, tail[t].Index)
		}
		found := false
		for dh := 1; dh <= templateGap+1 && !found; dh++ {
			for dt := 1; dt <= templateGap+1 && !found; dt++ {
				if h+dh < len(head) && t+dt < len(tail) && d.paragraph(head[h+dh]) == d.paragraph(tail[t+dt]) {
					h, t, found = h+dh, t+dt, true
				}
			}
		}
		if !found {
			return heads, tails
		}
	}
}

func containsLine(d *Document, lines []int, l Line) bool {
	for _, i := range lines {
		if d.paragraph(d.Lines()[i]) == d.paragraph(l) {
			return true
		}
	}
	return false
}
