package rules

import (
	_ "embed"
	"encoding/binary"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// The page model: where a document that was pages shows it, and which lines belonged to the pages and not to the text.

//go:embed data/pages/words.txt
var pageWordData string

//go:embed data/pages/continued.txt
var continuedData string

// furnitureRole says what a line was on its page.
type furnitureRole uint8

const (
	roleText furnitureRole = iota
	roleHeader
	roleNumber
	roleContinued
)

// furniture is one line, or the start of one, that belonged to a page.
type furniture struct {
	line   int
	role   furnitureRole
	span   fixers.Span   // what goes; of a whole line, the line without its line end
	whole  bool          // the span is the whole text of the line
	safety fixers.Safety // of its deletion
	split  bool          // a paragraph goes on across the group that it belongs to
	first  bool          // it opens its group: lines of furniture with nothing but blank lines between
	last   bool          // it closes its group
	like   int           // of a header: the line it repeats, -1 if it is known otherwise
	times  int           // of a header: how often it occurs
	near   bool          // of a header: the lines differ by a letter or two
}

// paragraphSplit is a paragraph that page furniture cuts in two.
type paragraphSplit struct{ before, after int }

// pageModel is what is known of the pages of a document.
type pageModel struct {
	furniture []furniture // by line
	splits    []paragraphSplit
}

// pageNumber is a line, or the start of one, that reads like the number of a page.
type pageNumber struct {
	line   int
	value  int
	span   fixers.Span
	whole  bool
	worded bool // with a word for page, a total, or dashes round it; otherwise a lone number
	scant  bool // nothing but `/` and a total, or bars: a score, a cell of a table, unless others count on
}

type pageWords struct {
	words  map[string]bool // folded
	of     map[string]bool
	starts [0x800]bool // characters below U+0800 that a page number may begin with: digits, signs, first letters of the words
}

var pageWordsOnce = sync.OnceValue(func() *pageWords {
	w := &pageWords{words: map[string]bool{}, of: map[string]bool{}}
	letters := map[rune]bool{}
	for line := range strings.Lines(pageWordData) {
		_, rest, ok := strings.Cut(line, ": ")
		if !ok || line[0] == '#' {
			continue
		}
		words, of, _ := strings.Cut(rest, "|")
		for s := range strings.FieldsSeq(words) {
			folded := foldLine(s)
			w.words[folded] = true
			first, _ := utf8.DecodeRuneInString(folded)
			letters[first] = true
		}
		for s := range strings.FieldsSeq(of) {
			w.of[foldLine(s)] = true
		}
	}
	for r := range rune(len(w.starts)) {
		f := lineFolding()[r]
		w.starts[r] = f <= lineGap || letters[rune(f&^lineLetter)] || ClassOf(r)&AnyDigit != 0 || strings.ContainsRune("-|ـ", r)
	}
	return w
})

var continuedPhrases = sync.OnceValue(func() map[string]bool {
	phrases := map[string]bool{}
	for line := range strings.Lines(continuedData) {
		if _, phrase, ok := strings.Cut(line, ": "); ok && line[0] != '#' {
			phrases[foldLine(strings.TrimSpace(phrase))] = true
		}
	}
	return phrases
})

// foldLine is the text of a line for comparison: without marks, tatweel and invisible characters, with single spaces, in lower case.
func foldLine(s string) string {
	b, _ := appendFolded(make([]byte, 0, len(s)), s)
	return string(b)
}

// appendFolded appends to b, which is empty, what foldLine makes of s, and counts the letters in it.
func appendFolded(b []byte, s string) (_ []byte, letters int) {
	table := lineFolding()
	gap := false
	for i := 0; i < len(s); {
		var f uint16
		r, n := rune(s[i]), 1
		switch {
		case r < utf8.RuneSelf:
			f = table[r]
		case r >= 0xC2 && r < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
			f, n = table[r&0x1F<<6|rune(s[i+1]&0x3F)], 2
		default:
			r, n = utf8.DecodeRuneInString(s[i:])
			f = foldInLine(r)
		}
		i += n
		switch {
		case f == lineDrop:
			continue
		case f == lineGap:
			gap = len(b) > 0
			continue
		case gap:
			b = append(b, ' ')
			gap = false
		}
		letters += int(f >> 15)
		switch f &^= lineLetter; {
		case f < utf8.RuneSelf:
			b = append(b, byte(f))
		case f < 0x800:
			b = append(b, 0xC0|byte(f>>6), 0x80|byte(f&0x3F))
		case f == lineOther:
			b = utf8.AppendRune(b, r)
		default:
			b = utf8.AppendRune(b, rune(f))
		}
	}
	return b, letters
}

// foldedIn reports whether a set holds what foldLine makes of s.
func foldedIn(set map[string]bool, s string) bool {
	var buf [longestFurniture]byte
	b, _ := appendFolded(buf[:0], s)
	return set[string(b)]
}

// foldKey is a hash of what foldLine makes of s, its size in bytes and the number of letters in it.
func foldKey(s string) (key uint64, size, letters int) {
	var buf [longestFurniture]byte
	b, letters := appendFolded(buf[:0], s)
	size = len(b)
	for ; len(b) >= 8; b = b[8:] {
		key = (key ^ binary.LittleEndian.Uint64(b)) * 0x9E3779B97F4A7C15
		key ^= key >> 32
	}
	for _, c := range b {
		key = (key ^ uint64(c)) * 0x9E3779B97F4A7C15
		key ^= key >> 29
	}
	return key, size, letters
}

const (
	longestFurniture = 160 // bytes of a line that may be page furniture
)

// pagesView is the page model. Only short lines are looked at closely, so documents of long paragraphs cost next to nothing.
var pagesView = NewView(func(d *Document) *pageModel {
	b := modelBuilder{d: d}
	lines := d.Lines()
	long, short := 0, 0
	for i := range lines {
		l := &lines[i]
		if l.Classes&FormFeed != 0 {
			b.breaks = append(b.breaks, i)
		}
		if l.Len() > longestFurniture {
			long++
			continue
		}
		if d.Blank(*l) {
			continue
		}
		short++
		if l.Classes&AnyDigit != 0 {
			if n, ok := parsePageNumber(d, *l); ok && n.whole {
				b.numbers = append(b.numbers, n)
			}
		} else if isContinued(d.Of(*l)) {
			b.continued = append(b.continued, i)
		}
	}
	b.paged = long+short > (recurs-1)*leastPage && long*4 < len(lines)
	if len(b.breaks)+len(b.numbers)+len(b.continued) == 0 && !b.paged {
		return &b.model
	}
	b.build()
	return &b.model
})

// markerSigns are the signs that may stand round a continuation marker, by their bytes.
var markerSigns = bytesOf(" \t\f()[]{}.:-_*><\u00a0…–—»«→←‹›\u200f\u200e：")

// isContinued reports whether a line is a continuation marker and nothing else.
func isContinued(text string) bool {
	if len(text) > 80 {
		return false
	}
	start, end := 0, len(text)
	for start < end && markerSigns[text[start]] && text[start] < 0xD0 || start < end && text[start] >= 0xE0 && markerSigns[text[start]] {
		_, n := runeAt(text, start)
		start += n
	}
	if end-start < 4 || !continuedStarts()[text[start]|0x20][text[start+1]|0x20] {
		return false
	}
	text = strings.TrimRight(text[start:], " \t\f\u00a0()[]{}.…:：-–—_*>»«→←‹›\u200f\u200e")
	return foldedIn(continuedPhrases(), text)
}

// continuedStarts are the first two bytes of the phrases, each with the bit of ASCII capitals set.
var continuedStarts = sync.OnceValue(func() *[256]byteSet {
	starts := new([256]byteSet)
	for phrase := range continuedPhrases() {
		starts[phrase[0]|0x20][phrase[1]|0x20] = true
	}
	return starts
})

// parsePageNumber reads a page number at the start of a line: "ص 05", "صفحة ٣ من ١٠", "Page 3 of 10", "- 12 -", "3 / 10", "12".
// Whole is set when nothing follows it.
func parsePageNumber(d *Document, l Line) (n pageNumber, ok bool) {
	t := d.Text[:l.End]
	i := l.Start
	for i < l.End && (t[i] == '\f' || spaceAt(t, i) > 0) {
		i++
		for i < l.End && t[i]&0xC0 == 0x80 {
			i++
		}
	}
	w := pageWordsOnce()
	if r, _ := runeAt(t, i); r < rune(len(w.starts)) && !w.starts[r] {
		return n, false
	}
	n = pageNumber{line: l.Index, span: fixers.Span{Start: i}}
	opening, closing := byte(0), byte(0)
	word := i
	for word < l.End && spaceAt(t, word) == 0 && digitKind(t, word) < 0 {
		word++
	}
	if next := skipSpaces(t, word); word > i && digitKind(t, next) < 0 && (next >= l.End || t[next] != ':' && t[next] != '-') {
		return n, false
	}
	switch first := t[i:word]; {
	case first == "":
	case foldedIn(w.words, first) || len(first) > 2 && foldedIn(w.words, strings.TrimRight(first, ":.-")):
		n.worded = true
		i = skipSpaces(t, word)
	case first == "-" || first == "–" || first == "—" || first == "|" || first == "ـ":
		closing = first[0]
		opening = closing
		i = skipSpaces(t, word)
	default:
		return n, false
	}
	if n.worded && i < l.End && (t[i] == ':' || t[i] == '-') {
		i = skipSpaces(t, i+1)
	}
	value, end := readNumber(t, i)
	if end == i || value > 9999 {
		return n, false
	}
	n.value = value
	i = end
	if closing != 0 {
		i = skipSpaces(t, i)
		for _, c := range [...]string{"-", "–", "—", "|", "ـ"} {
			if strings.HasPrefix(t[i:], c) {
				i += len(c)
				closing = 0
				break
			}
		}
		if closing != 0 {
			return n, false
		}
		n.worded, n.scant = true, opening == '|'
	} else if at, total := readTotal(t, i, w, n.worded); total >= n.value && total > 0 {
		i = at
		n.scant = !n.worded && spaceAt(t, end) == 0
		n.worded = true
	}
	if n.worded && i < l.End && (t[i] == '.' || t[i] == ':') {
		i++
	}
	rest := skipSpaces(t, i)
	n.whole = rest == l.End
	n.span.End = l.End
	if !n.whole {
		if rest == i {
			return n, false
		}
		n.span.End = rest
	}
	return n, true
}

// readTotal reads "of 10" or "/ 10" at i and returns the offset behind it.
func readTotal(t string, i int, w *pageWords, worded bool) (end, total int) {
	at := skipSpaces(t, i)
	word := at
	if word < len(t) && t[word] == '/' {
		word++
	} else {
		word = wordEnd(t, at)
	}
	if word == at || !foldedIn(w.of, t[at:word]) || !worded && t[at] != '/' {
		return i, 0
	}
	at = skipSpaces(t, word)
	total, end = readNumber(t, at)
	if end == at {
		return i, 0
	}
	return end, total
}

// readNumber reads digits of one kind at i, at most four.
func readNumber(t string, i int) (value, end int) {
	kind := digitKind(t, i)
	if kind < 0 {
		return 0, i
	}
	end = i
	for digitKind(t, end) == kind {
		size := len(string(digitZeros[kind]))
		value = value*10 + int(t[end+size-1]&0x0F)
		end += size
		if value > 99999 {
			return value, end
		}
	}
	return value, end
}
