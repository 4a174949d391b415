package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code:    "DUP001",
	Name:    "duplicate-title",
	Summary: "the title repeated at the head of the document",
	Doc: `A page has its title in the window, in a heading and often once more over the text; extraction writes them one under the other. Reported are the
copies among the first lines of a document that has paragraphs below: exact ones, and those that differ in white space, marks, tatweel, case or hamza
carriers, or in the name of the site after a separator (“Title | Site”).

One copy stays: the one with its marks, and the one without the name of the site. Verse, lists, rows of tables and fields of records are not reported, since
a line that returns is content there. Below the first line of the document a title has to be set off from what stands over it.`,
	FixSafety: `Deleting copies is safe when nothing but blank lines and site chrome stands between them, else unsafe.`,
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageFurniture,
	Scope:     ScopeDocument,
	Fix:       fixers.Safe,
	Bad: "مواسم القمح في ثلاث دول\n\nمواسم القمح في ثلاث دول\n\nتراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، " +
		"بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Good: "مواسم القمح في ثلاث دول\n\nتراجعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي، " +
		"بعد أن أعلنت ثلاث دول عن مواسم وفيرة، وقال تجار إن الهبوط قد يستمر حتى الخريف.\n",
	Check: checkDuplicateTitle,
})

const (
	titleUnits    = 8   // the title and its copies stand among so many first lines
	titleBytes    = 400 // a longer line is a paragraph
	titleRunes    = 150 // characters; so is one
	titleLetters  = 6   // a line with fewer is a label
	siteNameWords = 6   // after the separator
)

// titleLine is one of the first lines of a document as titles are compared.
type titleLine struct {
	line int
	text string // trimmed
	hash uint64 // of its words
	main uint64 // of its words before the name of a site; the same as hash when there is none
}

func checkDuplicateTitle(p *Pass) {
	var head [titleUnits]titleLine
	n := 0
	for _, l := range p.Doc.Lines() {
		if p.Doc.Blank(l) || isFurniture(p.Doc, l.Index) {
			continue
		}
		if n == len(head) || l.End-l.Start > titleBytes || p.Doc.Protected(l.Span) {
			break
		}
		head[n] = titleLine{line: l.Index, text: p.Doc.Trimmed(l.Span).Of(p.Doc.Text)}
		n++
	}
	if n < 2 || !mayRepeat(head[:n]) {
		return
	}
	for i := range head[:n] {
		t := &head[i]
		t.hash = foldedHash(t.text)
		t.main = t.hash
		if p.Doc.Lines()[t.line].Classes&siteSigns != 0 {
			t.main = foldedHash(withoutSite(t.text))
		}
	}
	if repeatedHead.Of(p.Doc) != nil {
		return // more than the title stands there twice: DUP002
	}
	chrome := chromeView.Of(p.Doc)
	first := true
	for i := range head[:n-1] {
		if chrome.isHit(head[i].line) {
			continue
		}
		if mayBeTitle(p.Doc, head[i]) {
			// Below the first line, only what comes twice in a row is a title: over it stands a category or a date.
			copies := titleCopies(p.Doc, head[i:n])
			if len(copies) > 1 && (first || copies[1].line == head[i+1].line && isSetOff(p.Doc, copies)) && hasParagraph(p.Doc, copies[len(copies)-1].line+1) {
				reportTitle(p, head[i:n], copies, chrome)
				return
			}
		}
		first = false
	}
}

// notProse is the classes of signs that code and data are full of and titles and paragraphs have not, and of those that stand for an
// unknown character, so that lines which look alike may differ.
const notProse = Equals | OpenCurly | Backslash | Less | Greater | Control | Tab | PrivateUse | Replacement | Invalid

// mayBeTitle reports whether a line is of the length of titles, has letters, and is neither a sentence nor code.
func mayBeTitle(d *Document, t titleLine) bool {
	l := d.Lines()[t.line]
	return letters(t.text) >= titleLetters && lineRunes(l) <= titleRunes && l.Classes&Letter != 0 && l.Classes&notProse == 0 &&
		!strings.HasSuffix(t.text, ".") && !strings.HasSuffix(t.text, ":") && !strings.HasSuffix(t.text, "|") && !strings.ContainsAny(t.text[:1], "!$%&/@[`'") &&
		!isRecord(t.text)
}

// isRecord reports whether a line is a field of a record or of a comment, `kind: table` or `# RUN: pass`: a small or a single word of ASCII, a colon
// and at most two words.
func isRecord(text string) bool {
	key, value, ok := strings.Cut(strings.TrimLeft(text, "# "), ": ")
	if !ok || strings.ContainsFunc(key, func(r rune) bool { return r != '-' && r != '_' && (r|0x20 < 'a' || r|0x20 > 'z') }) {
		return false
	}
	return key != "" && key[0] >= 'a' || countWords(value) <= 2
}

