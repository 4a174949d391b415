package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK011", Name: "terminal-escape", Since: "0.1.0",
	Summary: "a sequence that colours or moves a terminal",
	Doc: "Output of a program that was kept with its colours: ESC, a bracket, numbers and a letter (ECMA-48). In a text they show as `[31m`, and in a terminal they " +
		"may do worse. In text of the encodings ISO-2022-JP, -KR and -CN escapes are part of the characters, and stay.",
	FixSafety: "Safe: the sequence goes, the text it coloured stays.",
	Severity:  Warning,
	Stage:     StageDecode, Scope: ScopeLine, Trigger: Trigger{Classes: Control},
	Fix: fixers.Safe,
	Bad: "\x1b[31merror\x1b[0m: disk full\n", Good: "error: disk full\n",
	Check: func(p *Pass) {
		if iso2022.Of(p.Doc) {
			return
		}
		t := p.Doc.Text[:p.Line.End]
		for i := p.Line.Start; ; {
			n := strings.IndexByte(t[i:], 0x1B)
			if n < 0 {
				return
			}
			i += n
			n = ansiLength(t[i:])
			if n == 0 {
				i++
				continue
			}
			p.Report(fixers.Span{Start: i, End: i + n}, "terminal sequence ESC %+q", t[i+1:i+n]).
				Fix(fixers.Safe, fixers.RemovesOnly, "delete the sequence", fixers.Delete(i, i+n))
			i += n
		}
	},
})

// iso2022 reports whether a document is in an encoding that changes its character sets by escapes: ISO-2022-JP, -KR or -CN (RFC 1468,
// 1557, 1922). They are the text there.
var iso2022 = NewView(func(d *Document) bool {
	for _, designation := range [...]string{"\x1b$B", "\x1b$@", "\x1b$A", "\x1b$)", "\x1b$*", "\x1b$("} {
		if strings.Contains(d.Text, designation) {
			return true
		}
	}
	return false
})

// ansiLength is the length of the terminal sequence that s, which begins with ESC, begins with; 0 when it is none. Known are
// control sequences (ESC [ … letter), operating system commands (ESC ] … BEL or ESC \) and two-character escapes (ECMA-48).
func ansiLength(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch c := s[1]; {
	case c == '[':
		for i := 2; i < len(s) && i < 40; i++ {
			switch b := s[i]; {
			case b >= 0x40 && b <= 0x7E:
				return i + 1
			case b < 0x20 || b > 0x3F || b == '%': // % is how terminal databases write parameters
				return 0
			}
		}
	case c == ']':
		for i := 2; i < len(s) && i < 120; i++ {
			if s[i] == 0x07 {
				return i + 1
			}
			if s[i] == 0x1B && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
		}
	case (c == '(' || c == ')') && len(s) > 2 && s[2] >= 0x30 && s[2] <= 0x7E:
		return 3
	case strings.IndexByte("78=>cDEHMNOZ", c) >= 0:
		return 2
	}
	return 0
}
