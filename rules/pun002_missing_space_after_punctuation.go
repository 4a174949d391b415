package rules

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "PUN002", Name: "missing-space-after-punctuation", Since: "0.1.0",
	Summary: "no space between a stop and the next word, or between a word and a quotation",
	Doc: "`كلمة،كلمة`, `scenes.What`, `قال\"نعم\"`. Numbers, times, addresses, names of files, abbreviations and initials hold stops without spaces; the Arabic " +
		"particles that are written together with the next word (`و\"`, `ال\"`, `بـ\"`) also join a quotation.",
	FixSafety: "Safe: a space is added. Unsafe after a colon, after a Latin comma and between words that may be a name.",
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
		if wordBefore && (after&Letter != 0 || after&AnyDigit != 0 && before&AnyDigit == 0) && !isAddress(addressAround(t, at)) {
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
	case before&Lower != 0 && after&Latin != 0:
		if len(first) < 2 || len(second) < 2 || fewSpaces(t, p.Line.Start, i) || strings.ContainsAny(token, "_=&#<>[]{}|~`$") {
			return
		}
		switch t[i] {
		case '.', '!', '?':
			if after&Upper == 0 || classAt(t, i+2)&Lower == 0 || strings.Count(token, t[i:i+1]) > 2 || isSuffix(second) || wordBeforeIsOpen(t, i+1+len(second)) {
				return
			}
			if !startsSentence(second) || first[0] < 'a' && (len(first) < 5 || len(second) < 3) || classAt(t, skipSpaces(t, i+1+len(second)))&(Arabic|Hebrew) != 0 {
				return // Mr.Smith; a name of Latin letters in other text
			}
			if first[0] < 'a' {
				safety = fixers.Unsafe
			}
		case ',':
			if len(first) < 3 || len(second) < 3 || strings.Count(token, ",") > 1 {
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

var sentenceStarts = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(sentenceStartData) {
		if _, list, ok := strings.Cut(line, ": "); ok && line[0] != '#' {
			for w := range strings.FieldsSeq(list) {
				words[w] = true
			}
		}
	}
	return words
})

// startsSentence reports whether a word with a capital is one that begins sentences and not a name, which a dot may join to another: http.Request.
func startsSentence(word string) bool { return sentenceStarts()[word] }

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
	if proclitic(word) || strings.HasSuffix(word, "ـ") {
		return
	}
	start := wordStart(t, at)
	insertSpace(p, fixers.Span{Start: start, End: i + size}, i, spaceSafety(p.Doc), "no space before the quotation")
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
