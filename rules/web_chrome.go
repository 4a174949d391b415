package rules

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

const (
	proseRunes    = 100 // a line of so many characters is a paragraph
	sentenceRunes = 45  // so many are enough when it ends as a sentence does
	companyReach  = 3   // units between lines of chrome that vouch for each other
	maxHeadUnits  = 40  // chrome at the edge stands among so many first
	maxTailUnits  = 80  // or last units of a document
	menuUnits     = 4   // so many weak phrases in a row make a menu
	maxCards      = 12  // excerpts of other articles at the end of a page
	maxCardRunes  = 450 // of one excerpt
	questionRunes = 120 // the question of a poll is no longer
)

// unit is one line of a document that is not blank, as the rules for site chrome see it.
type unit struct {
	line   int
	runes  int // characters, estimated from the bytes
	prose  bool
	kind   chromeKind
	strong bool
	whole  bool
	teaser bool
	menu   bool // one of several weak phrases in a row, which vouch for each other
	block  bool // kept for its own reasons and never safe: in the menu of a site, or a label of an advertisement that returns
	edge   bool // before the first paragraph of the text or after the last
	safe   bool
	joined bool // the next unit is part of it: the address under its label
}

// chromeDoc is what the rules for chrome, duplicates and teasers share. A document without a phrase of the packs has no units.
type chromeDoc struct {
	units      []unit
	hits       []int // units that are chrome, in order
	anchor     int   // the unit after which only matter of other articles stands, or -1
	fence      int   // the chrome that ends the titles under the anchor, or 0
	others     []int // units of such matter
	paragraphs int   // of the text itself
	proseRunes int   // characters in them
	lastProse  int   // unit of the last one, or -1
}

var chromeView = NewView(findChrome)

func findChrome(d *Document) *chromeDoc {
	c := &chromeDoc{anchor: -1, lastProse: -1}
	var reader lineReader
	var matches []chromeMatch
	var at []int
	lines := d.Lines()
	for i := range lines {
		l := &lines[i]
		if l.Len() > maxChromeBytes {
			continue
		}
		if m := reader.match(d.Of(*l), l.Classes); m.kind != notChrome && !d.Protected(l.Span) && !midSentence(d, i, at) && !isStep(m.kind, d.Of(*l)) {
			matches = append(matches, m)
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return c
	}
	c.units = make([]unit, 0, len(lines))
	for i := range lines {
		l := &lines[i]
		if d.Blank(*l) {
			continue
		}
		u := unit{line: i, runes: lineRunes(*l)}
		if len(at) > 0 && at[0] == i {
			m := matches[0]
			u.kind, u.strong, u.whole, u.teaser = m.kind, m.strong, m.whole, m.teaser
			at, matches = at[1:], matches[1:]
		} else {
			u.prose = isParagraph(d, *l)
		}
		c.units = append(c.units, u)
	}
	c.findTail(d)
	c.findEdges()
	c.judge(d)
	return c
}

// midSentence reports whether a line goes on with a sentence that a hard break has cut: it follows another at once, and either begins with a
// small letter or is the third of lines that run on. The lines of chrome so far are no sentence.
func midSentence(d *Document, i int, chrome []int) bool {
	const wrapped = 40 // characters of a line that may have been broken for its length
	lines := d.Lines()
	runsOn := func(i int) bool {
		return i >= 0 && !slices.Contains(chrome[max(0, len(chrome)-2):], i) && lineRunes(lines[i]) >= wrapped && !endsSentence(d.Of(lines[i]))
	}
	if !runsOn(i - 1) {
		return false
	}
	text := strings.TrimLeft(d.Of(lines[i]), " \t")
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first) || runsOn(i-2)
}

// isStep reports whether a line is the item of a list that says what to do, in a sentence: create an account, click here.
func isStep(kind chromeKind, line string) bool {
	return (kind == account || kind == callToAction) && isListed(line) && endsSentence(line)
}

