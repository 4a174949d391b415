package language

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
)

func TestNormalize(t *testing.T) {
	for word, want := range map[string]string{
		"الأُسْرَةُ": "الاسرة", "إلى": "الي", "آخر": "اخر", "مكتــبة": "مكتبة", "کتاب": "كتاب", "علی": "علي", "بناءً": "بناء", "abc": "abc", "": "",
	} {
		if got := string(Normalize(nil, word)); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	line := "في عام 2015، زار «John» مَدينةً؛ و ٣٥٠ قرية\u200f."
	var got []string
	for _, tok := range AppendTokens(nil, line) {
		got = append(got, TokenText(line, tok))
	}
	want := "في عام <Y> ، زار « <L> » مدينة ؛ و <N> قرية ."
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

const lesson = `كتب الولد رسالة إلى صديقه في المدرسة
قرأ الولد رسالة من صديقه في البيت
ذهب الولد إلى المدرسة ثم عاد إلى البيت
كتبت البنت رسالة إلى صديقتها وقرأت الرسالة
`

func train(t *testing.T, text string) []byte {
	t.Helper()
	tr := NewTrainer()
	if err := tr.Read(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tr.Write(&b, "a lesson", 100, 100); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTrainAndLoad(t *testing.T) {
	data := train(t, strings.Repeat(lesson, 3))
	if again := train(t, strings.Repeat(lesson, 3)); !bytes.Equal(data, again) {
		t.Error("the same text gives two models")
	}
	m, err := Load(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if m.Source() != "a lesson" {
		t.Errorf("Source = %q", m.Source())
	}
	if !m.Known("الولد") || m.Known("الكتاب") {
		t.Error("Known is wrong")
	}
	if n := m.Count("الولد"); math.Abs(n-9) > 0.5 {
		t.Errorf("Count = %.2f, want about 9", n)
	}
	if f, b := m.PairScore("الولد", "رسالة"), m.PairScore("رسالة", "الولد"); f <= b {
		t.Errorf("a pair that was seen scores %.2f, its reverse %.2f", f, b)
	}
	a, b := m.Entry("ال"), m.Entry("ولد")
	if p, ok := m.Joined(&a, &b); !ok || p != m.LogProb("الولد") {
		t.Errorf("Joined = %v, %v; the word has %v", p, ok, m.LogProb("الولد"))
	}
	if m.LogProb("غغغغغغ") >= m.LogProb("غغغ") {
		t.Error("a longer unknown word is not less likely")
	}
}

func TestLoadRefusesOtherFiles(t *testing.T) {
	data := train(t, lesson)
	for name, text := range map[string]string{
		"empty": "", "text": "hello\n", "cut": string(data[:len(data)/2]), "longer": string(data) + "x",
		"other counts": string(data[:len(magic)+8]) + strings.Repeat("\xff", 64) + string(data[len(magic)+72:]),
	} {
		if _, err := Load(strings.NewReader(text)); !errors.Is(err, ErrModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	tr := NewTrainer()
	_ = tr.Read(strings.NewReader(lesson))
	var b bytes.Buffer
	_ = tr.Write(&b, "", 100, 100)
	f.Add(b.Bytes())
	f.Fuzz(func(_ *testing.T, data []byte) {
		m, err := Load(bytes.NewReader(data))
		if err != nil {
			return
		}
		for w := range strings.FieldsSeq(lesson) {
			m.PairScore(w, "في")
			m.Letters().Direction(w)
		}
	})
}

func TestDefaultModel(t *testing.T) {
	m := Default()
	if w, p := m.Size(); w < 100_000 || p < 100_000 || len(arabicModel) > 2<<20 {
		t.Errorf("%d words, %d pairs, %d bytes", w, p, len(arabicModel))
	}
	for _, pair := range [][2]string{{"الرغم", "من"}, {"الامم", "المتحدة"}, {"رئيس", "الوزراء"}} {
		if m.PairScore(pair[0], pair[1]) < 2 || m.PairScore(pair[1], pair[0]) > 0 {
			t.Errorf("%v scores %.2f, reversed %.2f", pair, m.PairScore(pair[0], pair[1]), m.PairScore(pair[1], pair[0]))
		}
	}
	if !strings.Contains(m.Source(), "CC BY-SA") {
		t.Errorf("the source says nothing of its licence: %q", m.Source())
	}
}

func BenchmarkDefaultModel(b *testing.B) {
	for b.Loop() {
		if _, err := parse(arabicModel); err != nil {
			b.Fatal(err)
		}
	}
}
