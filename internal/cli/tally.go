package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

// tally is what a run came to.
type tally struct {
	files, changed int
	findings       int
	safe, unsafe   int
	fails          int
	exceeded       int // rates, and rules that got worse
	fixed          int
	failed         bool
	binary         []string
	rules          map[*rules.Rule]*[fixers.Safe + 1]int
}

func (t *tally) add(res *result) {
	t.files++
	if t.rules == nil {
		t.rules = map[*rules.Rule]*[fixers.Safe + 1]int{}
	}
	for _, c := range res.counts {
		t.findings += c.n
		switch c.safety {
		case fixers.Safe:
			t.safe += c.n
		case fixers.Unsafe:
			t.unsafe += c.n
		}
		if c.fails {
			t.fails += c.n
		}
		if t.rules[c.rule] == nil {
			t.rules[c.rule] = new([fixers.Safe + 1]int)
		}
		t.rules[c.rule][c.safety] += c.n
	}
	for _, c := range res.applied {
		t.fixed += c.n
	}
	if len(res.applied) > 0 {
		t.changed++
	}
	t.failed = t.failed || res.refusals > 0
}

func (t *tally) summary() report.Summary {
	return report.Summary{Files: t.files, Findings: t.findings, Fixable: t.safe, Unsafe: t.unsafe, Fixed: t.fixed}
}

// lastLine says in one line what was found.
func (r *session) lastLine() string {
	t := &r.tally
	switch {
	case r.repairs() && t.fixed > 0:
		verb := "Fixed"
		if !r.changes() {
			verb = "Would fix"
		}
		line := fmt.Sprintf("%s %s in %s", verb, plural(t.fixed, "place"), plural(t.changed, "file"))
		if t.findings == 0 || r.fixOnly {
			return line
		}
		return line + fmt.Sprintf("; %s left%s", plural(t.findings, "finding"), r.hint())
	case t.findings == 0 && t.failed:
		return "No findings in what could be read."
	case t.findings == 0 && t.files == 0:
		return "No documents found."
	case t.findings == 0:
		return fmt.Sprintf("All clean: %s checked.", plural(t.files, "file"))
	}
	return fmt.Sprintf("Found %s%s", plural(t.findings, "finding"), r.hint())
}

// hint says how many findings a fix would repair.
func (r *session) hint() string {
	t := &r.tally
	fixable, more := t.safe, t.unsafe
	if r.unsafe {
		fixable, more = t.safe+t.unsafe, 0
	}
	switch {
	case fixable == 0 && more == 0:
		return ""
	case more == 0:
		return fmt.Sprintf(" (%d fixable)", fixable)
	}
	return fmt.Sprintf(" (%d fixable, %d more with --unsafe-fixes)", fixable, more)
}

// statistic is one line of --statistics.
type statistic struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Count  int    `json:"count"`
	Safe   int    `json:"safe_fixes"`
	Unsafe int    `json:"unsafe_fixes"`
}

func (r *session) printStatistics() {
	var all []statistic
	for rule, n := range r.tally.rules {
		all = append(all, statistic{rule.Code, rule.Name, n[0] + n[1] + n[2] + n[3], n[fixers.Safe], n[fixers.Unsafe]})
	}
	slices.SortFunc(all, func(a, b statistic) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	if len(r.outputs) > 0 && r.outputs[0].format == "json" {
		if all == nil {
			all = []statistic{}
		}
		enc := json.NewEncoder(r.out)
		enc.SetIndent("", " ")
		_ = enc.Encode(all)
		return
	}
	width := 1
	if len(all) > 0 {
		width = len(strconv.Itoa(all[0].Count))
	}
	for _, s := range all {
		fixes := ""
		switch {
		case s.Safe > 0 && s.Unsafe > 0:
			fixes = fmt.Sprintf(" (%d fixable, %d unsafe)", s.Safe, s.Unsafe)
		case s.Safe > 0:
			fixes = fmt.Sprintf(" (%d fixable)", s.Safe)
		case s.Unsafe > 0:
			fixes = fmt.Sprintf(" (%d unsafe)", s.Unsafe)
		}
		fmt.Fprintf(r.out, "%*d %s %s%s\n", width, s.Count, s.Code, s.Name, fixes)
	}
}
