package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
	"github.com/tanqih/tanqih/internal/walk"
	"github.com/tanqih/tanqih/rules"
)

// compared is a commit that documents are compared with.
type compared struct {
	commit  string
	tree    map[string]string // the objects of its files, by path in the repository
	changed map[string]bool   // the files that differ from it: true for those that are gone
}

// changedSince reports whether a file (absolute) may differ from the commit: git says so, or does not know the file.
func (c *compared) changedSince(g *gate.Git, abs string) bool {
	path, ok := g.Rel(abs)
	if !ok {
		return true
	}
	if _, ok := c.changed[path]; ok {
		return true
	}
	return c.tree[path] == ""
}

// revision is what was found at an earlier revision.
type revision struct {
	compared
	gate.Known
}

// openRevisions prepares comparing with earlier revisions: it checks the documents that changed since as they were then.
func (r *session) openRevisions(ctx context.Context, args []string) error {
	g := &r.gate
	name := r.newFromRev + r.newFromMergeBase + r.noWorseThan
	if name == "" && !r.staged {
		return nil
	}
	if slices.Contains(args, "-") && (r.noWorseThan != "" || r.staged) {
		return errors.New("--no-worse-than and --staged are about files of a repository; standard input is none")
	}
	var err error
	if g.git, err = gate.OpenGit(ctx, r.dir); err != nil {
		return err
	}
	if name == "" {
		return nil
	}
	var c compared
	if r.newFromMergeBase != "" {
		c.commit, err = g.git.MergeBase(ctx, name)
	} else {
		c.commit, err = g.git.Commit(ctx, name)
	}
	if err != nil {
		return err
	}
	if c.tree, err = g.git.Tree(ctx, c.commit); err != nil {
		return err
	}
	if c.changed, err = g.git.Changed(ctx, c.commit, r.staged); err != nil {
		return err
	}
	if r.noWorseThan != "" {
		g.worse = &worse{compared: c, rev: r.noWorseThan, rules: map[*rules.Rule]*before{}}
		return r.lintThen(ctx, c.tree, r.then(&c, args), func(res *result, _ string) {
			g.worse.size.Add(res.size)
			for _, n := range res.counts {
				g.worse.of(n.rule).then += n.n
			}
		})
	}
	g.revision = &revision{compared: c}
	paths := r.then(&c, nil)
	if err := r.lintThen(ctx, c.tree, paths, func(res *result, path string) {
		if res.report != nil {
			g.revision.AddFile(res.report, path)
		}
	}); err != nil {
		return err
	}
	return r.otherParent(ctx, paths)
}

