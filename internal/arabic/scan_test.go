package arabic_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tanqih/tanqih/internal/arabic"
)

// Scans take eight bytes at a time, so every case is tried at every place of such a step.
func everywhere(s string, try func(text string, at int)) {
	for n := range 24 {
		head := strings.Repeat("-", n)
		try(head+s, n)
		try(head+s+strings.Repeat("ن", 12), n)
	}
}

func TestNextDigit(t *testing.T) {
	for digit, indic := range map[string]bool{"0": false, "9": false, "٠": true, "٩": true, "۰": true, "۹": true} {
		everywhere(digit, func(text string, at int) {
			if got := arabic.NextDigit(text, 0, true); got != at {
				t.Errorf("%q: %d, want %d", text, got, at)
			}
			if got := arabic.NextDigit(text, 0, false); indic && got != len(text) || !indic && got != at {
				t.Errorf("%q without Arabic-Indic digits: %d", text, got)
			}
		})
	}
	for _, other := range []string{"/:", "ءآب", "ذغ", "٪٬", "ںڹ", "\xd9", "\xb1\xd9"} {
		everywhere(other, func(text string, _ int) {
			if got := arabic.NextDigit(text, 0, true); got != len(text) {
				t.Errorf("%q: %d is no digit", text, got)
			}
		})
	}
}

func TestNextHarakah(t *testing.T) {
	for r := rune(0x600); r < 0x700; r++ {
		everywhere(string(r), func(text string, at int) {
			want := at
			if !arabic.IsHarakah(r) {
				want = len(text)
			}
			if got := arabic.NextHarakah(text, 0); got != want {
				t.Errorf("%q: %d, want %d", text, got, want)
			}
		})
	}
}

func TestTracesIn(t *testing.T) {
	for s, want := range map[string]arabic.Traces{
		"هللا": arabic.HehLamLam, "باهلل": arabic.HehLamLam, "الله": 0, "مهلل": arabic.HehLamLam, "هلال": 0,
		"يوووم": arabic.Tripled, "قيييد": arabic.Tripled, "يوويي": 0, "دووو": arabic.Tripled,
		"\nال يجوز": arabic.LoneArticle, " وال يجوز": arabic.LoneArticle, " فال ": arabic.LoneArticle, " قال ": 0, " أموال ": 0, " ال": 0,
	} {
		everywhere(s, func(text string, _ int) {
			if got := arabic.TracesIn(text); got != want {
				t.Errorf("%q: %b, want %b", text, got, want)
			}
		})
	}
}

func TestWordEnd(t *testing.T) {
	for word, rest := range map[string]string{
		"كتابٌ": " ", "می\u200cخواهم": ".", "ﻛﺘﺎﺏ": "ﷺ", "שָׁלוֹם": "־", "ݐࢠ": "،", "مـــد": "٣", "ك": "\xd9", "": "\xb1ك",
	} {
		if got := arabic.WordEnd(word+rest, 0); got != len(word) || !utf8.ValidString(word) {
			t.Errorf("%q ends at %d, want %d", word+rest, got, len(word))
		}
	}
}
