package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// modelBuilder gathers the evidence of pages and decides which lines were furniture.
type modelBuilder struct {
	d         *Document
	model     pageModel
	breaks    []int // lines that begin with a form feed
	numbers   []pageNumber
	continued []int
	paged     bool // lines are as long as lines of pages: a header may show by its period alone
	role      map[int]furniture
}

func (b *modelBuilder) build() {
	b.role = map[int]furniture{}
	if len(b.continued) > 0 {
		b.continuations()
	}
	b.formFeeds()
	b.numbered()
	if b.paged && b.d.Kind != Markdown { // Markdown has no pages: what recurs there is the form of its sections
		b.periodic()
	}
	for _, f := range b.role {
		b.model.furniture = append(b.model.furniture, f)
	}
	slices.SortFunc(b.model.furniture, func(x, y furniture) int { return x.line - y.line })
	b.findSplits()
}

func (b *modelBuilder) line(i int) Line { return b.d.Lines()[i] }

// textOf is the span of the text of a line, without form feeds and spaces at its ends.
func (b *modelBuilder) textOf(i int) fixers.Span { return b.d.Trimmed(b.line(i).Span) }

// next is the next line with text after i, or -1; step -1 goes up.
func (b *modelBuilder) next(i, step int) int {
	for i += step; i >= 0 && i < len(b.d.Lines()); i += step {
		if !b.d.Blank(b.line(i)) {
			return i
		}
	}
	return -1
}

func (b *modelBuilder) set(i int, f furniture) {
	if old, ok := b.role[i]; ok && old.safety >= f.safety {
		return
	}
	f.line = i
	if f.span == (fixers.Span{}) {
		f.span = b.textOf(i)
		f.whole = true
	}
	b.role[i] = f
}

// continuations reads what follows each continuation marker: a header that repeats an earlier short line, and a page number.
func (b *modelBuilder) continuations() {
	var recent []int         // short lines before the marker
	seen := map[uint64]int{} // the first line with a folded text
	at := 0
	for _, c := range b.continued {
		for ; at < c; at++ {
			if l := b.line(at); l.Len() > 0 && l.Len() <= longestFurniture && !b.d.Blank(l) {
				if key, size, _ := foldKey(b.d.Of(l)); size > 2 {
					if _, ok := seen[key]; !ok {
						seen[key] = at
						recent = append(recent, at)
					}
				}
			}
		}
		next := b.next(c, 1)
		if next < 0 {
			continue // the end of an instalment: the author says so
		}
		b.continuation(c, next, recent, seen)
	}
}

// continuation judges the group that the marker in line c opens; next is the line with text after it.
func (b *modelBuilder) continuation(c, next int, recent []int, seen map[uint64]int) {
	evidence := len(b.continued) > 1 || b.line(next).Classes&FormFeed != 0
	header := furniture{role: roleHeader, like: -1}
	headerLine := -1
	if l := b.line(next); l.Len() <= longestFurniture {
		key, _, _ := foldKey(b.d.Of(l))
		like, known := seen[key]
		if !known {
			like = b.nearLine(recent, foldLine(b.d.Of(l)))
			header.near = like >= 0
		}
		if known || header.near {
			header.like, headerLine = like, next
			next = b.next(next, 1)
		}
	}
	number := furniture{role: roleNumber, like: -1}
	numberLine := -1
	if next >= 0 {
		if n, ok := parsePageNumber(b.d, b.line(next)); ok && (n.worded || n.whole && headerLine >= 0) {
			number.span, number.whole, numberLine = n.span, n.whole, next
		}
	}
	// A header that is only nearly the text of another line needs a page number behind it. Where it has none, the whole group is left to a
	// request: without the marker nothing would show what the header was.
	safety := fixers.Unsafe
	if header.near && numberLine >= 0 || !header.near && (evidence || headerLine >= 0 || numberLine >= 0) {
		safety = fixers.Safe
	}
	marker := furniture{role: roleContinued, safety: safety, like: -1}
	b.set(c, marker)
	if headerLine >= 0 {
		header.safety = safety
		b.set(headerLine, header)
	}
	if numberLine >= 0 {
		number.safety = safety
		b.set(numberLine, number)
	}
}

// nearLine is the most recent line whose text differs from key by at most two letters, -1 when there is none. It looks at the last 64 short lines.
func (b *modelBuilder) nearLine(recent []int, key string) int {
	runes := countRunes(key)
	if runes < 6 || runes > 60 {
		return -1
	}
	for k := len(recent) - 1; k >= max(0, len(recent)-64); k-- {
		if other := foldLine(b.d.Of(b.line(recent[k]))); within2(key, other) {
			return recent[k]
		}
	}
	return -1
}

