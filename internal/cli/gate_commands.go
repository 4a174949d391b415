package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

func newBaseline(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "baseline",
		Short: "Keep a list of known findings, so that only new ones are reported",
		Long: `Keep a list of known findings, so that only new ones are reported: by ` + "`tanqih check --baseline FILE`" + `, or with the key baseline
in tanqih.toml. Each line stands for one finding, known by its rule, its text and the letters around it: it stays known when lines
move, files are renamed or a corpus is cut into other files.`,
	}
	var update, prune flags
	one := &cobra.Command{
		Use:   "update [PATH…]",
		Short: "Write all findings to the baseline",
		Long:  "Write all findings to the baseline. Entries of files that PATH does not cover stay as they are.",
		RunE: func(cmd *cobra.Command, args []string) error {
			return runBaseline(cmd, s, &update, args, false)
		},
	}
	s.later(one, func() { update.register(one, false) })
	two := &cobra.Command{
		Use:   "prune [PATH…]",
		Short: "Remove from the baseline what was fixed",
		RunE: func(cmd *cobra.Command, args []string) error {
			return runBaseline(cmd, s, &prune, args, true)
		},
	}
	s.later(two, func() { prune.register(two, false) })
	var file, format string
	three := &cobra.Command{
		Use:   "show",
		Short: "Print what the baseline holds, by rule",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return showBaseline(s, file, format) },
	}
	three.Flags().StringVar(&file, "baseline", "", "`FILE` of known findings (default: that of tanqih.toml, or "+gate.BaselineName+")")
	three.Flags().StringVar(&format, "output-format", "text", "text or json")
	cmd.AddCommand(one, two, three)
	return cmd
}

// collector is a check whose findings are not reported but collected.
func collector(cmd *cobra.Command, s *streams, f *flags, collect func(*result)) (*session, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.fix || f.diff || f.staged || f.newFromRev+f.newFromMergeBase+f.noWorseThan != "" {
		return nil, fmt.Errorf("`%s` looks at the files as they are: leave out --fix, --diff, --staged and comparisons with a revision", cmd.CommandPath())
	}
	dir, err := workingFolder()
	if err != nil {
		return nil, err
	}
	f.exitZero, f.quiet = true, true
	r := &session{flags: f, streams: s, ctx: cmd.Context(), dir: dir, messages: s.err}
	r.loader, err = f.loader(dir)
	r.gate.collect = collect
	f.statistics = false
	f.outputs = outputs{{format: "json-lines", file: os.DevNull}}
	return r, err
}

// baselineFile is the baseline that is meant: that of the flag, of the configuration, or the usual name. The first is absolute.
func (r *session) baselineFile() (file, shown string, configured bool, err error) {
	if r.known != "" {
		return r.absolute(r.known), r.known, false, nil
	}
	c, err := r.loader.For(r.dir)
	if err != nil {
		return "", "", false, err
	}
	if c.Baseline != "" {
		file = c.Baseline
		if !filepath.IsAbs(file) {
			file = filepath.Join(c.Root, file)
		}
		return file, r.shown(file), true, nil
	}
	return filepath.Join(r.dir, gate.BaselineName), gate.BaselineName, false, nil
}

