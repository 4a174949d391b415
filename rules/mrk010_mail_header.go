package rules

import (
	"strings"

	"github.com/tanqih/tanqih/fixers"
)

var _ = register(Rule{
	Code: "MRK010", Name: "mail-header", Since: "0.1.0",
	Summary: "the header of a mail or of a web answer",
	Doc: "`Received:`, `Message-ID:`, `Content-Type:` and their neighbours are for programs. Reported is a run of three header lines or more of which at least one is of " +
		"the kind that no author writes. `From:`, `To:`, `Subject:` and `Date:` alone are how letters and minutes begin.",
	FixSafety: "Unsafe: who wrote to whom and when may matter to the reader.",
	Severity:  Warning,
	Stage:     StageMarkup, Scope: ScopeDocument, Trigger: Trigger{Classes: Colon},
	Fix: fixers.Unsafe,
	Bad: "From: Ana <ana@example.org>\nSubject: Hello\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nDear Ben,\n", Good: "\nDear Ben,\n",
	Check: func(p *Pass) {
		d := p.Doc
		lines := d.Lines()
		for i := 0; i < len(lines); i++ {
			if headerKind(d, lines[i]) == 0 {
				continue
			}
			last, headers, technical := i, 0, 0
			for j := i; j < len(lines); j++ {
				kind := headerKind(d, lines[j])
				// A header goes on in lines that begin with white space.
				if kind == 0 && (j == i || d.Blank(lines[j]) || lines[j].Pairs&LeadingSpace == 0) {
					break
				}
				last = j
				if kind > 0 {
					headers++
				}
				if kind == 2 {
					technical++
				}
			}
			if headers >= 3 && technical > 0 {
				s := d.WholeLines(i, last)
				p.Report(s, "header of %d fields", headers).With("fields", headers).
					Fix(fixers.Unsafe, fixers.RemovesOnly, "delete the header", fixers.Delete(s.Start, s.End))
			}
			i = last
		}
	},
})

// headerFields are the names of header fields, in lower case; those of the second kind no author writes. RFC 5322, 2045, 9110.
var headerFields = map[string]int{
	"from": 1, "to": 1, "cc": 1, "bcc": 1, "subject": 1, "date": 1, "reply-to": 1, "sender": 1, "sent": 1, "server": 1, "host": 1,
	"message-id": 2, "in-reply-to": 2, "references": 2, "received": 2, "return-path": 2, "delivered-to": 2, "mime-version": 2, "content-type": 2,
	"content-transfer-encoding": 2, "content-disposition": 2, "content-language": 2, "content-length": 2, "content-encoding": 2, "user-agent": 2,
	"dkim-signature": 2, "authentication-results": 2, "list-unsubscribe": 2, "list-id": 2, "errors-to": 2, "thread-index": 2, "thread-topic": 2,
	"cache-control": 2, "set-cookie": 2, "etag": 2, "last-modified": 2, "accept-ranges": 2, "transfer-encoding": 2, "accept-language": 2,
}

// headerKind is 2 for a header line that no author writes, 1 for one that an author may write, 0 for other lines.
func headerKind(d *Document, l Line) int {
	if l.Classes&Colon == 0 || l.Classes&Latin == 0 {
		return 0
	}
	t := d.Text[l.Start:min(l.End, l.Start+40)]
	n := 0
	for n < len(t) && (t[n]|0x20 >= 'a' && t[n]|0x20 <= 'z' || t[n] == '-') {
		n++
	}
	if n == 0 || n >= len(t) || t[n] != ':' || n+1 < len(t) && t[n+1] != ' ' && t[n+1] != '\t' {
		return 0
	}
	lower := strings.ToLower(t[:n])
	if strings.HasPrefix(lower, "x-") && n > 4 {
		return 2
	}
	return headerFields[lower]
}
