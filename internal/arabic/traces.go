package arabic

import (
	"math/bits"
	"strings"
)

// Traces are sequences of letters that hint at damage; a text of which one pass finds none needs no closer look.
type Traces uint8

// The traces.
const (
	HehLamLam   Traces = 1 << iota // هلل, as in هللا and اهلل for الله
	LoneArticle                    // ال, وال or فال as a word, as in ال يجوز for لا يجوز
	Tripled                        // ووو or ييي
)

// TracesIn are the traces in a text.
func TracesIn(text string) (found Traces) {
	// the second bytes of the letters, and the space, tell where to look; waw and yeh differ in one bit
	const heh, alef, lam, waw, yeh, space = 0x87 * everyByte, 0xA7 * everyByte, 0x84 * everyByte, 0x88 * everyByte, 0x8A * everyByte, ' ' * everyByte
	i := 0
	for ; i+12 <= len(text); i += 8 {
		s := text[i : i+12]
		first, second, third, behind := eight(s, 0), eight(s, 2), eight(s, 4), eight(s, 3)
		lams, article := (first^heh)|(second^lam)|(third^lam), (first^alef)|(second^lam)|(behind^space)
		tripled := ((first ^ waw) | (second ^ waw) | (third ^ waw)) &^ (waw ^ yeh)
		for at := (maybeZeros(lams) | maybeZeros(article) | maybeZeros(tripled)) & highBits; at != 0; at &= at - 1 {
			found |= traceAt(text, i+bits.TrailingZeros64(at)/8)
		}
	}
	for ; i < len(text); i++ {
		found |= traceAt(text, i)
	}
	return found
}

// traceAt is the trace whose first letter has its second byte at i.
func traceAt(text string, i int) Traces {
	if i == 0 {
		return 0
	}
	switch text[i] {
	case "ه"[1]:
		if strings.HasPrefix(text[i-1:], "هلل") {
			return HehLamLam
		}
	case "و"[1], "ي"[1]:
		if s := text[i-1:]; strings.HasPrefix(s, "ووو") || strings.HasPrefix(s, "ييي") {
			return Tripled
		}
	case "ا"[1]:
		start := i - 1
		if start >= 2 && (text[start-1] == "و"[1] || text[start-1] == "ف"[1]) {
			start -= 2
		}
		if (start == 0 || text[start-1] == ' ' || text[start-1] == '\n') && strings.HasPrefix(text[i-1:], "ال ") {
			return LoneArticle
		}
	}
	return 0
}
