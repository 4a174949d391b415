package rules

import (
	"math/bits"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
)

// Classes is a set of character classes.
type Classes uint64

// Pairs is a set of kinds of neighbouring characters.
type Pairs uint64

// class is a character class: the bit number in [Classes]. Every character has exactly one.
type class = uint8

const (
	cOther class = iota
	cLower
	cUpper
	cDigit
	cSpace
	cNewline
	cReturn
	cTab
	cControl
	cFormFeed
	cC1
	cLineSeparator
	cNoBreakSpace
	cUnusualSpace
	cByteOrderMark
	cReplacement
	cPrivateUse
	cInvisible
	cJoiner
	cBidiMark
	cBidiControl
	cLatinLigature
	cArabicForm
	cArabicMark
	cOtherMark
	cTatweel
	cArabicLetter
	cMaksura
	cTehMarbuta
	cAlef
	cLam
	cHamza
	cArabicForeign
	cArabicDigit
	cExtendedDigit
	cArabicPunctuation
	cFullStop
	cComma
	cColon
	cExclamation
	cOpenParen
	cOpenSquare
	cOpenCurly
	cCloseBracket
	cQuote
	cApostrophe
	cOpenQuote
	cCloseQuote
	cHyphen
	cDash
	cSlash
	cBackslash
	cPercent
	cEquals
	cAmpersand
	cLess
	cGreater
	cMarkup
	cLatinLetter
	cSymbol
	cHebrew
	cAlphabetic
	cWide
	cInvalid
	classCount
)

