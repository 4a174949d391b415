package rules

import (
	"strings"
	"unicode/utf8"

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

// nonCanonical adds to edits those that bring a line into NFC. Of Arabic marks, hardly ever two stand in a row, and only the words where they do are read.
func nonCanonical(d *Document, l Line, edits []fixers.Edit) []fixers.Edit {
	if l.Classes&(ArabicMark|OtherMark) == 0 {
		return edits
	}
	t := d.Of(l)
	if l.Classes&OtherMark != 0 || composingMarks.Of(d) && holdsComposing(t) {
		return appendCanonical(edits, d, l, 0, len(t))
	}
	if l.Pairs&MarkMark == 0 {
		return edits
	}
	for from := 0; ; {
		at := movableMark(t[from:])
		if at < 0 {
			return edits
		}
		if l.Classes&singletons != 0 {
			return appendCanonical(edits, d, l, 0, len(t))
		}
		start, end := from+at, from+at
		for start > 0 && t[start] >= utf8.RuneSelf {
			start-- // marks may stand on the sign or space before the word
		}
		for end < len(t) && t[end] >= utf8.RuneSelf {
			end++
		}
		edits = appendCanonical(edits, d, l, start, end)
		from = end
	}
}

// singletons is the classes that hold characters which NFC replaces by themselves: the sign of the ohm, Greek with the oxia, Chinese for compatibility.
const singletons = Classes(1<<cOther) | Symbol | UnusualSpace | Alphabetic | Hebrew | Wide

// appendCanonical adds to edits those that bring a part of a line into NFC, which ASCII or the ends of the line bound.
func appendCanonical(edits []fixers.Edit, d *Document, l Line, start, stop int) []fixers.Edit {
	t := d.Of(l)[:stop]
	for i := start; i < stop; {
		if i += norm.NFC.QuickSpanString(t[i:]); i >= stop {
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

// composingMarks tells whether a document holds one of the Arabic marks that become one character with the letter before.
var composingMarks = NewView(func(d *Document) bool { return holdsComposing(d.Text) })

// holdsComposing reports whether one of the Arabic marks that become one character with the letter before is in s: madda above, hamza above
// and below.
func holdsComposing(s string) bool {
	for last := byte(0x93); last <= 0x95; last++ { // rarer in text than the byte before it
		for at := 0; ; {
			i := strings.IndexByte(s[at:], last)
			if i < 0 {
				break
			}
			if at += i + 1; at > 1 && s[at-2] == 0xD9 {
				return true
			}
		}
	}
	return false
}

// movableMark is the offset in s of an Arabic mark with a lower canonical combining class than the mark before it, -1 when there is none. It
// takes rare marks for such. Marks in a row are rare, so it looks closely only where, among eight bytes and those before them, two may be
// the last bytes of marks with one byte between, or one may begin a rare mark.
func movableMark(s string) int {
	i := 0
	for before := uint64(0); i+8 <= len(s); i += 8 {
		w := load8(s[i:])
		low := w & lows
		// The high bit of each byte from 8B to 9F or B0, as the marks of the block U+0640 end, and of each DB and E0.
		last := w &^ lows & ((low+(0x80-0x0B)*ones)&^(low+(0x80-0x20)*ones) | ^(low ^ 0x30*ones + lows))
		rare := w &^ lows &^ ((low ^ 0x5B*ones + lows) & (low ^ 0x60*ones + lows))
		if last&(last<<16|before>>48)|rare != 0 {
			if at := movableWithin(s, i-4, i+14); at >= 0 {
				return at
			}
		}
		before = last
	}
	return movableWithin(s, i-4, len(s))
}

// movableWithin is movableMark for the part of s from start, or the beginning of the character there, to end.
func movableWithin(s string, start, end int) int {
	start, end = max(start, 0), min(end, len(s))
	for start > 0 && s[start]&0xC0 == 0x80 {
		start--
	}
	before := byte(0) // class of the mark that ends at i
	for i := start; i+1 < end; {
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
				return i
			}
			class = 255
		}
		if class != 0 && class < before {
			return i
		}
		before = class
		i += 2
		if c >= 0xE0 {
			i++
		}
	}
	return -1
}

// harakat are the canonical combining classes of U+064B to U+065F (UnicodeData.txt).
var harakat = [...]byte{27, 28, 29, 30, 31, 32, 33, 34, 230, 230, 220, 220, 230, 230, 230, 230, 230, 220, 230, 230, 220}
