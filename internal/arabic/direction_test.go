package arabic_test

import (
	"strings"
	"testing"

	"github.com/tanqih/tanqih/internal/arabic"
)

func TestReverse(t *testing.T) {
	for _, c := range []struct {
		stored, read string
		how          arabic.Turn
	}{
		{"ةيبرعلا ةغللا", "اللغة العربية", arabic.Turn{}},
		{".مويلا Nour House ةسردم", "مدرسة Nour House اليوم.", arabic.Turn{}},
		{"12/03/2019 موي", "يوم 12/03/2019", arabic.Turn{}},
		{"7-13 ةحفص", "صفحة 13-7", arabic.Turn{}}, // a hyphen joins no digits behind an Arabic letter
		{"7-13 דומע", "עמוד 7-13", arabic.Turn{}}, // but does so in Hebrew
		{"٪70 ةبسنب", "بنسبة 70٪", arabic.Turn{}}, // nor does the per cent sign
		{"(2024) ماع", "عام (2024)", arabic.Turn{Mirror: true}},
		{")2024( ماع", "عام (2024)", arabic.Turn{}},
		{"www.example.org/ar عقوم", "موقع www.example.org/ar", arabic.Turn{}},
		{"Vali (Nasr) بتك", "كتب Vali (Nasr)", arabic.Turn{}},
		{"ﻼﻴﻠﻗ", "ﻗﻠﻴﻼ", arabic.Turn{}},                     // a ligature is one cluster
		{"اًباتك", "كتاباً", arabic.Turn{}},                 // the mark goes with its letter
		{"ًاباتك", "كتاباً", arabic.Turn{MarksFirst: true}}, // and here it stood before it
		{"٣٩١ تحت", "تحت ٣٩١", arabic.Turn{}},
		{"٣٩١ تحت", "تحت ١٩٣", arabic.Turn{Digits: true}},
		{"cba تحت", "تحت abc", arabic.Turn{Latin: true}},
		{"", "", arabic.Turn{}},
	} {
		if got := arabic.Reverse(c.stored, c.how); got != c.read {
			t.Errorf("%q with %+v:\n got %q\nwant %q", c.stored, c.how, got, c.read)
		}
	}
}

// Turning a line twice gives it back.
func TestReverseTwice(t *testing.T) {
	for _, line := range []string{"مدرسة Nour House اليوم.", "يوم 12/03/2019 في (مكة)", "عام ١٩٣٤ م", "כל אדם זכאי", "abc", "قال: «نعم»، ثم عاد"} {
		if got := arabic.Reverse(arabic.Reverse(line, arabic.Turn{}), arabic.Turn{}); got != line {
			t.Errorf("%q becomes %q", line, got)
		}
	}
}

func TestReverseWordsAndTokens(t *testing.T) {
	if got := arabic.ReverseWords("له ترسخ ناريإ ؟ةياورلا 12", arabic.Turn{}); got != "هل خسرت إيران الرواية؟ 12" {
		t.Errorf("words: %q", got)
	}
	for stored, read := range map[string]string{
		"والظلم. الاستبداد على":    "على الاستبداد والظلم.",
		"Nour House مدرسة في  درس": "درس  في مدرسة Nour House",
		"  اليوم 12 ":              "  12 اليوم ",
		"":                         "",
		"كلمة":                     "كلمة",
		"(الثاني الفصل)الدرس هذا": "هذا الدرس(الفصل الثاني)",
		"الثاني) الفصل( في":       "في الفصل( الثاني)",
	} {
		if got := arabic.ReverseTokens(stored); got != read {
			t.Errorf("%q: %q, want %q", stored, got, read)
		}
	}
}

