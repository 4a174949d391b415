// Package charset names the encoding of a whole file that is not UTF-8, and converts between it and UTF-8 without loss.
package charset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/tanqih/tanqih/internal/mojibake"
)

// The names that Detect gives besides those of code pages.
const (
	UTF8    = "utf-8"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
	UTF32LE = "utf-32le"
	UTF32BE = "utf-32be"
)

// ErrUnknown marks a name that is no encoding.
var ErrUnknown = errors.New("unknown encoding")

// ErrMalformed marks bytes that the encoding does not allow, or text that it cannot write.
var ErrMalformed = errors.New("malformed")

// aliases are names in common use that the WHATWG Encoding Standard gives another meaning or none.
var aliases = map[string]string{
	"utf8": UTF8, "utf16": UTF16LE, "utf16le": UTF16LE, "utf16be": UTF16BE, "utf32": UTF32LE, "utf32le": UTF32LE, "utf32be": UTF32BE,
	"ucs2": UTF16LE, "ucs4": UTF32LE, "cp1256": "windows-1256", "arabic": "iso-8859-6", "latinarabic": "iso-8859-6", "asmo708": "iso-8859-6",
	"xmacarabic": "macarabic", "macosarabic": "macarabic", "ibm720": "cp720", "dos720": "cp720", "ibm864": "cp864", "latin1": "iso-8859-1",
	"iso88591": "iso-8859-1", "ibm437": "cp437", "ibm850": "cp850", "macroman": "macintosh",
}

// Canonical is the one name of the encoding that is called name (case, hyphens and underscores do not matter); the error wraps
// [ErrUnknown] when there is none.
func Canonical(name string) (string, error) {
	plain := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
	if c, ok := aliases[plain]; ok {
		return c, nil
	}
	for _, p := range mojibake.CodePages() {
		if strings.ReplaceAll(p.Name, "-", "") == plain {
			return p.Name, nil
		}
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return "", fmt.Errorf("%w %q", ErrUnknown, name)
	}
	return htmlindex.Name(e)
}

// Decode is the text of bytes in the encoding that is called name. A byte order mark stays, as U+FEFF, so that [Encode] gives
// the bytes back. The error wraps [ErrUnknown] or [ErrMalformed]; in a code page no bytes are malformed.
func Decode(b []byte, name string) (string, error) {
	name, err := Canonical(name)
	if err != nil {
		return "", err
	}
	switch name {
	case UTF8:
		if !utf8.Valid(b) {
			return "", fmt.Errorf("%w utf-8", ErrMalformed)
		}
		return string(b), nil
	case UTF16LE, UTF16BE:
		return decode16(b, order(name))
	case UTF32LE, UTF32BE:
		return decode32(b, order(name))
	}
	if p := mojibake.ByName(name); p != nil {
		return p.Decode(b), nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return "", fmt.Errorf("%w %q", ErrUnknown, name)
	}
	text, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "", fmt.Errorf("%w %s: %w", ErrMalformed, name, err)
	}
	if strings.ContainsRune(string(text), utf8.RuneError) {
		return "", fmt.Errorf("%w %s", ErrMalformed, name)
	}
	return string(text), nil
}

// Encode is the text as bytes of the encoding that is called name. The error wraps [ErrUnknown], or [ErrMalformed] when the
// encoding lacks a character of the text.
func Encode(text, name string) ([]byte, error) {
	name, err := Canonical(name)
	if err != nil {
		return nil, err
	}
	switch name {
	case UTF8:
		return []byte(text), nil
	case UTF16LE, UTF16BE:
		o := order(name)
		out := make([]byte, 0, 2*len(text))
		for _, u := range utf16.Encode([]rune(text)) {
			out = o.AppendUint16(out, u)
		}
		return out, nil
	case UTF32LE, UTF32BE:
		o := order(name)
		out := make([]byte, 0, 4*len(text))
		for _, r := range text {
			out = o.AppendUint32(out, uint32(r))
		}
		return out, nil
	}
	if p := mojibake.ByName(name); p != nil {
		b, ok := p.Encode(text)
		if !ok {
			return nil, fmt.Errorf("%w: %s lacks a character of the text", ErrMalformed, name)
		}
		return b, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("%w %q", ErrUnknown, name)
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("%w: %s lacks a character of the text: %w", ErrMalformed, name, err)
	}
	return b, nil
}

// EncodeLike is [Encode] for text that may come from the bytes like: where the encoding has two bytes for one character, as Mac OS
// Arabic has for spaces and punctuation, the byte is taken that stands in like.
func EncodeLike(text, name string, like []byte) ([]byte, error) {
	name, err := Canonical(name)
	if err != nil {
		return nil, err
	}
	p := mojibake.ByName(name)
	if p == nil {
		return Encode(text, name)
	}
	out := make([]byte, 0, len(like))
	for _, r := range text {
		if i := len(out); i < len(like) && p.Rune(like[i]) == r {
			out = append(out, like[i])
			continue
		}
		b, ok := p.Byte(r)
		if !ok {
			return nil, fmt.Errorf("%w: %s lacks %q", ErrMalformed, name, r)
		}
		out = append(out, b)
	}
	return out, nil
}

type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

func order(name string) byteOrder {
	if strings.HasSuffix(name, "be") {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func decode16(b []byte, o byteOrder) (string, error) {
	if len(b)%2 != 0 {
		return "", fmt.Errorf("%w utf-16: an odd number of bytes", ErrMalformed)
	}
	var sb strings.Builder
	sb.Grow(len(b))
	for i := 0; i < len(b); i += 2 {
		r := rune(o.Uint16(b[i:]))
		if utf16.IsSurrogate(r) {
			if i+4 > len(b) {
				return "", fmt.Errorf("%w utf-16 at byte %d: half a pair", ErrMalformed, i)
			}
			if r = utf16.DecodeRune(r, rune(o.Uint16(b[i+2:]))); r == utf8.RuneError {
				return "", fmt.Errorf("%w utf-16 at byte %d: half a pair", ErrMalformed, i)
			}
			i += 2
		}
		sb.WriteRune(r)
	}
	return sb.String(), nil
}

func decode32(b []byte, o byteOrder) (string, error) {
	if len(b)%4 != 0 {
		return "", fmt.Errorf("%w utf-32: not a multiple of four bytes", ErrMalformed)
	}
	var sb strings.Builder
	sb.Grow(len(b))
	for i := 0; i < len(b); i += 4 {
		v := o.Uint32(b[i:])
		if v > utf8.MaxRune || utf16.IsSurrogate(rune(v)) {
			return "", fmt.Errorf("%w utf-32 at byte %d: %#x", ErrMalformed, i, v)
		}
		sb.WriteRune(rune(v))
	}
	return sb.String(), nil
}
