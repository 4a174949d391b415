package rules

import (
	_ "embed"
	"strings"
	"sync"
)

var _ = register(Rule{
	Code:    "OCR002",
	Name:    "hallucinated-page",
	Summary: "the remark of a vision model in the place of a page's text",
	Doc: `Vision models that read pages answer blank or unreadable ones with a sentence of their own: "I'm sorry, but I can't …", "The image appears to
be blank", "Here is the transcription". Lines that begin with such a remark are reported; the page has to be looked at.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageFurniture,
	Scope:    ScopeDocument,
	Bad:      "I'm sorry, but I can't read the text in this image.\n",
	Good:     "I'm sorry that the letter came so late.\n",
	Check:    checkHallucinatedPage,
})

//go:embed data/recognition_phrases.txt
var recognitionText string

// recognitionPhrases holds the phrases by their first four bytes.
var recognitionPhrases = sync.OnceValue(func() map[[4]byte][]string {
	t := map[[4]byte][]string{}
	for line := range strings.Lines(recognitionText) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			key := [4]byte([]byte(line[:4]))
			t[key] = append(t[key], line)
		}
	}
	return t
})

func checkHallucinatedPage(p *Pass) {
	table := recognitionPhrases()
	for _, l := range p.Doc.Lines() {
		if l.Len() < 12 {
			continue
		}
		span := p.Doc.Trimmed(l.Span)
		text := span.Of(p.Doc.Text)
		if len(text) < 12 {
			continue
		}
		key := [4]byte{lowerASCII(text[0]), lowerASCII(text[1]), lowerASCII(text[2]), lowerASCII(text[3])}
		for _, phrase := range table[key] {
			if len(text) >= len(phrase) && strings.EqualFold(text[:len(phrase)], phrase) {
				p.Report(span, "%q is what a vision model says of a page it cannot read", phrase)
				break
			}
		}
	}
}

func lowerASCII(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b | 0x20
	}
	return b
}
