package arabic

import (
	"unicode"
	"unicode/utf8"
)

// class is the part a character plays when a line is turned round.
type class uint8

const (
	neutral class = iota // white space, punctuation
	rtl                  // letters of Arabic script, of Syriac and Thaana
	hebrew               // letters of Hebrew: a number behind them keeps its European signs
	ltr                  // letters of scripts that run to the right
	euro                 // 0–9
	indic                // Arabic-Indic digits
	mark                 // combining: belongs to its base
	sep                  // . , : / between digits of one kind
	sign                 // + - between European digits
	term                 // % $ # ° at a European number
	gone                 // bidi controls and other format characters
)

func classOf(r rune) class {
	switch {
	case r < 0x80:
		switch {
		case r >= '0' && r <= '9':
			return euro
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			return ltr
		case r == '.', r == ',', r == ':', r == '/':
			return sep
		case r == '+', r == '-':
			return sign
		case r == '%', r == '$', r == '#':
			return term
		}
		return neutral
	case r < 0x590:
		switch {
		case r == 0xA0:
			return sep
		case r >= 0xA2 && r <= 0xA5, r == 0xB0, r == 0xB1:
			return term
		case unicode.IsLetter(r):
			return ltr
		case unicode.Is(unicode.Mn, r):
			return mark
		}
		return neutral
	case IsArabicDigit(r):
		if r >= 0x6F0 {
			return euro // the bidi class of the Persian digits is that of 0–9
		}
		return indic
	case IsMark(r), IsHebrewPoint(r):
		return mark
	case IsHebrew(r):
		return hebrew
	case r < 0x900:
		switch {
		case r == 0x66A || r >= 0x609 && r <= 0x60A:
			return term
		case r == 0x66B, r == 0x66C:
			return sep // decimal and thousands separator stand between digits alone
		case r == 0x60C, r == 0x61B, r == 0x61F, r == 0x6D4, r == 0x5BE:
			return neutral
		case unicode.IsLetter(r):
			return rtl
		case r == 0x61C:
			return gone
		}
		return neutral
	case IsForm(r):
		return rtl
	case r >= 0x2000 && r <= 0x2BFF:
		switch {
		case r >= 0x200E && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return gone
		case r == ZWNJ, r == ZWJ:
			return rtl
		case r >= 0x20A0 && r <= 0x20CF, r == 0x2030, r == 0x2031:
			return term
		}
		return neutral
	case r == 0xFD3E, r == 0xFD3F, r == 0xFEFF, r == utf8.RuneError:
		return neutral
	case unicode.Is(unicode.Mn, r):
		return mark
	case unicode.IsLetter(r):
		return ltr
	}
	return neutral
}

// mirrors are the characters that are shown the other way round in text that runs to the left.
var mirrors = map[rune]rune{
	'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«', '‹': '›', '›': '‹',
	'﴾': '﴿', '﴿': '﴾', '≤': '≥', '≥': '≤',
}

// Mirror is the character that is shown in the place of r in text that runs to the left: ( for ), « for »; r itself for all others.
func Mirror(r rune) rune {
	if m, ok := mirrors[r]; ok {
		return m
	}
	return r
}

// opens tells the brackets and quotes that open (1) and close (-1).
func opens(r rune) int {
	switch r {
	case '(', '[', '{', '«', '‹', '﴿':
		return 1
	case ')', ']', '}', '»', '›', '﴾':
		return -1
	}
	return 0
}

// Turn says how [Reverse] treats what the text alone does not decide.
type Turn struct {
	// MarksFirst says that in the stored line a mark stands before its letter, as it does when code points were reversed one by one;
	// otherwise it follows its letter and goes with it.
	MarksFirst bool
	// Mirror says that brackets were stored as painted and must be exchanged.
	Mirror bool
	// Digits says that numbers were reversed with the letters.
	Digits bool
	// Latin says that words of the Latin script were reversed with the letters.
	Latin bool
}

// reverseBuffer is the length in characters of a line that is turned without further memory.
const reverseBuffer = 256

// Reverse turns a line from the order in which it is displayed, left to right, into the order in which it is read, for text that
// runs to the left: the order of the clusters (a letter and its marks, or one presentation form) is turned round, numbers and runs
// of other scripts keep theirs. Applied to a line in reading order it gives the line as displayed, but for what the bidi
// algorithm does not make reversible. Source: rules W1–W7, N1, L2 of Unicode Standard Annex 9, run backwards for one level.
func Reverse(line string, how Turn) string {
	if line == "" {
		return line
	}
	var runeBuffer [reverseBuffer]rune
	var classBuffer [reverseBuffer]class
	runes, classes := runeBuffer[:0], classBuffer[:0]
	for _, r := range line {
		runes, classes = append(runes, r), append(classes, neutral)
	}
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	for i, r := range runes {
		classes[i] = classOf(r)
	}
	if !how.MarksFirst {
		marksBehind(runes, classes)
	}
	if how.Mirror {
		for i, r := range runes {
			runes[i] = Mirror(r)
		}
	}
	if !how.Digits || !how.Latin {
		keepRuns(runes, classes, how)
	}
	return encode(runes, len(line))
}