// findTail finds the anchor: a share bar, a short link or the like, after which the page holds nothing but labels and cards of other
// articles. Their excerpts are good prose; only the place tells.
func (c *chromeDoc) findTail(d *Document) {
	before, after := 0, 0
	for _, u := range c.units {
		if u.prose {
			before += u.runes
		}
	}
	cards, labels, listed := 0, 0, false
	lastWasProse := false
	end := c.trailer(d)
	for i := end - 1; i >= 0 && end-i <= maxTailUnits; i-- {
		u := c.units[i]
		if 3*d.Lines()[u.line].Start < len(d.Text) {
			break // what holds two thirds of a document is the text
		}
		if u.kind != notChrome && u.strong {
			if c.startsTail(u, cards, labels, listed) && after*2 <= before && before > 0 && !c.isHeading(d, i, end) {
				c.anchor = i
			}
			lastWasProse = false
			continue
		}
		text := d.Of(d.Lines()[u.line])
		if u.prose {
			cards++
			after += u.runes
			before -= u.runes
			if lastWasProse || cards > maxCards || u.runes > maxCardRunes || isVowelled(text) {
				break
			}
		} else {
			labels++
			if u.kind == notChrome && endsSentence(text) && !asks(text) || isEndMatter(text) {
				break
			}
		}
		lastWasProse = u.prose
		if strings.Contains(text, "://") {
			break
		}
		listed = listed || isListed(text)
	}
	if c.anchor < 0 {
		end = c.findTitles(d)
	}
	if c.anchor < 0 {
		return
	}
	for i := c.anchor + 1; i < end; i++ {
		if u := &c.units[i]; !u.strong {
			c.others = append(c.others, i)
			u.kind, u.prose = notChrome, false
		}
	}
}

// trailer is the unit from which on there is nothing but chrome, with the question of a poll; the number of units when nothing there is
// chrome by itself.
func (c *chromeDoc) trailer(d *Document) int {
	end, strong := len(c.units), false
	for ; end > 0; end-- {
		u := c.units[end-1]
		if u.kind == notChrome && (end <= 1 || c.units[end-2].kind != poll || !asks(d.Of(d.Lines()[u.line]))) {
			break
		}
		strong = strong || u.strong
	}
	if !strong {
		return len(c.units)
	}
	return end
}

// findTitles finds a heading of related articles with the titles under it, up to other chrome, and returns the unit after the last title.
func (c *chromeDoc) findTitles(d *Document) int {
	for i, u := range c.units {
		if u.kind != related || !u.strong || !u.whole {
			continue
		}
		end := i + 1
		for end < len(c.units) && end-i <= maxCards && c.units[end].kind == notChrome && !c.units[end].prose {
			text := d.Of(d.Lines()[c.units[end].line])
			if endsSentence(text) && !asks(text) || isEndMatter(text) || strings.Contains(text, "://") {
				break
			}
			end++
		}
		if end > i+1 && end < len(c.units) && c.units[end].kind != notChrome {
			c.anchor, c.fence = i, end
			return end
		}
	}
	return 0
}

// isHeading reports whether nothing but one label of a few words stands between unit i and end: the heading of a part of the text, over
// which a box of links has lost its links.
func (c *chromeDoc) isHeading(d *Document, i, end int) bool {
	const most = 3 // words; titles of articles have more
	return end-i == 2 && countWords(d.Of(d.Lines()[c.units[i+1].line])) <= most
}

// isVowelled reports whether a line has its vowel marks, as Quran, verse and their commentaries do and excerpts of articles do not.
func isVowelled(text string) bool {
	const least = 20 // marks
	n := 0
	for i := 0; i+1 < len(text) && n < least; i++ {
		if text[i] == 0xD9 && text[i+1] >= 0x8B && text[i+1] <= 0x92 {
			n++
		}
	}
	return n == least
}

func (c *chromeDoc) startsTail(u unit, cards, labels int, listed bool) bool {
	switch u.kind {
	case related:
		return u.whole && labels+cards > 0 && labels >= cards
	case shareLinks, permalink, newsletter:
		return !listed && labels >= 2*cards && (cards > 0 || labels >= 4)
	}
	return false
}

// isEndMatter reports whether a line is the heading of notes or sources.
func isEndMatter(line string) bool {
	var words [4]word
	n := 0
	for i := 0; n < len(words); n++ {
		w, ok := nextWord(folding(), line, i)
		if !ok {
			break
		}
		words[n] = w
		i = w.end
	}
	if n == 0 {
		return false
	}
	p, covered := bookOf(line[words[0].start]).longest(words[:n])
	return covered > 0 && p.kind == endMatter
}

// isListed reports whether a line starts with a number, a bracket or a bullet.
func isListed(line string) bool {
	if line != "" && spaceBytes[line[0]] {
		line = strings.TrimLeft(line, " \t\u00a0")
	}
	r, _ := utf8.DecodeRuneInString(line)
	return r >= '0' && r <= '9' || r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹' || strings.ContainsRune("-[(•*^●▪◦·–", r)
}

