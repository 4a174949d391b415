package rules

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

// What SPL001 and SPL005 share: words that were torn apart by spaces, found by comparing what the language model says of the pieces and of
// the whole.

//go:embed data/short_words_ar.txt
var shortWordsText string

// shortWords tells the words of two Arabic letters, by the low six bits of both and one bit of each lead byte.
var shortWords = sync.OnceValue(func() *[1 << 14]bool {
	t := &[1 << 14]bool{}
	for line := range strings.Lines(shortWordsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			t[pairIndex(w[0], w[1], w[2], w[3])] = true
		}
	}
	return t
})

func pairIndex(a, b, c, d byte) int {
	return int(a&1)<<13 | int(b&0x3F)<<7 | int(c&1)<<6 | int(d&0x3F)
}

// tornFragment reports whether the token at start is one letter that is no word, or two that make none, beside a word of letters.
func tornFragment(line string, start int) bool {
	n := arabicLetters(line[start:])
	switch n {
	case 1:
		if line[start] == 0xD9 && line[start+1] == 0x88 || line[start] == 0xD8 && line[start+1] == 0xA3 { // و أ
			return false
		}
	case 2:
		if shortWords()[pairIndex(line[start], foldShort(line[start], line[start+1]), line[start+2], foldShort(line[start+2], line[start+3]))] {
			return false
		}
	default:
		return false
	}
	if start >= 3 && line[start-1] == ' ' && line[start-3] >= 0xD8 && line[start-3] <= 0xD9 && line[start-2] >= 0x81 {
		return true
	}
	end := start + 2*n
	return end+2 < len(line) && line[end] == ' ' && line[end+1] >= 0xD8 && line[end+1] <= 0xD9 && (n != 1 || !setApart(line[start:end]))
}

// setApart reports whether a letter is one that writers set apart by habit.
func setApart(letter string) bool { return strings.Contains("بلكفس", letter) }

// arabicLetters counts the letters U+0621 to U+064A that s begins with, up to three; a mark or tatweel counts as three.
func arabicLetters(s string) int {
	n := 0
	for i := 0; i+1 < len(s) && n < 3; i += 2 {
		switch {
		case isLetterAt(s, i):
			n++
		case s[i] == 0xD9 && (s[i+1] == 0x80 || s[i+1] > 0x8A && s[i+1] < 0xA0), s[i] >= 0xD9 && s[i] <= 0xDB && s[i+1] >= 0xB0:
			return 3
		default:
			return n
		}
	}
	return n
}

// isLetterAt reports whether the two bytes at i are a letter U+0621 to U+063A or U+0641 to U+064A.
func isLetterAt(s string, i int) bool {
	return s[i] == 0xD8 && s[i+1] >= 0xA1 && s[i+1] <= 0xBA || s[i] == 0xD9 && s[i+1] >= 0x81 && s[i+1] <= 0x8A
}

// foldShort is the second byte of a letter as the table has it: alef without hamza, yeh for alef maqsura.
func foldShort(lead, b byte) byte {
	switch {
	case lead == 0xD8 && (b == 0xA2 || b == 0xA3 || b == 0xA5):
		return 0xA7
	case lead == 0xD9 && b == 0x89:
		return 0x8A
	}
	return b
}

// torn is a word that spaces tore apart.
type torn struct {
	fixers.Span
	spaces []fixers.Span // to be deleted
	gain   float64       // nats by which the word is likelier than its pieces
	strong bool          // the pieces cannot be words and the whole is a common one
	weak   bool          // to be believed in a document of torn words alone
}

// The penalties, in nats, of joining two tokens: small beside a token that is no word, large between words.
const (
	joinBesideLetter   = 1.0
	joinBesideFragment = 3.0
	joinWords          = 9.0
	joinAtMost         = 7  // pieces of one word
	joinShortest       = 6  // bytes of a word that is looked for
	joinLongest        = 40 // no Arabic word has more than twenty letters
	tornGain           = 4.0
	tornGainAlone      = 6.0 // in a document that shows little else of the kind
	tornStrongGain     = 8.0
	tornStrongCount    = 20
	tornDocument       = 5   // weak ones that make a document one of torn words
	tornDensity        = 200 // and one of them in so many words
	tornSmall          = 200 // bytes of a text every word of which is looked at
	fragmentBytes      = 8   // of the longest unknown token that may be a fragment
)

// joiner finds torn words line by line.
type joiner struct {
	text   string
	model  *language.Model
	all    bool // unknown short tokens are evidence too
	broken bool // the document is one of torn words
	judged bool // see debris
	rubble bool
	tokens []language.Token
	pieces []piece
	norms  []byte    // of the pieces, one behind the other
	wholes []float64 // see known
	best   []float64
	from   []int
}

