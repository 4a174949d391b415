package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "PUN001", Name: "space-before-punctuation", Since: "0.1.0",
	Summary: "a space before a comma, a full stop or another stop",
	Doc: "A stop stands directly behind the word it closes. Where it stands between a space and the next word (`كلمة ،كلمة`) it has been pushed to the wrong side.\n\n" +
		"Content, and not reported: the spaces of French before `: ; ! ?`, dots of omission, dots that lead to a page number, signs between numbers, names such as `.NET`; and in " +
		"text that runs to the right what stands in columns, code, the keys of a keyboard and a sign that is a word of its own (`. or ..`).\n\n" +
		"Behind a word that no clause ends with (`the .`, `of ,`) something was lost, a formula or a link: that is said, and nothing is closed.",
	FixSafety: "Safe: only the space moves or goes. Unsafe before a colon, beside a number, behind a conjunction or a single letter of Latin script, before a question or exclamation mark behind a Latin word, before a full stop in a line without letters of Arabic or Hebrew script (`git add .`), and in a document whose wide gaps show that its runs are out of order.",
	Severity:  Warning,
	Stage:     StageTypography, Scope: ScopeLine, Trigger: Trigger{Pairs: SpaceStop},
	Fix: fixers.Safe,
	Bad: "حضر الوزير ، ثم غادر .\n", Good: "حضر الوزير، ثم غادر.\n",
	Check: func(p *Pass) {
		l := p.Line
		t := p.Doc.Text[:l.End]
		body := skipSpaces(t, l.Start)
		// A stop alone is the folder of a command where no comma stands alone too: git add .
		command := l.Classes&(Arabic|ArabicForm|Hebrew) == 0 && !strings.Contains(t[body:], " , ")
		for i := stopBytes.next(t, body); i < l.End; i = stopBytes.next(t, i+1) {
			at := stopAt(t, i)
			if at < 0 {
				continue
			}
			if start := skipSpacesBack(t, body, at); start < at {
				spaceBeforeStop(p, fixers.Span{Start: start, End: at}, body, command)
			}
		}
	},
})

// spaceBeforeStop looks at a run of spaces before a stop. The text of the line begins at body, and may be a command.
func spaceBeforeStop(p *Pass, run fixers.Span, body int, command bool) {
	t := p.Doc.Text[:p.Line.End]
	stop, size := runeAt(t, run.End)
	end := run.End + size
	before, _ := baseBefore(t, run.Start)
	after := classAt(t, end)
	const closing = CloseBracket | CloseQuote | Quote
	if run.Start <= body || before&(Letter|AnyDigit|closing|Percent) == 0 {
		return
	}
	if n := listMarker(t[body:run.Start]); n == run.Start-body {
		return
	}
	safety := spaceSafety(p.Doc)
	free := after&(AnySpace|LineEnd|closing) != 0 // the stop is followed by nothing that it could belong to
	edit := fixers.Delete(run.Start, run.End)
	switch stop {
	case '،', '؛', '؟', '۔':
		if before&AnyDigit != 0 || after&AnyDigit != 0 {
			safety = fixers.Unsafe
		}
		switch {
		case free || after&Stop != 0:
		case after&(Letter|AnyDigit|OpenQuote|OpenParen) != 0 && before&closing == 0:
			edit = fixers.Replace(run.Start, end, t[run.End:end]+" ")
		default:
			return
		}
	case '.', ',':
		rest := skipSpaces(t, end)
		if !free || before&AnyDigit != 0 && classAt(t, rest)&AnyDigit != 0 || classAt(t, rest)&Stop != 0 {
			return
		}
		if before&Quote != 0 && before&closing != 0 && classBefore(t, run.Start-1)&AnySpace != 0 {
			return // the quotation mark opens
		}
		if stop == '.' && command {
			safety = fixers.Unsafe
		}
		if run.Len() > 2 && gapView.Of(p.Doc).of(p.Line) == gapTable {
			return // a cell of its own
		}
		if leftToRight(p.Doc, p.Line) {
			if isWord(t, body, run, end) {
				return
			}
			word := t[wordStart(t, run.Start):run.Start]
			switch kind := clauseEnds(p.Doc.Lang())[strings.ToLower(word)]; {
			case len(word) == 1:
				safety = fixers.Unsafe // a key, a sign of mathematics
			case kind == neverEnds, kind == conjunction && stop == '.':
				if formOf(p.Doc, p.Line) == formText {
					p.Report(fixers.Span{Start: run.Start - len(word), End: end}, "%q stands right before %q: something may be lost between them", word, stop)
				}
				return
			case kind != mayEnd:
				safety = fixers.Unsafe
			}
		}
	case ':', ';', '!', '?':
		if after&(AnySpace|LineEnd) == 0 || before&AnyDigit != 0 || stop == ':' && classAt(t, skipSpaces(t, end))&LineEnd != 0 {
			return
		}
		if before&Latin != 0 && classAt(t, skipSpaces(t, end))&Lower != 0 {
			return // a sign of its own: cond ? a : b
		}
		if stop == '?' && isLostSign(t[body:], run.End-body) {
			return
		}
		if frenchQuotation(t[body:], run.Start-body) {
			return
		}
		if before&(Arabic|Hebrew) == 0 && (p.Doc.Lang() != "en" || t[run.Start] != ' ' || run.Len() != 1) {
			return
		}
		if stop == ':' || stop == ';' {
			safety = fixers.Unsafe
		} else if before&(Arabic|Hebrew) == 0 {
			safety = fixers.Unsafe // an operator, (found) ? one : none; French: merci !
		}
	default:
		return
	}
	if formOf(p.Doc, p.Line) != formText {
		return
	}
	p.Report(fixers.Span{Start: run.Start, End: end}, "a space before %q", stop).
		Fix(safety, fixers.SameText, "put it behind the word", edit)
}

// isWord reports whether the stop behind run, which ends at end, in a line of text that runs to the right, is a word or stands in a column of
// its own: behind a gap, before a word in small letters when it is a full stop (". or .."), or as the last word of a quoted command.
func isWord(t string, body int, run fixers.Span, end int) bool {
	if run.Len() > 1 {
		return true
	}
	if t[end-1] == '.' && spaceAt(t, end) > 0 && classAt(t, skipSpaces(t, end))&(Lower|OpenParen) != 0 {
		return true
	}
	if end == len(t) || strings.IndexByte("\"'`", t[end]) < 0 {
		return false
	}
	open := strings.LastIndexByte(t[body:run.Start], t[end])
	return open >= 0 && classAt(t, body+open+1)&Lower != 0
}

// frenchQuotation reports whether offset i of a text lies between « and » with spaces inside them, as French sets a quotation.
func frenchQuotation(text string, i int) bool {
	const longest = 600 // bytes, so that a long line does not cost its square
	before, after := text[max(0, i-longest):i], text[i:min(len(text), i+longest)]
	open := strings.LastIndex(before, "«")
	return open >= 0 && spaceAt(before, open+len("«")) > 0 && !strings.Contains(before[open:], "»") && strings.Contains(after, " »")
}
