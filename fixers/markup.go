package fixers

import "fmt"

// RemovesMarkup holds when each new piece is its old piece less some of its bytes, but for white space, which may stand where
// a tag that starts a new line or cell stood.
var RemovesMarkup = Contract{"removes-only", func(old, new []string) error {
	for i := range old {
		if want, rest := []byte(new[i]), []byte(old[i]); !isLess(want, rest) {
			return fmt.Errorf("%q is not %q less a part", clip(new[i]), clip(old[i]))
		}
	}
	return nil
}}

// isLess reports whether part is whole with bytes taken out, ASCII white space in part aside.
func isLess(part, whole []byte) bool {
	at := 0
	for _, c := range part {
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			continue
		}
		for at < len(whole) && whole[at] != c {
			at++
		}
		if at == len(whole) {
			return false
		}
		at++
	}
	return true
}