// The character classes that the census tells apart.
const (
	Lower             Classes = 1 << cLower             // a–z
	Upper             Classes = 1 << cUpper             // A–Z
	Digit             Classes = 1 << cDigit             // 0–9
	Space             Classes = 1 << cSpace             // U+0020
	CarriageReturn    Classes = 1 << cReturn            // U+000D
	Tab               Classes = 1 << cTab               // U+0009
	Control           Classes = 1 << cControl           // C0 and U+007F other than the white space among them
	FormFeed          Classes = 1 << cFormFeed          // U+000C
	C1                Classes = 1 << cC1                // U+0080–009F but U+0085
	LineSeparator     Classes = 1 << cLineSeparator     // U+000B, 0085, 2028, 2029
	NoBreakSpace      Classes = 1 << cNoBreakSpace      // U+00A0
	UnusualSpace      Classes = 1 << cUnusualSpace      // U+1680, 2000–200A, 202F, 205F, 3000
	ByteOrderMark     Classes = 1 << cByteOrderMark     // U+FEFF
	Replacement       Classes = 1 << cReplacement       // U+FFFD
	PrivateUse        Classes = 1 << cPrivateUse        // U+E000–F8FF, planes 15 and 16
	Invisible         Classes = 1 << cInvisible         // zero-width space, word joiner, soft hyphen and other format characters
	Joiner            Classes = 1 << cJoiner            // U+200C, 200D
	BidiMark          Classes = 1 << cBidiMark          // U+200E, 200F, 061C
	BidiControl       Classes = 1 << cBidiControl       // U+202A–202E, 2066–2069
	LatinLigature     Classes = 1 << cLatinLigature     // U+FB00–FB06
	ArabicForm        Classes = 1 << cArabicForm        // U+FB50–FDFF, FE70–FEFC
	ArabicMark        Classes = 1 << cArabicMark        // U+0610–061A, 064B–065F, 0670, 06D6–06ED and the like
	OtherMark         Classes = 1 << cOtherMark         // combining marks of other scripts
	Tatweel           Classes = 1 << cTatweel           // U+0640
	ArabicLetter      Classes = 1 << cArabicLetter      // Arabic letters without a class of their own
	Maksura           Classes = 1 << cMaksura           // ى
	TehMarbuta        Classes = 1 << cTehMarbuta        // ة
	Alef              Classes = 1 << cAlef              // ا أ إ آ ٱ
	Lam               Classes = 1 << cLam               // ل
	Hamza             Classes = 1 << cHamza             // ء
	ArabicForeign     Classes = 1 << cArabicForeign     // letters that the Arabic language does not use: ی ک ہ ھ پ چ …
	ArabicDigit       Classes = 1 << cArabicDigit       // ٠–٩
	ExtendedDigit     Classes = 1 << cExtendedDigit     // ۰–۹
	ArabicPunctuation Classes = 1 << cArabicPunctuation // ، ؛ ؟ ۔ and the like
	FullStop          Classes = 1 << cFullStop          // .
	Comma             Classes = 1 << cComma             // ,
	Colon             Classes = 1 << cColon             // : ;
	Exclamation       Classes = 1 << cExclamation       // ! ?
	OpenParen         Classes = 1 << cOpenParen         // (
	OpenSquare        Classes = 1 << cOpenSquare        // [
	OpenCurly         Classes = 1 << cOpenCurly         // {
	CloseBracket      Classes = 1 << cCloseBracket      // ) ] }
	Quote             Classes = 1 << cQuote             // "
	Apostrophe        Classes = 1 << cApostrophe        // '
	OpenQuote         Classes = 1 << cOpenQuote         // « “ ‘ „ ‹
	CloseQuote        Classes = 1 << cCloseQuote        // » ” ’ ›
	Hyphen            Classes = 1 << cHyphen            // -
	Dash              Classes = 1 << cDash              // U+2010–2015, 2212
	Slash             Classes = 1 << cSlash             // /
	Backslash         Classes = 1 << cBackslash         // \
	Percent           Classes = 1 << cPercent           // %
	Equals            Classes = 1 << cEquals            // =
	Ampersand         Classes = 1 << cAmpersand         // &
	Less              Classes = 1 << cLess              // <
	Greater           Classes = 1 << cGreater           // >
	Markup            Classes = 1 << cMarkup            // * _ # ` ~ |
	LatinLetter       Classes = 1 << cLatinLetter       // Latin letters outside ASCII
	Symbol            Classes = 1 << cSymbol            // U+00A1–00BF and general punctuation without a class of its own
	Hebrew            Classes = 1 << cHebrew            // Hebrew letters
	Alphabetic        Classes = 1 << cAlphabetic        // Greek and Cyrillic letters
	Wide              Classes = 1 << cWide              // CJK, full-width and half-width forms
	Invalid           Classes = 1 << cInvalid           // bytes that are not UTF-8

	// Arabic is every class of Arabic letters.
	Arabic = ArabicLetter | Maksura | TehMarbuta | Alef | Lam | Hamza | ArabicForeign | ArabicForm
	// Latin is every class of Latin letters.
	Latin = Lower | Upper | LatinLetter
	// Letter is every class of letters.
	Letter = Arabic | Latin | Hebrew | Alphabetic | Wide | LatinLigature
	// AnyDigit is every class of digits.
	AnyDigit = Digit | ArabicDigit | ExtendedDigit
	// AnySpace is every class of spaces inside a line.
	AnySpace = Space | Tab | NoBreakSpace | UnusualSpace
	// LineEnd is what ends a line.
	LineEnd = Classes(1<<cNewline) | CarriageReturn
	// Stop is the punctuation that may end a clause.
	Stop = FullStop | Comma | Colon | Exclamation | ArabicPunctuation
)