// within2 reports whether the edit distance of two short lines is one or two characters.
func within2(x, y string) bool {
	a, c := []rune(x), []rune(y)
	if len(a)-len(c) > 2 || len(c)-len(a) > 2 {
		return false
	}
	row := make([]int, len(c)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		diagonal := row[0]
		row[0] = i + 1
		least := row[0]
		for j, s := range c {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
			least = min(least, row[j+1])
		}
		if least > 2 {
			return false
		}
	}
	return row[len(c)] <= 2
}

// edge is a line at the top or the foot of a page.
type edge struct {
	line   int
	page   int
	number int // the number that begins or ends it, -1 when there is none
}

// formFeeds compares the first and the last lines of the pages that form feeds divide.
func (b *modelBuilder) formFeeds() {
	if len(b.breaks) < 2 {
		return
	}
	tops, feet := map[string][]edge{}, map[string][]edge{}
	add := func(m map[string][]edge, i, page int) {
		l := b.line(i)
		if l.Len() > longestFurniture {
			return
		}
		key, number := b.edgeKey(i)
		if key == "" && number < 0 {
			return
		}
		m[key] = append(m[key], edge{i, page, number})
	}
	starts := b.breaks
	if starts[0] != 0 {
		starts = append([]int{0}, starts...)
	}
	for page, first := range starts {
		end := len(b.d.Lines())
		if page+1 < len(starts) {
			end = starts[page+1]
		}
		top := first
		if b.d.Blank(b.line(top)) {
			top = b.next(top, 1)
		}
		for n := 0; n < 2 && top >= 0 && top < end; n++ {
			add(tops, top, page)
			top = b.next(top, 1)
		}
		foot := b.next(end, -1)
		for n := 0; n < 2 && foot > top && foot >= first; n++ {
			add(feet, foot, page)
			foot = b.next(foot, -1)
		}
	}
	pages := len(starts)
	for _, m := range [...]map[string][]edge{tops, feet} {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			b.edges(key, m[key], pages)
		}
	}
}

// edgeKey is the folded text of a line without the number that begins or ends it, and that number.
func (b *modelBuilder) edgeKey(i int) (key string, number int) {
	text := foldLine(b.d.Of(b.line(i)))
	if v, end := readNumber(text, 0); end > 0 && (end == len(text) || spaceAt(text, end) > 0) {
		return strings.Trim(text[end:], " |-–—"), v
	}
	cut := strings.LastIndexAny(text, " ") + 1
	if v, end := readNumber(text, cut); end == len(text) && end > cut {
		return strings.Trim(text[:cut], " |-–—"), v
	}
	return text, -1
}

// edges decides whether lines with one key, at one edge of the pages, are furniture.
func (b *modelBuilder) edges(key string, edges []edge, pages int) {
	numbered, steps := 0, 0
	for k, e := range edges {
		if e.number >= 0 {
			numbered++
			if k > 0 && e.number-edges[k-1].number == e.page-edges[k-1].page {
				steps++
			}
		}
	}
	role := roleHeader
	switch {
	case numbered == 0:
		if len(edges) < 3 || len(edges)*4 < pages {
			return
		}
	case steps*4 < (len(edges)-1)*3 || len(edges) < 2 || key != "" && len(edges) < 3:
		return // numbers that do not count the pages: section 1, article 7
	default:
		if key == "" || pageWordsOnce().words[key] {
			role = roleNumber
		} else if len(strings.Fields(key)) < 3 {
			return // a heading of one or two words and a number, once on each page
		}
	}
	for _, e := range edges {
		if role == roleHeader && e.line == b.next(-1, 1) {
			continue // the title of the document
		}
		b.set(e.line, furniture{role: role, safety: fixers.Safe, like: edges[0].line, times: len(edges)})
	}
}

// numbered judges the page numbers without form feeds: those that count up, and the lines beside them that repeat.
func (b *modelBuilder) numbered() {
	var worded, lone []pageNumber
	for _, n := range b.numbers {
		if n.worded {
			worded = append(worded, n)
		} else if b.besideBreak(n.line) {
			b.set(n.line, furniture{role: roleNumber, safety: fixers.Safe, like: -1})
		} else {
			lone = append(lone, n)
		}
	}
	for k, n := range worded {
		safety := fixers.Unsafe
		if b.besideBreak(n.line) || k > 0 && rising(worded[k-1], n) || k+1 < len(worded) && rising(n, worded[k+1]) {
			safety = fixers.Safe
		} else if n.scant && b.next(n.line, 1) >= 0 && b.next(n.line, -1) >= 0 {
			continue
		}
		b.set(n.line, furniture{role: roleNumber, safety: safety, span: n.span, whole: true, like: -1})
	}
	b.loneNumbers(lone)
	b.besideNumbers(worded)
}

