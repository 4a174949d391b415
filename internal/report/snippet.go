package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"

	"github.com/tanqih/tanqih/fixers"
)

const (
	window     = 40          // graphemes to either side of a hit
	longest    = 240         // bytes of a hit that is shown whole
	near       = 5 * window  // bytes that a window usually takes
	reach      = 16 * window // bytes that it may take, with many marks on a letter
	maxPoints  = 6           // code points to either side of the arrow
	maxChanges = 3           // arrows
)

// marks around a hit: brackets that documents do not use.
const (
	openHit  = "⟦"
	closeHit = "⟧"
)

// snippet is the surroundings of a span in its line, cleaned.
type snippet struct{ before, hit, after string }

// around cuts the window out of the line that the span starts in.
func around(f *File, s fixers.Span) snippet {
	lineStart, lineEnd := f.Index().Line(f.Index().Row(s.Start))
	lineEnd = max(lineEnd, s.Start)
	end := min(max(s.End, s.Start), len(f.Text))
	sn := snippet{before: tail(f.Text[lineStart:s.Start]), hit: middle(f.Text[s.Start:end])}
	if end <= lineEnd {
		sn.after = head(f.Text[end:lineEnd])
	}
	return sn
}

// tail is the last graphemes of s, head the first. They look at the bytes that so many graphemes usually take, and at more only
// when these do not suffice, so that a long line costs no more than a short one.
func tail(s string) string {
	for _, bytes := range []int{near, reach} {
		part := s[max(0, len(s)-bytes):]
		for len(part) < len(s) && part != "" && !utf8.RuneStart(part[0]) {
			part = part[1:]
		}
		n := 0
		for it := graphemes.FromString(part); it.Next(); {
			n++
		}
		if n < window && len(part) < len(s) && bytes < reach {
			continue
		}
		it := graphemes.FromString(part)
		skip := 0
		for ; n > window && it.Next(); n-- {
			skip = it.End()
		}
		return ellipsis(len(part)-skip < len(s)) + clean(part[skip:], dangerous)
	}
	return ""
}

func head(s string) string {
	part := s[:min(len(s), reach)]
	for len(part) < len(s) && part != "" && !utf8.RuneStart(s[len(part)]) {
		part = part[:len(part)-1]
	}
	it := graphemes.FromString(part)
	keep := 0
	for n := 0; n < window && it.Next(); n++ {
		keep = it.End()
	}
	return clean(part[:keep], dangerous) + ellipsis(keep < len(s))
}

// middle is a hit; the middle of a long one is left out.
func middle(s string) string {
	if len(s) <= longest {
		return clean(s, unseen)
	}
	return head(s) + " " + tail(s)
}

func ellipsis(cut bool) string {
	if cut {
		return "…"
	}
	return ""
}

// repaired is the region that the edits of a fix touch, and its text after the fix. ok is false when that is too long for a line.
func repaired(f *File, fix *fixers.Fix) (region fixers.Span, fixed string, ok bool) {
	first, last := fix.Edits[0], fix.Edits[len(fix.Edits)-1]
	region = fixers.Span{Start: first.Start, End: last.End}
	if region.Len() > longest {
		return region, "", false
	}
	edits := make([]fixers.Edit, len(fix.Edits))
	for i, e := range fix.Edits {
		e.Start -= region.Start
		e.End -= region.Start
		edits[i] = e
	}
	fixed = fixers.Apply(region.Of(f.Text), edits)
	return region, fixed, len(fixed) <= longest
}

// points says in code points what a fix changes where the eye would not see it, "" when it would: the first few of its edits that
// differ.
func points(text string, edits []fixers.Edit) string {
	var said []string
	for _, e := range edits {
		if len(said) == maxChanges {
			break
		}
		if p := change(e.Of(text), e.New); p != "" && !slices.Contains(said, p) {
			said = append(said, p)
		}
	}
	return strings.Join(said, "; ")
}

// change is what one edit changes: what the two texts share at their ends is left out.
func change(old, fixed string) string {
	if !alike(old, fixed) {
		return ""
	}
	for old != "" && fixed != "" {
		r, size := utf8.DecodeRuneInString(old)
		q, _ := utf8.DecodeRuneInString(fixed)
		if r != q || r == utf8.RuneError {
			break
		}
		old, fixed = old[size:], fixed[size:]
	}
	for old != "" && fixed != "" {
		r, size := utf8.DecodeLastRuneInString(old)
		q, _ := utf8.DecodeLastRuneInString(fixed)
		if r != q || r == utf8.RuneError {
			break
		}
		old, fixed = old[:len(old)-size], fixed[:len(fixed)-size]
	}
	if strings.Trim(old+fixed, " \r\n") == "" {
		return "" // ordinary spaces speak for themselves
	}
	return spell(old) + " → " + spell(fixed)
}

// alike reports whether two texts look the same in most fonts.
func alike(a, b string) bool {
	return look(a) == look(b)
}

// looks are letters that share their shape with another one, in most positions.
var looks = strings.NewReplacer("ی", "ي", "ى", "ي", "ک", "ك", "ہ", "ه", "ھ", "ه", "ە", "ه", "۰", "٠", "۱", "١", "۲", "٢", "۳", "٣", "۷", "٧", "۸", "٨", "۹", "٩", "–", "-", "ـ", "-")

func look(s string) string {
	return looks.Replace(norm.NFKC.String(strings.Join(strings.FieldsFunc(s, unseenOrSpace), " ")))
}

func unseenOrSpace(r rune) bool { return r == ' ' || unseen(r) }

// spell lists the code points of s: "U+0644 ل U+0627 ا"; only the numbers when one stands for the letters of the other.
func spell(s string) string {
	if s == "" {
		return "nothing"
	}
	var parts []string
	rest := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case len(parts) == maxPoints:
			rest++
		case r == utf8.RuneError && size == 1:
			parts = append(parts, fmt.Sprintf("0x%02X", s[i]))
		case r == ' ':
			parts = append(parts, "U+0020 SPACE")
		case unseen(r):
			parts = append(parts, strings.Trim(name(r), "<>"))
		default:
			parts = append(parts, fmt.Sprintf("U+%04X %c", r, r))
		}
		i += size
	}
	if rest > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", rest))
	}
	return strings.Join(parts, " ")
}
