package rules

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "PUN002", Name: "missing-space-after-punctuation", Since: "0.1.0",
	Summary: "no space between a stop and the next word, or between a word and a quotation",
	Doc: "`كلمة،كلمة`, `scenes.What`, `قال\"نعم\"`. Numbers, times, addresses, names of files, abbreviations and initials hold stops without spaces; the Arabic " +
		"particles that are written together with the next word (`و\"`, `ال\"`, `بـ\"`) also join a quotation.",
	FixSafety: "Safe: a space is added. Unsafe after a colon, after a Latin comma and between words that may be a name (`time.After`).",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: StopLetter | StopDigit | LetterQuote | QuoteLetter},
	Fix: fixers.Safe,
	Bad: "حضر الوزير،ثم غادر.\n", Good: "حضر الوزير، ثم غادر.\n",
	Check: func(p *Pass) {
		if p.Line.Pairs&(StopLetter|StopDigit) != 0 {
			stopsWithoutSpace(p)
		}
		if p.Line.Pairs&(LetterQuote|QuoteLetter) != 0 && p.Line.Classes&(Arabic|ArabicMark) != 0 {
			quotesWithoutSpace(p)
		}
	},
})

// stopsWithoutSpace looks at every stop of the line that is directly followed by a letter or digit.
func stopsWithoutSpace(p *Pass) {
	l := p.Line
	t := p.Doc.Text[:l.End]
	for i := stopBytes.next(t, l.Start+1); i < l.End-1; i = stopBytes.next(t, i+1) {
		if t[i] < utf8.RuneSelf {
			if n := t[i+1]; n > ' ' && (n >= 0x80 || n|0x20 >= 'a') {
				latinStop(p, i)
			}
			continue
		}
		at := stopAt(t, i)
		if at < 0 {
			continue
		}
		before, _ := baseBefore(t, at)
		after := classAt(t, i+1)
		wordBefore := before&(Letter|AnyDigit|CloseBracket|CloseQuote|Quote) != 0
		if before&Latin != 0 && after&Latin != 0 {
			continue // an apostrophe that was turned into a comma: Ocean،s
		}
		if wordBefore && (after&Letter != 0 || after&AnyDigit != 0 && before&AnyDigit == 0 && (t[i] != 0x94 || !isYear(t[i+1:]))) && !isAddress(addressAround(t, at)) {
			r, _ := runeAt(t, at)
			insertSpace(p, fixers.Span{Start: at, End: i + 1}, i+1, spaceSafety(p.Doc), "no space after %q", r)
		}
	}
}

// latinStop looks at the stop . , ! ? : or ; at offset i.
func latinStop(p *Pass, i int) {
	t := p.Doc.Text[:p.Line.End]
	before, at := baseBefore(t, i)
	after := classAt(t, i+1)
	if t[i] == '.' && before&AnyDigit != 0 && strings.HasPrefix(t[i+1:], "www.") {
		insertSpace(p, fixers.Span{Start: i, End: i + 1}, i+1, spaceSafety(p.Doc), "no space after %q", '.')
		return
	}
	if before&Letter == 0 || after&Letter == 0 {
		return
	}
	first, second := t[wordStart(t, at):at], t[i+1:wordEnd(t, i+1)]
	token := addressAround(t, i)
	if isAddress(token) {
		return
	}
	safety := spaceSafety(p.Doc)
	switch {
	case before&Arabic != 0 && after&Arabic != 0:
		least := 2
		if t[i] == '.' {
			least = 3
		}
		if letters(first) < least || letters(second) < least || t[i] == '.' && strings.Count(token, ".") > 2 {
			return
		}
		if t[i] == ':' || t[i] == ';' {
			safety = fixers.Unsafe
		}
	case strings.IndexByte(".!?", t[i]) >= 0 && gluedSentence(t, i, first, second) != fixers.None:
		if fewSpaces(t, p.Line.Start, i) || strings.Count(token, t[i:i+1]) > 2 || wordBeforeIsOpen(t, i+1+len(second)) {
			return
		}
		safety = min(safety, gluedSentence(t, i, first, second))
	case before&Lower != 0 && after&Latin != 0:
		if len(first) < 2 || len(second) < 2 || fewSpaces(t, p.Line.Start, i) || strings.ContainsAny(token, "_=&#<>[]{}|~`$") {
			return
		}
		switch t[i] {
		case '.', '!', '?':
			if after&Upper == 0 || classAt(t, i+2)&Lower == 0 || strings.Count(token, t[i:i+1]) > 2 || isSuffix(second) || wordBeforeIsOpen(t, i+1+len(second)) {
				return
			}
			kind := startsSentence(second, p.Doc.Lang())
			if kind == noStarter || first[0] < 'a' && (len(first) < 5 || len(second) < 3) || classAt(t, skipSpaces(t, i+1+len(second)))&(Arabic|Hebrew) != 0 {
				return // Mr.Smith; a name of Latin letters in other text
			}
			if kind == starterOrName && isDottedName(p.Doc, t, i, first, second) {
				return
			}
			if end := i + 1 + len(second); first[0] < 'a' || kind == starterOrName || spaceAt(t, end) == 0 || classAt(t, end+1)&Latin == 0 || p.Doc.Lang() != "de" && classAt(t, end+1)&Upper != 0 {
				safety = fixers.Unsafe
			}
		case ',':
			if len(first) < 3 || len(second) < 3 || strings.Count(token, ",") > 1 || isPair(p, t, i, token, first, second) {
				return
			}
			safety = fixers.Unsafe
		default:
			return
		}
	default:
		return
	}
	insertSpace(p, fixers.Span{Start: i, End: i + 1}, i+1, safety, "no space after %q", rune(t[i]))
}

