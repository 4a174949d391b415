package rules

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxChromeBytes = 480 // longer lines are paragraphs
	maxChromeWords = 40
	openWords      = 6  // how many words may follow an open phrase
	sentenceWords  = 20 // a slot with more words that ends in a stop is a sentence

	// How many words that belong to no phrase a line of chrome may hold at most: one in six, or three in five of one that starts with a
	// phrase and holds another. [phraseBook.cover] judges by shares; these are what they come to in the longest line.
	fewBare  = maxChromeWords / 6
	mostBare = maxChromeWords * 3 / 5
)

// chromeMatch is what the phrase packs say of one line.
type chromeMatch struct {
	kind   chromeKind
	strong bool // chrome by itself; else only in company
	teaser bool // it says that the whole text is elsewhere
	whole  bool // every word is covered; nothing but the phrase stands here
}

// lineReader reads the words of a line as far as somebody asks for them: most lines show by their first words that they are no chrome.
// It is used again for line after line.
type lineReader struct {
	line  string
	words []word // those read so far, numbers and handles aside, which may stand anywhere
	year  bool   // one of the numbers read so far is a year
	at    int    // where the next word may begin
	buf   [maxChromeWords + 1]word
}

// begin reads the first word that is not a number; ok is false when there is none.
func (r *lineReader) begin(line string) (first word, ok bool) {
	r.line, r.year = line, false
	first, ok = nextWord(folding(), line, 0)
	for n := 0; ok && first.number && n < 3; n++ {
		r.year = r.year || first.isYear()
		first, ok = nextWord(folding(), line, first.end)
	}
	r.words, r.at = append(r.buf[:0], first), first.end
	return first, ok
}

// upTo is the first n words of the line, or all when it has fewer; of a line with more words than chrome has, only one more.
func (r *lineReader) upTo(n int) []word {
	for len(r.words) < min(n, len(r.buf)) {
		w, ok := nextWord(folding(), r.line, r.at)
		if !ok {
			break
		}
		r.at = w.end
		if w.number || r.line[w.start-1] == '@' {
			r.year = r.year || w.isYear()
			continue
		}
		r.words = append(r.words, w)
	}
	return r.words
}

// all is all words of the line.
func (r *lineReader) all() []word { return r.upTo(len(r.buf)) }

// match says whether phrases cover nearly all of a line. A line is looked at only when its first word, numbers aside, may begin a
// phrase; all others cost one look-up.
func (r *lineReader) match(line string, classes Classes) (m chromeMatch) {
	if len(line) > maxChromeBytes || classes&Letter == 0 {
		return m
	}
	first, ok := r.begin(line)
	if !ok {
		return m
	}
	b := bookOf(line[first.start])
	if !b.opens(first.hash) || !startsAsText(line[:first.start]) || classes&Markup != 0 && strings.ContainsAny(line, "`|#") && isMarkup(line) {
		return m
	}
	if !b.mayBegin(r.upTo(2)) {
		return m
	}
	if m = b.cover(r); m.kind != notChrome && strings.Contains(line, "](") {
		return chromeMatch{}
	}
	return m
}

