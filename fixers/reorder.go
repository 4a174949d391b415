package fixers

import (
	"math/bits"
	"strings"

	"github.com/tanqih/tanqih/internal/language"
)

// Reordered is one line whose text runs stand in the wrong order, together with the orphan marks on their own lines that belong to it.
type Reordered struct {
	Span             // from the first character of the line to its last, white space at the edges included
	New      string  // the text in reading order
	Gain     float64 // how much better New scores than the text as it stands, in nats
	Language float64 // the part of Gain that comes from the words alone, without the evidence of the spaces
}

// The gates of ScrambledRuns. A document is proved to be damaged before any line of it is touched: on sound text the search finds an order
// it likes better once in a thousand lines, on damaged text in most of them.
const (
	leastWideLines = 2   // lines with a gap inside that are worth asking the model about
	provedSum      = 20  // nats by which the words around wide gaps say "reversed" that prove it
	refutedSum     = -12 // and that refute it
	provedGaps     = 12  // gaps that must have spoken
	tornGain       = 6   // nats by which the ends of a line make one word rather than two
	provedGain     = 4   // gain of a line that speaks for damage
	provedLanguage = 8   // of its words alone
	provedLines    = 3   // so many must speak when the gaps leave it open
	provedShare    = 10  // and one in so many of the lines that can
	knownShare     = 70  // per cent of known words without which a line cannot speak
	vocalisedShare = 8   // one mark in fewer letters: extractors tear such words apart
	leastLanguage  = 2   // gain of the words without which a line stays
	mixedLanguage  = 8   // the same for a line with symbols or Latin words
	mixedSymbols   = 2   // so many symbols are common
	longestLine    = 80  // tokens; longer lines are no lines of a page
)

// Runs is a document whose lines were written run by run in the wrong order: each word is right, the runs of a line are reversed.
type Runs struct {
	text     string
	solver   *lineSolver
	rows     []row
	gapGain  float64
	gaps     int
	lines    []int // the rows that show the damage
	found    bool  // lines is known
	repaired bool
	order    []Reordered // of each of lines; New is empty when the line stays as it is
}

// ScrambledRuns proves that a text is damaged in this way, by the words around wide gaps or by whole lines that read better in another
// order; nil when it does not. model is asked for only when gaps between runs are there to explain.
//
// The method: a line is a sequence of runs, and of reversed blocks of runs where two runs meet; a search over the cuts between words
// maximises the association of neighbouring words plus a prior for each kind of gap (two or more spaces, one, none).
func ScrambledRuns(text string, model func() *language.Model) *Runs {
	if !hasRunGaps(text) {
		return nil
	}
	m := model()
	verdict, gain, gaps := gapVerdict(text, m)
	if verdict < 0 {
		return nil
	}
	r := &Runs{text: text, solver: newLineSolver(m), gapGain: gain, gaps: gaps}
	if verdict == 0 && !r.proved() {
		return nil
	}
	return r
}

// cut divides the text into rows; most callers of ScrambledRuns ask only whether it is damaged.
func (r *Runs) cut() {
	if r.rows == nil {
		r.rows = splitRows(r.text)
	}
}

// find finds the rows that show the damage.
func (r *Runs) find() {
	if r.found {
		return
	}
	r.found = true
	r.cut()
	for i := range r.rows {
		if row := &r.rows[i]; row.wide || len(row.parts) > 1 || loneWaw(row.Of(r.text)) || r.torn(row.Of(r.text)) {
			r.lines = append(r.lines, i)
		}
	}
}

// loneWaw reports whether the conjunction stands between two spaces. It is looked for by its letter: a search for the space would halt at
// every word.
func loneWaw(line string) bool {
	for at := 0; ; {
		i := strings.Index(line[at:], "و ")
		if i < 0 {
			return false
		}
		if at += i; at > 0 && line[at-1] == ' ' {
			return true
		}
		at += len("و ")
	}
}

