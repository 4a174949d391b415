package rules

import (
	"slices"
	"strings"
)

// isKeyName reports whether the name is that of a key: written as a name is (<Del>, <Menu>), or a letter beside another key (<Ctrl>-<Q>). Nobody
// writes tags so.
func isKeyName(t string, g tag) bool {
	name := t[g.Start+1 : g.End-1]
	if g.closing || len(name) != len(g.name) || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	if len(name) > 1 {
		return name[1:] == g.name[1:] && !isDigitAt(t, g.Start+2)
	}
	return g.Start > 0 && strings.IndexByte("-+>", t[g.Start-1]) >= 0 || g.End < len(t) && strings.IndexByte("-+", t[g.End]) >= 0
}

func isDigitAt(t string, i int) bool { return t[i] >= '0' && t[i] <= '9' }

// namingWords stand before a thing that is spoken of.
var namingWords = [...]string{"use", "uses", "using", "unneeded", "insert", "type", "write", "add", "adds", "remove", "removes", "delete", "called", "with", "like", "via", "mit", "avec", "con"}

// isWord reports whether a tag stands in its sentence as a word: alone between two words of its line, without its partner in the paragraph. A tag
// that marks up text touches it. Those for a new line stand so as well, and have no partner: they are meant where a word that names
// things stands before.
func (g tag) isWord(d *Document) bool {
	t, l := d.Text, d.LineAt(g.Start)
	left := skipSpacesBack(t, l.Start, g.Start)
	if left == l.Start || left == g.Start && t[left-1] != '(' {
		return false
	}
	right := skipSpaces(t[:min(l.End, len(t))], min(g.End, l.End))
	next := classAt(t, right)
	if right >= l.End || right == g.End && next&(Stop|CloseBracket) == 0 || next&(Letter|Stop|CloseBracket|Apostrophe|OpenParen|Dash) == 0 || next&Upper != 0 {
		return false
	}
	if t[left-1] != '(' && classBefore(t, left)&Letter == 0 {
		return false
	}
	switch g.name {
	case "br", "hr", "wbr", "img":
		start := left
		for start > l.Start && classBefore(t, start)&Letter != 0 {
			_, n := runeBefore(t, start)
			start -= n
		}
		return slices.Contains(namingWords[:], strings.ToLower(t[start:left]))
	}
	return !g.hasPartner(t)
}

// hasPartner reports whether the other tag of an element stands in the same paragraph, with more than a conjunction between the two.
func (g tag) hasPartner(t string) bool {
	const reach = 1000
	var between string
	if g.closing {
		before := t[max(0, g.Start-reach):g.Start]
		if i := strings.LastIndex(before, "\n\n"); i >= 0 {
			before = before[i:]
		}
		i := lastTag(before, g.name)
		if i < 0 {
			return false
		}
		_, between, _ = strings.Cut(before[i:], ">")
	} else {
		behind := t[g.End:min(len(t), g.End+reach)]
		if i := strings.Index(behind, "\n\n"); i >= 0 {
			behind = behind[:i]
		}
		i := indexFold(behind, "</"+g.name)
		if i < 0 {
			return false
		}
		if between = behind[:i]; indexFold(between, "<"+g.name+">") >= 0 {
			return false // the end of another one
		}
	}
	switch strings.TrimSpace(between) {
	case "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "и", "или", "و", "أو", "...", "…", ",", "/":
		return false
	}
	return true
}

// lastTag is the index of the last opening tag of an element, or -1.
func lastTag(t, name string) int {
	for end := len(t); ; {
		i := strings.LastIndexByte(t[:end], '<')
		if i < 0 {
			return -1
		}
		if rest := t[i+1:]; len(rest) > len(name) && strings.EqualFold(rest[:len(name)], name) && !isWordByte(rest[len(name)]) {
			return i
		}
		end = i
	}
}

// aboutTags knows whether the line asked for last, or the one before it, names tags.
type aboutTags struct {
	line int
	is   bool
}

// aboutWords are words of a line that is about markup.
var aboutWords = [...]string{"tag", "tags", "HTML", "XHTML", "markup", "balise", "balises", "etiqueta", "etiquetas", "тег", "теги", "тегов", "وسم", "وسوم"}

// longestAbout bounds the lines that are read for such a word.
const longestAbout = 400

// near reports whether the tag stands in or below a line that names tags, or that holds one as a word.
func (a *aboutTags) near(d *Document, g tag) bool {
	if l := d.LineAt(g.Start); l.Index != a.line {
		a.is = namesTags(d.Of(l)) || l.Index > 0 && namesTags(d.Of(d.Lines()[l.Index-1]))
		a.line = l.Index
	}
	word := g.isWord(d)
	a.is = a.is || word
	return word || g.bare && a.is
}

// namesTags reports whether one of the words stands in a line, outside of tags.
func namesTags(t string) bool {
	if len(t) > longestAbout {
		return false
	}
	for i := 0; i < len(t); {
		if t[i] == '<' {
			if n := strings.IndexByte(t[i:], '>'); n > 0 {
				i += n
			}
			i++
			continue
		}
		end := wordEnd(t, i)
		if slices.Contains(aboutWords[:], t[i:end]) {
			return true
		}
		_, n := runeAt(t, end)
		if end < len(t) && t[end] == '<' {
			n = 0
		}
		i = max(end+n, i+1)
	}
	return false
}
