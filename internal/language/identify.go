package language

import (
	"strings"
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
	if isASCII(chunks) {
		return latinLanguage(chunks, words)
	}
	s := surveyOf(chunks)
	main := s.main()
	if main == NoScript || s.letters[main] < minLetters {
		return Undetermined
	}
	switch main {
	case Arabic:
		return s.arabicLanguage()
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
		if s.letters[Kana]*20 > s.letters[Han] {
			return "ja"
		}
		return "zh"
	}
	return Undetermined
}

func hebrewLanguage(chunks []string) string {
	yiddish, hebrew := 0, 0
	for _, c := range chunks {
		eachWord(c, func(w string) {
			switch w {
			case "און", "די", "דער", "פון", "איז", "צו", "מיט", "ניט", "נישט", "זיך", "אין", "דאס", "וואס", "ווי", "האט", "זיין", "פאר", "ער", "אויף":
				yiddish++
			case "של", "את", "על", "לא", "זה", "הוא", "היא", "עם", "כי", "גם", "או", "כל", "אל", "אם", "אשר", "זו", "בין", "אך", "יותר":
				hebrew++
			}
			if strings.Contains(w, "אָ") || strings.Contains(w, "אַ") || strings.Contains(w, "ײ") || strings.Contains(w, "װ") {
				yiddish++
			}
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

// isASCII reports whether no chunk holds a character beyond ASCII.
func isASCII(chunks []string) bool {
	const high = 0x8080808080808080
	for _, c := range chunks {
		for ; len(c) >= 8; c = c[8:] {
			if word(c)&high != 0 {
				return false
			}
		}
		for i := range len(c) {
			if c[i] >= utf8.RuneSelf {
				return false
			}
		}
	}
	return true
}

// eachWord calls f with each run of letters and marks.
func eachWord(text string, f func(word string)) {
	start := -1
	for i := 0; i < len(text); {
		n, in := wordRune(text, i)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			f(text[start:i])
			start = -1
		}
		i += n
	}
	if start >= 0 {
		f(text[start:])
	}
}

// wordRune is the length of the character at i and whether it belongs to a word: a letter or a mark.
func wordRune(text string, i int) (n int, in bool) {
	b := text[i]
	switch {
	case b < utf8.RuneSelf:
		return 1, b|0x20 >= 'a' && b|0x20 <= 'z'
	case b >= 0xD8 && b <= 0xDB && i+1 < len(text) && text[i+1]&0xC0 == 0x80:
		k := arabicKind[uint(b-0xD8)<<6|uint(text[i+1]&0x3F)]
		return 2, k == kindLetter || k == kindMark
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	return n, ScriptOf(r) != NoScript || r >= 0x300 && r < 0x370 || r >= 0x591 && r <= 0x5C7
}
