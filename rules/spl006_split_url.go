package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "SPL006", Name: "split-url", Since: "0.1.0",
	Summary: "a URL that is cut over two lines",
	Doc: "The first line ends in a URL without a stop, the next is nothing but the rest of its path. A hyphen that was lost at the break cannot be known: where both parts " +
		"meet letter to letter in a path of hyphenated words the join is only shown.",
	FixSafety: "Unsafe: the next line may be an address of its own.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeDocument, Trigger: Trigger{Classes: Slash},
	Fix: fixers.Unsafe,
	Bad: "انظر: www.example.org/news/2014/05/a-long-\nand-winding-road.html\n", Good: "انظر: www.example.org/news/2014/05/a-long-and-winding-road.html\n",
	Check: func(p *Pass) {
		d := p.Doc
		lines := d.Lines()
		for i := 0; i+1 < len(lines); i++ {
			if lines[i].Classes&Slash == 0 || lines[i+1].Classes&(Arabic|Hebrew) != 0 || lines[i+1].Classes&Latin == 0 || !endsInAddress(d, i) {
				continue
			}
			end := skipSpacesBack(d.Text, lines[i].Start, lines[i].End)
			start := skipSpaces(d.Text[:lines[i+1].End], lines[i+1].Start)
			rest := d.Text[start:skipSpacesBack(d.Text, start, lines[i+1].End)]
			displaced := strings.HasPrefix(rest, ".") && len(rest) > 1 // its own stop stands at its start: its place is put right first
			rest = strings.TrimPrefix(rest, ".")
			path := strings.TrimSuffix(rest, ".")
			if d.Text[end-1] == '-' && !displaced {
				if i := strings.IndexByte(rest, ' '); i > 0 && isPath(rest[:i]) && classAt(rest, 0)&(Lower|Digit) != 0 {
					rest, path = rest[:i], rest[:i] // the sentence goes on behind it
				}
			}
			if startsAddress(path) && !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "www") || !isFragment(path) && (d.Text[end-1] != '-' || !isPath(path)) ||
				path == "" || path[0] == ' ' || isNumbered(path) {
				continue
			}
			at := max(strings.LastIndexByte(d.Text[:end], '/')+1, lines[i].Start)
			f := p.Report(fixers.Span{Start: at, End: start + len(rest)}, "a URL goes on in the next line")
			if displaced {
				continue
			}
			fix := fixers.Fix{Title: "join the lines", Safety: fixers.Unsafe, Contract: fixers.SameText, Edits: []fixers.Edit{fixers.Delete(end, start)}}
			if s := strings.IndexByte(rest, ' '); s > 0 {
				fix.Edits = append(fix.Edits, fixers.Delete(start+s, start+s+1))
			}
			if classBefore(d.Text, end)&Letter != 0 && classAt(rest, 0)&Letter != 0 && strings.Count(d.Text[at:end], "-") > 1 {
				fix.Safety = fixers.Display
			}
			f.FixAll(fix)
		}
	},
})

// isPath reports whether s could be a word of the path of a URL.
func isPath(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', strings.IndexByte("-._~/%=&?#+", c) >= 0:
		default:
			return false
		}
	}
	return s != ""
}

// isNumbered reports whether a line that looks like a path is a date, a range or a number: 12/05/2014, 3-4.
func isNumbered(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
			return false
		}
	}
	return true
}
