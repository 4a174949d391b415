package language

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// counter derives the tables of a model from the counts of a Trainer.
type counter struct {
	*Trainer
	n       float64
	rank    []int32 // words, the commonest first
	class   []int32 // of each word
	classes int
	assoc   []float64 // of two classes, NaN when unseen
	alone   []float64 // of a class with a class it was not seen with
	follows []float64 // pairs that start with each word
	kinds   []float64 // different ones among them
	keys    []uint64  // pairs in order, so that sums do not depend on the order of a map
}

func (c *counter) order() {
	c.rank = make([]int32, len(c.words))
	for i := range c.rank {
		c.rank[i] = int32(i)
	}
	slices.SortFunc(c.rank, func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.counts[b], c.counts[a]), strings.Compare(c.words[a], c.words[b]))
	})
	c.keys = make([]uint64, 0, len(c.pairs))
	for k := range c.pairs {
		c.keys = append(c.keys, k)
	}
	slices.Sort(c.keys)
}

func (c *counter) classify(function []string) {
	m := Model{function: map[string]int32{}, affix: affixes()}
	for i, f := range function {
		m.function[f] = int32(i)
	}
	m.classes = len(function) + m.affix.classes() + 1
	c.classes = m.classes
	c.class = make([]int32, len(c.words))
	for w, s := range c.words {
		c.class[w] = m.class(s)
	}
}

// pairClasses computes the association of classes, smoothed by the probability of the second (Witten-Bell).
func (c *counter) pairClasses(b *built) {
	k := c.classes
	single := make([]float64, k)
	for w := range c.words {
		single[c.class[w]] += float64(c.counts[w])
	}
	pair := make([]float64, k*k)
	c.follows, c.kinds = make([]float64, len(c.words)), make([]float64, len(c.words))
	for _, key := range c.keys {
		x, y, v := key>>32, uint32(key), float64(c.pairs[key])
		pair[int(c.class[x])*k+int(c.class[y])] += v
		c.follows[x] += v
		c.kinds[x]++
	}
	c.assoc, c.alone = make([]float64, k*k), make([]float64, k)
	b.classPair = make([]byte, k*k)
	b.unseen = make([]byte, k)
	for x := range k {
		var total, kinds float64
		for _, v := range pair[x*k : x*k+k] {
			total += v
			if v > 0 {
				kinds++
			}
		}
		fresh := 1.0
		if total > 0 {
			fresh = kinds / (kinds + total)
		}
		c.alone[x] = math.Log(max(fresh, 1e-4))
		b.unseen[x] = quantise(c.alone[x])
		for y := range k {
			v := pair[x*k+y]
			if v < 2 {
				c.assoc[x*k+y] = math.NaN()
				b.classPair[x*k+y] = unseenPair
				continue
			}
			p := single[y] / c.n
			c.assoc[x*k+y] = math.Log(((1-fresh)*v/total + fresh*p) / p)
			b.classPair[x*k+y] = quantise(c.assoc[x*k+y])
		}
	}
}

func quantise(v float64) byte { return byte(int8(math.Round(min(127, max(-127, v*pairStep))))) }

func (c *counter) back(a, b int32) float64 {
	if v := c.assoc[int(a)*c.classes+int(b)]; !math.IsNaN(v) {
		return v
	}
	return c.alone[a]
}

// conjunction counts how often a word that carries the conjunction waw follows each class: a waw that stands alone is judged by it.
func (c *counter) conjunction(b *built) {
	carries := make([]bool, len(c.words))
	var total float64
	for w, s := range c.words {
		if stem, ok := strings.CutPrefix(s, waw); ok && len(stem) >= 4 {
			if x, known := c.ids[stem]; known && c.counts[x] > 0 {
				carries[w] = true
				total += float64(c.counts[w])
			}
		}
	}
	b.wawRate = max(total/c.n, 1e-6)
	with, all := make([]float64, c.classes), make([]float64, c.classes)
	for _, key := range c.keys {
		x := c.class[key>>32]
		all[x] += float64(c.pairs[key])
		if carries[uint32(key)] {
			with[x] += float64(c.pairs[key])
		}
	}
	b.waw = make([]byte, c.classes)
	for x := range b.waw {
		b.waw[x] = quantise(math.Log((with[x] + 5*b.wawRate) / (all[x] + 5) / b.wawRate))
	}
}

