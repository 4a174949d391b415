package language

import (
	_ "embed"
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"
)

// Undetermined is the code for a text whose language the evidence does not decide.
const Undetermined = "und"

const (
	sampleWhole  = 3 << 10 // texts up to this many bytes are read whole
	sampleChunk  = 256     // bytes of each sample of a longer text
	sampleChunks = 10      // samples of a longer text
	chunkWords   = 40      // words looked up in one sample
	minLetters   = 4       // fewer letters decide nothing
	allWords     = 1 << 30 // no bound
	lineSample   = 512     // bytes of a line that are read
)

// Identify returns the language code (BCP 47) of a text, by its main script first and then by letters and function words; Undetermined
// when these do not decide. Of a long text it reads evenly spread samples, some 3 KB, so that its cost does not grow with the text.
// It is meant for documents: a text in several languages gets the code of the larger part.
func Identify(text string) string {
	if len(text) <= sampleWhole {
		return identify([]string{text}, chunkWords*sampleChunks)
	}
	var chunks [sampleChunks]string
	step := (len(text) - sampleChunk) / (sampleChunks - 1)
	for i := range chunks {
		from := i * step
		for from < len(text) && !utf8.RuneStart(text[from]) {
			from++
		}
		chunks[i] = text[from:min(from+sampleChunk, len(text))]
	}
	return identify(chunks[:], chunkWords)
}

// IdentifyLine is Identify for a line or paragraph: it reads the first half kilobyte and answers Undetermined more readily, because
// a line without a function word is common.
func IdentifyLine(line string) string {
	if len(line) > lineSample {
		line = line[:lineSample]
	}
	return identify([]string{line}, allWords)
}

