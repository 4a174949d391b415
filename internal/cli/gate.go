package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/engine"
	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
	"github.com/tanqih/tanqih/rules"
)

// gating is what a run knows of which findings count. Its zero value counts all.
type gating struct {
	baselines    map[string]*baseline // by file
	suppressions *gate.Suppressions
	revision     *revision // of --new-from-rev and --new-from-merge-base
	worse        *worse    // of --no-worse-than
	rates        map[*config.Config]*rates
	git          *gate.Git
	held         []held
	collect      func(*result) // takes the findings in place of the reports
	hidden       struct{ known, accepted int }

	cache *gate.Cache

	mu     sync.Mutex
	allows map[*config.Config]*gate.Allow
}

// baseline is a baseline with the files of its entries that were checked.
type baseline struct {
	*gate.Baseline
	dir     string
	checked map[string]bool
}

// held is a result that waits for the others, because findings of its may be known from elsewhere.
type held struct {
	result
	known    []*gate.Known
	verdicts [][]gate.Verdict
}

// openGate prepares the gate of a run over args.
func (r *session) openGate(ctx context.Context, args []string) error {
	g := &r.gate
	if !r.ignoreSuppressions && !r.isolated {
		if file := gate.FindSuppressions(r.dir); file != "" {
			c, err := r.loader.For(r.dir)
			if err != nil {
				return err
			}
			exists := func(code string) bool {
				return slices.ContainsFunc(c.Catalogue(), func(rule *rules.Rule) bool { return rule.Code == code })
			}
			if g.suppressions, err = gate.ReadSuppressions(file, exists); err != nil {
				return err
			}
		}
	}
	if r.known != "" {
		if _, err := r.baselineAt(r.absolute(r.known), r.known); err != nil {
			return err
		}
	}
	c, err := r.loader.For(r.dir)
	if err != nil {
		return err
	}
	if _, err := r.ratesOf(c); err != nil {
		return err
	}
	if _, err := g.allow(c); err != nil {
		return err
	}
	if err := r.openCache(); err != nil {
		return err
	}
	return r.openRevisions(ctx, args)
}

func (r *session) absolute(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.dir, path)
}

// baselineAt is the baseline in a file (absolute); shown is how the user named it.
func (r *session) baselineAt(file, shown string) (*baseline, error) {
	g := &r.gate
	if b := g.baselines[file]; b != nil {
		return b, nil
	}
	read, err := gate.ReadBaseline(file)
	if err != nil {
		return nil, err
	}
	read.File = shown
	b := &baseline{read, filepath.Dir(file), map[string]bool{}}
	for _, e := range read.Entries {
		b.checked[e.Path] = false
	}
	if g.baselines == nil {
		g.baselines = map[string]*baseline{}
	}
	g.baselines[file] = b
	return b, nil
}

// baselineOf is the baseline for the files of a configuration, or nil.
func (r *session) baselineOf(c *config.Config) (*baseline, error) {
	switch {
	case r.noBaseline || r.gate.collect != nil:
		return nil, nil
	case r.known != "":
		return r.baselineAt(r.absolute(r.known), r.known)
	case c.Baseline != "":
		file := c.Baseline
		if !filepath.IsAbs(file) {
			file = filepath.Join(c.Root, file)
		}
		return r.baselineAt(file, r.shown(file))
	}
	return nil, nil
}

// shown is a path (absolute) as messages name it: relative to the working folder when it lies in it.
func (r *session) shown(abs string) string {
	if rel, err := filepath.Rel(r.dir, abs); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return rel
	}
	return abs
}

// relativeTo is a path (absolute) from dir, with slashes.
func relativeTo(dir, abs string) string {
	rel, err := filepath.Rel(dir, abs)
	if err != nil {
		rel = abs
	}
	return filepath.ToSlash(rel)
}

// wanted reports whether the findings themselves are needed, not only their number.
func (r *session) wanted(j *job) bool {
	g := &r.gate
	return len(r.reports.all) > 0 && !r.fixOnly || g.collect != nil || g.revision != nil || !r.noBaseline && (r.known != "" || j.config.Baseline != "")
}

// acceptance is what the user accepts in one document.
type acceptance struct {
	text     string
	allow    *gate.AllowIn
	comments *gate.Comments
	file     *gate.Suppressions
}