// The pairs of neighbours that the census tells apart. A line break (and either end of the text) counts as a neighbour.
const (
	TrailingSpace     Pairs = 1 << iota // a space, then a line end
	LeadingSpace                        // a line start, then a space
	DoubleSpace                         // a space, then a space
	SpaceStop                           // a space, then punctuation that may end a clause
	StopLetter                          // such punctuation, then a letter
	StopStop                            // two such in a row
	StopDigit                           // such punctuation, then a digit
	OpenSpace                           // an opening bracket or quotation mark, then a space
	SpaceClose                          // a space, then a closing bracket or quotation mark
	LetterQuote                         // a letter or digit, then a quotation mark or opening bracket
	QuoteLetter                         // a closing or plain quotation mark or closing bracket, then a letter
	DigitLetter                         // a digit, then a letter
	LetterDigit                         // a letter, then a digit
	ArabicLatin                         // a letter of one of the two scripts, then one of the other
	SpaceTatweel                        // a space or line start, then a tatweel
	SpaceMark                           // a space or line start, then a combining mark
	MarkMark                            // two combining marks in a row
	MarkOdd                             // a digit, punctuation or other character that bears no mark, then a combining mark
	MaksuraLetter                       // ى, then an Arabic letter
	TehMarbutaLetter                    // ة, then an Arabic letter
	StartStop                           // a line start, then punctuation that may end a clause
	StartClose                          // a line start, then a closing bracket or a quotation mark
	OpenEnd                             // an opening bracket, then a line end
	StartHyphen                         // a line start, then - or –
	BlankLine                           // a line start, then a line end
	LowerUpper                          // a–z, then A–Z
	HyphenEnd                           // a hyphen, then a line end
	BackslashLetter                     // \, then a letter, digit or bracket
	PercentHex                          // %, then a letter A–F or a digit
	EqualsHex                           // =, then a letter A–F, a digit or a line end
	AmpersandName                       // &, then a letter or #
	LessName                            // <, then a letter, /, !, ? or |
	SquareName                          // [, then a letter or [
	CurlyCurly                          // {, then {
	MarkupMarkup                        // two of * _ # ` ~ |
	EmptySquare                         // [, then a closing bracket
	SpaceArabicLetter                   // a space, then an Arabic letter or mark
	HighHigh                            // two characters in a row of those that mojibake is made of (Latin letters outside ASCII, symbols, C1)
	ArabicSymbol                        // an Arabic letter, then a character of Latin-1 or general punctuation
	QuestionQuestion                    // two of ! ? in a row
	AlphabeticSymbol                    // a Greek or Cyrillic letter, then a symbol
	MixedLetters                        // a Latin letter, then a Greek or Cyrillic one, or the other way round
	ParenLower                          // ( then a–z
	StopQuote                           // punctuation, then a quotation mark
	HyphenDigit                         // - or –, then a digit
	SpaceQuote                          // a space, then a quotation mark
	QuoteSpace                          // a quotation mark, then a space
	AlefAlef                            // an alef, then an alef
	MarkLetter                          // an Arabic mark, then an Arabic letter, a tatweel or an extended digit
)

func bit(c class) Classes { return 1 << c }

// pairTable holds for two neighbouring classes (first<<6 | second) the pairs that they make.
var pairTable = sync.OnceValue(func() *[int(classCount) * 64]Pairs {
	start := LineEnd
	letter, digit, stop := Letter, AnyDigit, Stop
	quotes := Quote | OpenQuote | CloseQuote | Apostrophe
	open := OpenParen | OpenSquare | OpenCurly | OpenQuote
	closing := CloseBracket | CloseQuote
	mark := ArabicMark | OtherMark
	anyOther := ^Classes(0)
	high := LatinLetter | Symbol | C1 | NoBreakSpace
	hex := Lower | Upper | Digit
	type kind struct {
		first, second Classes
		pair          Pairs
	}
	kinds := []kind{
		{AnySpace, start | FormFeed, TrailingSpace}, {start | FormFeed, AnySpace, LeadingSpace}, {AnySpace, AnySpace, DoubleSpace},
		{AnySpace, stop, SpaceStop}, {stop, letter, StopLetter}, {stop, stop, StopStop}, {stop, digit, StopDigit},
		{open, AnySpace, OpenSpace}, {AnySpace, closing, SpaceClose}, {letter | digit | mark, quotes | open, LetterQuote},
		{quotes | closing, letter, QuoteLetter}, {digit, letter, DigitLetter}, {letter | mark, digit, LetterDigit},
		{Arabic | ArabicMark, Latin, ArabicLatin}, {Latin, Arabic, ArabicLatin}, {AnySpace | start, Tatweel, SpaceTatweel},
		{AnySpace | start, mark, SpaceMark}, {mark, mark, MarkMark}, {anyOther &^ (letter | mark | AnySpace | start | Tatweel), mark, MarkOdd},
		{Maksura, Arabic, MaksuraLetter}, {TehMarbuta, Arabic, TehMarbutaLetter},
		{start, stop, StartStop}, {start, CloseBracket | quotes, StartClose}, {OpenParen | OpenSquare | OpenCurly, start, OpenEnd},
		{start, Hyphen | Dash, StartHyphen}, {bit(cNewline), bit(cNewline) | CarriageReturn, BlankLine}, {Lower, Upper, LowerUpper},
		{Hyphen | Dash | Invisible, start, HyphenEnd}, {Backslash, hex | OpenParen | OpenSquare | CloseBracket | OpenCurly, BackslashLetter},
		{Percent, Upper | Digit, PercentHex}, {Equals, Upper | Digit | start, EqualsHex}, {Ampersand, Lower | Upper | Markup, AmpersandName},
		{Less, Lower | Upper | Slash | Exclamation | Markup, LessName}, {OpenSquare, Latin | Arabic | OpenSquare, SquareName}, {OpenSquare, CloseBracket, EmptySquare},
		{OpenCurly, OpenCurly, CurlyCurly}, {Markup, Markup, MarkupMarkup}, {AnySpace, Arabic | ArabicMark, SpaceArabicLetter},
		{high, high, HighHigh}, {Arabic, Symbol | C1 | NoBreakSpace | quotes | Dash, ArabicSymbol}, {Exclamation, Exclamation, QuestionQuestion},
		{Alphabetic, Symbol | C1 | NoBreakSpace | quotes | Dash | Comma, AlphabeticSymbol}, {Latin, Alphabetic, MixedLetters}, {Alphabetic, Latin, MixedLetters},
		{OpenParen, Lower, ParenLower}, {stop, quotes, StopQuote}, {Hyphen | Dash, digit, HyphenDigit},
		{AnySpace, quotes, SpaceQuote}, {quotes, AnySpace, QuoteSpace}, {Alef, Alef, AlefAlef},
		{ArabicMark, Arabic | Tatweel | ExtendedDigit, MarkLetter},
	}
	t := new([int(classCount) * 64]Pairs)
	for _, k := range kinds {
		for a := k.first; a != 0; a &= a - 1 {
			row := t[bits.TrailingZeros64(uint64(a))<<6:][:64]
			for b := k.second; b != 0; b &= b - 1 {
				row[bits.TrailingZeros64(uint64(b))] |= k.pair
			}
		}
	}
	return t
})

