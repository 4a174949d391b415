package fixers

import (
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/internal/language"
)

// atom is the smallest thing that keeps its place: a word, a number, a symbol, or a part of a word that was glued to another.
type atom struct {
	text  string
	norm  string // as the model knows it
	entry language.Entry
	part  int  // line of the row
	gap   int  // spaces before it; lineGap or markGap at the beginning of a later part of the row
	word  bool // Arabic letters
	cut   bool // cut from the atom before it, which it stands glued to
	marks int
	mark  string // orphan marks that stood between the atom before and this one
}

const (
	lineGap = 100 // a line break
	markGap = 101 // a line break with an orphan mark
)

// priors are what the gaps between words say about the cuts between runs, in nats. They were tuned on one labelled document.
type priors struct {
	document             float64 // for a line with wide gaps
	runOn                float64 // a run that goes on over a wide gap
	runOnPunctuation     float64 // over a stop glued to the next word
	runOnDigit           float64 // over a digit glued to a letter
	cutSpace             float64 // a cut at a single space
	cutGlued             float64 // a cut inside a glued token
	cutBeforeStop        float64 // a cut between a word and its stop
	seam                 float64 // a place where two blocks meet
	lightSeam            float64 // the same in a line without many wide gaps
	seamInner, seamOuter float64 // a single space cut at a seam, inside it and at its ends
	seamWord             float64 // a word as neutral piece of a seam
	joinInside           float64 // two atoms of one run that make one word
	joinYeh              float64 // the same for a lone yeh
	joinCut              float64 // two atoms at a cut that make one word
	joinMark             float64 // the same at an orphan mark
	acrossMark           float64 // an end of the line below an orphan mark followed by an end of the line above it
}

var trusting = &priors{
	document: 4, runOn: -10, runOnPunctuation: -1, runOnDigit: -1, cutSpace: -7, cutGlued: -4, cutBeforeStop: -6, seam: -6, lightSeam: -6,
	seamInner: -2, seamOuter: -5, seamWord: -2, joinInside: 7, joinYeh: 1, joinCut: 4, joinMark: 0.5, acrossMark: 8,
}

// sceptical is for the proof that a document is damaged: neither the document nor glued tokens speak yet.
var sceptical = func() *priors {
	p := *trusting
	p.document, p.runOnPunctuation, p.runOnDigit = 0, 0, 0
	return &p
}()

const (
	stops     = "،.؛:!؟"
	yeh       = "ي"
	lonelyWaw = "و"
)

func isStop(s string) bool { return len(s) <= 2 && strings.Contains(stops, s) }

func (a *atom) digits() bool { return a.norm == "<N>" || a.norm == "<Y>" }

// atomize cuts a row into atoms.
func (s *lineSolver) atomize(text string, r *row) []atom {
	if len(r.parts) == 1 {
		return s.appendAtoms(nil, r.parts[0].Of(text))
	}
	parts := make([][]atom, len(r.parts))
	marks := make([]string, len(r.parts)) // before each part
	for i, p := range r.parts {
		parts[i], marks[i] = s.appendAtoms(nil, p.Of(text)), p.marks
	}
	for i := 1; i+1 < len(parts); i++ {
		if s.attach(parts, marks, i) {
			parts, marks = append(parts[:i], parts[i+1:]...), append(marks[:i], marks[i+1:]...)
			i--
		}
	}
	var atoms []atom
	for i, p := range parts {
		if len(p) > 0 && i > 0 {
			p[0].gap, p[0].mark = markGap, marks[i]
		}
		for k := range p {
			p[k].part = i
		}
		atoms = append(atoms, p...)
	}
	return atoms
}

