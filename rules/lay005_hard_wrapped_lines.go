package rules

import (
	"slices"
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "LAY005", Name: "hard-wrapped-lines", Since: "0.1.0",
	Summary: "paragraphs broken into lines of one width",
	Doc: "Text that was wrapped for a page or a screen ends its lines where the width is used up, not where a thought ends; sentences and words in search are cut. Found by " +
		"the lengths: most lines stop just before the next word would have gone past a common width, in the middle of a sentence. Blank lines may stand between all of them.\n\n" +
		"Verse, lists, columns, code and headings are content. In Markdown a line break inside a paragraph is a space already.",
	FixSafety: "Unsafe: where a paragraph ends is an estimate.",
	Severity:  Info,
	// After the furniture of pages is gone and with white space, so that lengths are those of the text.
	Stage: StageTypography, Scope: ScopeDocument,
	Fix: fixers.Unsafe,
	Bad: strings.Join(wrappedSample[:], "\n") + "\n", Good: strings.Join(wrappedSample[:], " ") + "\n",
	Check: checkHardWrapped,
})

var wrappedSample = [...]string{
	"وقف الربان على الجسر ينظر إلى السماء البعيدة، ثم قال لمن حوله", "إن العاصفة ستصل قبل الليل، وأمر بطي الأشرعة. نزل إلى المخزن",
	"ليرى ما بقي من الماء والخبز، فلما عاد كانت الريح قد اشتدت جدا،", "والبحر قد ارتفع حتى غطى سطح السفينة. لم يقل شيئا، بل أمسك بيده",
	"حبل الشراع الأخير، وربطه إلى السارية كما علمه أبوه. كان الرجال", "خلفه ينتظرون كلمة، فلما سكت عرفوا أن الليلة طويلة، وأن الميناء",
	"الذي تركوه صباحا لن يروه قبل أيام. في الفجر هدأت الريح، وظهرت", "على الأفق جزيرة صغيرة لا يعرفها أحد منهم، فضحك الربان وقال إن",
	"البحر يأخذ ويعطي. اقتربوا منها على مهل، وألقوا المرساة في ماء", "صاف يرون قاعه، ثم ناموا جميعا حتى الظهر كأنهم لم يناموا قط.",
}

const (
	narrowest    = 35 // characters of the width that lines were wrapped to, spaces not counted
	widest       = 120
	leastWrapped = 8 // lines that must show it
)

// wrapping is what the lengths of the lines of a document say.
type wrapping struct {
	lines   []int // indexes of the lines with text
	lengths []int // their visible characters
	width   int
	double  bool // blank lines stand between all lines
}

func checkHardWrapped(p *Pass) {
	d := p.Doc
	if d.Kind == Markdown {
		return // there a line break is a space
	}
	if d.Pairs()&DoubleSpace != 0 && gapView.Of(d).order {
		return // the order of the runs comes first
	}
	w, ok := measureLines(d)
	if !ok {
		return
	}
	joins := make([]bool, len(w.lines))
	pairs, wrapped, inner, stops := 0, 0, 0, 0
	for k := 0; k+1 < len(w.lines); k++ {
		if !w.together(k) {
			continue
		}
		pairs++
		first := d.Of(d.Lines()[w.lines[k]])
		comma, stop := clauses(first)
		if comma {
			inner++
		}
		if stop {
			stops++
		}
		joins[k] = w.forced(d, k)
		if joins[k] && !isTerminated(first) {
			wrapped++
		}
	}
	if wrapped < leastWrapped || wrapped*2 < pairs || inner*3 < pairs || stops*12 < pairs {
		return
	}
	for k := 0; k < len(joins); k++ {
		if !joins[k] {
			continue
		}
		start := k
		for k < len(joins) && joins[k] {
			k++
		}
		end := k
		if w.isHeading(d, end) {
			end--
		}
		if end > start {
			reportWrapped(p, w.lines[start:end+1])
		}
	}
}

