// Package engine runs rules over documents in stages, merges their fixes, repeats them to a fixed point and checks the contract of
// every fix it applies.
package engine

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// maxRounds bounds the rounds of one stage, and the passes over all stages; ten is the bound that other linters settled on.
const maxRounds = 10

// Settings say which rules run and which fixes are applied. The zero value runs nothing.
type Settings struct {
	Rules   []*rules.Rule
	Options map[string]any // by code; a rule that is missing runs with its defaults
	Unsafe  bool           // apply unsafe fixes too
	// SafetyOf, if set, is the safety to use for a fix of a rule in place of the one it declares (a user's configuration).
	SafetyOf func(*rules.Rule, fixers.Safety) fixers.Safety
	// Protect, if set, finds the parts that are no prose.
	Protect func(rules.Kind, string) rules.Verbatim
}

// Engine applies settings to documents. It may be used by several goroutines at once.
type Engine struct {
	settings Settings
	stages   [rules.StageTypography + 1][]configured
	skip     func(*rules.Rule, fixers.Span) bool
}

type configured struct {
	rule    *rules.Rule
	options any
}

// New prepares an engine.
func New(s Settings) *Engine {
	e := &Engine{settings: s}
	for _, r := range s.Rules {
		options := r.Options
		if o, ok := s.Options[r.Code]; ok {
			options = o
		}
		e.stages[r.Stage] = append(e.stages[r.Stage], configured{r, options})
	}
	return e
}

// Except is e without the findings that skip names by their rule and their place in the text that is handed in: they are neither
// reported nor fixed.
func (e *Engine) Except(skip func(rule *rules.Rule, place fixers.Span) bool) *Engine {
	c := *e
	c.skip = skip
	return &c
}

// Finding is a finding with its place in the text that was handed in (after a fix: in the fixed text).
type Finding struct {
	rules.Finding
	Span fixers.Span

	run   *run
	depth int // how many layers of repairs lie between the original text and the one the finding was made in
}

// Applied is one edit that was made, in positions of the text before its round.
type Applied struct {
	Round  int // from 1, over all stages
	Rule   *rules.Rule
	Safety fixers.Safety
	fixers.Edit
	Old string

	found string // the text of the finding
}

// Refusal is a fix that was not applied because it was invalid or broke its contract, or a document whose fixes do not settle.
type Refusal struct {
	Rules []*rules.Rule
	Span  fixers.Span // in the text that the findings are in; empty when it was refused in a text that other fixes have replaced
	Err   error
}

// Result is what a check or a fix gives.
type Result struct {
	Document *rules.Document // as handed in
	Text     string          // after all fixes; of a check, the text as handed in
	Findings []Finding       // sorted by position
	Applied  []Applied       // of a fix only
	Refused  []Refusal

	trail fixers.Trail // from the text handed in to Text; empty after a check
}

// ErrCycle marks a document whose fixes undo each other or do not come to an end; it is left untouched.
var ErrCycle = errors.New("the fixes do not settle")

// run is the state of one check or fix.
type run struct {
	*Engine
	doc     *rules.Document
	trail   fixers.Trail
	layers  [][]Applied // the edits of each layer of the trail
	pass    int         // how many layers there were when the present pass over the stages began
	holds   []hold      // in order of start once settled
	settled bool        // holds are sorted and reach is right
	fixing  bool        // the result speaks of the fixed text
	barred  map[barredFix]bool
	result  Result
	refused map[string]int // index in result.Refused by rule and reason
	*buffers
}

// buffers are what runs use again: findings are large, and there may be thousands.
type buffers struct {
	found, sorted []rules.Finding // of one stage
	reported      []Finding
	used          int // the most findings of a stage since the buffers were cleared
}

var spare = sync.Pool{New: func() any { return new(buffers) }}

// manyFindings is how many findings buffers may have held that are kept for another document.
const manyFindings = 8 << 10

// release hands the buffers over to later runs.
func (r *run) release() {
	b := r.buffers
	r.buffers = nil
	if max(cap(b.found), cap(b.sorted), cap(b.reported)) > manyFindings {
		return
	}
	clear(b.found[:min(b.used, cap(b.found))])
	clear(b.sorted[:min(b.used, cap(b.sorted))])
	clear(b.reported)
	b.found, b.sorted, b.reported, b.used = b.found[:0], b.sorted[:0], b.reported[:0], 0
	spare.Put(b)
}

