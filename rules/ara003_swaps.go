package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

// The bounds of the verdicts on swapped ligatures. Counts are those of the model (some nine million words), gains nats.
const (
	swapScanned  = 2 << 10 // bytes up to which every word of a text is judged
	swapEvidence = 3       // impossible words that prove a font of a larger text to swap ligatures
	knownEnough  = 4       // occurrences of the repaired word that make it a known one
	rarer        = 5.5     // the word as it stands counts as unknown when it is so much rarer than the repaired one
	rareWord     = -14.0   // log probability of a word that is known by its stem alone
	shapeGain    = 7.0     // gain of the letters that decides between two unknown words
	maxSites     = 6       // places of a word where letters may have been swapped
	maxSwaps     = 3
	typedTwice   = 10 // a word that is so much more common with one alef less was typed with one too many

	longestSwapped = 80 // bytes of the longest word that is judged
)

// ligatureSwap is the verdict on one word.
type ligatureSwap struct {
	fixers.Span
	new      string
	lamAlef  bool // ARA003, else ARA004
	doubled  bool // the fix deletes a letter
	safety   fixers.Safety
	decisive bool // impossible as it stands
}

// ligatureSwaps are the words of a document in which a ligature was taken apart in the wrong order. A short text is judged word by word;
// in others a few sequences that right text does not have are looked for first, and only where they are found in number are all words
// judged.
var ligatureSwaps = NewView(func(d *Document) []ligatureSwap {
	if d.Classes()&Arabic == 0 || len(d.Text) > swapScanned && !mayHoldSwaps(d) || beyondRepair(d) {
		return nil
	}
	if l := d.Lang(); l != "ar" && l != "fa" && l != language.Undetermined {
		return nil
	}
	s := &swapper{doc: d, model: d.Model(), persian: d.Lang() != "ar", all: len(d.Text) <= swapScanned}
	if s.all {
		s.scan()
	} else {
		s.suspects()
	}
	if s.impossible == 0 || !s.all && s.impossible < swapEvidence || s.impossible*4 < s.rightOnes() {
		return s.found
	}
	s.found, s.all, s.proved = s.found[:0], true, true
	s.scan()
	return s.found
})

// suspectPairs are the pairs of letters that right text hardly has.
const suspectPairs = AlefAlef | MaksuraLetter

// suspectWords are sequences that no pair of classes shows; the last may be part of a name and is looked for only where others are found.
var suspectWords = [...]string{"هللا", "اهلل", " يف "}

// traces are the sequences of letters of a document that hint at damage.
var traces = NewView(func(d *Document) arabic.Traces { return arabic.TracesIn(d.Text) })

// mayHoldSwaps is the cheap question about a longer text.
func mayHoldSwaps(d *Document) bool {
	return d.Pairs()&suspectPairs != 0 || traces.Of(d)&arabic.HehLamLam != 0
}

// suspects judges the words of the lines that may hold an impossible one.
func (s *swapper) suspects() {
	seen := map[int]bool{}
	judge := func(l Line) {
		if seen[l.Index] {
			return
		}
		seen[l.Index] = true
		line := s.doc.Of(l)
		eachArabicWord(line, func(start, end int) { s.word(line[start:end], l.Start+start) })
	}
	for _, l := range s.doc.Lines() {
		if l.Pairs&suspectPairs != 0 {
			judge(l)
		}
	}
	text := s.doc.Text
	for n, w := range suspectWords {
		if n < 2 && traces.Of(s.doc)&arabic.HehLamLam == 0 {
			continue
		}
		if n == 2 && s.impossible == 0 {
			break
		}
		for at := 0; at < len(text); {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			l := s.doc.LineAt(at + i)
			judge(l)
			at = max(l.End, at+i+len(w))
		}
	}
}

// rightOnes is how often lam and alef stand in the right order.
func (s *swapper) rightOnes() int {
	n := 0
	for _, pair := range [...]string{"لا", "لأ", "لإ", "لآ"} {
		n += strings.Count(s.doc.Text, pair)
	}
	return n
}

type swapper struct {
	doc        *Document
	model      *language.Model
	persian    bool
	all        bool // judge every word, not only the impossible ones
	proved     bool // the document swaps ligatures: one font is all or nothing
	torn       bool // the line has marks apart from their words: an extractor's line
	impossible int  // words that are impossible as they stand
	found      []ligatureSwap

	letters, trial []rune
	at, sites      []int
	norm           []byte
}

// scan judges the words of the document.
func (s *swapper) scan() {
	s.impossible = 0
	for _, l := range s.doc.Lines() {
		if l.Classes&Arabic == 0 {
			continue
		}
		text := s.doc.Of(l)
		s.torn = l.Pairs&SpaceMark != 0
		for i := 0; i < len(text); {
			end := arabic.WordEnd(text, i)
			if end == i {
				i += max(1, runeLen(text[i]))
				continue
			}
			if end-i >= 4 {
				s.word(text[i:end], l.Start+i)
			}
			i = end
		}
	}
}

