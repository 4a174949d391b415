// Package arabic is what is known of the Arabic script: how its letters join, which shapes they take, which marks they carry, in which
// ways extraction of text damages them, and the pure functions on strings that prove and undo the damage. It knows no rule, no
// document and no lexicon.
package arabic

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Characters that are named more than once.
const (
	Tatweel = 'ـ' // U+0640 lengthens a joint and is no letter
	Hamza   = 'ء' // U+0621 joins with nothing
	ZWNJ    = '\u200c'
	ZWJ     = '\u200d'
)

// Joining says with which neighbours a letter joins.
type Joining uint8

// The joining types of the Unicode Standard, section 9.2, as far as text of Arabic script holds them.
const (
	JoinsNothing Joining = iota // hamza, digits, everything that is not Arabic
	JoinsBefore                 // right-joining: ا د ذ ر ز و ة
	JoinsBoth                   // dual-joining: ب ج س …
	JoinsAlways                 // join-causing: the tatweel, U+200D
	JoinsThrough                // transparent: marks
)

// Shape is the form in which a presentation form shows its letter.
type Shape uint8

// The four positions of a letter in its word; a letter that is stored as a letter has none.
const (
	Unshaped Shape = iota
	Isolated       // joined with nothing
	Final          // joined with the letter before
	Initial        // joined with the letter after
	Medial         // joined with both
)

// String is the name of the shape, as findings print it.
func (s Shape) String() string {
	return [...]string{"unshaped", "isolated", "final", "initial", "medial"}[s]
}

// BeginsWord reports that the shape can stand at the beginning of a word.
func (s Shape) BeginsWord() bool { return s == Initial || s == Isolated }

// JoinsNext reports that the shape asks for a joined letter after it.
func (s Shape) JoinsNext() bool { return s == Initial || s == Medial }

// JoinsPrevious reports that the shape asks for a joined letter before it.
func (s Shape) JoinsPrevious() bool { return s == Final || s == Medial }

//go:embed data/forms.txt
var formsText string

//go:embed data/joining.txt
var joiningText string

// form is what one presentation form stands for.
type form struct {
	shape   Shape
	letters string // its decomposition, which may hold a space or a tatweel before a mark
	folded  string // the same without them
}

// formTable holds the two blocks of presentation forms: U+FB50–FDFF at index 0, U+FE70–FEFF after it.
type formTable struct{ forms [0xFE00 - 0xFB50 + 0x90]form }

func formIndex(r rune) int {
	switch {
	case r >= 0xFB50 && r <= 0xFDFF:
		return int(r - 0xFB50)
	case r >= 0xFE70 && r <= 0xFEFF:
		return int(r-0xFE70) + 0xFE00 - 0xFB50
	}
	return -1
}

// lazy is a table that is built when it is first needed. Looking into it again costs no more than a load, which counts where every character of a
// text asks.
type lazy[T any] struct {
	table atomic.Pointer[T]
	build func() *T
}

func (l *lazy[T]) get() *T {
	if t := l.table.Load(); t != nil {
		return t
	}
	t := l.build()
	l.table.Store(t)
	return t
}

var forms = lazy[formTable]{build: func() *formTable {
	t := &formTable{}
	eachLine(formsText, func(fields []string) {
		var letters strings.Builder
		for _, f := range fields[2:] {
			letters.WriteRune(hexRune(f))
		}
		shape := map[string]Shape{"i": Isolated, "f": Final, "b": Initial, "m": Medial}[fields[1]]
		text := letters.String()
		folded := text
		if rest := strings.TrimLeft(text, " ـ"); rest != "" {
			folded = rest
		}
		t.forms[formIndex(hexRune(fields[0]))] = form{shape, text, folded}
	})
	return t
}}

// joiningTable holds the joining types of U+0600–08FF.
type joiningTable [0x900 - 0x600]Joining

var joinings = lazy[joiningTable]{build: func() *joiningTable {
	t := &joiningTable{}
	eachLine(joiningText, func(fields []string) {
		first, last, ranged := strings.Cut(fields[0], "..")
		if !ranged {
			last = first
		}
		j := map[string]Joining{"R": JoinsBefore, "D": JoinsBoth, "C": JoinsAlways, "T": JoinsThrough}[fields[1]]
		for r := hexRune(first); r <= hexRune(last); r++ {
			t[r-0x600] = j
		}
	})
	return t
}}

// eachLine calls f with the fields of every line of an embedded table; lines that begin with # are comments.
func eachLine(text string, f func(fields []string)) {
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) > 0 && !strings.HasPrefix(fields[0], "#") {
			f(fields)
		}
	}
}

func hexRune(s string) rune {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		panic(fmt.Sprintf("arabic: embedded table: %v", err))
	}
	return rune(n)
}

// ShapeOf is the shape of a presentation form, [Unshaped] for every other character.
func ShapeOf(r rune) Shape {
	if i := formIndex(r); i >= 0 {
		return forms.get().forms[i].shape
	}
	return Unshaped
}

// Letters is the text that a presentation form stands for in the Unicode Character Database, as it is: the isolated
// and medial marks begin with a space or a tatweel. It is empty for a character that is no presentation form.
func Letters(r rune) string {
	if i := formIndex(r); i >= 0 {
		return forms.get().forms[i].letters
	}
	return ""
}

// IsForm reports whether r is a presentation form that stands for other letters.
func IsForm(r rune) bool { return Letters(r) != "" }

