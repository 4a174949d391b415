package rules

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

// divider divides words that the model does not know.
type divider struct {
	pass   *Pass
	model  *language.Model
	tokens []language.Token
	norm   []byte
	ends   []int // see mustEnd
	best   []float64
	from   []int
	last   []language.Entry // the part that ends at each letter
	found  []glued
	keen   bool         // in a line with glued words: any unknown word may be more than one
	seen   map[int]bool // starts of the words found

	senseless int // words that no division explains and whose letters make no Arabic
}

func newDivider(p *Pass) *divider {
	const letters = 24 // of a word that is likely
	return &divider{
		pass: p, model: p.Doc.Model(), seen: map[int]bool{},
		best: make([]float64, 0, letters), from: make([]int, 0, letters), last: make([]language.Entry, 0, letters),
	}
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
		left, right := g.known(raw[:at]), g.known(raw[at:])
		if left && right {
			safety := fixers.Unsafe
			if certain {
				safety = fixers.Safe
			}
			g.add(s, safety, false, []int{at})
			return
		}
		if !certain {
			return
		}
		g.divide(s, raw)
		switch {
		case g.seen[s.Start]:
		case (left || right) && strings.HasSuffix(raw[:at], "\u064Bا") && isLetterAt(raw, at) && arabicLetters(raw[at:]) > 1: // nothing else ends so
			g.add(s, fixers.Unsafe, false, []int{at})
		case g.model.Letters().LogProb(string(g.norm)) < cipherLetter*float64(len(g.norm)/2+1):
			g.senseless++
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
	if len(g.norm) >= longWord || g.keen && len(g.norm) >= keenWord {
		g.divide(s, raw)
	}
}

// known reports whether the model knows a word well; a part that is itself glued counts by its first word.
func (g *divider) known(word string) bool {
	var buf [64]byte
	norm := language.Normalize(buf[:0], word)
	if len(norm) == partShortest && !shortWords()[pairIndex(norm[0], norm[1], norm[2], norm[3])] || impossibleInside(word) != 0 {
		return false
	}
	return len(norm) >= partShortest && g.model.Count(string(norm)) >= partCount
}

const (
	partShortest = 4 // bytes
	partCount    = 3 // occurrences
	vowelTail    = 8 // bytes of the shortest word that is believed to begin behind a vowel
)

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
			switch tail := raw[n:]; {
			case holdsForeign(raw):
				return 0, false // other languages write ى inside words
			case inflection(tail):
				return 0, false // أخرىات is أخريات misspelt
			case tail == "ان": // أخريان as often as an أن without its hamza
				return n, false
			}
			return n, true
		case '\u064C', '\u064D': // tanwin damm, tanwin kasr
			if marks {
				return n, true
			}
		case '\u064B':
			switch {
			case !marks || next == 'ى':
			case next != 'ا':
				return n, true
			case arabicLetters(raw[n:]) > 1: // the alef that carries the tanwin
				return n + len("ا"), true
			}
		case '\u064E', '\u064F', '\u0650':
			if marks && g.ownWord(raw[n:]) && g.known(raw[:n]) && g.gain(raw[:n], raw[n:]) > keenGain {
				return n, false
			}
		}
	}
	return 0, false
}

// holdsForeign reports whether a word has letters that Arabic does not use.
func holdsForeign(word string) bool {
	for _, r := range word {
		if ClassOf(r)&ArabicForeign != 0 {
			return true
		}
	}
	return false
}

// inflection reports whether the letters behind a ى or ة are an ending of the same word, misspelt, and no word of their own.
func inflection(tail string) bool {
	switch tail {
	case "ات", "ين", "ون", "ها", "هم", "هن", "هما", "نا", "كم", "كن":
		return true
	}
	return false
}

// ownWord reports whether what follows a vowel inside an unknown word can only be a word: pronouns and endings, which follow vowels in every
// vocalised text, are shorter or rarer.
func (g *divider) ownWord(tail string) bool {
	norm := string(language.Normalize(nil, tail))
	return len(norm) >= vowelTail && g.model.Count(norm) >= divideCount
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
	longWord          = 24 // bytes of a word that may be several anywhere
	keenWord          = 10 // in a line with glued words
	keenGain          = 3.0
	keenCount         = 5
	divideGain        = 6.0
	divideCount       = 20 // occurrences of every part
	divideMany        = 4  // parts from which a quarter of that will do
	divideLongest     = 32 // bytes of the longest part that is tried
	divideAtMost      = 4000
	partCost          = 1.0 // for each part
	oddShortest       = 6   // bytes of an unknown word among known ones
	oddLongest        = 16
	oddCost           = 3.0
	oddShare          = 4 // one part in so many may be unknown
)