// classTable holds the class of every character of the Basic Multilingual Plane. Later ranges win.
var classTable = sync.OnceValue(func() *[0x10000]class {
	t := new([0x10000]class)
	set := func(c class, ranges ...rune) {
		for i := 0; i < len(ranges); i += 2 {
			for r := ranges[i]; r <= ranges[i+1]; r++ {
				t[r] = c
			}
		}
	}
	each := func(c class, s string) {
		for _, r := range s {
			t[r] = c
		}
	}
	for _, r := range unicode.Mn.R16 {
		for u := uint32(r.Lo); u <= uint32(r.Hi); u += uint32(r.Stride) {
			t[u] = cOtherMark
		}
	}
	set(cLower, 'a', 'z')
	set(cUpper, 'A', 'Z')
	set(cDigit, '0', '9')
	set(cControl, 0x00, 0x08, 0x0E, 0x1F, 0x7F, 0x7F)
	set(cC1, 0x80, 0x9F)
	set(cSymbol, 0xA1, 0xBF, 0xD7, 0xD7, 0xF7, 0xF7, 0x2016, 0x2017, 0x2020, 0x2027, 0x2030, 0x2038, 0x203B, 0x205E, 0x20A0, 0x22FF, 0x2300, 0x27BF, 0x02C6, 0x02DD)
	set(cLatinLetter, 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x024F, 0x0250, 0x02AF, 0x1E00, 0x1EFF, 0xAA, 0xAA, 0xBA, 0xBA)
	set(cAlphabetic, 0x0370, 0x03FF, 0x0400, 0x0482, 0x048A, 0x052F, 0x1F00, 0x1FFF)
	set(cHebrew, 0x05D0, 0x05F2, 0xFB1D, 0xFB4F)
	set(cArabicLetter, 0x0620, 0x063F, 0x0641, 0x064A, 0x066E, 0x066F, 0x06E5, 0x06E6, 0x06EE, 0x06EF)
	set(cArabicForeign, 0x063B, 0x063F, 0x0671, 0x06D3, 0x06D5, 0x06D5, 0x06FA, 0x06FF, 0x0750, 0x077F, 0x08A0, 0x08C9)
	set(cArabicMark, 0x0610, 0x061A, 0x064B, 0x065F, 0x0670, 0x0670, 0x06D6, 0x06DC, 0x06DF, 0x06E4, 0x06E7, 0x06E8, 0x06EA, 0x06ED, 0x08CA, 0x08E1, 0x08E3, 0x08FF)
	set(cArabicForm, 0xFB50, 0xFDFF, 0xFE70, 0xFEFC)
	set(cOther, 0xFD3E, 0xFD3F)
	set(cArabicDigit, 0x0660, 0x0669)
	set(cExtendedDigit, 0x06F0, 0x06F9)
	set(cArabicPunctuation, 0x060C, 0x060C, 0x061B, 0x061B, 0x061D, 0x061F, 0x06D4, 0x06D4, 0x066D, 0x066D)
	set(cLatinLigature, 0xFB00, 0xFB06)
	set(cPrivateUse, 0xE000, 0xF8FF)
	set(cWide, 0x1100, 0x11FF, 0x2E80, 0x2FFF, 0x3001, 0x9FFF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFF01, 0xFFDC)
	set(cDash, 0x2010, 0x2015, 0x2212, 0x2212)
	set(cUnusualSpace, 0x1680, 0x1680, 0x2000, 0x200A, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000)
	set(cInvisible, 0xAD, 0xAD, 0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x200B, 0x200B, 0x2060, 0x2064, 0x206A, 0x206F, 0x3164, 0x3164, 0xFFA0, 0xFFA0, 0xFFF9, 0xFFFC)
	set(cJoiner, 0x200C, 0x200D)
	set(cBidiMark, 0x200E, 0x200F, 0x061C, 0x061C)
	set(cBidiControl, 0x202A, 0x202E, 0x2066, 0x2069)
	set(cLineSeparator, 0x0B, 0x0B, 0x85, 0x85, 0x2028, 0x2029)
	each(cAlef, "اأإآٱ")
	each(cNewline, "\n")
	each(cReturn, "\r")
	each(cTab, "\t")
	each(cFormFeed, "\f")
	each(cSpace, " ")
	each(cNoBreakSpace, "\u00a0")
	each(cByteOrderMark, "\ufeff")
	each(cReplacement, "\ufffd")
	each(cTatweel, "ـ")
	each(cMaksura, "ى")
	each(cTehMarbuta, "ة")
	each(cLam, "ل")
	each(cHamza, "ء")
	each(cFullStop, ".")
	each(cComma, ",")
	each(cColon, ":;")
	each(cExclamation, "!?")
	each(cOpenParen, "(")
	each(cOpenSquare, "[")
	each(cOpenCurly, "{")
	each(cCloseBracket, ")]}")
	each(cQuote, "\"")
	each(cApostrophe, "'")
	each(cOpenQuote, "«“‘„‹‚‛‟")
	each(cCloseQuote, "»”’›")
	each(cHyphen, "-")
	each(cSlash, "/")
	each(cBackslash, "\\")
	each(cPercent, "%")
	each(cEquals, "=")
	each(cAmpersand, "&")
	each(cLess, "<")
	each(cGreater, ">")
	each(cMarkup, "*_#`~|")
	return t
})