// JoiningOf is the joining type of a letter, mark or joiner; of a presentation form, what its shape lets it do.
func JoiningOf(r rune) Joining {
	switch {
	case r >= 0x600 && r < 0x900:
		return joinings.get()[r-0x600]
	case r == ZWJ:
		return JoinsAlways
	}
	return JoinsNothing
}

// IsMark reports whether r is a mark of Arabic script: vowel signs, tanwin, shadda, Quranic marks, and the presentation forms of them.
func IsMark(r rune) bool {
	switch {
	case r < 0x610:
		return false
	case r > 0x8FF:
		return r >= 0xFC5E && r <= 0xFC63 || r >= 0xFCF2 && r <= 0xFCF4 || r >= 0xFE70 && r <= 0xFE7F && r != 0xFE73
	case r <= 0x61A, r >= 0x64B && r <= 0x65F, r == 0x670:
		return true
	case r >= 0x6D6 && r <= 0x6ED:
		return r != 0x6DD && r != 0x6DE && r != 0x6E5 && r != 0x6E6 && r != 0x6E9
	}
	return r >= 0x8CA && r != 0x8E2 || r >= 0x897 && r <= 0x89F
}

// IsHarakah reports whether r is one of the marks of everyday vocalised text: tanwin, the short vowels, shadda, sukun, the dagger alef.
func IsHarakah(r rune) bool { return r >= 0x64B && r <= 0x652 || r == 0x670 }

// IsTanwin reports whether r is one of the three signs that end a word with n: ً ٌ ٍ.
func IsTanwin(r rune) bool { return r >= 0x64B && r <= 0x64D }

// IsLetter reports whether r is a letter of Arabic script, stored as such; presentation forms are not, see [IsForm].
func IsLetter(r rune) bool {
	switch {
	case r < 0x620 || r > 0x8C9:
		return false
	case r <= 0x64A:
		return r != Tatweel
	case r <= 0x6D5:
		return r >= 0x66E && r != 0x670 && r != 0x6D4
	case r <= 0x6FF:
		return r == 0x6E5 || r == 0x6E6 || r == 0x6EE || r == 0x6EF || r >= 0x6FA && r <= 0x6FC || r == 0x6FF
	}
	return r >= 0x750 && r <= 0x77F || r >= 0x860 && unicode.IsLetter(r)
}

// IsHebrew reports whether r is a Hebrew letter.
func IsHebrew(r rune) bool { return r >= 0x5D0 && r <= 0x5EA || r >= 0x5EF && r <= 0x5F2 }

// IsHebrewPoint reports whether r is a Hebrew point or accent.
func IsHebrewPoint(r rune) bool {
	return r >= 0x591 && r <= 0x5BD || r == 0x5BF || r == 0x5C1 || r == 0x5C2 || r == 0x5C4 || r == 0x5C5 || r == 0x5C7
}

// IsArabicDigit reports whether r is a digit of the Arabic-Indic or of the extended Arabic-Indic (Persian, Urdu) series.
func IsArabicDigit(r rune) bool { return r >= 0x660 && r <= 0x669 || r >= 0x6F0 && r <= 0x6F9 }

// IsDigit reports whether r is a European or an Arabic-Indic digit.
func IsDigit(r rune) bool { return r >= '0' && r <= '9' || IsArabicDigit(r) }

// IsAlef reports whether r is one of the four alefs that make a ligature with lam: ا أ إ آ.
func IsAlef(r rune) bool { return r == 'ا' || r == 'أ' || r == 'إ' || r == 'آ' }

// Boundary says what the joining forms of two neighbouring characters prove about the place between them.
type Boundary uint8

// The three verdicts.
const (
	Undecided Boundary = iota
	Joined             // the two belong to one word
	Separate           // a word ends between them
)

// Between judges the place between two letters that are neighbours in logical order, marks between them left out. A letter
// that is stored as a letter counts as isolated only when plain is set: in a run of presentation forms, fonts that lack an isolated or a
// final glyph leave the letter itself, so that only a dual-joining letter followed by a form that begins a word is proof.
// Source of the method: joining is symmetrical (Unicode Standard, 9.2, rules R1–R7).
func Between(before, after rune, plain bool) Boundary {
	a, b := ShapeOf(before), ShapeOf(after)
	switch {
	case a.JoinsNext() && b.JoinsPrevious():
		return Joined
	case a.JoinsNext() && after != Hamza && b == Unshaped && IsLetter(after):
		return Joined
	case a == Unshaped && b.JoinsPrevious() && JoiningOf(before) != JoinsNothing:
		return Joined
	}
	if after == Hamza || lastLetter(after) == Hamza || firstLetter(after) == Hamza {
		return Undecided // شيء is written with an unjoined hamza
	}
	dual := JoiningOf(lastLetter(before)) == JoinsBoth
	switch {
	case dual && (a == Isolated || a == Final) && b.BeginsWord():
		return Separate
	case dual && plain && a == Unshaped && b.BeginsWord():
		return Separate
	case dual && plain && (a == Isolated || a == Final) && b == Unshaped && IsLetter(after):
		return Separate
	}
	return Undecided
}

// firstLetter and lastLetter are the letters at the two ends of what r stands for.
func firstLetter(r rune) rune {
	if s := Letters(r); s != "" {
		r, _ = utf8.DecodeRuneInString(s)
	}
	return r
}

func lastLetter(r rune) rune {
	if s := Letters(r); s != "" {
		r, _ = utf8.DecodeLastRuneInString(s)
	}
	return r
}
