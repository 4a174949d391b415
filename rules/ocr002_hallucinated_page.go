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

// phrasesByHead holds phrases by their first four bytes.
type phrasesByHead struct {
	phrases map[uint32][]string
	filter  [256]bool // by a hash of these bytes: whether there are any
}

var recognitionPhrases = sync.OnceValue(func() *phrasesByHead {
	t := &phrasesByHead{phrases: map[uint32][]string{}}
	for line := range strings.Lines(recognitionText) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			key, hash := headOf(line)
			t.phrases[key] = append(t.phrases[key], line)
			t.filter[hash] = true
		}
	}
	return t
})

// headOf is the first four bytes of a text, in lower case, and a hash of them.
func headOf(s string) (key uint32, hash uint8) {
	key = uint32(lowerASCII(s[0])) | uint32(lowerASCII(s[1]))<<8 | uint32(lowerASCII(s[2]))<<16 | uint32(lowerASCII(s[3]))<<24
	return key, uint8(key * 0x9E3779B1 >> 24)
}

func checkHallucinatedPage(p *Pass) {
	table := recognitionPhrases()
	for _, l := range p.Doc.Lines() {
		if l.Len() < shortestRemark {
			continue
		}
		if _, hash := headOf(p.Doc.Of(l)); !table.filter[hash] && classAt(p.Doc.Text, l.Start)&Letter != 0 {
			continue
		}
		span := p.Doc.Trimmed(l.Span)
		text := span.Of(p.Doc.Text)
		if len(text) < shortestRemark {
			continue
		}
		key, _ := headOf(text)
		for _, phrase := range table.phrases[key] {
			if len(text) >= len(phrase) && strings.EqualFold(text[:len(phrase)], phrase) {
				p.Report(span, "%q is what a vision model says of a page it cannot read", phrase)
				break
			}
		}
	}
}

// shortestRemark is the least length in bytes of a line that is looked at.
const shortestRemark = 12

func lowerASCII(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b | 0x20
	}
	return b
}
