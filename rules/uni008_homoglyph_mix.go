package rules

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "UNI008", Name: "homoglyph-mix", Since: "0.1.0",
	Summary: "letters of two alphabets that look alike inside one word",
	Doc: "A Cyrillic `а` in a Latin word looks right and is found by nobody: character recognition and keyboards that were not switched put it there, and so do " +
		"those who want to get past a filter. Reported is a word whose few letters of one alphabet all look like letters of the other, which the rest of " +
		"the word is written in. A Latin name with an ending in the other alphabet, where the text has the name alone as well, is reported without a fix.",
	FixSafety: "Unsafe: the word may be a name or a formula.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: MixedLetters},
	Fix: fixers.Unsafe,
	Bad: "the s\u0441ience of light\n", Good: "the science of light\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		for i := 0; i < len(t); {
			r, n := runeAt(t, i)
			if ClassOf(r)&(Latin|Alphabetic) == 0 {
				i += n
				continue
			}
			end := wordEnd(t, i)
			if end == i {
				end = i + n
			}
			if new, table, ok := oneAlphabet(t[i:end]); ok && !isAddress(tokenNear(t, i)) {
				s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + end}
				f := p.Report(s, "letters of two alphabets in %q", t[i:end])
				if joinsWords(p.Doc, s) {
					i = end
					continue
				}
				f.Fix(fixers.Unsafe, fixers.Maps(table), "write it in one alphabet", fixers.Replace(s.Start, s.End, new))
			}
			i = end
		}
	},
})

// joinsWords reports whether a word of two alphabets is two pieces that were put together on purpose: a name in Latin letters that the text also
// has alone, or the letter of an option, and an ending or a value in the other alphabet.
func joinsWords(d *Document, s fixers.Span) bool {
	word := s.Of(d.Text)
	latin := 0
	for latin < len(word) && isASCIILetter(word[latin]) {
		latin++
	}
	if latin < 2 || strings.IndexFunc(word[latin:], func(r rune) bool { return r < 0x80 }) >= 0 {
		return false
	}
	if s.Start > 0 && d.Text[s.Start-1] == '-' {
		return true
	}
	name := word[:latin]
	for i := 0; latin > 2; {
		n := strings.Index(d.Text[i:], name)
		if n < 0 {
			break
		}
		i += n
		if classBefore(d.Text, i)&Letter == 0 && classAt(d.Text, i+latin)&Letter == 0 {
			return true
		}
		i += latin
	}
	return false
}

//go:embed data/look-alikes.txt
var lookAlikeList string

// lookAlikes maps Cyrillic and Greek letters to the Latin ones they look like; latinTo maps back, by alphabet.
type lookAlikes struct {
	toLatin map[rune]rune
	latinTo map[string]map[rune]rune
}

var lookAlike = sync.OnceValue(func() lookAlikes {
	l := lookAlikes{map[rune]rune{}, map[string]map[rune]rune{}}
	for line := range strings.Lines(lookAlikeList) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(f) != 3 {
			continue
		}
		l.latinTo[f[0]] = map[rune]rune{}
		from, to := []rune(strings.ReplaceAll(f[1], " ", "")), []rune(strings.ReplaceAll(f[2], " ", ""))
		for i := range from {
			l.toLatin[from[i]] = to[i]
			l.latinTo[f[0]][to[i]] = from[i]
		}
	}
	return l
})

// oneAlphabet writes a word of two alphabets in the one that most of its letters are of, if all others look like letters of it.
// Words of less than three letters, and those that are half and half, are left alone.
func oneAlphabet(word string) (new string, table map[rune]string, ok bool) {
	var latin, cyrillic, greek int
	for _, r := range word {
		switch {
		case ClassOf(r)&Latin != 0:
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Greek, r):
			greek++
		}
	}
	others, name := cyrillic, "cyrillic"
	if greek > 0 {
		others, name = greek, "greek"
	}
	if latin == 0 || others == 0 || cyrillic > 0 && greek > 0 || latin+others < 3 || latin == others {
		return "", nil, false
	}
	table = map[rune]string{}
	var sb strings.Builder
	for _, r := range word {
		isLatin := ClassOf(r)&Latin != 0
		to := r
		if latin > others && !isLatin && unicode.IsLetter(r) {
			if to, ok = lookAlike().toLatin[r]; !ok {
				return "", nil, false
			}
		}
		if latin < others && isLatin {
			if to, ok = lookAlike().latinTo[name][r]; !ok {
				return "", nil, false
			}
		}
		if to != r {
			table[r] = string(to)
		}
		sb.WriteRune(to)
	}
	return sb.String(), table, true
}
