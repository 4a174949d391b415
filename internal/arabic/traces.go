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
	// the second bytes of the letters, and the space, tell where to look
	const heh, lam, alef, waw, yeh = 0x87 * everyByte, 0x84 * everyByte, 0xA7 * everyByte, 0x88 * everyByte, 0x8A * everyByte
	i := 0
	for ; i+12 <= len(text); i += 8 {
		first, second, space, third := eight(text, i), eight(text, i+2), eight(text, i+3), eight(text, i+4)
		at := maybeZeros((first^heh)|(second^lam)|(third^lam)) | maybeZeros((first^alef)|(second^lam)|(space^' '*everyByte)) |
			maybeZeros(((first^waw)|(second^waw)|(third^waw))&^(waw^yeh))
		for at &= highBits; at != 0; at &= at - 1 {
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
	switch s := text[i-1:]; {
	case strings.HasPrefix(s, "هلل"):
		return HehLamLam
	case strings.HasPrefix(s, "ووو"), strings.HasPrefix(s, "ييي"):
		return Tripled
	case strings.HasPrefix(s, "ال "):
		before := text[:i-1]
		if n := len(before); n > 0 && before[n-1] != ' ' && before[n-1] != '\n' {
			before, _ = strings.CutSuffix(before, "و")
			before, _ = strings.CutSuffix(before, "ف")
		}
		if n := len(before); n == 0 || before[n-1] == ' ' || before[n-1] == '\n' {
			return LoneArticle
		}
	}
	return 0
}
