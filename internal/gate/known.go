package gate

import (
	"slices"

	"github.com/tanqih/tanqih/internal/report"
)

// Known is a multiset of findings that are not news. Each of them excuses one finding of the same rule and fingerprint: first one
// in the file where it was, then, once all files had their turn, one anywhere else.
type Known struct{ all map[knownKey]*bucket }

type knownKey struct{ code, base string }

// bucket is how many equal findings are known, in which files, less those that were found again.
type bucket struct {
	left  int
	paths map[string]int
	order []string // of Settle: sorted paths; the first ones are used up
}

// Add adds n findings of a file; base is their fingerprint without the ordinal.
func (k *Known) Add(code, base, path string, n int) {
	if k.all == nil {
		k.all = map[knownKey]*bucket{}
	}
	key := knownKey{code, base}
	b := k.all[key]
	if b == nil {
		b = &bucket{paths: map[string]int{}}
		k.all[key] = b
	}
	b.left += n
	b.paths[path] += n
	b.order = nil
}

// AddFile adds the findings of f, less those that are suppressed, as those of path.
func (k *Known) AddFile(f *report.File, path string) {
	for i := range f.Findings {
		if f.Findings[i].Suppressed == "" {
			k.Add(f.Findings[i].Rule.Code, Base(f.Findings[i].Fingerprint), path, 1)
		}
	}
}

// Merge makes k know what o knows: what both know counts once, as in the files of the two parents of a merge.
func (k *Known) Merge(o *Known) {
	for key, from := range o.all {
		for path, n := range from.paths {
			have := 0
			if b := k.all[key]; b != nil {
				have = b.paths[path]
			}
			if n > have {
				k.Add(key.code, key.base, path, n-have)
			}
		}
	}
}

// Verdict is what is known of a finding.
type Verdict uint8

// The verdicts.
const (
	New    Verdict = iota
	Old            // it is known
	Unsure         // it is known elsewhere; [Known.Settle] decides when all files had their turn
)

// Match decides about the findings of f, the file at path, as far as that is possible yet.
func (k *Known) Match(f *report.File, path string) []Verdict {
	verdicts := make([]Verdict, len(f.Findings))
	for i := range f.Findings {
		b := k.of(&f.Findings[i])
		switch {
		case b == nil || b.left == 0 || f.Findings[i].Suppressed != "":
		case b.paths[path] > 0:
			b.paths[path]--
			b.left--
			verdicts[i] = Old
		default:
			verdicts[i] = Unsure
		}
	}
	return verdicts
}

// Settle decides about the findings of f that [Known.Match] was unsure of.
func (k *Known) Settle(f *report.File, verdicts []Verdict) {
	for i, v := range verdicts {
		if v != Unsure {
			continue
		}
		verdicts[i] = New
		if b := k.of(&f.Findings[i]); b.left > 0 {
			b.takeAny()
			verdicts[i] = Old
		}
	}
}

func (b *bucket) takeAny() {
	if b.order == nil {
		for path := range b.paths {
			b.order = append(b.order, path)
		}
		slices.Sort(b.order)
	}
	for b.paths[b.order[0]] == 0 {
		b.order = b.order[1:]
	}
	b.paths[b.order[0]]--
	b.left--
}

func (k *Known) of(f *report.Finding) *bucket {
	return k.all[knownKey{f.Rule.Code, Base(f.Fingerprint)}]
}