// hold is a place that later stages must leave alone, in the text at the start of the pass: in the text before all passes a line that
// was put in order is one place, so that the last pass would hold more than a run that starts from its text, and fixing twice
// would change more than fixing once.
type hold struct {
	fixers.Span
	stage rules.Stage
	rule  *rules.Rule
	reach int // the furthest end of this hold and all before it
}

// Check reports what is wrong with d, in positions of d.Text. Between the stages up to [rules.LastAppliedStage] the repairs that a
// fix with the same settings would make are made in memory.
func (e *Engine) Check(d *rules.Document) Result {
	r := e.start(d)
	for stage := rules.StageDecode; stage <= rules.StageTypography; stage++ {
		r.stage(stage, stage <= rules.LastAppliedStage)
	}
	r.result.Text = d.Text
	r.result.Applied = nil
	return r.finish()
}

// Fix makes the fixes that the settings allow until none is left. What remains is reported in positions of the fixed text.
// When fixes undo each other, those of the earliest stage among them are given up, place by place, and shown only; if even that
// does not settle, the document is left as it was and the rules are named ([ErrCycle]).
func (e *Engine) Fix(d *rules.Document) Result {
	barred := map[barredFix]bool{}
	for {
		r := e.start(d)
		r.fixing, r.barred = true, barred
		rest, again := r.fix()
		if rest == nil {
			return r.finish()
		}
		if !again || len(barred) > maxBarred || !bar(barred, rest) {
			return e.unsettled(d, rest)
		}
	}
}

// maxBarred bounds the fixes that are given up in a document before all are.
const maxBarred = 100

// barredFix is a fix that takes part in a cycle: what a rule found, by its text.
type barredFix struct {
	rule *rules.Rule
	text string
}

// bar adds the fixes of the earliest stage in a cycle that are not barred yet, and reports whether there were any.
func bar(barred map[barredFix]bool, cycle []Applied) bool {
	first := rules.StageTypography + 1
	for _, a := range cycle {
		if !barred[barredFix{a.Rule, a.found}] {
			first = min(first, a.Rule.Stage)
		}
	}
	for _, a := range cycle {
		if a.Rule.Stage == first {
			barred[barredFix{a.Rule, a.found}] = true
		}
	}
	return first <= rules.StageTypography
}

// fix runs passes over all stages until one changes nothing. When they do not come to an end it returns the edits that go round, with
// again set when an earlier text came back.
func (r *run) fix() (rest []Applied, again bool) {
	seen := map[string]int{r.doc.Text: 0}
	for range maxRounds {
		before := len(r.layers)
		r.pass = before
		clear(r.reported)
		r.reported = r.reported[:0]
		r.holds, r.settled = nil, false
		for i := range r.result.Refused {
			r.result.Refused[i].Span = fixers.Span{} // it was a place of a text that is gone
		}
		for stage := rules.StageDecode; stage <= rules.StageTypography; stage++ {
			r.stage(stage, true)
		}
		if len(r.layers) == before {
			r.result.Text = r.doc.Text
			for i := range r.reported {
				r.reported[i].Span = r.reported[i].Finding.Span
				r.reported[i].depth = 0
			}
			r.result.trail = r.trail
			return nil, false
		}
		if from, again := seen[r.doc.Text]; again {
			return slices.Concat(r.layers[from:]...), true
		}
		seen[r.doc.Text] = len(r.layers)
	}
	return slices.Concat(r.layers[r.pass:]...), false
}

// unsettled gives up: the document as it was, its findings, and the rules whose fixes go round.
func (e *Engine) unsettled(d *rules.Document, cycle []Applied) Result {
	var culprits []*rules.Rule
	for _, a := range cycle {
		if !slices.Contains(culprits, a.Rule) {
			culprits = append(culprits, a.Rule)
		}
	}
	slices.SortFunc(culprits, func(a, b *rules.Rule) int { return cmp.Compare(a.Code, b.Code) })
	res := e.Check(d)
	res.Refused = append(res.Refused, Refusal{Rules: culprits, Err: ErrCycle})
	return res
}

func (e *Engine) start(d *rules.Document) *run {
	r := &run{Engine: e, doc: d, result: Result{Document: d}, buffers: spare.Get().(*buffers)}
	r.protect()
	return r
}

