package arabic_test

import (
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/tanqih/tanqih/internal/arabic"
)

// Every mapping of the embedded table is that of the Unicode data behind x/text, and none is missing.
func TestFormsAgreeWithUnicode(t *testing.T) {
	for _, block := range [][2]rune{{0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}} {
		for r := block[0]; r <= block[1]; r++ {
			want := norm.NFKC.String(string(r))
			got := arabic.Letters(r)
			if want == string(r) {
				if got != "" {
					t.Errorf("%U stands for %q, but has no decomposition", r, got)
				}
				continue
			}
			if norm.NFKC.String(got) != want {
				t.Errorf("%U stands for %q, want %q", r, got, want)
			}
			if arabic.ShapeOf(r) == arabic.Unshaped {
				t.Errorf("%U has no shape", r)
			}
		}
	}
}

func TestLettersAndMarks(t *testing.T) {
	for _, r := range "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤپچژگکیہھےں" {
		if !arabic.IsLetter(r) || arabic.IsMark(r) || !unicode.IsLetter(r) {
			t.Errorf("%q is a letter", r)
		}
	}
	for _, r := range "ًٌٍَُِّْٰٓۖ" {
		if arabic.IsLetter(r) || !arabic.IsMark(r) || !unicode.Is(unicode.Mn, r) {
			t.Errorf("%U is a mark", r)
		}
	}
	for _, r := range "ـ،؛؟٠۹ a.1" {
		if arabic.IsLetter(r) || arabic.IsMark(r) {
			t.Errorf("%q is neither letter nor mark", r)
		}
	}
}

func TestJoining(t *testing.T) {
	for letters, want := range map[string]arabic.Joining{
		"بتجسفكليپکیہھئ": arabic.JoinsBoth, "اأدذرزوةؤے": arabic.JoinsBefore, "ء1a": arabic.JoinsNothing, "ـ": arabic.JoinsAlways, "َّ": arabic.JoinsThrough,
	} {
		for _, r := range letters {
			if got := arabic.JoiningOf(r); got != want {
				t.Errorf("%q joins %d, want %d", r, got, want)
			}
		}
	}
}

func TestBetween(t *testing.T) {
	for _, c := range []struct {
		before, after rune
		plain         bool
		want          arabic.Boundary
	}{
		{'ﻗ', 'ﺪ', false, arabic.Joined},    // initial, final
		{'ﺔ', 'ﺍ', false, arabic.Undecided}, // ة joins with nothing after it anyway
		{'ﻦ', 'ﻣ', false, arabic.Separate},  // final noon, initial meem
		{'ت', 'ﺻ', true, arabic.Separate},   // a font that leaves isolated letters as letters
		{'ت', 'ﺻ', false, arabic.Undecided},
		{'ﻲ', 'ﺀ', false, arabic.Undecided}, // شيء
		{'ﺎ', 'ﻟ', false, arabic.Undecided}, // alef never joins
		{'ﻨ', 'ي', true, arabic.Joined},     // a form asks for the letter
	} {
		if got := arabic.Between(c.before, c.after, c.plain); got != c.want {
			t.Errorf("between %q and %q (plain %v): %d, want %d", c.before, c.after, c.plain, got, c.want)
		}
	}
}

func TestFoldForms(t *testing.T) {
	for _, c := range [][2]string{
		{"ﺍﻟﻨﺺ", "النص"},
		{"عبد ﺍﷲ", "عبد الله"}, // not االله
		{"ﷲ", "الله"},
		{"ﻛﺘﺎﺏﹲ", "كتابٌ"},               // the isolated mark has no space
		{"ﻣﹷ", "مَ"},                     // the medial mark has no tatweel
		{"x² ﬁ ﺏ", "x² ﬁ ب"},             // nothing else is folded
		{"﴿ﺁﻳﺔ﴾", "﴿آية﴾"},               // ornate brackets stay
		{"\ufeffﺏ \xff", "\ufeffب \xff"}, // no form; no UTF-8
	} {
		if got := arabic.FoldForms(c[0], false, false); got != c[1] {
			t.Errorf("%q folds to %q, want %q", c[0], got, c[1])
		}
	}
	if got := arabic.FoldForms("ﷺ ﷲ ﺏ", true, false); got != "ﷺ ﷲ ب" {
		t.Errorf("signs for words are not kept: %q", got)
	}
}

func TestFoldWords(t *testing.T) {
	for _, c := range []struct {
		in, want string
		plain    bool
		spaces   int
	}{
		{"ﻣﻦﻣﻜﺔ", "من مكة", false, 1},
		{"ذاتﺻﺒﺎح", "ذات صباح", true, 1},
		{"رﴈﷲﻋﻨﻪ", "رضي الله عنه", true, 2},
		{"وﷲ", "والله", false, 0},
		{"ﺷﻲﺀ", "شيء", false, 0},
		{"ﺍﻟﻨﺺﱠ", "النصَّ", false, 0},
	} {
		if got, spaces := arabic.FoldWords(c.in, c.plain); got != c.want || spaces != c.spaces {
			t.Errorf("%q: %q with %d spaces, want %q with %d", c.in, got, spaces, c.want, c.spaces)
		}
	}
}