// joiners keeps the buffers of joiners from one document to the next.
var joiners = sync.Pool{New: func() any { return &joiner{} }}

// piece is one token between single spaces.
type piece struct {
	fixers.Span
	norm  fixers.Span // of the norms
	entry language.Entry
	lone  bool // one letter that is no word
	part  bool // two letters that are no word
	odd   bool // a short token that the model does not know
	ends  bool // ends with a letter that only ends words, or begins with a mark that has lost its letter: nothing is joined behind it
}

func (p *piece) fragment() bool { return p.lone || p.part || p.odd }

// around is how many tokens on each side of a fragment are looked at.
const around = 4

// line appends the torn words of the text between two offsets.
func (j *joiner) line(found []torn, span fixers.Span) []torn {
	line := span.Of(j.text)
	j.tokens = language.AppendTokens(j.tokens[:0], line)
	for i := 0; i < len(j.tokens); {
		if !j.suspect(line, i) {
			i++
			continue
		}
		from, to := i, i+1
		for from > i-around && j.follows(line, from) {
			from--
		}
		for ; to <= i+around && j.follows(line, to); to++ {
			if j.suspect(line, to) {
				i = to
			}
		}
		if i = to; to-from > 1 {
			n := len(found)
			found = j.window(found, span.Start, from, to)
			slices.Reverse(found[n:])
		}
	}
	return found
}

// follows reports whether the k-th token and the one before it are words one space apart.
func (j *joiner) follows(line string, k int) bool {
	if k == 0 || k >= len(j.tokens) {
		return false
	}
	a, b := &j.tokens[k-1], &j.tokens[k]
	return a.Kind == language.Word && b.Kind == language.Word && a.End+1 == b.Start && line[a.End] == ' ' &&
		(b.End == len(line) || ClassOf(firstRune(line[b.End:]))&Letter == 0) && classBefore(line, a.Start)&Letter == 0 // of another script: misread bytes
}

// window looks at the words of a line from one token to another.
func (j *joiner) window(found []torn, base, from, to int) []torn {
	line := j.text[base:]
	j.pieces, j.norms = j.pieces[:0], j.norms[:0]
	for k := from; k < to; k++ {
		j.pieces = append(j.pieces, j.piece(fixers.Span{Start: base + j.tokens[k].Start, End: base + j.tokens[k].End}))
	}
	first, last := &j.pieces[0], &j.pieces[len(j.pieces)-1]
	// A letter that other characters are glued to is a list mark, an initial or an abbreviation.
	if from > 0 {
		switch before := j.tokens[from-1]; {
		case before.End == j.tokens[from].Start:
			first.lone = false
		case (before.Kind == language.Number || before.Kind == language.Year) && strings.Contains("مهق", string(j.norm(first))):
			first.lone = false // an era: 1725 م
		}
	}
	for k := 1; k < len(j.pieces); k++ {
		if a, b := &j.pieces[k-1], &j.pieces[k]; a.lone && b.lone && string(j.norm(a)) == "ق" && string(j.norm(b)) == "م" {
			a.lone, b.lone = false, false // before the common era
		}
	}
	if to < len(j.tokens) && j.tokens[to].Start == j.tokens[to-1].End {
		if !endsClause(line[j.tokens[to].Start:]) || !strings.Contains("ية", string(j.norm(last))) {
			last.lone = false
		}
	}
	return j.run(found)
}

// suspect reports whether the k-th token may be a fragment.
func (j *joiner) suspect(line string, k int) bool {
	t := j.tokens[k]
	if t.Kind != language.Word || t.End-t.Start > fragmentBytes {
		return false
	}
	switch raw := line[t.Start:t.End]; len(raw) {
	case 2:
		return raw != "و" && raw != "أ"
	case 4:
		return arabicLetters(raw) == 2 && !shortWords()[pairIndex(raw[0], foldShort(raw[0], raw[1]), raw[2], foldShort(raw[2], raw[3]))]
	default:
		var buf [2 * fragmentBytes]byte
		return j.all && !j.model.Known(string(language.Normalize(buf[:0], raw)))
	}
}

// endsClause reports whether s begins with a stop that may follow a word directly.
func endsClause(s string) bool {
	for _, stop := range []string{".", "،", "؛", "؟", "!", ":", "\"", "»", ")"} {
		if strings.HasPrefix(s, stop) {
			return true
		}
	}
	return false
}