// runeLen is the length of the character that begins with a byte, at least 1.
func runeLen(b byte) int {
	switch {
	case b < 0xC0:
		return 1
	case b < 0xE0:
		return 2
	case b < 0xF0:
		return 3
	}
	return 4
}

// word judges one word at a place of the text.
func (s *swapper) word(w string, start int) {
	if len(w) > longestSwapped {
		return // words without spaces between them
	}
	add := func(new string, v ligatureSwap) {
		v.Span, v.new = fixers.Span{Start: start, End: start + len(w)}, new
		if v.decisive {
			s.impossible++
		}
		s.found = append(s.found, v)
	}
	if right, sure := arabic.Flipped(w, s.persian); right != "" {
		v := ligatureSwap{lamAlef: strings.Contains(right, "لا"), decisive: sure, safety: fixers.Unsafe, doubled: len(right) < len(w)}
		if sure || s.proved {
			v.safety = fixers.Safe
		}
		add(right, v)
		return
	}
	s.letters, s.at = arabic.BareLetters(s.letters[:0], s.at[:0], w)
	if len(s.letters) < 3 {
		return
	}
	class, _ := arabic.LamAlef(s.letters)
	if class == arabic.NoFlip && !s.all {
		return
	}
	if arabic.HasForms(w) {
		return
	}
	s.sites = arabic.Sites(s.sites[:0], s.letters)
	if !s.proved { // الحقا is read as an article until the document swaps its other ligatures
		s.sites = slices.DeleteFunc(s.sites, s.articleSite)
	}
	if i := s.doubledHamza(); i >= 0 {
		if fixed, ok := s.withoutLetter(w, i); ok {
			add(fixed, ligatureSwap{lamAlef: true, doubled: true, safety: fixers.Unsafe, decisive: true})
			return
		}
	}
	switch class {
	case arabic.FlipArticle:
		fixed, doubled, sure := s.decisive(w)
		v := ligatureSwap{lamAlef: true, decisive: sure, safety: fixers.Safe, doubled: doubled}
		if doubled || !sure && !s.proved {
			v.safety = fixers.Unsafe
		}
		add(fixed, v)
		return
	case arabic.FlipPossessive:
		if fixed, ok := s.possessive(w); ok {
			add(fixed, ligatureSwap{lamAlef: true, decisive: true, safety: fixers.Safe})
			return
		}
	}
	if len(s.sites) == 0 || len(s.sites) > maxSites {
		return
	}
	fixed, lamAlef, known := s.best(w)
	if s.proved && !known {
		// what is not safe must be found without the proof as well, which safe fixes take away
		if len(s.doc.Text) > swapScanned {
			return
		}
		s.proved = false
		s.sites = slices.DeleteFunc(s.sites, s.articleSite)
		fixed, lamAlef, known = s.best(w)
		s.proved = true
		if fixed != "" && known {
			return
		}
	}
	if fixed == "" {
		return
	}
	v := ligatureSwap{lamAlef: lamAlef, safety: fixers.Unsafe}
	switch {
	case s.proved && known:
		v.safety = fixers.Safe
	case !known && (lamAlef || !strings.HasPrefix(w, "ا")):
		return // letters alone prove little but where the article was taken apart
	case lamAlef && !strings.Contains(w, "اا") && !s.torn:
		v.safety = fixers.Display
	}
	add(fixed, v)
}

// articleSite reports whether alef and lam at index i are the article.
func (s *swapper) articleSite(i int) bool {
	return arabic.IsLamAlefSite(s.letters, i) && s.letters[i] == 'ا' && (i == 0 || i == 1 && strings.ContainsRune("وفبكل", s.letters[0]))
}

// doubledHamza is the index of a bare alef or a second hamza that stands before or after an alef with hamza and is no letter of the
// word: باأنها for بأنها, األأعداد for الأعداد; -1 when there is none.
func (s *swapper) doubledHamza() int {
	l := s.letters
	for i := 0; i+1 < len(l); i++ {
		hamza := func(r rune) bool { return r == 'أ' || r == 'إ' }
		if l[i] == 'ا' && hamza(l[i+1]) {
			switch {
			case i+3 < len(l) && l[i+2] == 'ل' && l[i+3] == l[i+1]:
				return i + 1
			case i+2 < len(l) && l[i+2] == 'ل' && !s.unlessDropped(i):
				continue
			default:
				return i
			}
		}
	}
	return -1
}

