package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK007", Name: "wiki-markup", Since: "0.1.0",
	Summary: "markup of a wiki",
	Doc: "Links `[[page|text]]`, templates `{{…}}`, emphasis `'''…'''`, headings `== … ==`, switches such as `__TOC__`, and the edit links that stand behind headings " +
		"(`[edit]`, `[عدل]`). The text of a link stays; templates, files and categories go.\n\n`[sic]`, notes in square brackets and the double brackets of " +
		"programs stay.",
	FixSafety: "Unsafe: a template may hold text, such as a date or a unit.",
	Severity:  Warning,
	Stage:     StageMarkup, Scope: ScopeLine, Trigger: Trigger{Pairs: SquareName | CurlyCurly | MarkupMarkup, Classes: Apostrophe | Equals},
	Fix: fixers.Unsafe,
	Bad: "ولد في [[القاهرة|مدينة القاهرة]] ونشأ فيها.\n", Good: "ولد في مدينة القاهرة ونشأ فيها.\n",
	Check: func(p *Pass) {
		if p.Doc.Kind == Markdown {
			return
		}
		if p.Line.Pairs&SquareName != 0 {
			reportWikiLinks(p)
		}
		if p.Line.Pairs&CurlyCurly != 0 {
			reportTemplates(p)
		}
		if p.Line.Classes&Apostrophe != 0 {
			reportQuotes(p)
		}
		if p.Line.Classes&Equals != 0 {
			reportWikiHeading(p)
		}
		if p.Line.Pairs&MarkupMarkup != 0 {
			reportSwitches(p)
		}
	},
})

// editLinks are the texts of the edit link behind a heading.
var editLinks = [...]string{"[edit]", "[edit source]", "[عدل]", "[عدل المصدر]", "[تحرير]", "[ویرایش]", "[modifier]", "[editar]", "[Bearbeiten]", "[править]", "[править код]", "[עריכה]", "[düzenle]", "[değiştir]", "[modifica]"}

func reportWikiLinks(p *Pass) {
	t := p.Doc.Of(p.Line)
	for i := 0; i < len(t); {
		n := strings.IndexByte(t[i:], '[')
		if n < 0 {
			return
		}
		i += n
		at := p.Line.Start + i
		if link := editLink(t[i:]); link > 0 {
			p.Report(fixers.Span{Start: at, End: at + link}, "edit link of a wiki").
				Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the link", fixers.Delete(at, at+link))
			i += link
			continue
		}
		if !strings.HasPrefix(t[i:], "[[") {
			i++
			continue
		}
		end := strings.Index(t[i:min(len(t), i+500)], "]]")
		if end < 3 || i > 0 && isWordByte(t[i-1]) || !wikiTarget(t[i+2:i+end]) {
			i += 2
			continue
		}
		inside := t[i+2 : i+end]
		span := fixers.Span{Start: at, End: at + end + 2}
		i += end + 2
		if wikiMedia(inside) {
			p.Report(span, "file or category of a wiki").
				Fix(fixers.Unsafe, fixers.RemovesOnly, "delete it", fixers.Delete(span.Start, span.End))
			continue
		}
		keep := span.Start + 2
		if bar := strings.LastIndexByte(inside, '|'); bar >= 0 {
			keep += bar + 1
		}
		p.Report(span, "link of a wiki").
			FixAll(fixers.Fix{Title: "keep the text of the link", Safety: fixers.Unsafe, Contract: fixers.RemovesOnly,
				Edits: []fixers.Edit{fixers.Delete(span.Start, keep), fixers.Delete(span.End-2, span.End)}})
	}
}

func editLink(s string) int {
	for _, link := range editLinks {
		if strings.HasPrefix(s, link) {
			return len(link)
		}
	}
	return 0
}

// wikiTarget reports whether the inside of double brackets can be a link: it holds letters and nothing that only programs write
// there (conditions of the shell, nested lists).
func wikiTarget(s string) bool {
	if s[0] == ' ' || strings.ContainsAny(s, "[]{}<>\"$=&;") && !wikiMedia(s) {
		return false
	}
	return letters(s) > 0 && strings.IndexByte("-!(,.0123456789", s[0]) < 0
}

// wikiMedia reports whether a link shows a file or puts the page in a category.
func wikiMedia(s string) bool {
	name, _, ok := strings.Cut(s, ":")
	if !ok {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "file", "image", "category", "ملف", "صورة", "تصنيف", "پرونده", "رده", "fichier", "catégorie", "datei", "kategorie", "archivo", "categoría", "файл", "категория", "קובץ", "קטגוריה", "dosya", "kategori":
		return true
	}
	return false
}

