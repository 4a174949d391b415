package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "OCR001",
	Name:    "confusable-word",
	Summary: "an unknown word that differs from a known one by the dots of a letter",
	Doc: `Recognition of printed Arabic confuses letters that differ by their dots alone: ` + "`العربنة`" + ` for ` + "`العربية`" + `. The rule looks at words that the
language model does not know and that the document has once, and names the word with the same dotless shape when the document uses it
repeatedly, or when it is the only common word of that shape. Names are often unknown: the suggestion is for a reader to judge. Every
word is looked up, which takes time, so the rule is not in the default set.`,
	Since:    "0.1.0",
	Severity: Info,
	Off:      true,
	Stage:    StageTypography,
	Scope:    ScopeDocument,
	Trigger:  Trigger{Classes: ArabicLetter},
	Fix:      fixers.Display,
	Bad:      "تقع المكتبة العربنة في وسط المدينة.\n",
	Good:     "تقع المكتبة العربية في وسط المدينة.\n",
	Check: func(p *Pass) {
		if p.Doc.Lang() != "ar" {
			return
		}
		r := newReader(p.Doc)
		for _, w := range r.unknown {
			if r.count[w.norm] > 1 {
				continue
			}
			if instead, where := r.resolve(w); instead != "" {
				p.Report(w.Span, "%q may be a misread %q", w.Of(p.Doc.Text), instead).
					Fix(fixers.Display, misreading(w.Of(p.Doc.Text), instead), "read it as "+instead, fixers.Replace(w.Start, w.End, instead)).
					With("known_from", where)
			}
		}
	},
})

const (
	misreadShortest   = 8   // bytes of the shortest word that is looked at
	misreadLongest    = 40  // and of the longest
	misreadHere       = 2   // occurrences of the right word in the document
	misreadGain       = 1.5 // nats by which its letters are likelier
	misreadClear      = 6.0 // nats by which the letters of a word are hardly a word's
	misreadClearCount = 30  // occurrences that are enough then
	misreadCount      = 200 // occurrences of it in the text that the model was counted from
)

// skeletons are the letters that differ by their dots alone, at the beginning and in the middle of a word; at its end ن and ي have shapes
// of their own, and ق is not ف.
var skeletons = []string{"بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق"}
var finalSkeletons = []string{"بتث", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ"}

// unknownWordAt is a word that the model does not hold.
type unknownWordAt struct {
	fixers.Span
	norm string
}

// reader collects the words of a document.
type reader struct {
	model   *language.Model
	count   map[string]int
	unknown []unknownWordAt
}

func newReader(d *Document) *reader {
	r := &reader{model: d.Model(), count: map[string]int{}}
	var tokens []language.Token
	for _, l := range d.Lines() {
		if l.Classes&Arabic == 0 {
			continue
		}
		line := d.Of(l)
		tokens = language.AppendTokens(tokens[:0], line)
		for _, t := range tokens {
			if t.Kind != language.Word || t.End-t.Start < misreadShortest || t.End-t.Start > misreadLongest {
				continue
			}
			norm := language.TokenText(line, t)
			r.count[norm]++
			if r.count[norm] == 1 && len(norm) == t.End-t.Start && !r.model.Known(norm) {
				r.unknown = append(r.unknown, unknownWordAt{fixers.Span{Start: l.Start + t.Start, End: l.Start + t.End}, norm})
			}
		}
	}
	return r
}

// resolve names the word with the same shape that the document has repeatedly, or else the only common one, and says which.
func (r *reader) resolve(w unknownWordAt) (word, where string) {
	best, most, least, rivals := "", 0.0, 0.0, 0
	stands := r.model.Letters().LogProb(w.norm)
	for _, v := range variants(w.norm) {
		gain := r.model.Letters().LogProb(v) - stands
		if gain < misreadGain {
			continue
		}
		if r.count[v] >= misreadHere {
			return v, "document"
		}
		n := r.model.Count(v)
		if n == 0 {
			continue
		}
		rivals++
		if n > most {
			best, most, least = v, n, misreadCount
			if gain >= misreadClear {
				least = misreadClearCount
			}
		}
	}
	if rivals == 1 && most >= least {
		return best, "model"
	}
	return "", ""
}

// variants are the words that differ from a word in the dots of one letter.
func variants(word string) []string {
	var all []string
	runes := []rune(word)
	for i, r := range runes {
		groups := skeletons
		if i == len(runes)-1 {
			groups = finalSkeletons
		}
		for _, g := range groups {
			if !strings.ContainsRune(g, r) {
				continue
			}
			for _, other := range g {
				if other != r && !conjugates(runes, i, r, other) {
					runes[i] = other
					all = append(all, string(runes))
				}
			}
			runes[i] = r
		}
	}
	return all
}

// conjugates reports whether the letter at i is a prefix of the verb and another one would be too.
func conjugates(word []rune, i int, a, b rune) bool {
	const prefixes = "تنيبا"
	if !strings.ContainsRune(prefixes, a) || !strings.ContainsRune(prefixes, b) {
		return false
	}
	for _, before := range word[:i] {
		if !strings.ContainsRune("وفسل", before) {
			return false
		}
	}
	return i <= 2
}

// misreading is the contract of replacing one letter by another.
func misreading(old, instead string) fixers.Contract {
	table := map[rune]string{}
	b := []rune(instead)
	for i, r := range []rune(old) {
		if i < len(b) && r != b[i] {
			table[r] = string(b[i])
		}
	}
	return fixers.Maps(table)
}
