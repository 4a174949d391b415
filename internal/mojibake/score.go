package mojibake

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Costs are in tenths of a bit: how surprising a text is under a rough model of all the languages at once. The model is
// a cost for each character, a cost for the step from one kind of character to the next (a capital after a small letter,
// a symbol inside a word, a change of script), and for Arabic the statistics of letter pairs.

// kind is what the model of steps knows of a character.
type kind uint8

const (
	kSpace kind = iota
	kDigit
	kPoint // ASCII punctuation
	kLower // ASCII letters
	kUpper
	kLatinLower // Latin letters beyond ASCII
	kLatinUpper
	kCyrillicLower
	kCyrillicUpper
	kGreekLower
	kGreekUpper
	kHebrew
	kArabic
	kArabicMark
	kLetter // letters of other scripts
	kMark
	kOpen  // „ ¿ ¡
	kClose // ” …
	kApostrophe
	kDash
	kNoBreak // no-break space
	kQuote   // quotation marks that open in one language and close in another
	kSign    // signs that follow words and numbers: ® ™ ° ²
	kSymbol
	kBox // line drawing
	kEmoji
	kJoiner
	kControl // C1, U+FFFD, private use, unassigned
)

func (k kind) letter() bool { return k >= kLower && k <= kArabic || k == kLetter }

func (k kind) latin() bool { return k >= kLower && k <= kLatinUpper }

func (k kind) upper() bool {
	return k == kUpper || k == kLatinUpper || k == kCyrillicUpper || k == kGreekUpper
}

func (k kind) lower() bool {
	return k == kLower || k == kLatinLower || k == kCyrillicLower || k == kGreekLower
}

// script is a number that letters of one script share.
func (k kind) script() kind {
	switch k {
	case kLower, kUpper, kLatinLower, kLatinUpper:
		return kLower
	case kCyrillicLower, kCyrillicUpper:
		return kCyrillicLower
	case kGreekLower, kGreekUpper:
		return kGreekLower
	}
	return k
}

//go:embed data/letters.txt
var letterCosts string

//go:embed data/arabic-bigrams.txt
var arabicPairs string

// boundary is the row and column of the pair table for anything that is no Arabic letter.
const boundary = 36

// tableSize is the number of code points whose kind and cost stand in a table: all up to the box drawing characters.
const tableSize = 0x2600

type model struct {
	cost  map[rune]int16   // of the characters listed in data/letters.txt
	kinds [tableSize]kind  // of each character
	fixed [tableSize]int16 // cost of each character, 0 for those that depend on what stands before
	pairs [boundary + 1][boundary + 1]int16
	forms map[rune][]rune // presentation forms, as the letters they stand for
}

var theModel = sync.OnceValue(func() *model {
	m := &model{cost: map[rune]int16{}, forms: map[rune][]rune{}}
	if err := m.read(letterCosts, arabicPairs); err != nil {
		panic(err) // embedded data: a test reads it
	}
	for r := range rune(tableSize) {
		m.kinds[r] = sortKind(r)
		m.fixed[r] = m.cost[r]
	}
	for r := rune(0xFE70); r <= 0xFEFC; r++ {
		m.forms[r] = []rune(norm.NFKC.String(string(r)))
	}
	return m
})

func (m *model) read(letters, pairs string) error {
	for line := range strings.Lines(letters) {
		cost, chars, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if line[0] == '#' || !ok {
			continue
		}
		v, err := strconv.ParseInt(cost, 10, 16)
		if err != nil {
			return fmt.Errorf("letter costs: %w", err)
		}
		for _, r := range strings.Replace(chars, `\s`, " ", 1) {
			if _, seen := m.cost[r]; !seen {
				m.cost[r] = int16(v)
			}
		}
	}
	row := 0
	for line := range strings.Lines(pairs) {
		_, cells, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if line[0] == '#' || !ok {
			continue
		}
		for col, f := range strings.Fields(cells) {
			v, err := strconv.ParseInt(f, 10, 16)
			if err != nil {
				return fmt.Errorf("arabic pairs, row %d: %w", row, err)
			}
			m.pairs[row][col] = int16(v)
		}
		row++
	}
	return nil
}

// foreign maps letters of Persian, Urdu and Kurdish to the Arabic letter whose place they take in words, roughly.
var foreign = map[rune]rune{
	'ی': 'ي', 'ې': 'ي', 'ے': 'ي', 'ک': 'ك', 'گ': 'ك', 'پ': 'ب', 'چ': 'ج', 'ژ': 'ز', 'ہ': 'ه', 'ھ': 'ه', 'ە': 'ه', 'ۀ': 'ه',
	'ں': 'ن', 'ٹ': 'ت', 'ڈ': 'د', 'ڑ': 'ر', 'ڤ': 'ف', 'ۃ': 'ة', 'ۂ': 'ه', 'ۆ': 'و', 'ێ': 'ي', 'ڵ': 'ل', 'ڕ': 'ر', 'ٱ': 'ا',
}

