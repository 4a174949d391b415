package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

// bracketBytes are the first bytes of ( ) [ ] « ».
var bracketBytes = bytesOf("()[]\xc2")

var _ = register(Rule{
	Code: "PUN008", Name: "space-inside-brackets", Since: "0.1.0",
	Summary: "a space after an opening or before a closing bracket",
	Doc: "`( اضغط هنا )`. The brackets of the line must match; empty brackets (`[ ]`) and the spaces of French inside `« »` are content, and so are wide gaps, " +
		"code and the options of a command (`[ -k | file ]`) in text that runs to the right. Quotation marks `« »` are looked at " +
		"only where they enclose text of Arabic script.",
	FixSafety: "Safe. Unsafe in a line without letters of Arabic or Hebrew script, which may be code, and in a document whose wide gaps show that the runs of its lines are out of order.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: OpenSpace | SpaceClose},
	Fix: fixers.Safe,
	Bad: "لقراءة التقرير ( اضغط هنا ).\n", Good: "لقراءة التقرير (اضغط هنا).\n",
	Check: func(p *Pass) {
		type bracket struct {
			at, size int
			close    rune
		}
		var stack [16]bracket
		var spans [16]fixers.Span // the insides of pairs that have spaces, with the spaces
		depth, found := 0, 0
		l := p.Line
		t := p.Doc.Text[:l.End]
		for i := bracketBytes.next(t, l.Start); i < l.End; i = bracketBytes.next(t, i) {
			r, size := runeAt(t, i)
			switch r {
			case '(', '[', '«':
				if depth == len(stack) {
					return
				}
				stack[depth] = bracket{i, size, partner(r)}
				depth++
			case ')', ']', '»':
				if depth == 0 || stack[depth-1].close != r {
					return // list markers, brackets in the wrong order: nothing is certain on this line
				}
				depth--
				open := stack[depth]
				inside := fixers.Span{Start: open.at + open.size, End: i}
				a, b := skipSpaces(t[:i], inside.Start), skipSpacesBack(t, inside.Start, i)
				if b < i && classBefore(t, b)&(Dash|Hyphen) != 0 {
					b = i // an open range: (2014 – )
				}
				if a < b && (a > inside.Start || b < i) && found < len(spans) &&
					(r != '»' || classAt(t, a)&Arabic != 0 && l.Classes&Arabic != 0) && classBefore(t, open.at)&(AnySpace|LineEnd|Stop|Quote|OpenQuote|OpenParen|Dash) != 0 {
					spans[found] = inside
					found++
				}
			}
			i += size
		}
		if depth > 0 || found == 0 || formOf(p.Doc, l) != formText {
			return
		}
		for _, inside := range spans[:found] {
			a, b := skipSpaces(t, inside.Start), skipSpacesBack(t, inside.Start, inside.End)
			if leftToRight(p.Doc, l) && (a > inside.Start+1 || b < inside.End-1 || isSynopsis(t[a:b])) {
				continue
			}
			_, open := runeBefore(t, inside.Start)
			_, end := runeAt(t, inside.End)
			fix := fixers.Fix{Title: "delete it", Safety: lineSafety(p.Doc, l), Contract: fixers.SameText}
			if a > inside.Start {
				fix.Edits = append(fix.Edits, fixers.Delete(inside.Start, a))
			}
			if b < inside.End && classBefore(t, b)&(Dash|Hyphen) == 0 {
				fix.Edits = append(fix.Edits, fixers.Delete(b, inside.End))
			}
			p.Report(fixers.Span{Start: inside.Start - open, End: inside.End + end}, "white space inside the brackets").FixAll(fix)
		}
	},
})

// partner is the closing bracket or quotation mark of r.
func partner(r rune) rune {
	switch r {
	case '(':
		return ')'
	case '[':
		return ']'
	}
	return '»'
}

// isSynopsis reports whether brackets hold the options of a command, which manuals set between spaces: "[ -k [-i] ]", "[ file | - ]".
func isSynopsis(inside string) bool {
	return inside[0] == '-' || strings.ContainsAny(inside, "[<|")
}
