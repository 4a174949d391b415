package rules

import (
	_ "embed"
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "SPL002",
	Name:    "glued-words",
	Summary: "two words without the space between them",
	Doc: `ى and ة end Arabic words and never stand inside one: ` + "`علىالطريق`" + `, ` + "`إلىمدينة`" + ` are two words. So does a tanwin:
` + "`كتابٍمن`" + `. A preposition glued to an article (` + "`منالبيت`" + `) and a long word that the language model does not know are divided when the parts
are known words. In Latin script a small letter before a capital (` + "`NewYork`" + `) is reported when both halves stand alone elsewhere in the document or make a
well-known name of two words;
names of products are left alone.`,
	FixSafety: "Safe after ى, ة or a tanwin when both parts are known words; else unsafe.",
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
	look := func(s fixers.Span) {
		if g == nil {
			g = &divider{pass: p, model: d.Model(), seen: map[int]bool{}}
		}
		g.token(s)
	}
	for _, s := range tokensByLength.Of(d).long {
		look(s)
	}
	for _, l := range d.Lines() {
		if l.Pairs&(MaksuraLetter|TehMarbutaLetter) != 0 {
			eachGlue(d, l, "ى", look)
			eachGlue(d, l, "ة", look)
		}
		if l.Classes&ArabicMark != 0 && l.Classes&Arabic != 0 {
			for _, mark := range wordEndMarks {
				eachGlue(d, l, mark, look)
			}
		}
	}
	if small := len(d.Text) <= tornSmall; small {
		for _, l := range d.Lines() {
			eachToken(d, l, look)
		}
	} else if g != nil && len(g.found) > 0 {
		for _, s := range tokensByLength.Of(d).glued {
			look(s)
		}
	}
	if g != nil {
		g.report()
	}
}

// wordEndMarks are the marks that only end words: the tanwin, and vowels on a ta marbuta.
var wordEndMarks = []string{"\u064B", "\u064C", "\u064D", "ةَ", "ةُ", "ةِ"}

