package language

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// survey counts, in one pass over a text, its letters by script and what tells the languages of the Arabic script apart: most texts are
// Arabic, and all are read.
type survey struct {
	letters [numScripts]int
	arabic  [alCount]int // characters of the Arabic block, and presentation forms that count as one of them
	ar, fa  int          // function words of Arabic and Persian
	table   *[256]arabicLetter
	words   *particles
}

// main is the script that most letters belong to, NoScript when there are no letters; the first in order of declaration wins a tie.
func (s *survey) main() Script {
	best, n := NoScript, 0
	for i, c := range s.letters {
		if c > n {
			best, n = Script(i), c
		}
	}
	return best
}

// Letters that only some languages of the Arabic script use. A letter stands for all of its presentation forms.
const (
	lettersUrdu    = "ٹڈڑںے"
	lettersPersian = "پچژگ"
	lettersSorani  = "ێڕڵ"
	lettersUyghur  = "ېۇۈۋڭ"
	lettersPashto  = "ټډړږښۍځڅڼ"
	lettersSindhi  = "ٻڀٺٽڄڃڇڏڊڍڦڪڳڱڻ"
	lettersArabic  = "ةأإى"
	lettersShared  = "کی" // the Persian forms of kaf and yeh
	lettersPlain   = "كي" // the Arabic ones
)

// arabicLetter is what a character of the Arabic block tells of the language.
type arabicLetter uint8

const (
	alNone arabicLetter = iota // no letter
	alMark
	alLetter // of many languages
	alUrdu
	alPersian
	alSorani
	alUyghur
	alPashto
	alSindhi
	alArabic
	alShared
	alPlain
	alCommon // ۆ ە: Sorani and Uyghur
	alCount
)

var arabicLetters = sync.OnceValue(func() *[256]arabicLetter {
	t := new([256]arabicLetter)
	for k, kind := range arabicKind {
		switch kind {
		case kindLetter:
			t[k] = alLetter
		case kindMark:
			t[k] = alMark
		}
	}
	for class, letters := range map[arabicLetter]string{alUrdu: lettersUrdu, alPersian: lettersPersian, alSorani: lettersSorani, alUyghur: lettersUyghur,
		alPashto: lettersPashto, alSindhi: lettersSindhi, alArabic: lettersArabic, alShared: lettersShared, alPlain: lettersPlain, alCommon: "ۆە"} {
		for _, r := range letters {
			t[r-0x600] = class
		}
	}
	return t
})

// formLetter maps the presentation forms that decide a language to one of its letters, 0 for all others.
func formLetter(r rune) rune {
	switch {
	case r >= 0xFB56 && r <= 0xFB59:
		return 'پ'
	case r >= 0xFB66 && r <= 0xFB69:
		return 'ٹ'
	case r >= 0xFB7A && r <= 0xFB7D:
		return 'چ'
	case r >= 0xFB88 && r <= 0xFB89:
		return 'ڈ'
	case r >= 0xFB8A && r <= 0xFB8B:
		return 'ژ'
	case r >= 0xFB8C && r <= 0xFB8D:
		return 'ڑ'
	case r >= 0xFB8E && r <= 0xFB91:
		return 'ک'
	case r >= 0xFB92 && r <= 0xFB95:
		return 'گ'
	case r >= 0xFB9E && r <= 0xFB9F:
		return 'ں'
	case r >= 0xFBAE && r <= 0xFBAF:
		return 'ے'
	case r >= 0xFBFC && r <= 0xFBFF:
		return 'ی'
	case r >= 0xFE83 && r <= 0xFE84 || r >= 0xFE87 && r <= 0xFE88:
		return 'أ'
	case r >= 0xFE93 && r <= 0xFE94:
		return 'ة'
	case r >= 0xFED9 && r <= 0xFEDC:
		return 'ك'
	case r >= 0xFEF1 && r <= 0xFEF4:
		return 'ي'
	}
	return 0
}

// surveyOf reads the chunks of a text.
func surveyOf(chunks []string) *survey {
	s := &survey{table: arabicLetters(), words: arabicPersian()}
	for _, c := range chunks {
		s.read(c)
	}
	for _, n := range s.arabic[alLetter:] {
		s.letters[Arabic] += n
	}
	return s
}