// classOf is the class of a character outside the Basic Multilingual Plane.
func classOf(r rune) class {
	switch {
	case r >= 0xF0000:
		return cPrivateUse
	case r >= 0xE0000 && r <= 0xE0FFF:
		return cInvisible
	case r >= 0x20000 && r <= 0x3FFFF:
		return cWide
	case r >= 0x1D400 && r <= 0x1D7FF:
		return cLatinLetter
	}
	return cOther
}

// loadedClasses is classTable's table once it exists: rules ask for the class of single characters so often that the check of
// a sync.Once shows.
var loadedClasses atomic.Pointer[[0x10000]class]

// ClassOf is the class of a character, as a set of one.
func ClassOf(r rune) Classes {
	if r < 0 || r > 0xFFFF {
		return bit(classOf(r))
	}
	t := loadedClasses.Load()
	if t == nil {
		t = classTable()
		loadedClasses.Store(t)
	}
	return 1 << (t[r] & 63)
}

// Line is one line of a document: its place, without the line end, and what the census found in it.
type Line struct {
	fixers.Span
	Index   int // from 0
	Classes Classes
	Pairs   Pairs

	told told // what views remember of it; see [Document.Edited]
}

// told is what views have found out about a line from its text alone. Lines that no edit touches keep it, so that a damaged document, which is
// looked at again after each round of repairs, costs what its edited lines cost.
type told uint8

