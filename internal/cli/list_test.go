package cli

import (
	"slices"
	"testing"

	"github.com/spf13/pflag"
)

func TestLists(t *testing.T) {
	for _, c := range []struct {
		args []string
		want []string
	}{
		{nil, nil},
		{[]string{"--x", "a,b", "--x=c"}, []string{"a", "b", "c"}},
		{[]string{"--x", "*.{txt,md},b"}, []string{"*.{txt,md}", "b"}},
		{[]string{"--x", ""}, []string{}},
	} {
		var got []string
		set := pflag.NewFlagSet("", pflag.ContinueOnError)
		listVar(set, &got, "x", "")
		if err := set.Parse(c.args); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%q: got %q, want %q", c.args, got, c.want)
		}
	}
}