func runBaseline(cmd *cobra.Command, s *streams, f *flags, args []string, prune bool) error {
	if len(args) == 0 {
		args = []string{"."}
	}
	if slices.Contains(args, "-") {
		return errors.New("a baseline is about files; standard input is none")
	}
	var found []gate.Entry
	var base *baseline
	r, err := collector(cmd, s, f, nil)
	if err != nil {
		return err
	}
	file, shown, configured, err := r.baselineFile()
	if err != nil {
		return err
	}
	quiet := f.set.Lookup("quiet").Changed
	f.known = ""
	if base, err = r.baselineAt(file, shown); err != nil {
		if _, missing := os.Stat(file); prune || missing == nil {
			return err
		}
		base = &baseline{&gate.Baseline{File: shown}, filepath.Dir(file), map[string]bool{}}
	}
	gone := r.isGone(base, args)
	r.gate.baselines = nil
	var reports []*report.File
	r.gate.collect = func(res *result) {
		path := relativeTo(base.dir, res.Abs)
		base.checked[path] = true
		if res.report == nil {
			return
		}
		if prune {
			reports = append(reports, res.report)
			res.report.Path = path
			return
		}
		for i := range res.report.Findings {
			one := &res.report.Findings[i]
			if one.Suppressed == "" {
				found = append(found, gate.Entry{Code: one.Rule.Code, Base: gate.Base(one.Fingerprint), Path: path, Excerpt: gate.Excerpt(res.report, one)})
			}
		}
	}
	if err := r.run(args); err != nil {
		return err
	}
	before := len(base.Entries)
	if prune {
		found = pruned(base, reports, gone)
	} else {
		for i := range base.Entries {
			if e := &base.Entries[i]; !gone(e) {
				found = append(found, *e)
			}
		}
	}
	if err := gate.WriteBaseline(file, found); err != nil {
		return err
	}
	if !quiet {
		hint := ""
		if !configured && !prune {
			hint = fmt.Sprintf("; use it with --baseline %s, or with baseline = %q in tanqih.toml", shown, shown)
		}
		fmt.Fprintln(s.err, report.Clean(fmt.Sprintf("%s: %s, %d before%s", shown, plural(len(found), "known finding"), before, hint)))
	}
	return nil
}

// pruned is the entries of a baseline whose findings are still there, and those of files that were not looked at.
func pruned(base *baseline, reports []*report.File, gone func(*gate.Entry) bool) []gate.Entry {
	verdicts := make([][]gate.Verdict, len(reports))
	for i, f := range reports {
		verdicts[i] = base.Known.Match(f, f.Path)
	}
	for i, f := range reports {
		base.Known.Settle(f, verdicts[i])
	}
	return base.Without(base.Stale(gone))
}

// shownRule is one line of `tanqih baseline show`.
type shownRule struct {
	Code  string   `json:"code"`
	Name  string   `json:"name"`
	Count int      `json:"count"`
	Files []string `json:"files"`
}