func identify(chunks []string, words int) string {
	var s Stats
	for _, c := range chunks {
		s.add(c)
	}
	main := s.Main()
	if main == NoScript || s.Letters[main] < minLetters {
		return Undetermined
	}
	switch main {
	case Arabic:
		return arabicLanguage(chunks)
	case Hebrew:
		return hebrewLanguage(chunks)
	case Latin:
		return latinLanguage(chunks, words)
	case Cyrillic:
		return cyrillicLanguage(chunks)
	case Greek:
		return "el"
	case Hangul:
		return "ko"
	case Kana:
		return "ja"
	case Thai:
		return "th"
	case Han:
		if s.Letters[Kana]*20 > s.Letters[Han] {
			return "ja"
		}
		return "zh"
	}
	return Undetermined
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

type arabicLetter uint8

const (
	alNone arabicLetter = iota
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

func arabicLanguage(chunks []string) string {
	table := arabicLetters()
	var n [alCount]int
	letters := 0
	for _, c := range chunks {
		for i := 0; i < len(c); {
			b := c[i]
			if b >= 0xD8 && b <= 0xDB && i+1 < len(c) && c[i+1]&0xC0 == 0x80 {
				k := uint(b-0xD8)<<6 | uint(c[i+1]&0x3F)
				n[table[k]]++
				if arabicKind[k] == kindLetter {
					letters++
				}
				i += 2
				continue
			}
			if b != 0xEF {
				i++
				continue
			}
			r, w := utf8.DecodeRuneInString(c[i:])
			if ScriptOf(r) == Arabic {
				letters++
				if f := formLetter(r); f != 0 {
					n[table[f-0x600]]++
				}
			}
			i += w
		}
	}
	// A language's own letters make up 3 % or more of its text; borrowed names bring far fewer into another language's.
	best, code := max(1, letters/60), ""
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
	var ar, fa int
	words := arabicPersian()
	for _, c := range chunks {
		eachWord(c, func(w string) bool {
			if len(w) <= persianLongest {
				switch words[w] {
				case 'a':
					ar++
				case 'f':
					fa++
				}
			}
			return true
		})
	}
	ar, fa = 4*ar+3*n[alArabic]+n[alPlain], 4*fa+3*n[alPersian]+n[alShared]
	switch {
	case ar == fa:
		return Undetermined
	case ar > fa:
		return "ar"
	}
	return "fa"
}

const persianLongest = 8 // bytes of one of those words

// arabicPersian tells Arabic ('a') from Persian ('f') function words, as they are spelled in either keyboard's letters.
var arabicPersian = sync.OnceValue(func() map[string]byte {
	m := map[string]byte{}
	for w := range strings.FieldsSeq("في من على إلى أن إن عن مع هذا هذه التي الذي كان كانت قد لم لا ما بين ذلك كل بعد أو ثم") {
		m[w] = 'a'
	}
	for w := range strings.FieldsSeq("از به در که این آن را است با برای های می شد شده بود کند هم نیز تا یا اين كه مي براي باید اگر ها") {
		m[w] = 'f'
	}
	return m
})

func hebrewLanguage(chunks []string) string {
	yiddish, hebrew, letters := 0, 0, 0
	for _, c := range chunks {
		eachWord(c, func(w string) bool {
			letters++
			switch w {
			case "און", "די", "דער", "פון", "איז", "צו", "מיט", "ניט", "נישט", "זיך", "אין", "דאס", "וואס", "ווי", "האט", "זיין", "פאר", "ער", "אויף":
				yiddish++
			case "של", "את", "על", "לא", "זה", "הוא", "היא", "עם", "כי", "גם", "או", "כל", "אל", "אם", "אשר", "זו", "בין", "אך", "יותר":
				hebrew++
			}
			if strings.Contains(w, "אָ") || strings.Contains(w, "אַ") || strings.Contains(w, "ײ") || strings.Contains(w, "װ") {
				yiddish++
			}
			return true
		})
	}
	if yiddish > hebrew {
		return "yi"
	}
	return "he"
}

func cyrillicLanguage(chunks []string) string {
	var ru, uk, sr, bg, other, letters int
	for _, c := range chunks {
		for _, r := range c {
			if ScriptOf(r) != Cyrillic {
				continue
			}
			letters++
			switch r {
			case 'ы', 'э', 'Ы', 'Э':
				ru++
			case 'і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ':
				uk++
			case 'ј', 'љ', 'њ', 'ђ', 'ћ', 'џ', 'Ј', 'Љ', 'Њ', 'Ђ', 'Ћ', 'Џ':
				sr++
			case 'ъ', 'Ъ':
				bg++
			case 'ў', 'Ў', 'ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'Ә', 'Ғ', 'Қ', 'Ң', 'Ө', 'Ұ', 'Ү', 'Һ', 'ѓ', 'ќ', 'ѕ':
				other++
			}
		}
	}
	least := letters / 100
	switch {
	case other > least:
		return Undetermined
	case uk > least && uk > ru:
		return "uk"
	case sr > least && sr > ru:
		return "sr"
	case bg > least && bg > ru:
		return "bg"
	case ru > 0 && ru >= least/2 || letters < 40:
		return "ru"
	}
	return Undetermined
}

//go:embed data/latin.txt
var latinData string

type latinTable struct {
	codes []string
	words map[string]uint16           // bit i: a function word of codes[i]
	first [latinLongest + 1][4]uint64 // the bytes that words of each length begin with
}

const latinLongest = 16 // bytes of a function word

var latinWords = sync.OnceValue(func() *latinTable {
	t := &latinTable{words: make(map[string]uint16, 700)}
	for line := range strings.Lines(latinData) {
		code, words, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		bit := uint16(1) << len(t.codes)
		t.codes = append(t.codes, code)
		for w := range strings.FieldsSeq(words) {
			t.words[w] |= bit
			if len(w) <= latinLongest {
				t.first[len(w)][w[0]>>6] |= 1 << (w[0] & 63)
			}
		}
	}
	return t
})

func latinLanguage(chunks []string, words int) string {
	t := latinWords()
	var votes [16]int // in sixtieths, so that a word of several languages counts for each by its share
	seen := 0
	var buf [latinLongest]byte
	for _, c := range chunks {
		n := 0
		eachWord(c, func(w string) bool {
			n++
			if len(w) > len(buf) {
				return n < words
			}
			initial := w[0]
			if initial >= 'A' && initial <= 'Z' {
				initial |= 0x20
			}
			if t.first[len(w)][initial>>6]>>(initial&63)&1 == 0 {
				return n < words
			}
			key := buf[:copy(buf[:], w)]
			for i, b := range key {
				if b >= 'A' && b <= 'Z' {
					key[i] = b | 0x20
				}
			}
			spoken := t.words[string(key)]
			share := 60
			for b := spoken &^ 1; b != 0 && share > 15; b &= b - 1 {
				share -= 15
			}
			for b := spoken; b != 0; b &= b - 1 {
				votes[bits.TrailingZeros16(b)] += share
			}
			return n < words
		})
		seen += n
	}
	best, second := 0, -1
	for i := 1; i < len(t.codes); i++ {
		if votes[i] > votes[best] {
			second, best = best, i
		} else if second < 0 || votes[i] > votes[second] {
			second = i
		}
	}
	if votes[best] < 60 || votes[best]-votes[second] < 30 || votes[best] < seen*3 {
		return Undetermined
	}
	return t.codes[best]
}

// eachWord calls f with each run of letters and marks until f returns false.
func eachWord(text string, f func(word string) bool) {
	start := -1
	for i := 0; i < len(text); {
		b := text[i]
		var n int
		var in bool
		switch {
		case b < utf8.RuneSelf:
			n, in = 1, b|0x20 >= 'a' && b|0x20 <= 'z'
		case b >= 0xD8 && b <= 0xDB && i+1 < len(text) && text[i+1]&0xC0 == 0x80:
			k := arabicKind[uint(b-0xD8)<<6|uint(text[i+1]&0x3F)]
			n, in = 2, k == kindLetter || k == kindMark
		default:
			var r rune
			r, n = utf8.DecodeRuneInString(text[i:])
			in = ScriptOf(r) != NoScript || r >= 0x300 && r < 0x370 || r >= 0x591 && r <= 0x5C7
		}
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			if !f(text[start:i]) {
				return
			}
			start = -1
		}
		i += n
	}
	if start >= 0 {
		f(text[start:])
	}
}
