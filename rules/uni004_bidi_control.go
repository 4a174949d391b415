package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "UNI004",
	Name:    "bidi-control",
	Summary: "bidi embeddings, overrides, and marks without effect",
	Doc: `Extractors of PDF text write embeddings (U+202A, U+202B, closed by U+202C) around every line and every number of a text that runs to the left.
They carry order: inside them the spaces, stops and brackets stand as displayed. Deleting the controls, as most cleaners do, leaves
` + "`العربية :تقرير` for `العربية: تقرير`" + `. The rule unwraps them: what comes first in an embedded run is read behind it.

Also reported: marks (U+200E, U+200F, U+061C) without effect, because the letter before them has their direction already or nothing on the line
runs the other way; isolates and embeddings that are not closed; and overrides (U+202D, U+202E), which can make a text read
otherwise than it is stored.`,
	FixSafety: `Deleting a mark that has no effect, or the end of an embedding that was never opened, is safe. Unwrapping an embedding is
unsafe: it assumes a text written by such an extractor. Overrides are reported only.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageUnwrap,
	Scope:     ScopeLine,
	Trigger:   Trigger{Classes: BidiMark | BidiControl},
	Fix:       fixers.Safe,
	HoldsLine: true,
	Bad:       "\u202bنشر التقرير في مايو\u202a .\u202cوقال الوزير\u202c\n",
	Good:      "نشر التقرير في مايو. وقال الوزير\n",
	Check:     checkBidiControl,
})

func checkBidiControl(p *Pass) {
	text := p.Doc.Of(p.Line)
	if p.Line.Classes&BidiControl != 0 && !reportEmbeddings(p, text) {
		reportUnclosed(p, text)
	}
	if p.Line.Classes&BidiMark != 0 {
		reportMarks(p, text)
	}
}

// reportEmbeddings reports the embeddings of a line in one finding; false when the line has none that can be unwrapped.
func reportEmbeddings(p *Pass, text string) bool {
	if !arabic.HasEmbedding(text) {
		return false
	}
	fix, ok := fixers.Unwrap(p.Doc.Text, p.Line.Span, p.Doc.RTL())
	if !ok {
		return false
	}
	first, last, count := -1, 0, 0
	for i, r := range text {
		if r >= arabic.LRE && r <= arabic.PDF {
			if first < 0 {
				first = i
			}
			last = i + utf8.RuneLen(r)
			count++
		}
	}
	span := fixers.Span{Start: p.Line.Start + first, End: p.Line.Start + last}
	p.Report(span, "the line is wrapped in embedding controls: %d", count).FixAll(fix).With("controls", count)
	return true
}

// reportUnclosed reports overrides, and each control of a line whose partner is missing.
func reportUnclosed(p *Pass, text string) {
	type opened struct {
		at int
		r  rune
	}
	var stack []opened
	for i, r := range text {
		span := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + utf8.RuneLen(r)}
		switch {
		case r == arabic.LRO || r == arabic.RLO:
			p.Report(span, "an override (%U) makes the text read otherwise than it is stored", r)
			stack = append(stack, opened{i, r})
		case r == arabic.LRE || r == arabic.RLE || r >= 0x2066 && r <= 0x2068:
			stack = append(stack, opened{i, r})
		case r == arabic.PDF || r == 0x2069:
			isolate := r == 0x2069
			n := len(stack)
			if n > 0 && isolate == (stack[n-1].r >= 0x2066) {
				stack = stack[:n-1]
				continue
			}
			p.Report(span, "%U closes nothing", r).
				Fix(fixers.Safe, fixers.SameText, "delete the control", fixers.Delete(span.Start, span.End))
		}
	}
	for _, o := range stack {
		if o.r == arabic.LRO || o.r == arabic.RLO {
			continue
		}
		span := fixers.Span{Start: p.Line.Start + o.at, End: p.Line.Start + o.at + utf8.RuneLen(o.r)}
		p.Report(span, "%U is not closed", o.r).
			Fix(fixers.Unsafe, fixers.SameText, "delete the control", fixers.Delete(span.Start, span.End))
	}
}

// reportMarks reports the directional marks that change nothing, one finding for each run of them.
func reportMarks(p *Pass, text string) {
	way := arabic.Ways(text)
	var before arabic.Way
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isBidiMark(r) {
			if !arabic.IsMark(r) {
				before = arabic.WayOf(r)
			}
			i += size
			continue
		}
		end := i + size
		for end < len(text) {
			next, n := utf8.DecodeRuneInString(text[end:])
			if next != r {
				break
			}
			end += n
		}
		markWay := arabic.Leftward
		if r == 0x200E {
			markWay = arabic.Rightward
		}
		after, _ := utf8.DecodeRuneInString(text[end:])
		redundant := way&^markWay == 0 || before == markWay && !arabic.IsDigit(after) || end < len(text) && arabic.WayOf(after) == markWay
		start := i
		if !redundant && end > i+size {
			start, redundant = i+size, true // the first of a run may have an effect, the others repeat it
		}
		if redundant {
			span := fixers.Span{Start: p.Line.Start + start, End: p.Line.Start + end}
			p.Report(span, "a directional mark (%U) without effect", r).
				Fix(fixers.Safe, fixers.SameText, "delete the mark", fixers.Delete(span.Start, span.End))
		}
		before = markWay
		i = end
	}
}

func isBidiMark(r rune) bool { return r == 0x200E || r == 0x200F || r == 0x061C }
