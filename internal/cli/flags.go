package cli

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/tanqih/tanqih/internal/config"
)

// flags are the flags of check and fix.
type flags struct {
	fix, diff, write, fixOnly, showFixes bool
	unsafe, noUnsafe                     bool
	selects, ignores, extendSelect       []string
	fixable, unfixable                   []string
	extendSafe, extendUnsafe             []string
	include, exclude, extendExclude      []string
	forceExclude                         bool
	perFileIgnores                       []string
	configs                              []string
	isolated, showFiles, showSettings    bool
	language, encoding                   string
	exitZero, exitNonZeroOnFix           bool
	failOn                               string
	jobs                                 int
	verbose, quiet, statistics           bool
	outputs                              outputs
	color, bidi                          string
	stdinName                            string
	ledger                               string
	noLedger                             bool
	gateFlags

	set *pflag.FlagSet
}

func (f *flags) register(cmd *cobra.Command, fix bool) {
	f.set = cmd.Flags()
	f.set.SortFlags = false
	if !fix {
		f.set.BoolVar(&f.fix, "fix", false, "apply safe fixes in place, as the command fix does")
	}
	f.fix = fix
	f.set.BoolVar(&f.unsafe, "unsafe-fixes", false, "include unsafe fixes")
	f.set.BoolVar(&f.noUnsafe, "no-unsafe-fixes", false, "leave unsafe fixes out, whatever the configuration says")
	f.set.BoolVar(&f.diff, "diff", false, "print what fixes would change as a unified diff, and write nothing")
	f.set.BoolVar(&f.write, "write", false, "with --diff: apply the fixes as well")
	f.set.BoolVar(&f.fixOnly, "fix-only", false, "apply fixes, do not report what remains")
	f.set.BoolVar(&f.showFixes, "show-fixes", false, "list the fixes that were applied")

	listVar(f.set, &f.selects, "select", "rules to run: codes, names, prefixes or ALL, separated by commas")
	listVar(f.set, &f.ignores, "ignore", "rules not to run")
	listVar(f.set, &f.extendSelect, "extend-select", "rules to run besides those selected")
	listVar(f.set, &f.fixable, "fixable", "rules whose fixes may be applied")
	listVar(f.set, &f.unfixable, "unfixable", "rules whose fixes are not applied")
	listVar(f.set, &f.extendSafe, "extend-safe-fixes", "rules whose unsafe fixes count as safe")
	listVar(f.set, &f.extendUnsafe, "extend-unsafe-fixes", "rules whose safe fixes count as unsafe")
	arrayVar(f.set, &f.perFileIgnores, "per-file-ignores", "PATTERN:RULE, a rule not to run on files of a pattern")
	f.set.StringVar(&f.language, "language", "", "language of the documents (ar, fa, en …) instead of finding it out")

	f.set.StringVar(&f.encoding, "encoding", "", "encoding of the files that are not UTF-8, instead of finding it out (windows-1256, utf-16le …)")

	listVar(f.set, &f.include, "include", "patterns of files to read in folders")
	listVar(f.set, &f.exclude, "exclude", "patterns of files and folders to leave out")
	listVar(f.set, &f.extendExclude, "extend-exclude", "patterns to leave out besides those of the configuration")
	f.set.BoolVar(&f.forceExclude, "force-exclude", false, "leave excluded files out even when they are named")
	f.set.StringVar(&f.stdinName, "stdin-filename", "", "name of the document on standard input")

	arrayVar(f.set, &f.configs, "config", "configuration file, or key=value to lay over it")
	f.set.BoolVar(&f.isolated, "isolated", false, "read no configuration file")
	f.set.BoolVar(&f.showFiles, "show-files", false, "list the files that would be read, and stop")
	f.set.BoolVar(&f.showSettings, "show-settings", false, "print the settings for the first path, and stop")

	f.set.Var(outputFormat{&f.outputs}, "output-format", "full, concise, json, json-lines …; may be given several times, each with its --output-file")
	f.set.Var(outputFile{&f.outputs}, "output-file", "file to write the report to")
	f.set.BoolVar(&f.statistics, "statistics", false, "print how often each rule fired instead of the findings")
	f.set.StringVar(&f.color, "color", "auto", "auto, always or never")
	f.set.StringVar(&f.bidi, "bidi", "auto", "put text into directional isolates: auto (on a terminal), isolate or none")

	f.set.StringVar(&f.failOn, "fail-on", "", "lowest severity that makes exit code 1: error, warning (default), info or never")
	f.set.BoolVarP(&f.exitZero, "exit-zero", "e", false, "exit with 0 even when there are findings")
	f.set.BoolVar(&f.exitNonZeroOnFix, "exit-non-zero-on-fix", false, "exit with 1 when something was fixed")
	f.registerGate(f.set)
	f.set.StringVar(&f.ledger, "ledger", "", "file to record every applied edit in (default: a new one in the user's state folder)")
	f.set.BoolVar(&f.noLedger, "no-ledger", false, "record nothing; fixes cannot be undone")
	f.set.IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "files to work on at once")
	f.set.BoolVarP(&f.verbose, "verbose", "v", false, "say what is being done")
	f.set.BoolVarP(&f.quiet, "quiet", "q", false, "print findings only")
	f.complete(cmd)
}