// reportTemplates reports {{…}} with what may be nested in it, within one line. A bare name in ASCII is a placeholder of a program.
func reportTemplates(p *Pass) {
	t := p.Doc.Of(p.Line)
	for i := 0; i < len(t); {
		n := strings.Index(t[i:], "{{")
		if n < 0 {
			return
		}
		i += n
		end, depth := i, 0
		for end < len(t) {
			if strings.HasPrefix(t[end:], "{{") {
				depth++
				end += 2
				continue
			}
			if strings.HasPrefix(t[end:], "}}") {
				depth--
				if end += 2; depth == 0 {
					break
				}
				continue
			}
			end++
		}
		if depth != 0 {
			return
		}
		if inside := t[i+2 : end-2]; wikiTemplate(inside) {
			s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + end}
			p.Report(s, "template of a wiki").
				Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the template", fixers.Delete(s.Start, s.End))
		}
		i = end
	}
}

func wikiTemplate(s string) bool {
	if s == "" || s[0] == ' ' || s[0] == '{' || s[0] == '%' {
		return false
	}
	name, _, parameters := strings.Cut(s, "|")
	if parameters {
		// A filter of a template language also follows a bar, but a space.
		return letters(name) > 0 && !strings.HasSuffix(name, " ") && strings.IndexByte(name, '.') < 0
	}
	return strings.IndexFunc(name, func(r rune) bool { return ClassOf(r)&(Arabic|Hebrew|Alphabetic) != 0 }) >= 0
}

// reportQuotes reports ” and ”' round text, in pairs.
func reportQuotes(p *Pass) {
	t := p.Doc.Of(p.Line)
	type run struct{ at, n int }
	var open run
	for i := 0; i < len(t); {
		n := strings.Index(t[i:], "''")
		if n < 0 {
			return
		}
		i += n
		r := run{i, 0}
		for i < len(t) && t[i] == '\'' {
			i++
			r.n++
		}
		if r.n != 2 && r.n != 3 && r.n != 5 {
			return
		}
		if open.n == 0 {
			if i < len(t) && spaceAt(t, i) == 0 && (r.at == 0 || classBefore(t, r.at)&(AnySpace|OpenParen|OpenQuote) != 0) {
				open = r
			}
			continue
		}
		// Two apostrophes are also a quotation mark (LaTeX, typewriters) and the sign for seconds.
		if open.n == r.n && spaceBefore(t, 0, r.at) == 0 && (r.n > 2 || letters(t[open.at+2:r.at]) > 0) {
			b := p.Line.Start
			p.Report(fixers.Span{Start: b + open.at, End: b + i}, "emphasis of a wiki").
				FixAll(fixers.Fix{Title: "delete the apostrophes", Safety: fixers.Unsafe, Contract: fixers.RemovesOnly,
					Edits: []fixers.Edit{fixers.Delete(b+open.at, b+open.at+open.n), fixers.Delete(b+r.at, b+i)}})
		}
		open = run{}
	}
}

// reportWikiHeading reports a line == Heading ==, with the same number of signs, two to six, on both sides.
func reportWikiHeading(p *Pass) {
	s := p.Doc.Trimmed(p.Line.Span)
	t := s.Of(p.Doc.Text)
	n := len(t) - len(strings.TrimLeft(t, "="))
	if n < 2 || n > 6 || len(t) < 2*n+1 || !strings.HasSuffix(t, t[:n]) {
		return
	}
	inside := t[n : len(t)-n]
	if placeholder(t) > 0 || inside[0] == '=' || inside[len(inside)-1] == '=' || letters(inside) == 0 || isBoundary(inside, n) {
		return
	}
	left, right := s.Start+n, s.End-n
	left += len(inside) - len(strings.TrimLeft(inside, " "))
	right -= len(inside) - len(strings.TrimRight(inside, " "))
	p.Report(s, "heading of a wiki").
		FixAll(fixers.Fix{Title: "delete the equals signs", Safety: fixers.Unsafe, Contract: fixers.RemovesOnly,
			Edits: []fixers.Edit{fixers.Delete(s.Start, left), fixers.Delete(right, s.End)}})
}

// isBoundary reports whether a line between n equals signs says where something begins or ends, as licences and logs do, and is no heading.
func isBoundary(inside string, n int) bool {
	word, _, _ := strings.Cut(strings.Trim(inside, " "), " ")
	switch strings.ToLower(word) {
	case "begin", "end", "start", "beginning", "stop":
		return true
	}
	return n > 2 && classAt(word, 0)&Lower != 0
}

// wikiSwitches are the behaviour switches of MediaWiki that leak most.
var wikiSwitches = [...]string{"__TOC__", "__NOTOC__", "__FORCETOC__", "__NOEDITSECTION__", "__NEWSECTIONLINK__", "__NOINDEX__", "__INDEX__", "__NOGALLERY__", "__لافهرس__", "__لاتحريرقسم__"}

func reportSwitches(p *Pass) {
	t := p.Doc.Of(p.Line)
	for i := 0; i < len(t); i++ {
		n := strings.Index(t[i:], "__")
		if n < 0 {
			return
		}
		i += n
		for _, w := range wikiSwitches {
			if strings.HasPrefix(t[i:], w) {
				s := fixers.Span{Start: p.Line.Start + i, End: p.Line.Start + i + len(w)}
				p.Report(s, "switch of a wiki").
					Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the switch", fixers.Delete(s.Start, s.End))
				i += len(w) - 1
				break
			}
		}
	}
}