func showBaseline(s *streams, file, format string) error {
	if format != "text" && format != "json" {
		return fmt.Errorf("--output-format %s: it is text or json", format)
	}
	dir, err := workingFolder()
	if err != nil {
		return err
	}
	f := &flags{gateFlags: gateFlags{known: file}}
	r := &session{flags: f, streams: s, dir: dir}
	if r.loader, err = f.loader(dir); err != nil {
		return err
	}
	r.loader.Adjust = nil
	path, shown, _, err := r.baselineFile()
	if err != nil {
		return err
	}
	b, err := r.baselineAt(path, shown)
	if err != nil {
		return err
	}
	byRule := map[string]*shownRule{}
	all := []*shownRule{}
	for _, e := range b.Entries {
		one := byRule[e.Code]
		if one == nil {
			one = &shownRule{Code: e.Code}
			if rule := rules.Find(e.Code); rule != nil {
				one.Name = rule.Name
			}
			byRule[e.Code] = one
			all = append(all, one)
		}
		one.Count++
		if !slices.Contains(one.Files, e.Path) {
			one.Files = append(one.Files, e.Path)
		}
	}
	slices.SortFunc(all, func(a, b *shownRule) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	if format == "json" {
		return report.JSON(s.out, all)
	}
	for _, one := range all {
		where := plural(len(one.Files), "file")
		if len(one.Files) == 1 {
			where = one.Files[0]
		}
		fmt.Fprintln(s.out, report.Clean(fmt.Sprintf("%6d %s %s (%s)", one.Count, one.Code, one.Name, where)))
	}
	fmt.Fprintln(s.err, report.Clean(fmt.Sprintf("%s: %s", shown, plural(len(b.Entries), "known finding"))))
	return nil
}

func newSuppress(s *streams) *cobra.Command {
	var f flags
	var reason, file string
	cmd := &cobra.Command{
		Use:   "suppress PATH[:ROW[:COLUMN]]…",
		Short: "Accept findings: they are not reported or fixed any more",
		Long: `Accept findings: they are not reported or fixed any more. A place is written as the report writes it, path:row:column; --select
limits it to rules. The findings go to ` + gate.SuppressionsName + ` with the reason. A suppression holds for this text between these letters,
wherever it stands. Markdown documents may hold suppressions themselves:

  <!-- tanqih-disable-next-line WSP002 -- a table drawn with spaces -->`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runSuppress(cmd, s, &f, args, reason, file) },
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`TEXT`: why the findings are right to stay (needed)")
	cmd.Flags().StringVar(&file, "suppressions", "", "`FILE` to add to (default: the nearest "+gate.SuppressionsName+", or a new one here)")
	s.later(cmd, func() { f.register(cmd, false) })
	return cmd
}

// place is a place that suppress was given.
type place struct {
	path     string
	row, col int // 0 for any
	hits     int
}

// parsePlace takes path:row:column apart. A file that exists under the whole name is meant itself.
func parsePlace(arg string) place {
	p := place{path: arg}
	for range 2 {
		if _, err := os.Lstat(p.path); err == nil {
			break
		}
		rest := strings.TrimSuffix(p.path, ":")
		i := strings.LastIndexByte(rest, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(rest[i+1:])
		if err != nil || n < 1 {
			break
		}
		p.path, p.row, p.col = rest[:i], n, p.row
	}
	return p
}

func runSuppress(cmd *cobra.Command, s *streams, f *flags, args []string, reason, file string) error {
	reason = strings.Join(strings.Fields(reason), " ")
	if reason == "" {
		return errors.New("why? Give a --reason, for whoever reads the suppression later")
	}
	places := make([]place, len(args))
	paths := make([]string, len(args))
	for i, a := range args {
		places[i] = parsePlace(a)
		paths[i] = places[i].path
	}
	var add []*gate.Suppression
	var notes []string
	r, err := collector(cmd, s, f, nil)
	if err != nil {
		return err
	}
	f.noBaseline = true
	r.gate.collect = func(res *result) {
		if res.report == nil {
			return
		}
		for i := range res.report.Findings {
			one := &res.report.Findings[i]
			at := res.report.Index().At(one.Span.Start)
			if one.Suppressed != "" || one.Rule == rules.UnusedSuppression || one.Rule == rules.MalformedSuppression || one.Rule == rules.RefusedFix {
				continue
			}
			for j := range places {
				p := &places[j]
				if (p.row == 0 || p.row == at.Row) && (p.col == 0 || p.col == at.Column) && r.below(res.Abs, []string{p.path}) {
					p.hits++
					add = append(add, &gate.Suppression{Code: one.Rule.Code, Base: gate.Base(one.Fingerprint), Reason: reason})
					notes = append(notes, report.Clean(fmt.Sprintf("%s:%d:%d %s", res.Path, at.Row, at.Column, strconv.QuoteToGraphic(gate.Excerpt(res.report, one)))))
					break
				}
			}
		}
	}
	if err := r.run(paths); err != nil {
		return err
	}
	for i, p := range places {
		if p.hits == 0 {
			return fmt.Errorf("there is no finding at %s that is not accepted already; nothing was written", args[i])
		}
	}
	if file == "" {
		if file = gate.FindSuppressions(r.dir); file == "" {
			file = filepath.Join(r.dir, gate.SuppressionsName)
		}
	}
	n, err := gate.AddSuppressions(file, add, notes)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, report.Clean(fmt.Sprintf("%s: %s added", r.shown(r.absolute(file)), plural(n, "suppression"))))
	return nil
}