// unlessDropped reports whether the word is known without the letter at index i and unknown with a swap after it.
func (s *swapper) unlessDropped(i int) bool {
	s.trial = append(append(s.trial[:0], s.letters[:i]...), s.letters[i+1:]...)
	without := s.count(s.trial)
	s.trial = append(s.trial[:0], s.letters...)
	s.trial[i+1], s.trial[i+2] = s.trial[i+2], s.trial[i+1]
	return i > 0 && without >= knownEnough && s.count(s.trial) < knownEnough
}

// withoutLetter is the word without its letter at index i, when that is a known word, or a word of the closed list, or the letters could
// not begin any word.
func (s *swapper) withoutLetter(w string, i int) (string, bool) {
	s.trial = append(append(s.trial[:0], s.letters[:i]...), s.letters[i+1:]...)
	fixed := removeRune(w, s.at[i])
	if i == 0 || s.count(s.trial) >= knownEnough || i > 0 && s.letters[i-1] == 'ا' {
		return fixed, true
	}
	right, _ := arabic.Flipped(fixed, s.persian)
	return fixed, right != ""
}

func removeRune(w string, n int) string {
	for i, r := range w {
		if n == 0 {
			return w[:i] + w[i+utf8.RuneLen(r):]
		}
		n--
	}
	return w
}

// decisive repairs a word with the article before an alef: the article first, then whatever makes the rest a known word. When only leaving
// one of two alefs out gives a known word, or one far more common, an alef was typed twice. Where neither tells, the repair is not sure.
func (s *swapper) decisive(w string) (fixed string, doubled, sure bool) {
	_, site := arabic.LamAlef(s.letters)
	single := 0.0
	bare := s.letters[site] == 'ا'
	if bare {
		s.trial = append(append(s.trial[:0], s.letters[:site]...), s.letters[site+1:]...)
		single = s.count(s.trial)
		doubled = single >= knownEnough
	}
	s.letters[site], s.letters[site+1] = s.letters[site+1], s.letters[site]
	base := s.write(w, s.letters)
	if n := s.count(s.letters); n >= knownEnough {
		if single > n*typedTwice {
			return removeRune(w, s.at[site]), true, false
		}
		return base, false, n >= single
	}
	s.sites = arabic.Sites(s.sites[:0], s.letters)
	s.sites = slices.DeleteFunc(s.sites, func(i int) bool { return i < 2 })
	if n := len(s.sites); n > 0 && n <= maxSites {
		if fixed, _, known := s.best(w); known {
			return fixed, false, true
		}
	}
	if doubled {
		return removeRune(w, s.at[site]), true, false
	}
	return base, false, !bare
}

// possessive repairs لألقمار for للأقمار, when the word is not ل before a word that begins with an alef and a lam, like لألمانيا.
func (s *swapper) possessive(w string) (string, bool) {
	_, site := arabic.LamAlef(s.letters)
	if s.count(s.letters) > 0 || s.count(s.letters[site:]) > 0 {
		return "", false
	}
	s.trial = append(s.trial[:0], s.letters...)
	s.trial[site], s.trial[site+1] = s.trial[site+1], s.trial[site]
	if s.count(s.trial) < knownEnough && s.count(s.trial[site+1:]) < 10*knownEnough {
		return "", false
	}
	return s.write(w, s.trial), true
}

// best is the repaired word that the model likes best; empty when the word had better be left. It tries the swaps at all
// sites that do not overlap, three at most.
func (s *swapper) best(w string) (fixed string, lamAlef, known bool) {
	now := s.score(s.letters)
	count := s.count(s.letters)
	best, bestScore, bestLam := []rune(nil), now, false
	for set := 1; set < 1<<len(s.sites); set++ {
		s.trial = append(s.trial[:0], s.letters...)
		ok, swaps, lam, last := true, 0, false, -2
		for k, i := range s.sites {
			if set>>k&1 == 0 {
				continue
			}
			if i == last+1 || swaps == maxSwaps {
				ok = false
				break
			}
			lam = lam || arabic.IsLamAlefSite(s.letters, i)
			s.trial[i], s.trial[i+1] = s.trial[i+1], s.trial[i]
			last = i
			swaps++
		}
		if !ok {
			continue
		}
		if v := s.score(s.trial) - 0.5*float64(swaps-1); v > bestScore {
			best, bestScore, bestLam = append(best[:0], s.trial...), v, lam
		}
	}
	if v, ok := s.turned(); ok && v > bestScore {
		best, bestScore, bestLam = append(best[:0], s.trial...), v, false
	}
	if best == nil {
		return "", false, false
	}
	n := s.count(best)
	if s.alefLost(best, n) {
		return "", false, false
	}
	switch {
	case s.taken() && count == 0 && (n > 0 || bestScore-now >= shapeGain/2):
		return s.write(w, best), bestLam, n > 0
	case !s.proved && !s.torn && (n < 10*knownEnough || s.model.Letters().LogProb(s.normal(best)) < s.model.Letters().LogProb(s.normal(s.letters))) && bestScore-now < shapeGain+10:
		return "", false, false
	case n >= knownEnough && (count == 0 || count < 30 && bestScore-now >= rarer):
		return s.write(w, best), bestLam, true
	case count == 0 && bestScore-now >= shapeGain:
		return s.write(w, best), bestLam, false
	}
	return "", false, false
}

