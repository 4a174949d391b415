package fixers

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The presentation forms of Arabic letters.
const (
	firstForm = 0xFB50
	lastForm  = 0xFEFC
)

// compatForms holds what NFKC makes of each of them; "" for those with marks.
var compatForms = sync.OnceValue(func() *[lastForm + 1 - firstForm]string {
	t := new([lastForm + 1 - firstForm]string)
	for i := range t {
		s := norm.NFKC.String(string(rune(firstForm + i)))
		if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Mn, r) }) {
			t[i] = strings.ReplaceAll(s, " ", "")
		}
	}
	return t
})

// appendCompat appends what compat makes of the pieces, for everyday text of Arabic letters, their presentation forms and ASCII; it reports false
// where normalisation would have to look at neighbours: at two marks in a row, at marks that letters are composed with, at other scripts.
func appendCompat(b []byte, pieces []string) ([]byte, bool) {
	forms := compatForms()
	marked := false // the last character is a mark
	for _, s := range pieces {
		for _, r := range s {
			mark := r >= 0x064B && r <= 0x0652
			switch {
			case r == 'ـ' || unseen(r):
				continue
			case r < 0x80, r >= 0x0621 && r <= 0x063A, r >= 0x0641 && r <= 0x064A:
				b = utf8.AppendRune(b, r)
			case r == 'پ', r == 'چ', r == 'ژ', r == 'گ', r == 'ک', r == 'ی', mark && !marked:
				b = utf8.AppendRune(b, r)
			case r >= firstForm && r <= lastForm && forms[r-firstForm] != "":
				b = append(b, forms[r-firstForm]...)
			default:
				return b, false
			}
			marked = mark
		}
	}
	return b, true
}

// sameCompatAtOnce reports that the pieces are the same by appendCompat; when they are not, compat decides.
func sameCompatAtOnce(old, new []string) bool {
	var x, y [128]byte
	a, ok := appendCompat(x[:0], old)
	if !ok {
		return false
	}
	b, ok := appendCompat(y[:0], new)
	return ok && string(a) == string(b)
}
