package rules

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxChromeBytes = 480 // longer lines are paragraphs
	maxChromeWords = 40
	openingWords   = 10 // no pattern begins with a longer phrase
	openWords      = 6  // how many words may follow an open phrase
	sentenceWords  = 20 // a slot with more words that ends in a stop is a sentence
)

// chromeMatch is what the phrase packs say of one line.
type chromeMatch struct {
	kind   chromeKind
	strong bool // chrome by itself; else only in company
	teaser bool // it says that the whole text is elsewhere
	whole  bool // every word is covered; nothing but the phrase stands here
}

// matchLine says whether phrases cover nearly all of a line. A line is looked at only when its first word, numbers aside, may begin a
// phrase; all others cost one look-up.
func matchLine(line string, classes Classes) (m chromeMatch) {
	if len(line) > maxChromeBytes || classes&Letter == 0 {
		return m
	}
	table := folding()
	first, ok := nextWord(table, line, 0)
	year := false
	for n := 0; ok && first.number && n < 3; n++ {
		year = year || first.isYear()
		first, ok = nextWord(table, line, first.end)
	}
	if !ok {
		return m
	}
	b := bookOf(line[first.start])
	if !b.opens(first.hash) || !startsAsText(line[:first.start]) || classes&Markup != 0 && strings.ContainsAny(line, "`|#") && isMarkup(line) {
		return m
	}
	var buf [maxChromeWords + 1]word
	words := append(buf[:0], first)
	for i := first.end; len(words) < cap(words); {
		w, ok := nextWord(table, line, i)
		if !ok {
			break
		}
		i = w.end
		if w.number || line[w.start-1] == '@' {
			year = year || w.number && w.isYear()
			continue // counts and handles may stand anywhere
		}
		words = append(words, w)
		if len(words) == openingWords {
			if _, n := b.longest(words); n == 0 {
				return m // a phrase stands first
			}
		}
	}
	if len(words) > maxChromeWords || strings.Contains(line, "](") {
		return m
	}
	return b.cover(line, words, year)
}

// cover puts the longest phrases on the words, numbers aside, from left to right and judges the line by what they leave over; year says
// whether the line holds one.
func (b *phraseBook) cover(line string, words []word, year bool) (m chromeMatch) {
	var total, bare, fillers, strong, weak, platforms, slots int
	var seen [8]uint64 // first words of weak phrases and platforms: the same one again says nothing new
	startsStrong, label := false, false
	ended := endsSentence(line)
	for i := 0; i < len(words) && !label; {
		p, n := b.longest(words[i:])
		if p.kind == endMatter && n > 0 {
			return chromeMatch{}
		}
		if p.dated && !year {
			n = 0
		}
		if n == 0 {
			switch {
			case slots > 0:
				slots--
			case total == 0:
				return chromeMatch{} // a phrase stands first
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
		if (p.colon || p.path) && i < len(words) {
			if labels(line[words[i-1].end:], !p.colon) && strong == 0 && (!ended || len(words)-i <= sentenceWords) {
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