// encode writes runes as UTF-8; bytes that were not UTF-8 cannot come here, since such lines are left alone.
func encode(runes []rune, size int) string {
	b := make([]byte, 0, size)
	for _, r := range runes {
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// marksBehind puts the marks, which the reversal has brought before their letter, behind it again, in their own order.
func marksBehind(runes []rune, classes []class) {
	for i := 0; i < len(runes); {
		if classes[i] != mark {
			i++
			continue
		}
		j := i
		for j < len(runes) && classes[j] == mark {
			j++
		}
		if j == len(runes) {
			return
		}
		base, kind := runes[j], classes[j]
		copy(runes[i+1:j+1], runes[i:j])
		copy(classes[i+1:j+1], classes[i:j])
		runes[i], classes[i] = base, kind
		for a, b := i+1, j; a < b; a, b = a+1, b-1 {
			runes[a], runes[b] = runes[b], runes[a]
		}
		i = j + 1
	}
}

// keepRuns turns the numbers and the runs of other scripts of a reversed line back. Between two letters that run to the left lies one
// run from the first to the last letter of another script, or, if there is none, as many runs as there are numbers.
func keepRuns(runes []rune, classes []class, how Turn) {
	context := hebrew // a number at the start of a line keeps its European signs, as one behind Hebrew does
	for i := 0; i < len(runes); {
		if classes[i] == rtl || classes[i] == hebrew {
			context = classes[i]
			i++
			continue
		}
		end, first, last := i, -1, -1
		for ; end < len(runes) && classes[end] != rtl && classes[end] != hebrew; end++ {
			if classes[end] == ltr {
				if first < 0 {
					first = end
				}
				last = end + 1
			}
		}
		switch {
		case first >= 0 && !how.Latin:
			first, last = widen(runes, classes, i, first, last, end)
			if !how.Digits {
				keepNumbers(runes[i:first], classes[i:first], context)
				keepNumbers(runes[last:end], classes[last:end], hebrew)
			}
			turnRun(runes[first:last], classes[first:last])
		case first < 0 && !how.Digits:
			keepNumbers(runes[i:end], classes[i:end], context)
		}
		i = end
	}
}

// widen extends the run first..last of a reversed segment low..high by the digits that touch it, by words of digits next to it, and by
// a bracket whose partner is inside.
func widen(runes []rune, classes []class, low, first, last, high int) (int, int) {
	digit := func(i int) bool {
		return classes[i] == euro || classes[i] == mark || classes[i] == term ||
			classes[i] == sep && i > low && i+1 < high && runes[i] != 0xA0 && classes[i-1] == euro && classes[i+1] == euro
	}
	for first > low && digit(first-1) {
		first--
	}
	for last < high && digit(last) {
		last++
	}
	depth := 0
	for _, r := range runes[first:last] {
		depth += opens(r)
	}
	for first > low && depth != 0 && opens(runes[first-1]) == -sgn(depth) {
		first--
		depth += opens(runes[first])
	}
	for last < high && depth != 0 && opens(runes[last]) == -sgn(depth) {
		depth += opens(runes[last])
		last++
	}
	return first, last
}

func sgn(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// keepNumbers turns every number of a reversed stretch without letters back: digits of one kind with one separator between two of them;
// where the letter before is not Arabic also the signs + - between European digits and % and its like beside them (rules W2–W6).
func keepNumbers(runes []rune, classes []class, context class) {
	for i := 0; i < len(runes); {
		kind := classes[i]
		if kind != euro && kind != indic {
			i++
			continue
		}
		end := i + 1
		for end < len(runes) {
			glue := classes[end] == sep && runes[end] != 0xA0 || classes[end] == sign && kind == euro && context == hebrew
			if classes[end] == kind {
				end++
			} else if glue && end+1 < len(runes) && classes[end+1] == kind {
				end += 2
			} else {
				break
			}
		}
		if context == hebrew && kind == euro {
			for i > 0 && classes[i-1] == term {
				i--
			}
			for end < len(runes) && classes[end] == term {
				end++
			}
		}
		turnRun(runes[i:end], classes[i:end])
		i = end
	}
}

// turnRun reverses a run; a mark in it follows its letter again.
func turnRun(runes []rune, classes []class) {
	marked := false
	for a, b := 0, len(runes)-1; a < b; a, b = a+1, b-1 {
		runes[a], runes[b] = runes[b], runes[a]
		classes[a], classes[b] = classes[b], classes[a]
		marked = marked || classes[a] == mark || classes[b] == mark
	}
	if marked {
		marksBehind(runes, classes)
	}
}

// Way is a set of directions in which the characters of a text run by themselves.
type Way uint8

// The directions. Digits have a way of their own: they run to the right inside text that runs to the left.
const (
	Leftward Way = 1 << iota
	Rightward
	Numeric
	NoWay Way = 0
)

// WayOf is the direction of one character, NoWay for neutral characters and marks.
func WayOf(r rune) Way {
	switch classOf(r) {
	case rtl, hebrew:
		return Leftward
	case ltr:
		return Rightward
	case euro, indic:
		return Numeric
	}
	return NoWay
}

// Ways is the set of the directions in a text.
func Ways(text string) Way {
	var w Way
	for _, r := range text {
		w |= WayOf(r)
	}
	return w
}
