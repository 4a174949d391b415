package rules

import "github.com/tanqih/tanqih/fixers"

// leastNumbered is how many bytes of text the lines of a page have on average at least.
const leastNumbered = 16

var _ = register(Rule{
	Code: "LAY007", Name: "margin-line-number", Since: "0.1.0",
	Summary: "the line numbers of a margin at the start of the lines",
	Doc: "Manuscripts, laws and protocols number their lines in the margin; extraction puts the numbers before the text. Found where twelve lines in a row or more begin with a " +
		"bare number, each one more than the last, and most of them end in the middle of a sentence. Numbered lists and verses, whose items end, are content, and so are " +
		"tables of numbers and names, whose lines are short.",
	FixSafety: "Unsafe.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeDocument, Trigger: Trigger{Classes: Digit | ArabicDigit | ExtendedDigit},
	Fix: fixers.Unsafe,
	Bad: "1 وقف الربان على الجسر ينظر\n2 إلى السماء البعيدة ثم قال\n3 لمن حوله إن العاصفة ستصل\n4 قبل الليل وأمر بطي الأشرعة\n5 فلما عاد كانت الريح قد\n6 اشتدت والبحر قد ارتفع حتى\n" +
		"7 غطى سطح السفينة فلم يقل\n8 شيئا بل أمسك بيده حبل\n9 الشراع الأخير وربطه إلى\n10 السارية كما علمه أبوه في\n11 صباه حين كان البحر هادئا\n12 والميناء قريبا من البيت\n",
	Good: "وقف الربان على الجسر ينظر\nإلى السماء البعيدة ثم قال\nلمن حوله إن العاصفة ستصل\nقبل الليل وأمر بطي الأشرعة\nفلما عاد كانت الريح قد\nاشتدت والبحر قد ارتفع حتى\n" +
		"غطى سطح السفينة فلم يقل\nشيئا بل أمسك بيده حبل\nالشراع الأخير وربطه إلى\nالسارية كما علمه أبوه في\nصباه حين كان البحر هادئا\nوالميناء قريبا من البيت\n",
	Check: func(p *Pass) {
		var run []fixers.Span       // the numbers of lines that count up
		last, open, size := 0, 0, 0 // size: bytes of text
		flush := func() {
			if len(run) >= 12 && open*10 >= len(run)*7 && size >= leastNumbered*len(run) {
				spans := run
				p.Report(fixers.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}, "%d lines begin with their numbers", len(spans)).LazyFix(fixers.Unsafe, func() fixers.Fix {
					fix := fixers.Fix{Title: "delete the numbers", Contract: fixers.RemovesOnly}
					for _, s := range spans {
						fix.Edits = append(fix.Edits, fixers.Delete(s.Start, s.End))
					}
					return fix
				})
			}
			run, open, size = nil, 0, 0
		}
		d := p.Doc
		for _, l := range d.Lines() {
			if d.Blank(l) {
				continue
			}
			t := d.Text[:l.End]
			start := skipSpaces(t, l.Start)
			value, end := readNumber(t, start)
			text := skipSpaces(t, end)
			numbered := end > start && text > end && text < l.End && classAt(t, text)&(Letter|Quote|OpenQuote) != 0
			numbered = numbered && (value > 0 || len(run) > 0) // from 0 on the members of a table are counted
			if !numbered || len(run) > 0 && value != last+1 {
				flush()
			}
			if !numbered {
				continue
			}
			last = value
			size += l.End - text
			run = append(run, fixers.Span{Start: start, End: text})
			if !isTerminated(t[text:]) {
				open++
			}
		}
		flush()
	},
})