// divide reports the likeliest division of an unknown word into common ones, when it is likelier than the word by its letters.
func (g *divider) divide(s fixers.Span, raw string) {
	word := string(g.norm)
	n := len(word)
	if n > divideAtMost {
		return
	}
	g.mustEnd(raw)
	least, gain := float64(divideCount), divideGain
	if g.keen {
		least, gain = keenCount, keenGain
	}
	g.best, g.from, g.last = append(g.best[:0], 0), append(g.from[:0], 0), append(g.last[:0], language.Entry{})
	for range n / 2 {
		g.best, g.from, g.last = append(g.best, math.Inf(-1)), append(g.from, -1), append(g.last, language.Entry{})
	}
	ends := g.ends
	for k := 0; k <= n-4; k += 2 {
		if g.best[k/2] == math.Inf(-1) {
			continue
		}
		for len(ends) > 0 && ends[0] <= k {
			ends = ends[1:]
		}
		high := min(n, k+divideLongest)
		if len(ends) > 0 {
			high = min(high, ends[0])
		}
		var part language.Prefix
		spelling := g.model.Letters().Spell()
		for i := k + 2; i <= high; i += 2 {
			part = part.With(g.norm[i-2 : i])
			spelling.Add(word[i-2 : i])
			size := i - k
			if size < partShortest || size == 4 && (!shortWords()[pairIndex(word[k], word[k+1], word[k+2], word[k+3])] || i == n && k > 0 && ending(word[k:]) && !hamzaAt(raw, k)) {
				continue
			}
			e := g.model.EntryOf(part, word[k:i])
			v := g.best[k/2] + e.LogProb - partCost
			if !e.Known() {
				if size < oddShortest || size > oddLongest || n < longWord {
					continue
				}
				v = g.best[k/2] + unknownWord + spelling.LogProb() - oddCost
			}
			if k > 0 {
				v += g.model.Association(&g.last[k/2], &e)
			}
			if v > g.best[i/2] {
				g.best[i/2], g.from[i/2], g.last[i/2] = v, k/2, e
			}
		}
	}
	if g.best[n/2]-spelled(g.model, word) < gain {
		return
	}
	parts, odd := 0, 0
	for i := n / 2; i > 0; i = g.from[i] {
		parts++
		if !g.last[i].Known() {
			odd++
		}
	}
	if odd*oddShare > parts {
		return
	}
	if parts >= divideMany {
		least = min(least, divideCount/4)
	}
	var at []int
	for i := n / 2; i > 0; i = g.from[i] {
		k := g.from[i]
		if g.last[i].Known() && g.model.Count(word[2*k:2*i]) < least {
			return
		}
		if k > 0 {
			at = append(at, language.RawOffset(raw, 2*k))
		}
	}
	if len(at) > 0 {
		g.add(s, fixers.Unsafe, len(at) == 1 && !g.keen, at)
	}
}

// mustEnd notes where a part has to end: behind each ى and ة that a letter follows, offsets of the normal form.
func (g *divider) mustEnd(raw string) {
	g.ends = g.ends[:0]
	at := 0 // bytes of the normal form before the character
	var buf [8]byte
	for i, r := range raw {
		size := utf8.RuneLen(r)
		at += len(language.Normalize(buf[:0], raw[i:i+size]))
		if (r == 'ى' || r == 'ة') && at < len(g.norm) {
			if next, _ := utf8.DecodeRuneInString(raw[i+size:]); isArabicLetter(next) && next != 'ء' {
				g.ends = append(g.ends, at)
			}
		}
	}
}

// ending reports whether two letters end plurals, duals and verbs: at the end of a word they are no word of their own.
func ending(part string) bool {
	switch part {
	case "ان", "ون", "ين", "ات", "وا":
		return true
	}
	return false
}

// hamzaAt reports whether the letter at an offset of the normal form bears a hamza: أن is a word.
func hamzaAt(raw string, at int) bool {
	rest := raw[language.RawOffset(raw, at):]
	return strings.HasPrefix(rest, "أ") || strings.HasPrefix(rest, "إ")
}

// glued is a word to be divided before each of the offsets.
type glued struct {
	fixers.Span
	safety fixers.Safety
	weak   bool // two parts that nothing but their frequency tells apart
	at     []int
}

// tells reports whether the word says something of its neighbours and its document. One that is repaired safely says nothing: the repair
// of the others must not depend on whether it was made.
func (w *glued) tells() bool { return !w.weak && w.safety < fixers.Safe }

func (g *divider) add(s fixers.Span, safety fixers.Safety, weak bool, at []int) {
	if !g.seen[s.Start] {
		g.seen[s.Start] = true
		g.found = append(g.found, glued{s, safety, weak, at})
	}
}

const (
	gluedDocument = 3 // words glued for certain without which a weak one is no finding
	senselessGlue = 3 // words of wrong letters from which on no division is safe
)

// report leaves out the weak ones of a document that shows few others.
func (g *divider) report() {
	strong, safe := 0, 0
	for _, w := range g.found {
		if w.tells() {
			strong++
		}
		if w.safety == fixers.Safe {
			safe++
		}
	}
	doubtful := g.senseless >= senselessGlue && g.senseless >= safe
	senseless := senselessLines.Of(g.pass.Doc)
	scrambled := scrambledRuns.Of(g.pass.Doc) != nil // there glued words are evidence of the order
	for _, w := range g.found {
		if scrambled || doubtful {
			w.safety = min(w.safety, fixers.Unsafe)
		}
		if w.weak && strong < gluedDocument || inStretch(senseless, g.pass.Doc.LineAt(w.Start).Index) {
			continue
		}
		fix := fixers.Fix{Title: "divide the words", Safety: w.safety, Contract: fixers.SameText}
		for _, a := range w.at {
			fix.Edits = append(fix.Edits, fixers.Insert(w.Start+a, " "))
		}
		g.pass.Report(w.Span, "words are glued together: %q", w.Of(g.pass.Doc.Text)).FixAll(fix)
	}
}

// inStretch reports whether a line belongs to a stretch whose letters are wrong.
func inStretch(stretches []stretchOfLines, line int) bool {
	return slices.ContainsFunc(stretches, func(s stretchOfLines) bool { return s.kind == cipher && s.first <= line && line <= s.last })
}
