package fixers

import (
	"math"
	"slices"

	"github.com/tanqih/tanqih/internal/language"
)

// lineSolver searches the reading order of one line at a time and keeps its tables for the next.
type lineSolver struct {
	model     *language.Model
	priors    *priors
	commonLog float64 // log probability of a word that is common enough to be half of a glued token
	tokens    []language.Token

	row   *row
	atoms []atom
	n     int
	heavy bool // justified line: most gaps are wide
	// adj[i*(n+2)+j] is how well atom j follows atom i across a cut, the join of the two in one word included. Index n is the token
	// before the line, n+1 the one after it.
	adj    []float64
	joined []bool
	words  []float64 // how well each atom follows the one before it in the same run
	contJ  []bool    // and whether the two are one word then
	cont   []float64 // words with the prior of the gap
	sum    []float64 // running sum of cont
	into   []float64 // the most that each atom can score for what it follows
	most   []float64 // running sum of the better of cont and into with the prior of a cut
	tables []int32   // offset in arena of the table of each start and right neighbour, plus one
	arena  []float64
	at     seam // the one that is looked at
	pieces []run
	strict []seam
}

func newLineSolver(m *language.Model) *lineSolver {
	return &lineSolver{model: m, priors: trusting, commonLog: math.Log(gluedCount)}
}

// run is a half-open range of atoms that is read as it stands.
type run struct{ a, b int }

// solution is the best order of a line.
type solution struct {
	pieces   []run   // in reading order
	gain     float64 // over the line as it stands
	language float64 // the part of it that comes from the words
}

// load prepares the tables for a line between two tokens ("" when unknown).
func (s *lineSolver) load(r *row, prev, next string) {
	n := len(r.atoms)
	w := n + 2
	s.row, s.atoms, s.n = r, r.atoms, n
	if r.adjacency == nil {
		s.compare(r)
	}
	s.adj, s.joined, s.words, s.contJ = r.adj, r.joined, r.words, r.contJ
	gaps, wide := 0, 0
	for i := 1; i < n; i++ {
		if g := r.atoms[i].gap; g >= 1 && g < lineGap {
			gaps++
			if g >= 2 {
				wide++
			}
		}
	}
	s.heavy = wide >= 4 && 10*wide >= 4*gaps
	before, after := s.model.Entry(prev), s.model.Entry(next)
	for i := range n {
		s.adj[n*w+i], s.adj[i*w+n+1] = 0, 0
		if prev != "" {
			s.adj[n*w+i] = s.model.Association(&before, &r.atoms[i].entry)
		}
		if next != "" {
			s.adj[i*w+n+1] = s.model.Association(&r.atoms[i].entry, &after)
		}
	}
	s.cont, s.sum, s.into, s.most = resize(s.cont, n), resize(s.sum, n), resize(s.into, n), resize(s.most, n+1)
	s.tables = resize(s.tables, n*w)
	s.arena = s.arena[:0]
	s.strict = s.strict[:0]
	for i := range n {
		s.into[i] = s.adj[n*w+i]
		for l := range n {
			if v := s.adj[l*w+i]; l != i && v > s.into[i] {
				s.into[i] = v
			}
		}
		best := s.into[i]
		if i > 0 {
			s.cont[i] = s.words[i] + s.runOn(i)
			s.sum[i] = s.sum[i-1] + s.cont[i]
			best = max(s.cont[i], s.into[i]+s.cut(i))
		}
		s.most[i+1] = s.most[i] + best
	}
}

