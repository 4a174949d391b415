package gate

import (
	"strings"
	"testing"
	"time"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

var space = rules.Find("WSP002")

// mark is the fingerprint of the finding between the marks ⟦ and ⟧.
func mark(text string) string {
	start := strings.Index(text, "⟦")
	end := strings.Index(text, "⟧") - len("⟦")
	text = strings.NewReplacer("⟦", "", "⟧", "").Replace(text)
	return Fingerprint(text, space.Code, fixers.Span{Start: start, End: end})
}

func TestFingerprintStays(t *testing.T) {
	const base = "The old bridge⟦  ⟧was closed in spring."
	for why, text := range map[string]string{
		"lines before and after":          "A new line.\n\n" + base + "\nAnother one.\n",
		"another line end":                base + "\r\n",
		"punctuation added":               "The old bridge,⟦  ⟧was closed, in spring!",
		"white space repaired beside it":  "The  old bridge⟦  ⟧was  closed in spring.",
		"an invisible mark beside it":     "The old\u200f bridge\u200e⟦  ⟧was closed in spring.",
		"words far away in the same line": "It seems The old bridge⟦  ⟧was closed in spring, as ever.",
	} {
		if mark(text) != mark(base) {
			t.Errorf("%s: the fingerprint changes", why)
		}
	}
	const arabic = "وصلت الرسالة من⟦  ⟧المدينة القديمة أمس"
	for why, text := range map[string]string{
		"tatweel removed beside it":    "وصلت الرســـالة من⟦  ⟧المديـــنة القديمة أمس",
		"marks removed beside it":      "وصلت الرّسالة مِن⟦  ⟧المَدينة القديمة أمس",
		"presentation forms beside it": "وصلت الرﺳﺎﻟﺔ ﻣﻦ⟦  ⟧ﺍﻟﻤﺪﻳﻨﺔ القديمة أمس",
	} {
		if mark(text) != mark(arabic) {
			t.Errorf("%s: the fingerprint changes", why)
		}
	}
}

func TestFingerprintDiffers(t *testing.T) {
	const base = "The old bridge⟦  ⟧was closed in spring."
	for why, text := range map[string]string{
		"another text":         "The old bridge⟦   ⟧was closed in spring.",
		"another word before":  "The old castle⟦  ⟧was closed in spring.",
		"another word after":   "The old bridge⟦  ⟧is closed in spring.",
		"another place in it":  "The old⟦  ⟧bridge was closed in spring.",
		"almost the same line": "The odd bridge⟦  ⟧was closed in spring.",
	} {
		if mark(text) == mark(base) {
			t.Errorf("%s: the fingerprint is the same", why)
		}
	}
	if mark("one\n⟦\n\n⟧two\n") == mark("three\n⟦\n\n⟧four\n") {
		t.Error("a finding without letters is told apart by its neighbours")
	}
}

// A line of 20 MB with 10,000 findings, and findings that are long themselves.
func TestSignIsLinear(t *testing.T) {
	text := strings.Repeat("word  ", 4<<20)
	f := &report.File{Text: text}
	for i := range 10000 {
		f.Findings = append(f.Findings, report.Finding{Rule: space, Span: fixers.Span{Start: i * 6, End: len(text) - i}})
	}
	start := time.Now()
	Sign(f)
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("signing took %v", took)
	}
}

func TestSignCounts(t *testing.T) {
	f := &report.File{Text: "a  b\na  b\n", Findings: []report.Finding{{Rule: space, Span: fixers.Span{Start: 1, End: 3}}, {Rule: space, Span: fixers.Span{Start: 6, End: 8}}}}
	f.Text = "same  line here\nsame  line here\n"
	f.Findings[0].Span, f.Findings[1].Span = fixers.Span{Start: 4, End: 6}, fixers.Span{Start: 20, End: 22}
	Sign(f)
	one, two := f.Findings[0].Fingerprint, f.Findings[1].Fingerprint
	if Base(one) != Base(two) || !strings.HasSuffix(one, ":1") || !strings.HasSuffix(two, ":2") {
		t.Error(one, two)
	}
}

// found is a file with findings of these fingerprints.
func found(bases ...string) *report.File {
	f := &report.File{}
	for _, b := range bases {
		f.Findings = append(f.Findings, report.Finding{Rule: space, Fingerprint: b + ":1"})
	}
	return f
}

