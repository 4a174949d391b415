package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/engine"
	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/language"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
	"github.com/tanqih/tanqih/internal/walk"
	"github.com/tanqih/tanqih/rules"
)

// engines are the engines of a run, one for each set of settings.
type engines struct {
	mu  sync.Mutex
	all map[engineKey]*prepared
}

type engineKey struct {
	config  *config.Config
	ignored string
}

// prepared is an engine with the plan it was made from.
type prepared struct {
	*engine.Engine
	*config.Plan
	fails    func(rules.Severity) bool
	settings func() string   // for the cache: a hash of what findings depend on
	model    *language.Model // of the configuration; nil for the one that comes with the program
}

func (e *engines) of(c *config.Config, file string) (*prepared, error) {
	ignored := c.Ignored(file)
	key := engineKey{c, strings.Join(ignored, "\x00")}
	e.mu.Lock()
	defer e.mu.Unlock()
	if p := e.all[key]; p != nil {
		return p, nil
	}
	plan, err := c.Plan(ignored)
	if err != nil {
		return nil, err
	}
	model, id, err := loadModel(c)
	if err != nil {
		return nil, err
	}
	p := &prepared{Plan: plan, fails: func(rules.Severity) bool { return false }, model: model}
	p.settings = sync.OnceValue(func() string { return cacheSettings(c, ignored) + id })
	p.Engine = engine.New(engine.Settings{Rules: plan.Rules, Options: plan.Options, Unsafe: c.UnsafeFixes, SafetyOf: plan.SafetyOf, Protect: rules.Prose})
	if least, err := config.ParseSeverity(c.FailOn); err == nil {
		p.fails = func(s rules.Severity) bool { return s >= least }
	}
	if e.all == nil {
		e.all = map[engineKey]*prepared{}
	}
	e.all[key] = p
	return p, nil
}

// process works on one document. It never panics: a defect of a rule must not cost the other documents.
func (r *session) process(j job) (res result) {
	res.job = j
	defer func() {
		if v := recover(); v != nil {
			res = result{job: j, err: fmt.Errorf("%s: internal error: %v; please report it with the document", j.Path, v)}
		}
	}()
	if j.Err != nil {
		res.err = fmt.Errorf("%s: cannot read: %w", j.Path, j.Err)
		return res
	}
	if r.repairs() {
		if res.err = refused(&j); res.err != nil {
			return res
		}
	}
	if r.asBefore(&j) {
		res.same = true
		return res
	}
	p, err := r.engines.of(j.config, j.Abs)
	if err != nil {
		res.err = fmt.Errorf("%s: %w", j.Path, err)
		return res
	}
	res.fails = p.fails
	if r.unread(&res, p) {
		return res
	}
	file, err := r.read(j)
	if errors.Is(err, source.ErrBinary) && !j.Named {
		res.binary = true
		return res
	}
	if err != nil {
		res.err = err
		return res
	}
	accepted, err := r.accept(&j, file)
	if err != nil {
		res.err = fmt.Errorf("%s: %w", j.Path, err)
		return res
	}
	if r.measures(j.config) {
		res.size = gate.SizeOf(file.Text)
	}
	if len(file.Text) > largeText {
		debug.SetGCPercent(100)
	}
	if !r.repairs() {
		r.inspect(&res, p, file, accepted)
		return res
	}
	if r.repaired(&res, p, file, accepted) {
		return res
	}
	found := p.engine(accepted).Fix(r.document(p, &j, file))
	res.take(r, p, found, false)
	if accepted != nil {
		res.commentAfter(p, accepted.comments, found.Text, j.config.Find)
	}
	res.settle(r)
	if found.Text != file.Text {
		res.err = r.apply(&res, file, &found)
	} else if j.stdin && r.changes() {
		res.fixed = &found.Text
	}
	return res
}

// refused reports a file that must not be repaired: it was named, its name says that it is no prose, and no pattern of include asks for it.
func refused(j *job) error {
	if !j.Named {
		return nil
	}
	err := source.Prose(j.Path)
	if err != nil && j.config != nil && walk.Matches(j.config.Root, j.Abs, j.config.Include) {
		return nil
	}
	return err
}

// largeText is the size, in bytes, from which memory counts more than time.
const largeText = 4 << 20