func (r *run) protect() {
	if r.settings.Protect != nil {
		r.doc.Protect(r.settings.Protect(r.doc.Kind, r.doc.Text))
	}
}

// stage runs one stage, to its fixed point when apply is set. Reported are the findings whose fix was made, and those of the
// last round.
func (r *run) stage(stage rules.Stage, apply bool) {
	for round := 0; ; round++ {
		found := r.ask(stage)
		var done []bool
		if apply && round < maxRounds {
			done = r.apply(found, stage)
		}
		if done == nil {
			r.reported = slices.Grow(r.reported, len(found))
			for i := range found {
				r.report(&found[i], len(r.layers))
				r.hold(&found[i], stage)
			}
			return
		}
		for i := range found {
			if done[i] {
				r.report(&found[i], len(r.layers)-1)
			}
		}
	}
}

// ask is the findings of all rules of a stage, by position, with the safety that the settings give them.
func (r *run) ask(stage rules.Stage) []rules.Finding {
	found := r.found[:0]
	for _, c := range r.stages[stage] {
		found = c.rule.Run(r.doc, c.options, found)
	}
	r.found = found
	r.used = max(r.used, len(found))
	kept := found[:0]
	for i := range found {
		f := &found[i]
		if r.doc.ProtectedFrom(f.Rule, f.Span) || r.skips(f) {
			continue
		}
		if f.Safety != fixers.None && r.settings.SafetyOf != nil {
			f.Safety = r.settings.SafetyOf(f.Rule, f.Safety)
		}
		if f.Safety > fixers.Display && f.Span.Len() < len(r.doc.Text) && r.doc.Misencoded() && strings.IndexFunc(f.Span.Of(r.doc.Text), notASCII) >= 0 {
			f.Safety = fixers.Display
			f.Evidence = append(f.Evidence, rules.Evidence{Key: "encoding", Value: "unknown"})
		}
		if f.Safety > fixers.Display && len(r.barred) > 0 && r.barred[barredFix{f.Rule, f.Span.Of(r.doc.Text)}] {
			f.Safety = fixers.Display
			f.Evidence = append(f.Evidence, rules.Evidence{Key: "does_not_settle", Value: true})
		}
		if len(kept) == i {
			kept = found[:i+1]
		} else {
			kept = append(kept, *f)
		}
	}
	if order := inOrder(kept, func(f *rules.Finding) (fixers.Span, string) { return f.Span, "" }); order != nil {
		r.sorted = arrange(r.sorted[:0], kept, order)
		kept = r.sorted
	}
	for i := range kept {
		if h := r.holder(kept[i].Span, stage); h != nil && kept[i].Safety == fixers.Safe && !r.settings.Unsafe {
			kept[i].Safety = fixers.Unsafe
			kept[i].Evidence = append(kept[i].Evidence, rules.Evidence{Key: "waits_for", Value: h.Code})
		}
	}
	return kept
}

func notASCII(c rune) bool { return c >= utf8.RuneSelf }

func (r *run) skips(f *rules.Finding) bool {
	if r.skip == nil {
		return false
	}
	origin, _ := r.trail.Origin(f.Span)
	return r.skip(f.Rule, origin)
}

// apply makes the fixes that are safe enough and do not meet, and reports which findings they belong to; nil when none was made.
func (r *run) apply(found []rules.Finding, stage rules.Stage) []bool {
	least := fixers.Safe
	if r.settings.Unsafe {
		least = fixers.Unsafe
	}
	var merger fixers.Merger
	var done []bool
	var applied []Applied
	for i := range found {
		f := &found[i]
		if f.Safety < least {
			continue
		}
		fix, ok := f.Repair()
		if !ok {
			continue
		}
		if err := r.verify(f.Rule, fix); err != nil {
			r.refuse(f, err)
			continue
		}
		if r.blocked(fix, stage) || !merger.Add(fix.Edits) {
			continue
		}
		if done == nil {
			done = make([]bool, len(found))
		}
		done[i] = true
		for _, e := range fix.Edits {
			applied = append(applied, Applied{Round: len(r.layers) + 1, Rule: f.Rule, Safety: f.Safety, Edit: e, Old: e.Of(r.doc.Text), found: f.Span.Of(r.doc.Text)})
		}
	}
	if done == nil {
		return nil
	}
	edits := merger.Edits()
	text := fixers.Apply(r.doc.Text, edits)
	if text == r.doc.Text {
		return nil
	}
	applied = unique(applied)
	r.trail.Push(edits)
	r.layers = append(r.layers, applied)
	r.result.Applied = append(r.result.Applied, applied...)
	r.doc = r.doc.Edited(edits, text)
	r.protect()
	return done
}