// appendAtoms appends the atoms of one line.
func (s *lineSolver) appendAtoms(atoms []atom, line string) []atom {
	s.tokens = language.AppendTokens(s.tokens[:0], line)
	end, lead := 0, ""
	for i, t := range s.tokens {
		raw, norm := line[t.Start:t.End], language.TokenText(line, t)
		gap := utf8.RuneCountInString(line[end:t.Start])
		end = t.End
		if norm == "" { // marks behind a space stay with the atom before
			if len(atoms) > 0 {
				atoms[len(atoms)-1].text += raw
			} else {
				lead += raw
			}
			continue
		}
		if i == 0 {
			gap = 0
		}
		a := atom{text: raw, norm: norm, gap: gap, word: t.Kind == language.Word}
		a.text, lead = lead+a.text, ""
		if a.word {
			a.marks = utf8.RuneCountInString(raw) - utf8.RuneCountInString(norm)
			if at := s.gluedAt(norm); at > 0 {
				k := language.RawOffset(raw, at) + len(a.text) - len(raw)
				b := atom{text: a.text[k:], norm: norm[at:], word: true, cut: true}
				a.text, a.norm = a.text[:k], norm[:at]
				a.entry, b.entry = s.model.Entry(a.norm), s.model.Entry(b.norm)
				atoms = append(atoms, a, b)
				continue
			}
		}
		a.entry = s.model.Entry(norm)
		atoms = append(atoms, a)
	}
	return atoms
}

const fragmentSize = 8 // bytes of the longest fragment that is looked at

// attach joins a fragment that is alone on line i, between two orphan marks, to the piece of a word before it in reading order, which stands
// at an end of the line before or after, when some word at an end of the other line completes a known word.
func (s *lineSolver) attach(parts [][]atom, marks []string, i int) bool {
	if len(parts[i]) != 1 || !parts[i][0].word || len(parts[i][0].norm) > fragmentSize {
		return false
	}
	mid := parts[i][0]
	best, bestLog := (*atom)(nil), 0.0
	ends := func(p []atom) []*atom {
		switch len(p) {
		case 0:
			return nil
		case 1:
			return []*atom{&p[0]}
		}
		return []*atom{&p[0], &p[len(p)-1]}
	}
	behind := false
	for _, back := range []bool{false, true} {
		from, to := parts[i-1], parts[i+1]
		if back {
			from, to = to, from
		}
		for _, l := range ends(from) {
			for _, r := range ends(to) {
				if e := s.model.Entry(l.norm + mid.norm + r.norm); l.word && r.word && e.Known() && (best == nil || e.LogProb > bestLog) {
					best, bestLog, behind = l, e.LogProb, back
				}
			}
		}
	}
	if best == nil {
		return false
	}
	between, rest := marks[i], marks[i+1]
	if behind {
		between, rest = rest, between
	}
	best.text += between + mid.text
	best.norm += mid.norm
	best.entry = s.model.Entry(best.norm)
	marks[i+1] = rest
	return true
}

const (
	gluedLetters = 5 // in fewer letters no two words are looked for
	gluedPart    = 6 // bytes of each half
	gluedCount   = 1.0 / 250_000
	gluedArticle = 5 // the second half begins with the article
)

// gluedAt is the offset at which an unknown word divides into two common ones, 0 when it does not. A ta marbuta inside a word divides it
// for certain.
func (s *lineSolver) gluedAt(norm string) int {
	letters := len(norm) / 2
	if letters < gluedLetters {
		return 0
	}
	if i := strings.Index(norm, "ة"); i > 0 && i+2 < len(norm) {
		return i + 2
	}
	if s.model.Known(norm) {
		return 0
	}
	best, at := -4.6-2.2*float64(letters), 0
	for i := gluedPart; i+gluedPart <= len(norm); i += 2 {
		a, b := s.model.Entry(norm[:i]), s.model.Entry(norm[i:])
		if !a.Known() || !b.Known() || a.LogProb < s.commonLog || b.LogProb < s.commonLog {
			continue
		}
		v := a.LogProb + b.LogProb
		if strings.HasPrefix(norm[i:], "ال") && !strings.HasSuffix(norm[:i], lonelyWaw) {
			v += gluedArticle
		}
		if v > best {
			best, at = v, i
		}
	}
	return at
}
