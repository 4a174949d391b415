package arabic

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed data/direction.txt
var directionText string

// wordSigns are the words that tell the order of their letters: +1 for those that speak for reading order, -1 for their mirror images.
type wordSigns struct {
	votes  map[string]wordSign
	filter [64]uint64 // a bit for three bytes of each word
}

// wordSign is what one word says.
type wordSign struct {
	vote   int
	arabic bool // as a word of the Arabic language
}

var directionWords = lazy[wordSigns]{build: func() *wordSigns {
	t := &wordSigns{votes: map[string]wordSign{}}
	eachLine(directionText, func(words []string) {
		lang, both := strings.CutSuffix(words[0], "*")
		for _, w := range words[1:] {
			t.add(w, 1, lang == "ar")
			if both {
				t.add(Mirrored(w), -1, lang == "ar")
			}
		}
	})
	for w, s := range t.votes {
		if s.vote == 0 {
			delete(t.votes, w) // a palindrome
			continue
		}
		h := signHash(w)
		t.filter[h>>6] |= 1 << (h & 63)
	}
	return t
}}

// signHash mixes the bytes that tell the first two letters and the last of a word apart; it has twelve bits.
func signHash(w string) uint { return uint(w[1]&63) ^ uint(w[3]&63)<<3 ^ uint(w[len(w)-1]&63)<<6 }

func (t *wordSigns) add(w string, vote int, arabic bool) {
	s, known := t.votes[w]
	t.votes[w] = wordSign{s.vote + vote, arabic && (!known || s.arabic)}
}

// vote is what a word of at least two letters says among letters of some kind.
func (t *wordSigns) vote(w string, e *Evidence) int {
	if h := signHash(w); t.filter[h>>6]>>(h&63)&1 == 0 {
		return 0
	}
	s := t.votes[w]
	if s.vote == 0 || s.arabic && e.letterKind() > arabicLetters || e.letterKind() == otherLetters {
		return 0
	}
	return s.vote
}

// letterKind tells of which languages the letters of a line are.
type letterKind uint8

const (
	unread         letterKind = iota
	arabicLetters             // of Arabic alone
	persianLetters            // Persian and Urdu have them too
	otherLetters              // others have them: Pashto, Sorani, Uyghur, Sindhi
)

// letterKind reads the line when it is asked first; few lines are.
func (e *Evidence) letterKind() letterKind {
	if e.kind == unread {
		e.kind = kindOfLetters(e.text)
	}
	return e.kind
}

func kindOfLetters(text string) letterKind {
	kind := arabicLetters
	for i := 0; i+1 < len(text); i++ {
		lead, b := text[i], text[i+1]
		if lead < 0xD9 || lead > 0xDB || lead == 0xD9 && b <= 0xB1 || lead == 0xDB && b >= 0x94 && b != 0x95 && b < 0xBA {
			continue // up to alef wasla, marks and digits
		}
		switch r := rune(lead&0x1F)<<6 | rune(b&0x3F); r {
		case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی', 'ہ', 'ھ', 'ے', 'ۓ', 'ں', 'ٹ', 'ڈ', 'ڑ', 'ۀ', 'ۂ', 'ۃ', 'ڤ', 'ڨ':
			kind = persianLetters
		default:
			return otherLetters
		}
		i++
	}
	return kind
}

// Mirrored is the word with its code points in the other order.
func Mirrored(word string) string {
	b := make([]byte, 0, len(word))
	for i := len(word); i > 0; {
		_, size := utf8.DecodeLastRuneInString(word[:i])
		b = append(b, word[i-size:i]...)
		i -= size
	}
	return string(b)
}

// Evidence is what a stretch of text says about the order in which its letters are stored. Each pair counts votes.
type Evidence struct {
	FormsLogical, FormsVisual int // joining forms at the edges of words: proof, unless the text was shaped after it was reversed
	EdgesLogical, EdgesVisual int // letters at the edges of words, and common words
	Hard                      int // words that cannot be in reading order: they begin with ة ى ے ں or a final letter of Hebrew
	Words                     int // words of at least two letters
	MarksFirst, MarksLast     int // marks at the beginning and at the end of stored words
	Latin                     int // letters of other scripts

	text string // the line that is read
	kind letterKind
}

