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
	path  bool // the rest of the path of a page may follow
	dated bool // the line must hold a year
}

// phraseBook holds the phrases of all packs. A line of a pack is a pattern: a row of slots, each with its alternatives, each a few words; it is
// kept as it is, since the phrases that the patterns stand for are a hundred times as many. Patterns are found by the words they may begin with.
type phraseBook struct {
	words    []uint64 // of all alternatives, as hashes
	alts     []alternative
	slots    []slot
	patterns []pattern

	opening []opening // open addressing by hash, two free places for each taken
	chain   []link
	first   [1 << 10]uint64 // a set of the words that make a line worth a look, by 16 bits of their hashes
}

type interval struct{ start, end int32 }

// alternative is a few words that may stand in a slot, and the first of them, 0 when it is empty: of ten alternatives nine begin with another
// word than the line.
type alternative struct {
	interval // of words
	first    uint64
}

// slot is one place of a pattern: its alternatives, the set of the words that they may begin with, and whether one of them is empty.
type slot struct {
	interval // of alts
	firsts   uint64
	optional bool
}

type pattern struct {
	slots interval
	phrase
}

// opening is the head of the list of patterns that may begin with a word.
type opening struct {
	hash uint64
	head int32 // a link plus one; 0 marks a free place
	most int32 // words that one of the patterns looks at
}

// link is one pattern of a list; after is a set, by six bits of their hashes, of the words that may come second, full when none need to.
type link struct {
	pattern, next int32
	after         uint64
}

//go:embed data/web
var webData embed.FS

const openings = 1 << 12 // places of the table of a book; a test says when a pack outgrows it

// The books, one a script, so that a document loads what it may need: a Latin phrase never begins with an Arabic word.
var books = [...]func() *phraseBook{
	latinBook:    sync.OnceValue(func() *phraseBook { return loadBook("latin") }),
	arabicBook:   sync.OnceValue(func() *phraseBook { return loadBook("arabic") }),
	hebrewBook:   sync.OnceValue(func() *phraseBook { return loadBook("hebrew") }),
	cyrillicBook: sync.OnceValue(func() *phraseBook { return loadBook("cyrillic") }),
}

const (
	latinBook = iota
	arabicBook
	hebrewBook
	cyrillicBook
)

// bookOf is the book for lines whose first word begins with this byte.
func bookOf(b byte) *phraseBook {
	switch {
	case b >= 0xD8 && b <= 0xDB:
		return books[arabicBook]()
	case b >= 0xD6 && b < 0xD8:
		return books[hebrewBook]()
	case b >= 0xD0 && b < 0xD6:
		return books[cyrillicBook]()
	}
	return books[latinBook]()
}

// loadBook reads the packs of a script and the names of platforms. The packs are part of the program and a test loads every one, so an
// error is a mistake of the programmer.
func loadBook(script string) *phraseBook {
	b := &phraseBook{
		words: make([]uint64, 0, 8<<10), alts: make([]alternative, 0, 6<<10), slots: make([]slot, 0, 1<<10), patterns: make([]pattern, 0, 1<<9),
		opening: make([]opening, openings), chain: make([]link, 0, 3<<10),
	}
	files, err := webData.ReadDir("data/web/" + script)
	if err != nil {
		panic(err)
	}
	names := []string{"platforms.txt"}
	for _, f := range files {
		names = append(names, script+"/"+f.Name())
	}
	for _, name := range names {
		text, err := webData.ReadFile("data/web/" + name)
		if err == nil {
			err = b.load(string(text))
		}
		if err != nil {
			panic(fmt.Sprintf("phrase pack %s: %v", name, err))
		}
	}
	b.gather()
	return b
}

// gather puts the links of each list next to each other: books are large, and lists lie in the cache of the processor together or not at all.
func (b *phraseBook) gather() {
	chain := make([]link, 0, len(b.chain))
	for i := range b.opening {
		l := b.opening[i].head
		if l == 0 {
			continue
		}
		b.opening[i].head = int32(len(chain)) + 1
		for l != 0 {
			k := b.chain[l-1]
			if l = k.next; l != 0 {
				k.next = int32(len(chain)) + 2
			}
			chain = append(chain, k)
		}
	}
	b.chain = chain
}

// load adds the phrases of one pack; the head of data/web/arabic/ar.txt describes the form.
func (b *phraseBook) load(text string) error {
	kind := notChrome
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, " \r\n")
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
		line, p.path = strings.CutSuffix(line, " »")
		line, p.dated = strings.CutSuffix(line, " #")
		if kind == notChrome || !b.add(line, p) {
			return fmt.Errorf("line %d: no section, no words or a group that is not closed: %s", number, line)
		}
	}
	return nil
}