// torn reports whether the last word of a line and its first make one word, or a number stands glued in front of the first word.
func (r *Runs) torn(line string) bool {
	line = strings.TrimSpace(line)
	at := strings.IndexByte(line, ' ')
	if at < 0 {
		at = len(line)
	}
	s := r.solver
	s.tokens = language.AppendTokens(s.tokens[:0], line[:at])
	if t := s.tokens; len(t) == 2 && t[1].Kind == language.Word && (t[0].Kind == language.Number || t[0].Kind == language.Year) {
		return true
	}
	if len(s.tokens) != 1 || s.tokens[0].Kind != language.Word || at == len(line) {
		return false
	}
	first := line[s.tokens[0].Start:s.tokens[0].End]
	end := line[strings.LastIndexByte(line, ' ')+1:]
	s.tokens = language.AppendTokens(s.tokens[:0], end)
	if len(s.tokens) != 1 || s.tokens[0].Kind != language.Word {
		return false
	}
	var buf [64]byte
	last := language.Normalize(buf[:0], end[s.tokens[0].Start:s.tokens[0].End])
	whole := language.Normalize(last, first)
	if !s.model.Known(string(whole)) {
		return false // for most lines one look into the model is enough
	}
	gain := s.model.LogProb(string(whole)) - s.model.LogProb(string(whole[len(last):])) - s.model.LogProb(string(whole[:len(last)]))
	return gain > tornGain
}

// Evidence is how much likelier the words around wide gaps are in the other order, in nats over so many gaps that were looked at.
func (r *Runs) Evidence() (gain float64, gaps int) { return r.gapGain, r.gaps }

// Len is the number of lines that show the damage.
func (r *Runs) Len() int {
	r.find()
	return len(r.lines)
}

// Line is the i-th of them, and the number of lines of the text that it was torn into.
func (r *Runs) Line(i int) (Span, int) {
	r.find()
	row := &r.rows[r.lines[i]]
	return row.Span, len(row.parts)
}

// Repair is the reading order of the i-th line; false when the line is better left alone. Every character but white space is conserved.
// The first call solves all lines.
func (r *Runs) Repair(i int) (Reordered, bool) {
	if !r.repaired {
		r.find()
		r.repair()
		r.repaired = true
	}
	return r.order[i], r.order[i].New != ""
}

// gapVerdict asks the words on both sides of wide gaps whether the pieces around them read better reversed: 1 when they do, -1 when they do
// not, 0 when there are too few to tell. It looks at no more gaps than it needs.
func gapVerdict(text string, m *language.Model) (verdict int, sum float64, gaps int) {
	var buf [64]language.Token
	tokens := buf[:0]
	var ends [4]language.Entry // first and last word of the piece before the gap, of the piece after it
	for line := range strings.Lines(text) {
		if !wideGap(line) {
			continue
		}
		tokens = language.AppendTokens(tokens[:0], line)
		first, pieces := 0, 0
		known := false
		for i := 1; i <= len(tokens); i++ {
			if i < len(tokens) && !strings.HasPrefix(line[tokens[i-1].End:tokens[i].Start], "  ") {
				continue
			}
			ends[0], ends[1] = ends[2], ends[3]
			before := known
			known = tokens[first].Kind == language.Word && tokens[i-1].Kind == language.Word
			if known {
				ends[2] = m.Entry(language.TokenText(line, tokens[first]))
				ends[3] = ends[2]
				if first < i-1 && ends[2].Known() {
					ends[3] = m.Entry(language.TokenText(line, tokens[i-1]))
				}
				known = ends[3].Known()
			}
			first = i
			if pieces++; pieces > 1 && before && known {
				sum += m.Association(&ends[3], &ends[0]) - m.Association(&ends[1], &ends[2])
				gaps++
			}
		}
		if gaps >= provedGaps && (sum >= provedSum || sum <= refutedSum) {
			break
		}
	}
	switch {
	case gaps >= provedGaps && sum >= provedSum:
		verdict = 1
	case sum <= refutedSum:
		verdict = -1
	}
	return verdict, sum, gaps
}

