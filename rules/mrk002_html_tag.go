package rules

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK002", Name: "html-tag", Since: "0.1.0",
	Summary: "a tag, a comment or another piece of HTML",
	Doc: "Tags that a converter did not take out: `<b>`, `</p>`, `<a href=…>`, comments, CDATA, document types. The tag goes and the text stays: whoever deletes " +
		"whole lines with a tag in them loses what was written there.\n\nOnly names of HTML elements count, and those of Office documents (`<o:p>`), so " +
		"comparisons (`a < b`), addresses (`<name@example.org>`), generic types (`vector<int>`) and arrows stay. In a text about HTML, where the word \"tag\" " +
		"stands beside the tag, it stays as well, and so do the names of keys (`<Del>`). In Markdown, where HTML is allowed, the rule says nothing.",
	FixSafety: "Safe for tags and comments; a space is put where a tag for a new line or cell parted two words. Unsafe for a lone tag whose name may be something " +
		"else (`<i>`), for a tag that stands in a sentence as a word does, alone between two words and without its partner, for one in a line that names tags or HTML, and for the content of scripts.",
	Severity: Warning,
	Stage:    StageMarkup, Scope: ScopeDocument, Trigger: Trigger{Pairs: LessName},
	Fix: fixers.Safe,
	Bad: "<p>The <b>first</b> day.</p>\n", Good: "The first day.\n",
	Check: func(p *Pass) {
		if p.Doc.Kind == Markdown {
			return
		}
		t := p.Doc.Text
		// names holds the elements that were opened and closed somewhere: partners make a doubtful tag certain.
		var names map[string]int
		about := aboutTags{line: -1}
		for _, l := range p.Doc.Lines() {
			if l.Pairs&LessName == 0 {
				continue
			}
			for i := l.Start; i < l.End; {
				n := strings.IndexByte(t[i:l.End], '<')
				if n < 0 {
					break
				}
				i += n
				tag, ok := readTag(t, i)
				if !ok {
					i++
					continue
				}
				if names == nil {
					names = endTags(t)
				}
				i = max(reportTag(p, tag, names, &about), i+1)
			}
		}
	},
})

// tag is one piece of markup.
type tag struct {
	fixers.Span
	name    string // of the element in lower case; "!" for comments and declarations
	kind    byte   // b, i, v, or B and I for words: see data/html-elements.txt; 0 for comments and declarations
	closing bool
	bare    bool // no attribute with a value
}

//go:embed data/html-elements.txt
var htmlElementList string

var htmlElements = sync.OnceValue(func() map[string]byte {
	m := map[string]byte{}
	for line := range strings.Lines(htmlElementList) {
		kind, names, ok := strings.Cut(line, ":")
		if line[0] == '#' || !ok {
			continue
		}
		letter := kind[0]
		if strings.HasSuffix(kind, " word") {
			letter -= 'a' - 'A'
		}
		for name := range strings.FieldsSeq(names) {
			m[name] = letter
		}
	}
	return m
})

// maxTag is the length in bytes that a tag with its attributes may have, and a comment.
const maxTag, maxComment = 2000, 8000

// readTag reads the piece of markup at t[i:], which begins with <.
func readTag(t string, i int) (tag, bool) {
	s := t[i:]
	switch {
	case strings.HasPrefix(s, "<!--"):
		if n := strings.Index(s[:min(len(s), maxComment)], "-->"); n > 0 && placeholder(s) == 0 {
			return tag{Span: fixers.Span{Start: i, End: i + n + 3}, name: "!"}, true
		}
		return tag{}, false
	case strings.HasPrefix(s, "<![CDATA["):
		return tag{Span: fixers.Span{Start: i, End: i + len("<![CDATA[")}, name: "!"}, true
	case len(s) > 9 && strings.EqualFold(s[:9], "<!doctype"):
		if n := strings.IndexByte(s[:min(len(s), maxTag)], '>'); n > 0 {
			return tag{Span: fixers.Span{Start: i, End: i + n + 1}, name: "!"}, true
		}
		return tag{}, false
	}
	g := tag{bare: true}
	at := 1
	if at < len(s) && s[at] == '/' {
		g.closing = true
		at++
	}
	start := at
	for at < len(s) && at-start < 20 && (isWordByte(s[at]) || s[at] == ':') {
		at++
	}
	g.name = strings.ToLower(s[start:at])
	if prefix, rest, ok := strings.Cut(g.name, ":"); ok {
		if rest == "" || !officePrefix(prefix) {
			return tag{}, false
		}
		g.kind = 'i'
	} else if g.kind = htmlElements()[g.name]; g.kind == 0 {
		return tag{}, false
	}
	end, bare, ok := tagEnd(s, at)
	if !ok {
		return tag{}, false
	}
	g.bare, g.Span = bare, fixers.Span{Start: i, End: i + end}
	return g, true
}

