package rules

import "testing"

func TestSpaceMask(t *testing.T) {
	for _, line := range []string{"", " ", "a b", "ab ! c  d", "!!!! !!!!", "كتب على ورق", "1234567 ", "12345678", " 345678! a"} {
		var got []int
		for i := 0; i <= len(line); i += 8 {
			m := spaceMask(line, i)
			for k := range 8 {
				if m>>(8*k+7)&1 == 1 {
					got = append(got, i+k)
				}
			}
		}
		var want []int
		for i := range len(line) + 1 {
			if i == len(line) || line[i] == ' ' {
				want = append(want, i)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%q: %v, want %v", line, got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%q: %v, want %v", line, got, want)
			}
		}
	}
}
