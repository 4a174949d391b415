package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

var _ = register(Rule{
	Code:    "ORD008",
	Name:    "displaced-list-number",
	Summary: "list numbers with their dash or stop in front",
	Doc: `A list number at the right margin of a text that runs to the left, ` + "`3-`" + `, comes out of an extractor as ` + "`-3`" + `, ` + "`2-5-`" + ` as ` + "`-5-2`" + `.
The rule speaks when at least three such numbers of one form count up through the document, so that negative numbers and dashes of a list
stay.`,
	FixSafety: `Unsafe.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Pairs: StartHyphen | StartStop},
	Fix:       fixers.Unsafe,
	Bad:       "-1 اختيار الكتب\n-2 فهرسة الكتب\n-3 إعارة الكتب\n",
	Good:      "1- اختيار الكتب\n2- فهرسة الكتب\n3- إعارة الكتب\n",
	Check:     checkDisplacedListNumber,
})

func checkDisplacedListNumber(p *Pass) {
	d := p.Doc
	if !d.RTL() {
		return
	}
	type item struct {
		span  fixers.Span
		fixed string
		value int
	}
	var items []item
	for _, l := range d.Lines() {
		if l.Pairs&(StartHyphen|StartStop) == 0 || l.Classes&AnyDigit == 0 {
			continue
		}
		text := d.Of(l)
		number, fixed, value := listNumber(text)
		if number > 0 {
			items = append(items, item{fixers.Span{Start: l.Start, End: l.Start + number}, fixed, value})
		}
	}
	up := 0
	for i := 1; i < len(items); i++ {
		if items[i].value == items[i-1].value+1 {
			up++
		}
	}
	if up < 2 || up*2 < len(items)-1 {
		return
	}
	for _, it := range items {
		p.Report(it.span, "the list number %q has its mark in front", it.span.Of(d.Text)).
			Fix(fixers.Unsafe, fixers.SameLetters, "put the mark behind the number", fixers.Replace(it.span.Start, it.span.End, it.fixed))
	}
}

// listNumber is the length of a displaced list number at the beginning of a line, the number put right, and its last counter; length 0
// when there is none.
func listNumber(text string) (length int, fixed string, value int) {
	mark, size := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("-–.", mark) {
		return 0, "", 0
	}
	numbers := arabic.AppendNumbers(nil, text[size:min(len(text), 40)], true)
	if len(numbers) == 0 || numbers[0].Start != 0 || numbers[0].Digits > 4 {
		return 0, "", 0
	}
	length = size + numbers[0].End
	rest := text[length:]
	next, _ := utf8.DecodeRuneInString(rest)
	if next != ' ' && !arabic.IsLetter(next) {
		return 0, "", 0
	}
	parts := strings.FieldsFunc(text[size:length], func(r rune) bool { return r == mark })
	var b strings.Builder
	for i, part := range slices.Backward(parts) {
		v, _, ok := arabic.Value(part)
		if !ok {
			return 0, "", 0
		}
		if i == len(parts)-1 {
			value = v
		}
		b.WriteString(part)
		b.WriteRune(mark)
	}
	if next != ' ' {
		b.WriteByte(' ')
	}
	return length, b.String(), value
}