func officePrefix(s string) bool {
	switch s {
	case "o", "w", "v", "m", "st1", "st2", "x", "xml", "svg", "fb", "g":
		return true
	}
	return false
}

// tagEnd finds the > of a tag whose name ends at s[at:]. Attributes are names, with or without a value; anything else, such as
// a second <, makes it no tag.
func tagEnd(s string, at int) (end int, bare, ok bool) {
	bare = true
	for limit := min(len(s), maxTag); at < limit; {
		switch c := s[at]; {
		case c == '>':
			return at + 1, bare, true
		case c == '/' && at+1 < limit && s[at+1] == '>':
			return at + 2, bare, true
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			at++
			continue
		case s[at-1] != ' ' && s[at-1] != '\t' && s[at-1] != '\n' && s[at-1] != '\r' && s[at-1] != '"' && s[at-1] != '\'':
			return 0, false, false
		}
		name := at
		for at < limit && (isWordByte(s[at]) || s[at] == '-' || s[at] == ':') {
			at++
		}
		if at == name {
			return 0, false, false
		}
		if at >= limit || s[at] != '=' {
			if at < limit && s[at] != '>' && s[at] != ' ' && s[at] != '/' && s[at] != '\n' {
				return 0, false, false
			}
			continue
		}
		bare = false
		if at++; at >= limit {
			return 0, false, false
		}
		if q := s[at]; q == '"' || q == '\'' {
			n := strings.IndexByte(s[at+1:limit], q)
			if n < 0 {
				return 0, false, false
			}
			at += n + 2
			continue
		}
		n := strings.IndexAny(s[at:limit], " \t\r\n><")
		if n < 1 || s[at+n] == '<' {
			return 0, false, false
		}
		// An unquoted value ends at a space or at the end of the tag.
		if at += n; s[at] == '>' {
			return at + 1, false, true
		}
	}
	return 0, false, false
}

// endTags counts the end tags of a text by element.
func endTags(t string) map[string]int {
	m := map[string]int{}
	for i := 0; ; {
		n := strings.Index(t[i:], "</")
		if n < 0 {
			return m
		}
		i += n
		end := i + 2
		for end < len(t) && end-i < 22 && (isWordByte(t[end]) || t[end] == ':') {
			end++
		}
		m[strings.ToLower(t[i+2:end])]++
		i = end
	}
}

// reportTag reports a tag, unless the text speaks of it, and returns where what it reported ends.
func reportTag(p *Pass, g tag, closed map[string]int, about *aboutTags) int {
	t := p.Doc.Text
	if g.name == "!" {
		if n := strings.Index(t[g.End:min(len(t), g.End+maxComment)], "]]>"); n >= 0 && t[g.End-1] == '[' {
			end := g.End + n
			p.Report(g.Span, "CDATA section").
				FixAll(fixers.Fix{Title: "delete its marks", Safety: fixers.Safe, Contract: fixers.RemovesOnly,
					Edits: []fixers.Edit{fixers.Delete(g.Start, g.End), fixers.Delete(end, end+3)}})
			return g.End
		}
		safety := fixers.Safe
		if strings.TrimSpace(strings.Trim(g.Of(t), "<!->")) == "" && (g.Start == 0 || spaceBefore(t, 0, g.Start) > 0 || t[g.Start-1] == '\n') {
			safety = fixers.Unsafe // the marks of a comment, which is none
		}
		p.Report(g.Span, "HTML comment or declaration").
			Fix(safety, fixers.RemovesMarkup, "delete it", tagEdit(p.Doc, g))
		return g.End
	}
	if spokenOf(p.Doc, g) {
		return g.Start
	}
	partner := g.closing || closed[g.name] > 0
	glued := g.Start > 0 && isWordByte(t[g.Start-1])
	if g.bare && closed[g.name] == 0 && isKeyName(t, g) {
		return g.Start
	}
	if g.bare && !partner && (g.kind < 'a' || glued && g.kind == 'i') {
		if glued {
			return g.Start // vector<a>
		}
		p.Report(g.Span, "<%s> may be a tag of HTML", g.name).
			Fix(fixers.Unsafe, fixers.RemovesMarkup, "delete the tag", tagEdit(p.Doc, g))
		return g.End
	}
	if (g.name == "script" || g.name == "style") && !g.closing {
		if n := strings.Index(strings.ToLower(t[g.End:min(len(t), g.End+maxComment)]), "</"+g.name+">"); n >= 0 {
			g.End += n + len(g.name) + 3
			p.Report(g.Span, "<%s> with its content", g.name).
				Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the element", fixers.Delete(g.Start, g.End))
			return g.End
		}
	}
	if about.near(p.Doc, g) {
		p.Report(g.Span, "<%s> may be a tag of HTML", g.name).
			Fix(fixers.Unsafe, fixers.RemovesMarkup, "delete the tag", tagEdit(p.Doc, g))
		return g.End
	}
	slash := ""
	if g.closing {
		slash = "/"
	}
	p.Report(g.Span, "<%s%s> is a tag of HTML", slash, g.name).
		Fix(fixers.Safe, fixers.RemovesMarkup, "delete the tag", tagEdit(p.Doc, g))
	return g.End
}

