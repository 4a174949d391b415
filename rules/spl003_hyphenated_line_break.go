package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:    "SPL003",
	Name:    "hyphenated-line-break",
	Summary: "a word divided by a hyphen at the end of a line",
	Doc: `Printed lines divide words (` + "`exam-`" + `, next line ` + "`ple`" + `); extracted text keeps the hyphen inside the word. The rule reports a hyphen between
a letter and a line end when the next line begins with a small letter, and one before a space inside a line (` + "`exam- ple`" + `) when the
document has the undivided word and one of the parts is no word of it. A hyphen that belongs to the word stays: when the document has the word
with its hyphen elsewhere or several words that begin alike (` + "`fast-forward`" + `), when both parts are words of the document, before a
conjunction (` + "`pre-`" + ` and post-war), before a Portuguese pronoun, in names of files and options, after a capital or a digit.`,
	FixSafety: "Safe when the document has the undivided word elsewhere; else unsafe.",
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: Hyphen, Pairs: HyphenEnd},
	Fix:       fixers.Safe,
	Bad:       "She gave an exam-\nple of a good example.\n",
	Good:      "She gave an example\nof a good example.\n",
	Check: func(p *Pass) {
		d := p.Doc
		for _, b := range joinedBreaks.Of(d) {
			b.report(p)
		}
		for _, h := range hyphenBreaks.Of(d) {
			h.report(p)
		}
	},
})

// hyphenBreaks are the words divided at line ends.
var hyphenBreaks = NewView(func(d *Document) []hyphenated {
	if d.Pairs()&HyphenEnd == 0 {
		return nil
	}
	var found []hyphenated
	lines := d.Lines()
	for i, l := range lines[:max(0, len(lines)-1)] {
		if l.Pairs&HyphenEnd == 0 || d.Blank(lines[i+1]) {
			continue
		}
		if h, ok := hyphenation(d, l, lines[i+1]); ok {
			found = append(found, h)
		}
	}
	return found
})

// hyphenated is a word divided at the end of a line.
type hyphenated struct {
	head, tail fixers.Span // letters before the hyphen and after the line break
	hyphen     int
	token      int // end of what follows the line break up to the next space
	lineEnd    fixers.Span
	last       bool // nothing follows on the line of the tail
}

const (
	hyphenHead = 2 // letters before the hyphen
	hyphenTail = 2 // and after the line break
)

func hyphenation(d *Document, l, next Line) (hyphenated, bool) {
	t := d.Text
	h := hyphenated{hyphen: l.End - 1, lineEnd: fixers.Span{Start: l.End, End: next.Start}}
	switch {
	case strings.HasSuffix(d.Of(l), "-"):
	case strings.HasSuffix(d.Of(l), "\u2010"):
		h.hyphen = l.End - len("\u2010")
	default:
		return h, false
	}
	h.head = fixers.Span{Start: h.hyphen, End: h.hyphen}
	letters := 0
	for {
		r, n := runeBefore(t[:h.head.Start], h.head.Start)
		if n == 0 || h.head.Start-n < l.Start || !unicode.IsLetter(r) {
			break
		}
		if letters == 0 && !unicode.IsLower(r) {
			return h, false
		}
		letters++
		h.head.Start -= n
	}
	if b := h.head.Start; letters < hyphenHead || b > l.Start && strings.IndexByte(" (\"'\t", t[b-1]) < 0 && t[b-1] < utf8.RuneSelf {
		return h, false
	}
	at := skipSpaces(t[:next.End], next.Start)
	h.tail = fixers.Span{Start: at, End: at}
	letters = 0
	for h.tail.End < next.End {
		r, n := runeAt(t, h.tail.End)
		if !unicode.IsLower(r) {
			break
		}
		letters++
		h.tail.End += n
	}
	if letters < hyphenTail || hyphenConjunctions[h.tail.Of(t)] {
		return h, false
	}
	h.token = h.tail.End
	for h.token < next.End && spaceAt(t, h.token) == 0 {
		h.token++
	}
	h.last = skipSpaces(t[:next.End], h.token) == next.End
	return h, true
}

// joinedBreak is a word with a hyphen and a space inside: "exam- ple".
type joinedBreak struct{ head, tail fixers.Span }

// joinedBreaks are the words that a line end may have divided before somebody joined the lines.
var joinedBreaks = NewView(func(d *Document) []joinedBreak {
	var found []joinedBreak
	t := d.Text
	for at := 0; ; {
		n := strings.Index(t[at:], "- ")
		if n < 0 {
			return found
		}
		i := at + n
		at = i + len("- ")
		if classBefore(t, i)&(Lower|LatinLetter|Alphabetic) == 0 || classAt(t, at)&(Lower|LatinLetter|Alphabetic) == 0 {
			continue
		}
		head := fixers.Span{Start: wordStart(t, i), End: i}
		tail := fixers.Span{Start: at, End: wordEnd(t, at)}
		first, second := head.Of(t), tail.Of(t)
		if _, size := runeAt(first, 0); !isSmall(first[size:]) || !isSmall(second) || countRunes(first) < hyphenHead || countRunes(second) <= hyphenTail ||
			classBefore(t, head.Start)&(AnySpace|LineEnd|OpenParen|Quote|OpenQuote) == 0 && t[max(0, head.Start-1)] != '\n' ||
			hyphenConjunctions[second] || clauseEnds(d.Lang())[second] != mayEnd {
			continue
		}
		found = append(found, joinedBreak{head, tail})
	}
})