const (
	toldTokens   told = 1 << iota // its tokens were measured
	toldShort                     // one of them may be a piece of a word
	toldLonger                    // one of them may be several words
	toldNotTorn                   // its pieces make no words
	toldNotGlued                  // no letter follows one that ends words
)

// census finds the lines of text and the classes and pairs of each in one pass over the bytes. A line ends with LF, CR LF or
// a CR alone, which belong to no line. Text that ends without a line end has a last line all the same; text that ends with
// one has no empty line after it.
//
// Words of two-byte letters and one-byte spaces make a branch on the length of a character unpredictable, which would cost more
// than all the rest; so two bytes are looked up at once, and the length is read off the high bit of the first.
func census(text string) (lines []Line, classes Classes, pairs Pairs, ends lineEnds) {
	return appendCensus(make([]Line, 0, 16+len(text)/96), text)
}

// appendCensus is census with the lines appended to others.
func appendCensus(lines []Line, text string) (_ []Line, classes Classes, pairs Pairs, ends lineEnds) {
	table, twoBytes, pairOf := classTable(), twoByteTable(), pairTable()
	var lc Classes
	var lp Pairs
	prev := uint(cNewline)
	start := 0
	for i := 0; i < len(text); {
		for i+1 < len(text) {
			x := uint16(text[i]) | uint16(text[i+1])<<8
			c := uint(twoBytes[x])
			if c >= uint(classCount) {
				break
			}
			i += 1 + int(x>>7&1)
			lp |= pairOf[(prev<<6|c)&4095]
			lc |= 1 << (c & 63)
			prev = c
		}
		if i == len(text) {
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		var c uint
		switch {
		case r == utf8.RuneError && size == 1:
			c = uint(cInvalid)
		case r <= 0xFFFF:
			c = uint(table[r])
		default:
			c = uint(classOf(r))
		}
		lp |= pairOf[(prev<<6|c)&4095]
		lc |= 1 << (c & 63)
		prev = c
		i += size
		if r != '\n' && r != '\r' {
			continue
		}
		end := i - 1
		switch {
		case r == '\n':
			ends.lf++
		case i < len(text) && text[i] == '\n':
			i++
			ends.crlf++
		default:
			ends.cr++
		}
		lines = append(lines, Line{Span: fixers.Span{Start: start, End: end}, Index: len(lines), Classes: lc, Pairs: lp})
		classes |= lc
		pairs |= lp
		lc, lp = 0, 0
		prev = uint(cNewline)
		start = i
	}
	if start < len(text) {
		lp |= pairOf[(prev<<6|uint(cNewline))&4095]
		lines = append(lines, Line{Span: fixers.Span{Start: start, End: len(text)}, Index: len(lines), Classes: lc, Pairs: lp})
		classes |= lc
		pairs |= lp
	}
	return lines, classes, pairs, ends
}

// twoByteTable holds, for the first two bytes of a text in little-endian order, the class of the character that they start when
// it is one or two bytes long, and classCount when a closer look is needed: line ends, longer characters, bytes that are not UTF-8.
var twoByteTable = sync.OnceValue(func() *[0x10000]class {
	table := classTable()
	t := new([0x10000]class)
	t[0] = classCount
	for n := 1; n < len(t); n *= 2 {
		copy(t[n:], t[:n])
	}
	for second := 0; second < 0x10000; second += 0x100 {
		copy(t[second:second+0x80], table[:0x80])
		t[second+'\n'], t[second+'\r'] = classCount, classCount
	}
	for first := 0xC2; first < 0xE0; first++ {
		for second := 0x80; second < 0xC0; second++ {
			t[first|second<<8] = table[(first&0x1F)<<6|second&0x3F]
		}
	}
	return t
})

// lineEnds counts the line ends of a text by kind.
type lineEnds struct{ lf, crlf, cr int }

func countEnds(text string) lineEnds {
	crlf := strings.Count(text, "\r\n")
	return lineEnds{strings.Count(text, "\n") - crlf, crlf, strings.Count(text, "\r") - crlf}
}
