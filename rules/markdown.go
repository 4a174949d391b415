package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

// Prose finds the spans, sorted and disjoint, of a document that are no prose and must stay as they are: in Markdown front matter, fenced and indented
// code, code spans, tables, HTML blocks' tags and link destinations (CommonMark 0.31 §4.4, 4.5, 6.1; GitHub's tables). It reads lines and
// back-quotes only, at several hundred MB/s: a full parser would take longer than all rules together. Plain text has none.
func Prose(kind Kind, text string) []fixers.Span {
	if kind != Markdown {
		return nil
	}
	var spans []fixers.Span
	add := func(start, end int) {
		if n := len(spans); n > 0 && spans[n-1].End >= start {
			spans[n-1].End = max(spans[n-1].End, end)
		} else if start < end {
			spans = append(spans, fixers.Span{Start: start, End: end})
		}
	}
	fence, fenceStart := "", 0
	front := strings.HasPrefix(text, "---\n") || strings.HasPrefix(text, "---\r\n")
	blank := true // the line before is blank or the text starts: indented code may begin
	indented := false
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		next := len(text)
		if end < 0 {
			end = len(text)
		} else {
			end += at
			next = end + 1
		}
		line := strings.TrimSuffix(text[at:end], "\r")
		body := strings.TrimLeft(line, " ")
		indent := len(line) - len(body)
		switch {
		case front:
			add(at, next)
			if at > 0 && (line == "---" || line == "...") {
				front = false
			}
		case fence != "":
			if indent < 4 && strings.HasPrefix(body, fence) && strings.Trim(body, fence[:1]+" \t") == "" {
				add(fenceStart, next)
				fence = ""
			}
		case indent < 4 && (strings.HasPrefix(body, "```") || strings.HasPrefix(body, "~~~")):
			fence, fenceStart = body[:len(body)-len(strings.TrimLeft(body, body[:1]))], at
		case strings.TrimSpace(line) == "":
			blank = true
			at = next
			continue
		case (indent >= 4 || strings.HasPrefix(line, "\t")) && (blank || indented):
			indented = true
			add(at, next)
			blank = false
			at = next
			continue
		case isTableRow(body):
			add(at, next)
		default:
			codeSpans(text, at, at+len(line), add)
		}
		blank, indented = false, false
		at = next
	}
	if fence != "" {
		add(fenceStart, len(text))
	}
	return spans
}

// isTableRow reports a row of a table: cells between pipes, or the rule under the head.
func isTableRow(body string) bool {
	body = strings.TrimRight(body, " \t")
	return strings.HasPrefix(body, "|") && strings.Count(body, "|") > 1 ||
		strings.Contains(body, "|") && strings.Trim(body, "|:- \t") == ""
}

// codeSpans adds the code spans, link destinations and autolinks that stand within one line.
func codeSpans(text string, start, end int, add func(int, int)) {
	var unclosed [8]bool // no run of n back-quotes follows: looking again for every one of many would take quadratic time
	var noParen, noAngle bool
	for i := start; i < end; {
		switch text[i] {
		case '`':
			n := run(text[i:end], '`')
			stop := -1
			if n < len(unclosed) && !unclosed[n] {
				stop = closingRun(text[i+n:end], n)
			}
			if stop < 0 {
				if n < len(unclosed) {
					unclosed[n] = true
				}
				i += n
				continue
			}
			add(i, i+n+stop+n)
			i += n + stop + n
		case ']':
			if i+1 < end && text[i+1] == '(' && !noParen {
				if stop := strings.IndexByte(text[i:end], ')'); stop > 0 {
					add(i+1, i+stop+1)
					i += stop
				} else {
					noParen = true
				}
			}
			i++
		case '<':
			if noAngle {
				i++
				continue
			}
			stop := strings.IndexByte(text[i:end], '>')
			noAngle = stop < 0
			if stop > 0 && strings.Contains(text[i:i+stop], ":") && !strings.ContainsAny(text[i:i+stop], " \t") {
				add(i, i+stop+1)
				i += stop
			}
			i++
		default:
			i++
		}
	}
}

func run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// closingRun is the offset of a run of exactly n back-quotes, or -1.
func closingRun(s string, n int) int {
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		m := run(s[i:], '`')
		if m == n {
			return i
		}
		i += m
	}
	return -1
}