// accept is the acceptance for a document, or nil when there is nothing that it could accept.
func (r *session) accept(j *job, file *source.File) (*acceptance, error) {
	g := &r.gate
	allow, err := g.allow(j.config)
	if err != nil {
		return nil, err
	}
	a := &acceptance{text: file.Text, allow: allow.In(file.Text)}
	if !r.ignoreSuppressions {
		a.file = g.suppressions
		if file.Kind == rules.Markdown {
			a.comments = gate.ParseComments(file.Text, j.config.Find)
		}
	}
	if a.allow == nil && a.comments == nil && a.file == nil {
		return nil, nil
	}
	return a, nil
}

func (g *gating) allow(c *config.Config) (*gate.Allow, error) {
	if len(c.Allow.Words)+len(c.Allow.Patterns) == 0 {
		return nil, nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if a := g.allows[c]; a != nil {
		return a, nil
	}
	a, err := gate.NewAllow(c.Allow.Words, c.Allow.Patterns)
	if err != nil {
		return nil, err
	}
	if g.allows == nil {
		g.allows = map[*config.Config]*gate.Allow{}
	}
	g.allows[c] = a
	return a, nil
}

// of says whether a finding is allowed, or else why it is suppressed.
func (a *acceptance) of(rule *rules.Rule, span fixers.Span) (allowed bool, reason string) {
	if a.allow.Covers(span) {
		return true, ""
	}
	if reason := a.comments.Of(rule, span); reason != "" {
		return false, reason
	}
	if s := a.file.Of(a.text, rule, span); s != nil {
		return false, s.Reason
	}
	return false, ""
}

func (a *acceptance) skips(rule *rules.Rule, span fixers.Span) bool {
	allowed, reason := a.of(rule, span)
	return allowed || reason != ""
}

// engine is the engine for a document of which the user accepts parts.
func (p *prepared) engine(a *acceptance) *engine.Engine {
	if a == nil {
		return p.Engine
	}
	return p.Except(a.skips)
}

// inspect checks a document: what is wrong with it, less what the user accepts.
func (r *session) inspect(res *result, p *prepared, file *source.File, a *acceptance) {
	key, hit := r.recall(res, p, file, a != nil)
	if !hit {
		res.take(r, p, p.Check(r.document(p, &res.job, file)), a != nil)
		r.remember(res, file, key)
	}
	if a != nil {
		r.drop(res, p, file, a)
	}
	res.settle(r)
}

// repaired reports whether the cache knows that no fix would change a document; then res is what is wrong with it.
func (r *session) repaired(res *result, p *prepared, file *source.File, a *acceptance) bool {
	_, hit := r.recall(res, p, file, true)
	if !hit || res.fixable() {
		res.report, res.counts = nil, nil
		return false
	}
	if a != nil {
		r.drop(res, p, file, a)
	}
	res.settle(r)
	if res.stdin && r.changes() {
		res.fixed = &file.Text
	}
	return true
}

func (r *session) document(p *prepared, j *job, file *source.File) *rules.Document {
	doc := rules.NewDocument(file.Path, file.Kind, file.Text)
	if j.config.Language != "" {
		doc.SetLanguage(j.config.Language)
	}
	if p.model != nil {
		doc.SetModel(p.model)
	}
	return doc
}

// drop takes what the user accepts out of the findings of a check. When the repair of an accepted finding was assumed, what later stages
// found may be wrong, and the check is repeated without it.
func (r *session) drop(res *result, p *prepared, file *source.File, a *acceptance) {
	if res.report == nil {
		res.report = &report.File{Path: res.Path, Text: file.Text}
	}
	least := fixers.Safe
	if res.config.UnsafeFixes {
		least = fixers.Unsafe
	}
	kept := res.report.Findings[:0]
	var suppressed []report.Finding
	assumed := false
	for _, f := range res.report.Findings {
		allowed, reason := a.of(f.Rule, f.Span)
		if !allowed && reason == "" {
			kept = append(kept, f)
			continue
		}
		assumed = assumed || f.Safety >= least && f.Rule.Stage <= rules.LastAppliedStage
		if f.Suppressed = reason; !allowed {
			suppressed = append(suppressed, f)
		}
	}
	res.report.Findings = kept
	if assumed {
		res.counts, res.refusals, res.report = nil, 0, nil
		res.take(r, p, p.engine(a).Check(r.document(p, &res.job, file)), true)
		if res.report == nil {
			res.report = &report.File{Path: res.Path, Text: file.Text}
		}
	}
	res.report.Findings = append(res.report.Findings, suppressed...)
	res.comment(p, a.comments)
	res.sort()
	res.recount()
}

// comment adds what is wrong with suppressions in comments.
func (res *result) comment(p *prepared, c *gate.Comments) {
	if c == nil {
		return
	}
	ran := func(rule *rules.Rule) bool { return slices.Contains(p.Rules, rule) }
	all := !slices.ContainsFunc(rules.All(), func(rule *rules.Rule) bool { return !rule.Off && !ran(rule) })
	res.report.Findings = append(res.report.Findings, housekeeping(p.Plan, c.Findings(ran, all))...)
}

// housekeeping is findings about suppressions as the configuration wants them.
func housekeeping(p *config.Plan, found []report.Finding) []report.Finding {
	kept := make([]report.Finding, 0, len(found))
	for _, f := range found {
		if s, ok := p.Severity[f.Rule]; ok {
			f.Severity = s
		}
		if !slices.Contains(p.Silent, f.Rule) {
			kept = append(kept, f)
		}
	}
	return kept
}

// commentAfter adds what is wrong with suppressions in comments of a text that was fixed; what they suppressed is known from the text before.
func (res *result) commentAfter(p *prepared, c *gate.Comments, text string, find func(string) ([]*rules.Rule, error)) {
	after := gate.ParseComments(text, find)
	if c == nil || after == nil || !after.UsedAs(c) {
		return
	}
	if res.report == nil {
		res.report = &report.File{Path: res.Path, Text: text}
	}
	res.comment(p, after)
	res.sort()
	res.recount()
}

func (res *result) sort() {
	slices.SortStableFunc(res.report.Findings, func(a, b report.Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Rule.Code, b.Rule.Code), cmp.Compare(a.Span.End, b.Span.End))
	})
}