// rising reports whether two page numbers count up over a plausible distance: pages have more than a line or two.
func rising(a, b pageNumber) bool {
	return b.value > a.value && b.value-a.value <= 3 && b.line-a.line > 3
}

// besideBreak reports whether a form feed stands at the line or between it and its neighbours with text.
func (b *modelBuilder) besideBreak(i int) bool {
	_, at := slices.BinarySearch(b.breaks, i)
	if at {
		return true
	}
	next := b.next(i, 1)
	if next < 0 {
		next = len(b.d.Lines()) - 1
	}
	k, _ := slices.BinarySearch(b.breaks, i+1)
	return k < len(b.breaks) && b.breaks[k] <= next
}

// loneNumbers takes numbers alone on their lines for page numbers where four or more of them count up by one at distances of pages.
func (b *modelBuilder) loneNumbers(lone []pageNumber) {
	for i := 0; i < len(lone); {
		j := i + 1
		for j < len(lone) && lone[j].value == lone[j-1].value+1 && lone[j].line-lone[j-1].line >= 15 {
			j++
		}
		if j-i >= 4 {
			for _, n := range lone[i:j] {
				b.set(n.line, furniture{role: roleNumber, safety: fixers.Unsafe, like: -1})
			}
		}
		i = j
	}
}

// besideNumbers takes a short line that stands beside three page numbers or more for a running header.
func (b *modelBuilder) besideNumbers(worded []pageNumber) {
	if len(worded) < 3 {
		return
	}
	beside := map[string][]int{}
	for _, n := range worded {
		if b.role[n.line].safety != fixers.Safe {
			continue
		}
		for _, step := range [...]int{-1, 1} {
			i := b.next(n.line, step)
			if i >= 0 && b.line(i).Len() <= longestFurniture && !isTerminated(b.d.Of(b.line(i))) {
				key := foldLine(b.d.Of(b.line(i)))
				if s := beside[key]; len(s) == 0 || s[len(s)-1] != i {
					beside[key] = append(s, i)
				}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(beside)) {
		lines := beside[key]
		if len(lines) < 3 {
			continue
		}
		for _, i := range lines {
			if i == b.next(-1, 1) {
				continue // the title of the document
			}
			b.set(i, furniture{role: roleHeader, safety: fixers.Safe, like: lines[0], times: len(lines)})
		}
	}
}

const (
	recurs    = 4  // so often a running header occurs at least where nothing else shows pages
	leastPage = 20 // lines with text of a page
)

// periodic takes a short line that recurs four times or more at one regular distance for a running header. There is no other evidence of pages, so this
// is only an offer.
func (b *modelBuilder) periodic() {
	type place struct {
		key     uint64 // of the folded text
		ordinal int    // among lines with text
		line    int
	}
	var short []place
	var often [1 << 10]uint8 // how many of them have a key with these bits, up to recurs
	ordinal := 0
	lines := b.d.Lines()
	for i := range lines {
		l := &lines[i]
		if b.d.Blank(*l) {
			continue
		}
		if len(b.role) > 0 {
			if _, known := b.role[i]; known {
				continue
			}
		}
		if l.Len() <= longestFurniture/2 && l.Len() > 8 && l.Classes&Letter != 0 && !isTerminated(b.d.Of(*l)) && !isEntry(b.d.Of(*l)) {
			if key, _, letters := foldKey(b.d.Of(*l)); letters > 5 {
				short = append(short, place{key, ordinal, i})
				if n := &often[key%uint64(len(often))]; *n < recurs {
					*n++
				}
			}
		}
		ordinal++
	}
	short = slices.DeleteFunc(short, func(x place) bool { return often[x.key%uint64(len(often))] < recurs })
	slices.SortFunc(short, func(x, y place) int {
		return cmp.Or(cmp.Compare(x.key, y.key), x.ordinal-y.ordinal)
	})
	title := b.next(-1, 1)
	var ordinals []int
	for len(short) > 0 {
		same := 1
		for same < len(short) && short[same].key == short[0].key {
			same++
		}
		places := short[:same]
		short = short[same:]
		if same < recurs {
			continue
		}
		ordinals = ordinals[:0]
		for _, x := range places {
			ordinals = append(ordinals, x.ordinal)
		}
		if !regular(ordinals) {
			continue
		}
		for _, x := range places {
			if x.line != title {
				b.set(x.line, furniture{role: roleHeader, safety: fixers.Unsafe, like: places[0].line, times: same})
			}
		}
	}
}

// isEntry reports whether a line is an item of a list, a field with its value, or the start of a sentence that goes on: manuals repeat those in each
// section.
func isEntry(text string) bool {
	text = strings.Trim(text, " \t")
	if text == "" || strings.IndexByte("-*+", text[0]) >= 0 || strings.HasPrefix(text, "•") || strings.HasSuffix(text, ",") || strings.HasSuffix(text, "،") {
		return true
	}
	return strings.IndexByte(text, ':') > 0
}

// regular reports whether the distances of places are those of pages: 20 lines with text or more, none more than a seventh off their mean.
func regular(places []int) bool {
	mean := (places[len(places)-1] - places[0]) / (len(places) - 1)
	for i := 1; i < len(places); i++ {
		if off := places[i] - places[i-1] - mean; off*7 > mean || -off*7 > mean {
			return false
		}
	}
	return mean >= leastPage
}

// isTerminated reports whether the text of a line ends a sentence.
func isTerminated(text string) bool {
	end := skipSpacesBack(text, 0, len(text))
	for end > 0 {
		r, n := runeBefore(text, end)
		c := ClassOf(r)
		switch {
		case c&(CloseBracket|CloseQuote|Quote|BidiMark) != 0:
			end -= n
		case r == ']':
			end -= n
		default:
			return c&(Stop&^Comma) != 0 && r != '،' || r == '…'
		}
	}
	return false
}

// findSplits finds the paragraphs that go on across a group of furniture.
func (b *modelBuilder) findSplits() {
	f := b.model.furniture
	for i := 0; i < len(f); {
		j := i + 1
		for j < len(f) && b.onlyBlank(f[j-1].line+1, f[j].line) && f[j-1].whole {
			j++
		}
		f[i].first, f[j-1].last = true, true
		before, after := b.next(f[i].line, -1), f[j-1].line
		if f[j-1].whole {
			after = b.next(after, 1)
		}
		if before >= 0 && after >= 0 && b.goesOn(before, after, f[j-1]) {
			b.model.splits = append(b.model.splits, paragraphSplit{before, after})
			for k := i; k < j; k++ {
				f[k].split = true
			}

		}
		i = j
	}
}

func (b *modelBuilder) onlyBlank(from, to int) bool {
	for ; from < to; from++ {
		if !b.d.Blank(b.line(from)) {
			return false
		}
	}
	return true
}

// goesOn reports whether the paragraph that ends at line before goes on in line after: no stop before, and no bullet, number or heading after.
func (b *modelBuilder) goesOn(before, after int, last furniture) bool {
	first := b.d.Of(b.line(before))
	second := b.d.Of(b.line(after))
	if !last.whole {
		second = b.d.Text[last.span.End:b.line(after).End]
	}
	return readsOn(first, second)
}

// readsOn reports whether second reads as the rest of the paragraph whose last line is first.
func readsOn(first, second string) bool {
	first = strings.TrimLeft(first, "\f \t\u00a0")
	second = strings.TrimLeft(second, "\f \t\u00a0")
	if second == "" || isTerminated(first) || visibleRunes(first) < 25 || first[0] == '#' || isBracketed(first) || strings.HasPrefix(second, first) {
		return false
	}
	if n := listMarker(second); n > 0 {
		return false
	}
	c := classAt(second, 0)
	if c&(Letter|AnyDigit|OpenParen|Quote|OpenQuote|ArabicMark) == 0 {
		return false
	}
	heading := len(second) < 300 && visibleRunes(second) < 50 && !isTerminated(second) && len(strings.Fields(second)) < 9
	return !heading && c&Upper == 0 || c&Lower != 0
}

// isBracketed reports whether a line begins with a bracket or a quotation mark and ends with its partner: a quotation, a verse of the Quran, a
// title, complete in itself.
func isBracketed(line string) bool {
	for _, pair := range [...]string{"()", "[]", "{}", "«»", "“”", "\"\"", "﴾﴿", "﴿﴾", "„“", "”“"} {
		r, n := utf8.DecodeRuneInString(pair)
		if strings.HasPrefix(line, pair[:n]) {
			end := strings.TrimRight(line, " \t\u00a0")
			inner := end[n:]
			return strings.HasSuffix(inner, pair[n:]) && (r == '"' || strings.Count(inner, pair[:n]) < strings.Count(inner, pair[n:]))
		}
	}
	return false
}

// visibleRunes counts the characters in the first 300 bytes of s that are no spaces, so that a repair of white space does not change the count.
func visibleRunes(s string) int {
	s = s[:min(len(s), 300)]
	n := countRunes(s)
	for i := range len(s) {
		if spaceBytes[s[i]] && spaceAt(s, i) > 0 {
			n--
		}
	}
	return n
}

// isFurniture reports whether a line belonged to a page and not to the text.
func isFurniture(d *Document, line int) bool {
	all := pagesView.Of(d).furniture
	_, found := slices.BinarySearchFunc(all, line, func(f furniture, line int) int { return f.line - line })
	return found
}
