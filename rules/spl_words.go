package rules

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

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

// hasFragment reports whether a line holds a token, between spaces, of one or two Arabic letters that is no word: one letter other than waw,
// or two that make no word of the language.
func hasFragment(line string) bool {
	words := shortWords()
	for at := 0; at < len(line); {
		if b := line[at]; b >= 0xD8 && b <= 0xD9 && at+1 < len(line) {
			n := arabicLetters(line[at:])
			switch {
			case n == 1 && !strings.HasPrefix(line[at:], "و"):
				return true
			case n == 2:
				a, b := foldShort(line[at], line[at+1]), foldShort(line[at+2], line[at+3])
				if !words[pairIndex(line[at], a, line[at+2], b)] {
					return true
				}
			}
		}
		i := strings.IndexByte(line[at:], ' ')
		if i < 0 {
			return false
		}
		at += i + 1
	}
	return false
}

// arabicLetters counts the letters U+0621 to U+064A that s begins with, up to three; a mark or tatweel counts as three.
func arabicLetters(s string) int {
	n := 0
	for i := 0; i+1 < len(s) && n < 3; i += 2 {
		switch {
		case s[i] == 0xD8 && s[i+1] >= 0xA1 && s[i+1] <= 0xBA, s[i] == 0xD9 && s[i+1] >= 0x81 && s[i+1] <= 0x8A:
			n++
		case s[i] == 0xD9 && (s[i+1] == 0x80 || s[i+1] > 0x8A && s[i+1] < 0xA0), s[i] >= 0xD9 && s[i] <= 0xDB && s[i+1] >= 0xB0:
			return 3
		default:
			return n
		}
	}
	return n
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
}

// The penalties, in nats, of joining two tokens: small beside a token that is no word, large between words.
const (
	joinBesideLetter   = 1.0
	joinBesideFragment = 3.0
	joinWords          = 9.0
	joinAtMost         = 7 // pieces of one word
	tornGain           = 4.0
	tornGainAlone      = 6.0 // in a document that shows little else of the kind
	tornStrongGain     = 8.0
	tornStrongCount    = 20
	tornDocument       = 3   // strong ones that make a document one of torn words
	tornSmall          = 200 // bytes of a text every word of which is looked at
	fragmentBytes      = 8   // of the longest unknown token that may be a fragment
)

// joiner finds torn words line by line.
type joiner struct {
	text   string
	model  *language.Model
	all    bool // unknown short tokens are evidence too
	broken bool // the document is one of torn words
	tokens []language.Token
	pieces []piece
	best   []float64
	from   []int
}

// piece is one token between single spaces.
type piece struct {
	fixers.Span
	norm  string
	entry language.Entry
	lone  bool // one letter that is no word
	part  bool // two letters that are no word
	odd   bool // a short token that the model does not know
	ends  bool // ends with a letter that only ends words, or begins with a mark that has lost its letter: nothing is joined behind it
}

func (p *piece) fragment() bool { return p.lone || p.part || p.odd }

// line appends the torn words of the text between two offsets.
func (j *joiner) line(found []torn, span fixers.Span) []torn {
	line := span.Of(j.text)
	j.tokens = language.AppendTokens(j.tokens[:0], line)
	for i := 0; i < len(j.tokens); {
		if j.tokens[i].Kind != language.Word {
			i++
			continue
		}
		j.pieces = j.pieces[:0]
		first := i
		for ; i < len(j.tokens) && j.tokens[i].Kind == language.Word; i++ {
			t := j.tokens[i]
			if i > first && line[j.tokens[i-1].End:t.Start] != " " {
				break
			}
			j.pieces = append(j.pieces, j.piece(fixers.Span{Start: span.Start + t.Start, End: span.Start + t.End}))
		}
		// A letter that other characters are glued to is a list mark, an initial or an abbreviation.
		if first > 0 && j.tokens[first-1].End == j.tokens[first].Start {
			j.pieces[0].lone = false
		}
		if i < len(j.tokens) && j.tokens[i].Start == j.tokens[i-1].End {
			if last := &j.pieces[len(j.pieces)-1]; !endsClause(line[j.tokens[i].Start:]) || !strings.Contains("ية", last.norm) {
				last.lone = false
			}
		}
		n := len(found)
		found = j.run(found)
		slices.Reverse(found[n:])
	}
	return found
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
	p := piece{Span: s, norm: string(language.Normalize(nil, raw))}
	p.entry = j.model.Entry(p.norm)
	p.ends = strings.HasSuffix(raw, "ى") || strings.HasSuffix(raw, "ة") || !isArabicLetter(firstRune(raw))
	switch n := len(p.norm); {
	case len(raw) != n && n <= 4: // marks or tatweel: an abbreviation
	case n == 2:
		p.lone = raw != "و" && raw != "أ"
	case n == 4:
		p.part = !shortWords()[pairIndex(p.norm[0], p.norm[1], p.norm[2], p.norm[3])]
	case n <= fragmentBytes:
		p.odd = j.all && !p.entry.Known()
	}
	return p
}