// unique sorts the edits of a round and drops those that two findings made alike.
func unique(a []Applied) []Applied {
	slices.SortStableFunc(a, func(x, y Applied) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	return slices.CompactFunc(a, func(x, y Applied) bool { return x.Edit == y.Edit })
}

// verify reports why a fix cannot be applied to the present text.
func (r *run) verify(rule *rules.Rule, fix fixers.Fix) error {
	if err := fixers.Validate(r.doc.Text, fix.Edits); err != nil {
		return err
	}
	for _, e := range fix.Edits {
		if r.doc.ProtectedFrom(rule, e.Span) {
			return fmt.Errorf("%w: it touches a part that is no prose", fixers.ErrInvalid)
		}
	}
	return fix.Contract.Check(r.doc.Text, fix.Edits)
}

func (r *run) refuse(f *rules.Finding, err error) {
	f.Safety = fixers.None
	origin := f.Span
	if !r.fixing {
		origin, _ = r.trail.Origin(origin)
	}
	refusal := Refusal{Rules: []*rules.Rule{f.Rule}, Span: origin, Err: err}
	key := f.Rule.Code + err.Error()
	if i, ok := r.refused[key]; ok {
		if r.result.Refused[i].Span == (fixers.Span{}) {
			r.result.Refused[i] = refusal
		}
		return
	}
	if r.refused == nil {
		r.refused = map[string]int{}
	}
	r.refused[key] = len(r.result.Refused)
	r.result.Refused = append(r.result.Refused, refusal)
}

// hold notes the place of a finding whose fix was offered but not made.
func (r *run) hold(f *rules.Finding, stage rules.Stage) {
	if f.Safety != fixers.Unsafe || r.settings.Unsafe || stage > rules.LastAppliedStage {
		return
	}
	span := f.Span
	if f.Rule.HoldsLine {
		first, last := r.doc.LineAt(span.Start), r.doc.LineAt(max(span.End-1, span.Start))
		span = r.doc.WholeLines(first.Index, last.Index)
	}
	origin, _ := r.trail.Since(r.pass).Origin(span)
	h := hold{Span: origin, stage: stage, rule: f.Rule}
	r.holds = append(r.holds, h)
	r.settled = false
}

// holder is the rule of an earlier stage that holds a place of the present text, or nil.
func (r *run) holder(s fixers.Span, stage rules.Stage) *rules.Rule {
	if len(r.holds) == 0 {
		return nil
	}
	if !r.settled {
		r.settleHolds()
	}
	origin, _ := r.trail.Since(r.pass).Origin(s)
	origin.End = max(origin.End, origin.Start+1)
	i, _ := slices.BinarySearchFunc(r.holds, origin.End, func(h hold, end int) int { return cmp.Compare(h.Start, end) })
	for i--; i >= 0 && r.holds[i].reach > origin.Start; i-- {
		if h := r.holds[i]; h.stage < stage && h.Overlaps(origin) {
			return h.rule
		}
	}
	return nil
}

func (r *run) settleHolds() {
	slices.SortStableFunc(r.holds, func(a, b hold) int { return cmp.Compare(a.Start, b.Start) })
	reach := 0
	for i := range r.holds {
		reach = max(reach, r.holds[i].End)
		r.holds[i].reach = reach
	}
	r.settled = true
}

// blocked reports whether a fix of a safe finding touches a place that an earlier stage holds.
func (r *run) blocked(fix fixers.Fix, stage rules.Stage) bool {
	if r.settings.Unsafe || len(r.holds) == 0 {
		return false
	}
	return slices.ContainsFunc(fix.Edits, func(e fixers.Edit) bool { return r.holder(e.Span, stage) != nil })
}

func (r *run) report(f *rules.Finding, depth int) {
	origin, _ := r.at(depth).Origin(f.Span)
	r.reported = append(r.reported, Finding{Finding: *f, Span: origin, run: r, depth: depth})
}

// at is the trail as it was at a depth.
func (r *run) at(depth int) fixers.Trail { return r.trail.Upto(depth) }

func (r *run) finish() Result {
	if order := inOrder(r.reported, func(f *Finding) (fixers.Span, string) { return f.Span, f.Rule.Code }); order != nil {
		r.result.Findings = arrange(make([]Finding, 0, len(order)), r.reported, order)
	} else if len(r.reported) > 0 {
		r.result.Findings = slices.Clone(r.reported)
	}
	r.release()
	return r.result
}

// inOrder is the order of findings by start, longer spans first, then by code; equals keep their order. It is nil when they are in order
// already. Findings are large, so their keys are sorted and each finding is moved once. They come rule by rule, each mostly in the
// order of the text, so merging what is in order already takes far fewer comparisons than sorting from nothing.
func inOrder[T any](found []T, key func(*T) (fixers.Span, string)) []entry {
	order := make([]entry, len(found), 2*len(found))
	var runs []int // where each run that is in order begins
	for i := range found {
		order[i].span, order[i].code = key(&found[i])
		order[i].index = i
		if i == 0 || order[i].before(&order[i-1]) {
			runs = append(runs, i)
		}
	}
	if len(runs) < 2 {
		return nil
	}
	return mergeRuns(order, order[len(order):cap(order)], runs)
}

// arrange appends the findings to out, which is empty, in their order.
func arrange[T any](out, found []T, order []entry) []T {
	out = slices.Grow(out, len(order))
	for i := range order {
		out = append(out, found[order[i].index])
	}
	return out
}

// entry is the key of a finding and where it stands.
type entry struct {
	span  fixers.Span
	code  string
	index int
}

// before reports whether e has to stand before o; findings that are equal have no order.
func (e *entry) before(o *entry) bool {
	switch {
	case e.span.Start != o.span.Start:
		return e.span.Start < o.span.Start
	case e.span.End != o.span.End:
		return e.span.End > o.span.End
	}
	return e.code < o.code
}

// mergeRuns sorts from, in which a run in order begins at each of runs, by merging neighbours; to is as long as from.
func mergeRuns(from, to []entry, runs []int) []entry {
	for len(runs) > 1 {
		merged := runs[:0]
		for i := 0; i < len(runs); i += 2 {
			start, middle, end := runs[i], len(from), len(from)
			if i+1 < len(runs) {
				middle = runs[i+1]
			}
			if i+2 < len(runs) {
				end = runs[i+2]
			}
			a, b, out := from[start:middle], from[middle:end], to[start:end]
			for len(a) > 0 && len(b) > 0 {
				if b[0].before(&a[0]) {
					out[0], b = b[0], b[1:]
				} else {
					out[0], a = a[0], a[1:]
				}
				out = out[1:]
			}
			copy(out[copy(out, a):], b)
			merged = append(merged, start)
		}
		runs = merged
		from, to = to, from
	}
	return from
}

// Repair is the fix in positions of the text that was handed in. When there is a fix that cannot be given so, because an
// earlier repair touches its place, ok is false and first names the rules whose fixes go first ("ENC005, SPL002").
func (f *Finding) Repair() (fix fixers.Fix, first string, ok bool) {
	fix, ok = f.Finding.Repair()
	if !ok || f.depth == 0 {
		return fix, "", ok
	}
	trail := f.run.at(f.depth)
	moved := make([]fixers.Edit, len(fix.Edits))
	for i, e := range fix.Edits {
		origin, exact := trail.Origin(e.Span)
		if !exact {
			return fixers.Fix{}, f.run.before(origin, f.depth), false
		}
		moved[i] = fixers.Edit{Span: origin, New: e.New}
	}
	fix.Edits = moved
	return fix, "", true
}

// before names the rules that changed a place of the original text in the first depth layers.
func (r *run) before(origin fixers.Span, depth int) string {
	var codes []string
	for i, layer := range r.layers[:depth] {
		trail := r.at(i)
		for _, a := range layer {
			o, _ := trail.Origin(a.Span)
			if o.Start <= origin.End && origin.Start <= o.End && !slices.Contains(codes, a.Rule.Code) {
				codes = append(codes, a.Rule.Code)
			}
		}
	}
	return strings.Join(codes, ", ")
}
