package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "WSP006", Name: "leading-space", Since: "0.1.0",
	Summary: "white space before the text of a line",
	Doc: "Spaces before the first word of a line of prose. Indentation that carries structure is content: a block of indented lines (code, " +
		"outlines, verse), items of lists and their further lines, what stands under a line that ends in a colon or under a field, short lines beside short lines, lines whose words stand in columns, and in Markdown everything but a paragraph that stands alone.",
	FixSafety: "Safe. In a line without letters of Arabic or Hebrew script two or three spaces are deleted safely only where the line is a paragraph of eight words and more; four and more, which may be code, only on request. Unsafe in a document whose wide gaps show that the runs of its lines are out of order.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: LeadingSpace},
	Fix: fixers.Safe,
	Bad: "  بدأ الاجتماع في التاسعة صباحًا.\n", Good: "بدأ الاجتماع في التاسعة صباحًا.\n",
	Check: func(p *Pass) {
		d, l := p.Doc, p.Line
		end := skipSpaces(d.Text[:l.End], l.Start)
		if end == l.Start || end == l.End || structural(d, l, end) {
			return
		}
		safety := spaceSafety(d)
		if strings.HasPrefix(d.Text[l.Start:end], codeIndent) {
			safety = lineSafety(d, l)
		}
		if d.Kind != Markdown && leftToRight(d, l) {
			if v := indentView.Of(d); v.keep(d, l, end) {
				return
			}
			if isIndent(d.Text[l.Start:end]) && !ownParagraph(d, l, end) {
				safety = fixers.Unsafe
			}
		}
		p.Report(fixers.Span{Start: l.Start, End: end}, "white space before the text of the line").
			Fix(safety, fixers.SameText, "delete it", fixers.Delete(l.Start, end))
	},
})

// codeIndent is the white space behind which a line of Latin letters may be code.
const codeIndent = "    "

// structural reports whether the indentation of a line, whose text starts at body, says something about it.
func structural(d *Document, l Line, body int) bool {
	lines := d.Lines()
	indent := d.Text[l.Start:body]
	if classAt(d.Text, body)&(Wide|FormFeed) != 0 {
		return true // the ideographic space that opens a paragraph
	}
	if indent[0] == '\t' && l.Classes&(Arabic|ArabicForm|Hebrew) == 0 {
		return true // code, a command
	}
	var before, after *Line
	if l.Index > 0 {
		before = &lines[l.Index-1]
	}
	if l.Index+1 < len(lines) {
		after = &lines[l.Index+1]
	}
	if d.Kind != Markdown && countRunes(indent) > 1 && layoutView.Of(d) {
		return true
	}
	if d.Kind == Markdown {
		if len(indent) > 3 || indent[0] == '\t' || before != nil && !d.Blank(*before) || listMarker(d.Text[body:l.End]) > 0 || d.Text[body] == '<' {
			return true
		}
		for i := l.Index - 1; i >= 0 && i > l.Index-20; i-- {
			if d.Blank(lines[i]) {
				continue
			}
			text := d.Of(lines[i])
			return skipSpaces(text, 0) > 0 || listMarker(text) > 0 || text[0] == '<'
		}
		return false
	}
	if k := gapView.Of(d); l.Pairs&DoubleSpace != 0 && (k.of(l) == gapTable || k.of(l) == gapVerse) {
		return true
	}
	if c := classAt(d.Text, body); c&(OpenCurly|Less|Markup) != 0 || d.Text[body] == '}' || l.Classes&(Arabic|Hebrew) == 0 && endsIn(d, l, "{};") {
		return true
	}
	if before != nil && (endsIn(d, *before, ":{([,;") || isField(d.Of(*before))) {
		return true // what belongs under the line before
	}
	if leftToRight(d, l) && (underItem(d, l, indent) || keepsForm(d, l, body)) {
		return true
	}
	if listMarker(d.Text[body:l.End]) > 0 && before != nil && !d.Blank(*before) {
		return true
	}
	for _, o := range []*Line{before, after} {
		if o == nil || d.Blank(*o) {
			continue
		}
		text := d.Of(*o)
		if n := skipSpaces(text, 0); n > 0 && (text[:n] != indent || isIndent(indent)) {
			return true
		}
	}
	return false
}

// keepsForm reports whether the form of a line wants its indentation. One space before a line of code is that of a page.
func keepsForm(d *Document, l Line, body int) bool {
	if body-l.Start == 1 {
		form := formOf(d, l)
		return form == formColumns || form == formSigns || isSetting(d.Text[body:l.End])
	}
	return formOf(d, l) != formText
}

