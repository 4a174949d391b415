package rules

import (
	"strings"
	"unicode/utf8"
)

const (
	maxChromeBytes = 480 // longer lines are paragraphs
	maxChromeWords = 40
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
// phrase, or when it holds a sign that footers and menus are set with; all others cost one look-up.
func matchLine(b *phraseBook, line string, classes Classes) (m chromeMatch) {
	if len(line) > maxChromeBytes || classes&Letter == 0 {
		return m
	}
	table := folding()
	first, ok := nextWord(table, line, 0)
	for n := 0; ok && first.number && n < 3; n++ {
		first, ok = nextWord(table, line, first.end)
	}
	if !ok || !b.opens(first.hash) && classes&(Symbol|Markup) == 0 {
		return m
	}
	var buf [maxChromeWords + 1]word
	words := buf[:0]
	for i := 0; len(words) < cap(words); {
		w, ok := nextWord(table, line, i)
		if !ok {
			break
		}
		words = append(words, w)
		i = w.end
	}
	if len(words) > maxChromeWords {
		return m
	}
	return b.cover(line, words)
}

// cover puts the longest phrases on the words from left to right and judges the line by what they leave over.
func (b *phraseBook) cover(line string, words []word) (m chromeMatch) {
	var total, covered, strong, weak, platforms, slots int
	startsStrong := false
	ended := endsSentence(line)
	for i := 0; i < len(words); {
		p, n := b.longest(words[i:])
		if n > 0 && p.kind == endMatter {
			return chromeMatch{}
		}
		if n == 0 {
			switch {
			case words[i].number:
			case slots > 0:
				slots--
				total++
				covered++
			default:
				total++
			}
			i++
			continue
		}
		total, covered = total+n, covered+n
		switch {
		case p.kind == filler:
		case p.kind == platform:
			platforms++
		case p.weak:
			weak++
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
		end := words[i+n-1].end
		i += n
		if p.open {
			slots = openWords
		}
		if p.colon && i < len(words) && separates(line[end:]) && !(ended && len(words)-i > sentenceWords) {
			rest := len(words) - i
			total, covered = total+rest, covered+rest
			slots = openWords // the line is a label with its value
			break
		}
	}
	bare := total - covered
	m.whole = bare == 0 && slots == 0
	switch {
	case ended && slots > 0 && slots < openWords && m.kind != footer && m.kind != consent:
		return chromeMatch{} // the words after the phrase make it a sentence
	case strong > 0 && bare*5 <= total:
		m.strong = true
	case startsStrong && strong+weak > 1 && covered*5 >= total*2:
		m.strong = true
	case bare > 0:
		return chromeMatch{}
	case !ended && (weak >= 3 && m.kind != poll || weak > 0 && platforms >= 2):
		m.strong = true
	case weak > 0:
		if ended {
			return chromeMatch{}
		}
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

// separates reports whether text goes on with a separator or an address, so that what stands before is a label.
func separates(text string) bool {
	text = strings.TrimLeft(text, " \u00a0\t\"'”»)]")
	if strings.HasPrefix(text, "http") || strings.HasPrefix(text, "www.") || strings.HasPrefix(text, "..") || strings.HasPrefix(text, "…") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune(":：|–—-»«›‹>←→/•·؛#", r)
}

// endsSentence reports whether the last character of a line, closing brackets and quotation marks aside, ends a sentence. Two or more
// full stops in a row are an omission, which labels of links end in.
func endsSentence(line string) bool {
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
