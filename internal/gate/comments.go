package gate

import (
	"maps"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

// Comments are the suppressions in HTML comments of a Markdown document:
//
//	<!-- tanqih-disable WSP002, ARA -- the reason -->  from here on
//	<!-- tanqih-enable WSP002 -->                       to here; without rules: all
//	<!-- tanqih-disable-line --> and tanqih-disable-next-line, tanqih-disable-file
type Comments struct {
	all []*comment
	bad []report.Finding
}

type comment struct {
	span   fixers.Span          // of the comment
	reach  fixers.Span          // where it suppresses
	rules  map[*rules.Rule]bool // nil: all
	except map[*rules.Rule]bool
	reason string
	used   bool
	open   bool // until a tanqih-enable
}

// CommentWord is in every suppression in a comment.
const CommentWord = "tanqih-"

// ParseComments finds the suppressions of a Markdown text, or nil when there is none; find is the rules that a selector names. Comments in fenced code
// are text about comments, not comments.
func ParseComments(text string, find func(string) ([]*rules.Rule, error)) *Comments {
	if !strings.Contains(text, CommentWord) {
		return nil
	}
	c := &Comments{}
	fence := ""
	at := 0
	for line := range strings.Lines(text) {
		start := at
		at += len(line)
		body := strings.TrimLeft(line, " ")
		if mark := fenceOf(body); mark != "" && (fence == "" || strings.HasPrefix(mark, fence)) {
			if fence == "" {
				fence = mark
			} else {
				fence = ""
			}
			continue
		}
		if fence != "" || !strings.Contains(line, CommentWord) {
			continue
		}
		for from := 0; ; {
			open := strings.Index(line[from:], "<!--")
			if open < 0 {
				break
			}
			open += from
			body, _, closed := strings.Cut(line[open+len("<!--"):], "-->")
			if !closed {
				break
			}
			from = open + len("<!--") + len(body) + len("-->")
			c.add(text, body, fixers.Span{Start: start + open, End: start + from}, fixers.Span{Start: start, End: at}, find)
		}
	}
	return c
}

// fenceOf is the marks that start or end fenced code, or "".
func fenceOf(line string) string {
	if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "~~~") {
		return ""
	}
	return line[:len(line)-len(strings.TrimLeft(line, line[:1]))]
}

func (c *Comments) add(text, body string, span, line fixers.Span, find func(string) ([]*rules.Rule, error)) {
	body = strings.TrimSpace(body)
	if !strings.HasPrefix(body, CommentWord) {
		return
	}
	selectors, reason, _ := strings.Cut(body, " -- ")
	fields := strings.FieldsFunc(selectors, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	one := &comment{span: span, reason: strings.TrimSpace(reason)}
	if one.reason == "" {
		one.reason = "disabled in the document"
	}
	for _, selector := range fields[1:] {
		found, err := find(selector)
		if err != nil {
			c.malformed(span, err.Error()+"; a reason stands after \" -- \"")
			return
		}
		if one.rules == nil {
			one.rules = map[*rules.Rule]bool{}
		}
		for _, r := range found {
			one.rules[r] = true
		}
	}
	switch fields[0] {
	case "tanqih-disable":
		one.reach, one.open = fixers.Span{Start: span.End, End: len(text) + 1}, true
	case "tanqih-disable-file":
		one.reach = fixers.Span{Start: 0, End: len(text) + 1}
	case "tanqih-disable-line":
		one.reach = line
	case "tanqih-disable-next-line":
		end := strings.IndexByte(text[line.End:], '\n')
		one.reach = fixers.Span{Start: line.End, End: line.End + end + 1}
		if end < 0 {
			one.reach.End = len(text) + 1
		}
	case "tanqih-enable":
		c.enable(one)
		return
	default:
		c.malformed(span, "there is no "+fields[0]+"; there are tanqih-disable, -enable, -disable-line, -disable-next-line and -disable-file")
		return
	}
	c.all = append(c.all, one)
}

// enable ends the reach of the comments before it that concern its rules.
func (c *Comments) enable(end *comment) {
	for _, one := range c.all {
		if !one.open || one.reach.End <= end.span.Start {
			continue
		}
		switch {
		case end.rules == nil || sameRules(one.rules, end.rules):
			one.reach.End = end.span.Start
		default:
			// some of its rules end here: the others go on as before
			rest := *one
			rest.except = maps.Clone(end.rules)
			maps.Copy(rest.except, one.except)
			rest.used = true
			rest.reach.Start = end.span.Start
			one.reach.End = end.span.Start
			c.all = append(c.all, &rest)
		}
	}
}

func sameRules(a, b map[*rules.Rule]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for r := range a {
		if !b[r] {
			return false
		}
	}
	return a != nil
}

func (c *Comments) malformed(span fixers.Span, message string) {
	c.bad = append(c.bad, report.Finding{Rule: rules.MalformedSuppression, Severity: rules.MalformedSuppression.Severity, Span: span, Message: message})
}

// Of is why a finding of rule at span is suppressed, or "".
func (c *Comments) Of(rule *rules.Rule, span fixers.Span) string {
	if c == nil {
		return ""
	}
	for _, one := range c.all {
		if one.reach.Start <= span.Start && span.Start < one.reach.End && (one.rules == nil || one.rules[rule]) && !one.except[rule] {
			one.used = true
			return one.reason
		}
	}
	return ""
}

// Findings are the comments that are malformed, and those that suppressed nothing although all of their rules ran.
func (c *Comments) Findings(ran func(*rules.Rule) bool, all bool) []report.Finding {
	if c == nil {
		return nil
	}
	out := c.bad
	for _, one := range c.all {
		if one.used || one.rules == nil && !all {
			continue
		}
		complete := true
		for r := range one.rules {
			complete = complete && ran(r)
		}
		if complete {
			out = append(out, report.Finding{
				Rule: rules.UnusedSuppression, Severity: rules.UnusedSuppression.Severity, Span: one.span, Message: "this comment suppresses nothing; remove it",
			})
		}
	}
	return out
}

// UsedAs takes over from c, the comments of the same document before it was fixed, what they suppressed. It reports false when the comments
// are not the same ones.
func (c *Comments) UsedAs(before *Comments) bool {
	if len(c.all) != len(before.all) {
		return false
	}
	for i, one := range before.all {
		c.all[i].used = one.used
	}
	return true
}
