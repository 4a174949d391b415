package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "ARA007",
	Name:    "orphan-mark",
	Summary: "a vowel sign or shadda after a space or at the beginning of a word",
	Doc: `Marks are painted at places of their own, so that extractors sort them into the wrong word, put spaces around them and tear the word apart:
` + "`كتاب ٌ`" + `, ` + "`اجتيا ٌح`" + `, ` + "`فَلَم ْيَخْرُج`" + `, ` + "`َفَيْرِمي`" + `. A mark cannot begin a word.

The document tells its convention. Where bare alefs inside words bear vowels, every mark was stored before its letter: the marks are moved behind
it. Elsewhere the words of the line decide: its pieces are joined where the model of the language knows the joined word and finds it likelier
than the pieces, and a mark between two words goes to the first. A mark before a single last letter follows that letter.
Honorifics and the pause signs of the Quran are set apart by those who type them, and left alone.`,
	FixSafety: `Safe where only the space before a mark goes, which stands alone behind a known word. Else unsafe.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageMarks,
	Scope:     ScopeDocument,
	Trigger:   Trigger{Pairs: SpaceMark},
	Fix:       fixers.Safe,
	HoldsLine: true,
	Bad:       "وصل كتاب ٌ جديد إلى المكتبة\n",
	Good:      "وصل كتابٌ جديد إلى المكتبة\n",
	Check:     checkOrphanMark,
})

func checkOrphanMark(p *Pass) {
	d := p.Doc
	if beyondRepair(d) {
		return
	}
	s := &markSolver{model: d.Model(), before: marksBefore(d), whole: d.Lang() != "ar" && d.Lang() != language.Undetermined}
	if !s.whole {
		s.marked = markedPenalty(d)
	}
	for _, l := range d.Lines() {
		switch {
		case l.Pairs&SpaceMark != 0:
			s.line(p, l)
		case s.before && l.Classes&ArabicMark != 0:
			s.line(p, l)
		}
	}
}

// marksBefore reports whether the text stores its marks before their letters. Then more words begin with a mark than end with one; the lines on
// which words may begin with one are read first, and the others until the words that end with one outweigh them.
func marksBefore(d *Document) bool {
	var places arabic.MarkPlaces
	const leading = SpaceMark | MarkOdd
	for _, l := range d.Lines() {
		if l.Pairs&leading != 0 && l.Classes&ArabicMark != 0 {
			places.Add(d.Of(l))
		}
	}
	for _, l := range d.Lines() {
		if places.First <= places.Last {
			return false
		}
		if l.Pairs&leading == 0 && l.Classes&ArabicMark != 0 {
			places.Add(d.Of(l))
		}
	}
	return places.Before()
}

// markedPenalty is what it costs to join two pieces across a space before a mark: nothing in a text whose words are torn at their marks, which
// many single letters show.
func markedPenalty(d *Document) float64 {
	single, all := 0, 0
	for _, l := range d.Lines() {
		if l.Pairs&SpaceMark == 0 {
			continue
		}
		text := d.Of(l)
		eachArabicWord(text, func(start, end int) {
			letters := 0
			for _, r := range text[start:end] {
				if !arabic.IsMark(r) {
					letters++
				}
			}
			if letters > 0 {
				all++
			}
			if letters == 1 {
				single++
			}
		})
	}
	if single*markTorn >= all {
		return 0
	}
	return markedJoin
}

// markSolver repairs the marks of one line after the other.
type markSolver struct {
	model  *language.Model
	bound  bool    // the stretch stands behind another character than a space
	before bool    // each mark is stored before its letter
	whole  bool    // the model does not know the language: no pieces are joined
	marked float64 // nats for a space before a mark that goes

	words  []fixers.Span // the pieces of a stretch
	buffer []byte
	bare   []string // their letters, as the model knows them
	best   []cell
}

// cell is the best way to read the pieces up to the end of a word of some pieces.
type cell struct {
	score float64
	from  int // pieces of the word before, 0 at the beginning
	entry language.Entry
	ok    bool
}

const (
	markLongest     = 9 // pieces that make one word, at most
	markJoinPenalty = 5 // nats for a space that goes although no mark stands behind it
	markedJoin      = 7 // nats for a space before a mark that goes, in a text whose words are not torn throughout
	markTorn        = 8 // one single letter in so many pieces makes a text torn
	markedSpace     = 1 // nats for a space before a mark that stays between two words
	markUnknown     = 6 // nats for a word that the model does not know, besides its letters
)

// line reports the stretches of a line whose marks or spaces change.
func (s *markSolver) line(p *Pass, l Line) {
	text := p.Doc.Of(l)
	for i := 0; i < len(text); {
		s.words = s.words[:0]
		for i < len(text) {
			end := arabic.WordEnd(text, i)
			if end == i || arabic.IsSigns(text[i:end]) {
				break
			}
			if n := len(s.words); n > 0 && arabic.LeadingMarks(text[i:end]) == end-i {
				s.words[n-1].End = end // marks alone belong to the word before
			} else {
				s.words = append(s.words, fixers.Span{Start: i, End: end})
			}
			i = end
			if i+1 < len(text) && text[i] == ' ' && arabic.WordEnd(text, i+1) > i+1 {
				i++
				continue
			}
			break
		}
		if len(s.words) == 0 {
			i = max(i+runeLen(text[i]), arabic.WordEnd(text, i))
			continue
		}
		s.stretch(p, l, text)
	}
}

// stretch reports what changes in one stretch of words with single spaces.
func (s *markSolver) stretch(p *Pass, l Line, text string) {
	orphans := 0
	s.bound = s.words[0].Start > 0 && text[s.words[0].Start-1] != ' ' && text[s.words[0].Start-1] != '\t'
	for i, w := range s.words {
		word := text[w.Start:w.End]
		orphans += strings.Count(word, " ")
		if arabic.LeadingMarks(word) > 0 && (i > 0 || !s.bound) {
			orphans++
		}
	}
	if orphans == 0 && !s.before {
		return
	}
	if end := s.words[len(s.words)-1].End; orphans == 1 && ClassOf(firstRune(text[end:]))&(Latin|AnyDigit) != 0 {
		return // the space parts two words: ب ٍResin
	}
	span := fixers.Span{Start: s.words[0].Start, End: s.words[len(s.words)-1].End}
	old := text[span.Start:span.End]
	if w, ok := s.alone(text, orphans); ok {
		word := text[w.Start:w.End]
		at := l.Start + w.Start + strings.IndexByte(word, ' ')
		p.Report(fixers.Span{Start: at, End: l.Start + w.End}, "a mark stands alone behind %q", word[:strings.IndexByte(word, ' ')]).
			Fix(fixers.Safe, fixers.SameText, "join it to the word", fixers.Delete(at, at+len(" ")))
		return
	}
	if crowded(old) {
		return
	}
	fixed := s.solve(text)
	if fixed == old {
		return
	}
	head, tail := commonEdges(old, fixed)
	where := fixers.Span{Start: l.Start + span.Start + head, End: l.Start + span.End - tail}
	p.Report(where, "marks before their letters or apart from their word: %d", max(orphans, 1)).
		Fix(fixers.Unsafe, fixers.SameLetters, "put marks and spaces in order", fixers.Replace(where.Start, where.End, fixed[head:len(fixed)-tail]))
}

// commonEdges are the lengths of the whole words that two texts have in common at their beginning and at their end.
func commonEdges(a, b string) (head, tail int) {
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == ' ' {
			head = i + 1
		}
	}
	for i := 1; i <= len(a)-head && i <= len(b)-head && a[len(a)-i] == b[len(b)-i]; i++ {
		if a[len(a)-i] == ' ' {
			tail = i
		}
	}
	return head, tail
}

// crowded reports a stretch with more marks than letters can bear: the letters are lost.
func crowded(text string) bool {
	marks, letters := 0, 0
	for _, r := range text {
		if arabic.IsMark(r) {
			marks++
		} else if r != ' ' {
			letters++
		}
	}
	return marks > 2*letters
}

// alone is the one orphan of a stretch, when it is nothing but marks behind a known word.
func (s *markSolver) alone(text string, orphans int) (fixers.Span, bool) {
	if orphans != 1 || s.before {
		return fixers.Span{}, false
	}
	for _, w := range s.words {
		if word, _, ok := strings.Cut(text[w.Start:w.End], " "); ok {
			s.buffer = language.Normalize(s.buffer[:0], word)
			return w, s.model.Known(string(s.buffer))
		}
	}
	return fixers.Span{}, false
}

// piece is the text of a piece without the spaces before its marks.
func (s *markSolver) piece(text string, i int) string {
	return strings.ReplaceAll(text[s.words[i].Start:s.words[i].End], " ", "")
}

// solve reads the pieces as words: it finds which spaces go, by dynamic programming over the words that end with each piece, and writes the
// stretch with its marks in order.
func (s *markSolver) solve(text string) string {
	n := len(s.words)
	s.bare = s.bare[:0]
	marked := make([]bool, n)
	for i := range s.words {
		word := s.piece(text, i)
		marked[i] = arabic.LeadingMarks(word) > 0
		s.buffer = language.Normalize(s.buffer[:0], arabic.FoldForms(word, true, true))
		s.bare = append(s.bare, string(s.buffer))
	}
	s.best = append(s.best[:0], make([]cell, (n+1)*(markLongest+1))...)
	at := func(end, pieces int) *cell { return &s.best[end*(markLongest+1)+pieces] }
	start := s.model.Entry(language.LineStart)
	for end := 1; end <= n; end++ {
		for pieces := 1; pieces <= min(end, markLongest); pieces++ {
			first := end - pieces
			word := strings.Join(s.bare[first:end], "")
			e := s.model.Entry(word)
			score := e.LogProb
			if !e.Known() {
				score = s.model.Letters().LogProb(word) - markUnknown
			}
			for i := first + 1; i < end; i++ {
				switch {
				case s.bare[i] == "":
				case s.whole || !e.Known() && !marked[i] && !s.torn(i):
					score -= 1000
				case !s.torn(i) && marked[i]:
					score -= s.marked
				case !s.torn(i):
					score -= markJoinPenalty
				}
			}
			if first > 0 && marked[first] && !s.before {
				score -= markedSpace
			}
			c := at(end, pieces)
			if first == 0 {
				*c = cell{score + s.model.Association(&start, &e), 0, e, true}
				continue
			}
			for before := 1; before <= min(first, markLongest); before++ {
				prev := at(first, before)
				if !prev.ok {
					continue
				}
				if v := prev.score + score + s.model.Association(&prev.entry, &e); !c.ok || v > c.score {
					*c = cell{v, before, e, true}
				}
			}
		}
	}
	return s.write(text, n, at)
}

// torn reports whether the piece or the one before it is a single letter that is no word: the space between them proves nothing.
func (s *markSolver) torn(i int) bool {
	single := func(w string) bool { return len(w) <= 2 && w != "و" }
	return single(s.bare[i]) || single(s.bare[i-1])
}

// write puts the words of the best reading together.
func (s *markSolver) write(text string, n int, at func(end, pieces int) *cell) string {
	pieces := 1
	for k := 2; k <= min(n, markLongest); k++ {
		if c := at(n, k); c.ok && c.score > at(n, pieces).score {
			pieces = k
		}
	}
	var counts []int
	for end := n; end > 0; {
		counts = append(counts, pieces)
		next := at(end, pieces).from
		end -= pieces
		pieces = next
	}
	var words []string
	first := 0
	for _, count := range slices.Backward(counts) {
		words = append(words, s.join(text, first, first+count))
		first += count
	}
	if s.before {
		for i, w := range words {
			words[i] = arabic.MarksBehind(w)
		}
		return strings.Join(words, " ")
	}
	for i := 1; i < len(words); i++ {
		lead := arabic.LeadingMarks(words[i])
		words[i-1] += words[i][:lead]
		words[i] = words[i][lead:]
	}
	if lead := arabic.LeadingMarks(words[0]); !s.bound && lead > 0 && lead < len(words[0]) {
		_, size := utf8.DecodeRuneInString(words[0][lead:])
		words[0] = words[0][lead:lead+size] + words[0][:lead] + words[0][lead+size:]
	}
	return strings.Join(words, " ")
}

// join is the word of the pieces first..end. A mark before a single last letter follows it, but for the tanwin before an alef.
func (s *markSolver) join(text string, first, end int) string {
	var b strings.Builder
	for i := first; i < end; i++ {
		word := s.piece(text, i)
		lead := arabic.LeadingMarks(word)
		if r, size := utf8.DecodeRuneInString(word[lead:]); i > first && i == end-1 && !s.before && lead > 0 && lead+size == len(word) && r != 'ا' && size > 0 {
			b.WriteString(word[lead:])
			b.WriteString(word[:lead])
			continue
		}
		b.WriteString(word)
	}
	return b.String()
}