// complete teaches the shells the values of flags.
func (f *flags) complete(cmd *cobra.Command) {
	fixed := map[string][]string{
		"color": {"auto", "always", "never"}, "bidi": {"auto", "isolate", "none"}, "fail-on": {"error", "warning", "info", "never"},
		"output-format": formatNames(),
	}
	for name, values := range fixed {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	for _, name := range []string{"select", "ignore", "extend-select", "fixable", "unfixable", "extend-safe-fixes", "extend-unsafe-fixes"} {
		_ = cmd.RegisterFlagCompletionFunc(name, completeRules)
	}
}

// check reports flags that make no sense together or have no such value.
func (f *flags) check() error {
	if !slices.Contains([]string{"auto", "always", "never"}, f.color) {
		return fmt.Errorf("--color %s: it is auto, always or never", f.color)
	}
	if !slices.Contains([]string{"auto", "isolate", "none"}, f.bidi) {
		return fmt.Errorf("--bidi %s: it is auto, isolate or none", f.bidi)
	}
	if f.jobs < 1 {
		return fmt.Errorf("-j %d: at least one file has to be worked on at once", f.jobs)
	}
	if f.write && !f.diff {
		return errors.New("--write goes with --diff; `tanqih fix` writes without it")
	}
	if f.ledger != "" && f.noLedger {
		return errors.New("--ledger and --no-ledger exclude each other")
	}
	if f.unsafe && f.noUnsafe {
		return errors.New("--unsafe-fixes and --no-unsafe-fixes exclude each other")
	}
	if f.fixOnly && !f.fix && !f.diff {
		return errors.New("--fix-only goes with --fix or `tanqih fix`")
	}
	return f.checkGate()
}

// loader finds the configuration of each folder, with the flags over it.
func (f *flags) loader(dir string) (*config.Loader, error) {
	l := &config.Loader{Dir: dir, Isolated: f.isolated, Adjust: f.adjust}
	for _, c := range f.configs {
		_, err := os.Stat(c)
		switch {
		case err == nil || !config.IsPair(c):
			if l.File != "" {
				return nil, fmt.Errorf("--config %s: only one file can be read, and %s was named already", c, l.File)
			}
			if err != nil {
				return nil, fmt.Errorf("--config: %w", err)
			}
			if l.File = c; !filepath.IsAbs(c) {
				l.File = filepath.Join(dir, c)
			}
		default:
			l.Set = append(l.Set, c)
		}
	}
	if f.encoding != "" {
		l.Set = append(l.Set, fmt.Sprintf("rules.ENC001.encoding = %q", f.encoding))
	}
	if f.isolated && l.File != "" {
		return nil, fmt.Errorf("--isolated and --config %s exclude each other", l.File)
	}
	for _, p := range f.perFileIgnores {
		if i := strings.LastIndexByte(p, ':'); i <= 0 {
			return nil, fmt.Errorf("--per-file-ignores %s: it is PATTERN:RULE", p)
		}
	}
	return l, nil
}

// adjust lays the flags over a configuration.
func (f *flags) adjust(c *config.Config) {
	lists := []struct {
		name string
		flag []string
		key  *[]string
	}{
		{"select", f.selects, &c.Select}, {"ignore", f.ignores, &c.Ignore}, {"fixable", f.fixable, &c.Fixable},
		{"unfixable", f.unfixable, &c.Unfixable}, {"include", f.include, &c.Include}, {"exclude", f.exclude, &c.Exclude},
	}
	for _, l := range lists {
		if f.set.Changed(l.name) {
			*l.key = l.flag
		}
	}
	if f.set.Changed("select") && !f.set.Changed("ignore") {
		c.Ignore = nil // what was asked for by name is run, whatever a file leaves out
	}
	c.ExtendSelect = slices.Concat(c.ExtendSelect, f.extendSelect)
	c.ExtendSafeFixes = slices.Concat(c.ExtendSafeFixes, f.extendSafe)
	c.ExtendUnsafeFixes = slices.Concat(c.ExtendUnsafeFixes, f.extendUnsafe)
	c.ExtendExclude = slices.Concat(c.ExtendExclude, f.extendExclude)
	if len(f.perFileIgnores) > 0 {
		all := map[string][]string{}
		maps.Copy(all, c.PerFileIgnores)
		for _, p := range f.perFileIgnores {
			i := strings.LastIndexByte(p, ':')
			all[p[:i]] = append(slices.Clone(all[p[:i]]), strings.Split(p[i+1:], ",")...)
		}
		c.PerFileIgnores = all
	}
	c.UnsafeFixes = (c.UnsafeFixes || f.unsafe) && !f.noUnsafe
	c.ForceExclude = c.ForceExclude || f.forceExclude
	if f.language != "" {
		c.Language = f.language
	}
	if f.failOn != "" {
		c.FailOn = f.failOn
	}
}