// findEdges marks what stands before the first paragraph of the text and after the last.
func (c *chromeDoc) findEdges() {
	first := len(c.units)
	for i, u := range c.units {
		if !u.prose {
			continue
		}
		first = min(first, i)
		c.lastProse = i
		c.paragraphs++
		c.proseRunes += u.runes
	}
	if c.lastProse < 0 {
		return
	}
	for i := range c.units {
		c.units[i].edge = i < first && i < maxHeadUnits || i > c.lastProse && len(c.units)-i <= maxTailUnits
	}
}

// safeKinds are the kinds that hold nothing of the text, whatever surrounds them. A call to action may name the document that is meant,
// the heading of a widget may be a heading of the text, a poll may be its subject.
var safeKinds = [kindCount]bool{shareLinks: true, newsletter: true, loading: true, navigation: true, consent: true, permalink: true,
	footer: true, account: true, advertisement: true}

// judge keeps the lines that are chrome and says which may go safely. A phrase alone makes a finding. A phrase at the edge of the
// document, in the company of another or at its very first or last line, makes a safe one. Weak phrases count only at the edge, beside a
// strong one or several in a row, and are safe only when both holds.
//
// What vouches for an unsafe finding must not be deleted before it: it is unsafe as well, so that safe fixes followed by unsafe
// ones end where unsafe ones alone do.
func (c *chromeDoc) judge(d *Document) {
	c.dropLicences(d)
	c.findMenu(d)
	c.repeatedLabels(d)
	c.acceptWeak()
	c.addQuestions(d)
	c.joinAddresses(d)
	for i := range c.units {
		u := &c.units[i]
		if u.kind == notChrome {
			continue
		}
		c.hits = append(c.hits, i)
		u.safe = !u.block && (u.strong && c.vouched(i) || u.menu && c.near(i) >= 0) && u.edge && safeKinds[u.kind]
	}
	if len(c.others) > 0 {
		c.units[c.anchor].safe = false
		if c.fence > 0 {
			c.units[c.fence].safe = false
		}
	}
	for _, i := range c.hits {
		if c.units[i].strong || c.units[i].menu || c.units[i].block {
			continue
		}
		if j := c.near(i); j >= 0 && !c.vouchedUnsafe(i) {
			c.units[j].safe = false
		}
	}
}

// findMenu finds the menu of a site at the head of a document: many short lines over the first paragraph, of which the packs know a third, so that
// those between are names of its sections. Nothing of it is safe: the title may be among them.
func (c *chromeDoc) findMenu(d *Document) {
	const (
		least   = 8 // lines
		known   = 4 // labels among them, each another
		unknown = 3 // lines in a row that the packs do not know
		words   = 4 // of such a line
		runes   = 30
	)
	for i := 0; i < len(c.units) && i < maxHeadUnits && !c.units[i].prose && c.lastProse >= 0; i++ {
		if c.units[i].kind != navigation && c.units[i].kind != account {
			continue
		}
		end, labels, gap := i+1, 0, 0
		seen := map[string]bool{}
		for j := i; j < len(c.units) && j < maxHeadUnits && gap <= unknown; j++ {
			u := &c.units[j]
			text := d.Of(d.Lines()[u.line])
			if u.kind == navigation || u.kind == account {
				labels, end, gap = labels+1, j+1, 0
				seen[strings.TrimSpace(text)] = true
				continue
			}
			if u.prose || u.kind == notChrome && (u.runes > runes || countWords(text) > words || endsSentence(text)) {
				break
			}
			gap++
		}
		if end-i >= least && len(seen) >= known && 3*labels >= end-i && labels < end-i {
			for j := i; j < end; j++ {
				u := &c.units[j]
				if u.block = true; u.kind == notChrome {
					u.kind = navigation
				}
			}
		}
		i = end
	}
}

// repeatedLabels keeps the labels of advertisements that stand alone on two lines or more, wherever they are. The Arabic word is that for a
// notice too, and notices have it for a heading.
func (c *chromeDoc) repeatedLabels(d *Document) {
	var found []int
	for i := range c.units {
		if u := &c.units[i]; u.kind == advertisement && !u.strong && u.whole && d.Lines()[u.line].Classes&Arabic == 0 {
			found = append(found, i)
		}
	}
	if len(found) > 1 {
		for _, i := range found {
			c.units[i].block = true
		}
	}
}

