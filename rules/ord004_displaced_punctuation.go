package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "ORD004", Name: "displaced-punctuation", Since: "0.1.0",
	Summary: "punctuation at the wrong end of a Latin line in a right-to-left document",
	Doc: "In a paragraph that runs to the left, the signs that end a Latin line are shown at its left, and some programs store them there: `.Mark Lindt, 2016`, " +
		"`\"Anna Holm, \"How it began`, `.(Berg, cited in reference (19`, `.www.example.org/news`. The signs move back, in their old order and with brackets turned, when the " +
		"quotation marks and brackets of the line then fit together. In Arabic lines a stop and a number that changed places (`،2023قيل`) are found where both are glued to the wrong neighbour.\n\nNames such as `.NET`, file names and dots of omission are content.",
	FixSafety: "Safe where the quotation marks and brackets fit after the move, or a lone stop opens a Latin line that ends without one. Unsafe for the parts of a URL that goes " +
		"on in the next line. None where the place is open, as for a question mark or a quotation mark behind a word.",
	Severity: Warning,
	Stage:    StageLines, Scope: ScopeLine, Trigger: Trigger{Pairs: StartStop | StartClose | SpaceStop | SpaceQuote | QuoteSpace, Classes: Quote},
	Fix:  fixers.Safe,
	Bad:  "ورد ذلك في مقابلة مع الصحيفة نشرت في الأسبوع الماضي.\n[2]- .Mark Lindt, \"A Short History\", Oslo Review, May 2011\n",
	Good: "ورد ذلك في مقابلة مع الصحيفة نشرت في الأسبوع الماضي.\n[2]- Mark Lindt, \"A Short History\", Oslo Review, May 2011.\n",
	Check: func(p *Pass) {
		l := p.Line
		if l.Pairs&SpaceStop != 0 && l.Pairs&DigitLetter != 0 && l.Classes&Arabic != 0 {
			swappedNumbers(p)
			return
		}
		if l.Classes&Latin == 0 || l.Classes&(Arabic|Hebrew) != 0 || !rightToLeft(p.Doc) {
			return
		}
		t := p.Doc.Text[:l.End]
		start := skipSpaces(t, l.Start)
		marked := false
		if n := listMarker(t[start:]); n > 1 && strings.ContainsAny(t[start:start+n], "0123456789") {
			start, marked = skipSpaces(t, start+n), true
		}
		end := skipSpacesBack(t, start, l.End)
		if end-start < 3 {
			return
		}
		body := t[start:end]
		lead := leadingSigns(body)
		switch {
		case lead == len(body):
		case body[0] == '.' || body[0] == ',':
			displacedStop(p, start, end, lead, marked)
		case (body[0] == '?' || body[0] == '!') && classBefore(body, len(body))&(Letter|AnyDigit) != 0 && classAt(body, 1)&Letter != 0:
			p.Report(fixers.Span{Start: start, End: start + 1}, "%q at the start of a Latin line; its place is uncertain", rune(body[0]))
		case body[0] == '-' && startsAddress(body[1:]):
			p.Report(fixers.Span{Start: start, End: start + 1}, "the hyphen that ends a URL stands at its start").
				FixAll(moveToEnd(fixers.Unsafe, start, start+1, end, "-"))
		case body[0] == '"' && !quotesFit(body) && quotesFit(body[1:]+`"`) && bracketsFit(body):
			p.Report(fixers.Span{Start: start, End: start + 1}, "the closing quotation mark stands at the start of the line").
				FixAll(moveToEnd(fixers.Safe, start, start+1, end, `"`))
		case body[len(body)-1] == '"' && !quotesFit(body) && quotesFit(`"`+body[:len(body)-1]) && bracketsFit(body):
			f := p.Report(fixers.Span{Start: end - 1, End: end}, "the opening quotation mark stands at the end of the line")
			if classBefore(body, len(body)-1)&AnyDigit != 0 {
				f.FixAll(fixers.Fix{Title: "move it to the start", Safety: fixers.Safe, Contract: fixers.SameLetters,
					Edits: []fixers.Edit{fixers.Insert(start, `"`), fixers.Delete(end-1, end)}})
			}
		}
	},
})

// swappedNumbers looks for a comma and a number that changed places before a word: "شهر  ،2023قيل" for "شهر 2023، قيل". Both the stop glued to the number
// and the number glued to the word must show it.
func swappedNumbers(p *Pass) {
	t := p.Doc.Text[:p.Line.End]
	for i := stopBytes.next(t, p.Line.Start); i < len(t); i = stopBytes.next(t, i+1) {
		at := stopAt(t, i)
		if at < 0 || t[i] < 0x80 && t[i] != '.' {
			continue
		}
		start := skipSpacesBack(t, p.Line.Start, at)
		kind := digitKind(t, i+1)
		if start == at || kind < 0 || classBefore(t, start)&(Arabic|ArabicMark) == 0 {
			continue
		}
		end := i + 1
		for digitKind(t, end) == kind {
			end += len(string(digitZeros[kind]))
		}
		if classAt(t, end)&Arabic == 0 || p.Doc.Pairs()&DoubleSpace != 0 && gapView.Of(p.Doc).order {
			continue
		}
		p.Report(fixers.Span{Start: start, End: end}, "a stop before the number that it follows").
			Fix(fixers.Unsafe, fixers.SameLetters, "exchange them", fixers.Replace(start, end, " "+t[i+1:end]+t[at:i+1]+" "))
	}
}