// add compiles a pattern. A group (a/b c/) is a slot; the words between groups are slots of one alternative.
func (b *phraseBook) add(text string, p phrase) bool {
	slots := interval{start: int32(len(b.slots))}
	for text != "" {
		plain, rest, group := strings.Cut(text, "(")
		if strings.ContainsAny(plain, "_@") {
			for part := range strings.FieldsSeq(plain) {
				b.slot(part)
			}
		} else if plain != "" {
			b.slot(plain)
		}
		if text = rest; group {
			parts, rest, closed := strings.Cut(rest, ")")
			if !closed {
				return false
			}
			b.slot(parts)
			text = rest
		}
	}
	slots.end = int32(len(b.slots))
	b.patterns = append(b.patterns, pattern{slots, p})
	return b.open(int32(len(b.patterns) - 1))
}

// slot adds a slot with the alternatives that strokes separate, unless all are empty.
func (b *phraseBook) slot(alternatives string) {
	s := slot{interval: interval{start: int32(len(b.alts))}}
	empty := true
	for more := true; more; {
		var a string
		a, alternatives, more = strings.Cut(alternatives, "/")
		alt := alternative{interval: interval{start: int32(len(b.words))}}
		switch a {
		case "_":
			b.words = append(b.words, someName)
		case "@":
			b.words = append(b.words, somePlatform)
		}
		for i := 0; i < len(a); {
			w, ok := nextWord(folding(), a, i)
			if !ok {
				break
			}
			b.words = append(b.words, w.hash)
			i = w.end
		}
		alt.end = int32(len(b.words))
		if alt.start == alt.end {
			s.optional = true
		} else {
			empty = false
			alt.first = b.words[alt.start]
			s.firsts |= firstBit(alt.first)
		}
		b.alts = append(b.alts, alt)
	}
	if empty {
		b.alts = b.alts[:s.start]
		return
	}
	s.end = int32(len(b.alts))
	b.slots = append(b.slots, s)
}

// Alternatives that are no words; no hash is as small but by the chance of 2⁻⁶³.
const (
	someName     = 1 // up to nameWords words
	somePlatform = 2 // a phrase of the section platform
	nameWords    = 3
)

// open enters a pattern under every word that it may begin with; false when it may be empty.
func (b *phraseBook) open(number int32) bool {
	p := b.patterns[number]
	most := b.mostWords(p)
	for at, s := range b.slots[p.slots.start:p.slots.end] {
		rest := b.firsts(interval{p.slots.start + int32(at) + 1, p.slots.end})
		for _, a := range b.alts[s.start:s.end] {
			if a.start == a.end {
				continue
			}
			hash := a.first
			// Fillers and end matter do not make a line worth a look.
			if p.kind < filler {
				b.first[hash>>6&1023] |= 1 << (hash & 63)
			}
			at := b.place(hash)
			at.hash, at.most = hash, max(at.most, most)
			if at.head == 0 || b.chain[at.head-1].pattern != number {
				b.chain = append(b.chain, link{pattern: number, next: at.head})
				at.head = int32(len(b.chain))
			}
			after := rest
			if a.end-a.start > 1 {
				after = wordBit(b.words[a.start+1])
			}
			b.chain[at.head-1].after |= after
		}
		if !s.optional {
			return true
		}
	}
	return false
}

// mostWords is how many words of a line may say whether a pattern fits and how many it takes.
func (b *phraseBook) mostWords(p pattern) (sum int32) {
	for _, s := range b.slots[p.slots.start:p.slots.end] {
		most := int32(0)
		for _, a := range b.alts[s.start:s.end] {
			switch a.first {
			case someName:
				most = max(most, nameWords)
			case somePlatform:
				return maxChromeWords // a longer phrase that begins as a platform does is none
			default:
				most = max(most, a.end-a.start)
			}
		}
		sum += most
	}
	return sum
}

// firsts is the set of the words that the slots may begin with, full when they may be empty or begin with any word.
func (b *phraseBook) firsts(slots interval) (set uint64) {
	for _, s := range b.slots[slots.start:slots.end] {
		if set |= s.firsts; !s.optional {
			return set
		}
	}
	return ^uint64(0)
}