// dropLicences drops the copyright lines that do not stand after the last paragraph, those that a text goes on from, and all of them in a
// licence or in a list of holders: they are the text there.
func (c *chromeDoc) dropLicences(d *Document) {
	const many = 4 // a page has one, or two for the site and its maker
	holders, first := 0, true
	licence := false
	for i := range c.units {
		u := &c.units[i]
		if u.kind != footer || !u.strong {
			continue
		}
		if first {
			licence, first = isLicence(d), false
		}
		line := strings.TrimLeft(d.Of(d.Lines()[u.line]), " \t#/*;-")
		if len(line) > 9 && strings.EqualFold(line[:9], "copyright") || strings.HasPrefix(line, "©") {
			holders++
		}
		goesOn := false
		if i+1 < len(c.units) && c.units[i+1].kind == notChrome && c.units[i+1].line == u.line+1 {
			next := strings.TrimLeft(d.Of(d.Lines()[u.line+1]), " \t#/*;-")
			r, _ := utf8.DecodeRuneInString(next)
			goesOn = unicode.IsLower(r)
		}
		if licence || goesOn || !u.edge || i < c.lastProse {
			u.kind = notChrome
		}
	}
	for i := range c.units {
		if u := &c.units[i]; holders >= many && u.kind == footer && u.strong {
			u.kind = notChrome
		}
	}
}

// isLicence reports whether a text is a licence, or holds one, by three of the words that all of them have.
func isLicence(d *Document) bool {
	const (
		reach   = 200     // lines at the head and at the end
		longest = 4 << 10 // bytes of a line
	)
	lines := d.Lines()
	var folded []byte
	for i, l := range lines {
		if l.Classes&(Lower|Upper) != 0 && l.Classes&Arabic == 0 && (i < reach || i >= len(lines)-reach) {
			text := d.Of(l)
			for _, b := range []byte(text[:min(len(text), longest)]) {
				folded = append(folded, lowerASCII(b))
			}
			folded = append(folded, '\n')
		}
	}
	n := 0
	for _, w := range [...]string{"redistribut", "warrant", "permission", "merchantab", "sublicens", "gnu ", "licensed under", "license:"} {
		if bytes.Contains(folded, []byte(w)) {
			n++
		}
	}
	return n >= 3
}

// vouched reports whether the place of unit i speaks for chrome: other chrome beside it, or the very first or last place. A copyright
// line has to stand beside chrome of another kind, since it may belong to a licence.
func (c *chromeDoc) vouched(i int) bool {
	if c.near(i) >= 0 {
		return true
	}
	if c.units[i].kind == footer {
		return false
	}
	last := len(c.units) - 1
	if c.units[i].joined {
		last--
	}
	return i == 0 || i == last
}

// acceptWeak drops the weak phrases that nothing vouches for.
func (c *chromeDoc) acceptWeak() {
	for i := 0; i < len(c.units); i++ {
		if c.units[i].kind == notChrome || c.units[i].strong || c.units[i].block {
			continue
		}
		end := i
		for end < len(c.units) && c.units[end].kind != notChrome && !c.units[end].strong && c.units[end].edge {
			end++
		}
		if end-i >= menuUnits {
			for ; i < end; i++ {
				c.units[i].menu = true
			}
			i--
			continue
		}
		if !c.units[i].edge || c.near(i) < 0 {
			c.units[i].kind = notChrome
		}
	}
}

