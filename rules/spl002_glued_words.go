package rules

import (
	_ "embed"
	"math/bits"
	"strings"
	"sync"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "SPL002",
	Name:    "glued-words",
	Summary: "two words without the space between them",
	Doc: `ى and ة end Arabic words and never stand inside one: ` + "`علىالطريق`" + `, ` + "`إلىمدينة`" + ` are two words. So does a tanwin:
` + "`كتابٍمن`" + `. A preposition glued to an article (` + "`منالبيت`" + `) and a long word that the language model does not know are divided when the parts
are known words. In Latin script a small letter before a capital (` + "`NewYork`" + `) is reported when the halves make a well-known name of two words, or
both stand alone elsewhere in a document that has few such words; names of products and programs are left alone.`,
	FixSafety: "Safe after ى, ة or a tanwin when both parts are known words, unless the letters of the document are wrong; else unsafe.",
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLines,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Classes: Arabic, Pairs: LowerUpper},
	Fix:       fixers.Safe,
	Bad:       "عاد المسافرون إلىالقرية قبل الغروب.\n",
	Good:      "عاد المسافرون إلى القرية قبل الغروب.\n",
	Check: func(p *Pass) {
		if p.Doc.Classes()&Arabic != 0 {
			gluedArabic(p)
		}
		if p.Doc.Pairs()&LowerUpper != 0 {
			gluedLatin(p)
		}
	},
})

//go:embed data/glued_ar.txt
var gluedText string

var gluedBefore = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(gluedText) {
		if !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(line) {
				m[w] = true
			}
		}
	}
	return m
})

const (
	articleWord = 14 // bytes of the shortest token in which a glued article is looked for
	article     = "ال"
)

// gluedArabic looks at the words that may be two: those with a letter inside that only ends words, those with an article behind a particle,
// and the longest.
func gluedArabic(p *Pass) {
	d := p.Doc
	if lang := d.Lang(); lang != "ar" && lang != language.Undetermined {
		return
	}
	var g *divider
	looks := 0
	look := func(s fixers.Span) {
		if g == nil {
			g = newDivider(p)
		}
		g.token(s)
		looks++
	}
	for _, s := range tokensByLength.Of(d).long {
		look(s)
	}
	for k := range d.lines {
		l := &d.lines[k]
		if l.told&toldNotGlued != 0 {
			continue
		}
		before := looks
		if l.Pairs&(MaksuraLetter|TehMarbutaLetter) != 0 {
			eachGlue(d, *l, "ى", look)
			eachGlue(d, *l, "ة", look)
		}
		if l.Pairs&(MarkLetter|MarkMark) != 0 && l.Classes&Arabic != 0 {
			eachMarkGlue(d, *l, look)
		}
		if looks == before {
			l.told |= toldNotGlued
		}
	}
	for _, s := range tokensByLength.Of(d).glued {
		look(s)
	}
	if len(d.Text) <= tornSmall {
		for _, l := range d.Lines() {
			eachToken(d, l, look)
		}
	}
	if g == nil || len(g.found) == 0 || beyondRepair(d) {
		return
	}
	g.keen = true
	last := -1
	for _, w := range g.found { // where one space is lost others are
		if l := d.LineAt(w.Start); w.tells() && l.Index != last {
			last = l.Index
			eachToken(d, l, look)
		}
	}
	g.report()
}

// eachGlue calls look with the tokens, up to the length that is looked at anyway, in which an Arabic letter follows an end letter, ى or ة.
func eachGlue(d *Document, l Line, ending string, look func(fixers.Span)) {
	line := d.Of(l)
	rare := ending[1] // in Arabic text the last byte is rarer than the one before it
	for at := 0; ; {
		i := strings.IndexByte(line[at:], rare)
		if i < 0 {
			return
		}
		at += i + 1
		if strings.HasSuffix(line[:at], ending) && arabicLetters(line[at:]) > 0 {
			at = glueAt(l, line, at, look)
		}
	}
}

// eachMarkGlue is eachGlue for the marks that only end words: the tanwin, and vowels on a ta marbuta.
func eachMarkGlue(d *Document, l Line, look func(fixers.Span)) {
	line := d.Of(l)
	done := 0
	for at := 0; at < len(line); at += 8 {
		var w uint64
		if at+8 <= len(line) {
			w = load8(line[at:])
		} else {
			w = loadEnd(line[at:])
		}
		for marks := marksAmong(w); marks != 0; marks &= marks - 1 {
			if i := at + bits.TrailingZeros64(marks)/8; i > done && line[i-1] == 0xD9 && endsWord(line, i) {
				done = glueAt(l, line, i+1, look)
			}
		}
	}
}

// marksAmong has the high bit of each byte set that is the second one of a tanwin or a vowel, U+064B to U+0650.
func marksAmong(w uint64) uint64 {
	low := w & lows
	return w & (low + ones*(0x80-0x0B)) &^ (low + ones*(0x80-0x11)) &^ lows
}

// endsWord reports whether a letter follows the mark whose second byte stands at i, although the mark ends words.
func endsWord(line string, i int) bool {
	if line[i] > 0x8D && !strings.HasSuffix(line[:i-1], "ة") {
		return false
	}
	next := line[i+1:]
	n := arabicLetters(next)
	return n > 0 && (line[i] != 0x8B || !strings.HasPrefix(next, "ى") && (n > 1 || !strings.HasPrefix(next, "ا"))) // the alef that carries the tanwin
}

