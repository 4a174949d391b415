package rules

import (
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/fixers"
)

func TestSpaceBits(t *testing.T) {
	const text = "كتب الكاتب في ا لمجلة!! ! عنالمقال  "
	for start := range len(text) {
		for end := start; end <= len(text); end++ {
			spaces := spaceBits(text, start, end)
			for i := range min(64, end-start) {
				if got, want := spaces>>i&1 == 1, text[start+i] == ' '; got != want {
					t.Fatalf("%q: space at %d: %v", text[start:end], i, got)
				}
			}
			if n := end - start; n < 64 && bits.Len64(spaces) != n+1 {
				t.Fatalf("%q: the end is at %d", text[start:end], bits.Len64(spaces))
			}
		}
	}
}

func TestTokensByTheirLength(t *testing.T) {
	for n := range 200 {
		for shift := range 70 {
			text := strings.Repeat("ab ", shift) + "عن" + strings.Repeat("ال", n) + " ا"
			size := 4 * (n + 1)
			var long, glued []fixers.Span
			switch token := []fixers.Span{{Start: 3 * shift, End: 3*shift + size}}; {
			case size >= longToken:
				long = token
			case size >= articleWord:
				glued = token
			}
			got := tokensByLength.Of(NewDocument("", PlainText, text))
			if !slices.Equal(got.long, long) || !slices.Equal(got.glued, glued) {
				t.Fatalf("%q: %v and %v, want %v and %v", text, got.long, got.glued, long, glued)
			}
		}
	}
}

func TestLinesRememberTheirTokens(t *testing.T) {
	const text = "نشر المعهد الدراس ي تقريره\nعاد المسافرون إلى القرية\nوصل الوفد منالقريةالبعيدةعنالمدينة أمس\nكتب عنالمجالات كلها\nقرأ الكتا ب كله\n"
	d := NewDocument("", PlainText, text)
	for _, edit := range []fixers.Edit{
		fixers.Insert(len("نشر المعهد "), " "),
		fixers.Delete(0, len("نشر المعهد الدراس ي تقريره\n")),
		fixers.Insert(strings.Index(text, "القرية\n"), "ا ل"),
		fixers.Replace(strings.Index(text, "منالقرية"), strings.Index(text, " أمس"), "من ا لقرية"),
	} {
		tokensByLength.Of(d)
		tornWords.Of(d)
		next := d.Text[:edit.Start] + edit.New + d.Text[edit.End:]
		edited, fresh := d.Edited([]fixers.Edit{edit}, next), NewDocument("", PlainText, next)
		got, want := tokensByLength.Of(edited), tokensByLength.Of(fresh)
		if !slices.Equal(got.short, want.short) || !slices.Equal(got.long, want.long) || !slices.Equal(got.glued, want.glued) {
			t.Fatalf("%q: %v, want %v", next, got, want)
		}
		if got, want := tornWords.Of(edited), tornWords.Of(fresh); len(got) != len(want) {
			t.Fatalf("%q: %v, want %v", next, got, want)
		}
	}
}
