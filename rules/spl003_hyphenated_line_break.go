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
with its hyphen elsewhere or several words that begin alike (` + "`fast-forward`" + `), when both parts are words of the text about it, before a
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
		if d.Classes()&Hyphen != 0 {
			joinedBreaks(p)
		}
		if d.Pairs()&HyphenEnd == 0 {
			return
		}
		lines := d.Lines()
		for i, l := range lines[:max(0, len(lines)-1)] {
			if l.Pairs&HyphenEnd == 0 || d.Blank(lines[i+1]) {
				continue
			}
			if h, ok := hyphenation(d, l, lines[i+1]); ok {
				h.report(p)
			}
		}
	},
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

// joinedBreaks looks for the words that a line end divided before somebody joined the lines: "exam- ple".
func joinedBreaks(p *Pass) {
	const about, most = 20000, 2000 // bytes to either side in which a word is looked for; words that are looked for
	asked := map[string]bool{}      // the undivided words: whether one of them is damage
	d := p.Doc
	t := d.Text
	for at := 0; ; {
		n := strings.Index(t[at:], "- ")
		if n < 0 {
			return
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
		whole := first + second
		damage, known := asked[whole]
		if !known {
			if len(asked) == most {
				return
			}
			before, after := t[max(0, i-about):head.Start], t[tail.End:min(len(t), i+about)]
			elsewhere := func(word string) bool { return occurs(before, word) || occurs(after, word) }
			damage = elsewhere(whole) && (!elsewhere(first) || !elsewhere(second))
			asked[whole] = damage
		}
		if damage {
			p.Report(fixers.Span{Start: head.Start, End: tail.End}, "the word %q is divided by a hyphen", whole).
				Fix(fixers.Safe, fixers.SameLetters, "join the word", fixers.Delete(i, at))
		}
	}
}

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
// pronoun, other words of the document begin in the same way, or both parts are words that the text about it uses.
func (h *hyphenated) keepsHyphen(d *Document) bool {
	const about = 20000 // bytes to either side in which the parts are looked for
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
	near := t[max(0, h.head.Start-about):h.head.Start]
	far := t[h.tail.End:min(len(t), h.tail.End+about)]
	return (occurs(near, head) || occurs(far, head)) && (occurs(near, tail) || occurs(far, tail))
}

func (h *hyphenated) report(p *Pass) {
	t := p.Doc.Text
	whole := h.head.Of(t) + h.tail.Of(t)
	if occurs(t, h.head.Of(t)+"-"+h.tail.Of(t)) {
		return
	}
	safety := fixers.Unsafe
	if occurs(t, whole) {
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
	p.Report(span, "the word %q is divided by a hyphen at the line end", whole).
		Fix(safety, fixers.SameLetters, "join the word", fixers.Replace(h.hyphen, end, text))
}

// occurs reports whether word stands in t between characters that are no letters.
func occurs(t, word string) bool {
	for at := 0; ; {
		i := strings.Index(t[at:], word)
		if i < 0 {
			return false
		}
		i += at
		before, _ := runeBefore(t[:i], i)
		after, _ := runeAt(t, i+len(word))
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) && after != '-' {
			return true
		}
		at = i + len(word)
	}
}