// glueAt calls look with the token round an offset of a line, unless it is so long that it is looked at anyway, and gives its end.
func glueAt(l Line, line string, at int, look func(fixers.Span)) int {
	start, end := strings.LastIndexByte(line[:at], ' ')+1, len(line)
	if n := strings.IndexByte(line[at:], ' '); n >= 0 {
		end = at + n
	}
	if end-start < longToken {
		look(fixers.Span{Start: l.Start + start, End: l.Start + end})
	}
	return end
}

// eachToken calls look with all tokens of a line.
func eachToken(d *Document, l Line, look func(fixers.Span)) {
	line := d.Of(l)
	for at := 0; at < len(line); {
		end := len(line)
		if n := strings.IndexByte(line[at:], ' '); n >= 0 {
			end = at + n
		}
		look(fixers.Span{Start: l.Start + at, End: l.Start + end})
		at = end + 1
	}
}

// articleInside reports whether an article stands behind a particle.
func articleInside(token string) bool {
	for _, at := range [...]int{4, 6, 8} {
		if at+10 <= len(token) && token[at] == 0xD8 && token[at+1] == 0xA7 && token[at:at+4] == article && gluedBefore()[token[:at]] {
			return true
		}
	}
	return false
}

//go:embed data/two_words.txt
var twoWordsText string

var twoWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(twoWordsText) {
		if !strings.HasPrefix(line, "#") {
			for name := range strings.SplitSeq(strings.TrimSpace(line), ",") {
				m[strings.TrimSpace(name)] = true
			}
		}
	}
	return m
})

const (
	camelHalf = 3 // letters of each half
	camelFew  = 3 // words; a document with more of them writes names of programs so: napiVersion, KeyObject
)

// camel is a word with a capital inside.
type camel struct {
	fixers.Span
	at          int // of the capital
	left, right string
}

// gluedLatin looks for a small letter before a capital inside a word both halves of which stand alone elsewhere.
func gluedLatin(p *Pass) {
	d := p.Doc
	var found []camel
	for _, l := range d.Lines() {
		if l.Pairs&LowerUpper == 0 {
			continue
		}
		line := d.Of(l)
		for i := 1; i < len(line); i++ {
			if !isUpper(line[i]) || !isLower(line[i-1]) {
				continue
			}
			start, end := i, i
			for start > 0 && isASCIILetter(line[start-1]) {
				start--
			}
			for end < len(line) && isASCIILetter(line[end]) {
				end++
			}
			left, right := line[start:i], line[i:end]
			if len(left) >= camelHalf && len(right) >= camelHalf && !hasInnerCapital(left) && !hasInnerCapital(right) && freeStanding(line, start, end) {
				found = append(found, camel{fixers.Span{Start: l.Start + start, End: l.Start + end}, l.Start + i, left, right})
			}
			i = end
		}
	}
	if len(found) == 0 {
		return
	}
	var alone map[string]bool
	if len(found) <= camelFew {
		alone = wordsAlone(d, found)
	}
	for _, c := range found {
		if twoWords()[c.left+" "+c.right] || alone[c.left] && alone[c.right] && !isTechnical(d, c) {
			p.Report(c.Span, "words are glued together: %q", c.Of(d.Text)).Fix(fixers.Unsafe, fixers.SameText, "divide the words", fixers.Insert(c.at, " "))
		}
	}
}

// isTechnical reports whether a word with a capital inside is the name of a part of a program: it begins small and neither half is a word that
// joins or begins sentences, occurs again, has a mark of code beside it, or stands alone on its line, as a heading or key does.
func isTechnical(d *Document, c camel) bool {
	t := d.Text
	if isLower(c.left[0]) && startsSentence(c.right, d.Lang()) == noStarter && clauseEnds(d.Lang())[c.left] == mayEnd {
		return true
	}
	if strings.Count(t, c.Of(t)) > 1 {
		return true
	}
	if c.Start > 0 && strings.IndexByte("|*`<", t[c.Start-1]) >= 0 || c.End < len(t) && strings.IndexByte("|*`>:@0123456789", t[c.End]) >= 0 {
		return true
	}
	line := strings.Trim(d.Of(d.LineAt(c.Start)), " \t#*-=|:")
	return line == c.Of(t)
}

// freeStanding reports whether the word at line[start:end] is no part of an address, a name of a file or an identifier.
func freeStanding(line string, start, end int) bool {
	if start > 0 && strings.IndexByte("/@#_-.\\:=&?'", line[start-1]) >= 0 {
		return false
	}
	return end >= len(line) || strings.IndexByte("/@#_-\\=&(?'", line[end]) < 0 && (line[end] != '.' || end+1 >= len(line) || line[end+1] == ' ')
}

func isUpper(b byte) bool       { return b >= 'A' && b <= 'Z' }
func isLower(b byte) bool       { return b >= 'a' && b <= 'z' }
func isASCIILetter(b byte) bool { return isLower(b | 0x20) }

func hasInnerCapital(s string) bool {
	for i := 1; i < len(s); i++ {
		if isUpper(s[i]) {
			return true
		}
	}
	return false
}

// wordsAlone tells which halves of the words found stand alone somewhere in the document.
func wordsAlone(d *Document, found []camel) map[string]bool {
	alone := map[string]bool{}
	for _, c := range found {
		for _, half := range [...]string{c.left, c.right} {
			if _, known := alone[half]; !known {
				alone[half] = standsAlone(d.Text, half)
			}
		}
	}
	return alone
}

// standsAlone reports whether a word of ASCII letters stands somewhere in text with no letter beside it.
func standsAlone(text, word string) bool {
	for at := 0; ; at++ {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		at += i
		if end := at + len(word); (at == 0 || !isASCIILetter(text[at-1])) && (end == len(text) || !isASCIILetter(text[end])) {
			return true
		}
	}
}
