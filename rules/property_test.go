package rules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/engine"
	"github.com/tanqih/tanqih/rules"
)

// hostile are texts that nobody prepared a rule for.
var hostile = []string{
	"", "\n", "\r", "\r\n", " ", "\u00a0", "\ufeff", "\x00", "\xff\xfe", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80",
	"\u202e", "\u202a\u202b\u202c", "ـ", "\u064f", "\n\u064f\n", "ﻻ", "\ufffd", "\ue000",
	"((((((((", ")]})]}", "\"\"\"", "««»", "[bookmark:", "<<<<a", "&&&amp", "(cid:", "https://", ".www.", "....", "\f\f\f",
	"كلمة\rأخرى\r\nثالثة\n", "a\tb\t\tc", "ص ٥", "يتبع:", "- 12 -", "** **", "\u200c\u200d\u200e\u200f",
}

func allRules() []*rules.Rule { return rules.All() }

// checkContracts holds for every text, whatever the rules make of it: no panic, findings inside the text, fixes that are valid, keep
// their promise and are not given up, and edits that lead to the fixed text. It returns the texts after safe and after all fixes.
func checkContracts(t *testing.T, text string) (fixed, unsafe string) {
	t.Helper()
	safe := engine.New(engine.Settings{Rules: allRules()})
	all := engine.New(engine.Settings{Rules: allRules(), Unsafe: true})
	doc := func(s string) *rules.Document { return rules.NewDocument("t", rules.PlainText, s) }

	for _, f := range safe.Check(doc(text)).Findings {
		if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(text) {
			t.Errorf("%s: span %+v of a text of %d bytes", f.Rule, f.Span, len(text))
		}
		if f.Safety > f.Rule.Fix {
			t.Errorf("%s: offers a fix that is %v, declares %v", f.Rule, f.Safety, f.Rule.Fix)
		}
		if fix, _, ok := f.Repair(); ok {
			if err := fixers.Validate(text, fix.Edits); err != nil {
				t.Errorf("%s: fix in positions of the original: %v", f.Rule, err)
			}
		}
		_ = f.Message()
	}
	for what, r := range map[*string]engine.Result{&fixed: safe.Fix(doc(text)), &unsafe: all.Fix(doc(text))} {
		*what = r.Text
		for _, refused := range r.Refused {
			t.Errorf("%v refused: %v", refused.Rules, refused.Err)
		}
		if got := fixers.Apply(text, r.Edits()); got != r.Text {
			t.Errorf("the edits give %q, not %q", got, r.Text)
		}
	}
	return fixed, unsafe
}

// checkProperties adds what holds for texts that somebody might write: a second fix changes nothing, and safe fixes first do not
// stand in the way of unsafe ones.
func checkProperties(t *testing.T, text string) {
	t.Helper()
	fixed, unsafe := checkContracts(t, text)
	safe := engine.New(engine.Settings{Rules: allRules()})
	all := engine.New(engine.Settings{Rules: allRules(), Unsafe: true})
	doc := func(s string) *rules.Document { return rules.NewDocument("t", rules.PlainText, s) }
	if again := safe.Fix(doc(fixed)); again.Text != fixed {
		t.Errorf("safe fixes are not idempotent (%s):\n%q\n%q", firstRule(again), fixed, again.Text)
	}
	if again := all.Fix(doc(unsafe)); again.Text != unsafe {
		t.Errorf("unsafe fixes are not idempotent (%s):\n%q\n%q", firstRule(again), unsafe, again.Text)
	}
	if after := all.Fix(doc(fixed)); after.Text != unsafe {
		t.Errorf("safe fixes and then unsafe ones give\n%q, unsafe ones alone\n%q", after.Text, unsafe)
	}
}

func firstRule(r engine.Result) string {
	if len(r.Applied) == 0 {
		return "none"
	}
	return r.Applied[0].Rule.Code
}

func TestPropertiesOnHostileTexts(t *testing.T) {
	for _, text := range hostile {
		checkProperties(t, text)
		checkProperties(t, "كلمة "+text+" أخرى\n"+text+"\nEnd")
	}
}

func TestPropertiesOnGoldenTexts(t *testing.T) {
	for _, c := range goldenCases(t) {
		t.Run(c.String(), func(t *testing.T) { checkProperties(t, c.sections["input"]) })
	}
}

// Four thousand copies of every hostile text and every golden input, on one line or many, must be done in a time that only a linear
// method keeps.
func TestLongTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("long texts")
	}
	inputs := append([]string(nil), hostile...)
	for _, c := range goldenCases(t) {
		inputs = append(inputs, c.sections["input"])
	}
	seen := map[string]bool{}
	for _, in := range inputs {
		if in == "" || seen[in] {
			continue
		}
		seen[in] = true
		unit := in
		if len(unit) > 400 {
			unit = strings.ToValidUTF8(unit[:400], "")
		}
		text := strings.Repeat(unit, 1+200_000/len(unit))
		e := engine.New(engine.Settings{Rules: allRules()})
		start := time.Now()
		e.Check(rules.NewDocument("t", rules.PlainText, text))
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%d copies of %q took %v", len(text)/len(unit), unit, took)
		}
	}
}

func FuzzRules(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	for _, c := range goldenCases(f) {
		f.Add(c.sections["input"])
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		checkContracts(t, text)
	})
}
