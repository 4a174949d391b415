package fixers

import (
	"errors"
	"testing"
)

func TestContracts(t *testing.T) {
	shift := DecodesTo(func(s string) (string, error) {
		b := []byte(s)
		for i := range b {
			b[i]++
		}
		return string(b), nil
	})
	digits := Maps(map[rune]string{'1': "١", 'x': "yz"})
	for _, c := range []struct {
		contract Contract
		old, new string
		holds    bool
	}{
		{SameText, "a b\u200f", "ab", true},
		{SameText, "ab", "a\u00a0b\n", true},
		{SameText, "ab", "ba", false},
		{SameText, "a\u0600", "a", false}, // a visible format character
		{SameText, "a\xff b", "a\xffb", true},
		{SameText, "a\xff b", "ab", false},
		{SameLetters, "abc", "cab", true},
		{SameLetters, "ﻻ", "لا", true},
		{SameLetters, "(كتاب)", "كتاب", true}, // punctuation is another contract's business
		{SameLetters, "كتابٌ", "كتاب", false},
		{SameLetters, "12", "21", true},
		{SameLetters, "سلام، (a b)", "(b a)، سلام", true},
		{SameLetters, "سلام، (a b)", "(b)، سلام", false},
		{SameLetters, "ﺳﻼم ١٢", "١٢ سلام", true}, // moved and folded
		{SameLetters, "12", "1", false},
		{SameLetters, "ab\u034f", "ba", true},
		{SameCompat, "فـــي", "في", true},
		{SameCompat, "ﷲ", "الله", true},
		{SameCompat, "ﬁ n", "fin", true},
		{SameCompat, "لا", "ال", false},
		{SameCompat, "\u0649\u064c\u064e", "\u0649\u064e\u064c", true},
		{RemovesOnly, "abc", "ac", true},
		{RemovesOnly, "abc", "", true},
		{RemovesOnly, "abc", "ca", false},
		{RemovesOnly, "abc", "abcd", false},
		{shift, "bcd", "abc", true},
		{shift, "bcd", "abd", false},
		{digits, "a1x", "a١yz", true},
		{digits, "a1x", "a1x", true},
		{digits, "a1", "b١", false},
		{digits, "a1", "a١١", false},
	} {
		edit := []Edit{Replace(0, len(c.old), c.new)}
		err := c.contract.Check(c.old, edit)
		if (err == nil) != c.holds {
			t.Errorf("%v: %q to %q: %v", c.contract, c.old, c.new, err)
		}
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Errorf("%v: %v does not wrap ErrBroken", c.contract, err)
		}
	}
	if err := (Contract{}).Check("a", []Edit{Delete(0, 1)}); !errors.Is(err, ErrBroken) {
		t.Error("a fix without a contract was let through")
	}
}

// A contract speaks of all edits of a fix together: letters may move from one to the other.
func TestContractOverSeveralEdits(t *testing.T) {
	move := []Edit{Delete(0, 1), Insert(3, "a")}
	if err := SameLetters.Check("abc", move); err != nil {
		t.Error(err)
	}
	if err := RemovesOnly.Check("abc", move); err == nil {
		t.Error("an insertion is no removal")
	}
}

func TestValidate(t *testing.T) {
	const text = "aبc"
	for _, c := range []struct {
		edits []Edit
		ok    bool
	}{
		{[]Edit{Delete(0, 1), Delete(3, 4)}, true},
		{[]Edit{Delete(3, 4), Delete(0, 1)}, true}, // sorted first
		{[]Edit{Delete(1, 2)}, false},              // inside ب
		{[]Edit{Delete(3, 5)}, false},
		{[]Edit{Delete(-1, 1)}, false},
		{[]Edit{Delete(0, 3), Delete(1, 3)}, false},
		{[]Edit{Insert(1, "x"), Insert(1, "y")}, false},
	} {
		if err := Validate(text, c.edits); (err == nil) != c.ok || err != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("%+v: %v", c.edits, err)
		}
	}
	if err := Validate("a\xe2\x80", []Edit{Delete(1, 2)}); err != nil {
		t.Errorf("stray bytes are no character to cut: %v", err)
	}
}

func TestMerger(t *testing.T) {
	var m Merger
	for _, c := range []struct {
		edit Edit
		want bool
	}{
		{Replace(10, 12, "x"), true},
		{Replace(10, 12, "x"), true}, // the same again coalesces
		{Replace(10, 12, "y"), false},
		{Delete(11, 14), false},
		{Delete(12, 14), false}, // abuts a replacement
		{Delete(20, 22), true},
		{Delete(22, 24), true}, // deletions may abut
		{Insert(24, "z"), false},
		{Insert(30, "z"), true},
		{Delete(0, 5), true},
	} {
		if got := m.Add([]Edit{c.edit}); got != c.want {
			t.Errorf("%+v: %v", c.edit, got)
		}
	}
	if n := len(m.Edits()); n != 5 {
		t.Errorf("%d edits: %+v", n, m.Edits())
	}
}

// What is seen at once must be what normalisation says.
func TestCompatAtOnce(t *testing.T) {
	for r := rune(0x20); r < 0x10000; r++ {
		for _, s := range []string{string(r), "ا" + string(r) + "ل", "لَ" + string(r), string(r) + "ٔ"} {
			if got, ok := appendCompat(nil, []string{s}); ok && string(got) != compat([]string{s}) {
				t.Errorf("%q (%U): %q, normalised %q", s, r, got, compat([]string{s}))
			}
		}
	}
	for _, s := range []string{"ﻛﺘﺎﺏ", "ﻻ يجوز", "كتابٌ", "ﲛ"} {
		if _, ok := appendCompat(nil, []string{s}); !ok {
			t.Errorf("%q is normalised", s)
		}
	}
}