func TestUnwrap(t *testing.T) {
	for _, c := range []struct {
		line, want string
		rtl, ok    bool
	}{
		{"\u202bالعربية\u202a :\u202cتقرير\u202c", "العربية: تقرير", true, true},
		{"\u202bيوم \u202a( 12/03/2019\u202cالموافق\u202c", "يوم 12/03/2019 (الموافق", true, true},
		{"\u202bوالظلم\u202a.\u202c\u202c", "والظلم.", true, true},
		{"the word \u202bكلمة\u202c stands", "the word كلمة stands", false, true},
		{"see \u202b كلمة\u202cnow", "see كلمة now", false, true},
		{"\u202bب\u202c 14 \u202bأ\u202c", "أ 14 ب", true, true},
		{"\u202bwithout an end", "\u202bwithout an end", true, false},
		{"\u202eabc\u202c", "\u202eabc\u202c", true, false},
	} {
		if got, ok := arabic.Unwrap(c.line, c.rtl); got != c.want || ok != c.ok {
			t.Errorf("%q: %q %v, want %q %v", c.line, got, ok, c.want, c.ok)
		}
	}
}

func TestEvidence(t *testing.T) {
	for _, c := range []struct {
		line          string
		visual, proof bool // by letters; by joining forms
	}{
		{"افتتحت المكتبة الجديدة في وسط المدينة", false, false},
		{"ةنيدملا طسو يف ةديدجلا ةبتكملا تحتتفا", true, false},
		{"ﺔﻨﻳﺪﻤﻟا ﻂﺳو ﻲﻓ ﺔﺒﺘﻜﻤﻟا", true, true},
		{"ﺍﻟﻤﻜﺘﺒﺔ ﻓﻲ ﻭﺳﻂ ﺍﻟﻤﺪﻳﻨﺔ", false, false},
		{"ۓ ہیں اور کے لئے", false, false},
		{"ےئل ےک روا ںیہ", true, false},
		{"ילדים הולכים לבית הספר", false, false},
		{"רפסה תיבל םיכלוה םידלי", true, false},
	} {
		var e arabic.Evidence
		e.Add(c.line)
		if (e.Edges() < 0) != c.visual {
			t.Errorf("%q: letters say %d", c.line, e.Edges())
		}
		if (e.Forms() < 0) != c.proof {
			t.Errorf("%q: forms say %d", c.line, e.Forms())
		}
	}
}

func TestPhrases(t *testing.T) {
	for line, want := range map[string][2]int{
		"حقوق کے لیے اور اس کے ساتھ": {4, 0}, "ساتھ کے اس اور لیے کے": {0, 4}, "על ידי כל אדם": {2, 0}, "אדם כל ידי על": {0, 2}, "الكتاب الجديد": {0, 0},
	} {
		forward, backward := arabic.Phrases(line)
		if got := [2]int{forward, backward}; got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

// Long lines take time in proportion to their length; a quadratic step would not end here.
func TestLongLines(*testing.T) {
	for _, unit := range []string{"ا ", "12-", "a ", "\u202bا\u202c", "َ", "( ", "ا1a "} {
		line := strings.Repeat(unit, 200_000)
		arabic.Reverse(line, arabic.Turn{})
		arabic.ReverseTokens(line)
		arabic.ReverseWords(line, arabic.Turn{})
		arabic.Unwrap(line, true)
		arabic.MarksBehind(line)
		var e arabic.Evidence
		e.Add(line)
	}
}

func FuzzReverse(f *testing.F) {
	f.Add("مدرسة Nour (House) اليوم 12-13.")
	f.Add("\u202bيوم \u202a( 12\u202cالموافق\u202c")
	f.Fuzz(func(t *testing.T, line string) {
		line = strings.ToValidUTF8(line, "")
		for _, how := range []arabic.Turn{{}, {MarksFirst: true}, {Digits: true, Latin: true}} {
			if got := arabic.Reverse(line, how); len(got) != len(line) {
				t.Errorf("%q loses or gains: %q", line, got)
			}
		}
		arabic.Unwrap(line, true)
		arabic.FoldWords(line, true)
	})
}
