package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var mirrorTable = map[rune]string{'(': ")", ')': "(", '[': "]", ']': "[", '«': "»", '»': "«"}

var _ = register(Rule{
	Code: "ORD005", Name: "mirrored-bracket", Since: "0.1.0",
	Summary: "brackets that are turned the wrong way: `)text(`",
	Doc: "Right-to-left text stores the opening bracket first and shows its mirror image. A program that stores what it sees writes `)مثال(` and `»مثال«`. Reported are lines of " +
		"Arabic or Hebrew script whose brackets fit together only when all of them are turned, and then stand close to the words they enclose.",
	FixSafety: "Safe where it is the habit of the document: at least three such lines, and four of five lines with brackets. Unsafe otherwise.",
	Severity:  Warning,
	Stage:     StageLines, Scope: ScopeDocument, Trigger: Trigger{Classes: CloseBracket | CloseQuote},
	Fix: fixers.Safe,
	Bad: "عرض التقرير )وهو الثاني( في بيروت.\n", Good: "عرض التقرير (وهو الثاني) في بيروت.\n",
	Check: func(p *Pass) {
		var turned []Line
		right := 0
		for _, l := range p.Doc.Lines() {
			if l.Classes&(CloseBracket|CloseQuote) == 0 || l.Classes&(Arabic|Hebrew|ArabicDigit) == 0 {
				continue
			}
			switch bracketOrder(p.Doc.Of(l)) {
			case bracketsRight:
				right++
			case bracketsTurned:
				turned = append(turned, l)
			}
		}
		safety := fixers.Unsafe
		if len(turned) >= 3 && right*4 <= len(turned) {
			safety = fixers.Safe
		}
		for _, l := range turned {
			fix := fixers.Fix{Title: "turn them", Safety: safety, Contract: fixers.Maps(mirrorTable)}
			t := p.Doc.Text
			for i := l.Start; i < l.End; {
				if n := noteMarker(t[i:l.End]); n > 0 {
					i += n
					continue
				}
				r, n := runeAt(t, i)
				if to, ok := mirrorTable[r]; ok {
					fix.Edits = append(fix.Edits, fixers.Replace(i, i+n, to))
				}
				i += n
			}
			p.Report(fixers.Span{Start: fix.Edits[0].Start, End: fix.Edits[len(fix.Edits)-1].End}, "brackets are turned the wrong way").
				With("lines_turned", len(turned)).With("lines_right", right).FixAll(fix)
		}
	},
})

type bracketState uint8

const (
	bracketsNone bracketState = iota
	bracketsRight
	bracketsTurned
)

// bracketOrder says whether the brackets and angle quotation marks of a line fit as they are, only when all are turned, or not at all.
func bracketOrder(s string) bracketState {
	if !closesFirst(s, "(", ")") && !closesFirst(s, "[", "]") && !closesFirst(s, "«", "»") {
		return bracketsRight // as far as this rule is concerned
	}
	var stack [16]rune
	right, turned := 0, 0 // depth when read as it is and when turned; -1: it does not fit
	var first [16]rune
	seen, close := false, true
	for i := bracketBytes.next(s, 0); i < len(s); i = bracketBytes.next(s, i) {
		if n := noteMarker(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n := runeAt(s, i)
		opens := false
		switch r {
		case '(', '[', '«':
			opens = true
		case ')', ']', '»':
		default:
			i += n
			continue
		}
		seen = true
		right = step(&first, right, r, opens)
		turned = step(&stack, turned, r, !opens)
		before, after := classBefore(s, i), classAt(s, i+n)
		const edge = AnySpace | LineEnd | Stop | Quote | Dash | Hyphen | CloseBracket | OpenParen | OpenSquare | OpenQuote | CloseQuote
		if opens {
			close = close && before&AnySpace == 0 && after&edge != 0 || classBefore(s, skipSpacesBack(s, 0, i))&AnyDigit != 0 && close && after&edge != 0
		} else {
			close = close && before&edge != 0 && after&(AnySpace|LineEnd) == 0
		}
		i += n
	}
	switch {
	case !seen:
		return bracketsNone
	case right == 0:
		return bracketsRight
	case turned == 0 && close:
		return bracketsTurned
	}
	return bracketsNone
}

// step puts a bracket that opens on the stack or takes its partner from it; the depth is -1 once something did not fit.
func step(stack *[16]rune, depth int, r rune, opens bool) int {
	switch {
	case depth < 0 || opens && depth == len(stack):
		return -1
	case opens:
		stack[depth] = r
		return depth + 1
	case depth == 0 || mirrorTable[r] != string(stack[depth-1]):
		return -1
	}
	return depth - 1
}

// closesFirst reports whether the first closing sign of s stands before the first opening one.
func closesFirst(s, open, closing string) bool {
	before, _, found := strings.Cut(s, closing)
	return found && !strings.Contains(before, open)
}

// noteMarker is the length of the note marker, a number in square brackets, that s begins with: its brackets say nothing about the others.
func noteMarker(s string) int {
	n := 1
	for n < len(s) && n < 6 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 1 || s[0] != '[' || n == len(s) || s[n] != ']' {
		return 0
	}
	return n + 1
}