// gluedSentence tells whether a stop at i between two words, the first written small and the second with a capital, ends a sentence because programs
// do not write names in their letters: Cyrillic, Greek, the Latin letters of Vietnamese. Abbreviations of titles and places, which names
// follow ("проф.", "корп."), have up to four letters, a few of them five. The safety is None when it does not.
func gluedSentence(t string, i int, first, second string) fixers.Safety {
	if last, _ := utf8.DecodeLastRuneInString(first); !unicode.IsLower(last) || !unicode.IsLower(firstRune(first)) {
		return fixers.None
	}
	head, size := utf8.DecodeRuneInString(second)
	if next, _ := utf8.DecodeRuneInString(second[size:]); !unicode.IsUpper(head) || !unicode.IsLower(next) {
		return fixers.None
	}
	n := letters(first)
	if r := firstRune(first); unicode.Is(unicode.Cyrillic, r) && unicode.Is(unicode.Cyrillic, head) || unicode.Is(unicode.Greek, r) && unicode.Is(unicode.Greek, head) {
		switch {
		case n > 5:
			return fixers.Safe
		case n == 5:
			return fixers.Unsafe
		}
	} else if n > 1 && isVietnamese(t[max(0, i-100):min(len(t), i+100)]) {
		return fixers.Safe
	}
	return fixers.None
}

// isVietnamese reports whether a piece of a line has several of the letters with two marks that Vietnamese alone uses, ạ to ỹ.
func isVietnamese(s string) bool {
	n := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] == 0xE1 && (s[i+1] == 0xBA || s[i+1] == 0xBB) {
			n++
		}
	}
	return n > 2
}

// isPair reports whether two words round the comma at i are the parts of one name or the values of one option: "win,build: ", "(row,col)",
// "-s sym,line", "BufRead,BufNewFile".
func isPair(p *Pass, t string, i int, token, first, second string) bool {
	start, end := i-len(first), i+1+len(second)
	if start > 0 && t[start-1] == '\'' && classBefore(t, start-1)&Letter == 0 || start > 0 && strings.IndexByte("*`([{\"=-", t[start-1]) >= 0 || end < len(t) && strings.IndexByte("*`)]}\"':=", t[end]) >= 0 {
		return true
	}
	if strings.ContainsAny(token, ":/._") && strings.IndexAny(token, ":/._") < len(token)-1 || isCamel(first) || isCamel(second) {
		return true
	}
	if option := strings.LastIndexByte(t[p.Line.Start:max(start-1, p.Line.Start)], ' ') + 1 + p.Line.Start; t[option] == '-' {
		return true
	}
	known := startsSentence(strings.ToUpper(second[:1])+second[1:], p.Doc.Lang()) != noStarter
	return !known && (len(first) < 6 && len(second) < 6 || dottedView.Of(p.Doc).token[first+","+second] > 1) || formOf(p.Doc, p.Line) != formText
}

