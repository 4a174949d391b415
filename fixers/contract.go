package fixers

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Contract is what a fix promises to conserve. The zero value promises nothing and is refused by [Contract.Check].
type Contract struct {
	name  string
	holds func(old, new []string) error
}

// String is the name of the contract as the documentation has it: "same-text".
func (c Contract) String() string { return c.name }

// Declared reports whether there is a contract at all.
func (c Contract) Declared() bool { return c.holds != nil }

// ErrBroken marks an edit that does not conserve what its fix promised.
var ErrBroken = errors.New("contract broken")

// Check reports, wrapping [ErrBroken], whether the edits, sorted and valid for text, conserve what the contract says.
// It looks only at the edited pieces, so it takes time linear in their length.
func (c Contract) Check(text string, edits []Edit) error {
	if c.holds == nil {
		return fmt.Errorf("%w: the fix declares none", ErrBroken)
	}
	old, new := make([]string, len(edits)), make([]string, len(edits))
	for i, e := range edits {
		old[i], new[i] = e.Of(text), e.New
	}
	if err := c.holds(old, new); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrBroken, c.name, err)
	}
	return nil
}

// The contracts that need no parameter.
var (
	// SameText holds when the old and the new text are equal but for white space, invisible and bidi characters.
	SameText = Contract{"same-text", sameText}
	// SameLetters holds when the old and the new text have the same letters, marks and digits, in any order, after
	// presentation forms are folded.
	SameLetters = Contract{"same-letters", sameLetters}
	// SameCompat holds when the old and the new text have one NFKC form, tatweel, white space and invisible characters aside.
	SameCompat = Contract{"same-compat", sameCompat}
	// RemovesOnly holds when each new piece is its old piece less some of its bytes.
	RemovesOnly = Contract{"removes-only", removesOnly}
	// AsAsked always holds: it is for replacements that a user's own rule spells out, and for no rule of tanqih.
	AsAsked = Contract{"as-asked", func(_, _ []string) error { return nil }}
)

// DecodesTo holds for edits whose new text, put through encode, gives the old text back byte for byte: encode is the
// mistake that the fix undoes.
func DecodesTo(encode func(string) (string, error)) Contract {
	return Contract{"decodes-to", func(old, new []string) error {
		for i := range new {
			back, err := encode(new[i])
			if err != nil {
				return err
			}
			if back != old[i] {
				return fmt.Errorf("%q encodes to %q, not to %q", clip(new[i]), clip(back), clip(old[i]))
			}
		}
		return nil
	}}
}

// Maps holds when the new text is the old with characters replaced as table says and nothing else changed; a character that
// the table does not hold must stay.
func Maps(table map[rune]string) Contract {
	return Contract{"maps", func(old, new []string) error {
		for i := range old {
			rest := new[i]
			for _, r := range old[i] {
				to, ok := table[r]
				if ok && strings.HasPrefix(rest, to) {
					rest = rest[len(to):]
				} else if same := string(r); strings.HasPrefix(rest, same) {
					rest = rest[len(same):]
				} else {
					return fmt.Errorf("%q does not map to %q", clip(old[i]), clip(new[i]))
				}
			}
			if rest != "" {
				return fmt.Errorf("%q does not map to %q", clip(old[i]), clip(new[i]))
			}
		}
		return nil
	}}
}

func sameText(old, new []string) error {
	a, b := visible(old), visible(new)
	if a != b {
		return fmt.Errorf("%q became %q", clip(a), clip(b))
	}
	return nil
}

// visible is the text of the pieces without white space, invisible and bidi characters; bytes that are not UTF-8 are kept.
func visible(pieces []string) string {
	var b strings.Builder
	for _, s := range pieces {
		for i := 0; i < len(s); {
			r, size := utf8.DecodeRuneInString(s[i:])
			if (r == utf8.RuneError && size == 1) || !unseen(r) {
				b.WriteString(s[i : i+size])
			}
			i += size
		}
	}
	return b.String()
}

