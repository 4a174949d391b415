package rules

import (
	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/mojibake"
)

var _ = register(Rule{
	Code: "ENC006", Name: "control-character", Since: "0.1.0",
	Summary: "a control character in the text",
	Doc: "Control characters show nothing and break parsers, databases and XML. Those from U+0080 to U+009F are nearly always the punctuation of windows-1252 that was " +
		"read as ISO 8859-1, and become that. The object replacement character and the marks of interlinear annotation stand for things that a plain text does " +
		"not hold.\n\nTab, line ends and page breaks are no damage, sequences that colour a terminal belong to MRK011, the separators to UNI006.",
	FixSafety: "Unsafe in a document that holds so many of them that they stand for glyphs whose characters are not known: deleting them hides that text is missing. Else safe: what is deleted shows nothing; punctuation of windows-1252 is put in by a fixed table. Letters of windows-1252 (Š, Œ, ƒ …) are unsafe unless " +
		"they stand in a Latin word, and so is the escape character before a sign: settings of a terminal hold it.",
	Severity: Warning,
	Stage:    StageDecode, Scope: ScopeLine, Trigger: Trigger{Classes: Control | C1 | Invisible | LineSeparator},
	Fix: fixers.Safe,
	Bad: "he said \u0093yes\u0094\x00\n", Good: "he said “yes”\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		if p.Line.Classes&(Control|C1) != 0 && garbled.Of(p.Doc) {
			reportGlyphs(p, t)
			return
		}
		suspects := p.Line.Classes&C1 != 0 && holdsSuspects(p.Doc, p.Line)
		for i := 0; i < len(t); {
			c := t[i]
			if c >= ' ' && c < 0x7F || c == '\t' || c == '\f' || c == '\v' {
				i++
				continue
			}
			r, n := runeAt(t, i)
			s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + n}
			switch {
			case r == 0x1B && ansiLength(t[i:]) > 0:
				n = ansiLength(t[i:])
			case r < ' ' || r == 0x7F || r >= 0xFFF9 && r <= 0xFFFC:
				for s.End < p.Line.End && p.Doc.Text[s.End] == c && c < 0x80 {
					s.End++
				}
				n = s.Len()
				safety := fixers.Safe
				if r == 0x1B && s.End < p.Line.End && p.Doc.Text[s.End] > ' ' && p.Doc.Text[s.End] < 0x7F {
					safety = fixers.Unsafe // a sequence that a text about terminals means
				}
				p.Report(s, "control character %U", r).
					Fix(safety, fixers.RemovesOnly, "delete the control character", fixers.Delete(s.Start, s.End))
			case r >= 0x80 && r < 0xA0 && (r != 0x85 || p.Doc.Classes()&C1 != 0) && (!suspects || !inMisread(p.Doc, s)):
				reportC1(p, s, r)
			}
			i += n
		}
	},
})

// garbled tells whether so many control characters stand in a document that they are glyphs whose characters are not known, as in PDF
// files whose fonts have no table. Deleting them would hide that text is missing. The limits are one C0 control for 200
// characters, and one C1 control for eight in more than a few words: punctuation is never so dense.
var garbled = NewView(func(d *Document) bool {
	c0, c1 := 0, 0
	t := d.Text
	for _, l := range d.Lines() {
		if l.Classes&(Control|C1|LineSeparator|Invalid) == 0 {
			continue
		}
		for i := l.Start; i < l.End; i++ {
			switch c := t[i]; {
			case c < ' ' && (c < '\t' || c > '\r') && c != 0x1B:
				c0++
			case c == 0xC2 && i+1 < len(t) && t[i+1] < 0xA0:
				c1++
			}
		}
	}
	if c0 <= 3 && c1 <= 20 {
		return false
	}
	all := c0
	for i := range len(t) {
		if c := t[i]; c > ' ' && (c < 0x80 || c >= 0xC0) {
			all++
		}
	}
	return c0 > 3 && 200*c0 > all || c1 > 20 && 8*c1 > all
})

// reportGlyphs reports the control characters of a line of a garbled document, at the place of the first.
func reportGlyphs(p *Pass, t string) {
	var first fixers.Span
	var edits []fixers.Edit
	count := 0
	for i := 0; i < len(t); {
		r, n := runeAt(t, i)
		if ClassOf(r)&(Control|C1) != 0 && r != 0x1B {
			if count == 0 {
				first = fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + n}
			}
			count++
			if start, k := p.Line.Start+i, len(edits); k > 0 && edits[k-1].End == start {
				edits[k-1].End += n
			} else {
				edits = append(edits, fixers.Delete(start, start+n))
			}
		}
		i += n
	}
	if count > 0 {
		p.Report(first, "%d control characters where glyphs without a known character were", count).With("lost", count).
			FixAll(fixers.Fix{Title: "delete them", Safety: fixers.Unsafe, Contract: fixers.RemovesOnly, Edits: edits})
	}
}

// reportC1 reports a C1 control that is a character of windows-1252, or that is nothing there either.
func reportC1(p *Pass, s fixers.Span, r rune) {
	page := mojibake.ByName("windows-1252")
	is := page.Rune(byte(r))
	if is == r {
		p.Report(s, "control character %U", r).
			Fix(fixers.Safe, fixers.RemovesOnly, "delete the control character", fixers.Delete(s.Start, s.End))
		return
	}
	safety := fixers.Safe
	if ClassOf(is)&LatinLetter != 0 || is == 'ƒ' || is == 'ˆ' || is == '˜' {
		if (classBefore(p.Doc.Text, s.Start)|classAt(p.Doc.Text, s.End))&Latin == 0 {
			safety = fixers.Unsafe
		}
	}
	p.Report(s, "control character %U, %q in windows-1252", r, string(is)).
		Fix(safety, fixers.Maps(map[rune]string{r: string(is)}), "write the character of windows-1252", fixers.Replace(s.Start, s.End, string(is)))
}
