package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/tanqih/tanqih/internal/gate"
)

// gateFlags are the flags that decide which findings count.
type gateFlags struct {
	known                        string // the baseline
	noBaseline                   bool
	ignoreSuppressions           bool
	newFromRev, newFromMergeBase string
	staged                       bool
	maxRates                     []string
	noWorseThan                  string
	noCache                      bool
	cacheDir                     string
}

func (f *gateFlags) registerGate(set *pflag.FlagSet) {
	set.StringVar(&f.known, "baseline", "", "`FILE` of known findings, which are not reported (see the command baseline)")
	set.BoolVar(&f.noBaseline, "no-baseline", false, "report known findings too, whatever the configuration says")
	set.BoolVar(&f.ignoreSuppressions, "ignore-suppressions", false, "report accepted findings too (see the command suppress)")
	set.StringVar(&f.newFromRev, "new-from-rev", "", "report only what was not there at `REV`, a git revision")
	set.StringVar(&f.newFromMergeBase, "new-from-merge-base", "", "report only what came since HEAD branched off from `BRANCH`")
	set.BoolVar(&f.staged, "staged", false, "check what is staged in git's index, not the work tree")
	arrayVar(set, &f.maxRates, "max-rate", "findings to tolerate, as `RULE=RATE`: WSP=5/10k-words")
	set.StringVar(&f.noWorseThan, "no-worse-than", "", "tolerate findings as long as no rule has more of them per word than at `REV`")
	set.BoolVar(&f.noCache, "no-cache", false, "neither read nor write the cache of findings")
	set.StringVar(&f.cacheDir, "cache-dir", "", "`FOLDER` of the cache (default: TANQIH_CACHE_DIR, or tanqih in the user's cache folder)")
}

// checkGate reports flags that make no sense together.
func (f *flags) checkGate() error {
	switch {
	case f.known != "" && f.noBaseline:
		return errors.New("--baseline and --no-baseline exclude each other")
	case f.newFromRev != "" && f.newFromMergeBase != "":
		return errors.New("--new-from-rev and --new-from-merge-base exclude each other")
	case f.noWorseThan != "" && (f.newFromRev != "" || f.newFromMergeBase != ""):
		return errors.New("--no-worse-than looks at all findings, --new-from-rev and --new-from-merge-base at new ones; use one of them")
	case f.staged && (f.fix || f.diff):
		return errors.New("--staged looks at git's index, where nothing can be fixed; fix the work tree and `git add` it")
	case f.noCache && f.cacheDir != "":
		return errors.New("--cache-dir and --no-cache exclude each other")
	}
	for _, m := range f.maxRates {
		_, rate, ok := strings.Cut(m, "=")
		if !ok {
			return fmt.Errorf("--max-rate %s: it is RULE=RATE, such as WSP=5/10k-words", m)
		}
		if _, err := gate.ParseRate(rate); err != nil {
			return fmt.Errorf("--max-rate: %w", err)
		}
	}
	return nil
}
