package fixers

import (
	"math"
	"slices"
)

// seam is a place where two reversed blocks meet. The last run of the earlier part, neutral pieces (numbers, stops, a lone waw) and the
// first run of the later part stand there in exchanged order: atoms [i,j), [j,k) and [k,e), to be read [k,e) … [j,k) reversed … [i,j).
type seam struct {
	i, j, k, e int
	strict     bool    // wide gaps on both sides and nothing but neutral pieces inside
	base       float64 // score of what is inside
	first      int     // the neutral atom that is read first, and the one read last; -1 without any
	last       int
}

const (
	seamRun     = 8  // most atoms of a run at a seam
	seamNeutral = 4  // most neutral pieces
	seamLine    = 50 // atoms of the longest line in which seams are looked for: the time grows with their fifth power
)

func (s *lineSolver) neutral(i int) bool { return !s.atoms[i].word || s.atoms[i].norm == lonelyWaw }

func (s *lineSolver) wideAt(i int) bool { return i <= 0 || i >= s.n || s.atoms[i].gap >= 2 }

// eachSeam calls f with every place where two blocks may meet.
func (s *lineSolver) eachSeam(f func(*seam)) {
	n := s.n
	for i := range n {
		for j := i + 1; j <= i+seamRun && j < n; j++ {
			if j-1 > i && s.atoms[j-1].gap >= 2 {
				break
			}
			neutral := true
			for k := j; k <= j+seamNeutral && k < n; k++ {
				neutral = neutral && (k == j || s.neutral(k-1))
				for e := k + 1; e <= k+seamRun && e <= n; e++ {
					if e-1 > k && s.atoms[e-1].gap >= 2 {
						break
					}
					if i == 0 && e == n {
						continue
					}
					s.at = seam{i: i, j: j, k: k, e: e, strict: neutral && s.wideAt(i) && s.wideAt(e), first: -1, last: -1}
					f(&s.at)
				}
			}
		}
	}
}

// inside scores the runs and neutral pieces of a seam and the cuts between them.
func (s *lineSolver) inside(q *seam) {
	v := s.priors.seam
	if !s.heavy && !s.hasWaw(q.j, q.k) {
		v += s.priors.lightSeam
	}
	v += s.within(q.i, q.j) + s.within(q.k, q.e) + s.outer(q.i) + s.inner(q.j) + s.outer(q.e)
	if q.k > q.j {
		v += s.inner(q.k)
		s.pieces = s.neutralPieces(s.pieces[:0], q)
		pieces := s.pieces
		for t, p := range slices.Backward(pieces) {
			v += s.within(p.a, p.b)
			if t > 0 {
				v += s.adj[(p.b-1)*(s.n+2)+pieces[t-1].a] + s.inner(p.a)
			}
			for x := p.a; x < p.b; x++ {
				if !s.neutral(x) {
					v += s.priors.seamWord
				}
			}
		}
		q.first, q.last = pieces[len(pieces)-1].a, pieces[0].b-1
	}
	q.base = v
}

func (s *lineSolver) hasWaw(a, b int) bool {
	for ; a < b; a++ {
		if s.atoms[a].norm == lonelyWaw {
			return true
		}
	}
	return false
}

// neutralPieces divides what stands between the runs of a seam: neutral atoms alone, words by wide gaps.
func (s *lineSolver) neutralPieces(out []run, q *seam) []run {
	for t := q.j; t < q.k; t++ {
		if len(out) > 0 && !s.neutral(t) && !s.neutral(t-1) && s.atoms[t].gap == 1 {
			out[len(out)-1].b = t + 1
			continue
		}
		out = append(out, run{t, t + 1})
	}
	return out
}

// inner is the prior of a cut inside a seam.
func (s *lineSolver) inner(i int) float64 {
	if i <= 0 || i >= s.n {
		return 0
	}
	a, b := &s.atoms[i-1], &s.atoms[i]
	switch {
	case b.gap == 0 && isStop(b.norm) && a.word:
		return s.priors.cutBeforeStop
	case b.gap == 0 && !b.cut && b.word && a.word:
		return s.priors.cutGlued
	case b.gap == 1:
		return s.priors.seamInner
	}
	return 0
}

// outer is the prior of a cut at an end of a seam.
func (s *lineSolver) outer(i int) float64 {
	if !s.wideAt(i) && s.atoms[i].gap == 1 {
		return s.priors.seamOuter
	}
	return s.cut(i)
}