// cover puts the longest phrases on the words of a line from left to right and judges it by what they leave over.
func (b *phraseBook) cover(r *lineReader) (m chromeMatch) {
	var total, bare, fillers, strong, weak, platforms, slots int
	var seen [8]uint64 // first words of weak phrases and platforms: the same one again says nothing new
	startsStrong, label := false, false
	for i := 0; !label; {
		words := r.upTo(i + 1)
		if i == len(words) {
			break
		}
		starting := b.place(words[i].hash)
		if words = r.upTo(i + int(starting.most)); len(words) > maxChromeWords {
			return chromeMatch{}
		}
		p, n := b.longestOf(starting, words[i:])
		if p.kind == endMatter && n > 0 {
			return chromeMatch{}
		}
		if p.dated && n > 0 {
			if r.all(); !r.year {
				n = 0
			}
		}
		if n == 0 {
			switch {
			case slots > 0:
				slots--
			case total == 0:
				return chromeMatch{} // a phrase stands first
			case bare == mostBare || bare == fewBare && !startsStrong:
				return chromeMatch{} // whatever follows
			default:
				bare++
			}
			total++
			i++
			continue
		}
		fresh := true
		if weak+platforms < len(seen) {
			fresh = !slices.Contains(seen[:weak+platforms], words[i].hash)
			seen[weak+platforms] = words[i].hash
		}
		i += n
		total += n
		if (p.colon || p.path) && len(r.upTo(i+1)) > i {
			if labels(r.line[words[i-1].end:], !p.colon) && strong == 0 && (len(r.all())-i <= sentenceWords || !endsSentence(r.line)) {
				label = true
			} else {
				p.weak = true // no label: the words as such
			}
		}
		if n == 1 && !label && !p.dated {
			p.weak = true // a single word is a word
		}
		if p.open && (total == n || strong > 0) {
			slots = openWords
		}
		switch {
		case p.kind == filler:
			fillers += n
		case p.kind == platform:
			if fresh {
				platforms++
			}
		case p.weak:
			if fresh {
				weak++
			}
			if m.kind == notChrome {
				m.kind = p.kind
			}
		default:
			if strong == 0 {
				m.kind = p.kind
				startsStrong = total == n
			}
			strong++
		}
		m.teaser = m.teaser || p.kind == teaser
	}
	if len(r.all()) > maxChromeWords {
		return chromeMatch{}
	}
	ended := endsSentence(r.line)
	m.whole = bare == 0 && slots == 0 && !label
	phraseWords := total - bare - fillers
	switch {
	case ended && slots > 0 && slots < openWords && m.kind != footer && m.kind != consent && m.kind != account, fillers > phraseWords:
		return chromeMatch{} // the words after the phrase make it a sentence
	case strong > 0 && (bare == 0 || total >= 6 && bare*6 <= total):
		m.strong = true
	case startsStrong && strong > 1 && phraseWords*5 >= total*2:
		m.strong = true
	case bare > 0 || ended:
		return chromeMatch{}
	case weak >= 3 && m.kind != poll, weak > 0 && platforms >= 2:
		m.strong = true
	case weak > 0:
	case platforms > 0:
		m.kind, m.strong = shareLinks, platforms >= 3
	default:
		return chromeMatch{}
	}
	if m.kind == teaser {
		m.kind = callToAction
	}
	return m
}

// isMarkup reports whether a line is a row of a table, a heading of Markdown, or holds code.
func isMarkup(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return line[0] == '|' || line[0] == '#' || strings.Contains(line, "`")
}

// isYear reports whether a word is a number of four digits, in whatever script.
func (w word) isYear() bool { return w.number && (w.end-w.start == 4 || w.end-w.start == 8) }

// startsAsText reports whether nothing stands before the first word of a line but what pages set before the label of a button: spaces,
// bullets, arrows, quotation marks, pictures. Signs of code and of markup say otherwise.
func startsAsText(before string) bool {
	if before == "" {
		return true
	}
	if dots := strings.TrimLeft(before, "."); len(before)-len(dots) != 1 { // "...loading": the dots of its end, displaced
		before = dots
	}
	if before == "" {
		return true
	}
	if strings.ContainsAny(before, "*-+") && before[len(before)-1] != ' ' {
		return false
	}
	return !strings.ContainsAny(before, "/#.$@=<{}_\\~`&%^;:,?!([\"'") && !strings.Contains(before, "--")
}

// labels reports whether text goes on with a separator or an address, so that what stands before is a label; with path set, whether
// it goes on as the path of a page does.
func labels(text string, path bool) bool {
	text = strings.TrimLeft(text, " \u00a0\t")
	if path {
		r, _ := utf8.DecodeRuneInString(text)
		return strings.ContainsRune("»«›‹>→←|", r)
	}
	text = strings.TrimLeft(text, "\"'”)] \u00a0\t")
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune(":：|–—-»«›‹>←→/•·؛", r) || strings.HasPrefix(text, "http") || strings.HasPrefix(text, "www.") ||
		strings.HasPrefix(text, "..") || strings.HasPrefix(text, "…")
}

// endsSentence reports whether the last character of a line, closing brackets and quotation marks aside, ends a sentence. Two or more
// full stops in a row are an omission, which labels of links end in.
func endsSentence(line string) bool {
	if n := len(line); n > 1 && (line[n-2] >= 0xD8 && line[n-2] <= 0xDB && line[n-1] >= 0xA1 && line[n-1] <= 0xBA || line[n-1]|0x20 >= 'a' && line[n-1]|0x20 <= 'z') {
		return false // most lines: a letter
	}
	line = strings.TrimRight(line, " \t\u00a0\u200e\u200f\"'”’»)]")
	if line == "" {
		return false
	}
	switch line[len(line)-1] {
	case '!', '?':
		return true
	case '.':
		return !strings.HasSuffix(line, "..")
	}
	return strings.HasSuffix(line, "؟") || strings.HasSuffix(line, "۔") || strings.HasSuffix(line, "。")
}
