package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/docs"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

func newRule(s *streams) *cobra.Command {
	var all bool
	var format string
	cmd := &cobra.Command{
		Use:   "rule CODE|NAME…",
		Short: "Explain rules",
		Long:  "Explain what a rule finds, why that is damage, and when its fix is safe. A prefix (ARA) explains a family.",
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := nearest(cmd)
			if err != nil {
				return err
			}
			chosen := slices.Concat(c.Catalogue(), rules.Housekeeping())
			switch {
			case all && len(args) > 0:
				return errors.New("--all explains every rule; leave out the names or the flag")
			case !all && len(args) == 0:
				return errors.New("which rule? Name one, such as `tanqih rule WSP001`, or list them with --all")
			case !all:
				chosen = nil
				for _, a := range args {
					found, err := c.Find(a)
					if err != nil {
						return err
					}
					chosen = append(chosen, found...)
				}
			}
			switch {
			case format == "json" && len(chosen) == 1 && !all:
				return report.JSON(s.out, describe(chosen[0]))
			case format == "json":
				list := make([]description, len(chosen))
				for i, r := range chosen {
					list[i] = describe(r)
				}
				return report.JSON(s.out, list)
			case format != "text":
				return fmt.Errorf("--output-format %s: it is text or json", format)
			case all:
				return listRules(s.out, chosen)
			}
			for i, r := range chosen {
				if i > 0 {
					fmt.Fprint(s.out, "\n---\n\n")
				}
				fmt.Fprint(s.out, docs.Page(r))
			}
			return nil
		},
		ValidArgsFunction: completeRules,
	}
	cmd.Flags().BoolVar(&all, "all", false, "all rules")
	cmd.Flags().StringVar(&format, "output-format", "text", "text or json")
	_ = cmd.RegisterFlagCompletionFunc("output-format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// description is a rule as other programs read it.
type description struct {
	Code        string         `json:"code"`
	Name        string         `json:"name"`
	Summary     string         `json:"summary"`
	Explanation string         `json:"explanation"`
	Severity    string         `json:"severity"`
	Fix         string         `json:"fix"`
	FixSafety   string         `json:"fix_safety"`
	Default     bool           `json:"default"` // it is on by default
	Since       string         `json:"since"`
	Bad         string         `json:"bad"`
	Good        string         `json:"good"`
	Options     map[string]any `json:"options"` // with their defaults
	URL         string         `json:"url"`
}

func describe(r *rules.Rule) description {
	options := map[string]any{}
	for _, o := range docs.Options(r) {
		options[o.Key] = o.Default
	}
	return description{
		r.Code, r.Name, r.Summary, r.Doc, r.Severity.String(), docs.FixText(r.Fix), r.FixSafety, !r.Off, r.Since, r.Bad, r.Good, options, r.URL(),
	}
}

// nearest is the configuration of the working folder, whose custom rules can be explained too.
func nearest(cmd *cobra.Command) (*config.Config, error) {
	dir, err := workingFolder()
	if err != nil {
		return nil, err
	}
	f := flags{set: cmd.Flags()}
	loader, err := f.loader(dir)
	if err != nil {
		return nil, err
	}
	return loader.For(dir)
}

// listRules prints one line for each rule.
func listRules(w io.Writer, all []*rules.Rule) error {
	width := 0
	for _, r := range all {
		width = max(width, len(r.Name))
	}
	for _, r := range all {
		off := ""
		if r.Off {
			off = " (off by default)"
		}
		if _, err := fmt.Fprintf(w, "%s  %-*s  %-7s  %s%s\n", r.Code, width, r.Name, r.Fix, r.Summary, off); err != nil {
			return fmt.Errorf("cannot write the output: %w", err)
		}
	}
	return nil
}

func completeRules(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	done, last := "", typed
	if i := strings.LastIndexByte(typed, ','); i >= 0 {
		done, last = typed[:i+1], typed[i+1:]
	}
	var names []string
	for _, r := range rules.All() {
		for _, n := range []string{r.Code, r.Name} {
			if strings.HasPrefix(n, last) {
				names = append(names, done+n+"\t"+r.Summary)
			}
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