// recount counts the findings that are left.
func (res *result) recount() {
	res.counts = res.counts[:0]
	for i := range res.report.Findings {
		f := &res.report.Findings[i]
		if f.Suppressed == "" {
			res.counts = tallyUp(res.counts, count{f.Rule, f.Safety, f.Rule == rules.RefusedFix || res.fails(f.Severity), 1})
		}
	}
}

// settle finishes a result whose findings are complete.
func (res *result) settle(r *session) {
	if res.report == nil {
		return
	}
	if len(res.report.Findings) == 0 {
		res.report = nil
		return
	}
	if r.signs || res.config.Baseline != "" && !r.noBaseline {
		gate.Sign(res.report)
	}
}

// signed are the formats that show fingerprints.
var signed = map[string]bool{"sarif": true, "gitlab": true}

// gated reports whether findings are compared by their fingerprints.
func (r *session) gated() bool {
	return r.known != "" || r.newFromRev != "" || r.newFromMergeBase != "" || r.gate.collect != nil
}

// repository is the root of the git repository that a folder (absolute) is in, or the folder.
func repository(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if filepath.Dir(at) == at {
			return dir
		}
	}
}

// quieten tells GitHub, before text of documents is printed as it is, that nothing in it is a command. Programs that apply patches
// skip such lines.
func (r *session) quieten() {
	if r.resume == "" && os.Getenv("GITHUB_ACTIONS") == "true" {
		var stop string
		stop, r.resume = report.StopCommands()
		_, _ = io.WriteString(r.out, stop)
	}
}

// admit takes out what is known and delivers the rest. A result with findings that may be known from elsewhere waits until all files had
// their turn.
func (r *session) admit(res result) error {
	if res.same {
		return r.deliver(res)
	}
	if res.report == nil && len(r.gate.baselines) == 0 {
		return r.deliver(res)
	}
	h := held{result: res}
	b, err := r.baselineOf(res.config)
	if err != nil {
		return err
	}
	paths := make([]string, 0, 2)
	if b != nil {
		path := relativeTo(b.dir, res.Abs)
		if _, ok := b.checked[path]; ok {
			b.checked[path] = true
		}
		h.known, paths = append(h.known, &b.Known), append(paths, path)
	}
	if v := r.gate.revision; v != nil {
		path, _ := r.gate.git.Rel(res.Abs)
		h.known, paths = append(h.known, &v.Known), append(paths, path)
	}
	if res.report == nil || len(h.known) == 0 {
		return r.deliver(res)
	}
	unsure := false
	for i, k := range h.known {
		verdicts := k.Match(res.report, paths[i])
		h.verdicts = append(h.verdicts, verdicts)
		unsure = unsure || slices.Contains(verdicts, gate.Unsure)
	}
	if unsure {
		r.gate.held = append(r.gate.held, h)
		return nil
	}
	r.forget(&h)
	return r.deliver(h.result)
}