// tagEdit deletes a tag. Where a tag for a new line or cell parted two words, a space stays: in a row of tags the last such
// tag leaves it.
func tagEdit(d *Document, g tag) fixers.Edit {
	const words = Letter | AnyDigit | ArabicMark | OtherMark | Stop | CloseBracket | CloseQuote | Quote | OpenParen | OpenQuote
	if !g.parts() {
		return fixers.Delete(g.Start, g.End)
	}
	start, end := g.Start, g.End
	for range maxRow {
		next, ok := nextTag(d.Text, end)
		if !ok {
			break
		}
		if next.parts() {
			return fixers.Delete(g.Start, g.End)
		}
		end = next.End
	}
	for range maxRow {
		before, ok := tagBehind(d.Text, start)
		if !ok {
			break
		}
		start = before
	}
	if classBefore(d.Text, start)&words != 0 && classAt(d.Text, end)&words != 0 {
		return fixers.Replace(g.Start, g.End, " ")
	}
	return fixers.Delete(g.Start, g.End)
}

// maxRow is how many tags in a row are looked through.
const maxRow = 20

// parts reports whether the tag starts a line or a cell.
func (g tag) parts() bool { return g.kind|0x20 == 'b' || g.kind == 'v' }

// nextTag reads the tag at t[i:], if one begins there.
func nextTag(t string, i int) (tag, bool) {
	if i >= len(t) || t[i] != '<' {
		return tag{}, false
	}
	return readTag(t, i)
}

// tagBehind is the start of the tag that ends at t[:i], if one does.
func tagBehind(t string, i int) (int, bool) {
	if i == 0 || t[i-1] != '>' {
		return 0, false
	}
	start := strings.LastIndexByte(t[max(0, i-300):i], '<')
	if start < 0 {
		return 0, false
	}
	start += max(0, i-300)
	g, ok := readTag(t, start)
	return start, ok && g.End == i
}

// tagWords stand beside a tag in text about markup.
var tagWords = [...]string{"tag", "tags", "element", "elements", "وسم", "الوسم", "وسوم", "الوسوم", "عنصر", "العنصر", "balise", "balises", "etiqueta", "תגית", "тег", "тега", "etiketi", "برچسب", "ٹیگ"}

// spokenOf reports whether the text names the tag instead of using it: it stands in quotation marks or back quotes, or a word for
// it stands near it.
func spokenOf(d *Document, g tag) bool {
	t := d.Text
	before, _ := runeBefore(t, g.Start)
	after, _ := runeAt(t, g.End)
	if before == '`' || after == '`' || (before == '"' || before == '“' || before == '«' || before == '\'') && (after == '"' || after == '”' || after == '»' || after == '\'') {
		return true
	}
	const reach = 30
	around := t[max(0, g.Start-reach):g.Start] + " " + t[g.End:min(len(t), g.End+reach)]
	for i := 0; i < len(around); {
		end := wordEnd(around, i)
		if slices.Contains(tagWords[:], around[i:end]) {
			return true
		}
		_, n := runeAt(around, end)
		i = end + max(n, 1)
	}
	return false
}