// report joins a word that stands undivided elsewhere, when one of its parts is no word of the document.
func (b joinedBreak) report(p *Pass) {
	t := p.Doc.Text
	first, second := b.head.Of(t), b.tail.Of(t)
	counts := hyphenWords.Of(p.Doc)
	if counts[first+second] > 0 && (counts[first] == 0 || counts[second] == standing(t[b.tail.End:])) {
		p.Report(fixers.Span{Start: b.head.Start, End: b.tail.End}, "the word %q is divided by a hyphen", first+second).
			Fix(fixers.Safe, fixers.SameLetters, "join the word", fixers.Delete(b.head.End, b.tail.Start))
	}
}

// hyphenWords counts in a document the parts of all words that hyphens divide, and these words with and without their hyphens, wherever they
// stand between characters that are no letters and no hyphen follows.
var hyphenWords = NewView(func(d *Document) map[string]int {
	t := d.Text
	counts := map[string]int{}
	ask := func(head, tail string) {
		for _, w := range [...]string{head, tail, head + tail, head + "-" + tail} {
			counts[w] = 0
		}
	}
	for _, b := range joinedBreaks.Of(d) {
		ask(b.head.Of(t), b.tail.Of(t))
	}
	for _, h := range hyphenBreaks.Of(d) {
		ask(h.head.Of(t), h.tail.Of(t))
	}
	if len(counts) == 0 {
		return counts
	}
	count := func(word string) {
		if n, asked := counts[word]; asked {
			counts[word] = n + 1
		}
	}
	start, before := -1, -1 // of the run of letters; of the run that one hyphen parts from it
	end := func(i int) {
		if start < 0 {
			return
		}
		if standing(t[i:]) > 0 {
			count(t[start:i])
			if before >= 0 {
				count(t[before:i])
			}
		}
		before, start = -1, -1
	}
	for i := 0; i < len(t); {
		r, n := rune(t[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(t[i:])
		}
		switch {
		case unicode.IsLetter(r):
			if start < 0 {
				start = i
			}
		case r == '-' && start >= 0:
			last := start
			end(i)
			before = last
		default:
			end(i)
			before = -1
		}
		i += n
	}
	end(len(t))
	return counts
})

// isSmall reports whether a word has small letters only.
func isSmall(word string) bool {
	for _, r := range word {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// hyphenConjunctions follow a hyphen that stands for the rest of a compound.
var hyphenConjunctions = map[string]bool{"and": true, "or": true, "to": true, "und": true, "oder": true, "bis": true, "et": true, "ou": true, "en": true, "of": true,
	"och": true, "eller": true, "og": true, "ja": true, "tai": true, "ed": true, "та": true, "или": true, "або": true, "oraz": true, "lub": true, "nebo": true, "ili": true}

// clitics are the pronouns that Portuguese joins to a verb with a hyphen: guardar-se.
var clitics = map[string]bool{"se": true, "lo": true, "la": true, "los": true, "las": true, "os": true, "as": true, "me": true, "te": true, "lhe": true, "lhes": true, "nos": true, "vos": true, "no": true, "na": true}

// compounds counts, by their first part, the words with a hyphen inside the lines of a document: fast-forward.
var compounds = NewView(func(d *Document) map[string]int {
	const longest = 40 // bytes of a part
	heads := map[string]int{}
	for _, l := range d.Lines() {
		if l.Classes&Hyphen == 0 {
			continue
		}
		t := d.Of(l)
		for at := 0; ; {
			n := strings.IndexByte(t[at:], '-')
			if n < 0 {
				break
			}
			i := at + n
			at = i + 1
			if start := wordStart(t[max(0, i-longest):], min(i, longest)) + max(0, i-longest); start < i && classAt(t, at)&Letter != 0 {
				heads[t[start:i]]++
			}
		}
	}
	return heads
})

// keepsHyphen reports whether the hyphen at the line end belongs to the word: what follows it is the name of a file or has more hyphens or a
// pronoun, other words of the document begin in the same way, or both parts are words of the document.
func (h *hyphenated) keepsHyphen(d *Document) bool {
	t := d.Text
	rest := t[h.tail.End:h.token]
	if len(rest) > 1 && (rest[0] == '-' || rest[0] == '_' || rest[0] == '/' || (rest[0] == '.' || rest[0] == '(') && classAt(rest, 1)&(Latin|AnyDigit) != 0) {
		return true
	}
	head, tail := h.head.Of(t), h.tail.Of(t)
	if compounds.Of(d)[head] > 1 || clitics[tail] && d.Lang() == "pt" {
		return true
	}
	if countRunes(head) < 4 || countRunes(tail) < 4 {
		return false
	}
	counts := hyphenWords.Of(d)
	return counts[head] > 0 && counts[tail] > standing(rest)
}

// standing is how often [hyphenWords] counts the place itself of a word that rest follows.
func standing(rest string) int {
	if strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "\u2010") {
		return 0
	}
	return 1
}

func (h *hyphenated) report(p *Pass) {
	t := p.Doc.Text
	head, tail := h.head.Of(t), h.tail.Of(t)
	counts := hyphenWords.Of(p.Doc)
	if counts[head+"-"+tail] > 0 {
		return
	}
	safety := fixers.Unsafe
	if counts[head+tail] > 0 {
		safety = fixers.Safe
	} else if h.keepsHyphen(p.Doc) {
		return
	}
	end, text := h.token, t[h.tail.Start:h.token]
	if !h.last {
		end = skipSpaces(t, h.token)
		text += h.lineEnd.Of(t)
	}
	span := fixers.Span{Start: h.head.Start, End: h.tail.End}
	p.Report(span, "the word %q is divided by a hyphen at the line end", head+tail).
		Fix(safety, fixers.SameLetters, "join the word", fixers.Replace(h.hyphen, end, text))
}