// otherParent makes what came with the branch that is being merged known too, while a merge waits for its commit.
func (r *session) otherParent(ctx context.Context, paths []string) error {
	g := &r.gate
	merge := g.git.MergeHead(ctx)
	if head, err := g.git.Commit(ctx, "HEAD"); merge == "" || err != nil || head != g.revision.commit {
		return nil //nolint:nilerr // without a HEAD nothing is merged
	}
	tree, err := g.git.Tree(ctx, merge)
	if err != nil {
		return err
	}
	for path := range g.revision.changed {
		if tree[path] != "" && g.revision.tree[path] == "" && r.isDocument(path) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	var other gate.Known
	if err := r.lintThen(ctx, tree, paths, func(res *result, path string) {
		if res.report != nil {
			other.AddFile(res.report, path)
		}
	}); err != nil {
		return err
	}
	g.revision.Merge(&other)
	return nil
}

// then is the documents that were at the commit and are different now, sorted; with args, those below them.
func (r *session) then(c *compared, args []string) []string {
	var paths []string
	for path := range c.changed {
		if c.tree[path] != "" && r.isDocument(path) && (args == nil || r.below(r.gate.git.Abs(path), args)) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// isDocument reports whether a path in the repository is that of a document.
func (r *session) isDocument(path string) bool {
	wants, err := r.walker().Wants(r.gate.git.Abs(path))
	return err == nil && wants
}

// below reports whether a file (absolute) is one of the arguments or lies in one of them.
func (r *session) below(abs string, args []string) bool {
	return slices.ContainsFunc(args, func(a string) bool {
		rel, err := filepath.Rel(r.absolute(a), abs)
		return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
	})
}

// lintThen checks files as they are in a tree and hands the results over, in order.
func (r *session) lintThen(ctx context.Context, tree map[string]string, paths []string, take func(*result, string)) error {
	names := make([]string, len(paths))
	for i, path := range paths {
		names[i] = tree[path]
	}
	produce := func(ctx context.Context, yield func(job) error) error {
		return r.gate.git.Blobs(ctx, names, func(i int, data []byte) error {
			j, err := r.stored(paths[i], data)
			if err != nil {
				return err
			}
			return yield(j)
		})
	}
	work := func(j job) result {
		res := result{job: j}
		file, err := r.read(j)
		if err != nil {
			return res // it was no text then
		}
		r.checkThen(&res, file)
		return res
	}
	return ordered(ctx, r.jobs, produce, work, func(res result) error {
		if res.err != nil {
			return res.err
		}
		path, _ := r.gate.git.Rel(res.Abs)
		take(&res, path)
		return nil
	})
}

// checkThen checks an earlier version of a document.
func (r *session) checkThen(res *result, file *source.File) {
	p, err := r.engines.of(res.config, res.Abs)
	if err != nil {
		res.err = err
		return
	}
	a, err := r.accept(&res.job, file)
	if err != nil {
		res.err = err
		return
	}
	res.fails = p.fails
	if r.noWorseThan != "" {
		res.size = gate.SizeOf(file.Text)
	}
	r.inspect(res, p, file, a)
}

// stored is the job for a text of the repository.
func (r *session) stored(path string, data []byte) (job, error) {
	abs := r.gate.git.Abs(path)
	c, err := r.loader.For(filepath.Dir(abs))
	if err != nil {
		return job{}, err
	}
	text := string(data)
	return job{File: walk.File{Path: r.shown(abs), Abs: abs}, config: c, text: &text}, nil
}

// produceStaged yields what is staged in the index and lies below the arguments.
func (r *session) produceStaged(args []string) func(context.Context, func(job) error) error {
	return func(ctx context.Context, yield func(job) error) error {
		git := r.gate.git
		index, err := git.Staged(ctx)
		if err != nil {
			return err
		}
		var paths, names []string
		for _, path := range slices.Sorted(maps.Keys(index)) {
			abs := git.Abs(path)
			named := !r.forceExclude && slices.ContainsFunc(args, func(a string) bool { return r.absolute(a) == abs })
			if r.below(abs, args) && (named || r.isDocument(path)) {
				paths, names = append(paths, path), append(names, index[path])
			}
		}
		return git.Blobs(ctx, names, func(i int, data []byte) error {
			j, err := r.stored(paths[i], data)
			if err != nil {
				return err
			}
			return yield(j)
		})
	}
}

// asBefore reports whether a file is as it was at the revision whose findings are not asked for.
func (r *session) asBefore(j *job) bool {
	v := r.gate.revision
	return v != nil && !j.stdin && !v.changedSince(r.gate.git, j.Abs)
}

// worse compares how much is found with an earlier revision. What did not change is counted once.
type worse struct {
	compared
	rev   string
	rules map[*rules.Rule]*before
	size  gate.Size // of the changed documents, then
	now   gate.Size // of all documents, now
	fresh gate.Size // of the changed documents, now
}

// before is how often a rule fired: then in the documents that changed since, now in these and in all.
type before struct {
	then, fresh, now int
	fails            bool
}

func (w *worse) of(rule *rules.Rule) *before {
	b := w.rules[rule]
	if b == nil {
		b = &before{}
		w.rules[rule] = b
	}
	return b
}

// add counts the findings of a document as it is now; whether they are too many is decided at the end.
func (w *worse) add(r *session, res *result) {
	changed := w.changedSince(r.gate.git, res.Abs)
	w.now.Add(res.size)
	if changed {
		w.fresh.Add(res.size)
	}
	for i := range res.counts {
		c := &res.counts[i]
		if c.rule == rules.RefusedFix {
			continue
		}
		b := w.of(c.rule)
		b.now += c.n
		if changed {
			b.fresh += c.n
		}
		b.fails = b.fails || c.fails
		c.fails = false
	}
}

// judge says which rules got worse, and by how much.
func (w *worse) judge(r *session) {
	then := w.now
	then.Sub(w.fresh)
	then.Add(w.size)
	for _, rule := range slices.SortedFunc(maps.Keys(w.rules), func(a, b *rules.Rule) int { return strings.Compare(a.Code, b.Code) }) {
		b := w.rules[rule]
		if by := gate.Worse(b.now-b.fresh+b.then, then, b.now, w.now); by != "" && b.fails {
			r.tally.exceeded++
			fmt.Fprintln(r.messages, report.Clean(fmt.Sprintf("Worse than %s: %s: %s", w.rev, rule, by)))
		}
	}
}
