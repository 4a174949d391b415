package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

// rates are the rates that one configuration tolerates, and what they are so far.
type rates struct {
	limits []limit
	size   gate.Size
	name   string // of the configuration, when there are several
}

type limit struct {
	selector string
	rate     gate.Rate
	rules    map[*rules.Rule]bool
	findings int
}

// ratesOf is the rates of a configuration; those of the command line replace its own.
func (r *session) ratesOf(c *config.Config) (*rates, error) {
	g := &r.gate
	if got, ok := g.rates[c]; ok {
		return got, nil
	}
	texts := c.MaxRate
	if len(r.maxRates) > 0 {
		texts = map[string]string{}
		for _, m := range r.maxRates {
			selector, rate, _ := strings.Cut(m, "=")
			texts[selector] = rate
		}
	}
	all := &rates{name: r.shown(c.File)}
	for _, selector := range slices.Sorted(maps.Keys(texts)) {
		rate, err := gate.ParseRate(texts[selector])
		if err != nil {
			return nil, fmt.Errorf("max-rate: %s: %w", selector, err)
		}
		found, err := c.Find(selector)
		if err != nil {
			return nil, fmt.Errorf("max-rate: %w", err)
		}
		l := limit{selector: selector, rate: rate, rules: map[*rules.Rule]bool{}}
		for _, rule := range found {
			l.rules[rule] = true
		}
		all.limits = append(all.limits, l)
	}
	if g.rates == nil {
		g.rates = map[*config.Config]*rates{}
	}
	g.rates[c] = all
	return all, nil
}

// measures reports whether the run needs to know how much text there is.
func (r *session) measures(c *config.Config) bool {
	return r.noWorseThan != "" || len(r.maxRates) > 0 || len(c.MaxRate) > 0
}

// rate counts the findings of a result for the rates; those of a rule with a rate do not fail the run one by one.
func (r *session) rate(res *result) error {
	if r.gate.worse != nil {
		r.gate.worse.add(r, res)
	}
	all, err := r.ratesOf(res.config)
	if err != nil {
		return err
	}
	all.size.Add(res.size)
	for i := range all.limits {
		l := &all.limits[i]
		for j := range res.counts {
			if c := &res.counts[j]; l.rules[c.rule] {
				l.findings += c.n
			}
		}
	}
	for j := range res.counts {
		c := &res.counts[j]
		c.fails = c.fails && !slices.ContainsFunc(all.limits, func(l limit) bool { return l.rules[c.rule] })
	}
	return nil
}

// judgeRates says which rates are exceeded, and by how much.
func (r *session) judgeRates() {
	if r.gate.worse != nil {
		r.gate.worse.judge(r)
	}
	for _, c := range slices.SortedFunc(maps.Keys(r.gate.rates), func(a, b *config.Config) int { return strings.Compare(a.File, b.File) }) {
		all := r.gate.rates[c]
		for _, l := range all.limits {
			by := l.rate.Exceeded(l.findings, all.size)
			if by == "" || c.FailOn == "never" {
				continue
			}
			r.tally.exceeded++
			where := ""
			if len(r.gate.rates) > 1 && c.File != "" {
				where = " (" + all.name + ")"
			}
			fmt.Fprintln(r.messages, report.Clean(fmt.Sprintf("Rate of %s exceeded%s: %s", l.selector, where, by)))
		}
	}
}