// row is a line of the page: a line of the text, or several with orphan marks between them.
type row struct {
	Span
	parts []part
	atoms []atom
	wide  bool // holds a gap of two or more spaces between words

	*adjacency // nil until a search needs it
}

// adjacency is what the fields of the same names of lineSolver say of one row.
type adjacency struct {
	adj, words    []float64
	joined, contJ []bool
}

// part is one line of a row.
type part struct {
	Span
	marks string // the marks that stood between the part before and this one
}

// hasRunGaps reports whether enough lines have two spaces inside Arabic text, or consist of marks.
func hasRunGaps(text string) bool {
	lines := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if wideGap(line) || len(line) > 0 && len(line) <= 16 && onlyMarks(line) {
			if lines++; lines >= leastWideLines {
				return true
			}
		}
	}
	return false
}

// wideGap reports whether two spaces stand between two characters one of which is beyond ASCII.
func wideGap(line string) bool {
	for at := 0; ; {
		i := doubleSpace(line, at)
		if i < 0 {
			return false
		}
		for at = i; at < len(line) && line[at] == ' '; at++ {
		}
		if i > 0 && at < len(line) && (line[at] >= 0xD8 || line[i-1] >= 0x80) {
			return true
		}
	}
}

// doubleSpace is the offset from which two spaces stand in s, -1 when there are none. Nearly every word is followed by one space, which
// makes a search for the first byte of the two slow; this looks at eight bytes at once.
func doubleSpace(s string, at int) int {
	const spaces, low = 0x2020202020202020, 0x7F7F7F7F7F7F7F7F
	for ; at+9 <= len(s); at += 8 {
		b := s[at : at+9]
		w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		next := w>>8 | uint64(b[8])<<56
		w = (w ^ spaces) | (next ^ spaces)               // zero where both are spaces
		if both := ^(w&low + low | w | low); both != 0 { // the high bit of each such byte
			return at + bits.TrailingZeros64(both)/8
		}
	}
	if i := strings.Index(s[at:], "  "); i >= 0 {
		return at + i
	}
	return -1
}

// onlyMarks reports whether the line holds Arabic marks and white space alone.
func onlyMarks(line string) bool {
	var buf [4]language.Token
	tokens := language.AppendTokens(buf[:0], line)
	for _, t := range tokens {
		if t.Kind != language.Mark {
			return false
		}
	}
	return len(tokens) > 0
}

// splitRows cuts the text into lines and joins those that an orphan mark stands between. A blank line may stand before the mark.
func splitRows(text string) []row {
	n := strings.Count(text, "\n") + 1
	rows, parts := make([]row, 0, n), make([]part, 0, n) // nearly every row is one line
	var marks strings.Builder
	blank := false
	at := 0
	for line := range strings.Lines(text) {
		body := strings.TrimRight(line, "\r\n")
		span := Span{at, at + len(body)}
		at += len(line)
		switch {
		case strings.TrimSpace(body) == "":
			blank = true
			continue
		case len(body) <= 32 && onlyMarks(body) && len(rows) > 0:
			marks.WriteString(strings.Join(strings.Fields(body), ""))
			blank = false
			continue
		}
		last := len(rows) - 1
		if marks.Len() > 0 && !blank && last >= 0 {
			rows[last].End = span.End
			rows[last].parts = append(rows[last].parts, part{span, marks.String()})
			rows[last].wide = rows[last].wide || wideGap(body)
			marks.Reset()
			continue
		}
		marks.Reset()
		parts = append(parts, part{Span: span})
		rows = append(rows, row{Span: span, parts: parts[len(parts)-1 : len(parts) : len(parts)], wide: wideGap(body)})
		blank = false
	}
	return rows
}

// load cuts the rows into atoms.
func (r *Runs) load() {
	r.cut()
	for i := range r.rows {
		if row := &r.rows[i]; row.atoms == nil {
			row.atoms = r.solver.atomize(r.text, row)
		}
	}
}

