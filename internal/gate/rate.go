package gate

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Rate is a number of findings that is tolerated per so many words, lines or files: "5/10k-words".
type Rate struct {
	Findings float64
	Per      float64
	Unit     Unit
}

// Unit is what a rate counts.
type Unit uint8

// The units. A word is what stands between ASCII white space.
const (
	Words Unit = iota
	Lines
	Files
)

func (u Unit) String() string { return [...]string{"words", "lines", "files"}[u] }

var errRate = errors.New(`a rate is a number, a slash, and how many of what: "5/10k-words", "0.1/1k-lines", "3/100-files"`)

// ParseRate reads a rate.
func ParseRate(s string) (Rate, error) {
	count, per, ok := strings.Cut(strings.TrimSpace(s), "/")
	if !ok {
		return Rate{}, fmt.Errorf("%q: %w", s, errRate)
	}
	findings, err := strconv.ParseFloat(count, 64)
	number, unit, ok := strings.Cut(per, "-")
	if !ok {
		number, unit = "1", per
	}
	r := Rate{Findings: findings}
	scale := 1.0
	switch number[max(0, len(number)-1):] {
	case "k", "K":
		scale, number = 1e3, number[:len(number)-1]
	case "M":
		scale, number = 1e6, number[:len(number)-1]
	}
	n, err2 := strconv.ParseFloat(number, 64)
	r.Per = n * scale
	found := false
	for u := Words; u <= Files; u++ {
		if unit == u.String() || unit+"s" == u.String() {
			r.Unit, found = u, true
		}
	}
	if err != nil || err2 != nil || !found || !(findings >= 0 && findings < 1e15) || !(r.Per > 0 && r.Per < 1e15) {
		return Rate{}, fmt.Errorf("%q: %w", s, errRate)
	}
	return r, nil
}

// String is the rate as it is written: "5/10k-words".
func (r Rate) String() string { return fmt.Sprintf("%s/%s", short(r.Findings), r.base()) }

func (r Rate) base() string {
	switch {
	case r.Per == 1:
		return strings.TrimSuffix(r.Unit.String(), "s")
	case r.Per >= 1e6:
		return short(r.Per/1e6) + "M-" + r.Unit.String()
	case r.Per >= 1e3:
		return short(r.Per/1e3) + "k-" + r.Unit.String()
	}
	return short(r.Per) + "-" + r.Unit.String()
}

func short(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Size is how much text findings were made in.
type Size struct{ Words, Lines, Files int }

// Add adds another text.
func (s *Size) Add(t Size) {
	s.Words += t.Words
	s.Lines += t.Lines
	s.Files += t.Files
}

// Sub takes a text away.
func (s *Size) Sub(t Size) {
	s.Words -= t.Words
	s.Lines -= t.Lines
	s.Files -= t.Files
}

// SizeOf measures one file.
func SizeOf(text string) Size {
	s := Size{Files: 1}
	space := true
	for i := range len(text) {
		c := text[i]
		if c == '\n' {
			s.Lines++
		}
		if c <= ' ' {
			space = true
		} else if space {
			space = false
			s.Words++
		}
	}
	if text != "" && text[len(text)-1] != '\n' {
		s.Lines++
	}
	return s
}

func (s Size) of(u Unit) int { return [...]int{s.Words, s.Lines, s.Files}[u] }

// Of is the rate of so many findings, on the same base as r.
func (r Rate) Of(findings int, size Size) float64 {
	n := size.of(r.Unit)
	if n == 0 {
		if findings == 0 {
			return 0
		}
		n = 1
	}
	return float64(findings) * r.Per / float64(n)
}

// Exceeded says by how much findings exceed the rate; "" when they do not.
func (r Rate) Exceeded(findings int, size Size) string {
	is := r.Of(findings, size)
	if is <= r.Findings {
		return ""
	}
	return fmt.Sprintf("%s per %s, tolerated are %s (%d findings in %d %s)", figure(is), r.base(), short(r.Findings), findings, size.of(r.Unit), r.Unit)
}

// perWords is the base of comparisons with an earlier revision.
var perWords = Rate{Per: 1e4, Unit: Words}

// Worse says by how much a rule got worse; "" when it did not. Rates are compared, per 10,000 words: a corpus that grows may keep its
// share of damage.
func Worse(before int, beforeSize Size, after int, afterSize Size) string {
	was, is := perWords.Of(before, beforeSize), perWords.Of(after, afterSize)
	if is <= was || after == 0 {
		return ""
	}
	by := ""
	if was > 0 {
		by = fmt.Sprintf(", +%.0f %%", (is/was-1)*100)
		if (is/was-1)*100 < 10 {
			by = fmt.Sprintf(", +%.2g %%", (is/was-1)*100)
		}
	}
	return fmt.Sprintf("%s per %s, it was %s (%d findings, %d before%s)", figure(is), perWords.base(), figure(was), after, before, by)
}

// figure is a number with three digits that matter, without exponents.
func figure(x float64) string {
	digits := 0
	for y := x; y > 0 && y < 100 && digits < 6; y *= 10 {
		digits++
	}
	s := strconv.FormatFloat(x, 'f', digits, 64)
	if digits > 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}
