package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "LAY010", Name: "footnote-marker-spacing", Since: "0.1.0",
	Summary: "a space before a note marker, against the habit of the document",
	Doc: "Where a document writes its note markers (`[7]`) directly behind the word, one that stands apart was moved by an editor: `عام 1991 [7]`. A full stop on both " +
		"sides (`. [25].`) is one too many. Documents with fewer than five markers or without a clear habit are left alone, so are those whose numbers are an index in a program (`rows[0]`), and so is the place of a marker before or after a stop.",
	FixSafety: "Unsafe.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeDocument, Trigger: Trigger{Classes: OpenSquare},
	Fix:  fixers.Unsafe,
	Bad:  "بدأ البناء[1] ثم توقف[2] بعد الحرب[3] وعاد[4] في عهد الابن[5] واكتمل [6].\n",
	Good: "بدأ البناء[1] ثم توقف[2] بعد الحرب[3] وعاد[4] في عهد الابن[5] واكتمل[6].\n",
	Check: func(p *Pass) {
		tight, loose, indices := 0, 0, 0
		eachMarker(p.Doc, func(_ int, gap, marker fixers.Span) {
			if number, _ := readNumber(p.Doc.Text, marker.Start+1); number == 0 || isIndexed(p.Doc.Text, gap.Start, marker) {
				indices++
			}
			if gap.Len() == 0 {
				tight++
			} else {
				loose++
			}
		})
		if tight < 5 || loose*4 > tight || indices*10 > tight {
			return
		}
		eachMarker(p.Doc, func(start int, gap, marker fixers.Span) {
			t := p.Doc.Text
			doubled := gap.Start > start && t[gap.Start-1] == '.' && marker.End < len(t) && t[marker.End] == '.' &&
				(gap.Start-2 < start || t[gap.Start-2] != '.')
			switch {
			case doubled:
				p.Report(fixers.Span{Start: gap.Start - 1, End: marker.End + 1}, "a full stop on both sides of the note marker").
					Fix(fixers.Unsafe, fixers.RemovesOnly, "keep the one behind it", fixers.Delete(gap.Start-1, gap.End))
			case gap.Len() > 0:
				p.Report(fixers.Span{Start: gap.Start, End: marker.End}, "a space before a note marker; %d of %d have none", tight, tight+loose).
					Fix(fixers.Unsafe, fixers.SameText, "delete it", fixers.Delete(gap.Start, gap.End))
			}
		})
	},
})

// isIndexed reports whether a number in brackets is part of a program: behind a name with an underscore, before a member, an assignment or a bracket.
func isIndexed(t string, word int, marker fixers.Span) bool {
	for i := word; i > 0 && isWordByte(t[i-1]); i-- {
		if t[i-1] == '_' {
			return true
		}
	}
	rest := t[marker.End:min(len(t), marker.End+4)]
	if rest == "" {
		return false
	}
	switch rest[0] {
	case '=', '(':
		return true
	case '.':
		return len(rest) > 1 && rest[1] >= 'a' && rest[1] <= 'z'
	case ' ':
		return len(rest) > 2 && rest[1] == '=' && (rest[2] == ' ' || rest[2] == '=')
	}
	return false
}

// eachMarker calls f with every note marker behind text: where its line starts, the spaces before it, and the marker itself.
func eachMarker(d *Document, f func(start int, gap, marker fixers.Span)) {
	for _, l := range d.Lines() {
		if l.Classes&OpenSquare == 0 || l.Classes&AnyDigit == 0 {
			continue
		}
		t := d.Text[:l.End]
		body := skipSpaces(t, l.Start)
		for i := body; ; {
			n := strings.IndexByte(t[i:], '[')
			if n < 0 {
				break
			}
			i += n
			end := i + 1
			for end < len(t) && end-i < 8 && digitKind(t, end) >= 0 {
				end += len(string(digitZeros[digitKind(t, end)]))
			}
			if end == i+1 || end >= len(t) || t[end] != ']' {
				i++
				continue
			}
			end++
			gap := fixers.Span{Start: skipSpacesBack(t, body, i), End: i}
			if c := classBefore(t, gap.Start); gap.Start > body && c&(OpenParen|OpenSquare|OpenQuote|CloseBracket|LineEnd) == 0 || gap.Start > body && t[gap.Start-1] == ')' {
				f(l.Start, gap, fixers.Span{Start: i, End: end})
			}
			i = end
		}
	}
}
