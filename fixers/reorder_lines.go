package fixers

import (
	"math"
	"slices"
	"strings"

	"github.com/tanqih/tanqih/internal/language"
)

// The gates of ReversedLines.
const (
	linesSum     = 22.0 // nats by which the ends of neighbouring lines say "bottom-up" that prove a document
	linesSpread  = 7.0  // and this for the square root of the number of neighbours that were looked at: no walk of chance goes so far
	linesRefuted = -15.0
	linesPairs   = 8   // neighbours that must have spoken
	linesMost    = 400 // neighbours that are looked at
	lineBytes    = 200 // of the longest line of a page; longer ones are paragraphs
	lineWords    = 4   // of the shortest line that speaks
	blockLines   = 60  // of the longest block
	noStop       = 4.0 // a paragraph, or a full line alone, that ends without a stop
	innerStop    = 4.0 // a line that ends with a stop inside a paragraph
	shortShare   = 7   // tenths of the width of the page that a short line fills at most
	shortInside  = 4.0 // a short line that is not the first of its paragraph
	shortFirst   = 2.0 // a short line that is: cutting a reversed paragraph leaves the short rest at its beginning
)

// LineBlock is a paragraph whose lines were written bottom-up.
type LineBlock struct {
	Span        // whole lines without the last line end
	New  string // the lines from last to first
}

// pageLine is a line of a page with the tokens that meet its neighbours.
type pageLine struct {
	Span
	first, last language.Entry
	words       int // spaces between words and one
	looked      bool
	stop        bool // ends with a stop
	text        bool // begins with what may be the middle of a paragraph
	short       bool // ends well before the margin
}

// ReversedLines finds the paragraphs of a text whose lines stand bottom-up, as when a whole paragraph was reversed for display before it was cut
// into lines. The document is proved first: over the line ends without a stop, the first word of a line must follow the last word of the line
// below it rather than of the line above. Then the lines are divided into paragraphs so that the words at their ends fit best. The result is
// empty when the proof fails. Each line is kept as it is. spans are the lines of the text, without their ends.
func ReversedLines(text string, spans []Span, model func() *language.Model) []LineBlock {
	open, blank := 0, 0
	for _, s := range spans {
		switch n := s.Len(); {
		case n <= 1:
			blank++
		case n > 8 && n <= lineBytes && endsWithLetter(text[s.Start:s.End]):
			open++
		}
	}
	spaced := blank*5 >= len(spans)*2 // every line is followed by a blank one
	if open < linesPairs || neighbours(text, spans, spaced) < linesPairs {
		return nil
	}
	m := model()
	if !bottomUp(text, spans, spaced, m) {
		return nil
	}
	lines := make([]pageLine, 0, len(spans))
	for _, s := range spans {
		l := pageLine{Span: s}
		l.count(text)
		if l.look(text, m); !spaced || l.words > 0 {
			lines = append(lines, l)
		}
	}
	return blocks(text, lines, m)
}

func endsWithLetter(line string) bool {
	n := len(line)
	for n > 2 && (line[n-1] == ' ' || line[n-1] == '\r') {
		n--
	}
	a, b := line[n-2], line[n-1]
	return a == 0xD8 && b >= 0xA1 || a == 0xD9 && b <= 0x8A
}

// count counts the words of a line, none of an empty or longer one.
func (l *pageLine) count(text string) {
	if l.Len() > lineBytes {
		return
	}
	if line := strings.TrimSpace(l.Of(text)); line != "" {
		l.words = strings.Count(line, " ") + 1
	}
}

// look finds the tokens at the ends of a line that has words.
func (l *pageLine) look(text string, m *language.Model) {
	if l.words == 0 || l.looked {
		return
	}
	l.looked = true
	line := strings.TrimSpace(l.Of(text))
	var buf [16]language.Token
	start, _, _ := strings.Cut(line, " ")
	head := language.AppendTokens(buf[:0], start)
	if len(head) == 0 {
		return
	}
	l.first = m.Entry(language.TokenText(line, head[0]))
	first := head[0].Kind
	end := line[strings.LastIndexByte(line, ' ')+1:]
	tail := language.AppendTokens(buf[:0], end)
	if len(tail) == 0 {
		return
	}
	last := tail[len(tail)-1]
	l.last = m.Entry(language.TokenText(end, last))
	if last.Kind == language.Symbol {
		l.stop = strings.Contains(".؟!:", language.TokenText(end, last))
	}
	l.text = first != language.Foreign && first != language.Mark
}

