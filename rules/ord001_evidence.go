package rules

import (
	"math"
	"slices"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

// The bounds of the verdicts. Votes are those of [arabic.Evidence]; gains are nats.
const (
	smallText     = 4 << 10 // bytes up to which every line is looked at
	sampleLines   = 8       // lines of a larger text that are looked at when no class gives it away
	visualVotes   = 3       // votes that make a document one stored as displayed
	lineVotes     = 2       // votes that make a line so against an undecided document
	provedVotes   = 3       // votes of joining forms that prove it
	wordGain      = 3.0     // gain of the model, for a word, that makes a text of a word or two so
	orderGain     = 6.0     // gain of the pairs of words that makes a single line one of reversed words
	settledGain   = 24.0    // gain against it that settles it for a document
	orderGainRate = 0.25    // the same for a document, for each pair of words
	sampleBytes   = 200     // bytes of a line that a sample reads
	glancedBytes  = 48      // bytes of every line that are read beside joining forms
	longSample    = 800     // bytes of a line that are read for common phrases
	pairStep      = 24      // bytes of a line whose pairs of words are read at once
	othersGain    = 20.0    // gain against it, of the lines around a line that does not prove it
	lineGain      = 3.0     // gain of a line that speaks
	phraseGain    = 3.0     // what a common phrase is worth
	loneMirrored  = 300     // occurrences of the mirror image of a single word that make it stored as displayed
	stopGain      = 6.0     // what a stop at the beginning of the last stored word of a line is worth among these
)

// judge collects the evidence of a document line by line.
type judge struct {
	doc      *Document
	model    *language.Model   // of the words; nil where it knows none of them
	pairs    bool              // the model knows the language well enough to judge the order of words
	strange  bool              // no table tells the words of the language: only letters and forms that no word begins with are evidence
	evidence []arabic.Evidence // of the lines that were read; nil when none was
	seen     []bool
	total    arabic.Evidence
	plain    arabic.Evidence // of the lines without joining forms
	doubtful bool            // one of those speaks for the order of display
	buffer   []byte
	tokens   []language.Token
}

func judgeLetterOrder(d *Document) letterOrder {
	if beyondRepair(d) {
		return letterOrder{}
	}
	j := &judge{doc: d}
	switch lang := d.Lang(); {
	case d.Classes()&(Arabic|ArabicForm) == 0:
	case lang == "ar" || lang == language.Undetermined:
		j.model, j.pairs = d.Model(), true
	case lang == "fa":
		j.model = d.Model()
	case lang == "ps" || lang == "sd" || lang == "ckb" || lang == "ug":
		j.strange = true
	}
	j.look()
	v := letterOrder{all: j.total}
	switch {
	case j.visual():
		v.lines = j.visualLines(true)
	case j.total.Hard > 0 || j.total.FormsVisual > 0 || len(d.Text) <= smallText:
		v.lines = j.visualLines(false)
	}
	if len(v.lines) == 0 {
		v.lines = j.reversedWords()
	}
	return v
}

// look reads the lines that may tell: all that hold joining forms, and those with a letter inside a word that only ends words. Lines without
// forms whose words end in ة and ى and never have them inside are in reading order; for others a sample is enough unless it speaks for the
// order of display, and beside forms the beginning of every line, unless one does. The places of marks tell how lines are turned.
func (j *judge) look() {
	d := j.doc
	lines := d.Lines()
	if len(d.Text) <= smallText {
		j.all()
		return
	}
	const hints = MaksuraLetter | TehMarbutaLetter
	forms := d.Classes()&ArabicForm != 0
	for i, l := range lines {
		if l.Pairs&hints != 0 || forms && l.Classes&(ArabicForm|ArabicMark) != 0 {
			j.line(i)
		}
	}
	if d.Classes()&(TehMarbuta|Maksura) == 0 || d.Classes()&(Hebrew|ArabicForeign) != 0 || forms {
		step, most := max(1, len(lines)/sampleLines), sampleBytes
		if forms { // fonts may differ from page to page
			step, most = 1, glancedBytes
		}
		for i := 0; i < len(lines) && (!forms || !j.doubtful); i += step {
			j.sample(i, most)
		}
	}
	if e := j.total; e.Edges() < 0 && e.Hard > 1 || forms && (j.doubtful || j.plain.Edges() <= 0 || j.shapedLater()) {
		j.all()
	}
}

// all reads every line, those that were sampled again.
func (j *judge) all() {
	j.total, j.plain, j.seen = arabic.Evidence{}, arabic.Evidence{}, nil
	for i := range j.doc.Lines() {
		j.line(i)
	}
}

func (j *judge) line(i int) {
	l := j.doc.Lines()[i]
	if !turnable(l) || j.wasSeen(i) {
		return
	}
	if j.seen == nil {
		j.seen, j.evidence = make([]bool, len(j.doc.Lines())), make([]arabic.Evidence, len(j.doc.Lines()))
	}
	j.seen[i] = true
	j.evidence[i].Add(j.doc.Of(l))
	j.add(l, j.evidence[i])
}

func (j *judge) wasSeen(i int) bool { return j.seen != nil && j.seen[i] }

func (j *judge) add(l Line, e arabic.Evidence) {
	j.total.Sum(e)
	if l.Classes&ArabicForm == 0 {
		j.plain.Sum(e)
		j.doubtful = j.doubtful || e.Edges() <= -lineVotes
	}
}

// sample reads the beginning of a line, and all of it when that speaks for the order of display.
func (j *judge) sample(i, most int) {
	l := j.doc.Lines()[i]
	if !turnable(l) || j.wasSeen(i) {
		return
	}
	var e arabic.Evidence
	if e.Add(clipLine(j.doc.Of(l), most)); e.Edges() < 0 || e.Hard > 0 {
		j.line(i)
		return
	}
	j.add(l, e)
}

// turnable reports a line that has letters of such scripts and no bytes that are no UTF-8, which could not be conserved.
func turnable(l Line) bool {
	return l.Classes&(Arabic|ArabicForm|Hebrew) != 0 && l.Classes&Invalid == 0
}

// shapedLater reports that joining forms speak for reading order and the letters against it: the text was reversed, then shaped.
func (j *judge) shapedLater() bool {
	e := &j.total
	return e.Forms() > 0 && e.Hard > 0 && e.EdgesVisual >= 2*e.EdgesLogical+2
}

// visual reports whether the document as a whole is stored as displayed.
func (j *judge) visual() bool {
	e := &j.total
	if j.shapedLater() {
		return true
	}
	if e.FormsLogical+e.FormsVisual >= visualVotes {
		return e.FormsVisual > 2*e.FormsLogical
	}
	return e.Edges() <= -visualVotes && e.EdgesVisual > 2*e.EdgesLogical && (e.Hard > 0 || !j.strange)
}

// visualLines are the lines to turn round; majority says that the document as a whole is stored as displayed. Where the majority decides
// lines that cannot speak for themselves, all of them are repaired together, so that no repair takes away the evidence for another.
func (j *judge) visualLines(majority bool) []lineOrder {
	how := fixers.Reading{Letters: true, Words: true, Fold: j.shapedLater()}
	how.Turn.MarksFirst = j.total.MarksFirst > j.total.MarksLast
	var found []lineOrder
	proved := 0
	for i, l := range j.doc.Lines() {
		if !turnable(l) {
			continue
		}
		o := lineOrder{index: i, reading: how, safety: fixers.Unsafe}
		if j.wasSeen(i) {
			o.evidence = j.evidence[i]
		}
		o.apart = majority && l.Classes&ArabicForm == 0 && j.plain.Edges() > 0 // a page of forms says nothing about the others
		if !j.turned(&o, majority && !o.apart) {
			continue
		}
		e := &o.evidence
		if !how.Fold && (e.Forms() <= -provedVotes && e.FormsLogical == 0 ||
			e.Hard > 0 && e.Edges() <= -provedVotes && e.EdgesLogical == 0 && e.Forms() <= 0) {
			o.safety = fixers.Safe
			proved++
		}
		found = append(found, o)
	}
	if proved > 0 && proved < len(found) {
		for i := range found {
			if majority && !found[i].apart {
				found[i].safety = fixers.Safe
			}
		}
		if !majority {
			found = slices.DeleteFunc(found, func(o lineOrder) bool { return !o.alone })
		}
	}
	j.settleTurn(found)
	return j.better(found, majority)
}

// better keeps the lines whose evidence speaks for reading order once they are turned: all of them or none where the majority decided. What
// reads no better either way would be turned to and fro.
func (j *judge) better(found []lineOrder, majority bool) []lineOrder {
	gained := 0
	found = slices.DeleteFunc(found, func(o lineOrder) bool {
		var after arabic.Evidence
		after.Add(o.reading.Read(j.doc.Of(j.doc.Lines()[o.index])))
		gain := after.Forms() + after.Edges() - o.evidence.Forms() - o.evidence.Edges()
		if o.reading.Fold {
			gain = after.Edges() - o.evidence.Edges()
		}
		gained += gain
		if majority {
			return gain < 0 && o.gain < 0 // neither its letters nor the model like it
		}
		return gain <= 0 && o.gain < wordGain
	})
	if majority && gained <= 0 {
		return nil
	}
	return found
}

// turned reports whether a line is stored as displayed.
func (j *judge) turned(o *lineOrder, majority bool) bool {
	e := &o.evidence
	text := j.doc.Of(j.doc.Lines()[o.index])
	score := e.Forms() + e.Edges()
	if o.reading.Fold {
		score = e.Edges()
	}
	if majority {
		switch {
		case score >= 3:
			return false
		case score > 0:
			o.gain = j.letterGain(text)
			return o.gain >= wordGain
		case score > -2:
			o.gain = j.letterGain(text)
			return o.gain >= -wordGain
		}
		return true
	}
	undecided := j.total.Forms()+j.total.Edges() <= 0
	foreign := j.strange || j.pairs && j.doc.Lines()[o.index].Classes&ArabicForeign != 0
	switch {
	case j.strange && e.Hard == 0 && e.Forms() >= 0:
		return false
	case score <= -lineVotes && e.Words >= 3 || e.Forms() <= -lineVotes:
		o.alone = true
		o.gain = j.letterGain(text)
		return o.gain >= 0 && (e.Hard > 0 || e.Forms() < 0 || !j.othersRead(o.index))
	case undecided && e.Hard > 0 && e.EdgesLogical == 0 && score < 0:
		o.gain = j.letterGain(text)
		return o.gain >= 0
	case undecided && score <= 0 && e.Words > 0:
		if e.Words < 3 && j.quoted(text) || e.Hard == 0 && (foreign && score == 0 || j.othersRead(o.index)) {
			return false // of words in another language the model knows nothing
		}
		o.gain = j.letterGain(text)
		if e.Words < 3 && len(ligatureSwaps.Of(j.doc)) > 0 {
			return false
		}
		if j.model == nil {
			return e.EdgesVisual > 0 && e.EdgesLogical == 0
		}
		return score < 0 && o.gain >= wordGain || e.Words > 2 && o.gain >= 2*wordGain || j.allMirrored(text)
	}
	return false
}

// othersRead reports whether the letters of the lines around a line are in reading order beyond doubt.
func (j *judge) othersRead(index int) bool {
	const near = 10 // lines on each side
	lines := j.doc.Lines()
	sum := 0.0
	for i := max(0, index-near); i < min(len(lines), index+near+1); i++ {
		if text := j.doc.Of(lines[i]); turnable(lines[i]) && text != j.doc.Of(lines[index]) {
			sum += j.letterGain(clipLine(text, sampleBytes))
		}
	}
	return sum < -othersGain
}

// quoted reports whether a line of Latin words quotes a few of another script: too few to tell that it is stored as displayed.
func (j *judge) quoted(text string) bool {
	latin, other := 0, 0
	for i := 0; i < len(text); {
		if end := arabic.WordEnd(text, i); end > i {
			other++
			i = end
			continue
		}
		start := i
		for i < len(text) && isASCIILetter(text[i]) {
			i++
		}
		if i-start > 1 {
			latin++
		}
		if i == start {
			i += runeLen(text[i])
		}
	}
	return latin > 2*other
}

// letterGain is how much likelier the words of a line are when their letters are read the other way, in nats; 0 without a model.
func (j *judge) letterGain(text string) float64 {
	if j.model == nil {
		return 0
	}
	sum := 0.0
	for i := 0; i < len(text); {
		end := arabic.WordEnd(text, i)
		if end == i {
			i += runeLen(text[i])
			continue
		}
		sum += j.wordGain(text[i:end])
		i = end
	}
	return sum
}

// allMirrored reports whether every word of a text of a few words, two-letter words aside, is unknown as stored and a common word when it
// is read the other way.
func (j *judge) allMirrored(text string) bool {
	if j.model == nil {
		return false
	}
	if j.buffer = language.Normalize(j.buffer[:0], strings.ReplaceAll(text, " ", "")); j.model.Known(string(j.buffer)) {
		return false // a word torn by a space
	}
	words, common := 0, 0.0
	for i := 0; i < len(text); {
		end := arabic.WordEnd(text, i)
		if end == i {
			i += runeLen(text[i])
			continue
		}
		j.buffer = language.Normalize(j.buffer[:0], arabic.FoldForms(text[i:end], true, true))
		i = end
		stored := string(j.buffer)
		mirrored := arabic.Mirrored(stored)
		if len(stored) < 6 || stored == mirrored {
			continue
		}
		if j.model.LogProb(mirrored)-j.model.LogProb(stored) < wordGain || j.model.Count(mirrored) < 10 || j.model.Count(stored) > 10 {
			return false
		}
		words++
		common = j.model.Count(mirrored)
	}
	// a rare word may be one of another language backwards
	return words > 1 || common >= loneMirrored || words == 1 && (j.doc.Lang() == "ar" || arabic.HasForms(text))
}

// wordGain is letterGain for one word: at most eight nats, so that no single word decides.
func (j *judge) wordGain(word string) float64 {
	j.buffer = language.Normalize(j.buffer[:0], arabic.FoldForms(word, true, true))
	stored := string(j.buffer)
	mirrored := arabic.Mirrored(stored)
	if stored == mirrored || len(stored) < 4 {
		return 0
	}
	gain := j.model.LogProb(mirrored) - j.model.LogProb(stored)
	if !j.model.Known(mirrored) && !j.model.Known(stored) {
		if strings.ContainsAny(stored, "پچژگ") {
			return 0 // no letters of the model's language
		}
		gain = -j.model.Letters().Direction(stored) / 2
	}
	return max(-8, min(8, gain))
}

// settleTurn decides for all lines of a document together what the single line leaves open: whether the order of the words is
// that of display too, and whether brackets were stored as painted.
func (j *judge) settleTurn(found []lineOrder) {
	mirror := 0
	backward, pairs := 0.0, 0
	for i := range found {
		o := &found[i]
		text := j.doc.Of(j.doc.Lines()[o.index])
		o.reading.Turn.Mirror = false
		plain := o.reading.Read(text)
		switch b := bracketBalance(plain); {
		case b < 0:
			o.reading.Turn.Mirror = true
			mirror++
		case b > 0:
			mirror--
		default:
			o.reading.Turn.Mirror = strings.ContainsAny(text, "()[]{}<>«»‹›") // by the majority, below
		}
		if backward <= -settledGain {
			continue // the order of the words is settled
		}
		if o.evidence.Words >= 3 && pairs < 400 {
			backward += j.orderGain(plain)
			if j.pairs {
				pairs += o.evidence.Words - 1
			}
		}
		backward += stopGain * float64(arabic.StopsAtWordStarts(text))
	}
	wordsRight := backward > max(orderGain-0.5, orderGainRate*float64(pairs))
	for i := range found {
		o := &found[i]
		o.reading.Words = !wordsRight
		if wordsRight {
			o.safety = fixers.Unsafe
		}
		if o.reading.Turn.Mirror && mirror < 0 {
			text := j.doc.Of(j.doc.Lines()[o.index])
			with := o.reading
			with.Turn.Mirror = false
			if bracketBalance(with.Read(text)) == 0 {
				o.reading.Turn.Mirror = false
			}
		}
	}
}

// bracketBalance is above zero when the brackets and angled quotes of a line open before they close, below zero when they close
// first, zero when they do not tell.
func bracketBalance(line string) int {
	balance, depth := 0, 0
	for _, r := range line {
		switch r {
		case '(', '[', '{', '«', '‹':
			if depth < 0 {
				balance--
			}
			depth++
		case ')', ']', '}', '»', '›':
			if depth > 0 {
				balance++
			}
			depth--
		}
	}
	return balance
}

// pairGain is how much better the words of a line, in reading order by their letters, follow each other backwards, in nats. Words that the model
// does not know say nothing. It reads no further than to a gain of low or high, as a sequential test of two hypotheses does.
func (j *judge) pairGain(line string, low, high float64) float64 {
	forward, backward := 0.0, 0.0
	line = arabic.FoldForms(line, true, true)
	var last language.Entry
	linked := false
	for line != "" && backward-forward > low && backward-forward < high {
		end := len(line)
		if space := strings.IndexByte(line[min(end, pairStep):], ' '); space >= 0 {
			end = pairStep + space
		}
		j.tokens = language.AppendTokens(j.tokens[:0], line[:end])
		for _, t := range j.tokens {
			if t.Kind != language.Word {
				linked = linked && t.Kind == language.Mark
				continue
			}
			e := j.model.Entry(j.normal(line[t.Start:t.End]))
			if linked && e.Known() && last.Known() {
				forward += j.model.Association(&last, &e)
				backward += j.model.Association(&e, &last)
			}
			last, linked = e, true
		}
		line = line[end:]
	}
	return backward - forward
}

// normal is the form under which the model knows a word.
func (j *judge) normal(word string) string {
	if j.buffer = language.Normalize(j.buffer[:0], word); string(j.buffer) == word {
		return word
	}
	return string(j.buffer)
}

// reversedWords finds the lines whose letters are in reading order and whose words are not. A few lines of a document are asked
// first, so that text in reading order costs no more than them; the others are judged by their own gain and the share of reversed
// lines in the document.
func (j *judge) reversedWords() []lineOrder {
	d := j.doc
	if d.Classes()&(Arabic|ArabicForm|Hebrew) == 0 {
		return nil
	}
	lines := d.Lines()
	if s := j.sampleOrder(sampleLines / 2); j.pairs && s.backward == 0 && s.forward > 1 {
		return nil
	}
	if scrambledRuns.Of(d) != nil { // another defect, with a repair of its own
		return nil
	}
	if s := j.sampleOrder(8 * sampleLines); !s.suspicious() {
		return nil
	}
	gains := make([]float64, len(lines))
	var all tally
	for i, l := range lines {
		gains[i] = j.orderGain(d.Of(l))
		if gains[i] > 0 && arabic.StopsAtLineEnd(d.Of(l)) {
			gains[i] = max(0, gains[i]-stopGain) // where the words are reversed the last stop of a sentence comes first
		}
		all.add(gains[i])
	}
	prior := all.prior()
	alone := math.Inf(-1) // what a line needs that the document does not decide
	if !all.decided() {
		alone = orderGain
	}
	var found []lineOrder
	for i, l := range lines {
		if gains[i]+prior > 0 && gains[i] >= alone && turnable(l) && (gains[i] != 0 || prior > 3) {
			found = append(found, lineOrder{index: i, reading: fixers.Reading{Words: true}, safety: fixers.Unsafe, gain: gains[i]})
		}
	}
	return found
}

// sampleOrder asks so many lines of the text, or all of a short one.
func (j *judge) sampleOrder(n int) tally {
	var t tally
	lines := j.doc.Lines()
	for i, step := 0, max(1, len(lines)/n); i < len(lines); i += step {
		if l := lines[i]; l.Len() > 20 && l.Classes&(Arabic|ArabicForm|Hebrew) != 0 {
			text := j.doc.Of(l)
			if j.pairs {
				t.add(j.pairGain(clipLine(text, sampleBytes), -lineGain, orderGain))
			} else {
				t.add(j.phraseGain(text[:min(len(text), longSample)]))
			}
		}
	}
	return t
}

// tally counts the lines that speak for reversed words and those that speak against it.
type tally struct {
	backward, forward int
	most              float64
}

func (t *tally) add(gain float64) {
	switch {
	case gain >= lineGain:
		t.backward++
	case gain <= -lineGain:
		t.forward++
	}
	t.most = max(t.most, gain)
}

// suspicious reports whether a sample deserves that every line is asked.
func (t *tally) suspicious() bool {
	return t.backward >= 2 && t.backward*8 >= t.forward || t.backward == 1 && t.forward == 0 && t.most >= orderGain
}

// decided reports whether the document as a whole has its words reversed: then lines that say little are reversed as well. A single pair of
// names may be commoner the other way round, and a list holds many; one line at least has to say more.
func (t *tally) decided() bool {
	return t.backward >= 3 && t.backward >= 2*t.forward && t.most >= orderGain
}

// prior is what the document as a whole adds to the gain of a line.
func (t *tally) prior() float64 {
	if t.backward+t.forward < 3 {
		return -orderGain
	}
	return 2 * math.Log(float64(t.backward+1)/float64(t.forward+1))
}

// orderGain is how much better the words of a line, in reading order by their letters, follow each other backwards, in nats: by the model, or
// for languages that it does not know by common phrases.
func (j *judge) orderGain(text string) float64 {
	if j.pairs {
		return j.pairGain(text, math.Inf(-1), math.Inf(1))
	}
	return j.phraseGain(text)
}

func (j *judge) phraseGain(text string) float64 {
	forward, backward := arabic.Phrases(text)
	return phraseGain * float64(backward-forward)
}

// clipLine is the beginning of a line, whole words of at most so many bytes.
func clipLine(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return s[:strings.LastIndexByte(s[:limit], ' ')+1]
}
