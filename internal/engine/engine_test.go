package engine

import (
	"errors"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// replacer is a rule that replaces every occurrence of old by new.
func replacer(code string, stage rules.Stage, safety fixers.Safety, contract fixers.Contract, old, new string) *rules.Rule {
	return &rules.Rule{Code: code, Name: strings.ToLower(code), Stage: stage, Scope: rules.ScopeDocument, Fix: safety, Check: func(p *rules.Pass) {
		for at := 0; ; {
			i := strings.Index(p.Doc.Text[at:], old)
			if i < 0 {
				return
			}
			at += i
			p.Report(fixers.Span{Start: at, End: at + len(old)}, "%q", old).Fix(safety, contract, "replace", fixers.Replace(at, at+len(old), new))
			at += len(old)
		}
	}}
}

var anything = fixers.DecodesTo(func(string) (string, error) { return "", nil })

// free is a contract that holds for the replacement of from by to.
func free(from string) fixers.Contract {
	return fixers.DecodesTo(func(string) (string, error) { return from, nil })
}

func doc(text string) *rules.Document { return rules.NewDocument("t", rules.PlainText, text) }

func TestCheckReportsInPositionsOfTheOriginal(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{
		replacer("AAA001", rules.StageDecode, fixers.Safe, free("&amp;"), "&amp;", "&"),
		replacer("AAA002", rules.StageTypography, fixers.Safe, fixers.RemovesOnly, "!!", "!"),
	}})
	const text = "a &amp; b &amp; c!! d"
	got := e.Check(doc(text))
	var places []string
	for _, f := range got.Findings {
		places = append(places, f.Rule.Code+" "+f.Span.Of(text))
	}
	if s := strings.Join(places, ", "); s != "AAA001 &amp;, AAA001 &amp;, AAA002 !!" {
		t.Error(s)
	}
	fix, _, ok := got.Findings[2].Repair()
	if !ok || fix.Edits[0].Of(text) != "!!" {
		t.Errorf("the fix is at %+v", fix.Edits)
	}
	if got.Text != text {
		t.Error("a check changes nothing")
	}
}

func TestFixThatNeedsAnotherFirst(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{
		replacer("AAA001", rules.StageDecode, fixers.Safe, free("&#33;"), "&#33;", "!"),
		replacer("AAA002", rules.StageTypography, fixers.Safe, fixers.RemovesOnly, "!!", "!"),
	}})
	got := e.Check(doc("a&#33;! b"))
	if len(got.Findings) != 2 {
		t.Fatalf("%d findings", len(got.Findings))
	}
	for _, f := range got.Findings {
		if f.Rule.Code == "AAA002" {
			if _, first, ok := f.Repair(); ok || first != "AAA001" {
				t.Errorf("ok %v, first %q", ok, first)
			}
		}
	}
	if fixed := e.Fix(doc("a&#33;! b")); fixed.Text != "a! b" {
		t.Errorf("%q", fixed.Text)
	}
}

func TestFixGoesToTheFixedPoint(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{replacer("AAA001", rules.StageTypography, fixers.Safe, fixers.SameText, "  ", " ")}})
	got := e.Fix(doc("a        b"))
	if got.Text != "a b" || len(got.Findings) != 0 {
		t.Errorf("%q, %d findings left", got.Text, len(got.Findings))
	}
	if back := fixers.Apply("a        b", got.Edits()); back != "a b" {
		t.Errorf("composed edits give %q", back)
	}
}

func TestFixesThatUndoEachOtherAreGivenUp(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{
		replacer("AAA001", rules.StageDecode, fixers.Safe, free("x"), "x", "y"),
		replacer("AAA002", rules.StageTypography, fixers.Safe, free("y"), "y", "x"),
		replacer("AAA003", rules.StageTypography, fixers.Safe, fixers.RemovesOnly, "!!", "!"),
	}})
	got := e.Fix(doc("x!!"))
	if got.Text != "x!" || len(got.Refused) != 0 {
		t.Fatalf("%q %+v", got.Text, got.Refused)
	}
	if len(got.Findings) != 1 || got.Findings[0].Safety != fixers.Display || got.Findings[0].Evidence[0].Key != "does_not_settle" {
		t.Errorf("%+v", got.Findings)
	}
	if again := e.Fix(doc(got.Text)); again.Text != got.Text {
		t.Errorf("fixed twice: %q", again.Text)
	}
}

