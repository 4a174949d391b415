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

	atoms []atom
	n     int
	heavy bool // justified line: most gaps are wide
	wide  int
	// adj[i*(n+2)+j] is how well atom j follows atom i across a cut, the join of the two in one word included. Index n is the token
	// before the line, n+1 the one after it.
	adj    []float64
	joined []bool
	cont   []float64 // how well each atom follows the one before it in the same run, with the prior of the gap
	words  []float64 // the same without the prior
	contJ  []bool
	sum    []float64 // running sum of cont
	tables [][]float64
	arena  []float64
	used   int
	seams  []seam
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
func (s *lineSolver) load(atoms []atom, prev, next string) {
	n := len(atoms)
	s.atoms, s.n = atoms, n
	w := n + 2
	s.adj = resize(s.adj, w*w)
	s.joined = resize(s.joined, w*w)
	s.cont, s.words, s.contJ, s.sum = resize(s.cont, n), resize(s.words, n), resize(s.contJ, n), resize(s.sum, n+1)
	s.tables = resize(s.tables, n*w)
	s.used = 0
	gaps := 0
	s.wide = 0
	for i := 1; i < n; i++ {
		if g := atoms[i].gap; g >= 1 && g < lineGap {
			gaps++
			if g >= 2 {
				s.wide++
			}
		}
	}
	s.heavy = s.wide >= 4 && 10*s.wide >= 4*gaps
	if prev != "" {
		e := s.model.Entry(prev)
		for i := range atoms {
			s.adj[n*w+i] = s.model.Association(&e, &atoms[i].entry)
		}
	}
	if next != "" {
		e := s.model.Entry(next)
		for i := range atoms {
			s.adj[i*w+n+1] = s.model.Association(&atoms[i].entry, &e)
		}
	}
	for i := range atoms {
		for j := range atoms {
			if i == j {
				continue
			}
			v := s.model.Association(&atoms[i].entry, &atoms[j].entry)
			if j == i+1 {
				s.continues(j, v)
			}
			penalty := s.priors.joinCut
			if s.atMark(i) || s.atMark(j) {
				penalty = s.priors.joinMark
			}
			if x, ok := s.join(i, j, penalty); ok && x > v && !(j == i+1 && atoms[j].cut) {
				v = x
				s.joined[i*w+j] = true
			}
			s.adj[i*w+j] = v
		}
	}
	for i := 1; i < n; i++ {
		s.sum[i] = s.sum[i-1] + s.cont[i]
	}
}

func resize[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// continues fills in how well atom i follows atom i-1 in one run.
func (s *lineSolver) continues(i int, v float64) {
	a := s.atoms
	penalty := s.priors.joinInside
	if a[i].norm == yeh {
		penalty = s.priors.joinYeh
	}
	if a[i].gap == markGap {
		penalty = s.priors.joinMark
	}
	if x, ok := s.join(i-1, i, penalty); ok && x > v && !a[i].cut {
		v = x
		s.contJ[i] = true
	}
	s.words[i] = v
	s.cont[i] = v + s.runOn(i)
}

// atMark reports whether the atom stands beside an orphan mark.
func (s *lineSolver) atMark(i int) bool {
	return s.atoms[i].gap == markGap || i+1 < s.n && s.atoms[i+1].gap == markGap
}

// join is the gain of reading atoms i and j as one word.
func (s *lineSolver) join(i, j int, penalty float64) (float64, bool) {
	a, b := &s.atoms[i], &s.atoms[j]
	if !a.word || !b.word || a.norm == lonelyWaw {
		return 0, false
	}
	e := s.model.Entry(a.norm + b.norm)
	if !e.Known() {
		return 0, false
	}
	return e.LogProb - a.entry.LogProb - b.entry.LogProb - penalty, true
}

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
	w := s.n + 2
	if t := s.tables[a*w+right]; t != nil {
		return t
	}
	n := s.n
	if s.used+n*n > len(s.arena) {
		s.arena = make([]float64, max(64*n*n, 1<<14))
		s.used = 0
	}
	f := s.arena[s.used : s.used+n*n]
	s.used += n * n
	s.tables[a*w+right] = f
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
func (s *lineSolver) search() solution {
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
	if s.wide > 0 {
		stands -= s.priors.document
	}
	best, st := s.block(0, n, n, n+1)
	pieces := s.trace(nil, 0, n, n+1, st)
	if n >= 4 {
		s.findSeams()
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