// forget takes the known findings out of a result.
func (r *session) forget(h *held) {
	kept := h.report.Findings[:0]
	for i, f := range h.report.Findings {
		if !slices.ContainsFunc(h.verdicts, func(v []gate.Verdict) bool { return v[i] == gate.Old }) {
			kept = append(kept, f)
		}
	}
	r.gate.hidden.known += len(h.report.Findings) - len(kept)
	h.report.Findings = kept
	h.recount()
	if len(kept) == 0 {
		h.report = nil
	}
}

// release delivers the results that had to wait.
func (r *session) release() error {
	waiting := r.gate.held
	r.gate.held = nil
	for i := range waiting {
		h := &waiting[i]
		for j, k := range h.known {
			k.Settle(h.report, h.verdicts[j])
		}
		r.forget(h)
		if err := r.deliver(h.result); err != nil {
			return err
		}
	}
	return nil
}

// closeGate says what became of baselines, suppressions and rates, when the run was complete.
func (r *session) closeGate(args []string) error {
	g := &r.gate
	if err := r.release(); err != nil {
		return err
	}
	for _, file := range slices.Sorted(maps.Keys(g.baselines)) {
		b := g.baselines[file]
		if stale := b.Stale(r.isGone(b, args)); len(stale) > 0 && !r.quiet {
			fmt.Fprintf(r.messages, "Baseline %s: %s stale, for findings that are gone; `tanqih baseline prune` removes them\n",
				report.Clean(b.File), entriesAre(len(stale)))
		}
	}
	if s := g.suppressions; s != nil && g.collect == nil {
		if err := r.reportSuppressions(s, args); err != nil {
			return err
		}
	}
	if h := g.hidden; r.verbose && h.known+h.accepted > 0 {
		fmt.Fprintf(r.messages, "Not shown: %s, %s\n", plural(h.known, "known finding"), plural(h.accepted, "accepted finding"))
	}
	r.judgeRates()
	g.cache.Close()
	return nil
}

func entriesAre(n int) string {
	if n == 1 {
		return "1 entry is"
	}
	return fmt.Sprintf("%d entries are", n)
}

// isGone tells the entries of a baseline that are stale when no finding matched them: their rule ran, or is no more, and the run checked
// their file, or would have if it were still there.
func (r *session) isGone(b *baseline, args []string) func(*gate.Entry) bool {
	return func(e *gate.Entry) bool {
		if !r.ran(e.Code) {
			return false
		}
		if b.checked[e.Path] {
			return true
		}
		abs := filepath.Join(b.dir, filepath.FromSlash(e.Path))
		_, err := os.Lstat(abs)
		return os.IsNotExist(err) && r.below(abs, args)
	}
}

// ran reports whether the rule of a code ran on some document, or does not exist.
func (r *session) ran(code string) bool {
	known := false
	for key, p := range r.engines.all {
		if p.find(code) != nil {
			return true
		}
		known = known || slices.ContainsFunc(key.config.Catalogue(), func(rule *rules.Rule) bool { return rule.Code == code })
	}
	return !known && code != rules.RefusedFix.Code
}

// reportSuppressions reports what is wrong with the file of suppressions: malformed lines always, unused ones when the run covered all that
// they may belong to.
func (r *session) reportSuppressions(s *gate.Suppressions, args []string) error {
	c, err := r.loader.For(filepath.Dir(s.File))
	if err != nil {
		return err
	}
	plan, err := c.Plan(nil)
	if err != nil {
		return err
	}
	narrowed := slices.ContainsFunc([]string{"include", "exclude", "extend-exclude", "per-file-ignores"}, r.set.Changed)
	whole := r.gate.revision == nil && !r.staged && !narrowed && slices.ContainsFunc(args, func(a string) bool {
		rel, err := filepath.Rel(r.absolute(a), filepath.Dir(s.File))
		return err == nil && a != "-" && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
	})
	f := s.Report(r.shown(s.File), whole, func(code string) bool {
		return slices.ContainsFunc(plan.Rules, func(rule *rules.Rule) bool { return rule.Code == code })
	})
	f.Findings = housekeeping(plan, f.Findings)
	if len(f.Findings) == 0 {
		return nil
	}
	fails, err := config.ParseSeverity(c.FailOn)
	res := result{job: job{config: c}, report: f, fails: func(s rules.Severity) bool { return err == nil && s >= fails }}
	res.Path = f.Path
	res.sort()
	res.recount()
	r.tally.files-- // it is no document
	return r.deliver(res)
}