// arabicIndex is the row of an Arabic letter in the pair table, and what a letter costs on top for being rare there.
func arabicIndex(r rune) (index int, extra int) {
	switch {
	case r >= 0x0621 && r <= 0x063A:
		return int(r - 0x0621), 0
	case r >= 0x0641 && r <= 0x064A:
		return int(r-0x0641) + 26, 0
	}
	if f, ok := foreign[r]; ok {
		i, _ := arabicIndex(f)
		return i, 20
	}
	return boundary, 90
}

// A meter adds up the cost of a text, character by character.
type meter struct {
	m        *model
	prev     kind
	prevPrev kind
	arabic   int // row of the Arabic letter before, or boundary
	total    int
	letters  int // Arabic letters seen
}

func newMeter(before string) meter {
	mt := meter{m: theModel(), prev: kSpace, prevPrev: kSpace, arabic: boundary}
	start := len(before)
	for n := 0; n < 2 && start > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(before[:start])
		start -= size
	}
	for _, r := range before[start:] {
		mt.add(r)
	}
	mt.total, mt.letters = 0, 0
	return mt
}

func (mt *meter) add(r rune) {
	if r >= 0xFE70 && r <= 0xFEFC {
		// A little dearer than the letters themselves: of two readings with the same letters the plain one is right.
		mt.total += 4
		for _, l := range mt.m.forms[r] {
			if l != ' ' {
				mt.add(l)
			}
		}
		return
	}
	k := mt.m.kind(r)
	switch k {
	case kArabic:
		i, extra := arabicIndex(r)
		mt.total += int(mt.m.pairs[mt.arabic][i]) + extra
		mt.arabic = i
		mt.letters++
	case kArabicMark:
		mt.total += 60
		if mt.prev != kArabic && mt.prev != kArabicMark {
			mt.total += 120
		}
	default:
		if k == kPoint && r >= 0x600 && mt.prev.letter() && mt.prev != kArabic {
			mt.total += 60
		}
		if mt.arabic != boundary {
			mt.total += int(mt.m.pairs[mt.arabic][boundary])
			mt.arabic = boundary
		}
		mt.total += mt.base(r, k)
	}
	mt.total += step(mt.prevPrev, mt.prev, k)
	mt.prevPrev, mt.prev = mt.prev, k
}

// after adds what the step into the text that follows costs, without the cost of that text.
func (mt *meter) after(rest string) int {
	r, size := utf8.DecodeRuneInString(rest)
	k := kSpace
	if size > 0 {
		k = kindOf(r)
	}
	total := mt.total + step(mt.prevPrev, mt.prev, k)
	if mt.arabic != boundary && k != kArabic && k != kArabicMark {
		total += int(mt.m.pairs[mt.arabic][boundary])
	}
	return total
}

// Cost is how surprising the text is between what stands before and after it, in tenths of a bit.
func Cost(before, text, after string) int {
	mt := newMeter(before)
	for _, r := range text {
		mt.add(r)
	}
	return mt.after(after)
}

func (mt *meter) base(r rune, k kind) int {
	if r < tableSize {
		if c := mt.m.fixed[r]; c != 0 {
			return int(c)
		}
	} else if c, ok := mt.m.cost[r]; ok {
		return int(c)
	}
	switch k {
	case kControl:
		if r > 0x3FFFF {
			return 400 // planes that hold nothing
		}
		return 180
	case kSpace, kNoBreak:
		return 70
	case kLatinLower, kLatinUpper:
		if r >= 0x1EA0 && r <= 0x1EF9 { // Vietnamese
			return 85
		}
		return 150
	case kCyrillicLower, kCyrillicUpper, kGreekLower, kGreekUpper:
		return 140
	case kHebrew:
		return 90
	case kLetter:
		// One such letter alone among others is no text: it takes a second to make a word of the script.
		switch {
		case mt.prev == kLetter:
			return 80
		case r >= 0x3400 && r < 0x4E00:
			return 240
		}
		return 200
	case kMark:
		if r >= 0x370 && mt.prev.script() != kLetter {
			return 220 // a mark of another script
		}
		if r >= 0x300 && r <= 0x30C || r == 0x323 || r == 0x327 || r == 0x328 || r == 0x331 || r >= 0x370 {
			return 110
		}
		return 180 // marks of phonetics and the like
	case kBox, kEmoji, kJoiner:
		return 100
	case kPoint:
		return 100
	}
	return 140
}

// step is what the change from one kind of character to the next costs on top of the characters.
func step(before, a, b kind) int {
	switch {
	case b == kControl:
		return 20
	case a.letter() && b.letter():
		switch {
		case a.script() != b.script():
			return 90
		case a.lower() && b.upper():
			return 70
		case a >= kLatinLower && a <= kLatinUpper && b >= kLatinLower && b <= kLatinUpper:
			return 25
		case before.upper() && a.upper() && b.lower():
			return 30
		}
		return 0
	case b == kMark && !a.letter() && a != kMark:
		return 80
	case b == kMark && a == kArabic:
		return 160
	case b == kMark && a == kLetter && before != kLetter:
		return 60
	case a == kMark && b.letter(), a.letter() && b == kMark:
		return 0
	case a.letter():
		switch b {
		case kSymbol:
			return 20
		case kOpen:
			return 40
		case kBox:
			return 60
		case kClose, kApostrophe:
			return -10
		case kSign:
			return -20
		}
	case b.letter():
		switch a {
		case kSymbol:
			return 35
		case kClose, kSign:
			return 45
		case kBox:
			return 60
		case kNoBreak, kOpen:
			return 0
		case kControl:
			return 30
		}
	case a == kBox && b == kBox:
		return -60
	case (a == kSymbol || a == kSign) && (b == kSymbol || b == kSign):
		return 20
	}
	return 0
}