func (j *joiner) piece(s fixers.Span) piece {
	raw := s.Of(j.text)
	at := len(j.norms)
	j.norms = language.Normalize(j.norms, raw)
	p := piece{Span: s, norm: fixers.Span{Start: at, End: len(j.norms)}}
	p.ends = strings.HasSuffix(raw, "ى") || strings.HasSuffix(raw, "ة") || !isLetterAt(raw, 0)
	switch n, norm := p.norm.Len(), j.norms[at:]; {
	case len(raw) != n && n <= 4: // marks or tatweel: an abbreviation
	case n == 2:
		p.lone = raw != "و" && raw != "أ"
	case n == 4:
		p.part = !shortWords()[pairIndex(norm[0], norm[1], norm[2], norm[3])]
	case n <= fragmentBytes:
		p.odd = j.all && !j.model.Known(string(norm))
	}
	return p
}

func (j *joiner) norm(p *piece) []byte { return j.norms[p.norm.Start:p.norm.End] }

// known looks for the words that neighbouring pieces with a fragment among them make, and reports whether there are any. The logarithm of
// the probability of the word that pieces i-n to i-1 make is wholes[joinAtMost*i-n], minus infinity when there is none. Hardly any fragment
// of sound text makes a word with its neighbours, so that nothing else need be asked.
func (j *joiner) known() bool {
	p := j.pieces
	j.wholes = j.wholes[:0]
	for range joinAtMost * (len(p) + 1) {
		j.wholes = append(j.wholes, math.Inf(-1))
	}
	found := false
	for k := range p {
		var whole language.Prefix
		hashed := k // the first piece that whole does not hold
		evidence := p[k].fragment()
		for i := k + 2; i <= len(p) && i-k <= joinAtMost && !p[i-2].ends; i++ {
			evidence = evidence || p[i-1].fragment()
			size := p[i-1].norm.End - p[k].norm.Start
			if size > joinLongest {
				break
			}
			if size < joinShortest || !evidence {
				continue
			}
			for ; hashed < i; hashed++ {
				whole = whole.With(j.norm(&p[hashed]))
			}
			if v, ok := j.model.LogProbOf(whole); ok {
				j.wholes[joinAtMost*i-(i-k)] = v
				found = true
			}
		}
	}
	return found
}

// run finds the likeliest words of a run of pieces, the last first.
func (j *joiner) run(found []torn) []torn {
	if !j.known() {
		return found
	}
	p := j.pieces
	n := len(p)
	norms := string(j.norms)
	for i := range p {
		p[i].entry = j.model.Entry(norms[p[i].norm.Start:p[i].norm.End])
	}
	j.best, j.from = append(j.best[:0], 0), append(j.from[:0], 0)
	for i := 1; i <= n; i++ {
		best, from := j.best[i-1]+p[i-1].entry.LogProb, i-1
		if i > 1 && j.from[i-1] == i-2 {
			best += j.model.Association(&p[i-2].entry, &p[i-1].entry)
		}
		penalty := 0.0
		for k := i - 2; k >= 0 && i-k <= joinAtMost; k-- {
			penalty += gapPenalty(&p[k], &p[k+1])
			if v := j.best[k] + j.wholes[joinAtMost*i-(i-k)] - penalty; v > best {
				best, from = v, k
			}
		}
		j.best, j.from = append(j.best, best), append(j.from, from)
	}
	lone := 0
	for i := range p {
		if p[i].lone {
			lone++
		}
	}
	if lone*2 > n && lone >= 3 && j.from[n] > 0 {
		return found // letters spaced out, or a list of letters
	}
	for i := n; i > 0; i = j.from[i] {
		if k := j.from[i]; i-k > 1 {
			found = j.report(found, norms, k, i)
		}
	}
	return found
}

func gapPenalty(a, b *piece) float64 {
	switch {
	case a.lone || b.lone:
		return joinBesideLetter
	case a.fragment() || b.fragment():
		return joinBesideFragment
	}
	return joinWords
}

