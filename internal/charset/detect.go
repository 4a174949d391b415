package charset

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/internal/mojibake"
)

// sample is how many bytes of a file Detect judges by their letters; all of them are checked for being well formed.
const sample = 1 << 16

// Detect names the encoding of a file that is not UTF-8, with the evidence in words; ok is false when the file is UTF-8 as a
// whole or in part, or nothing certain can be said. UTF-16 and UTF-32 are told by their byte order mark, or by the
// characters that come out; the Arabic code pages by letter statistics.
func Detect(b []byte) (name, evidence string, ok bool) {
	if name := byMark(b); name != "" {
		if _, err := Decode(b, name); err == nil {
			return name, "byte order mark", true
		}
		return "", "", false
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return byZeros(b)
	}
	return byLetters(b)
}

func byMark(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) && len(b)%4 == 0:
		return UTF32LE
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		return UTF32BE
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return UTF16LE
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return UTF16BE
	}
	return ""
}

// zeroShare: one byte in so many is zero in text of a wide encoding, for its spaces and line ends.
const zeroShare = 100

// byZeros tries the wide encodings on a file with zero bytes.
func byZeros(b []byte) (name, evidence string, ok bool) {
	// A stray zero byte makes nothing wide: spaces in pairs would read as daggers, U+2020.
	if part := b[:min(len(b), sample)]; bytes.Count(part, []byte{0})*zeroShare < len(part) {
		return "", "", false
	}
	best := 0.0
	for _, n := range []string{UTF32LE, UTF32BE, UTF16LE, UTF16BE} {
		part := b[:min(len(b), sample)]
		if text, err := Decode(part[:len(part)&^3], n); err == nil {
			if share := plausible(text); share > best {
				best, name = share, n
			}
		}
	}
	if best < 0.95 {
		return "", "", false
	}
	if _, err := Decode(b, name); err != nil {
		return "", "", false
	}
	return name, fmt.Sprintf("%.0f %% of the characters are letters, digits, spaces or punctuation of few scripts", 100*best), true
}

// plausible is the share of characters that text is made of: ASCII that prints, white space, and letters of the one other
// script that occurs most. Text without a space or line end is none, unless it is very short.
func plausible(text string) float64 {
	var total, ascii, spaces int
	blocks := map[rune]int{}
	for _, r := range text {
		total++
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t':
			ascii++
			spaces++
		case r > ' ' && r < 0x7F:
			ascii++
		case r >= 0x2000 && r < 0x2070, r == 0xA0, r == 0xAB, r == 0xBB:
			ascii++
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), unicode.IsPunct(r):
			blocks[block(r)]++
		}
	}
	most := 0
	for _, n := range blocks {
		most = max(most, n)
	}
	if total == 0 || spaces == 0 && total > 16 {
		return 0
	}
	return float64(ascii+most) / float64(total)
}

// block is the same number for characters that occur in one text: 256 code points, Han and Hangul as a whole.
func block(r rune) rune {
	switch {
	case r < 0x250:
		return 0
	case r >= 0x2E80 && r < 0xA000, r >= 0xAC00 && r < 0xD7B0, r >= 0xFF00 && r < 0xFFF0:
		return 0x2E80
	case r >= 0xFB50 && r < 0xFF00:
		return 0x600
	}
	return r &^ 0xFF
}

// Thresholds of byLetters: enough letters to judge, and what an Arabic letter may cost (mojibake.Cost, tenths of a bit).
const (
	minLetters  = 8
	letterCost  = 60
	rivalMargin = 3
)

// byLetters tries the Arabic code pages on bytes many of which are not UTF-8.
func byLetters(b []byte) (name, evidence string, ok bool) {
	valid, invalid := highBytes(b)
	// Bytes of code page 720 make well-formed UTF-8 by chance, now and then.
	if invalid == 0 || valid > invalid {
		return "", "", false
	}
	part := b[:min(len(b), sample)]
	best, rival := mojibake.Judgement{}, mojibake.Judgement{}
	for _, j := range mojibake.JudgeArabic(part) {
		switch {
		case best.Page == nil || j.Cost < best.Cost:
			best, rival = j, best
		case rival.Page == nil || j.Cost < rival.Cost:
			rival = j
		}
	}
	if best.Page == nil || best.Letters < minLetters || best.Cost > letterCost || 2*best.Letters < best.High {
		return "", "", false
	}
	if rival.Page != nil && rival.Cost-best.Cost < rivalMargin && !best.Same(rival) {
		return "", "", false
	}
	return best.Page.Name, fmt.Sprintf("%d Arabic letters, %.1f bits each", best.Letters, float64(best.Cost)/10), true
}

// highBytes counts the bytes beyond ASCII that are part of well-formed UTF-8 and those that are not.
func highBytes(b []byte) (valid, invalid int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			invalid++
		} else {
			valid += size
		}
		i += size
	}
	return valid, invalid
}
