package rules

import "strings"

// lineForm says what a line is made of when it is no running text, so that the rules of typography have no say in it.
type lineForm uint8

const (
	formText    lineForm = iota
	formColumns          // cells that wide gaps or tabs part
	formSigns            // a row of single characters: the keys of a keyboard, the letters of an alphabet
	formCode             // a program, its data, a line of settings or of a log
	formBlock            // a line with a sign of programs in a block that is set in
	formDrawing          // a picture made of characters, a rule with words in it
)

// asked is the line a rule asked for last and its form: several findings of one line read it once.
type asked struct {
	line int
	form lineForm
}

var formView = NewView(func(*Document) *asked { return &asked{line: -1} })

// formOf is the form of a line. It reads the line, so a rule asks only when it is about to report something there. Columns, code and
// drawings are looked for in text that runs to the right: in the other, wide gaps and stray signs are what extraction leaves.
func formOf(d *Document, l Line) lineForm {
	last := formView.Of(d)
	if last.line != l.Index {
		last.line, last.form = l.Index, readForm(d, l)
	}
	return last.form
}

func readForm(d *Document, l Line) lineForm {
	t := d.Text[:l.End]
	start := skipSpaces(t, l.Start)
	end := skipSpacesBack(t, start, l.End)
	body := t[start:end]
	if singles(body) {
		return formSigns
	}
	if !leftToRight(d, l) {
		return formText
	}
	if l.Pairs&DoubleSpace != 0 || strings.IndexByte(body, '\t') >= 0 {
		if wide, other := columnGaps(t, start, end); wide > 0 && wide+other > 1 || strings.IndexByte(body, '\t') >= 0 || gapView.Of(d).of(l) == gapTable {
			return formColumns
		}
	}
	marks, letters := codeSigns(body)
	switch {
	case letters == 0:
		return formDrawing
	case d.Kind == Markdown: // which says where its code is
	case marks*2 > letters && marks > 3:
		return formDrawing
	case marks > 2 && marks*8 >= len(body), isSetting(body), isLogged(body):
		return formCode
	case marks > 0 && inBlock(d, l, start):
		return formBlock
	}
	return formText
}

// leftToRight reports whether a line holds no letter of a script that runs to the left, in a document whose text does not.
func leftToRight(d *Document, l Line) bool {
	return l.Classes&(Arabic|ArabicForm|Hebrew) == 0 && !rightToLeft(d)
}

// singles reports whether most of a line are characters that stand alone between spaces or bars, four at least.
func singles(body string) bool {
	if len(body) < 7 {
		return false
	}
	words, alone, size := 0, 0, 0
	for i := 0; i <= len(body); i++ {
		if i < len(body) && body[i] != ' ' && body[i] != '\t' && body[i] != '|' {
			if body[i]&0xC0 != 0x80 {
				size++
			}
			continue
		}
		if size > 0 {
			words++
		}
		if size == 1 {
			alone++
		}
		size = 0
	}
	return alone > 3 && alone*2 > words
}

// columnGaps counts the gaps of three spaces and more, or with a tab, and the other gaps of two spaces of text[start:end].
func columnGaps(text string, start, end int) (wide, other int) {
	for i := start; i < end; {
		run, ok := nextGap(text, i, end)
		if !ok {
			break
		}
		i = run.End
		if run.Len() > 2 || text[run.Start] == '\t' || text[run.Start+1] == '\t' {
			wide++
		} else if !endsSentenceAt(text, run.Start) {
			other++
		}
	}
	return wide, other
}

// codeSigns counts the signs that programs use and prose hardly does, and the letters and digits.
func codeSigns(body string) (marks, letters int) {
	for i := range len(body) {
		switch c := body[i]; {
		case c >= 0x80 && c < 0xC0: // goes on
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c >= 0xC3 && c != 0xE2:
			letters++
		case c == ' ', c == '\t', c == '.', c == ',', c == '-', c == '\'', c == '"', c == '?', c == '!', c == ':':
		default:
			marks++
		}
	}
	return marks, letters
}

// isSetting reports whether a line sets a value, "name = 1", or is one token of several parts: "ts=8:noet:ft=help".
func isSetting(body string) bool {
	name, value, ok := strings.Cut(body, "=")
	if !ok {
		return false
	}
	if strings.IndexByte(body, ' ') < 0 {
		return strings.IndexByte(value, '=') >= 0
	}
	name = strings.TrimRight(name, " \t")
	return name != "" && strings.IndexByte(name, ' ') < 0 && strings.IndexByte(body, ' ') < len(name)+2
}

// isLogged reports whether a line begins with a time to the second, as those of the log of a program do: "2024-01-02 10:00:00".
func isLogged(body string) bool {
	const far = 24 // bytes, date and time
	for i := 0; i+8 <= len(body) && i < far-8; i++ {
		if c := body[i]; c|0x20 >= 'a' && c|0x20 <= 'z' && c != 'T' {
			return false
		}
		if t := body[i : i+8]; t[2] == ':' && t[5] == ':' && isDigits(t[:2]) && isDigits(t[3:5]) && isDigits(t[6:]) {
			return true
		}
	}
	return false
}

// isDigits reports whether s is nothing but digits of ASCII.
func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// inBlock reports whether a line, whose text starts at start, belongs to a block that is set in by four columns below a blank line or a
// line that ends in a colon, as examples of programs are.
func inBlock(d *Document, l Line, start int) bool {
	const longest = 40 // lines of a block that are looked at
	if indent := d.Text[l.Start:start]; !strings.HasPrefix(indent, codeIndent) && !strings.HasPrefix(indent, "\t") {
		return false
	}
	lines := d.Lines()
	for i := l.Index - 1; i >= 0 && i > l.Index-longest; i-- {
		if d.Blank(lines[i]) || endsIn(d, lines[i], ":") {
			return true
		}
		if text := d.Of(lines[i]); !strings.HasPrefix(text, codeIndent) && !strings.HasPrefix(text, "\t") {
			return false
		}
	}
	return true
}

// paragraphOf is the text of the paragraph of a line: the lines about it up to a blank one, some thousand bytes to either side.
func paragraphOf(d *Document, l Line) string {
	const longest = 2000
	lines := d.Lines()
	first, last := l.Index, l.Index
	for first > 0 && !d.Blank(lines[first-1]) && l.Start-lines[first-1].Start < longest {
		first--
	}
	for last+1 < len(lines) && !d.Blank(lines[last+1]) && lines[last+1].End-l.End < longest {
		last++
	}
	return d.Text[lines[first].Start:lines[last].End]
}

// garbledLine reports whether more than a third of the letters and signs of a line are those of Latin-1 beyond ASCII: text in another code page, or
// the glyphs of a font that were not decoded. What its punctuation is nobody knows.
func garbledLine(text string) bool {
	odd, all := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c <= ' ', c >= 0x80 && c < 0xC0:
		case c == 0xC2 || c == 0xC3:
			odd++
			all++
		default:
			all++
		}
	}
	return odd > 7 && odd*3 > all
}