func TestEndlessFixesLeaveTheDocumentAlone(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{{Code: "AAA001", Stage: rules.StageDecode, Scope: rules.ScopeDocument, Fix: fixers.Safe, Check: func(p *rules.Pass) {
		end := len(p.Doc.Text)
		p.Report(fixers.Span{End: end}, "too short").Fix(fixers.Safe, free(""), "grow", fixers.Insert(end, "x"))
	}}}})
	got := e.Fix(doc("x"))
	if got.Text != "x" || len(got.Refused) != 1 || !errors.Is(got.Refused[0].Err, ErrCycle) || len(got.Applied) != 0 {
		t.Fatalf("%q %+v", got.Text, got.Refused)
	}
}

func TestBrokenContractIsRefused(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{replacer("AAA001", rules.StageTypography, fixers.Safe, fixers.SameText, "colour", "color")}})
	got := e.Fix(doc("colour"))
	if got.Text != "colour" || len(got.Refused) != 1 || !errors.Is(got.Refused[0].Err, fixers.ErrBroken) {
		t.Fatalf("%q %+v", got.Text, got.Refused)
	}
	if e = New(Settings{Rules: []*rules.Rule{replacer("AAA001", rules.StageTypography, fixers.Safe, anything, "a", "b")}}); e.Fix(doc("a")).Text != "a" {
		t.Error("a new text that does not encode to the old one was let through")
	}
}

func TestUnappliedEvidenceHoldsTheLine(t *testing.T) {
	gaps := replacer("AAA001", rules.StageLines, fixers.Unsafe, free("b  a"), "b  a", "a b")
	gaps.HoldsLine = true
	space := replacer("AAA002", rules.StageTypography, fixers.Safe, fixers.SameText, "  ", " ")
	both := []*rules.Rule{gaps, space}
	const text = "b  a  !\nc  d\n"
	safe := New(Settings{Rules: both}).Fix(doc(text))
	if safe.Text != "b  a  !\nc d\n" {
		t.Errorf("the evidence was destroyed: %q", safe.Text)
	}
	alone := New(Settings{Rules: both, Unsafe: true}).Fix(doc(text)).Text
	after := New(Settings{Rules: both, Unsafe: true}).Fix(doc(safe.Text)).Text
	if alone != after || alone != "a b !\nc d\n" {
		t.Errorf("unsafe alone %q, after safe %q", alone, after)
	}
	for _, f := range New(Settings{Rules: both}).Check(doc(text)).Findings {
		if f.Rule == space && f.Span.Start < 8 && f.Safety != fixers.Unsafe {
			t.Errorf("a fix that waits is %v", f.Safety)
		}
	}
}

func TestConflictingFixWaits(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{
		replacer("AAA001", rules.StageTypography, fixers.Safe, fixers.RemovesOnly, "abc", "a"),
		replacer("AAA002", rules.StageTypography, fixers.Safe, fixers.RemovesOnly, "cd", "d"),
	}})
	got := e.Fix(doc("abcd"))
	if got.Text != "ad" {
		t.Errorf("%q", got.Text)
	}
}

func TestSafetyOfTheSettings(t *testing.T) {
	r := replacer("AAA001", rules.StageTypography, fixers.Safe, fixers.RemovesOnly, "ab", "a")
	e := New(Settings{Rules: []*rules.Rule{r}, SafetyOf: func(*rules.Rule, fixers.Safety) fixers.Safety { return fixers.Display }})
	if got := e.Fix(doc("ab")); got.Text != "ab" || got.Findings[0].Safety != fixers.Display {
		t.Errorf("%q %v", got.Text, got.Findings[0].Safety)
	}
}

func TestRefusalIsPlacedInTheFixedText(t *testing.T) {
	e := New(Settings{Rules: []*rules.Rule{
		replacer("AAA001", rules.StageDecode, fixers.Safe, fixers.RemovesOnly, "long gone words ", ""),
		replacer("AAA002", rules.StageTypography, fixers.Safe, fixers.SameText, "colour", "color"),
	}})
	got := e.Fix(doc("long gone words colour"))
	if got.Text != "colour" || len(got.Refused) != 1 || got.Refused[0].Span.Of(got.Text) != "colour" {
		t.Errorf("%q %+v", got.Text, got.Refused)
	}
}