func resize[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// compare fills the tables of a row that do not depend on its neighbours.
func (s *lineSolver) compare(r *row) {
	n := len(r.atoms)
	w := n + 2
	r.adjacency = &adjacency{make([]float64, w*w), make([]float64, n), make([]bool, w*w), make([]bool, n)}
	for i := range n {
		a := &r.atoms[i]
		for j := range n {
			b := &r.atoms[j]
			if i == j {
				continue
			}
			v := s.model.Association(&a.entry, &b.entry)
			gain, word := s.join(a, b)
			if j == i+1 {
				penalty := s.priors.joinInside
				switch {
				case b.norm == yeh:
					penalty = s.priors.joinYeh
				case b.gap == markGap:
					penalty = s.priors.joinMark
				}
				r.words[j] = v
				if word && gain-penalty > v && !b.cut {
					r.words[j], r.contJ[j] = gain-penalty, true
				}
			}
			penalty := s.priors.joinCut
			if a.part == b.part+1 {
				penalty = s.priors.joinMark
			}
			if word && gain-penalty > v && (j != i+1 || !b.cut) {
				v = gain - penalty
				r.joined[i*w+j] = true
			}
			if a.part == b.part+1 && r.edge(i) && r.edge(j) {
				v += s.priors.acrossMark
			}
			r.adj[i*w+j] = v
		}
	}
}

// edge reports whether an atom stands at an end of its line.
func (r *row) edge(i int) bool {
	return i == 0 || i+1 == len(r.atoms) || r.atoms[i].gap >= lineGap || r.atoms[i+1].gap >= lineGap
}

// join is the gain of reading two atoms as one word.
func (s *lineSolver) join(a, b *atom) (float64, bool) {
	if !a.word || !b.word || a.norm == lonelyWaw || a.entry.LogProb+b.entry.LogProb > commonWords {
		return 0, false
	}
	v, ok := s.model.Joined(&a.entry, &b.entry)
	return v - a.entry.LogProb - b.entry.LogProb, ok
}

// commonWords is the log probability of two words that are too common to be the halves of a third.
const commonWords = -12

// runOn is the prior of a run that goes on from atom i-1 to atom i.
func (s *lineSolver) runOn(i int) float64 {
	p, a, b := s.priors, &s.atoms[i-1], &s.atoms[i]
	switch {
	case b.gap >= lineGap:
		return 0
	case b.gap >= 2:
		return p.runOn
	case b.gap == 1:
		if isStop(b.norm) {
			return p.runOnPunctuation * 0.75
		}
		return 0
	case b.cut:
		return -1
	case isComma(a.norm) && b.word:
		return p.runOnPunctuation
	case a.digits() && b.word || a.word && b.digits():
		return p.runOnDigit
	}
	return 0
}

func isComma(s string) bool { return s == "،" || s == "." || s == "؛" }

// cut is the prior of a cut between atom i-1 and atom i.
func (s *lineSolver) cut(i int) float64 {
	if i <= 0 || i >= s.n {
		return 0
	}
	p, a, b := s.priors, &s.atoms[i-1], &s.atoms[i]
	switch {
	case b.gap >= 2:
		return 0
	case b.gap == 1:
		if isStop(b.norm) {
			return -1
		}
		return p.cutSpace
	case b.cut:
		return 0.5
	case isComma(a.norm) && b.word:
		return 0.5
	case a.digits() && b.word || a.word && b.digits():
		return 0
	case isStop(b.norm):
		return p.cutBeforeStop
	}
	return p.cutGlued
}

// within is the score of the atoms [a,b) read as they stand.
func (s *lineSolver) within(a, b int) float64 {
	if b <= a {
		return 0
	}
	return s.sum[b-1] - s.sum[a]
}

// table holds, for a block of runs that begins at atom a, is read in reverse and is followed by atom right, the best score of the atoms
// [a,d] whose last run is [st,d]: table[d*n+st].
func (s *lineSolver) table(a, right int) []float64 {
	w, n := s.n+2, s.n
	if at := s.tables[a*w+right]; at > 0 {
		return s.arena[at-1:][:n*n]
	}
	at := len(s.arena)
	s.arena = slices.Grow(s.arena, n*n)[:at+n*n]
	s.tables[a*w+right] = int32(at + 1)
	f := s.arena[at:]
	for d := a; d < n; d++ {
		f[d*n+a] = s.within(a, d+1) + s.adj[d*w+right]
	}
	for st := a + 1; st < n; st++ {
		prior := s.cut(st)
		before := f[(st-1)*n+a : (st-1)*n+st]
		for d := st; d < n; d++ {
			follow := s.adj[d*w+a : d*w+st]
			best := math.Inf(-1)
			for x, v := range before {
				if v += follow[x]; v > best {
					best = v
				}
			}
			f[d*n+st] = best + s.within(st, d+1) + prior
		}
	}
	return f
}

// block is the best score of the runs [a,b) read in reverse between two atoms, and the start of the run that is read first.
func (s *lineSolver) block(a, b, left, right int) (float64, int) {
	f := s.table(a, right)[(b-1)*s.n:]
	follow := s.adj[left*(s.n+2):]
	best, first := math.Inf(-1), a
	for st := a; st < b; st++ {
		if v := f[st] + follow[st]; v > best {
			best, first = v, st
		}
	}
	return best, first
}

// trace appends the runs of a block in reading order, from the one that starts at st.
func (s *lineSolver) trace(out []run, a, b, right, st int) []run {
	f := s.table(a, right)
	w := s.n + 2
	d := b - 1
	for {
		out = append(out, run{st, d + 1})
		if st == a {
			return out
		}
		best, next := math.Inf(-1), a
		for x := a; x < st; x++ {
			if v := f[(st-1)*s.n+x] + s.adj[d*w+x]; v > best {
				best, next = v, x
			}
		}
		d, st = st-1, next
	}
}

// search finds the best order of the line that was loaded.
func (s *lineSolver) search(seams bool) solution {
	n, w := s.n, s.n+2
	if n == 0 {
		return solution{}
	}
	stands := s.within(0, n) + s.adj[n*w] + s.adj[(n-1)*w+n+1]
	for i := 1; i < n; i++ { // when the text is in order its spaces say nothing
		if g := s.atoms[i].gap; g >= 2 && g < lineGap {
			stands -= s.priors.runOn
		}
	}
	if s.row.wide {
		stands -= s.priors.document
	}
	best, st := s.block(0, n, n, n+1)
	pieces := s.trace(nil, 0, n, n+1, st)
	if seams && n >= 4 && n <= seamLine {
		if v, p := s.oneSeam(best); p != nil {
			best, pieces = v, p
		}
		if n >= 8 && s.heavy {
			if v, p := s.twoSeams(best); p != nil {
				best, pieces = v, p
			}
		}
	}
	pieces = s.merge(pieces)
	sol := solution{pieces: pieces, gain: best - stands}
	sol.language = s.score(pieces) - s.score([]run{{0, n}})
	return sol
}

// merge joins runs that stand one after the other in the line as it is.
func (s *lineSolver) merge(pieces []run) []run {
	out := pieces[:1]
	for _, p := range pieces[1:] {
		if last := &out[len(out)-1]; last.b == p.a {
			last.b = p.b
			continue
		}
		out = append(out, p)
	}
	return out
}

// score is what the words alone say of an order.
func (s *lineSolver) score(pieces []run) float64 {
	w := s.n + 2
	v, prev := 0.0, s.n
	for _, p := range pieces {
		v += s.adj[prev*w+p.a]
		for i := p.a + 1; i < p.b; i++ {
			v += s.words[i]
		}
		prev = p.b - 1
	}
	return v + s.adj[prev*w+s.n+1]
}

// edges are the tokens that a solution begins and ends with.
func (s *lineSolver) edges(sol solution) (first, last string) {
	return s.atoms[sol.pieces[0].a].norm, s.atoms[sol.pieces[len(sol.pieces)-1].b-1].norm
}