// run finds the likeliest words of a run of pieces, the last first.
func (j *joiner) run(found []torn) []torn {
	p := j.pieces
	n := len(p)
	if n < 2 {
		return found
	}
	j.best, j.from = append(j.best[:0], 0), append(j.from[:0], 0)
	for i := 1; i <= n; i++ {
		best, from := j.best[i-1]+p[i-1].entry.LogProb, i-1
		if i > 1 && j.from[i-1] == i-2 {
			best += j.model.Association(&p[i-2].entry, &p[i-1].entry)
		}
		whole := p[i-1].norm
		penalty, evidence := 0.0, p[i-1].fragment()
		for k := i - 2; k >= 0 && i-k <= joinAtMost; k-- {
			if p[k].ends {
				break
			}
			whole = p[k].norm + whole
			penalty += gapPenalty(&p[k], &p[k+1])
			evidence = evidence || p[k].fragment()
			if len(whole) < 6 || !evidence {
				continue
			}
			e := j.model.Entry(whole)
			if v := j.best[k] + e.LogProb - penalty; e.Known() && v > best {
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
			found = j.report(found, k, i)
		}
	}
	return found
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
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
func (j *joiner) report(found []torn, k, i int) []torn {
	p := j.pieces[k:i]
	t := torn{Span: fixers.Span{Start: p[0].Start, End: p[len(p)-1].End}}
	whole, apart, lone := "", 0.0, 0
	for x := range p {
		whole += p[x].norm
		apart += p[x].entry.LogProb
		if p[x].lone {
			lone++
		}
		if x > 0 {
			apart += j.model.Association(&p[x-1].entry, &p[x].entry)
			t.spaces = append(t.spaces, fixers.Span{Start: p[x-1].End, End: p[x].Start})
		}
	}
	if lone == len(p) && lone < 4 {
		return found // initials
	}
	t.gain = j.model.LogProb(whole) - apart
	first, last := &p[0], &p[len(p)-1]
	count := j.model.Count(whole)
	suffix := last.lone && strings.Contains("يةاتن", last.norm) || last.part && breaksAfter(p[len(p)-2].norm)
	t.strong = suffix && t.gain >= tornStrongGain && count >= tornStrongCount
	least := tornGain
	if len(p) == 2 && last.lone && strings.HasSuffix(first.norm, "حرف") {
		return found // the name of a letter
	}
	if !j.broken {
		// A proclitic written apart is a habit of writers, two letters a syllable of a foreign name.
		proclitic := len(p) == 2 && first.lone && strings.Contains("بلكفس", first.norm)
		if proclitic || !suffix && lone == 0 && !j.all || count < tornStrongCount/2 {
			return found
		}
		least = tornGainAlone
	}
	if t.gain < least {
		return found
	}
	return append(found, t)
}

// breaksAfter reports whether a word ends with a letter that does not join with the next: fonts leave a gap there.
func breaksAfter(word string) bool { return strings.Contains("رزدذواةىؤ", word[len(word)-2:]) }

// tornWords are the words of an Arabic document that spaces tore apart, in order.
var tornWords = NewView(func(d *Document) []torn {
	if d.Classes()&Arabic == 0 {
		return nil
	}
	small := len(d.Text) <= tornSmall
	var found []torn
	var j *joiner
	for _, l := range d.Lines() {
		if l.Pairs&SpaceArabicLetter == 0 || !small && !hasFragment(d.Of(l)) {
			continue
		}
		if j == nil {
			if lang := d.Lang(); lang != "ar" && lang != language.Undetermined {
				return nil
			}
			j = &joiner{text: d.Text, model: d.Model(), all: small}
		}
		found = j.line(found, l.Span)
	}
	strong := 0
	for i := range found {
		if found[i].strong {
			strong++
		}
	}
	if small || strong < tornDocument {
		return found
	}
	j.all, j.broken, found = true, true, found[:0]
	for _, l := range d.Lines() {
		if l.Pairs&SpaceArabicLetter != 0 {
			found = j.line(found, l.Span)
		}
	}
	return found
})