// vocalised reports whether the text carries so many marks that its words are torn apart.
func (r *Runs) vocalised() bool {
	marks, letters := 0, 0
	for i := range r.rows {
		for k := range r.rows[i].atoms {
			marks += r.rows[i].atoms[k].marks
			letters += len(r.rows[i].atoms[k].norm) / 2
		}
	}
	return marks*vocalisedShare > letters
}

// proved reports whether enough lines read better in another order for the words alone.
func (r *Runs) proved() bool {
	r.load()
	if r.vocalised() {
		return false
	}
	var pure []int
	for i := range r.rows {
		if r.pure(&r.rows[i]) {
			pure = append(pure, i)
		}
	}
	need := max(provedLines, (len(pure)+provedShare-1)/provedShare)
	r.solver.priors = sceptical
	for k, i := range pure {
		if len(pure)-k < need {
			break
		}
		if !r.rows[i].wide && len(r.rows[i].parts) == 1 {
			continue
		}
		r.solver.load(&r.rows[i], "", "")
		if s := r.solver.search(true); s.gain >= provedGain && s.language >= provedLanguage {
			if need--; need == 0 {
				return true
			}
		}
	}
	return false
}

// pure reports whether a line can speak for damage: known Arabic words and plain punctuation, nothing that has other reasons to move.
func (r *Runs) pure(row *row) bool {
	words, known := 0, 0
	for i := range row.atoms {
		switch a := &row.atoms[i]; {
		case a.word:
			words++
			if a.entry.Known() {
				known++
			}
		case !strings.Contains(".،؛:", a.norm):
			return false
		}
	}
	return words >= 4 && len(row.atoms) <= longestLine && known*100 >= words*knownShare
}

// repair searches every line twice: without seams and with the line before as context, then in full with the lines on both sides as the first
// search left them.
func (r *Runs) repair() {
	r.load()
	r.order = make([]Reordered, len(r.lines))
	if r.vocalised() {
		return
	}
	r.solver.priors = trusting
	first, last := make([]string, len(r.rows)), make([]string, len(r.rows)) // the tokens that each line begins and ends with
	prev := ""
	damaged := r.lines
	for i := range r.rows {
		first[i], last[i] = edges(r.rows[i].atoms)
		if len(damaged) > 0 && damaged[0] == i {
			damaged = damaged[1:]
			if s, ok := r.solve(i, prev, "", false); ok {
				first[i], last[i] = r.solver.edges(s)
			}
		}
		prev = last[i]
	}
	for k, i := range r.lines {
		prev, next := "", ""
		if i > 0 {
			prev = last[i-1]
		}
		if i+1 < len(r.rows) {
			next = first[i+1]
		}
		s, ok := r.solve(i, prev, next, true)
		if !ok {
			_, last[i] = edges(r.rows[i].atoms)
			continue
		}
		_, last[i] = r.solver.edges(s)
		r.order[k] = Reordered{Span: r.rows[i].Span, Gain: s.gain, Language: s.language}
		if text := r.solver.render(s); text != r.rows[i].Of(r.text) {
			r.order[k].New = text
		}
	}
}

func edges(atoms []atom) (first, last string) {
	if len(atoms) == 0 {
		return "", ""
	}
	return atoms[0].norm, atoms[len(atoms)-1].norm
}

// solve reports the best order of a line, and whether it passes the gate.
func (r *Runs) solve(i int, prev, next string, seams bool) (solution, bool) {
	row := &r.rows[i]
	symbols := 0
	for k := range row.atoms {
		if !row.atoms[k].word && !strings.Contains("<N><Y>.،", row.atoms[k].norm) {
			symbols++
		}
	}
	if len(row.atoms) < 2 || len(row.atoms) > longestLine {
		return solution{}, false
	}
	r.solver.load(row, prev, next)
	s := r.solver.search(seams)
	least := float64(leastLanguage)
	if symbols > mixedSymbols {
		least = mixedLanguage
	}
	return s, len(s.pieces) > 1 && s.gain >= 0 && s.language >= least
}
