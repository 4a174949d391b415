package rules

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "UNI002", Name: "non-canonical-order", Since: "0.1.0",
	Summary: "marks in another order than the canonical one, or a letter stored in parts",
	Doc: "Unicode can store one text in several ways: a letter with a combining accent or as one character, two marks in either order. Texts that look alike " +
		"then compare as different, and a search finds one and not the other. NFC is the form that nearly all text is in.\n\n" +
		"Keyboards put the Arabic shadda before the vowel, NFC puts it behind; both show the same. Where a text does so throughout, one finding says it for all.",
	FixSafety: "Safe: the new text is canonically equivalent to the old.",
	Severity:  Info,
	Stage:     StageFold, Scope: ScopeDocument, Trigger: Trigger{Classes: ArabicMark | OtherMark},
	Fix: fixers.Safe,
	Bad: "cafe\u0301\n", Good: "café\n",
	Check: func(p *Pass) {
		var places []fixers.Edit
		for _, l := range p.Doc.Lines() {
			places = nonCanonical(p.Doc, l, places)
		}
		const few = 4
		if len(places) <= few {
			for _, e := range places {
				p.Report(e.Span, "%+q is not in canonical form", e.Of(p.Doc.Text)).
					Fix(fixers.Safe, fixers.SameCompat, "write it in canonical form (NFC)", e)
			}
			return
		}
		// Many are a habit of whoever typed the text, and one finding says so.
		p.Report(places[0].Span, "%+q and %d more places are not in canonical form", places[0].Of(p.Doc.Text), len(places)-1).With("places", len(places)).
			FixAll(fixers.Fix{Title: "write all in canonical form (NFC)", Safety: fixers.Safe, Contract: fixers.SameCompat, Edits: places})
	},
})

// nonCanonical adds to edits those that bring a line into NFC.
func nonCanonical(d *Document, l Line, edits []fixers.Edit) []fixers.Edit {
	if l.Classes&(ArabicMark|OtherMark) == 0 {
		return edits
	}
	t := d.Of(l)
	if l.Classes&OtherMark == 0 && !composingMarks.Of(d) && (l.Pairs&MarkMark == 0 || !arabicMarksMayMove(t)) {
		return edits
	}
	for i := 0; i < len(t); {
		if i += norm.NFC.QuickSpanString(t[i:]); i >= len(t) {
			break
		}
		end := i + max(norm.NFC.NextBoundaryInString(t[i:], true), 1)
		if new := norm.NFC.String(t[i:end]); new != t[i:end] && !d.Protected(fixers.Span{Start: l.Start + i, End: l.Start + end}) {
			edits = append(edits, fixers.Replace(l.Start+i, l.Start+end, new))
		}
		i = end
	}
	return edits
}

// composingMarks tells whether a document holds one of the Arabic marks that become one character with the letter before: madda
// above, hamza above and below.
var composingMarks = NewView(func(d *Document) bool {
	for last := byte(0x93); last <= 0x95; last++ { // rarer in text than the byte before it
		for at := 0; ; {
			i := strings.IndexByte(d.Text[at:], last)
			if i < 0 {
				break
			}
			if at += i + 1; at > 1 && d.Text[at-2] == 0xD9 {
				return true
			}
		}
	}
	return false
})

// arabicMarksMayMove is a test, at the speed of a loop over bytes, for two Arabic marks of which the second has the lower canonical
// combining class. It errs on the side of yes for marks that are rare.
func arabicMarksMayMove(s string) bool {
	before := byte(0) // class of the mark that ends at i
	for i := 0; i+1 < len(s); {
		c, next := s[i], s[i+1]
		if c < 0xC0 {
			before = 0
			i++
			continue
		}
		class := byte(0)
		switch {
		case c == 0xD9 && next >= 0x8B && next <= 0x9F:
			class = harakat[next-0x8B]
		case c == 0xD9 && next == 0xB0:
			class = 35
		case c == 0xD8 && next >= 0x90 && next <= 0x9A, c == 0xDB && next >= 0x96 && next <= 0xAD, c == 0xE0 && next == 0xA3:
			if before != 0 {
				return true
			}
			class = 255
		}
		if class != 0 && class < before {
			return true
		}
		before = class
		i += 2
		if c >= 0xE0 {
			i++
		}
	}
	return false
}

// harakat are the canonical combining classes of U+064B to U+065F (UnicodeData.txt).
var harakat = [...]byte{27, 28, 29, 30, 31, 32, 33, 34, 230, 230, 220, 220, 230, 230, 230, 230, 230, 220, 230, 230, 220}
