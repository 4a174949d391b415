package rules

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

// chromeKind is what a phrase of site chrome belongs to; each has a rule of its own.
type chromeKind uint8

const (
	notChrome chromeKind = iota
	shareLinks
	newsletter
	loading
	navigation
	related
	consent
	poll
	callToAction
	permalink
	footer
	account
	widget
	advertisement
	teaser    // a call that says the whole text is elsewhere: a call to action, and evidence for QLT008
	platform  // the name of a service: chrome only beside a phrase
	filler    // a word that may stand between phrases
	endMatter // the heading of what belongs to the text although it stands at its end: notes, sources
	kindCount
)

// kindNames are the section names of the phrase packs.
var kindNames = [kindCount]string{"", "share", "newsletter", "loading", "navigation", "related", "consent", "poll", "call-to-action",
	"permalink", "footer", "account", "widget", "advertisement", "teaser", "platform", "filler", "end-matter"}

// phrase is what the packs say of a sequence of words.
type phrase struct {
	kind  chromeKind
	weak  bool // chrome only in the company of other chrome
	open  bool // a few more words may follow: a name
	colon bool // anything may follow a separator: a title, an address
}

// phraseTrie holds the phrases of all packs, word by word. An edge is a node and the hash of a word; all edges are in one table with
// open addressing, so that a look-up is a multiplication and mostly one read.
type phraseTrie struct {
	keys  []uint64
	nodes []int32
	ends  []phrase // by node; kind notChrome where no phrase ends
	first [1 << 10]uint64
	count int
}

//go:embed data/web/*.txt
var webData embed.FS

var phrases = sync.OnceValue(func() *phraseTrie {
	t := &phraseTrie{keys: make([]uint64, 1<<15), nodes: make([]int32, 1<<15), ends: make([]phrase, 1, 8<<10)}
	files, err := webData.ReadDir("data/web")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, f := range files {
		text, err := webData.ReadFile("data/web/" + f.Name())
		if err == nil {
			err = t.load(string(text))
		}
		if err != nil {
			panic(fmt.Sprintf("phrase pack %s: %v", f.Name(), err)) // a test loads every pack
		}
	}
	return t
})

// load adds the phrases of one pack; data/web/README.txt describes the form.
func (t *phraseTrie) load(text string) error {
	kind := notChrome
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if name, ok := strings.CutPrefix(line, "["); ok {
			kind = notChrome
			for k := range kindNames {
				if k > 0 && kindNames[k] == strings.TrimSuffix(name, "]") {
					kind = chromeKind(k)
				}
			}
			if kind == notChrome {
				return fmt.Errorf("line %d: no kind is called %s", number, line)
			}
			continue
		}
		p := phrase{kind: kind}
		line, p.weak = strings.CutPrefix(line, "~")
		line, p.open = strings.CutSuffix(line, " …")
		line, p.colon = strings.CutSuffix(line, " :")
		if kind == notChrome || !t.add(0, line, p) {
			return fmt.Errorf("line %d: no section or no words: %s", number, line)
		}
	}
	return nil
}

// add puts the phrases that pattern stands for below node. A group (a/b c/) stands for each of its parts in turn.
func (t *phraseTrie) add(node int32, pattern string, p phrase) bool {
	plain, rest, group := strings.Cut(pattern, "(")
	node = t.walk(node, plain, p.kind)
	if !group {
		if node == 0 {
			return false
		}
		e := &t.ends[node]
		if e.kind == notChrome || e.weak && !p.weak {
			old := *e
			*e = p
			e.open, e.colon = e.open || old.open, e.colon || old.colon
		} else if e.weak == p.weak {
			e.open, e.colon = e.open || p.open, e.colon || p.colon
		}
		return true
	}
	parts, rest, closed := strings.Cut(rest, ")")
	if !closed {
		return false
	}
	for part := range strings.SplitSeq(parts, "/") {
		if !t.add(t.walk(node, part, p.kind), rest, p) {
			return false
		}
	}
	return true
}

// walk follows the words of s from node, adding the edges that are missing. Fillers and end matter do not make a line worth a look.
func (t *phraseTrie) walk(node int32, s string, kind chromeKind) int32 {
	for i := 0; ; {
		w, ok := nextWord(folding(), s, i)
		if !ok {
			return node
		}
		if node == 0 && kind < filler {
			t.first[w.hash>>6&1023] |= 1 << (w.hash & 63)
		}
		node = t.edge(node, w.hash)
		i = w.end
	}
}

func edgeKey(node int32, hash uint64) uint64 {
	return (hash ^ uint64(node)*0xD6E8FEB86659FD93) | 1 // never 0, which marks a free place
}

func (t *phraseTrie) edge(node int32, hash uint64) int32 {
	key := edgeKey(node, hash)
	mask := uint64(len(t.keys) - 1)
	i := key * 0x9E3779B97F4A7C15 >> 32 & mask
	for ; t.keys[i] != 0; i = (i + 1) & mask {
		if t.keys[i] == key {
			return t.nodes[i]
		}
	}
	if t.count++; t.count > len(t.keys)*3/4 {
		panic("the phrase packs have outgrown their table") // a test loads every pack
	}
	t.ends = append(t.ends, phrase{})
	t.keys[i], t.nodes[i] = key, int32(len(t.ends)-1)
	return t.nodes[i]
}

// next is the node that the word leads to from node, or 0.
func (t *phraseTrie) next(node int32, hash uint64) int32 {
	key := edgeKey(node, hash)
	mask := uint64(len(t.keys) - 1)
	for i := key * 0x9E3779B97F4A7C15 >> 32 & mask; t.keys[i] != 0; i = (i + 1) & mask {
		if t.keys[i] == key {
			return t.nodes[i]
		}
	}
	return 0
}

// opens reports whether some phrase may begin with the word. It errs on the side of yes for one word in some hundred.
func (t *phraseTrie) opens(hash uint64) bool {
	return t.first[hash>>6&1023]>>(hash&63)&1 != 0
}

// longest is the longest phrase that the words begin with, and its number of words; 0 when there is none.
func (t *phraseTrie) longest(words []word) (p phrase, n int) {
	node := int32(0)
	for i := range words {
		if words[i].number {
			break
		}
		if node = t.next(node, words[i].hash); node == 0 {
			break
		}
		if t.ends[node].kind != notChrome {
			p, n = t.ends[node], i+1
		}
	}
	return p, n
}
