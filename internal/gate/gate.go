// Package gate decides which findings count: it gives findings fingerprints that outlive edits elsewhere, and compares them with a
// baseline, with an earlier revision, with what the user has accepted, and with the rates that are tolerated. It also keeps the cache of
// findings. It knows findings and files, and nothing of flags.
package gate

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/arabic"
	"github.com/tanqih/tanqih/internal/report"
)

const (
	contextLetters = 12  // letters of context to either side
	contextReach   = 512 // bytes that are looked through for them, to either side
	enoughLetters  = 4   // of the finding and its line; below that, letters of the neighbouring lines count too
	wordyFinding   = 16  // letters from which those of a finding stand for it: what else is wrong inside of it may be repaired
	longFinding    = 4 << 10
)

// Sign gives each finding of f a fingerprint: the hash of its rule, its text and the letters around it, a colon, and which one of those
// that are equal in f it is, from 1. Neither the name of the file nor the number of the line counts, so that a finding keeps it when
// its line moves, and no white space, punctuation, mark or form of a letter around it, so that repairs of its neighbours leave it as it is.
// The findings must be sorted by position.
func Sign(f *report.File) {
	if len(f.Findings) == 0 {
		return
	}
	seen := make(map[uint64]int, len(f.Findings))
	var buf []byte
	for i := range f.Findings {
		finding := &f.Findings[i]
		var hash uint64
		hash, buf = fingerprint(f.Text, finding.Rule.Code, finding.Span, buf)
		seen[hash]++
		finding.Fingerprint = fmt.Sprintf("%016x:%d", hash, seen[hash])
	}
}

// Fingerprint is the part of a fingerprint before the colon.
func Fingerprint(text, code string, span fixers.Span) string {
	hash, _ := fingerprint(text, code, span, nil)
	return fmt.Sprintf("%016x", hash)
}

// Base is the part of a fingerprint before the colon.
func Base(fingerprint string) string {
	base, _, _ := strings.Cut(fingerprint, ":")
	return base
}

func fingerprint(text, code string, span fixers.Span, buf []byte) (uint64, []byte) {
	hit := span.Of(text)
	buf = append(append(buf[:0], code...), 0)
	letters := 0
	for _, r := range hit[:min(len(hit), longFinding)] {
		if isLetter(r) {
			letters++
		}
		if letters == wordyFinding {
			break
		}
	}
	switch {
	case len(hit) > longFinding:
		// the ends are enough to tell long findings apart; nothing here may take time for the square of a text
		buf = appendLetters(buf, hit[:longFinding/2])
		buf = appendLetters(append(buf, 0), hit[len(hit)-longFinding/2:])
		return sum(buf), buf
	case letters == wordyFinding:
		buf = appendLetters(buf, hit)
	default:
		for i := range len(hit) {
			if hit[i] != '\r' { // a checkout may have changed line ends
				buf = append(buf, hit[i])
			}
		}
	}
	buf = append(buf, 0)
	left, right := text[max(0, span.Start-contextReach):span.Start], text[span.End:min(len(text), span.End+contextReach)]
	before, n := behind(left, false)
	after, m := ahead(right, false)
	if letters+n+m < enoughLetters {
		before, _ = behind(left, true)
		after, _ = ahead(right, true)
	}
	buf = append(append(append(buf, before...), 0), after...)
	return sum(buf), buf
}

// sum is the first eight bytes of the SHA-256 of b.
func sum(b []byte) uint64 {
	all := sha256.Sum256(b)
	return binary.BigEndian.Uint64(all[:])
}

// isLetter reports the characters that count as context.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r != utf8.RuneError && r != 'ـ' && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// ahead is the first letters of s, up to its line end or beyond.
func ahead(s string, beyond bool) (letters []byte, n int) {
	for i := 0; i < len(s) && n < contextLetters; {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\n' && !beyond:
			return letters, n
		case isLetter(r):
			letters = appendLetter(letters, r)
			n++
		}
	}
	return letters, n
}

// behind is the last letters of s, backwards, up to the start of its line or beyond.
func behind(s string, beyond bool) (letters []byte, n int) {
	for len(s) > 0 && n < contextLetters {
		r, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
		switch {
		case r == '\n' && !beyond:
			return letters, n
		case isLetter(r):
			letters = appendLetter(letters, r)
			n++
		}
	}
	return letters, n
}

// appendLetters adds the letters of s in their plain forms.
func appendLetters(b []byte, s string) []byte {
	for _, r := range s {
		if isLetter(r) {
			b = appendLetter(b, r)
		}
	}
	return b
}

// appendLetter adds a letter in its plain form.
func appendLetter(b []byte, r rune) []byte {
	if r >= 0xFB50 && r <= 0xFEFC {
		if plain := arabic.FoldForm(r); plain != "" {
			return append(b, plain...)
		}
	}
	return utf8.AppendRune(b, r)
}