// alefLost reports whether a swap of the article competes with the loss of an alef behind it: الول may be لاول, and is rather الأول without
// the alef of its ligature. n is how often the model saw the swapped word.
func (s *swapper) alefLost(swapped []rune, n float64) bool {
	l := s.letters
	i := 0
	if strings.ContainsRune("وفبك", l[0]) {
		i = 1
	}
	if i+3 > len(l) || l[i] != 'ا' || l[i+1] != 'ل' || swapped[i] != 'ل' || swapped[i+1] != 'ا' {
		return false
	}
	s.trial = append(append(append(s.trial[:0], l[:i+2]...), 'ا'), l[i+2:]...)
	return s.count(s.trial)*2 > n
}

// taken reports whether the word begins like the article with its lam swapped behind the next letter: املكتبة, احلقيقة, with و ف ب ك before
// it or not.
func (s *swapper) taken() bool {
	l := s.letters
	if len(l) > 4 && strings.ContainsRune("وفبك", l[0]) && l[1] == 'ا' {
		l = l[1:]
	}
	return len(l) > 4 && l[0] == 'ا' && l[2] == 'ل' && strings.ContainsRune("محجخه", l[1]) ||
		len(l) > 5 && l[0] == 'ا' && l[2] == 'م' && l[3] == 'ل' && strings.ContainsRune("حجخ", l[1])
}

// turned tries the one ligature of three letters: حمل for لمح, at the beginning or after an alef.
func (s *swapper) turned() (float64, bool) {
	for i := 0; i+2 < len(s.letters) && i < 3; i++ {
		if s.letters[i+1] == 'م' && s.letters[i+2] == 'ل' && strings.ContainsRune("حجخ", s.letters[i]) {
			s.trial = append(s.trial[:0], s.letters...)
			s.trial[i], s.trial[i+2] = s.trial[i+2], s.trial[i]
			return s.score(s.trial), true
		}
	}
	return 0, false
}

// score is the log probability of a word, at least that of a rare one when count knows it; of an unknown one, that of its letters, less what makes any known word likelier.
func (s *swapper) score(letters []rune) float64 {
	word := s.normal(letters)
	if e := s.model.Entry(word); e.Known() {
		return e.LogProb
	}
	if s.count(letters) >= knownEnough {
		return rareWord
	}
	return s.model.Letters().LogProb(word) - 10
}

// count is how often the model saw the word; of a noun in ة with a possessive suffix, how often it saw the noun.
func (s *swapper) count(letters []rune) float64 {
	word := s.normal(letters)
	n := s.model.Count(word)
	if n > 0 {
		return n
	}
	for _, suffix := range [...]string{"تي", "ته", "تها", "تهم", "تنا", "تك", "تكم"} {
		if stem, ok := strings.CutSuffix(word, suffix); ok && len(stem) >= 6 {
			return s.model.Count(stem + "ة")
		}
	}
	return 0
}

func (s *swapper) normal(letters []rune) string {
	b := make([]byte, 0, 2*len(letters))
	for _, r := range letters {
		b = utf8.AppendRune(b, r)
	}
	s.norm = language.Normalize(s.norm[:0], string(b))
	return string(s.norm)
}

// write puts the letters in the places of those of the word; marks stay where they are.
func (s *swapper) write(w string, letters []rune) string {
	runes := []rune(w)
	for i, at := range s.at {
		runes[at] = letters[i]
	}
	return string(runes)
}

// reportSwaps reports the swaps of one rule.
func reportSwaps(p *Pass, lamAlef bool) {
	for _, s := range ligatureSwaps.Of(p.Doc) {
		if s.lamAlef != lamAlef {
			continue
		}
		contract, title := fixers.SameLetters, "put the letters in order"
		format := "%q for %q: the letters of a ligature are swapped"
		if s.doubled {
			contract, title, format = fixers.RemovesOnly, "delete the letter", "%q for %q: a letter of the ligature was written twice"
		}
		f := p.Report(s.Span, format, s.Of(p.Doc.Text), s.new)
		f.Fix(s.safety, contract, title, fixers.Replace(s.Start, s.End, s.new))
	}
}