// underItem reports whether a line of left-to-right text goes on below an item of a list or a field: the first line above it that is not set
// in alike, with no blank line between, begins with a list marker or the name of a field.
func underItem(d *Document, l Line, indent string) bool {
	const longest = 40 // lines of an item that are looked at
	lines := d.Lines()
	for i := l.Index - 1; i >= 0 && i > l.Index-longest && !d.Blank(lines[i]); i-- {
		text := d.Of(lines[i])
		n := skipSpaces(text, 0)
		if text[:n] == indent && listMarker(text[n:]) == 0 {
			continue
		}
		if isField(text) {
			return true
		}
		marker := listMarker(text[n:])
		return marker > 0 && len(indent) > n && (len(indent) > 1 || marker == 1)
	}
	return false
}

// indents counts the indented lines of left-to-right text by the width of their indentation: those whose indentation says something, the
// others, and the items of lists.
type indents struct{ kept, other, items [16]int }

var indentView = NewView(func(d *Document) *indents {
	v := &indents{}
	for _, l := range d.Lines() {
		if l.Pairs&LeadingSpace == 0 || d.Blank(l) || !leftToRight(d, l) {
			continue
		}
		body := skipSpaces(d.Text[:l.End], l.Start)
		width := min(body-l.Start, len(v.kept)-1)
		if listMarker(d.Text[body:l.End]) > 0 {
			v.items[width]++
		}
		if structural(d, l, body) {
			v.kept[width]++
		} else {
			v.other[width]++
		}
	}
	return v
})

// keep reports whether a line keeps its indentation because of other lines: items of a list that are set in alike, lines of the same
// indentation that keep it (all or none), short lines about it, as in verse, plays and addresses.
func (v *indents) keep(d *Document, l Line, body int) bool {
	width := min(body-l.Start, len(v.kept)-1)
	if listMarker(d.Text[body:l.End]) > 0 && v.items[width] > 1 {
		return true
	}
	if !isIndent(d.Text[l.Start:body]) {
		return false
	}
	return v.kept[width] > 0 && v.kept[width]*2 >= v.other[width] || shortLine(d, l) && (filledNear(d, l, -1, shortLine) || filledNear(d, l, 1, shortLine))
}

// filledNear reports whether f holds for the line before (-1) or after (1) l and it is not blank.
func filledNear(d *Document, l Line, step int, f func(*Document, Line) bool) bool {
	i := l.Index + step
	return i >= 0 && i < len(d.Lines()) && !d.Blank(d.Lines()[i]) && f(d, d.Lines()[i])
}

// shortLine reports whether a line does not fill the width of a page, as lines of verse do not.
func shortLine(d *Document, l Line) bool {
	const width = 60 // characters
	return l.Len() < width || l.Len() < 4*width && countRunes(d.Of(l)) < width
}

// ownParagraph reports whether a line of eight words and more is a paragraph: it stands between blank lines or lines that fill the page.
func ownParagraph(d *Document, l Line, body int) bool {
	return strings.Count(strings.TrimRight(d.Text[body:l.End], " "), " ") >= 7 && !filledNear(d, l, -1, shortLine) && !filledNear(d, l, 1, shortLine)
}

// isIndent reports whether white space at the start of neighbouring lines sets a block off: verse, an example, a list.
func isIndent(indent string) bool {
	return indent != "" && indent[0] == '\t' || len(indent) > 1 && strings.Trim(indent, " ") == ""
}

// layoutView tells whether a document is laid out by indentation, as a manual is: from a fifth to nine tenths of its lines begin with a tab or two
// spaces. Where all lines do, that is the margin of the page.
var layoutView = NewView(func(d *Document) bool {
	indented, filled := 0, 0
	for _, l := range d.Lines() {
		if d.Blank(l) {
			continue
		}
		filled++
		if l.Pairs&LeadingSpace == 0 {
			continue
		}
		if text := d.Of(l); isIndent(text[:skipSpaces(text, 0)]) {
			indented++
		}
	}
	return filled > 9 && indented*5 >= filled && indented*10 < filled*9
})

// endsIn reports whether the last character of a line, spaces aside, is one of the signs.
func endsIn(d *Document, l Line, signs string) bool {
	end := skipSpacesBack(d.Text, l.Start, l.End)
	return end > l.Start && strings.IndexByte(signs, d.Text[end-1]) >= 0
}

// isField reports whether a line begins with the name of a field, as the header of a mail or a form does: "Received: from".
func isField(text string) bool {
	for i := 0; i < len(text) && i < 40; i++ {
		switch c := text[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '-':
		default:
			return i > 1 && c == ':' && i+1 < len(text) && text[i+1] == ' '
		}
	}
	return false
}
