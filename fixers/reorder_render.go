package fixers

import "strings"

// render writes a row in the order of a solution. Every character but white space is conserved.
func (s *lineSolver) render(sol solution) string {
	marks := make(map[int]string) // orphan marks by the atom they follow
	order := make([]int, 0, s.n)
	for _, p := range sol.pieces {
		for i := p.a; i < p.b; i++ {
			order = append(order, i)
		}
	}
	for i := 1; i < s.n; i++ {
		if m := s.atoms[i].mark; m != "" {
			marks[s.carrier(order, i)] += m
		}
	}
	var b strings.Builder
	prev := -1
	for x, i := range order {
		if prev >= 0 && s.spaced(prev, i, x == 0 || order[x-1]+1 == i && s.sameRun(sol, i)) {
			b.WriteByte(' ')
		}
		b.WriteString(s.atoms[i].text)
		b.WriteString(marks[i])
		prev = i
	}
	return b.String()
}

// sameRun reports whether atom i is read behind atom i-1 in one run.
func (s *lineSolver) sameRun(sol solution, i int) bool {
	for _, p := range sol.pieces {
		if p.a < i && i < p.b {
			return true
		}
	}
	return false
}

// carrier is the atom behind which the mark belongs that stood on a line of its own before atom i. The extractor writes the text behind the
// mark, the mark, the text before it: the mark belongs behind the atom of the later line that is read just before one of the earlier.
func (s *lineSolver) carrier(order []int, i int) int {
	low, high := i, i // atoms of the two lines around the mark
	for low > 0 && s.atoms[low-1].gap < lineGap {
		low--
	}
	if low > 0 {
		low--
	}
	for low > 0 && s.atoms[low].gap < lineGap {
		low--
	}
	for high+1 < s.n && s.atoms[high+1].gap < lineGap {
		high++
	}
	for x := 1; x < len(order); x++ {
		if l, r := order[x-1], order[x]; (l == i || l == high) && (r == i-1 || r == low) {
			return l
		}
	}
	return i
}

// spaced reports whether a space stands between two atoms that are read one after the other.
func (s *lineSolver) spaced(l, r int, run bool) bool {
	a, b := &s.atoms[l], &s.atoms[r]
	switch {
	case isStop(b.norm):
		return false
	case a.norm == lonelyWaw && b.word:
		return false
	case run:
		return !s.contJ[r] && (b.gap > 0 || b.cut)
	}
	return !s.joined[l*(s.n+2)+r]
}
