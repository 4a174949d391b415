package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "ORD006",
	Name:    "reversed-digits",
	Summary: "numbers whose digits are stored from the last to the first",
	Doc: `Some extractors take Arabic-Indic digits for letters that run to the left and store ` + "`٤٣٩١`" + ` for ` + "`١٩٣٤`" + `; some writers of PDF
reverse every digit. A single number seldom tells, so the document votes: numbers of four digits that are a year only when they are reversed
(and those that are one as they stand), a day above 31 before the name of a month, numbers that begin with 0 before a per cent sign, and
headings (` + "`المادة 01`" + `, ` + "`المادة 11`" + `) that count up only when they are reversed. The vote is taken for each series of digits by itself, and a
document that holds both kinds is left alone.`,
	FixSafety: `Unsafe: a number says too little about itself.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: ArabicDigit | ExtendedDigit | Digit},
	Fix:       fixers.Unsafe,
	Bad:       "تأسست المكتبة سنة ٢٣٩١ ووسعت سنة ٨٥٩١\n",
	Good:      "تأسست المكتبة سنة ١٩٣٢ ووسعت سنة ١٩٥٨\n",
	Check:     checkReversedDigits,
})

// The years that a number of four digits may be, in the Gregorian or the Hijri calendar.
const (
	firstYear = 1000
	lastYear  = 2049
)

// settledVotes is how many votes for numbers as they stand settle the question, unless one in five is against them.
const settledVotes = 16

// months are the names that follow a day; folded by nothing, as calendars print them.
var months = map[string]bool{
	"يناير": true, "فبراير": true, "مارس": true, "أبريل": true, "إبريل": true, "مايو": true, "يونيو": true, "يوليو": true,
	"أغسطس": true, "سبتمبر": true, "أكتوبر": true, "نوفمبر": true, "ديسمبر": true, "كانون": true, "شباط": true, "آذار": true,
	"نيسان": true, "أيار": true, "حزيران": true, "تموز": true, "آب": true, "أيلول": true, "تشرين": true, "محرم": true, "صفر": true,
	"رجب": true, "شعبان": true, "رمضان": true, "شوال": true,
}

// digitVote is what the numbers of one series say.
type digitVote struct {
	reversed, forward int
	runs              map[string]*counting // by the word before the number
}

// counting follows the numbers behind one word through the document.
type counting struct {
	last, lastReversed int
	up, upReversed     int
}

func checkReversedDigits(p *Pass) {
	d := p.Doc
	var series [2]digitVote
	var numbers []arabic.Number
	rtl := d.Classes()&(Arabic|Hebrew) != 0
	if !rtl && d.Classes()&(ArabicDigit|ExtendedDigit) == 0 {
		return
	}
	european, indic := d.Classes()&Digit != 0, d.Classes()&(ArabicDigit|ExtendedDigit) != 0
	for _, l := range d.Lines() {
		if l.Classes&AnyDigit == 0 {
			continue
		}
		if (!european || series[0].settled()) && (!indic || series[1].settled()) {
			return
		}
		text := d.Of(l)
		numbers = arabic.AppendNumbers(numbers[:0], text, l.Classes&(ArabicDigit|ExtendedDigit) != 0)
		for _, n := range numbers {
			series[index(n.Arabic)].add(text, n)
		}
	}
	bad := [2]bool{series[0].verdict(3), series[1].verdict(1)}
	if !bad[0] && !bad[1] {
		return
	}
	for _, l := range d.Lines() {
		if l.Classes&AnyDigit == 0 {
			continue
		}
		text := d.Of(l)
		numbers = arabic.AppendNumbers(numbers[:0], text, l.Classes&(ArabicDigit|ExtendedDigit) != 0)
		for _, n := range numbers {
			if n.Digits < 2 || !bad[index(n.Arabic)] {
				continue
			}
			old := text[n.Start:n.End]
			fixed := arabic.Mirrored(old)
			if fixed == old {
				continue
			}
			span := fixers.Span{Start: l.Start + n.Start, End: l.Start + n.End}
			p.Report(span, "%q is %q with its digits reversed", old, fixed).
				Fix(fixers.Unsafe, fixers.SameLetters, "reverse the digits", fixers.Replace(span.Start, span.End, fixed))
		}
	}
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// settled reports whether the votes for numbers as they stand have won.
func (v *digitVote) settled() bool { return v.forward >= settledVotes && v.forward > 5*v.reversed }

// add counts the votes of one number of a line.
func (v *digitVote) add(text string, n arabic.Number) {
	if n.Parts > 1 {
		v.addParts(text[n.Start:n.End])
		return
	}
	forward, backward, ok := arabic.Value(text[n.Start:n.End])
	if !ok {
		return
	}
	year := func(x int) bool { return n.Digits == 4 && x >= firstYear && x <= lastYear }
	switch {
	case year(backward) && !year(forward):
		v.reversed++
	case year(forward) && !year(backward):
		v.forward++
	}
	if n.Digits == 2 {
		after := strings.TrimLeft(text[n.End:], " ")
		month := (forward > 31) != (backward > 31) && months[after[:arabic.WordEnd(after, 0)]]
		percent := strings.HasPrefix(after, "%") || strings.HasPrefix(after, "٪")
		switch {
		case month && forward > 31, percent && forward < 10 && forward > 0:
			v.reversed++
		case month && backward > 31, percent && backward < 10:
			v.forward++
		}
	}
	if n.Digits <= 3 {
		v.count(wordBefore(text, n.Start), forward, backward)
	}
}

// addParts counts the year of a date or range.
func (v *digitVote) addParts(number string) {
	isYear := func(x int) bool { return x >= firstYear && x <= lastYear }
	for part := range strings.FieldsFuncSeq(number, func(r rune) bool { return !arabic.IsDigit(r) }) {
		forward, backward, ok := arabic.Value(part)
		if !ok || utf8.RuneCountInString(part) != 4 {
			continue
		}
		switch {
		case isYear(backward) && !isYear(forward):
			v.reversed++
		case isYear(forward) && !isYear(backward):
			v.forward++
		}
	}
}

// wordBefore is the word that stands before a number at the beginning of its line, as in a heading; "" elsewhere.
func wordBefore(text string, start int) string {
	const longest = 80 // bytes before the number of a heading
	if start > longest {
		return ""
	}
	head := strings.TrimSpace(text[:start])
	if head == "" || strings.ContainsAny(head, " \t") {
		return ""
	}
	return head
}

// count follows headings that count up.
func (v *digitVote) count(word string, forward, backward int) {
	if word == "" {
		return
	}
	c := v.runs[word]
	if c == nil {
		if v.runs == nil {
			v.runs = map[string]*counting{}
		}
		c = &counting{last: -1, lastReversed: -1}
		v.runs[word] = c
	}
	if forward == c.last+1 {
		c.up++
	}
	if backward == c.lastReversed+1 {
		c.upReversed++
	}
	c.last, c.lastReversed = forward, backward
}

// verdict reports whether the series is reversed throughout; so many votes are needed.
func (v *digitVote) verdict(needed int) bool {
	for _, c := range v.runs {
		switch {
		case c.upReversed >= c.up+4:
			v.reversed += 3
		case c.up >= c.upReversed+2:
			v.forward += 3
		}
	}
	return v.reversed >= needed && v.forward*5 < v.reversed
}
