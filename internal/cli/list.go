package cli

import (
	"strings"

	"github.com/spf13/pflag"
)

// list is the value of a flag that may be given several times. pflag's own lists make a CSV writer for each flag when the program
// starts, which takes longer than checking a small file.
type list struct {
	values *[]string
	commas bool // between several values of one flag
}

// listVar adds a flag whose values are separated by commas.
func listVar(set *pflag.FlagSet, values *[]string, name, usage string) {
	set.Var(list{values, true}, name, usage)
}

// arrayVar adds a flag that takes one value each time.
func arrayVar(set *pflag.FlagSet, values *[]string, name, usage string) {
	set.Var(list{values, false}, name, usage)
}

func (l list) String() string { return "" }

func (l list) Type() string {
	if l.commas {
		return "LIST"
	}
	return "VALUE"
}

func (l list) Set(s string) error {
	if *l.values == nil {
		*l.values = []string{} // an empty list is not the same as none
	}
	if !l.commas {
		*l.values = append(*l.values, s)
		return nil
	}
	depth, start := 0, 0 // a comma inside of braces belongs to a pattern: *.{txt,md}
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s), s[i] == ',' && depth == 0:
			if v := strings.TrimSpace(s[start:i]); v != "" {
				*l.values = append(*l.values, v)
			}
			start = i + 1
		case s[i] == '{':
			depth++
		case s[i] == '}':
			depth--
		}
	}
	return nil
}
