package rules

import (
	"unicode/utf8"

	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "ARA010",
	Name:    "glyph-cipher",
	Summary: "Arabic letters that make no Arabic: the font told the extractor wrong letters, or none",
	Doc: `A PDF font may carry a wrong table of characters: the page looks right and the extractor writes valid letters, but others, or none. No
dictionary brings such text back. The rule asks the model of the language about a sample of words; where most are unknown it judges every
line by its words and by how probable their letters are, and reports the stretches of lines that are no Arabic. They have to be
extracted again, by OCR.`,
	Since:    "0.1.0",
	Severity: Error,
	Stage:    StageTypography,
	Scope:    ScopeDocument,
	Trigger:  Trigger{Classes: Arabic},
	Bad: "خغصذ ثظزضغ طءثخغ ذصضظث غخؤشظ\nضظثغذ خصءطغ ظثذضخ غصطظء ذخثغض\n" +
		"صغظخث ضذطءغ ثخظصذ غضطثخ ظءذغص\nغثذظض خطصءث ظغضذخ صثءطغ ذظخضث\n",
	Good: "افتتحت المكتبة العامة أبوابها أمام القراء\nوزارها عدد كبير من الطلاب والباحثين\n" +
		"ثم أعلنت الإدارة عن برنامج جديد للقراءة\nيستمر حتى نهاية العام الدراسي\n",
	Check: func(p *Pass) { reportSenseless(p, cipher) },
})

// The bounds of the verdicts on words that mean nothing.
const (
	senseSample  = 6    // lines of a text that are asked first
	senseKnown   = 0.45 // known words among those of a sample above which a text is left
	glanceBytes  = 40   // bytes of each that are asked before the others
	glanceKnown  = 0.8  // known words among those above which a text is left
	lineKnown    = 0.35 // known words of a line above which it is Arabic
	senseWords   = 3    // words of three letters or more that a line needs to speak
	cipherLetter = -3.4 // mean log probability of a letter below which the letters make no Arabic
	senseless    = 4    // lines in a row that are reported
)

// senseKind tells what a senseless stretch of lines is.
type senseKind uint8

const (
	sensible senseKind = iota
	cipher             // the letters are wrong
	salad              // the letters are plausible, the words are not
)

// stretchOfLines is lines that mean nothing.
type stretchOfLines struct {
	first, last int
	kind        senseKind
	known       float64
}

// senselessLines are the stretches of a document in Arabic whose words the model does not know.
var senselessLines = NewView(func(d *Document) []stretchOfLines {
	if lang := d.Lang(); lang != "ar" && lang != language.Undetermined || d.Classes()&Arabic == 0 {
		return nil
	}
	m := d.Model()
	lines := d.Lines()
	if s := senseSampleOf(d, m, glanceBytes); s.words >= senseWords*4 && s.share() >= glanceKnown {
		return nil
	}
	if s := senseSampleOf(d, m, sampleBytes); s.words < senseWords*4 || s.share() >= senseKnown {
		return nil
	}
	var found []stretchOfLines
	var run stretchOfLines
	var all senseCount
	bad, open := 0, false
	flush := func() {
		// letters that read better backwards are another rule's, and so are words without spaces
		if open && bad >= senseless && all.mirrored < all.logProb+float64(all.letters)/8 && all.letters < 12*all.words {
			run.known = all.share()
			run.kind = salad
			if all.letterMean() < cipherLetter {
				run.kind = cipher
			}
			found = append(found, run)
		}
		open, bad, all = false, 0, senseCount{}
	}
	for i, l := range lines {
		var c senseCount
		if l.Classes&Arabic != 0 {
			c.add(m, d.Of(l))
		}
		switch {
		case c.words < senseWords:
			continue
		case c.share() >= lineKnown:
			flush()
			continue
		}
		if !open {
			open, run = true, stretchOfLines{first: i}
		}
		run.last = i
		bad++
		all.sum(c)
	}
	flush()
	return found
})

// senseSampleOf asks at most so many bytes of each of a few lines.
func senseSampleOf(d *Document, m *language.Model, most int) (sample senseCount) {
	lines := d.Lines()
	for i, step := 0, max(1, len(lines)/senseSample); i < len(lines); i += step {
		if l := lines[i]; l.Classes&Arabic != 0 {
			sample.ask(m, clipLine(d.Of(l), most))
		}
	}
	return sample
}

// senseCount counts words of three letters or more, those that the model knows, and the probability of their letters.
type senseCount struct {
	words, known, letters int
	logProb, mirrored     float64 // of the letters as they stand, and read backwards
}

// ask counts words only.
func (c *senseCount) ask(m *language.Model, text string) {
	var buffer [64]byte
	eachArabicWord(text, func(start, end int) {
		if end-start < 6 || end-start > len(buffer) {
			return
		}
		c.words++
		if m.Known(string(language.Normalize(buffer[:0], text[start:end]))) {
			c.known++
		}
	})
}

// add counts words and letters.
func (c *senseCount) add(m *language.Model, text string) {
	var buffer []byte
	eachArabicWord(text, func(start, end int) {
		if end-start < 6 {
			return
		}
		buffer = language.Normalize(buffer[:0], arabic.FoldForms(text[start:end], true, true))
		word := string(buffer)
		n := utf8.RuneCountInString(word)
		if n < 3 {
			return
		}
		c.words++
		c.letters += n + 1
		c.logProb += m.Letters().LogProb(word)
		c.mirrored += m.Letters().LogProb(arabic.Mirrored(word))
		if m.Known(word) {
			c.known++
		}
	})
}

func (c *senseCount) sum(o senseCount) {
	c.words += o.words
	c.known += o.known
	c.letters += o.letters
	c.logProb += o.logProb
	c.mirrored += o.mirrored
}

func (c *senseCount) share() float64 { return float64(c.known) / float64(max(1, c.words)) }

func (c *senseCount) letterMean() float64 { return c.logProb / float64(max(1, c.letters)) }

// reportSenseless reports the stretches of one kind.
func reportSenseless(p *Pass, kind senseKind) {
	for _, s := range senselessLines.Of(p.Doc) {
		if s.kind != kind {
			continue
		}
		format := "the letters of lines %d–%d make no Arabic: the font's letters are wrong; extract these pages again, by OCR"
		if kind == salad {
			format = "most words of lines %d–%d are unknown: recognise these pages again"
		}
		p.Report(spanOfLines(p.Doc, s.first, s.last), format, s.first+1, s.last+1).With("known_words", s.known)
	}
}
