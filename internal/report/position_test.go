package report

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

func TestPositions(t *testing.T) {
	text := bom + "ab\r\nسلام 😀x\rz\n\xff\xfeq\n"
	for _, c := range []struct {
		at   string
		want Position
	}{
		{"ab", Position{1, 1, 1, 1}},
		{"سلام", Position{2, 1, 1, 1}},
		{"😀", Position{2, 6, 10, 6}},
		{"x", Position{2, 7, 14, 8}},
		{"z", Position{3, 1, 1, 1}},
		{"\xff", Position{4, 1, 1, 1}},
		{"q", Position{4, 3, 3, 3}},
	} {
		if got := NewIndex(text).At(strings.Index(text, c.at)); got != c.want {
			t.Errorf("At(%q) = %+v, want %+v", c.at, got, c.want)
		}
	}
	if got, want := NewIndex(text).At(len(text)), (Position{5, 1, 1, 1}); got != want {
		t.Errorf("at the end %+v, want %+v", got, want)
	}
	if got, want := NewIndex(bom+"a").At(0), (Position{1, 1, 1, 1}); got != want {
		t.Errorf("before the byte order mark %+v, want %+v", got, want)
	}
}

// The index must agree with counting from the start of the line, for every offset of long lines, in any order.
func TestPositionsInLongLines(t *testing.T) {
	line := strings.Repeat("سلام 😀 abc \xff", 700)
	text := "first\n" + line + "\n" + line
	x := NewIndex(text)
	for i := len(text); i >= 0; i-- {
		if i < len(text) && !utf8.RuneStart(text[i]) {
			continue
		}
		at := i * 7919 % (len(text) + 1)
		if at < len(text) && !utf8.RuneStart(text[at]) {
			continue
		}
		start := strings.LastIndexByte(text[:at], '\n') + 1
		head := text[start:at]
		want := Position{1 + strings.Count(text[:at], "\n"), utf8.RuneCountInString(head) + 1, len(head) + 1, len(utf16.Encode([]rune(head))) + 1}
		if got := x.At(at); got != want {
			t.Fatalf("At(%d) = %+v, want %+v", at, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"سلام\u200cعليكم": "سلام\u200cعليكم",
		"a\x1b[31mb":      "a<U+001B ESC>[31mb",
		"a\u202eb":        "a<U+202E RLO>b",
		"a\u009bb":        "a<U+009B CSI>b",
		"a\xffb":          "a<0xFF>b",
		"a\U000e0041b":    "a<U+E0041>b",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPoints(t *testing.T) {
	for _, c := range []struct {
		text  string
		edits []fixers.Edit
		want  string
	}{
		{"ﻻ", []fixers.Edit{fixers.Replace(0, 3, "لا")}, "U+FEFB ﻻ → U+0644 ل U+0627 ا"},
		{"في\u00a0بيت", []fixers.Edit{fixers.Replace(4, 6, " ")}, "U+00A0 NBSP → U+0020 SPACE"},
		{"سلام\u200f", []fixers.Edit{fixers.Delete(8, 11)}, "U+200F RLM → nothing"},
		{"علی", []fixers.Edit{fixers.Replace(0, 6, "علي")}, "U+06CC ی → U+064A ي"},
		{"كتـــاب", []fixers.Edit{fixers.Delete(4, 10)}, ""},
		{"أ  ب", []fixers.Edit{fixers.Delete(2, 3)}, ""},
		{"\u200fأ\u200fب", []fixers.Edit{fixers.Delete(0, 3), fixers.Delete(5, 8)}, "U+200F RLM → nothing"},
	} {
		if got := points(c.text, c.edits); got != c.want {
			t.Errorf("points(%q, %v) = %q, want %q", c.text, c.edits, got, c.want)
		}
	}
}
