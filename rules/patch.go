package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

// Patches finds unified diffs in a text (POSIX diff -u, git): from the line that names the files, with git's lines before it, through the last line
// that the head of a hunk announces. A space at the start or the end of such a line is part of the program that is patched.
func Patches(text string) []fixers.Span {
	var spans []fixers.Span
	for at := 0; ; {
		i := strings.Index(text[at:], "@@ -")
		if i < 0 {
			return spans
		}
		i += at
		start := i
		for start > at && (text[start-1] == ' ' || text[start-1] == '\t') {
			start--
		}
		prefix, end := text[start:i], 0
		if start == 0 || text[start-1] == '\n' {
			end = hunks(text, start, prefix)
		}
		if end == 0 {
			at = i + 4
			continue
		}
		if head := patchHead(text[:start], prefix); head >= at {
			spans = append(spans, fixers.Span{Start: head, End: end})
		}
		at = end
	}
}

// hunks is the end of the hunks from start on, or 0 if no hunk begins there.
func hunks(text string, start int, prefix string) int {
	end := 0
	for start < len(text) {
		line, next := lineFrom(text, start)
		removed, added, ok := hunkHead(strings.TrimPrefix(line, prefix))
		if !ok {
			return end
		}
		start = next
		for start < len(text) && (removed > 0 || added > 0) {
			line, next = lineFrom(text, start)
			body, ok := strings.CutPrefix(line, prefix)
			if !ok && strings.TrimRight(line, " \t") != "" {
				return start
			}
			switch {
			case body == "" || !ok || body[0] == ' ':
				removed, added = removed-1, added-1
			case body[0] == '-':
				removed--
			case body[0] == '+':
				added--
			case body[0] != '\\':
				return start
			}
			start = next
		}
		end = start
		if line, next = lineFrom(text, start); strings.HasPrefix(strings.TrimPrefix(line, prefix), `\ `) {
			start, end = next, next
		}
	}
	return end
}

// lineFrom is the line at an offset and where the next one begins.
func lineFrom(text string, at int) (line string, next int) {
	n := strings.IndexByte(text[at:], '\n')
	if n < 0 {
		return text[at:], len(text)
	}
	return strings.TrimSuffix(text[at:at+n], "\r"), at + n + 1
}

// hunkHead reads @@ -first,removed +first,added @@.
func hunkHead(line string) (removed, added int, ok bool) {
	rest, ok := strings.CutPrefix(line, "@@ -")
	if !ok {
		return 0, 0, false
	}
	removed, rest, ok = hunkRange(rest)
	if !ok || !strings.HasPrefix(rest, " +") {
		return 0, 0, false
	}
	added, rest, ok = hunkRange(rest[2:])
	return removed, added, ok && strings.HasPrefix(rest, " @@")
}

// hunkRange reads first,count or first alone, which means one line.
func hunkRange(s string) (count int, rest string, ok bool) {
	_, rest, ok = leadingNumber(s)
	if !ok || !strings.HasPrefix(rest, ",") {
		return 1, rest, ok
	}
	return leadingNumber(rest[1:])
}

// leadingNumber reads a number of at most nine digits.
func leadingNumber(s string) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < 9 && '0' <= s[i] && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0
}

// gitLines begin the lines that git writes before the names of the files.
var gitLines = [...]string{"diff ", "index ", "Index: ", "====", "old mode ", "new mode ", "new file mode ", "deleted file mode ", "similarity index ",
	"dissimilarity index ", "rename from ", "rename to ", "copy from ", "copy to "}

// patchHead is where the patch begins whose hunks begin at the end of before, or -1: the two lines that name its files have to be there.
func patchHead(before, prefix string) int {
	line, at := lineBefore(before)
	if !strings.HasPrefix(line, prefix+"+++ ") {
		return -1
	}
	if line, at = lineBefore(before[:at]); !strings.HasPrefix(line, prefix+"--- ") {
		return -1
	}
	for at > 0 {
		line, start := lineBefore(before[:at])
		line, ok := strings.CutPrefix(line, prefix)
		if !ok || !hasGitLine(line) {
			break
		}
		at = start
	}
	return at
}

func hasGitLine(line string) bool {
	for _, w := range gitLines {
		if strings.HasPrefix(line, w) {
			return true
		}
	}
	return false
}

// lineBefore is the line that ends with before, which its line end belongs to, and where it begins.
func lineBefore(before string) (line string, start int) {
	before = strings.TrimSuffix(before, "\n")
	start = strings.LastIndexByte(before, '\n') + 1
	return strings.TrimSuffix(before[start:], "\r"), start
}