// oneSeam searches for an order with two blocks that beats best; it is read: second run, first block, neutral pieces, second block, first run.
func (s *lineSolver) oneSeam(best float64) (float64, []run) {
	n, w := s.n, s.n+2
	var found seam
	split := -1 // without neutral pieces: the run that the second block begins with
	s.eachSeam(func(q *seam) {
		s.inside(q)
		if q.strict {
			s.strict = append(s.strict, *q)
		}
		v := q.base + s.adj[n*w+q.k] + s.adj[(q.j-1)*w+n+1]
		if v+s.atMost(q) <= best {
			return
		}
		y := -1
		switch {
		case q.first >= 0:
			v += s.between(0, q.i, q.e-1, q.first) + s.between(q.e, n, q.last, q.i)
		case q.e == n:
			v += s.between(0, q.i, q.e-1, q.i)
		default:
			var u float64
			u, y = s.meeting(q)
			v += u
		}
		if v > best {
			best, found, split = v, *q, y
		}
	})
	if found.e == 0 {
		return best, nil
	}
	q := &found
	out := []run{{q.k, q.e}}
	right := split
	if q.first >= 0 {
		right = q.first
	} else if q.e == n {
		right = q.i
	}
	out = s.appendBlock(out, 0, q.i, q.e-1, right)
	if q.first >= 0 {
		out = s.appendNeutral(out, q)
		out = s.appendBlock(out, q.e, n, q.last, q.i)
	} else if q.e < n {
		out = s.trace(out, q.e, n, q.i, split)
	}
	return best, append(out, run{q.i, q.j})
}

// atMost bounds what the blocks around a seam can score.
func (s *lineSolver) atMost(q *seam) float64 {
	v := s.most[q.i] + s.most[s.n] - s.most[q.e] + s.into[q.i]
	if q.first >= 0 {
		v += s.into[q.first]
	}
	if q.e < s.n { // the first atom of a block is not cut from the one before it
		v += max(0, s.into[q.e]-s.most[q.e+1]+s.most[q.e])
	}
	return v
}

// between is the score of a block between two atoms; of the two atoms side by side when the block is empty.
func (s *lineSolver) between(a, b, left, right int) float64 {
	if a >= b {
		return s.adj[left*(s.n+2)+right]
	}
	v, _ := s.block(a, b, left, right)
	return v
}

// meeting is the best score of two blocks that meet at a seam without neutral pieces, and the start of the second one's first run.
func (s *lineSolver) meeting(q *seam) (float64, int) {
	n := s.n
	f := s.table(q.e, q.i)[(n-1)*n:]
	best, at := math.Inf(-1), q.e
	for y := q.e; y < n; y++ {
		if v := s.between(0, q.i, q.e-1, y) + f[y]; v > best {
			best, at = v, y
		}
	}
	return best, at
}

func (s *lineSolver) appendBlock(out []run, a, b, left, right int) []run {
	if a >= b {
		return out
	}
	_, st := s.block(a, b, left, right)
	return s.trace(out, a, b, right, st)
}

func (s *lineSolver) appendNeutral(out []run, q *seam) []run {
	pieces := s.neutralPieces(nil, q)
	for _, p := range slices.Backward(pieces) {
		out = append(out, p)
	}
	return out
}

// twoSeams searches for an order with three blocks that beats best: second run of the first seam, first block, its neutral pieces, second
// run of the second seam, second block, first run of the first seam, neutral pieces of the second, third block, first run of the second.
func (s *lineSolver) twoSeams(best float64) (float64, []run) {
	n, w := s.n, s.n+2
	var fa, fb *seam
	for x := range s.strict {
		a := &s.strict[x]
		for y := range s.strict {
			b := &s.strict[y]
			if b.i < a.e {
				continue
			}
			v := a.base + b.base + s.adj[n*w+a.k] + s.adj[(b.j-1)*w+n+1]
			if v+s.atMostTwo(a, b) <= best {
				continue
			}
			right := b.k
			if a.first >= 0 {
				right = a.first
				v += s.adj[a.last*w+b.k]
			}
			left := a.j - 1
			if b.first >= 0 {
				v += s.adj[left*w+b.first]
				left = b.last
			}
			v += s.between(0, a.i, a.e-1, right) + s.between(a.e, b.i, b.e-1, a.i) + s.between(b.e, n, left, b.i)
			if v > best {
				best, fa, fb = v, a, b
			}
		}
	}
	if fa == nil {
		return best, nil
	}
	a, b := fa, fb
	right, left := b.k, a.j-1
	if a.first >= 0 {
		right = a.first
	}
	if b.first >= 0 {
		left = b.last
	}
	out := s.appendBlock([]run{{a.k, a.e}}, 0, a.i, a.e-1, right)
	out = s.appendNeutral(out, a)
	out = append(out, run{b.k, b.e})
	out = s.appendBlock(out, a.e, b.i, b.e-1, a.i)
	out = append(out, run{a.i, a.j})
	out = s.appendNeutral(out, b)
	out = s.appendBlock(out, b.e, n, left, b.i)
	return best, append(out, run{b.i, b.j})
}

// atMostTwo bounds what the blocks around two seams can score.
func (s *lineSolver) atMostTwo(a, b *seam) float64 {
	v := s.most[a.i] + s.most[b.i] - s.most[a.e] + s.most[s.n] - s.most[b.e] + s.into[a.i] + s.into[b.i] + s.into[b.k]
	for _, q := range []*seam{a, b} {
		if q.first >= 0 {
			v += s.into[q.first]
		}
		if q.e < s.n {
			v += max(0, s.into[q.e]-s.most[q.e+1]+s.most[q.e])
		}
	}
	return v
}