// isSetOff reports whether the copies of what may be a title below the first line are set off as a title is: nothing but a blank line or page
// furniture directly over the first of them, or a long paragraph under the last. A line in a stanza or in a row of fields is none.
func isSetOff(d *Document, copies []titleLine) bool {
	lines := d.Lines()
	if i := copies[0].line; i == 0 || d.Blank(lines[i-1]) || isFurniture(d, i-1) {
		return true
	}
	for i := copies[len(copies)-1].line + 1; i < len(lines); i++ {
		if !d.Blank(lines[i]) {
			return lineRunes(lines[i]) >= proseRunes
		}
	}
	return false
}

// mayRepeat is a cheap test: some line has about the length of another, or begins or ends as it does.
func mayRepeat(head []titleLine) bool {
	for i := range head {
		for j := i + 1; j < len(head); j++ {
			a, b := head[i].text, head[j].text
			if len(a) > len(b) {
				a, b = b, a
			}
			if len(a) >= titleLetters && (len(b) <= len(a)*3/2 || strings.ContainsAny(b, "|-–—»:•·")) {
				return true
			}
		}
	}
	return false
}

// titleCopies are the lines that say what the first says, the first included, as far as the first paragraph of the text. A title of
// some length may come back after that paragraph too, which is the lead then: over it, a page has the title for the head, under it
// that for the text.
func titleCopies(d *Document, head []titleLine) []titleLine {
	const long = 30 // characters
	copies := head[:1:1]
	lead := false
	for _, t := range head[1:] {
		switch {
		case mayBeTitle(d, t) && (t.hash == head[0].hash || t.main == head[0].hash || t.hash == head[0].main):
			copies = append(copies, t)
		case isParagraph(d, d.Lines()[t.line]):
			if lead || lineRunes(d.Lines()[head[0].line]) < long {
				return copies
			}
			lead = true
		}
	}
	return copies
}

// siteSigns is the classes of the separators that withoutSite looks for.
const siteSigns = Markup | Hyphen | Dash | Colon | CloseQuote | Symbol | Tatweel

// withoutSite is the text before the last separator that a short name follows; the whole text when there is none.
func withoutSite(text string) string {
	for _, sep := range [...]string{" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " ـ "} {
		i := strings.LastIndex(text, sep)
		if i < titleLetters {
			continue
		}
		if name := text[i+len(sep):]; len(strings.Fields(name)) <= siteNameWords && len(name) < i {
			return text[:i]
		}
	}
	return text
}

// hasParagraph reports whether a paragraph stands at line from or after it, among the lines near by.
func hasParagraph(d *Document, from int) bool {
	const reach = 60
	lines := d.Lines()
	for i := from; i < len(lines) && i < from+reach; i++ {
		if isParagraph(d, lines[i]) {
			return true
		}
	}
	return false
}

// isParagraph reports whether a line is running text: long, or of some length and ended as sentences end.
func isParagraph(d *Document, l Line) bool {
	runes := lineRunes(l)
	return runes >= proseRunes || runes >= sentenceRunes && endsSentence(d.Of(l))
}

// lineRunes is an estimate of the number of characters of a line from its bytes.
func lineRunes(l Line) int {
	if l.Classes&(Arabic|Hebrew|Alphabetic) != 0 {
		return l.Len() / 2
	}
	return l.Len()
}

func reportTitle(p *Pass, head, copies []titleLine, chrome *chromeDoc) {
	keep := 0
	for i, t := range copies {
		if best := copies[keep]; t.hash != best.hash && t.hash == best.main || t.hash == best.hash && len(t.text) > len(best.text) && marks(t.text) > marks(best.text) {
			keep = i
		}
	}
	safety := fixers.Safe
	last := copies[len(copies)-1].line
	for _, t := range head {
		if t.line < last && !contains(copies, t) && !chrome.isHit(t.line) {
			safety = fixers.Unsafe
		}
	}
	kept := p.Doc.Lines()[copies[keep].line]
	for i, t := range copies {
		if i == keep {
			continue
		}
		line := t.line
		p.Report(p.Doc.Trimmed(p.Doc.Lines()[line].Span), "the title %q once more", excerpt(t.text)).
			LazyFix(safety, func() fixers.Fix { return p.Doc.deleteLines("delete the line", []int{line}) }).
			Relate(kept.Span, "the copy that stays")
	}
}

func contains(copies []titleLine, t titleLine) bool {
	for _, c := range copies {
		if c.line == t.line {
			return true
		}
	}
	return false
}

// marks counts the combining marks of a text.
func marks(s string) int {
	n := 0
	for _, r := range s {
		if ClassOf(r)&(ArabicMark|OtherMark) != 0 {
			n++
		}
	}
	return n
}