// near is the nearest other unit that can vouch for unit i, -1 when there is none.
func (c *chromeDoc) near(i int) int {
	first, last := c.reach(i)
	best := -1
	for j := first; j <= last; j++ {
		if c.vouches(j, i) && (best < 0 || abs(j-i) < abs(best-i)) {
			best = j
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// reach is the first and the last unit near unit i, no paragraph between.
func (c *chromeDoc) reach(i int) (first, last int) {
	first, last = i, i
	for first > 0 && i-first < companyReach && !c.units[first-1].prose {
		first--
	}
	for last+1 < len(c.units) && last-i < companyReach && !c.units[last+1].prose {
		last++
	}
	return first, last
}

// vouches reports whether unit j is chrome by itself, and for a copyright line, chrome of another kind.
func (c *chromeDoc) vouches(j, i int) bool {
	return j != i && c.units[j].kind != notChrome && c.units[j].strong && (c.units[i].kind != footer || c.units[j].kind != footer)
}

// vouchedUnsafe reports whether a unit that can vouch for unit i is not safe, and so will stay.
func (c *chromeDoc) vouchedUnsafe(i int) bool {
	first, last := c.reach(i)
	for j := first; j <= last; j++ {
		if c.vouches(j, i) && !c.units[j].safe {
			return true
		}
	}
	return false
}

// addQuestions takes the short question after the heading of a poll for a part of it.
func (c *chromeDoc) addQuestions(d *Document) {
	for i := 1; i < len(c.units); i++ {
		u, heading := &c.units[i], c.units[i-1]
		if heading.kind == poll && heading.edge && u.kind == notChrome && u.edge && u.runes <= questionRunes && asks(d.Of(d.Lines()[u.line])) {
			u.kind = poll
		}
	}
}

// asks reports whether a line ends in a question mark.
func asks(line string) bool {
	line = strings.TrimRight(line, " \t\u00a0\u200f")
	return strings.HasSuffix(line, "?") || strings.HasSuffix(line, "؟")
}

// joinAddresses takes the address under the label of a permalink for a part of it.
func (c *chromeDoc) joinAddresses(d *Document) {
	for i := 0; i+1 < len(c.units); i++ {
		u, next := &c.units[i], &c.units[i+1]
		if u.kind != permalink || !u.strong || !u.whole || next.kind != notChrome {
			continue
		}
		if text := strings.TrimSpace(d.Of(d.Lines()[next.line])); strings.HasPrefix(text, "http") && !strings.ContainsAny(text, " \t") {
			u.joined = true
		}
	}
}

// isHit reports whether a line of the document is chrome.
func (c *chromeDoc) isHit(line int) bool { return c.holds(c.hits, line) }

// isMatter reports whether a line of the document is chrome or about other articles.
func (c *chromeDoc) isMatter(line int) bool { return c.holds(c.hits, line) || c.holds(c.others, line) }

// holds reports whether the line is that of one of the units, which are in order.
func (c *chromeDoc) holds(units []int, line int) bool {
	_, ok := slices.BinarySearchFunc(units, line, func(u, line int) int { return cmp.Compare(c.units[u].line, line) })
	return ok
}

// leansOn reports whether some line is chrome only because of lines of the two copies of a template and is in neither.
func (c *chromeDoc) leansOn(heads, tails []int) bool {
	lines := append(append([]int(nil), heads...), tails...)
	if len(c.others) > 0 && slices.Contains(lines, c.units[c.anchor].line) {
		return true
	}
	for _, i := range c.hits {
		if (c.units[i].strong || c.units[i].menu) && !c.units[i].block || slices.Contains(lines, c.units[i].line) {
			continue
		}
		if c.units[i].block {
			return true
		}
		free := false
		first, last := c.reach(i)
		for j := first; j <= last; j++ {
			free = free || c.vouches(j, i) && !slices.Contains(lines, c.units[j].line)
		}
		if !free {
			return true
		}
	}
	return false
}

// lines are the lines of the document that unit i takes.
func (c *chromeDoc) lines(i int) []int {
	if c.units[i].joined {
		return []int{c.units[i].line, c.units[i+1].line}
	}
	return []int{c.units[i].line}
}

// reportChrome reports the lines of one kind.
func reportChrome(p *Pass, kind chromeKind, what string) {
	c := chromeView.Of(p.Doc)
	for _, i := range c.hits {
		if u := c.units[i]; u.kind == kind {
			c.report(p, i, what)
		}
	}
}

func (c *chromeDoc) report(p *Pass, i int, what string) {
	u := c.units[i]
	lines := c.lines(i)
	span := p.Doc.Trimmed(p.Doc.spanOf(lines))
	f := p.Report(span, "%s %q", what, excerpt(span.Of(p.Doc.Text)))
	safety := fixers.Unsafe
	if u.safe {
		safety = fixers.Safe
	}
	f.LazyFix(safety, func() fixers.Fix { return p.Doc.deleteLines("delete the line", lines) })
	f.Evidence = []Evidence{{"phrase", u.strong}, {"edge", u.edge}, {"company", c.near(i) >= 0}}
}

// excerpt is a piece of a document in a message; long ones are cut when they are printed.
type excerpt string

// String is the piece, or its beginning.
func (e excerpt) String() string {
	const limit = 60
	n := 0
	for i := range string(e) {
		if n++; n > limit {
			return string(e[:i]) + "…"
		}
	}
	return string(e)
}