// kindOf is the kind of a character.
func kindOf(r rune) kind { return theModel().kind(r) }

func (m *model) kind(r rune) kind {
	if uint32(r) < tableSize {
		return m.kinds[r]
	}
	return sortKind(r)
}

// sortKind sorts a character into the kinds of the model.
func sortKind(r rune) kind {
	switch {
	case r < 0x80:
		switch {
		case r >= 'a' && r <= 'z':
			return kLower
		case r >= 'A' && r <= 'Z':
			return kUpper
		case r >= '0' && r <= '9':
			return kDigit
		case r == ' ' || r >= '\t' && r <= '\r':
			return kSpace
		case r < ' ' || r == 0x7F:
			return kControl
		case r == '\'':
			return kApostrophe
		}
		return kPoint
	case r < 0xC0:
		switch r {
		case 0xA0:
			return kNoBreak
		case '¿', '¡':
			return kOpen
		case '«', '»':
			return kQuote
		case '©', '®', '°', '±', '²', '³', '·', 'ª', 'º':
			return kSign
		}
		if r < 0xA0 {
			return kControl
		}
		return kSymbol
	case r < 0x250:
		switch {
		case r == '×' || r == '÷':
			return kSymbol
		case unicode.IsUpper(r):
			return kLatinUpper
		}
		return kLatinLower
	case r < 0x370:
		switch {
		case r < 0x2B0:
			return kLatinLower
		case r < 0x300:
			return kSymbol
		}
		return kMark
	case r < 0x530:
		return alphabetic(r)
	}
	return laterKind(r)
}

func alphabetic(r rune) kind {
	switch {
	case unicode.IsUpper(r):
		if r < 0x400 || r >= 0x1F00 {
			return kGreekUpper
		}
		return kCyrillicUpper
	case unicode.IsLower(r):
		if r < 0x400 || r >= 0x1F00 {
			return kGreekLower
		}
		return kCyrillicLower
	case unicode.IsMark(r):
		return kMark
	case unicode.IsLetter(r), unicode.IsSymbol(r), unicode.IsPunct(r):
		return kSymbol
	}
	return kControl
}

func laterKind(r rune) kind {
	switch {
	case r >= 0x5D0 && r <= 0x5F4:
		return kHebrew
	case r >= 0x600 && r < 0x700, r >= 0x8A0 && r < 0x900, r >= 0x750 && r < 0x780:
		switch {
		case r == 0x640:
			return kArabicMark
		case unicode.IsMark(r):
			return kArabicMark
		case unicode.IsDigit(r):
			return kDigit
		case unicode.IsLetter(r):
			return kArabic
		case r == '،' || r == '؛' || r == '؟' || r == '۔' || r == '٪' || r == '٫' || r == '٬':
			return kPoint
		}
		return kControl
	case r >= 0x1E00 && r < 0x1F00:
		if unicode.IsUpper(r) {
			return kLatinUpper
		}
		return kLatinLower
	case r >= 0x1F00 && r < 0x2000:
		return alphabetic(r)
	case r >= 0x2000 && r < 0x2070:
		switch r {
		case '„', '‚':
			return kOpen
		case '“', '‘', '‹', '›':
			return kQuote
		case '”', '…':
			return kClose
		case '’':
			return kApostrophe
		case '–', '—', '‐', '‑', '‒', '―':
			return kDash
		case 0x200C, 0x200D, 0x200E, 0x200F:
			return kJoiner
		case 0x202F:
			return kNoBreak
		}
		if r <= 0x200A {
			return kSpace
		}
		return kSymbol
	case r >= 0x2500 && r < 0x25A0:
		return kBox
	case r >= 0x3000 && r < 0x3040, r >= 0xFF01 && r <= 0xFF0F, r >= 0xFF1A && r <= 0xFF20:
		return kPoint
	case r == '™', r == '℠':
		return kSign
	case r == 0xFE0F, r == 0x20E3:
		return kJoiner
	case r == utf8.RuneError, unicode.Is(unicode.Co, r):
		return kControl
	case r >= 0x1F000 && r < 0x1FB00, r >= 0x2600 && r < 0x27C0:
		return kEmoji
	case unicode.IsLetter(r):
		return kLetter
	case unicode.IsMark(r):
		return kMark
	case unicode.IsSymbol(r), unicode.IsPunct(r), unicode.IsNumber(r), unicode.IsSpace(r):
		return kSymbol
	}
	return kControl
}