// measureLines finds the width to which the lines of a document may have been wrapped.
func measureLines(d *Document) (wrapping, bool) {
	var w wrapping
	text, bytes, long := 0, 0, 0
	for _, l := range d.Lines() {
		if d.Blank(l) {
			continue
		}
		text++
		bytes += l.Len()
		if l.Len() > 3*widest {
			long++
		}
	}
	if text < leastWrapped+2 || long*50 > text || bytes/text < narrowest/2 {
		return w, false
	}
	together := 0
	for _, l := range d.Lines() {
		if d.Blank(l) {
			continue
		}
		if n := len(w.lines); n > 0 && w.lines[n-1] == l.Index-1 {
			together++
		}
		w.lines = append(w.lines, l.Index)
		w.lengths = append(w.lengths, visibleRunes(d.Of(l)))
	}
	w.double = together*5 < text
	sorted := slices.Clone(w.lengths)
	slices.Sort(sorted)
	w.width = sorted[len(sorted)*19/20]
	if w.width < narrowest || w.width > widest {
		return w, false
	}
	longer := 0
	for _, n := range sorted {
		if n*10 > w.width*12 {
			longer++
		}
	}
	return w, longer*50 <= len(sorted)
}

// together reports whether the line after the k-th could belong to its paragraph.
func (w *wrapping) together(k int) bool {
	return w.double || w.lines[k+1] == w.lines[k]+1
}

// forced reports whether the k-th line ends where the next word would have gone past the width, and the next line begins like the rest of a paragraph.
func (w *wrapping) forced(d *Document, k int) bool {
	first, second := d.Lines()[w.lines[k]], d.Lines()[w.lines[k+1]]
	text, next := d.Of(first), d.Of(second)
	body := skipSpaces(next, 0)
	if body > skipSpaces(text, 0)+1 || second.Classes&FormFeed != 0 || listMarker(next[body:]) > 0 || isFurniture(d, first.Index) || isFurniture(d, second.Index) {
		return false
	}
	if c := classBefore(text, skipSpacesBack(text, 0, len(text))); c&(Hyphen|Invisible) != 0 || w.double && isTerminated(text) {
		return false
	}
	if gaps := (first.Pairs | second.Pairs) & DoubleSpace; gaps != 0 {
		g := gapView.Of(d)
		if a, b := g.of(first), g.of(second); a == gapTable || a == gapVerse || b == gapTable || b == gapVerse {
			return false
		}
	}
	word := body
	for word < len(next) && spaceAt(next, word) == 0 {
		word++
		if stopBytes[next[word-1]] && stopAt(next, word-1) >= 0 {
			break // a space may be missing behind it
		}
	}
	return (w.lengths[k]+countRunes(next[body:word]))*100 >= w.width*92
}

// isHeading reports whether the k-th line, which seemed to end a paragraph, is short and without a stop behind a line that ends a sentence.
func (w *wrapping) isHeading(d *Document, k int) bool {
	return w.lengths[k]*2 < w.width && isTerminated(d.Of(d.Lines()[w.lines[k-1]])) && !isTerminated(d.Of(d.Lines()[w.lines[k]]))
}

// clauses reports whether a comma and whether a full stop stands inside a line, with a word after it.
func clauses(text string) (comma, stop bool) {
	for i := stopBytes.next(text, 0); i+1 < len(text); i = stopBytes.next(text, i+1) {
		if spaceAt(text, i+1) == 0 || stopAt(text, i) < 0 || skipSpaces(text, i+1) == len(text) {
			continue
		}
		comma = true
		stop = stop || text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == 0x9F || text[i] == 0x94
	}
	return comma, stop
}

// reportWrapped reports one paragraph, which stands on the lines with these indexes.
func reportWrapped(p *Pass, lines []int) {
	d := p.Doc
	first, last := d.Lines()[lines[0]], d.Lines()[lines[len(lines)-1]]
	p.Report(fixers.Span{Start: first.Start, End: last.End}, "one paragraph on %d lines", len(lines)).LazyFix(fixers.Unsafe, func() fixers.Fix {
		fix := fixers.Fix{Title: "join the lines", Contract: fixers.SameText}
		for k := 1; k < len(lines); k++ {
			before, after := d.Lines()[lines[k-1]], d.Lines()[lines[k]]
			fix.Edits = append(fix.Edits, fixers.Replace(skipSpacesBack(d.Text, before.Start, before.End), skipSpaces(d.Text[:after.End], after.Start), " "))
		}
		return fix
	})
}
