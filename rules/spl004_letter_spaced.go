package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/language"
)

var _ = register(Rule{
	Code:    "SPL004",
	Name:    "letter-spaced",
	Summary: "a word whose letters are set apart by spaces",
	Doc: `Headings are often set with wide letters, and extractors give them back with a space after each: ` + "`T I T L E`" + `. The rule looks for at
least five single letters that fill a line or stand between wider gaps. Alphabets, lists of letters and initials are left alone; in Arabic the
word must be one of the language model, or long.`,
	FixSafety: "Unsafe: where one word ends and the next begins may be lost.",
	Since:     "0.1.0",
	Severity:  Warning,
	Stage:     StageLines,
	Scope:     ScopeLine,
	Trigger:   Trigger{Pairs: SpaceArabicLetter, Classes: Upper},
	Fix:       fixers.Unsafe,
	HoldsLine: true,
	Bad:       "C H A P T E R\n",
	Good:      "CHAPTER\n",
	Check: func(p *Pass) {
		l := p.Line
		line := p.Doc.Of(l)
		if len(line) < 2*spacedKnown-1 || strings.Count(line, " ")*spacedShare < len(line) || !mayBeSpaced(line) {
			return
		}
		for at := 0; at < len(line); {
			end := at
			for end < len(line) && (spaceAt(line, end) == 0 || end+1 == len(line) || spaceAt(line, end+1) == 0) {
				end++
			}
			letterSpaced(p, fixers.Span{Start: l.Start + at, End: l.Start + end})
			at = skipSpaces(line, end)
			if at == end {
				break
			}
		}
	},
})

const (
	spacedLetters = 5 // letters of a spaced word
	spacedKnown   = 4 // of one that the language model or the document knows
	spacedShare   = 5 // one space in so many bytes: words have fewer
	spacedUnknown = 6 // of an Arabic one that nobody knows
)

// mayBeSpaced reports whether three single letters stand one space apart.
func mayBeSpaced(line string) bool {
	run := 0
	for i := 0; i < len(line); {
		n := 1
		if line[i] >= 0xC2 && line[i] < 0xE0 {
			n = 2
		}
		if i+n < len(line) && line[i+n] == ' ' && line[i] != ' ' {
			if run++; run >= 3 {
				return true
			}
			i += n + 1
			continue
		}
		run = 0
		next := strings.IndexByte(line[i:], ' ')
		if next < 0 {
			return false
		}
		i += next + 1
	}
	return false
}

// letterSpaced looks at a stretch of text between wider gaps.
func letterSpaced(p *Pass, s fixers.Span) {
	d := p.Doc
	s = d.Trimmed(s)
	text := s.Of(d.Text)
	letters, single, pieces := 0, 0, 0
	var arabic, upper, lower bool
	var b strings.Builder
	for piece := range strings.SplitSeq(text, " ") {
		n := 0
		for _, r := range piece {
			n++
			switch c := ClassOf(r); {
			case c&Arabic != 0 && c&ArabicForm == 0:
				arabic = true
			case c&Upper != 0:
				upper = true
			case c&Lower != 0 && letters > 0:
				lower = true
			default:
				return
			}
			letters++
		}
		pieces++
		if n == 1 {
			single++
		}
		if n > 2 || n == 2 && !arabic {
			return
		}
		b.WriteString(piece)
	}
	word := b.String()
	if single < spacedKnown || pieces-single > 2 || arabic && (upper || lower) || isAlphabet(word) {
		return
	}
	switch {
	case arabic:
		spacedArabic(p, s, word, letters)
	case letters >= spacedLetters && hasVowelAndConsonant(word):
		report := p.Report(s, "the letters of %q are set apart", word)
		report.Fix(fixers.Unsafe, fixers.SameText, "join the letters", fixers.Replace(s.Start, s.End, word))
	}
}

// spacedArabic reports a spaced word of the Arabic script; one that is known only from its last letter to its first was stored as displayed.
func spacedArabic(p *Pass, s fixers.Span, word string, letters int) {
	d := p.Doc
	if lang := d.Lang(); lang != "ar" && lang != language.Undetermined {
		return
	}
	m := d.Model()
	known := func(w string) bool { return m.Known(string(language.Normalize(nil, w))) }
	contract := fixers.SameText
	if !known(word) {
		back := reversed(word)
		switch {
		case known(back):
			word, contract = back, fixers.SameLetters
		case letters < spacedUnknown:
			return
		}
	}
	p.Report(s, "the letters of %q are set apart", word).Fix(fixers.Unsafe, contract, "join the letters", fixers.Replace(s.Start, s.End, word))
}

func reversed(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

// alphabets are the orders in which letters are listed.
var alphabets = []string{"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ", "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"}

// isAlphabet reports whether four letters in a row are neighbours in an alphabet, or one letter is repeated throughout.
func isAlphabet(word string) bool {
	word = strings.ToUpper(strings.NewReplacer("أ", "ا", "إ", "ا", "ى", "ي").Replace(word))
	runes := []rune(word)
	if strings.Count(word, string(runes[0])) == len(runes) {
		return true
	}
	for i := 0; i+4 <= len(runes); i++ {
		for _, a := range alphabets {
			if strings.Contains(a, string(runes[i:i+4])) {
				return true
			}
		}
	}
	return false
}

func hasVowelAndConsonant(word string) bool {
	vowels := 0
	for i := range len(word) {
		if strings.IndexByte("AEIOUYaeiouy", word[i]) >= 0 {
			vowels++
		}
	}
	return vowels > 0 && vowels < len(word)
}
