package rules

import (
	"hash/maphash"
	"slices"
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:    "DUP002",
	Name:    "duplicate-block",
	Summary: "the same paragraph, or run of paragraphs, again",
	Doc: `The same text twice in one document: an excerpt over the article that begins with it, a page that was stitched together wrongly, a
lazy-loaded part that was captured twice. Paragraphs are compared exactly, white space at their ends aside.

So are three short lines or more that return at once over the first paragraph of a document: its masthead, twice. Headings, other short lines, refrains, notes (“Ibid.”), list items and table rows return in good texts and are not reported. Copies that stand apart are reported only when they
are long, because formulas return in laws and contracts.`,
	FixSafety: `Deleting a copy that follows its original directly is safe; one that stands apart is unsafe.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFurniture,
	Scope:     ScopeDocument,
	Fix:       fixers.Safe,
	Bad: "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة هذا العام.\n\n" +
		"تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة هذا العام.\n",
	Good:  "تراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، بعد أن أعلنت ثلاث دول عن مواسم وفيرة هذا العام.\n",
	Check: checkDuplicateBlock,
})

const (
	nearCopyRunes    = 80 // a paragraph that returns at once
	paragraphWords   = 8
	paragraphLetters = 40
	farCopyRunes     = 200 // paragraphs that return elsewhere, together
)

// block is a run of paragraphs that says what an earlier run says, in numbers of paragraphs.
type block struct{ original, copy, count int }

func checkDuplicateBlock(p *Pass) {
	if lines := repeatedHead.Of(p.Doc); lines != nil {
		reportHead(p, lines)
	}
	paragraphs := longLines(p.Doc)
	if len(paragraphs) < 2 {
		return
	}
	size := 16
	for size < 2*len(paragraphs) {
		size *= 2
	}
	table := make([]int32, size) // number of a paragraph plus one, under its hash
	hashes := make([]uint64, len(paragraphs))
	var b block
	for n := range paragraphs {
		text := p.Doc.paragraph(paragraphs[n])
		hashes[n] = maphash.String(blockSeed, text)
		at := int(hashes[n]>>1) & (size - 1)
		original := -1
		for ; table[at] != 0 && original < 0; at = (at + 1) & (size - 1) {
			if k := int(table[at]) - 1; hashes[k] == hashes[n] && p.Doc.paragraph(paragraphs[k]) == text {
				original = k
			}
		}
		if original < 0 {
			table[at] = int32(n + 1)
			continue
		}
		if b.count > 0 && b.copy+b.count == n && b.original+b.count == original && original < b.copy &&
			sameBetween(p.Doc, paragraphs[original-1], paragraphs[original], paragraphs[n-1], paragraphs[n]) {
			b.count++
			continue
		}
		reportBlock(p, paragraphs, b)
		b = block{original, n, 1}
	}
	reportBlock(p, paragraphs, b)
}

const (
	headLines   = 24 // lines with text before the first paragraph, among which a masthead may stand twice
	headRepeats = 3  // lines that return together
)

// repeatedHead are the lines over the first paragraph that say, one after the other, what the lines directly over them say: a masthead that was
// captured twice. Where no paragraph follows, a verse returns.
var repeatedHead = NewView(func(d *Document) []int {
	var head [headLines]Line
	n := 0
	for _, l := range d.Lines() {
		if d.Blank(l) {
			continue
		}
		if n == len(head) || isParagraph(d, l) || d.Protected(l.Span) {
			break
		}
		head[n] = l
		n++
	}
	same := func(a, b int) bool {
		return head[a].Len() == head[b].Len() && d.paragraph(head[a]) == d.paragraph(head[b])
	}
	for size := headRepeats; 2*size <= n; size++ {
		for at := 0; at+2*size <= n; at++ {
			k, text := 0, 0
			for k < size && same(at+k, at+size+k) && (k == 0 || !same(at+k-1, at+k)) {
				text += letters(d.paragraph(head[at+k]))
				k++
			}
			if k < size || text < 8*size || !hasParagraph(d, head[at+2*size-1].Index+1) {
				continue
			}
			lines := make([]int, size)
			for k := range lines {
				lines[k] = head[at+size+k].Index
			}
			return lines
		}
	}
	return nil
})

func reportHead(p *Pass, lines []int) {
	p.Report(p.Doc.Trimmed(p.Doc.spanOf(lines)), "%d lines that stand directly above already", len(lines)).
		LazyFix(fixers.Safe, func() fixers.Fix { return p.Doc.deleteLines("delete the copy", lines) }).With("lines", len(lines))
}

var blockSeed = maphash.MakeSeed()

// longLines are the lines that are long enough to be compared and are no notes, list items or table rows.
func longLines(d *Document) []Line {
	lines := d.Lines()
	found := make([]Line, 0, min(len(lines), len(d.Text)/nearCopyRunes))
	for _, l := range lines {
		if l.Len() < nearCopyRunes || lineRunes(l) < nearCopyRunes || l.Classes&Letter == 0 || l.Classes&Space == 0 || l.Classes&notProse != 0 {
			continue
		}
		text := d.Of(l)
		if isListed(text) || l.Classes&Markup != 0 && strings.IndexByte(text, '|') >= 0 || l.Classes&Slash != 0 && strings.Contains(text, "://") || d.Protected(l.Span) {
			continue
		}
		found = append(found, l)
	}
	return found
}

// paragraph is the text of a line without the spaces and bidi marks at its ends.
func (d *Document) paragraph(l Line) string {
	s := d.Of(l)
	if len(s) == 0 {
		return s
	}
	// The lead bytes of the characters that go, and the last bytes of them; all other lines, nearly all, are done.
	first, last := s[0], s[len(s)-1]
	if first > ' ' && first != 0xC2 && first != 0xE2 && last > ' ' && last != 0xA0 && last != 0x8E && last != 0x8F {
		return s
	}
	return strings.Trim(s, " \t\u00a0\u200e\u200f")
}

func reportBlock(p *Pass, paragraphs []Line, b block) {
	if b.count == 0 {
		return
	}
	if text := p.Doc.paragraph(paragraphs[b.copy]); countWords(text) < paragraphWords || letters(text) < paragraphLetters {
		return // data
	}
	all := p.Doc.Lines()
	first, last := paragraphs[b.copy], paragraphs[b.copy+b.count-1]
	var lines []int
	runes := 0
	for _, l := range all[first.Index : last.Index+1] {
		if !p.Doc.Blank(l) {
			lines = append(lines, l.Index)
			runes += lineRunes(l)
		}
	}
	safety := fixers.Unsafe
	before := paragraphs[b.copy-1] // the original, or for a single paragraph another copy of it
	if over := linesOver(p.Doc, paragraphs[b.original], before, first); over != nil {
		lines, safety = append(over, lines...), fixers.Safe
		p.Report(p.Doc.Trimmed(p.Doc.spanOf(lines)), "lines that stand directly above already").
			LazyFix(safety, func() fixers.Fix { return p.Doc.deleteLines("delete the copy", lines) }).
			Relate(paragraphs[b.original].Span, "the original").With("lines", len(lines))
		return
	}
	if onlyBlank(p.Doc, before.Index+1, first.Index) && (b.original+b.count == b.copy || b.count == 1 && p.Doc.paragraph(before) == p.Doc.paragraph(first)) {
		safety = fixers.Safe
	} else if runes < farCopyRunes || !endsSentence(p.Doc.Of(last)) {
		return
	}
	span := p.Doc.Trimmed(p.Doc.spanOf(lines))
	original := paragraphs[b.original]
	format := "a paragraph that stands in line %d already"
	if len(lines) > 1 {
		format = "lines that stand from line %d on already"
	}
	p.Report(span, format, original.Index+1).
		LazyFix(safety, func() fixers.Fix { return p.Doc.deleteLines("delete the copy", lines) }).
		Relate(original.Span, "the original").With("lines", len(lines))
}

// linesOver are the lines between a paragraph and its copy, when they are those over the original: a question and its answer, twice. One line may
// be a heading that two parts share; it counts if it ends as sentences end.
func linesOver(d *Document, original, before, copied Line) (lines []int) {
	const most = 8
	if original.Index != before.Index || copied.Index-original.Index-1 > 2*most {
		return nil
	}
	all := d.Lines()
	i := original.Index - 1
	sentence := false
	for j := copied.Index - 1; j > original.Index; j-- {
		if d.Blank(all[j]) {
			continue
		}
		for i >= 0 && d.Blank(all[i]) {
			i--
		}
		if i < 0 || d.paragraph(all[i]) != d.paragraph(all[j]) {
			return nil
		}
		sentence = sentence || endsSentence(d.Of(all[j]))
		lines = append(lines, j)
		i--
	}
	if len(lines) == 0 || len(lines) > most || len(lines) < 2 && !sentence {
		return nil
	}
	slices.Reverse(lines)
	return lines
}

// sameBetween reports whether the lines between two paragraphs of the original say what those between two of the copy say.
func sameBetween(d *Document, a, b, c, e Line) bool {
	i, j := a.Index+1, c.Index+1
	for {
		for i < b.Index && d.Blank(d.Lines()[i]) {
			i++
		}
		for j < e.Index && d.Blank(d.Lines()[j]) {
			j++
		}
		if i == b.Index || j == e.Index {
			return i == b.Index && j == e.Index
		}
		if d.paragraph(d.Lines()[i]) != d.paragraph(d.Lines()[j]) {
			return false
		}
		i++
		j++
	}
}

// onlyBlank reports whether the lines from start on and before end are blank.
func onlyBlank(d *Document, start, end int) bool {
	for i := start; i < end; i++ {
		if !d.Blank(d.Lines()[i]) {
			return false
		}
	}
	return true
}
