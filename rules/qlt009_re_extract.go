package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "QLT009",
	Name:    "re-extract",
	Summary: "a document of which too much is beyond repair",
	Doc: `Some files tell an extractor nothing about their letters, or the wrong thing. What comes out is replacement characters, private-use and
control characters, words of symbols, or the same stretch of text again and again. Repairing what is left would only make it look better. The
finding says what is lost and on how many lines; the pages have to be extracted again, by another tool or by optical recognition.

Rules that repair the order of letters, ligatures, marks and words leave such a document alone.`,
	Since:    "0.1.0",
	Severity: Error,
	Stage:    StageTypography,
	Scope:    ScopeDocument,
	Bad:      "\ufffd\ufffdم\ufffd \ufffd\ufffdي\ufffd\n\ufffd\ufffdا \ufffd\ufffd\ufffd ر\ufffd\ufffd\n\ufffdو \ufffd\ufffd\ufffd\ufffdة \ufffd\ufffd\n",
	Good:     "تم فتح المكتبة\nأمام القراء في المدينة\nيوم الخميس\n",
	Check:    checkReExtract,
})

// The bounds of the verdict.
const (
	lostShare      = 0.25 // part of the characters that bear text which are lost
	leastLost      = 6    // so many must be
	hopelessShare  = 0.6  // part above which no explanation helps
	garbledShare   = 0.15 // part of the characters that are symbols or Latin letters outside ASCII
	symbolShare    = 0.03 // part that are symbols
	mixedShare     = 0.6  // part of the Arabic words that hold letters of another script
	leastGarbled   = 12
	repeatedShare  = 0.5 // part of the longer lines that begin like another
	leastRepeated  = 6
	repeatedPrefix = 100 // bytes that are compared
	repeatedLog    = 12  // binary logarithm of the bits of a set of such lines
	repeatedBits   = 1 << repeatedLog
	ruinSample     = 16 // lines that are looked at for garbled text
	sampledLine    = 240
)

// ruin is what is wrong with a document that cannot be repaired.
type ruin struct {
	reason string // "" when nothing is
	share  float64
	first  int // lines
	last   int
	lines  int
}

var ruins = NewView(func(d *Document) ruin {
	for _, judge := range []func(*Document) ruin{lostLetters, garbledWords, mixedWords, repeatedText} {
		if r := judge(d); r.reason != "" {
			return r
		}
	}
	return ruin{}
})

// beyondRepair reports whether so much of the text is lost that its repair would only make it look better.
func beyondRepair(d *Document) bool { return ruins.Of(d).reason != "" }

func checkReExtract(p *Pass) {
	r := ruins.Of(p.Doc)
	if r.reason == "" {
		return
	}
	line := p.Doc.Lines()[r.first]
	span := p.Doc.Trimmed(line.Span)
	p.Report(span, "%d %% of %s, on lines %d–%d: extract these pages again, by another tool or by OCR", int(100*r.share+0.5), r.reason, r.first+1, r.last+1).
		With("share", r.share).With("lines", r.lines)
}

// lostLetters judges a text by its replacement, private-use and control characters.
func lostLetters(d *Document) ruin {
	const lostClasses = Replacement | PrivateUse | Control | C1
	cid := d.Pairs()&ParenLower != 0 && strings.Contains(d.Text, "(cid:")
	if d.Classes()&lostClasses == 0 && !cid {
		return ruin{}
	}
	r := ruin{first: -1}
	lost, kept := 0, 0
	for i, l := range d.Lines() {
		n := 0
		if l.Classes&lostClasses != 0 {
			n = lostCount(d.Of(l))
		}
		if cid && l.Pairs&ParenLower != 0 {
			glyphs := strings.Count(d.Of(l), "(cid:")
			n += glyphs
			kept -= len("cid") * glyphs
		}
		if n == 0 {
			continue
		}
		if r.first < 0 {
			r.first = i
		}
		r.last = i
		r.lines++
		lost += n
	}
	if lost < leastLost {
		return ruin{}
	}
	for _, l := range d.Lines() {
		kept += letterCount(d.Of(l))
		if float64(lost) < lostShare*float64(lost+kept) {
			return ruin{} // more letters will not change it
		}
	}
	r.share = float64(lost) / float64(lost+kept)
	if k := kashidaLosses.Of(d); r.share < hopelessShare && k.proved() {
		return ruin{} // what is lost is the lengthening of words
	}
	r.reason = "the letters are lost"
	return r
}

// lostCount counts the characters that stand for lost ones.
func lostCount(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case r == utf8.RuneError, r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000, r < ' ' && r != '\t' && r != '\f' && r != '\r', r >= 0x7F && r < 0xA0:
			n++
		}
	}
	return n
}

// letterCount counts the letters of a text, by their lead bytes.
func letterCount(text string) int {
	n := 0
	for i := range len(text) {
		b := text[i]
		if b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0xC3 && b <= 0xDF || b >= 0xE0 && b != 0xEF && b != 0xE2 && b != 0xEE {
			n++
		} else if b == 0xEF && i+1 < len(text) && text[i+1] >= 0xAC && text[i+1] <= 0xBB {
			n++
		}
	}
	return n
}