// fewSpaces reports whether the surroundings of a stop, in its line, have too few spaces to be a sentence.
func fewSpaces(t string, start, i int) bool {
	return strings.Count(t[max(start, i-longAddress):min(len(t), i+longAddress)], " ") < 4
}

// wordBeforeIsOpen reports whether what ends at i goes on as the name of a function or file would: "(", "." or "-" before a letter.
func wordBeforeIsOpen(t string, i int) bool {
	if i+1 >= len(t) {
		return false
	}
	return t[i] == '(' || (t[i] == '.' || t[i] == '-' || t[i] == ':') && classAt(t, i+1)&(Letter|AnyDigit) != 0 || classAt(t, i)&AnyDigit != 0
}

//go:embed data/sentence_starts.txt
var sentenceStartData string

// starter is what a word with a capital is in a language: one that begins sentences, and perhaps the name of a function or field as well.
type starter uint8

const (
	noStarter starter = iota
	starterOrName
	starterOnly
)

var sentenceStarts = sync.OnceValue(func() map[string]map[string]starter {
	table := map[string]map[string]starter{}
	for line := range strings.Lines(sentenceStartData) {
		head, list, ok := strings.Cut(line, ": ")
		if !ok || line[0] == '#' {
			continue
		}
		language, _, names := strings.Cut(head, " ")
		kind := starterOnly
		if names {
			kind = starterOrName
		}
		if table[language] == nil {
			table[language] = map[string]starter{}
		}
		for w := range strings.FieldsSeq(list) {
			table[language][w] = kind
		}
	}
	return table
})

// startsSentence tells whether a word with a capital is one that begins sentences of the language and not a name, which a dot may join to another:
// http.Request. English stands in texts of all languages; where the language has no list, all of them count.
func startsSentence(word, language string) starter {
	table := sentenceStarts()
	if kind := table["en"][word]; kind != noStarter && (language == "en" || table[language] == nil || kind == starterOnly) {
		return kind
	}
	if words := table[language]; words != nil {
		return words[word]
	}
	best := noStarter
	for _, words := range table {
		best = max(best, words[word])
	}
	return best
}

// dotted counts the tokens of a document that a dot or comma inside them makes look like the name of a part: "time.Now", and the different parts of each whole.
type dotted struct{ token, parts map[string]int }

var dottedView = NewView(func(d *Document) *dotted {
	const longest = 40 // bytes of a name on each side
	v := &dotted{map[string]int{}, map[string]int{}}
	for _, l := range d.Lines() {
		if l.Pairs&StopLetter == 0 {
			continue
		}
		t := d.Of(l)
		for i := 1; i+1 < len(t); i++ {
			if t[i] != '.' && t[i] != ',' || !isASCIILetter(t[i+1]) || !isASCIILetter(t[i-1]) {
				continue
			}
			start, end := i, i+1
			for start > 0 && i-start < longest && isASCIILetter(t[start-1]) {
				start--
			}
			for end < len(t) && end-i < longest && isASCIILetter(t[end]) {
				end++
			}
			if v.token[t[start:end]]++; v.token[t[start:end]] == 1 {
				v.parts[t[start:i+1]]++
			}
		}
	}
	return v
})

// isDottedName reports whether the token made of first, the stop and second, with the stop at offset i, is a name of two parts and no end of a sentence.
func isDottedName(d *Document, t string, i int, first, second string) bool {
	v := dottedView.Of(d)
	if v.token[first+t[i:i+1]+second] > 1 || v.parts[first+t[i:i+1]] > 1 {
		return true
	}
	start, end := i-len(first), i+1+len(second)
	if before := skipSpacesBack(t, 0, start); before > 0 && strings.IndexByte("=*", t[before-1]) >= 0 {
		return true
	}
	return start > 0 && strings.IndexByte("({[&:<", t[start-1]) >= 0 || end < len(t) && strings.IndexByte("=(){}*", t[end]) >= 0
}