// leadingSigns is the length of the cluster of signs and spaces that opens a line.
func leadingSigns(body string) int {
	i := 0
	for i < len(body) {
		if n := spaceAt(body, i); n > 0 {
			i += n
			continue
		}
		if !strings.ContainsRune(`.,;:?!"()[]/-`, rune(body[i])) {
			break
		}
		i++
	}
	return i
}

// displacedStop looks at a line that opens with a full stop or comma: text[start:end], whose first lead bytes are signs.
func displacedStop(p *Pass, start, end, lead int, marked bool) {
	body := p.Doc.Text[start:end]
	signs := body[:lead]
	if strings.HasPrefix(signs, "..") || classBefore(body, len(body))&(Stop&^Colon) != 0 || isDotName(body) {
		return
	}
	for k := 1; k <= lead; k++ {
		if k < lead && (spaceAt(signs, k) > 0 || !utf8.RuneStart(signs[k])) {
			continue
		}
		core := body[skipSpaces(body, k):]
		moved := mirrored(signs[:k])
		whole := core + moved
		if core == "" || !quotesFit(whole) || !bracketsFit(whole) || core[0] == '/' && startsAddress(core[1:]) {
			continue
		}
		from := start + len(body) - len(core)
		at := fixers.Span{Start: start, End: start + len(strings.TrimRight(signs[:k], " \t\u00a0"))}
		safety := fixers.Safe
		first := classAt(core, 0)
		url := startsAddress(core)
		switch {
		case url, marked, first&(Upper|Quote|OpenParen|Digit|LatinLetter) != 0 && strings.Contains(core, " "):
		case isFragment(core) && endsInAddress(p.Doc, p.Line.Index-1):
		default:
			safety = fixers.Unsafe
		}
		if c := core[len(core)-1]; (c == '-' || c == '/') && !url && endsInAddress(p.Doc, p.Line.Index) {
			safety = fixers.Unsafe // the URL at its end goes on in the next line, and so may the sentence
		}
		f := p.Report(at, "%q ends the line and stands at its start", moved)
		if core[len(core)-1] == '-' && isFragment(core) {
			f.FixAll(fixers.Fix{Title: "exchange the signs at both ends", Safety: fixers.Unsafe, Contract: fixers.SameLetters,
				Edits: []fixers.Edit{fixers.Replace(start, from, "-"), fixers.Replace(end-1, end, moved)}})
			return
		}
		f.FixAll(moveToEnd(safety, start, from, end, moved))
		return
	}
	p.Report(fixers.Span{Start: start, End: start + 1}, "%q at the start of a Latin line", rune(body[0]))
}

// isDotName reports whether a line begins with a name that has a dot: ".NET", ".com", ".gitignore", ".5".
func isDotName(body string) bool {
	word := body[1:wordEnd(body, 1)]
	if word == "" {
		return classAt(body, 1)&AnyDigit != 0
	}
	if strings.EqualFold(word, "net") {
		return true
	}
	rest := body[1+len(word):]
	return strings.ToLower(word) == word && !strings.ContainsAny(rest, "./-") // a file or a domain that a sentence begins with
}

// isFragment reports whether s could be the rest of a URL: signs of a path, at most one space, which follows a hyphen.
func isFragment(s string) bool {
	signs := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '.', c == '~', c == '+':
		case c == '-', c == '/', c == '_', c == '%', c == '=', c == '&', c == '?', c == '#':
			signs++
		case c == ' ' && i > 0 && s[i-1] == '-' && !strings.Contains(s[i+1:], " "):
		default:
			return false
		}
	}
	return signs > 0
}

// endsInAddress reports whether the line with this index ends in a URL with a path and without a stop.
func endsInAddress(d *Document, index int) bool {
	if index < 0 {
		return false
	}
	l := d.Lines()[index]
	end := skipSpacesBack(d.Text, l.Start, l.End)
	if end == l.Start || classBefore(d.Text, end)&(Letter|AnyDigit|Hyphen|Slash|Equals|Markup) == 0 {
		return false
	}
	token := d.Text[tokenAround(d.Text, end-1).Start:end]
	if i := strings.LastIndex(token, "www."); i >= 0 {
		token = token[i:]
	}
	return startsAddress(token) && strings.Contains(token, "/")
}

// moveToEnd moves the signs in text[start:from], written as moved, behind text[:end].
func moveToEnd(safety fixers.Safety, start, from, end int, moved string) fixers.Fix {
	return fixers.Fix{Title: "move it to the end", Safety: safety, Contract: fixers.SameLetters,
		Edits: []fixers.Edit{fixers.Delete(start, from), fixers.Insert(end, moved)}}
}