// keepWords chooses the commonest words. Their scores follow with keepPairs, because the back-off weight depends on the pairs.
func (c *counter) keepWords(b *built, limit int) []int32 {
	kept := c.rank[:min(limit, len(c.rank))]
	for len(kept) > 0 && c.counts[kept[len(kept)-1]] < leastCount {
		kept = kept[:len(kept)-1]
	}
	sum := 0.0
	for _, w := range kept {
		sum += float64(c.counts[w])
	}
	rest := max(1, float64(len(c.words)-len(kept)))
	b.unknown = min(math.Log((c.n-sum+1)/c.n/rest/3), -math.Log(c.n))
	return kept
}

// keepPairs chooses the pairs whose score differs most from what their classes say, weighted by how often they occur, and renormalises
// the back-off weights for the pairs that are left out.
func (c *counter) keepPairs(b *built, kept []int32, limit int) {
	in := make([]bool, len(c.words))
	for _, w := range kept {
		in[w] = true
	}
	weight := make([]float64, len(c.words)) // logarithm of the back-off weight
	for w := range weight {
		if c.follows[w] > 0 {
			weight[w] = math.Log(max(leastBackoff, discount*c.kinds[w]/c.follows[w]))
		}
	}
	assoc := func(key uint64) float64 {
		x, y := int32(key>>32), int32(uint32(key))
		p := float64(c.counts[y]) / c.n
		v := max(float64(c.pairs[key])-discount, 0) / c.follows[x]
		return math.Log((v + math.Exp(weight[x]+c.back(c.class[x], c.class[y]))*p) / p)
	}
	type pair struct {
		key  uint64
		gain float64
	}
	var pairs []pair
	for _, key := range c.keys {
		x, y := int32(key>>32), int32(uint32(key))
		if c.pairs[key] < leastCount || !in[x] || !in[y] {
			continue
		}
		gain := float64(c.pairs[key]) * (assoc(key) - weight[x] - c.back(c.class[x], c.class[y]))
		pairs = append(pairs, pair{key, gain})
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.key, b.key)) })
	pairs = pairs[:min(limit, len(pairs))]

	mass := make([]float64, len(c.words))
	for _, p := range pairs {
		mass[p.key>>32] += float64(c.pairs[p.key]) - discount
	}
	for w := range weight {
		if c.follows[w] > 0 {
			weight[w] = math.Log(max(leastBackoff, 1-mass[w]/c.follows[w]))
		}
	}
	words := make([]tableEntry, len(kept))
	for i, w := range kept {
		words[i] = tableEntry{hash: hashWord(c.words[w]), key: uint64(w), value: [2]byte{
			byte(min(255, math.Round(-math.Log(float64(c.counts[w])/c.n)*logProbStep))),
			byte(min(255, math.Round(-weight[w]*backoffStep))),
		}}
	}
	b.wordTable = newTable(words, 2)
	id := make([]int32, len(c.words))
	for i := range id {
		id[i] = -1
	}
	for i, e := range b.wordTable.entries {
		id[e.key] = int32(i)
	}
	entries := make([]tableEntry, 0, len(pairs))
	for _, p := range pairs {
		x, y := id[p.key>>32], id[uint32(p.key)]
		if x < 0 || y < 0 {
			continue
		}
		q := min(255, max(0, math.Round((assoc(p.key)+pairOffset)*pairStep)))
		entries = append(entries, tableEntry{hash: hashPair(x, y), key: p.key, value: [2]byte{byte(q)}})
	}
	b.pairTable = newTable(entries, 1)
}