// unseen reports white space and the characters that show nothing: format characters (category Cf) other than the Arabic
// prepended marks, which are visible (U+0600–0605, 06DD, 070F, 0890–0891, 08E2), and the combining grapheme joiner.
func unseen(r rune) bool {
	if r < 0x80 {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	switch {
	case unicode.IsSpace(r), r == 0x034F, r == 0x180E:
		return true
	case r >= 0x0600 && r <= 0x0605, r == 0x06DD, r == 0x070F, r == 0x0890, r == 0x0891, r == 0x08E2:
		return false
	}
	return unicode.Is(unicode.Cf, r)
}

func sameLetters(old, new []string) error {
	if characters(old) == characters(new) {
		return nil
	}
	count := map[rune]int{}
	for sign, pieces := range map[int][]string{1: old, -1: new} {
		for _, s := range pieces {
			for _, r := range norm.NFD.String(foldForms(s)) { // a mark that meets another letter composes with it
				if r != 0x0640 && !unseen(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) {
					count[r] += sign
				}
			}
		}
	}
	for r, n := range count {
		if n != 0 {
			return fmt.Errorf("%+d of %q (%U)", -n, r, r)
		}
	}
	return nil
}

// characters is a number that tells which characters pieces hold how often, in any order: a sum of hashes. ASCII signs, white space,
// the signs of Latin-1, general punctuation and tatweel do not count. Most fixes that conserve letters move them as they are, and
// need not be normalised to see it.
func characters(pieces []string) (sum uint64) {
	for _, s := range pieces {
		for _, r := range s {
			switch {
			case r < 0x80:
				if c := r | 0x20; (c < 'a' || c > 'z') && (r < '0' || r > '9') {
					continue
				}
			case r < 0xC0 && r != 'ª' && r != 'µ' && r != 'º', r == 0x0640, r == 0x061C, r == 0xFEFF, r >= 0x2000 && r <= 0x206F:
				continue
			}
			h := (uint64(r) + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9 // SplitMix64
			h = (h ^ h>>27) * 0x94D049BB133111EB
			sum += h ^ h>>31
		}
	}
	return sum
}

// foldForms replaces Arabic and Latin presentation forms (U+FB00–FDFF, U+FE70–FEFC) by what NFKC makes of them and nothing else.
func foldForms(s string) string {
	if !strings.ContainsAny(s, "\u00a0") && strings.IndexByte(s, 0xEF) < 0 {
		return norm.NFC.String(s)
	}
	var b strings.Builder
	for _, r := range s {
		if r >= 0xFB00 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC {
			b.WriteString(norm.NFKC.String(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

func sameCompat(old, new []string) error {
	if sameCompatAtOnce(old, new) {
		return nil
	}
	a, b := compat(old), compat(new)
	if a != b {
		return fmt.Errorf("%q became %q", clip(a), clip(b))
	}
	return nil
}

// compat is the NFKC form of the pieces without tatweel, white space and invisible characters, the marks of each letter sorted.
func compat(pieces []string) string {
	joined := strings.ReplaceAll(strings.Join(pieces, ""), "ـ", "")
	runes := []rune(strings.ReplaceAll(visible([]string{norm.NFKC.String(joined)}), "ـ", ""))
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && unicode.Is(unicode.Mn, runes[j]) {
			j++
		}
		slices.Sort(runes[i:j])
		i = max(j, i+1)
	}
	return string(runes)
}

func removesOnly(old, new []string) error {
	for i := range old {
		rest := old[i]
		for j := range len(new[i]) {
			at := strings.IndexByte(rest, new[i][j])
			if at < 0 {
				return fmt.Errorf("%q is not %q less a part", clip(new[i]), clip(old[i]))
			}
			rest = rest[at+1:]
		}
	}
	return nil
}

// clip keeps messages about long pieces short.
func clip(s string) string {
	const limit = 60
	if len(s) <= limit {
		return s
	}
	cut := limit
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
