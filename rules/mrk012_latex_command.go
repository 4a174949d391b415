package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK012", Name: "latex-command", Since: "0.1.0",
	Summary: "a command of LaTeX in prose",
	Doc: "`\\textbf{…}`, `\\emph{…}`, `\\section{…}`: the command goes and its text stays. `\\cite{…}`, `\\label{…}`, `\\ref{…}` and the like go with what they hold. " +
		"Formulas, which are text to their readers, stay as they are.\n\nOff unless selected: a corpus of papers keeps its LaTeX.",
	FixSafety: "Unsafe: a text about LaTeX shows its commands.",
	Severity:  Warning, Off: true,
	Stage: StageMarkup, Scope: ScopeLine, Trigger: Trigger{Pairs: BackslashLetter},
	Fix: fixers.Unsafe,
	Bad: "the \\textbf{second} law\\cite{newton}\n", Good: "the second law\n",
	Check: func(p *Pass) {
		t := p.Doc.Of(p.Line)
		for i := 0; i < len(t); {
			n := strings.IndexByte(t[i:], '\\')
			if n < 0 {
				return
			}
			i += n
			end := i + 1
			for end < len(t) && t[end]|0x20 >= 'a' && t[end]|0x20 <= 'z' {
				end++
			}
			name := t[i+1 : end]
			if end < len(t) && t[end] == '*' {
				end++
			}
			keeps, known := latexCommands[name]
			closing := closingBrace(t, end)
			if !known || closing < 0 {
				i = max(end, i+1)
				continue
			}
			b := p.Line.Start
			f := p.Report(fixers.Span{Start: b + i, End: b + closing + 1}, "\\%s of LaTeX", name)
			if keeps {
				open := end + strings.IndexByte(t[end:], '{')
				f.FixAll(fixers.Fix{Title: "keep the text of the command", Safety: fixers.Unsafe, Contract: fixers.RemovesOnly,
					Edits: []fixers.Edit{fixers.Delete(b+i, b+open+1), fixers.Delete(b+closing, b+closing+1)}})
			} else {
				f.Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the command", fixers.Delete(b+i, b+closing+1))
			}
			i = closing + 1
		}
	},
})

// latexCommands are the commands with an argument that are taken out, and whether the argument is text.
var latexCommands = map[string]bool{
	"textbf": true, "textit": true, "emph": true, "textrm": true, "textsf": true, "texttt": true, "textsc": true, "underline": true, "text": true, "mbox": true,
	"title": true, "author": true, "part": true, "chapter": true, "section": true, "subsection": true, "subsubsection": true, "paragraph": true, "caption": true,
	"footnote": true, "cite": false, "citep": false, "citet": false, "label": false, "ref": false, "eqref": false, "pageref": false, "begin": false, "end": false,
	"usepackage": false, "documentclass": false, "includegraphics": false, "vspace": false, "hspace": false, "bibliography": false, "bibliographystyle": false,
}

// closingBrace is the offset of the brace that closes the argument at t[at:], after options in square brackets; -1 when there is
// none in the line.
func closingBrace(t string, at int) int {
	if at < len(t) && t[at] == '[' {
		n := strings.IndexByte(t[at:], ']')
		if n < 0 {
			return -1
		}
		at += n + 1
	}
	if at >= len(t) || t[at] != '{' {
		return -1
	}
	depth := 0
	for i := at; i < min(len(t), at+2000); i++ {
		switch t[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
