package charset

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

var texts = map[string]string{
	"ar":                     "خرج الصيادون قبل الفجر، وعادوا عند الظهر بسلال ملأى. قال كبيرهم إن البحر كان هادئا هذا اليوم.\nثم باعوا ما صادوه في السوق القريب من الميناء.\n",
	"arabic without a comma": "كانت السوق مزدحمة في ذلك الصباح. باع الرجل كل ما حمله على عربته من الفاكهة ثم عاد إلى بيته.\n",
	"fa":                     "امروز صبح هواي شهر سرد بود و کودکان با شادي به مدرسه رفتند. معلم براي آنان داستاني تازه خواند.\n",
	"en":                     "The boats left before dawn and came back at noon. The sea was calm.\n",
	"ru":                     "Лодки вышли до рассвета и вернулись к полудню. Море было спокойно.\n",
	"fr":                     "Les bateaux sont partis avant l'aube ; la mer était déjà calmée.\n",
	"he":                     "הסירות יצאו לפני הזריחה וחזרו בצהריים. הים היה רגוע.\n",
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ lang, name string }{
		{"ar", "windows-1256"}, {"ar", "iso-8859-6"}, {"arabic without a comma", "cp720"}, {"fa", "windows-1256"},
		{"ar", UTF16LE}, {"ar", UTF16BE}, {"ar", UTF32LE}, {"ar", UTF32BE}, {"en", UTF16LE}, {"en", UTF16BE}, {"en", UTF32LE}, {"en", UTF32BE},
		{"ru", UTF16LE}, {"ru", UTF16BE}, {"he", UTF16BE}, {"fr", UTF16LE},
	} {
		raw, err := Encode(texts[c.lang], c.name)
		if err != nil {
			t.Fatalf("%s in %s: %v", c.lang, c.name, err)
		}
		name, evidence, ok := Detect(raw)
		if !ok || name != c.name {
			t.Errorf("%s in %s: %q (%s) %v", c.lang, c.name, name, evidence, ok)
		}
		back, err := Decode(raw, name)
		if err != nil || back != texts[c.lang] {
			t.Errorf("%s in %s: decodes to %q, %v", c.lang, c.name, back, err)
		}
		if !strings.HasPrefix(c.name, "utf-") {
			continue
		}
		marked, _ := Encode("\ufeff"+texts[c.lang], c.name)
		if name, evidence, ok := Detect(marked); !ok || name != c.name || evidence != "byte order mark" {
			t.Errorf("%s in %s with a mark: %q (%s) %v", c.lang, c.name, name, evidence, ok)
		}
	}
}

// The letters of Mac OS Arabic lie where those of ISO 8859-6 do; only its own punctuation and Persian letters tell them apart.
func TestDetectMacArabic(t *testing.T) {
	raw, err := Encode(strings.ReplaceAll(texts["ar"], "هذا اليوم", "يوم ١٢"), "macarabic")
	if err != nil {
		t.Fatal(err)
	}
	raw = bytes.ReplaceAll(raw, []byte(" "), []byte{0xA0}) // the space of right-to-left text
	if name, evidence, ok := Detect(raw); !ok || name != "macarabic" {
		t.Errorf("%q (%s) %v", name, evidence, ok)
	}
	text, err := Decode(raw, "macarabic")
	if err != nil {
		t.Fatal(err)
	}
	if back, err := EncodeLike(text, "macarabic", raw); err != nil || !bytes.Equal(back, raw) {
		t.Errorf("%q came back as %q, %v", raw, back, err)
	}
}

func TestDetectNothing(t *testing.T) {
	for what, b := range map[string][]byte{
		"empty":                           nil,
		"ascii":                           []byte("plain text\n"),
		"utf-8":                           []byte(texts["ar"]),
		"utf-8, one byte":                 append([]byte(texts["ar"]), 0xE9, '\n'),
		"utf-8, one line in windows-1256": append([]byte(texts["ar"]), "\xc7\xe1\xd3\xe1\xc7\xe3 \xda\xe1\xed\xdf\xe3\n"...),
		"latin-1":                         []byte("D\xe9j\xe0 vu, na\xefvet\xe9 et gar\xe7on; \xe9t\xe9, \xe0 la fa\xe7on\n"),
		"cyrillic":                        encoded(t, texts["ru"], "windows-1251"),
		"hebrew":                          encoded(t, texts["he"], "windows-1255"),
		"random":                          {0xFE, 0x81, 0x00, 0x07, 0xD9, 0x91, 0xEE, 0x00, 0x00, 0x12},
		"zeros":                           make([]byte, 64),
		"gzip":                            {0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xB3, 0xB1, 0xAF, 0xC8},
		"a mark, odd size":                {0xFF, 0xFE, 0x41},
		"text with a zero":                []byte("name\x00value\x00other\x00words and words\n"),
	} {
		if name, evidence, ok := Detect(b); ok {
			t.Errorf("%s: %s (%s)", what, name, evidence)
		}
	}
}

func encoded(t *testing.T, text, name string) []byte {
	t.Helper()
	b, err := Encode(text, name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"CP1256": "windows-1256", "windows_1256": "windows-1256", "UTF-16": UTF16LE, "utf8": UTF8, "Latin1": "iso-8859-1", "ASMO-708": "iso-8859-6",
		"x-mac-arabic": "macarabic", "IBM864": "cp864", "shift_jis": "shift_jis", "koi8-r": "koi8-r", "MacRoman": "macintosh", "dos-720": "cp720",
	} {
		if got, err := Canonical(name); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := Canonical("klingon"); !errors.Is(err, ErrUnknown) {
		t.Errorf("klingon: %v", err)
	}
	if _, err := Decode([]byte("x"), "klingon"); !errors.Is(err, ErrUnknown) {
		t.Errorf("klingon: %v", err)
	}
	for _, name := range []string{"windows-1252", "utf-16le", "koi8-r"} {
		if _, err := Decode([]byte("abc"), name); (name == UTF16LE) != errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Encode("سلام", "windows-1252"); !errors.Is(err, ErrMalformed) {
		t.Errorf("Arabic in windows-1252: %v", err)
	}
}

// What Decode accepts, Encode writes back byte for byte: the repair of a whole file rests on it.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"windows-1256", "macarabic", "cp864", UTF16LE, UTF16BE, UTF32BE, UTF8, "koi8-r"} {
		f.Add([]byte("abc \xc7\xe1\xd3"), name)
		f.Add([]byte{0xFF, 0xFE, 0x27, 0x06}, name)
	}
	f.Fuzz(func(t *testing.T, b []byte, name string) {
		if guess, _, ok := Detect(b); ok {
			text, err := Decode(b, guess)
			if err != nil {
				t.Fatalf("detected as %s: %v", guess, err)
			}
			back, err := EncodeLike(text, guess, b)
			if err != nil || !bytes.Equal(back, b) {
				t.Errorf("%s: %q came back as %q, %v", guess, b, back, err)
			}
		}
		_, _ = Decode(b, name)
	})
}