func (r *session) read(j job) (*source.File, error) {
	if j.text != nil {
		if source.Supported(j.Path) != nil || source.Binary([]byte(*j.text)) {
			return nil, fmt.Errorf("%s: %w", j.Path, source.ErrBinary)
		}
		return &source.File{Path: j.Path, Kind: source.KindOf(j.Path), Text: *j.text}, nil
	}
	if !j.stdin {
		return source.Read(j.Path)
	}
	data, err := io.ReadAll(r.in)
	if err != nil {
		return nil, fmt.Errorf("cannot read standard input: %w", err)
	}
	if err := source.Supported(j.Path); err != nil {
		return nil, err
	}
	if source.Binary(data) {
		return nil, fmt.Errorf("standard input: %w", source.ErrBinary)
	}
	return &source.File{Path: j.Path, Kind: source.KindOf(j.Path), Text: string(data)}, nil
}

// apply writes what fixes made of a document, or notes the difference.
func (r *session) apply(res *result, file *source.File, found *engine.Result) error {
	if r.diff {
		res.hunks = fixers.Hunks(file.Text, composed(found), diffContext)
	}
	if !r.changes() {
		return nil
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if r.ledger != nil {
		entries := make([]source.Entry, len(found.Applied))
		for i, a := range found.Applied {
			entries[i] = source.NewEntry(a.Round, a.Rule.Code, a.Safety.String(), a.Edit, a.Old)
		}
		if err := r.ledger.Record(res.Abs, file.Text, found.Text, entries); err != nil {
			return err
		}
	}
	if res.stdin {
		res.fixed = &found.Text
		return nil
	}
	// A run that is interrupted finishes the file it is writing: what is in the ledger is on the disk.
	return file.Write(context.Background(), found.Text)
}

// diffContext is the lines of context of a diff.
const diffContext = 3

// composed is the edits on the original text that do what all rounds did.
func composed(found *engine.Result) []fixers.Edit {
	var trail fixers.Trail
	for i := 0; i < len(found.Applied); {
		var round []fixers.Edit
		j := i
		for ; j < len(found.Applied) && found.Applied[j].Round == found.Applied[i].Round; j++ {
			round = append(round, found.Applied[j].Edit)
		}
		trail.Push(round)
		i = j
	}
	return fixers.Compose(trail, found.Text)
}

// take turns what the engine found into what is reported.
func (res *result) take(r *session, p *prepared, found engine.Result, all bool) {
	if (all || r.wanted(&res.job)) && len(found.Findings)+len(found.Refused) > 0 {
		res.report = &report.File{Path: res.Path, Text: found.Text, Findings: make([]report.Finding, 0, len(found.Findings)+len(found.Refused))}
	}
	for i := range found.Findings {
		f := &found.Findings[i]
		severity := f.Severity
		if s, ok := p.Severity[f.Rule]; ok {
			severity = s
		}
		res.counts = tallyUp(res.counts, count{f.Rule, f.Safety, p.fails(severity), 1})
		if res.report == nil {
			continue
		}
		out := report.Finding{Rule: f.Rule, Message: f.Message(), Severity: severity, Span: f.Span, Safety: f.Safety, Evidence: f.Evidence, Related: f.Places()}
		if f.Safety != fixers.None {
			fix, first, ok := f.Repair()
			if ok && fixers.Validate(found.Text, fix.Edits) == nil { // sorts the edits
				out.Fix = &fix
			} else {
				out.First = first
			}
		}
		res.report.Findings = append(res.report.Findings, out)
	}
	for _, a := range found.Applied {
		res.applied = tallyUp(res.applied, count{a.Rule, a.Safety, false, 1})
	}
	slices.SortFunc(res.applied, func(a, b count) int {
		return cmp.Or(cmp.Compare(a.rule.Code, b.rule.Code), cmp.Compare(b.safety, a.safety))
	})
	res.refuse(found.Refused)
}

// refuse reports the fixes that the engine did not apply.
func (res *result) refuse(refused []engine.Refusal) {
	for _, x := range refused {
		res.refusals++
		res.counts = tallyUp(res.counts, count{rules.RefusedFix, fixers.None, true, 1})
		if res.report == nil {
			continue
		}
		codes := make([]string, len(x.Rules))
		for i, rule := range x.Rules {
			codes[i] = rule.Code
		}
		res.report.Findings = append(res.report.Findings, report.Finding{
			Rule: rules.RefusedFix, Severity: rules.Error, Span: x.Span,
			Message: fmt.Sprintf("a fix of %s was refused: %v", strings.Join(codes, ", "), x.Err),
		})
	}
}

func tallyUp(counts []count, c count) []count {
	for i := range counts {
		if o := &counts[i]; o.rule == c.rule && o.safety == c.safety && o.fails == c.fails {
			o.n += c.n
			return counts
		}
	}
	return append(counts, c)
}
