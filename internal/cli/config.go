package cli

import (
	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/internal/config"
)

func newConfig(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "config [KEY]",
		Short: "Describe the keys of tanqih.toml",
		Long:  "Describe the keys of tanqih.toml, or one of them. `tanqih check --show-settings PATH` prints the values that hold for a path.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return config.Describe(s.out, append(args, "")[0])
		},
	}
}