// isSuffix reports whether a word that begins with a capital is the last part of a host or product: Booking.Com, Node.Js.
func isSuffix(word string) bool {
	switch strings.ToLower(word) {
	case "com", "net", "org", "edu", "gov", "info", "io", "js", "ai", "tv", "co", "uk", "de", "fr", "ru", "us", "me", "biz", "eu", "app":
		return true
	}
	return false
}

// proclitics are the Arabic particles that are written together with the word after them, and so with the quotation mark before it.
func proclitic(word string) bool {
	switch word {
	case "و", "ف", "ب", "ل", "ك", "س", "أ", "ال", "وال", "بال", "فال", "كال", "لل", "ول", "وب", "وك", "فب", "فل", "ولل", "فلل", "وبال", "ـ":
		return true
	}
	return false
}

// quotesWithoutSpace looks at the quotation marks that stand between two letters.
func quotesWithoutSpace(p *Pass) {
	l := p.Line
	t := p.Doc.Text[:l.End]
	for _, opening := range [...]string{"«", "“"} {
		if l.Classes&OpenQuote == 0 {
			break
		}
		for i := l.Start; ; {
			n := strings.Index(t[i:], opening)
			if n < 0 {
				break
			}
			i += n
			openingQuote(p, i, len(opening))
			i += len(opening)
		}
	}
	if l.Classes&Quote == 0 {
		return
	}
	if strings.Count(t[l.Start:], `"`)%2 != 0 || strings.Contains(t[l.Start:], "“") || strings.Contains(t[l.Start:], "”") {
		return // which of the marks open is uncertain
	}
	for i, odd := l.Start, true; ; odd = !odd {
		n := strings.IndexByte(t[i:], '"')
		if n < 0 {
			return
		}
		i += n
		if odd {
			openingQuote(p, i, 1)
		} else if next := classAt(t, i+1); next&Arabic != 0 && classBefore(t, i)&(Letter|ArabicMark|AnyDigit|Stop) != 0 && letters(t[i+1:wordEnd(t, i+1)]) > 2 {
			insertSpace(p, fixers.Span{Start: i, End: i + 1}, i+1, fixers.Unsafe, "no space after the quotation")
		}
		i++
	}
}

// openingQuote looks at the opening quotation mark at offset i, of size bytes.
func openingQuote(p *Pass, i, size int) {
	t := p.Doc.Text[:p.Line.End]
	before, at := baseBefore(t, i)
	if before&Arabic == 0 || classAt(t, i+size)&(Letter|AnyDigit) == 0 {
		return
	}
	word := withoutMarks(t[wordStart(t, at):at])
	if hasCipher(addressAround(t, i)) {
		return // the glyphs of a font that were not decoded
	}
	if proclitic(word) || strings.HasSuffix(word, "ـ") {
		return
	}
	start := wordStart(t, at)
	insertSpace(p, fixers.Span{Start: start, End: i + size}, i, spaceSafety(p.Doc), "no space before the quotation")
}

// isYear reports whether s begins with four digits, as a year does behind the full stop of an Urdu date.
func isYear(s string) bool {
	for range 4 {
		r, n := runeAt(s, 0)
		if ClassOf(r)&AnyDigit == 0 {
			return false
		}
		s = s[n:]
	}
	return true
}

// isCamel reports whether a small letter of a word stands before a capital.
func isCamel(word string) bool {
	for i := 1; i < len(word); i++ {
		if isUpper(word[i]) && isLower(word[i-1]) {
			return true
		}
	}
	return false
}

// hasCipher reports whether letters of Latin-1 stand in a token, as a font leaves them whose glyphs were not decoded.
func hasCipher(token string) bool {
	for i := 0; i+1 < len(token); i++ {
		if token[i] == 0xC3 {
			return true
		}
	}
	return false
}

// withoutMarks is s without combining marks.
func withoutMarks(s string) string {
	for _, r := range s {
		if ClassOf(r)&(ArabicMark|OtherMark) != 0 {
			return strings.Map(func(r rune) rune {
				if ClassOf(r)&(ArabicMark|OtherMark) != 0 {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

func insertSpace(p *Pass, span fixers.Span, at int, safety fixers.Safety, message string, args ...any) {
	p.Report(span, message, args...).Fix(safety, fixers.SameText, "add a space", fixers.Insert(at, " "))
}
