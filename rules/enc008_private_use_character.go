package rules

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "ENC008", Name: "private-use-character", Since: "0.1.0",
	Summary: "a character whose meaning only one font knows",
	Doc: "Characters for private use (U+E000–F8FF and planes 15 and 16) are glyphs of one font. Bullets of Symbol and Wingdings have a known meaning and become the " +
		"character of Unicode for it. Others may stand for a letter, a ligature or nothing; only the source can tell.",
	FixSafety: "Safe for signs of symbol fonts with a known meaning, by a fixed table. The others are reported.",
	Severity:  Warning,
	Stage:     StageDecode, Scope: ScopeLine, Trigger: Trigger{Classes: PrivateUse},
	Fix: fixers.Safe,
	Bad: "\uf0b7 الفصل الأول\n", Good: "• الفصل الأول\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		atStart := true
		for i := 0; i < len(t); {
			r, n := runeAt(t, i)
			if ClassOf(r)&PrivateUse == 0 {
				atStart = atStart && ClassOf(r)&(AnySpace|FormFeed|BidiMark|BidiControl) != 0
				i += n
				continue
			}
			s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + n}
			g, known := symbolGlyphs()[r]
			if known && (g.anywhere || atStart && (i+n == len(t) || spaceAt(t, i+n) > 0 || classAt(t, i+n)&(Letter|AnyDigit) != 0)) {
				p.Report(s, "%U of a symbol font, %q", r, g.is).
					Fix(fixers.Safe, fixers.Maps(map[rune]string{r: g.is}), "write the character of Unicode", fixers.Replace(s.Start, s.End, g.is))
				atStart = false
				i += n
				continue
			}
			count := 1
			for s.End < p.Line.End {
				r, n := runeAt(p.Doc.Text, s.End)
				if _, known := symbolGlyphs()[r]; known || ClassOf(r)&PrivateUse == 0 {
					break
				}
				s.End += n
				count++
			}
			p.Report(s, "%d for private use from %U: only its font knows what it is", count, r).With("count", count)
			atStart = false
			i = s.End - p.Line.Start
		}
	},
})

//go:embed data/symbol-glyphs.txt
var symbolGlyphList string

type symbolGlyph struct {
	is       string
	anywhere bool
}

var symbolGlyphs = sync.OnceValue(func() map[rune]symbolGlyph {
	m := map[rune]symbolGlyph{}
	for line := range strings.Lines(symbolGlyphList) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if line[0] == '#' || len(f) != 3 {
			continue
		}
		code, err := strconv.ParseUint(f[1], 16, 32)
		is, err2 := strconv.Unquote(`"` + f[2] + `"`)
		if err != nil || err2 != nil {
			panic("symbol glyphs: " + line) // embedded data: a test reads it
		}
		m[rune(code)] = symbolGlyph{is, f[0] == "anywhere"}
	}
	return m
})
