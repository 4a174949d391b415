package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/engine"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

func newTest(s *streams) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "test",
		Short: "Run the cases of custom rules",
		Long: `Run the pass, fail and fix cases of the custom rules ([[rule]]) in tanqih.toml: a text of pass has no finding, one of fail has
one, and each before of fix becomes its after when all fixes of the rule are applied.

Exit codes: 0 all cases hold, 1 one does not, 2 the configuration is wrong.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := workingFolder()
			if err != nil {
				return err
			}
			f := flags{set: cmd.Flags()}
			if file != "" {
				f.configs = []string{file}
			}
			loader, err := f.loader(dir)
			if err != nil {
				return err
			}
			c, err := loader.For(dir)
			if err != nil {
				return err
			}
			return runTests(s, c)
		},
	}
	cmd.Flags().StringVar(&file, "config", "", "configuration file (default: the nearest tanqih.toml)")
	return cmd
}

func runTests(s *streams, c *config.Config) error {
	custom := c.Custom()
	order := slices.SortedFunc(maps.Keys(custom), func(a, b *rules.Rule) int { return strings.Compare(a.Code, b.Code) })
	cases, failures := 0, 0
	for _, rule := range order {
		n, bad := testRule(rule, custom[rule])
		cases += n
		failures += len(bad)
		verdict := "ok"
		switch {
		case len(bad) > 0:
			verdict = "FAILED"
		case n == 0:
			verdict = "no cases"
		}
		fmt.Fprintf(s.out, "%s: %s (%s)\n", rule, verdict, plural(n, "case"))
		for _, b := range bad {
			fmt.Fprintln(s.out, "  "+report.Clean(b))
		}
	}
	if failures > 0 {
		fmt.Fprintf(s.err, "%d of %s failed\n", failures, plural(cases, "case"))
		return errFindings
	}
	fmt.Fprintf(s.err, "%s, %s: all hold\n", plural(len(order), "custom rule"), plural(cases, "case"))
	return nil
}

// testRule runs the cases of one rule and says which do not hold.
func testRule(rule *rules.Rule, custom *config.CustomRule) (n int, bad []string) {
	e := engine.New(engine.Settings{Rules: []*rules.Rule{rule}, Unsafe: true})
	findings := func(text string) int {
		return len(e.Check(rules.NewDocument("case", rules.PlainText, text)).Findings)
	}
	for _, text := range custom.Pass {
		n++
		if got := findings(text); got > 0 {
			bad = append(bad, fmt.Sprintf("pass %q: %s, want none", text, plural(got, "finding")))
		}
	}
	for _, text := range custom.Fail {
		n++
		if findings(text) == 0 {
			bad = append(bad, fmt.Sprintf("fail %q: no finding", text))
		}
	}
	for _, x := range custom.Fix {
		n++
		res := e.Fix(rules.NewDocument("case", rules.PlainText, x.Before))
		if len(res.Refused) > 0 {
			bad = append(bad, fmt.Sprintf("fix %q: %v", x.Before, res.Refused[0].Err))
		} else if res.Text != x.After {
			bad = append(bad, fmt.Sprintf("fix %q: became %q, want %q", x.Before, res.Text, x.After))
		}
	}
	return n, bad
}