// garbledWords judges a text by a sample of its characters: the output of a font without a table of characters is full of symbols and of
// Latin letters with marks, in no language.
func garbledWords(d *Document) ruin {
	const high = LatinLetter | Symbol | C1 | OpenQuote | CloseQuote
	if d.Classes()&Symbol == 0 || d.Classes()&(LatinLetter|C1) == 0 {
		return ruin{}
	}
	lines := d.Lines()
	chars, highs, symbols := 0, 0, 0
	r := ruin{first: -1}
	for i, step := 0, max(1, len(lines)/ruinSample); i < len(lines); i += step {
		text := d.Of(lines[i])
		if lines[i].Classes&(Symbol|LatinLetter|C1) == 0 {
			chars += len(text)
			continue
		}
		if r.first < 0 {
			r.first = i
		}
		r.last = i
		r.lines++
		for _, c := range text[:min(len(text), sampledLine)] {
			switch k := ClassOf(c); {
			case k&AnySpace != 0:
				continue
			case k&(Symbol|C1) != 0:
				symbols++
				highs++
			case k&high != 0:
				highs++
			}
			chars++
		}
	}
	r.share = float64(highs) / float64(max(1, chars))
	if highs < leastGarbled || r.share < garbledShare || float64(symbols) < symbolShare*float64(chars) || d.Lang() != language.Undetermined {
		return ruin{}
	}
	r.reason = "the characters are symbols without sense"
	return r
}

// mixedWords judges a text by a sample of its words: where a font has no characters for its marks, extractors write Latin letters for
// them into every word.
func mixedWords(d *Document) ruin {
	if d.Pairs()&ArabicLatin == 0 {
		return ruin{}
	}
	lines := d.Lines()
	words, mixed := 0, 0
	r := ruin{first: -1}
	for i, step := 0, max(1, len(lines)/(2*ruinSample)); i < len(lines); i += step {
		l := lines[i]
		if l.Classes&Arabic == 0 {
			continue
		}
		text := d.Of(l)
		if l.Pairs&ArabicLatin == 0 {
			words += 1 + strings.Count(text[:min(len(text), sampledLine)], " ")
			continue
		}
		bad := 0
		for w := range strings.FieldsSeq(text[:min(len(text), 4*sampledLine)]) {
			switch arabic.Ways(w) {
			case arabic.Leftward | arabic.Rightward:
				bad++
				words++
			case arabic.Leftward:
				words++
			}
		}
		if bad > 0 {
			if r.first < 0 {
				r.first = i
			}
			r.last = i
			r.lines++
		}
		mixed += bad
	}
	if r.share = float64(mixed) / float64(max(1, words)); mixed < leastGarbled || r.share < mixedShare {
		return ruin{}
	}
	r.reason = "the words hold letters of another script"
	return r
}

// repeatedText judges a text by its longer lines: when a table of characters is broken, some extractors print a whole stretch for
// every glyph.
func repeatedText(d *Document) ruin {
	lines := d.Lines()
	if len(lines) < leastRepeated || d.Classes()&(Arabic|Hebrew) == 0 {
		return ruin{}
	}
	if !headsMayRepeat(d) {
		return ruin{}
	}
	seen := make(map[string]int, len(lines))
	all, again := 0, 0
	r := ruin{first: -1}
	for i := range lines {
		head := lineHead(d, i)
		if head == "" {
			continue
		}
		all++
		seen[head]++
		if seen[head] > 1 {
			again++
			if r.first < 0 {
				r.first = i
			}
			r.last = i
			r.lines++
		}
	}
	if r.share = float64(again) / float64(max(1, all)); again < leastRepeated || r.share < repeatedShare {
		return ruin{}
	}
	r.reason = "the lines repeat others"
	return r
}

// lineHead is the beginning of a longer line, by which it is known; "" for others.
func lineHead(d *Document, i int) string {
	text := strings.TrimLeft(d.Of(d.Lines()[i]), " ")
	if len(text) < repeatedPrefix {
		return ""
	}
	return text[:repeatedPrefix]
}

// headsMayRepeat reports whether enough of the longer lines may begin like another, by a few bytes of each that are hashed into a set of bits.
func headsMayRepeat(d *Document) bool {
	var bits [repeatedBits / 64]uint64
	all, again := 0, 0
	for i := range d.Lines() {
		head := lineHead(d, i)
		if head == "" {
			continue
		}
		all++
		hash := uint64(0)
		for at := 0; at < len(head); at += 11 {
			hash = (hash + uint64(head[at])) * 0x9E3779B97F4A7C15
		}
		hash >>= 64 - repeatedLog
		if bits[hash>>6]>>(hash&63)&1 != 0 {
			again++
		}
		bits[hash>>6] |= 1 << (hash & 63)
	}
	return again >= leastRepeated && float64(again) >= repeatedShare*float64(all)
}

// spanOfLines is the text of the lines first..last without white space at its ends.
func spanOfLines(d *Document, first, last int) fixers.Span {
	return d.Trimmed(fixers.Span{Start: d.Lines()[first].Start, End: d.Lines()[last].End})
}