// read counts the letters of a text, those of the Arabic block by what they tell, and the function words among its words, the runs of letters
// and marks.
func (s *survey) read(text string) {
	size, key := 0, uint64(0) // of the word that has begun: its bytes, and the last eight of them
	for i := 0; i < len(text); {
		b := text[i]
		if b >= 0xD8 && b <= 0xDB && i+1 < len(text) && text[i+1]&0xC0 == 0x80 {
			class := s.table[uint(b-0xD8)<<6|uint(text[i+1]&0x3F)]
			s.arabic[class]++
			i += 2
			if class != alNone {
				size += 2
				key = key<<16 | uint64(b)<<8 | uint64(text[i-1])
				continue
			}
		} else if b < utf8.RuneSelf {
			i++
			if b|0x20 >= 'a' && b|0x20 <= 'z' {
				s.letters[Latin]++
				size += particleLongest + 1 // no function word
				continue
			}
		} else {
			r, n := utf8.DecodeRuneInString(text[i:])
			i += n
			if s.other(r) {
				size += particleLongest + 1
				continue
			}
		}
		s.word(size, key)
		size, key = 0, 0
	}
	s.word(size, key)
}

// other counts a character that is neither ASCII nor of the Arabic block, and reports whether it belongs to a word.
func (s *survey) other(r rune) bool {
	sc := ScriptOf(r)
	switch f := formLetter(r); {
	case f != 0:
		s.arabic[s.table[f-0x600]]++
	case sc != NoScript:
		s.letters[sc]++
	default:
		return r >= 0x300 && r < 0x370 || r >= 0x591 && r <= 0x5C7
	}
	return true
}

// word counts a word whose bytes are those of key.
func (s *survey) word(size int, key uint64) {
	if size == 0 || size > particleLongest {
		return
	}
	switch s.words.find(key) {
	case 'a':
		s.ar++
	case 'f':
		s.fa++
	}
}

func (s *survey) arabicLanguage() string {
	n := &s.arabic
	// A language's own letters make up 3 % or more of its text; borrowed names bring far fewer into another language's.
	best, code := max(1, s.letters[Arabic]/60), ""
	for _, l := range []struct {
		class arabicLetter
		code  string
	}{{alUrdu, "ur"}, {alSorani, "ckb"}, {alUyghur, "ug"}, {alPashto, "ps"}, {alSindhi, "sd"}} {
		if n[l.class] > best {
			best, code = n[l.class], l.code
		}
	}
	if code != "" {
		return code
	}
	ar, fa := 4*s.ar+3*n[alArabic]+n[alPlain], 4*s.fa+3*n[alPersian]+n[alShared]
	switch {
	case ar == fa:
		return Undetermined
	case ar > fa:
		return "ar"
	}
	return "fa"
}

const particleLongest = 8 // bytes of one of those words: it fits a number

// particles is a table of words by their bytes, at most half full; its lines are tried from the one that the word is spread to.
type particles struct {
	keys [256]uint64
	is   [256]byte
}

func (f *particles) line(key uint64) int {
	i := int(key * 0x9E3779B97F4A7C15 >> 56)
	for f.keys[i] != key && f.keys[i] != 0 {
		i = (i + 1) & 255
	}
	return i
}

func (f *particles) find(key uint64) byte { return f.is[f.line(key)] }

// arabicPersian tells Arabic ('a') from Persian ('f') function words, as they are spelled in either keyboard's letters.
var arabicPersian = sync.OnceValue(func() *particles {
	f := &particles{}
	add := func(is byte, words string) {
		for w := range strings.FieldsSeq(words) {
			key := uint64(0)
			for i := range len(w) {
				key = key<<8 | uint64(w[i])
			}
			i := f.line(key)
			f.keys[i], f.is[i] = key, is
		}
	}
	add('a', "في من على إلى أن إن عن مع هذا هذه التي الذي كان كانت قد لم لا ما بين ذلك كل بعد أو ثم")
	add('f', "از به در که این آن را است با برای های می شد شده بود کند هم نیز تا یا اين كه مي براي باید اگر ها")
	return f
})
