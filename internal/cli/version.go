package cli

import (
	"fmt"
	"runtime/debug"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

// release is the version of this source tree.
const release = "0.1.0"

// version is the version of the program: the module version of an installed one, the release and commit of one built here.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 10 {
			return release + "+" + s.Value[:10]
		}
	}
	if v, ok := strings.CutPrefix(info.Main.Version, "v"); ok {
		return v
	}
	return release
}

func newVersion(s *streams) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			switch format {
			case "json":
				return report.JSON(s.out, map[string]any{"version": version(), "unicode": unicode.Version, "rules": len(rules.All())})
			case "text":
				_, err := fmt.Fprintf(s.out, "tanqih %s (Unicode %s, %d rules)\n", version(), unicode.Version, len(rules.All()))
				return err
			}
			return fmt.Errorf("--output-format %s: it is text or json", format)
		},
	}
	cmd.Flags().StringVar(&format, "output-format", "text", "text or json")
	return cmd
}