// neighbours counts the pairs of lines that may speak, as far as they are needed.
func neighbours(text string, spans []Span, spaced bool) int {
	pairs, last := 0, 0
	for _, s := range spans {
		if spaced && s.Len() <= 1 {
			continue
		}
		l := pageLine{Span: s}
		if l.count(text); l.words >= lineWords && last >= lineWords {
			if pairs++; pairs >= linesPairs {
				break
			}
		}
		last = l.words
	}
	return pairs
}

// bottomUp proves that the lines of a document stand in reverse.
func bottomUp(text string, spans []Span, spaced bool, m *language.Model) bool {
	sum, pairs := 0.0, 0
	var a, b pageLine
	for _, s := range spans {
		if spaced && s.Len() <= 1 {
			continue
		}
		a, b = b, pageLine{Span: s}
		if b.count(text); a.words < lineWords || b.words < lineWords {
			continue
		}
		a.look(text, m)
		b.look(text, m)
		if a.stop && b.stop || !a.first.Known() || !a.last.Known() || !b.first.Known() || !b.last.Known() {
			continue
		}
		sum += m.Association(&b.last, &a.first) - m.Association(&a.last, &b.first)
		if pairs++; pairs < linesPairs {
			continue
		}
		if sum >= linesSum && sum >= linesSpread*math.Sqrt(float64(pairs)) {
			return true
		}
		if sum <= linesRefuted || pairs >= linesMost {
			return false
		}
	}
	return false
}

// blocks divides the lines into paragraphs: best[i] is the score of the lines before i, and a block [k,i) is read from line i-1 up to line k.
func blocks(text string, lines []pageLine, m *language.Model) []LineBlock {
	n := len(lines)
	margin := rightMargin(lines)
	for i := range lines {
		lines[i].short = lines[i].Len()*10 < margin*shortShare
	}
	best, from := make([]float64, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		single := &lines[i-1]
		best[i], from[i] = best[i-1], i-1
		if single.words >= lineWords && !single.stop && !single.short {
			best[i] -= noStop
		}
		score := 0.0
		for k := i - 2; k >= 0 && i-k <= blockLines; k-- {
			up, down := &lines[k], &lines[k+1] // down is read before up
			if up.words < lineWords || down.words == 0 || !up.text || !down.text || i-k > 2 && down.words < lineWords {
				break
			}
			score += m.Association(&down.last, &up.first)
			if down.stop {
				score -= innerStop
			}
			if up.short {
				score -= shortInside
			}
			v := best[k] + score
			if !up.stop {
				v -= noStop
			}
			if lines[i-1].short {
				v += shortFirst
			}
			if v > best[i] {
				best[i], from[i] = v, k
			}
		}
	}
	var found []LineBlock
	for i := n; i > 0; i = from[i] {
		if k := from[i]; i-k > 1 {
			found = append(found, reverseBlock(text, lines[k:i]))
		}
	}
	for i, j := 0, len(found)-1; i < j; i, j = i+1, j-1 {
		found[i], found[j] = found[j], found[i]
	}
	return found
}

// rightMargin is the length in bytes that one line in ten exceeds.
func rightMargin(lines []pageLine) int {
	var lengths []int
	for i := range lines {
		if lines[i].words > 0 {
			lengths = append(lengths, lines[i].Len())
		}
	}
	slices.Sort(lengths)
	return lengths[len(lengths)*9/10]
}

// reverseBlock writes the lines from last to first; the line ends keep their places.
func reverseBlock(text string, lines []pageLine) LineBlock {
	var b strings.Builder
	n := len(lines)
	for i := range lines {
		b.WriteString(lines[n-1-i].Of(text))
		if i+1 < n {
			b.WriteString(text[lines[i].End:lines[i+1].Start])
		}
	}
	return LineBlock{Span{lines[0].Start, lines[n-1].End}, b.String()}
}
