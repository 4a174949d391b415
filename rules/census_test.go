package rules

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

func TestCensusLines(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"\n", []string{""}},
		{"a", []string{"a"}},
		{"a\n", []string{"a"}},
		{"a\r\nb\rc\nd", []string{"a", "b", "c", "d"}},
		{"\n\nx\n", []string{"", "", "x"}},
	} {
		d := NewDocument("", PlainText, c.text)
		var got []string
		for _, l := range d.Lines() {
			got = append(got, d.Of(l))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") || len(got) != len(c.want) {
			t.Errorf("%q: lines %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCensusPairs(t *testing.T) {
	for _, c := range []struct {
		text    string
		has     Pairs
		classes Classes
	}{
		{"a \n", TrailingSpace, Space},
		{"a ", TrailingSpace, Space},
		{" a", LeadingSpace, Space},
		{"a  b", DoubleSpace, Space},
		{"كلمة ،", SpaceStop, ArabicPunctuation},
		{"على\u00a0الرغم", 0, NoBreakSpace},
		{"علىالرغم", MaksuraLetter, Maksura},
		{"\n\u064f\n", SpaceMark, ArabicMark},
		{"(\n", OpenEnd, OpenParen},
		{"NewYork", LowerUpper, Upper},
		{"فـي", 0, Tatweel},
		{"x\xff", 0, Invalid},
		{"x\xe2\x80", 0, Invalid},
		{"\xed\xa0\x80", 0, Invalid},
		{"😀", 0, 0},
	} {
		d := NewDocument("", PlainText, c.text)
		if d.Pairs()&c.has != c.has || d.Classes()&c.classes != c.classes {
			t.Errorf("%q: pairs %b classes %b", c.text, d.Pairs(), d.Classes())
		}
	}
}

// The fast two-byte path must agree with the general decoder on every pair and triple of awkward bytes.
func TestCensusAgreesWithDecoder(t *testing.T) {
	awkward := []byte{'a', 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xFF}
	for _, a := range awkward {
		for _, b := range awkward {
			for _, c := range awkward {
				s := string([]byte{a, b, c})
				var want Classes
				for i := 0; i < len(s); {
					r, size := utf8.DecodeRuneInString(s[i:])
					if r == utf8.RuneError && size == 1 {
						want |= Invalid
					} else {
						want |= ClassOf(r)
					}
					i += size
				}
				if got := NewDocument("", PlainText, s).Classes(); got != want {
					t.Errorf("%x: classes %b, want %b", s, got, want)
				}
			}
		}
	}
}

func BenchmarkCensus(b *testing.B) {
	text := strings.Repeat("أعلنت اللجنة نتائج الدراسة في المؤتمر السنوي، وقالت إن العمل مستمر 2024.\n", 400)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		NewDocument("", PlainText, text)
	}
}

// A document that was edited must be the one that its text makes.
func TestEditedAgreesWithCensus(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pieces := []string{"", "a", "b c", " ", "\n", "\r\n", "\r", "ا", "،", "\n\n", "x\r", "\nx"}
	for n := range 20000 {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		var m fixers.Merger
		for range random.IntN(4) {
			start := random.IntN(len(text) + 1)
			end := min(len(text), start+random.IntN(4))
			e := []fixers.Edit{fixers.Replace(start, end, pieces[random.IntN(len(pieces))])}
			if fixers.Validate(text, e) == nil {
				m.Add(e)
			}
		}
		edits := m.Edits()
		after := fixers.Apply(text, edits)
		got, want := NewDocument("", PlainText, text).Edited(edits, after), NewDocument("", PlainText, after)
		if !slices.Equal(got.lines, want.lines) || got.classes != want.classes || got.pairs != want.pairs || got.ends != want.ends {
			t.Fatalf("case %d: %q by %+v\ngot  %+v %+v\nwant %+v %+v", n, text, edits, got.lines, got.ends, want.lines, want.ends)
		}
	}
}