// Add adds the evidence of one line. Source of the method: the word-edge test of joining forms, and the letters that begin or end
// Arabic, Urdu and Hebrew words only.
func (e *Evidence) Add(line string) {
	e.text, e.kind = line, unread
	defer func() { e.text, e.kind = "", unread }()
	for i := 0; i < len(line); {
		if line[i] < utf8.RuneSelf {
			if c := line[i] | 0x20; c >= 'a' && c <= 'z' {
				e.Latin++
			}
			i++
			continue
		}
		end, seen := scanWord(line, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(line[i:])
			i += size
			continue
		}
		if end-i <= utf8.UTFMax && end+1 < len(line) && line[end] == ' ' && line[end+1] >= utf8.RuneSelf && utf8.RuneCountInString(line[i:end]) == 1 {
			if spaced := spacedEnd(line, i); spaced > end {
				e.word(strings.ReplaceAll(line[i:spaced], " ", ""))
				i = spaced
				continue
			}
		}
		if seen == letterTrait {
			e.letters(line[i:end])
		} else {
			e.word(line[i:end])
		}
		i = end
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// spacedEnd is the end of a word whose letters are set apart by single spaces and that begins at i: four letters or more.
func spacedEnd(line string, i int) int {
	letters, end := 0, i
	for i < len(line) {
		size := utf8.RuneLen(firstRune(line[i:]))
		if WordEnd(line, i) != i+size {
			break
		}
		letters++
		end = i + size
		if end+1 >= len(line) || line[end] != ' ' {
			break
		}
		i = end + 1
	}
	if letters < 4 {
		return -1
	}
	return end
}

// WordEnd is the end of the word of Arabic or Hebrew script that begins at offset i: letters, forms, marks, tatweel, zero-width
// joiners. It is i where no such word begins.
func WordEnd(s string, i int) int {
	end, _ := scanWord(s, i)
	return end
}

// word adds the votes of one word.
func (e *Evidence) word(w string) {
	var first, second, third, last, before, third2 rune
	letters := 0
	for i, r := range w {
		if IsMark(r) || IsHebrewPoint(r) {
			if i == 0 {
				e.MarksFirst++
			}
			if i+utf8.RuneLen(r) == len(w) {
				e.MarksLast++
			}
			continue
		}
		if r == Tatweel || r == ZWNJ || r == ZWJ {
			continue
		}
		letters++
		switch letters {
		case 1:
			first = r
		case 2:
			second = r
		case 3:
			third = r
		}
		third2, before, last = before, last, r
	}
	if letters < 2 {
		return
	}
	e.Words++
	e.shapes(ShapeOf(first), ShapeOf(last))
	var buffer [6]rune
	for i, r := range [...]rune{first, second, third, third2, before, last} {
		buffer[i] = r
		if ShapeOf(r) == Unshaped {
			continue
		}
		if i < 3 {
			buffer[i] = firstLetter(r)
		} else {
			buffer[i] = lastLetter(r)
		}
	}
	e.edges(w, letters, buffer)
}

// letters is word for a word of nothing but letters of two bytes.
func (e *Evidence) letters(w string) {
	n := len(w)
	if n < 4 {
		return
	}
	e.Words++
	r := [6]rune{letterAt(w, 0), letterAt(w, 2), 0, 0, letterAt(w, n-4), letterAt(w, n-2)}
	if n > 4 {
		r[2], r[3] = letterAt(w, 4), letterAt(w, n-6)
	}
	e.edges(w, n/2, r)
}

func (e *Evidence) shapes(first, last Shape) {
	switch first {
	case Initial:
		e.FormsLogical++
	case Final, Medial:
		e.FormsVisual++
	}
	switch last {
	case Final:
		e.FormsLogical++
	case Initial, Medial:
		e.FormsVisual++
	}
}

// edges judges a word by its letters: first, second, third, third last, second last, last.
func (e *Evidence) edges(w string, letters int, r [6]rune) {
	first, last := edgeOf(r[0]), edgeOf(r[5])
	vote := 0
	switch {
	case first&endsOnly != 0 && (r[0] != 'ى' || e.letterKind() < otherLetters): // which others write anywhere
		vote -= 2
		e.Hard++
	case first&hamzaEdge != 0 && letters > 2:
		vote--
	}
	switch {
	case last&endsOnly != 0:
		vote += 2
	case last&neverLast != 0:
		vote -= 2
	}
	if letters > 3 {
		if first&(alefEdge|lamEdge) != 0 && r[1] == 'ل' || first&procliticEdge != 0 && r[1] == 'ا' && r[2] == 'ل' {
			vote++
		}
		if (last&(alefEdge|lamEdge) != 0 && r[4] == 'ل' || last&procliticEdge != 0 && r[4] == 'ا' && r[3] == 'ل') && e.letterKind() < otherLetters {
			vote--
		}
	}
	if vote == 0 && len(w) <= 12 {
		signs := directionWords.get()
		vote = signs.vote(w, e)
		if vote == 0 && HasForms(w) {
			vote = signs.vote(FoldForms(w, true, true), e)
		}
	}
	if vote < 0 {
		if right, _ := Flipped(w, false); right != "" {
			return // هللا is a swapped ligature
		}
	}
	if vote > 0 {
		e.EdgesLogical += vote
	} else {
		e.EdgesVisual -= vote
	}
}

// edge says what a letter at the beginning or the end of a word means.
type edge uint8

const (
	endsOnly      edge = 1 << iota // only ends words: ة ى in Arabic, ے ں in Urdu, the final letters of Hebrew
	neverLast                      // إ آ
	hamzaEdge                      // ء
	alefEdge                       // ا, of the article
	lamEdge                        // ل, of the article behind ل
	procliticEdge                  // و ف ب ك, before the article
)

// edgeTable holds the edge of U+0580 + index.
var edgeTable = func() (t [0x200]edge) {
	for e, letters := range map[edge]string{
		endsOnly: "ةىےںۓۃךםןףץ", neverLast: "إآ", hamzaEdge: "ء", alefEdge: "ا", lamEdge: "ل", procliticEdge: "وفبك",
	} {
		for _, r := range letters {
			t[r-0x580] = e
		}
	}
	return t
}()

func edgeOf(r rune) edge {
	if i := uint(r) - 0x580; i < uint(len(edgeTable)) {
		return edgeTable[i]
	}
	return 0
}

func proclitic(r rune) bool { return r == 'و' || r == 'ف' || r == 'ب' || r == 'ك' }

// Forms is the balance of the joining forms: above zero for reading order.
func (e *Evidence) Forms() int { return e.FormsLogical - e.FormsVisual }

// Edges is the balance of the letters at word edges: above zero for reading order.
func (e *Evidence) Edges() int { return e.EdgesLogical - e.EdgesVisual }

// Sum adds the votes of f to e.
func (e *Evidence) Sum(f Evidence) {
	e.FormsLogical += f.FormsLogical
	e.FormsVisual += f.FormsVisual
	e.EdgesLogical += f.EdgesLogical
	e.EdgesVisual += f.EdgesVisual
	e.Hard += f.Hard
	e.Words += f.Words
	e.MarksFirst += f.MarksFirst
	e.MarksLast += f.MarksLast
	e.Latin += f.Latin
}

// ReverseWords turns every word that holds Arabic or Hebrew letters round in its place, with the punctuation that touches it, and leaves
// the order of the words: for text whose letters alone are stored as displayed.
func ReverseWords(line string, how Turn) string {
	var b strings.Builder
	b.Grow(len(line))
	for len(line) > 0 {
		end := strings.IndexAny(line, " \t")
		switch {
		case end < 0:
			end = len(line)
		case end == 0:
			b.WriteByte(line[0])
			line = line[1:]
			continue
		}
		if word := line[:end]; Ways(word)&Leftward != 0 {
			b.WriteString(Reverse(word, how))
		} else {
			b.WriteString(word)
		}
		line = line[end:]
	}
	return b.String()
}

// ReverseTokens turns the order of the words of a line round and leaves each word, with the punctuation that touches it, as it is; words
// and numbers that run to the right keep their order among themselves. Brackets that were painted round several words are turned round as
// words of their own, where otherwise they would close before they open. It is its own inverse but for white space at the ends.
func ReverseTokens(line string) string {
	turned := reverseTokens(line)
	if !strings.ContainsAny(line, "()[]{}«»") || strings.IndexByte(line, bracketEdge[0]) >= 0 || !nested(line) || nested(turned) {
		return turned
	}
	var b strings.Builder
	for _, r := range line {
		if opens(r) == 0 {
			b.WriteRune(r)
			continue
		}
		b.WriteString(bracketEdge)
		b.WriteRune(Mirror(r))
		b.WriteString(bracketEdge)
	}
	return strings.ReplaceAll(reverseTokens(b.String()), bracketEdge, "")
}

const (
	bracketEdge = "\x00" // parts a bracket from what it touches while the words are turned round
	tokenGap    = " \t" + bracketEdge
)

// nested reports whether every bracket of a line is opened before it is closed.
func nested(line string) bool {
	depth := 0
	for _, r := range line {
		if depth += opens(r); depth < 0 {
			return false
		}
	}
	return depth == 0
}

func reverseTokens(line string) string {
	head := len(line) - len(strings.TrimLeft(line, " \t"))
	body := strings.TrimRight(line[head:], " \t")
	tail := line[head+len(body):]
	b := make([]byte, 0, len(line))
	b = append(b, line[:head]...)
	for end := len(body); end > 0; {
		start, gap := tokenBefore(body, end)
		if runsRight(body[start:end]) {
			for start > 0 { // an island of such words
				s, g := tokenBefore(body, start-gap)
				if !runsRight(body[s : start-gap]) {
					break
				}
				start, gap = s, g
			}
		}
		b = append(b, body[start:end]...)
		b = append(b, body[start-gap:start]...)
		end = start - gap
	}
	return string(append(b, tail...))
}

// tokenBefore is where the word that ends at end begins, and the width of the gap before it.
func tokenBefore(s string, end int) (start, gap int) {
	start = strings.LastIndexAny(s[:end], tokenGap) + 1
	return start, start - len(strings.TrimRight(s[:start], tokenGap))
}

// runsRight reports whether a word has letters of a script that runs to the right and none of the others.
func runsRight(word string) bool {
	latin := false
	for _, r := range word {
		switch classOf(r) {
		case rtl, hebrew:
			return false
		case ltr:
			latin = true
		}
	}
	return latin
}

// StopsAtWordStarts tells where a line whose letters are stored as displayed has its last stop: 1 when the last stored word begins with a
// stop and the first does not, so that the words are in reading order; -1 when it is the other way round; else 0.
func StopsAtWordStarts(line string) int {
	line = strings.Trim(line, " \t")
	last := strings.LastIndexAny(line, " \t") + 1
	if last == 0 || !strings.ContainsAny(strings.Trim(line[:last], " \t"), " \t") {
		return 0
	}
	switch first, end := startsWithStop(line), startsWithStop(line[last:]); {
	case end && !first:
		return 1
	case first && !end:
		return -1
	}
	return 0
}

func startsWithStop(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isStop(r)
}

func isStop(r rune) bool { return r == '.' || r == '!' || r == '؟' || r == '?' || r == '۔' }

// StopsAtLineEnd reports whether the last stored word of a line, with its letters in reading order, ends with a stop and the first does not:
// the words are in reading order.
func StopsAtLineEnd(line string) bool {
	line = strings.Trim(line, " \t")
	first, _, ok := strings.Cut(line, " ")
	a, _ := utf8.DecodeLastRuneInString(first)
	b, _ := utf8.DecodeLastRuneInString(line)
	return ok && isStop(b) && !isStop(a)
}
