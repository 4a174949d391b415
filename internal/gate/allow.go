package gate

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// Allow is text that is right as it is: a finding that lies inside of it is none.
type Allow struct {
	words    []string
	patterns []*regexp.Regexp
	longest  int
}

// NewAllow compiles words and patterns; it is nil without any.
func NewAllow(words, patterns []string) (*Allow, error) {
	if len(words)+len(patterns) == 0 {
		return nil, nil
	}
	a := &Allow{}
	for _, w := range words {
		if strings.TrimSpace(w) == "" {
			return nil, errors.New("allow.words: a word is empty")
		}
		a.words = append(a.words, w)
		a.longest = max(a.longest, len(w))
	}
	for _, p := range patterns {
		re, err := regexp.Compile(p)
		if err != nil {
			return nil, fmt.Errorf("allow.patterns: %w", err)
		}
		a.patterns = append(a.patterns, re)
	}
	return a, nil
}

// AllowIn is what is allowed in one text.
type AllowIn struct {
	*Allow
	text  string
	line  fixers.Span // the line that matches belong to
	found [][]int
	asked bool
}

// In prepares to ask about text; nil allows nothing.
func (a *Allow) In(text string) *AllowIn {
	if a == nil {
		return nil
	}
	return &AllowIn{Allow: a, text: text}
}

// Covers reports whether a span lies inside an allowed word, or inside what a pattern matches in its line. A line end at the end of the
// span does not count.
func (a *AllowIn) Covers(s fixers.Span) bool {
	if a == nil {
		return false
	}
	for s.End > s.Start && (a.text[s.End-1] == '\n' || a.text[s.End-1] == '\r') {
		s.End--
	}
	return a.word(s) || a.pattern(s)
}

func (a *AllowIn) word(s fixers.Span) bool {
	for _, w := range a.words {
		if len(w) < s.Len() {
			continue
		}
		from, to := max(0, s.End-len(w)), min(len(a.text), s.Start+len(w))
		for at := from; at+len(w) <= to; at++ {
			i := strings.Index(a.text[at:to], w)
			if i < 0 {
				break
			}
			at += i
			if whole(a.text, at, at+len(w)) {
				return true
			}
		}
	}
	return false
}

// whole reports whether text[start:end] is not a part of a longer word.
func whole(text string, start, end int) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (!wordy(first) || !wordy(before)) && (!wordy(last) || !wordy(after))
}

func wordy(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func (a *AllowIn) pattern(s fixers.Span) bool {
	if len(a.patterns) == 0 {
		return false
	}
	if !a.asked || s.Start < a.line.Start || s.End > a.line.End {
		a.asked = true
		a.line.Start = strings.LastIndexByte(a.text[:s.Start], '\n') + 1
		a.line.End = len(a.text)
		if i := strings.IndexByte(a.text[s.Start:], '\n'); i >= 0 {
			a.line.End = s.Start + i
		}
		line := strings.TrimSuffix(a.line.Of(a.text), "\r")
		a.found = a.found[:0]
		for _, re := range a.patterns {
			a.found = append(a.found, re.FindAllStringIndex(line, -1)...)
		}
	}
	for _, m := range a.found {
		if a.line.Start+m[0] <= s.Start && s.End <= a.line.Start+m[1] {
			return true
		}
	}
	return false
}