// report appends the word that pieces k to i make, when it is likelier than they are by enough.
func (j *joiner) report(found []torn, norms string, k, i int) []torn {
	p := j.pieces[k:i]
	t := torn{Span: fixers.Span{Start: p[0].Start, End: p[len(p)-1].End}}
	apart, lone, single := 0.0, 0, 0
	for x := range p {
		apart += p[x].entry.LogProb
		if p[x].norm.Len() == 2 {
			single++
		}
		if p[x].lone {
			lone++
		}
		if x > 0 {
			apart += j.model.Association(&p[x-1].entry, &p[x].entry)
			t.spaces = append(t.spaces, fixers.Span{Start: p[x-1].End, End: p[x].Start})
		}
	}
	if single == len(p) && single < 4 {
		return found // initials, the letters of a root
	}
	first, last := &p[0], &p[len(p)-1]
	whole, start, end := norms[first.norm.Start:last.norm.End], first.norm.Of(norms), last.norm.Of(norms)
	t.gain = j.model.LogProb(whole) - apart
	count := j.model.Count(whole)
	suffix := last.lone && strings.Contains("يةاتن", end) || last.part && breaksAfter(p[len(p)-2].norm.Of(norms))
	stem := len(start) >= 6 || last.lone && single < len(p) // no syllables of a foreign name, no letters set apart
	t.strong = suffix && stem && t.gain >= tornStrongGain && count >= tornStrongCount
	if last.lone && end == alef {
		// An accusative, or a word and a shadda or hamza that its font gave as an alef. No accusative has an article.
		t.strong = false
		tanwin := strings.Contains(t.Of(j.text), "\u064B")
		if !tanwin && (j.debris() || !j.broken && withArticle(norms[first.norm.Start:p[len(p)-2].norm.End])) {
			return found
		}
	}
	if len(p) == 2 && last.lone && strings.HasSuffix(start, "حرف") {
		return found // the name of a letter
	}
	if !j.broken {
		// A proclitic written apart is a habit of writers, two letters a syllable of a foreign name.
		if len(p) == 2 && first.lone && setApart(start) {
			return found
		}
		t.weak = !suffix && lone == 0 && !j.all || count < tornStrongCount/2 || t.gain < tornGainAlone
	}
	if t.gain < tornGain {
		return found
	}
	return append(found, t)
}

// withArticle reports whether a word begins with the article, perhaps behind a proclitic.
func withArticle(word string) bool {
	if strings.HasPrefix(word, "و") || strings.HasPrefix(word, "ف") {
		word = word[len("و"):]
	}
	if strings.HasPrefix(word, "ب") || strings.HasPrefix(word, "ك") {
		word = word[len("ب"):]
	}
	return strings.HasPrefix(word, article) || strings.HasPrefix(word, "لل")
}

const (
	alef        = "ا"
	debrisLeast = 3 // single alefs that may be debris
)

// debris reports whether most single alefs of the document make no known word with what stands before them: the font gave other glyphs so.
func (j *joiner) debris() bool {
	if j.judged {
		return j.rubble
	}
	j.judged = true
	all, none := 0, 0
	var buf [2 * joinLongest]byte
	for at := 0; ; {
		i := strings.Index(j.text[at:], " "+alef)
		if i < 0 {
			break
		}
		i += at
		at = i + 1 + len(alef)
		if at < len(j.text) && j.text[at] != ' ' && j.text[at] != '\n' {
			continue
		}
		all++
		start := wordStart(j.text, i)
		if norm := language.Normalize(buf[:0], j.text[start:i]+alef); i-start > joinLongest || j.model.Count(string(norm)) < tornStrongCount {
			none++
		}
	}
	j.rubble = all >= debrisLeast && none*2 > all
	return j.rubble
}

// breaksAfter reports whether a word ends with a letter that does not join with the next: fonts leave a gap there.
func breaksAfter(word string) bool { return strings.Contains("رزدذواةىؤ", word[len(word)-2:]) }

// tornWords are the words of an Arabic document that spaces tore apart, in order.
var tornWords = NewView(func(d *Document) []torn {
	if d.Classes()&Arabic == 0 {
		return nil
	}
	lang := d.Lang()
	if lang != "ar" && lang != language.Undetermined {
		return nil
	}
	small := len(d.Text) <= tornSmall
	suspects := tokensByLength.Of(d).short
	if !small && len(suspects) == 0 {
		return nil
	}
	var found []torn
	j := joiners.Get().(*joiner)
	j.text, j.model, j.all, j.broken, j.judged = d.Text, d.Model(), small, false, false
	defer func() {
		j.text = "" // which must not outlive its document
		joiners.Put(j)
	}()
	for _, k := range suspects {
		if l := &d.lines[k]; !small && l.told&toldNotTorn == 0 {
			n := len(found)
			if found = j.line(found, l.Span); len(found) == n {
				l.told |= toldNotTorn
			}
		}
	}
	// The strong ones are repaired before the weak ones are looked at, so only these can say what the document is.
	weak := 0
	for i := range found {
		if found[i].weak {
			weak++
		}
	}
	j.broken = weak >= tornDocument && weak*tornDensity >= countTokens(d)
	if !small && !j.broken {
		return slices.DeleteFunc(found, func(t torn) bool { return t.weak })
	}
	j.all, found = true, found[:0]
	for _, l := range d.Lines() {
		if l.Pairs&SpaceArabicLetter != 0 {
			found = j.line(found, l.Span)
		}
	}
	return slices.DeleteFunc(found, func(t torn) bool { return t.weak })
})