// eachGlue calls look with the tokens, up to the length that is looked at anyway, in which an Arabic letter follows mark directly.
func eachGlue(d *Document, l Line, mark string, look func(fixers.Span)) {
	line := d.Of(l)
	rare := mark[len(mark)-1] // the last byte is rarer in Arabic text than the one before it
	for at := 0; ; {
		i := strings.IndexByte(line[at:], rare)
		if i < 0 {
			return
		}
		at += i + 1
		if arabicLetters(line[at:]) == 0 || !strings.HasSuffix(line[:at], mark) {
			continue
		}
		if mark == "\u064B" && (strings.HasPrefix(line[at:], "ا") || strings.HasPrefix(line[at:], "ى")) {
			continue
		}
		start := strings.LastIndexByte(line[:at], ' ') + 1
		end := len(line)
		if n := strings.IndexByte(line[at:], ' '); n >= 0 {
			end = at + n
		}
		if end-start < longToken {
			look(fixers.Span{Start: l.Start + start, End: l.Start + end})
		}
		at = end
	}
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

// divider divides words that the model does not know.
type divider struct {
	pass   *Pass
	model  *language.Model
	tokens []language.Token
	norm   []byte
	best   []float64
	from   []int
	found  []glued
	seen   map[int]bool // starts of the words found
}

// token looks at the words between two spaces.
func (g *divider) token(s fixers.Span) {
	text := s.Of(g.pass.Doc.Text)
	g.tokens = language.AppendTokens(g.tokens[:0], text)
	for _, t := range g.tokens {
		if t.Kind == language.Word && t.End-t.Start >= 8 {
			g.word(fixers.Span{Start: s.Start + t.Start, End: s.Start + t.End})
		}
	}
}

func (g *divider) word(s fixers.Span) {
	raw := s.Of(g.pass.Doc.Text)
	g.norm = language.Normalize(g.norm[:0], raw)
	if at, certain := g.wordEnd(raw); at > 0 {
		if g.known(raw[:at]) && g.known(raw[at:]) {
			safety := fixers.Unsafe
			if certain {
				safety = fixers.Safe
			}
			g.add(s, safety, false, []int{at})
			return
		}
		if certain {
			g.divide(s, raw)
		}
		return
	}
	if g.model.Known(string(g.norm)) {
		return
	}
	if at := g.articleBehind(raw); at > 0 {
		g.add(s, fixers.Unsafe, false, []int{at})
		return
	}
	if len(g.norm) >= longToken {
		g.divide(s, raw)
	}
}

// known reports whether the model knows a word well; a part that is itself glued counts by its first word.
func (g *divider) known(word string) bool {
	var buf [64]byte
	return g.model.Count(string(language.Normalize(buf[:0], word))) >= partCount
}

const partCount = 3

// wordEnd is the offset behind a letter or mark inside the word that only ends words, and whether that is certain.
func (g *divider) wordEnd(raw string) (int, bool) {
	// Marks tell nothing when the whole is a word, nor where they stand before their letters.
	first, _ := utf8.DecodeRuneInString(raw)
	marks := isArabicLetter(first) && !g.model.Known(string(g.norm))
	for i, r := range raw {
		n := i + utf8.RuneLen(r)
		if i < 4 || n+4 > len(raw) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(raw[n:])
		if !isArabicLetter(next) || next == 'ء' {
			continue
		}
		switch r {
		case 'ى', 'ة':
			return n, true
		case '\u064C', '\u064D': // tanwin damm, tanwin kasr
			if marks {
				return n, true
			}
		case '\u064B':
			if marks && next != 'ا' && next != 'ى' {
				return n, true
			}
		case '\u064E', '\u064F', '\u0650':
			if marks && len(raw)-n >= 6 && g.known(raw[:n]) && g.known(raw[n:]) && g.gain(raw[:n], raw[n:]) > 0 {
				return n, false
			}
		}
	}
	return 0, false
}

func isArabicLetter(r rune) bool { return r >= 'ء' && r <= 'ي' && r != 'ـ' }

// gain is how much likelier two words are than an unknown one with their letters.
func (g *divider) gain(left, right string) float64 {
	a := g.model.Entry(string(language.Normalize(nil, left)))
	b := g.model.Entry(string(language.Normalize(nil, right)))
	return a.LogProb + b.LogProb + g.model.Association(&a, &b) - spelled(g.model, string(g.norm))
}

// spelled is the log probability of an unknown word by its letters.
func spelled(m *language.Model, word string) float64 { return unknownWord + m.Letters().LogProb(word) }

const unknownWord = -3.0 // one word in twenty is unknown

// articleBehind is the offset of an article behind a particle, when the word from there on is known; 0 when there is none.
func (g *divider) articleBehind(raw string) int {
	for _, at := range []int{4, 6, 8} {
		if at+10 <= len(raw) && raw[at:at+4] == article && gluedBefore()[raw[:at]] && g.model.Count(string(language.Normalize(nil, raw[at:]))) >= gluedArticleCount {
			return at
		}
	}
	return 0
}

const (
	gluedArticleCount = 20
	divideGain        = 6.0
	divideCount       = 20 // occurrences of every part
	divideMany        = 4  // parts from which a quarter of that will do
	divideLongest     = 32 // bytes of the longest part that is tried
	divideAtMost      = 4000
	partCost          = 1.0 // for each part
)

// divide reports the likeliest division of an unknown word into common ones, when it is likelier than the word by its letters.
func (g *divider) divide(s fixers.Span, raw string) {
	word := string(g.norm)
	n := len(word)
	if n > divideAtMost {
		return
	}
	g.best, g.from = append(g.best[:0], 0), append(g.from[:0], 0)
	for i := 2; i <= n; i += 2 {
		best, from := math.Inf(-1), -1
		for k := max(0, i-divideLongest); k <= i-4; k += 2 {
			if g.best[k/2] == math.Inf(-1) {
				continue
			}
			part := word[k:i]
			if len(part) == 4 && !shortWords()[pairIndex(part[0], part[1], part[2], part[3])] {
				continue
			}
			if e := g.model.Entry(part); e.Known() {
				if v := g.best[k/2] + e.LogProb - partCost; v > best {
					best, from = v, k/2
				}
			}
		}
		g.best, g.from = append(g.best, best), append(g.from, from)
	}
	if g.best[n/2]-spelled(g.model, word) < divideGain {
		return
	}
	parts := 0
	for i := n / 2; i > 0; i = g.from[i] {
		parts++
	}
	least := float64(divideCount)
	if parts >= divideMany {
		least /= 4
	}
	var at []int
	for i := n / 2; i > 0; i = g.from[i] {
		k := g.from[i]
		if g.model.Count(word[2*k:2*i]) < least {
			return
		}
		if k > 0 {
			at = append(at, letterOffset(raw, 2*k))
		}
	}
	if len(at) > 0 {
		g.add(s, fixers.Unsafe, len(at) == 1, at)
	}
}

// letterOffset is the offset in raw of the letter that stands at offset at of the normalised word.
func letterOffset(raw string, at int) int {
	var buf [4]byte
	n := 0
	for i := 0; i < len(raw); {
		_, width := utf8.DecodeRuneInString(raw[i:])
		size := len(language.Normalize(buf[:0], raw[i:i+width]))
		if size > 0 && n >= at {
			return i
		}
		n += size
		i += width
	}
	return len(raw)
}

// glued is a word to be divided before each of the offsets.
type glued struct {
	fixers.Span
	safety fixers.Safety
	weak   bool // two parts that nothing but their frequency tells apart
	at     []int
}

func (g *divider) add(s fixers.Span, safety fixers.Safety, weak bool, at []int) {
	if !g.seen[s.Start] {
		g.seen[s.Start] = true
		g.found = append(g.found, glued{s, safety, weak, at})
	}
}

const gluedDocument = 3 // words glued for certain without which a weak one is no finding

// report leaves out the weak ones of a document that shows few others.
func (g *divider) report() {
	strong := 0
	for _, w := range g.found {
		if !w.weak {
			strong++
		}
	}
	for _, w := range g.found {
		if w.weak && strong < gluedDocument {
			continue
		}
		fix := fixers.Fix{Title: "divide the words", Safety: w.safety, Contract: fixers.SameText}
		for _, a := range w.at {
			fix.Edits = append(fix.Edits, fixers.Insert(w.Start+a, " "))
		}
		g.pass.Report(w.Span, "words are glued together: %q", w.Of(g.pass.Doc.Text)).FixAll(fix)
	}
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

const camelHalf = 3 // letters of each half

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
	alone := wordsAlone(d, found)
	for _, c := range found {
		if twoWords()[c.left+" "+c.right] || alone[c.left] && alone[c.right] {
			p.Report(c.Span, "words are glued together: %q", c.Of(d.Text)).Fix(fixers.Unsafe, fixers.SameText, "divide the words", fixers.Insert(c.at, " "))
		}
	}
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
	first := [256]bool{}
	for _, c := range found {
		alone[c.left], alone[c.right] = false, false
		first[c.left[0]], first[c.right[0]] = true, true
	}
	for _, l := range d.Lines() {
		if l.Classes&(Lower|Upper) == 0 {
			continue
		}
		t := d.Of(l)
		for i := 0; i < len(t); i++ {
			start := i
			for i < len(t) && isASCIILetter(t[i]) {
				i++
			}
			if i-start >= camelHalf && first[t[start]] {
				if seen, half := alone[t[start:i]]; half && !seen {
					alone[t[start:i]] = true
				}
			}
		}
	}
	return alone
}
