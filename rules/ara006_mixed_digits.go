package rules

import (
	"sync"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
)

// digitZeros are the zeros of the three kinds of digits: ASCII, Arabic-Indic, extended Arabic-Indic.
var digitZeros = [...]rune{'0', '٠', '۰'}

var digitClasses = [...]Classes{Digit, ArabicDigit, ExtendedDigit}

var digitNames = [...]string{"ASCII", "Arabic-Indic", "extended Arabic-Indic (Persian)"}

// digitMaps holds for every kind the map from the digits of the other kinds to its own.
var digitMaps = sync.OnceValue(func() (maps [len(digitZeros)]map[rune]string) {
	for to := range maps {
		maps[to] = map[rune]string{}
		for from, zero := range digitZeros {
			for i := rune(0); i < 10 && from != to; i++ {
				maps[to][zero+i] = string(digitZeros[to] + i)
			}
		}
	}
	return maps
})

var _ = register(Rule{
	Code: "ARA006", Name: "mixed-digits", Since: "0.1.0",
	Summary: "numbers in other digits than the rest of the document",
	Doc: "A document of Arabic script writes its numbers with ASCII digits (`2016`), Arabic-Indic (`٢٠١٦`) or Persian ones (`۲۰۱۶`). Reported are the numbers of a " +
		"small minority, at most a quarter of the others. Numbers in Latin words and addresses, on lines without Arabic letters and in Quranic brackets do not count.",
	FixSafety: "Unsafe: the digits change, the value does not; a quotation may have its own.",
	Severity:  Info,
	Stage:     StageTypography, Scope: ScopeDocument, Trigger: Trigger{Classes: ArabicDigit | ExtendedDigit},
	Fix:  fixers.Unsafe,
	Bad:  "بدأ العمل عام 1990 واكتمل عام 1995 بعد 5 سنوات، ثم وسع المبنى عام ٢٠٠١ مرة، وفي 2010 مرة أخرى.\n",
	Good: "بدأ العمل عام 1990 واكتمل عام 1995 بعد 5 سنوات، ثم وسع المبنى عام 2001 مرة، وفي 2010 مرة أخرى.\n",
	Check: func(p *Pass) {
		c := p.Doc.Classes()
		kinds := 0
		for _, k := range digitClasses {
			if c&k != 0 {
				kinds++
			}
		}
		if kinds < 2 || c&Arabic == 0 {
			return
		}
		var counts [len(digitZeros)]int
		indic := 0
		eachNumber(p.Doc, ArabicDigit|ExtendedDigit, func(kind int, _ fixers.Span) bool {
			counts[kind]++
			indic++
			return true
		})
		if indic == 0 {
			return
		}
		eachNumber(p.Doc, Digit, func(int, fixers.Span) bool {
			counts[0]++
			return counts[0] <= 4*indic // more do not change the verdict
		})
		most, total := 0, 0
		for k, n := range counts {
			total += n
			if n > counts[most] {
				most = k
			}
		}
		if (total-counts[most])*4 > counts[most] {
			return
		}
		eachNumber(p.Doc, AnyDigit&^digitClasses[most], func(kind int, s fixers.Span) bool {
			p.Report(s, "%s digits in a document of %s ones", digitNames[kind], digitNames[most]).
				LazyFix(fixers.Unsafe, func() fixers.Fix {
					return fixers.Fix{Title: "write the digits of the document", Safety: fixers.Unsafe, Contract: fixers.Maps(digitMaps()[most]),
						Edits: []fixers.Edit{fixers.Replace(s.Start, s.End, mapDigits(s.Of(p.Doc.Text), most))}}
				})
			return true
		})
	},
})

func mapDigits(s string, to int) string {
	b := make([]byte, 0, 2*len(s))
	for _, r := range s {
		b = append(b, digitMaps()[to][r]...)
	}
	return string(b)
}

// eachNumber calls f with every number of digits of these classes on a line of Arabic script that belongs to no Latin word, address or Quranic
// bracket, until f returns false.
func eachNumber(d *Document, classes Classes, f func(kind int, s fixers.Span) bool) {
	for _, l := range d.Lines() {
		if l.Classes&classes == 0 || l.Classes&Arabic == 0 {
			continue
		}
		t := d.Text[:l.End]
		indic := l.Classes&(ArabicDigit|ExtendedDigit) != 0
		for i := arabic.NextDigit(t, l.Start, indic); i < l.End; i = arabic.NextDigit(t, i, indic) {
			kind, start := digitKind(t, i), i
			size := len(string(digitZeros[kind]))
			for digitKind(t, i) == kind {
				i += size
			}
			if digitClasses[kind]&classes == 0 {
				continue
			}
			before, after := classBefore(t, start), classAt(t, i)
			r, _ := runeBefore(t, start)
			if (before|after)&(Latin|Slash|Equals) == 0 && r != '﴿' && r != '﴾' && !latinNear(t, start, i) && !f(kind, fixers.Span{Start: start, End: i}) {
				return
			}
		}
	}
}

// digitKind is the kind of the digit at offset i, as an index of digitZeros; -1 when there is none.
func digitKind(t string, i int) int {
	if i >= len(t) {
		return -1
	}
	switch c := t[i]; {
	case c >= '0' && c <= '9':
		return 0
	case i+1 >= len(t):
	case c == 0xD9 && t[i+1] >= 0xA0 && t[i+1] <= 0xA9:
		return 1
	case c == 0xDB && t[i+1] >= 0xB0 && t[i+1] <= 0xB9:
		return 2
	}
	return -1
}

// latinNear reports whether the number belongs to Latin text: a Latin letter stands within the token or begins the word before or after.
func latinNear(t string, start, end int) bool {
	token := tokenAround(t, start)
	for i := token.Start; i < token.End; i++ {
		if c := t[i] | 0x20; c >= 'a' && c <= 'z' {
			return true
		}
	}
	before, _ := baseBefore(t, skipSpacesBack(t, 0, start))
	after := classAt(t, skipSpaces(t, end))
	return (before|after)&Latin != 0
}
