package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// Painter writes diffs: exactly, for patch, or for a reader at a terminal.
type Painter struct {
	palette *Palette
	isolate bool
	plain   bool
}

// NewPainter makes a painter. When neither colour nor isolates are wanted and the stream is no terminal it writes nothing but the
// exact patch.
func NewPainter(color, isolate, terminal bool) *Painter {
	return &Painter{NewPalette(color), isolate, !color && !isolate && !terminal}
}

// Diff writes the differences of one file.
func (p *Painter) Diff(w io.Writer, path string, hunks []fixers.Hunk) error {
	b := bufio.NewWriter(w)
	if p.plain {
		if err := fixers.Unified(b, path, hunks); err != nil {
			return err
		}
		return b.Flush()
	}
	fmt.Fprintln(b, p.palette.path.Sprint("--- "+Clean(path)))
	fmt.Fprintln(b, p.palette.path.Sprint("+++ "+Clean(path)))
	for i := range hunks {
		fmt.Fprintln(b, p.palette.code.Sprint(hunks[i].Header()))
		p.hunk(b, hunks[i].Lines)
	}
	return b.Flush()
}

// hunk writes the lines of a hunk; lines that replace each other are compared word by word.
func (p *Painter) hunk(w io.Writer, lines []fixers.DiffLine) {
	for i := 0; i < len(lines); {
		if lines[i].Kind == ' ' {
			p.line(w, ' ', lines[i].Text, 0, 0)
			i++
			continue
		}
		gone := i
		for i < len(lines) && lines[i].Kind == '-' {
			i++
		}
		come := i
		for i < len(lines) && lines[i].Kind == '+' {
			i++
		}
		paired := come-gone == i-come
		for k := gone; k < i; k++ {
			from, to := 0, 0
			if paired {
				other := k + come - gone
				if k >= come {
					other = k - (come - gone)
				}
				from, to = differing(lines[k].Text, lines[other].Text)
			}
			p.line(w, lines[k].Kind, lines[k].Text, from, to)
		}
	}
}

// line writes one line; the part from..to of it differs from its partner.
func (p *Painter) line(w io.Writer, kind byte, text string, from, to int) {
	body := strings.TrimSuffix(text, "\n")
	to = min(to, len(body))
	from = min(from, to)
	paint := p.palette.dim
	switch kind {
	case '-':
		paint = p.palette.bad
	case '+':
		paint = p.palette.good
	}
	show := dangerous
	if kind != ' ' {
		show = func(r rune) bool { return dangerous(r) || r == 0xA0 || r == 0x200B }
	}
	var s string
	switch {
	case kind == ' ':
		s = clean(body, show)
	case from == to:
		s = paint.Sprint(clean(body, show))
	default:
		s = paint.Sprint(clean(body[:from], show)) + p.palette.strong.Sprint(paint.Sprint(clean(body[from:to], unseen))) + paint.Sprint(clean(body[to:], show))
	}
	if p.isolate {
		s = firstStrongIsolate + s + popIsolate
	}
	fmt.Fprintf(w, "%s%s\n", paint.Sprint(string(kind)), s)
	if body == text {
		fmt.Fprintln(w, `\ No newline at end of file`)
	}
}

// differing is the part of a that b does not share at its start and end, in whole words.
func differing(a, b string) (from, to int) {
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < len(a)-from && end < len(b)-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	to = len(a) - end
	for from > 0 && !wordEdge(a, from) {
		from--
	}
	for to < len(a) && !wordEdge(a, to) {
		to++
	}
	return from, to
}

// wordEdge reports whether the byte at i of s begins a character next to a space.
func wordEdge(s string, i int) bool {
	return utf8.RuneStart(s[i]) && (s[i-1] == ' ' || s[i] == ' ' || s[i] == '\n')
}