// firstBit is the set of the words that an alternative stands for whose first word is given.
func firstBit(word uint64) uint64 {
	if word == someName || word == somePlatform {
		return ^uint64(0)
	}
	return wordBit(word)
}

// wordBit is the element of a set of words that stands for a hash.
func wordBit(hash uint64) uint64 { return 1 << (hash >> 16 & 63) }

// place is the entry of a word, or the free place where it would be.
func (b *phraseBook) place(hash uint64) *opening {
	for i := hash; ; i++ {
		if o := &b.opening[i%openings]; o.head == 0 || o.hash == hash {
			return o
		}
	}
}

// opens reports whether some phrase may begin with the word. It errs on the side of yes for one word in twenty.
func (b *phraseBook) opens(hash uint64) bool {
	return b.first[hash>>6&1023]>>(hash&63)&1 != 0
}

// rank orders phrases of the same words: platforms and fillers give way to chrome, what is weak to what is not, and all to the headings
// of content.
func rank(p phrase) int {
	switch {
	case p.kind == endMatter:
		return 3
	case p.kind >= platform:
		return 0
	case p.weak:
		return 1
	}
	return 2
}

// mayBegin reports whether some phrase may begin as a line does whose first two words, or its only one, are given.
func (b *phraseBook) mayBegin(words []word) bool {
	second := secondBit(words)
	for l := b.place(words[0].hash).head; l != 0; l = b.chain[l-1].next {
		if b.chain[l-1].mayGoOn(second) {
			return true
		}
	}
	return false
}

// secondBit is the element that stands for the second word, the empty set when there is none.
func secondBit(words []word) uint64 {
	if len(words) < 2 {
		return 0
	}
	return wordBit(words[1].hash)
}

// mayGoOn reports whether the pattern may have such a second word.
func (l *link) mayGoOn(second uint64) bool { return l.after&second != 0 || l.after == ^uint64(0) }

// longest is the longest phrase that the words begin with, and its number of words; 0 when there is none. Of two as long the one
// of the higher rank counts, then the one that the packs hold first.
func (b *phraseBook) longest(words []word) (p phrase, n int) {
	if len(words) == 0 {
		return p, 0
	}
	return b.longestOf(b.place(words[0].hash), words)
}

// longestOf is longest for words whose entry is known.
func (b *phraseBook) longestOf(o *opening, words []word) (p phrase, n int) {
	second := secondBit(words)
	for l := o.head; l != 0; l = b.chain[l-1].next {
		if !b.chain[l-1].mayGoOn(second) {
			continue
		}
		candidate := b.patterns[b.chain[l-1].pattern]
		m := b.match(candidate.slots, words)
		switch {
		case m <= 0 || m < n:
		case m > n || rank(candidate.phrase) >= rank(p):
			open, colon := m == n && p.open, m == n && p.colon
			p, n = candidate.phrase, m
			p.open, p.colon = p.open || open, p.colon || colon
		}
	}
	return p, n
}

// match is how many words the slots take at most, -1 when they do not fit. The slots of a pattern are few, so that trying all ways
// is cheap.
func (b *phraseBook) match(slots interval, words []word) int {
	if slots.start == slots.end {
		return 0
	}
	s := &b.slots[slots.start]
	rest := interval{slots.start + 1, slots.end}
	var first, bit uint64
	if len(words) > 0 {
		first = words[0].hash
		bit = wordBit(first)
	}
	if s.firsts&bit == 0 {
		if s.optional {
			return b.match(rest, words)
		}
		return -1
	}
	best := -1
	for _, a := range b.alts[s.start:s.end] {
		if a.first != first && a.first > somePlatform {
			continue
		}
		least, most := b.fit(b.words[a.start:a.end], words)
		for n := least; n >= 0 && n <= most; n++ {
			if m := b.match(rest, words[n:]); m >= 0 {
				best = max(best, n+m)
			}
		}
	}
	return best
}

// fit is the least and the greatest number of words that an alternative takes; -1 when it does not fit.
func (b *phraseBook) fit(alternative []uint64, words []word) (least, most int) {
	if len(alternative) == 1 {
		switch alternative[0] {
		case someName:
			return 1, min(nameWords, len(words))
		case somePlatform:
			if p, n := b.longest(words); n > 0 && p.kind == platform {
				return n, n
			}
			return -1, -1
		}
	}
	if len(alternative) > len(words) {
		return -1, -1
	}
	for i, hash := range alternative {
		if words[i].hash != hash {
			return -1, -1
		}
	}
	return len(alternative), len(alternative)
}