func TestKnown(t *testing.T) {
	var k Known
	k.Add(space.Code, "aa", "one.txt", 1)
	k.Add(space.Code, "aa", "two.txt", 1)
	// an equal finding in a file that comes first does not take what belongs to another file
	first := found("aa", "bb")
	verdicts := k.Match(first, "new.txt")
	if verdicts[0] != Unsure || verdicts[1] != New {
		t.Error("new.txt:", verdicts)
	}
	if v := k.Match(found("aa", "aa"), "one.txt"); v[0] != Old || v[1] != Unsure {
		t.Error("one.txt:", v)
	}
	if v := k.Match(found("aa"), "two.txt"); v[0] != Old {
		t.Error("two.txt:", v)
	}
	if k.Settle(first, verdicts); verdicts[0] != New {
		t.Error("settled:", verdicts)
	}
	// what is no longer in its file excuses what is elsewhere
	var moved Known
	moved.Add(space.Code, "aa", "gone.txt", 1)
	verdicts = moved.Match(found("aa", "aa"), "new.txt")
	moved.Settle(found("aa", "aa"), verdicts)
	if verdicts[0] != Old || verdicts[1] != New {
		t.Error("moved:", verdicts)
	}
	// what both parents of a merge know counts once
	var mine, theirs Known
	mine.Add(space.Code, "aa", "f", 1)
	theirs.Add(space.Code, "aa", "f", 2)
	mine.Merge(&theirs)
	if v := mine.Match(found("aa", "aa", "aa"), "f"); v[1] != Old || v[2] != New {
		t.Error("merged:", v)
	}
}

func TestRates(t *testing.T) {
	for text, want := range map[string]Rate{
		"5/10k-words": {5, 1e4, Words}, "0.1/1k-lines": {0.1, 1e3, Lines}, "1/file": {1, 1, Files}, "3/100-files": {3, 100, Files},
		"2/1M-words": {2, 1e6, Words}, "0/word": {0, 1, Words},
	} {
		got, err := ParseRate(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("%s: %+v %s %v", text, got, got, err)
		}
	}
	for _, text := range []string{"", "5", "5/", "/words", "x/words", "5/0-words", "-1/words", "5/10k-pages", "NaN/words", "1/Inf-words"} {
		if got, err := ParseRate(text); err == nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
	size := SizeOf("one two\tthree\nfour  five")
	if size != (Size{5, 2, 1}) {
		t.Error(size)
	}
	rate := Rate{2, 10, Words}
	if rate.Exceeded(1, size) != "" || rate.Exceeded(2, size) == "" || rate.Exceeded(0, Size{}) != "" {
		t.Error("exceeded:", rate.Exceeded(1, size), rate.Exceeded(2, size))
	}
	if by := Worse(10, Size{Words: 1e5}, 15, Size{Words: 1e5}); by != "1.5 per 10k-words, it was 1 (15 findings, 10 before, +50 %)" {
		t.Error(by)
	}
	if by := Worse(10, Size{Words: 1e5}, 15, Size{Words: 2e5}); by != "" {
		t.Error("a corpus that grows faster than its damage is no worse:", by)
	}
}

func TestAllow(t *testing.T) {
	a, err := NewAllow([]string{"tea  time", "ـــ"}, []string{`^\|.*\|$`, `\d+  km`})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"at tea⟦  ⟧time now": true, "at teas⟦  ⟧time": false, "at tea⟦  ⟧timer": false, "the tea⟦  ⟧is cold": false,
		"one\n| a⟦  ⟧b |\ntwo": true, "one\n| a⟦  ⟧b\ntwo |": false, "it is 12⟦  ⟧km and": true, "it is⟦  ⟧12  km": false, "x ⟦ـــ⟧ y": true,
		"one\n⟦| a |\n⟧two": true,
	} {
		start, end := strings.Index(text, "⟦"), strings.Index(text, "⟧")-len("⟦")
		plain := strings.NewReplacer("⟦", "", "⟧", "").Replace(text)
		if got := a.In(plain).Covers(fixers.Span{Start: start, End: end}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if _, err := NewAllow(nil, []string{"("}); err == nil {
		t.Error("a pattern that is none")
	}
	if (*Allow)(nil).In("x").Covers(fixers.Span{}) {
		t.Error("nothing is allowed by default")
	}
}
