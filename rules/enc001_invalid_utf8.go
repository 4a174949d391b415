package rules

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/charset"
	"github.com/tanqih/tanqih/internal/mojibake"
)

// EncodingOptions are the options of ENC001.
type EncodingOptions struct {
	Encoding string `toml:"encoding" doc:"encoding of the files that are not UTF-8, instead of finding it out, such as \"windows-1256\""`
}

// Check reports a name that is no encoding.
func (o EncodingOptions) Check() error {
	if o.Encoding == "" {
		return nil
	}
	_, err := charset.Canonical(o.Encoding)
	return err
}

// detect is the encoding of a whole file that is not UTF-8, and how that is known.
func (o EncodingOptions) detect(text string) (name, evidence string, ok bool) {
	if o.Encoding == "" {
		return charset.Detect([]byte(text))
	}
	name, err := charset.Canonical(o.Encoding)
	return name, "it was asked for", err == nil && name != charset.UTF8
}

var _ = register(Rule{
	Code: "ENC001", Name: "invalid-utf8", Since: "0.1.0",
	Summary: "bytes that are not UTF-8",
	Doc: "A file that as a whole is in another encoding is named: UTF-16 and UTF-32 by their byte order mark or by what comes out, windows-1256, ISO 8859-6, Mac OS " +
		"Arabic and the DOS code pages 720 and 864 by the statistics of Arabic letters. In a file that is UTF-8 for the rest the bytes are shown in hexadecimal, " +
		"with the encoding in which they would read as Arabic, if there is one.\n\nCharacters that were written as two surrogates (CESU-8, as some " +
		"databases and Java do) are put right.",
	FixSafety: "Safe where the whole file decodes as one named encoding and, encoded again, gives the same bytes, and for CESU-8. Without a fix elsewhere.",
	Severity:  Error,
	Stage:     StageDecode, Scope: ScopeDocument, Trigger: Trigger{Classes: Invalid | Control},
	Fix: fixers.Safe, Options: EncodingOptions{},
	Bad: "\xc7\xe1\xd3\xe1\xc7\xe3 \xda\xe1\xed\xdf\xe3\n", Good: "السلام عليكم\n",
	Check: func(p *Pass) {
		d := p.Doc
		if d.Classes()&Invalid == 0 && strings.IndexByte(d.Text, 0) < 0 {
			return // control characters, and no zero bytes among them: not UTF-16 either
		}
		if name, evidence, ok := OptionsOf[EncodingOptions](p).detect(d.Text); ok && convertible(d.Text, name) {
			p.Report(fixers.Span{End: len(d.Text)}, "the file is in %s", name).With("encoding", name).With("because", evidence).
				LazyFix(fixers.Safe, func() fixers.Fix {
					text, _ := charset.Decode([]byte(d.Text), name)
					return fixers.Fix{Title: "convert the file to UTF-8", Safety: fixers.Safe, Edits: []fixers.Edit{fixers.Replace(0, len(d.Text), text)},
						Contract: fixers.DecodesTo(func(s string) (string, error) {
							b, err := charset.EncodeLike(s, name, []byte(d.Text))
							return string(b), err
						})}
				})
			return
		}
		n := invalidBytes{}
		for _, l := range d.Lines() {
			if l.Classes&Invalid != 0 {
				n.report(p, l)
			}
		}
		if n.more > 0 {
			p.Report(n.rest, "not UTF-8: %d more places", n.more).With("places", n.more)
		}
	},
})

// convertible reports whether the text decodes and, encoded again, gives the same bytes.
func convertible(text, name string) bool {
	s, err := charset.Decode([]byte(text), name)
	if err != nil {
		return false
	}
	b, err := charset.EncodeLike(s, name, []byte(text))
	return err == nil && string(b) == text
}

// invalidBytes counts the places of a document that are not UTF-8. Where there are many, the file is in another encoding, and one finding says
// as much as thousands.
type invalidBytes struct {
	shown, more int
	rest        fixers.Span // from the first that is not shown by itself to the last
}

const mostInvalid = 20 // places shown by themselves

// report reports the runs of bytes in a line that are not UTF-8.
func (n *invalidBytes) report(p *Pass, l Line) {
	t := p.Doc.Of(l)
	for i := 0; i < len(t); {
		if r, n := utf8.DecodeRuneInString(t[i:]); r != utf8.RuneError || n != 1 {
			i += n
			continue
		}
		s := fixers.Span{Start: l.Start + i, End: l.Start + i + 1}
		if r, ok := cesu8(t[i:]); ok {
			s.End = s.Start + 6
			p.Report(s, "%U as two surrogates (CESU-8)", r).
				Fix(fixers.Safe, fixers.DecodesTo(toCESU8), "write it in UTF-8", fixers.Replace(s.Start, s.End, string(r)))
			i += 6
			continue
		}
		for s.End < l.End {
			if r, n := utf8.DecodeRuneInString(p.Doc.Text[s.End:l.End]); r != utf8.RuneError || n != 1 {
				break
			}
			s.End++
		}
		i = s.End - l.Start
		if n.shown == mostInvalid {
			if n.more++; n.more == 1 {
				n.rest.Start = s.Start
			}
			n.rest.End = s.End
			continue
		}
		n.shown++
		bytes := s.Of(p.Doc.Text)
		const shown = 16
		f := p.Report(s, "not UTF-8: % X", bytes[:min(len(bytes), shown)]).With("bytes", fmt.Sprintf("% X", bytes[:min(len(bytes), shown)]))
		if name := readsAs(bytes); name != "" {
			f.With("reads_as", name)
		}
	}
}

// readsAs is the Arabic code page in which the bytes, a few letters at least, read as Arabic; "" when there is none.
func readsAs(bytes string) string {
	const enough, cost = 3, 60
	best := mojibake.Judgement{Cost: cost}
	for _, j := range mojibake.JudgeArabic([]byte(bytes)) {
		if j.Letters >= enough && j.Cost < best.Cost {
			best = j
		}
	}
	if best.Page == nil {
		return ""
	}
	return best.Page.Name
}

// cesu8 reads a character that s begins with as two surrogates of three bytes each.
func cesu8(s string) (rune, bool) {
	if len(s) < 6 || s[0] != 0xED || s[1]&0xF0 != 0xA0 || s[2]&0xC0 != 0x80 || s[3] != 0xED || s[4]&0xF0 != 0xB0 || s[5]&0xC0 != 0x80 {
		return 0, false
	}
	half := func(s string) rune { return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F) }
	r := utf16.DecodeRune(half(s), half(s[3:]))
	return r, r != utf8.RuneError
}

// toCESU8 writes the characters of s beyond U+FFFF as surrogates.
func toCESU8(s string) (string, error) {
	var b []byte
	for _, r := range s {
		high, low := utf16.EncodeRune(r)
		if r <= 0xFFFF {
			b = utf8.AppendRune(b, r)
			continue
		}
		for _, u := range []rune{high, low} {
			b = append(b, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0x3F, 0x80|byte(u)&0x3F)
		}
	}
	return string(b), nil
}
