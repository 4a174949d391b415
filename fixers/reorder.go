package fixers

import (
	"strings"

	"github.com/tanqih/tanqih/internal/language"
)

// Reordered is one line whose text runs stand in the wrong order, together with the orphan marks on their own lines that belong to it.
type Reordered struct {
	Span             // from the first character of the line to its last, white space at the edges included
	New      string  // the text in reading order
	Gain     float64 // how much better New scores than the text as it stands, in nats
	Language float64 // the part of Gain that comes from the words alone, without the evidence of the spaces
	Marks    int     // marks that stood on lines of their own
}

// The gates of Reorder. A document is proved to be damaged before any line of it is touched: on sound text the search finds an order it
// likes better once in a thousand lines, on damaged text in most of them.
const (
	provedGain     = 4  // of a line that speaks for damage
	provedLanguage = 8  // of its words alone
	provedLines    = 3  // so many must speak
	provedShare    = 10 // and one in so many of the lines that can
	knownShare     = 70 // per cent of known words without which a line cannot speak
	vocalisedShare = 8  // one mark in fewer letters: extractors tear such words apart
	documentPrior  = 4  // what a wide gap says once the document is proved
	leastLanguage  = 2  // gain of the words without which a line stays
	mixedLanguage  = 8  // the same for a line with symbols or Latin words
	mixedSymbols   = 2  // so many symbols are common
	longestLine    = 80 // tokens; longer lines are no lines of a page
	leastWideLines = 2  // lines with a gap inside that are worth asking the model about
)

// Reorder finds the lines of a text that an extractor wrote run by run in the wrong order (each word right, the runs of the line reversed)
// and proposes their reading order. model is asked for only when gaps between runs, or marks on lines of their own, are there to explain.
// Every letter is conserved. The result is empty unless several lines prove that the document is damaged.
//
// The method: a line is a sequence of runs, and of reversed blocks of runs where two runs meet; a search over the cuts between words
// maximises the association of neighbouring words plus a prior for each kind of gap (two or more spaces, one, none).
func Reorder(text string, model func() *language.Model) []Reordered {
	if !hasRunGaps(text) {
		return nil
	}
	rows := splitRows(text)
	d := &reorderer{solver: newLineSolver(model()), rows: rows}
	for i := range rows {
		rows[i].atoms = d.solver.atomize(text, &rows[i])
	}
	if !d.proved() {
		return nil
	}
	return d.repair(text)
}

type reorderer struct {
	solver *lineSolver
	rows   []row
}

// row is a line of the page: a line of the text, or several with orphan marks between them.
type row struct {
	Span
	parts []part
	atoms []atom
	wide  bool // holds a gap of two or more spaces between words
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
		i := strings.Index(line[at:], "  ")
		if i < 0 {
			return false
		}
		i += at
		for at = i; at < len(line) && line[at] == ' '; at++ {
		}
		if i > 0 && at < len(line) && (line[i-1] >= 0xD8 || line[at] >= 0xD8 || line[i-1] >= 0x80) {
			return true
		}
	}
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
	var rows []row
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
		rows = append(rows, row{Span: span, parts: []part{{Span: span}}, wide: wideGap(body)})
		blank = false
	}
	return rows
}

// proved reports whether enough lines read better in another order for the words alone.
func (d *reorderer) proved() bool {
	var pure []int
	marks, letters := 0, 0
	for i := range d.rows {
		r := &d.rows[i]
		for _, a := range r.atoms {
			marks += a.marks
			letters += len(a.norm) / 2
		}
		if d.pure(r) {
			pure = append(pure, i)
		}
	}
	if marks*vocalisedShare > letters {
		return false
	}
	need := max(provedLines, (len(pure)+provedShare-1)/provedShare)
	d.solver.priors = sceptical
	for k, i := range pure {
		if len(pure)-k < need {
			break
		}
		if !d.rows[i].wide && len(d.rows[i].parts) == 1 {
			continue
		}
		d.solver.load(d.rows[i].atoms, "", "")
		if s := d.solver.search(); s.gain >= provedGain && s.language >= provedLanguage {
			if need--; need == 0 {
				return true
			}
		}
	}
	return false
}

// pure reports whether a line can speak for damage: known Arabic words and plain punctuation, nothing that has other reasons to move.
func (d *reorderer) pure(r *row) bool {
	words, known := 0, 0
	for i := range r.atoms {
		switch a := &r.atoms[i]; {
		case a.word:
			words++
			if a.entry.Known() {
				known++
			}
		case !strings.Contains(".،؛:", a.norm):
			return false
		}
	}
	return words >= 4 && len(r.atoms) <= longestLine && known*100 >= words*knownShare
}

// repair searches every line twice: with the line before as context, then with the lines on both sides as the first search left them.
func (d *reorderer) repair(text string) []Reordered {
	d.solver.priors = trusting
	first := make([]string, len(d.rows)) // the token that each line begins with
	prev := ""
	last := make([]string, len(d.rows)) // and ends with
	for i := range d.rows {
		first[i], last[i] = edges(d.rows[i].atoms)
		if s, ok := d.solve(i, prev, ""); ok {
			first[i], last[i] = d.solver.edges(s)
		}
		prev = last[i]
	}
	var out []Reordered
	prev = ""
	for i := range d.rows {
		next := ""
		if i+1 < len(d.rows) {
			next = first[i+1]
		}
		s, ok := d.solve(i, prev, next)
		if !ok {
			prev = last[i]
			if len(d.rows[i].atoms) > 0 {
				_, prev = edges(d.rows[i].atoms)
			}
			continue
		}
		_, prev = d.solver.edges(s)
		r := Reordered{Span: d.rows[i].Span, Gain: s.gain, Language: s.language}
		r.New = d.solver.render(text, &d.rows[i], s)
		for _, p := range d.rows[i].parts {
			r.Marks += len(p.marks) / 2
		}
		if r.New != r.Of(text) {
			out = append(out, r)
		}
	}
	return out
}

func edges(atoms []atom) (first, last string) {
	if len(atoms) == 0 {
		return "", ""
	}
	return atoms[0].norm, atoms[len(atoms)-1].norm
}

// solve reports the best order of a line, and whether it passes the gate.
func (d *reorderer) solve(i int, prev, next string) (solution, bool) {
	r := &d.rows[i]
	symbols := 0
	for k := range r.atoms {
		if !r.atoms[k].word && !strings.Contains("<N><Y>.،", r.atoms[k].norm) {
			symbols++
		}
	}
	if len(r.atoms) < 2 || len(r.atoms) > longestLine {
		return solution{}, false
	}
	d.solver.load(r.atoms, prev, next)
	s := d.solver.search()
	least := float64(leastLanguage)
	if symbols > mixedSymbols {
		least = mixedLanguage
	}
	return s, len(s.pieces) > 1 && s.gain >= 0 && s.language >= least
}
