package fixers

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/internal/language"
)

// page is text as it should read, a line of the page each.
var page = []string{
	"وصلت القافلة إلى مدينة صغيرة تقع على ضفاف النهر الكبير بعد رحلة طويلة في الصحراء",
	"وكان سكان المدينة قد استعدوا لاستقبال التجار منذ بداية فصل الربيع في ذلك العام",
	"وفي صباح اليوم التالي تجمع الزوار من جميع القرى المجاورة أمام بوابة السوق القديم",
	"وبدأت المفاوضات بين كبار التجار حول أسعار القمح والملح والأقمشة المستوردة من الشرق",
	"وقال رئيس القافلة إن الطريق إلى الميناء أصبح أكثر أمانا في السنوات الأخيرة، ومع ذلك",
	"فإن عددا من التجار ما زالوا يفضلون السفر عن طريق البحر على الرغم من ارتفاع التكاليف",
}

// scramble writes the lines as a page of reversed runs: wide gaps where runs meet, one space inside.
func scramble(lines []string, runs int, seed uint64) []string {
	random := rand.New(rand.NewPCG(seed, 1))
	var out []string
	for _, l := range lines {
		w := strings.Fields(l)
		cuts := random.Perm(len(w) - 1)[:runs-1]
		slices.Sort(cuts)
		var pieces []string
		from := 0
		for _, c := range cuts {
			pieces = append(pieces, strings.Join(w[from:c+1], " "))
			from = c + 1
		}
		pieces = append(pieces, strings.Join(w[from:], " "))
		slices.Reverse(pieces)
		out = append(out, strings.Join(pieces, "  ")+" ")
	}
	return out
}

func repaired(text string) []string {
	r := ScrambledRuns(text, language.Default)
	if r == nil {
		return nil
	}
	var out []string
	for i := range r.Len() {
		if fix, ok := r.Repair(i); ok {
			out = append(out, fix.New)
		}
	}
	return out
}

func TestReversedRunsAreReadAgain(t *testing.T) {
	right, total := 0, 0
	for seed := range uint64(10) {
		got := repaired(strings.Join(scramble(page, 6, seed), "\n"))
		for _, want := range page {
			total++
			if slices.Contains(got, want) {
				right++
			}
		}
	}
	if right*100 < total*85 {
		t.Errorf("%d of %d lines are right", right, total)
	}
}

func TestBlocksThatMeetAtAConjunction(t *testing.T) {
	text := strings.Join(append(scramble(page, 6, 3),
		"بدأ الاحتفال في ساحة المدينة القديمة بعد غروب الشمس  و   في الفندق الكبير على شاطئ البحر."), "\n")
	got := repaired(text)
	want := "في الفندق الكبير على شاطئ البحر. وبدأ الاحتفال في ساحة المدينة القديمة بعد غروب الشمس"
	if !slices.Contains(got, want) {
		t.Errorf("the line is missing among\n%s", strings.Join(got, "\n"))
	}
}

func TestOrphanMarkGoesBackIntoItsWord(t *testing.T) {
	text := strings.Join(scramble(page, 6, 3), "\n") + "\nسافرون في الفندق الكبير قبل غروب الشمس\n\u064F\nثم اجتمع الم\n"
	got := repaired(text)
	if want := "ثم اجتمع الم\u064Fسافرون في الفندق الكبير قبل غروب الشمس"; !slices.Contains(got, want) {
		t.Errorf("the line is missing among\n%s", strings.Join(got, "\n"))
	}
}

func TestTextInOrderIsLeftAlone(t *testing.T) {
	wide := func(lines []string, every int) string {
		var b strings.Builder
		n := 0
		for _, l := range lines {
			for w := range strings.FieldsSeq(l) {
				b.WriteString(w + " ")
				if n++; n%every == 0 {
					b.WriteByte(' ')
				}
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"justified":     wide(page, 1),
		"some gaps":     wide(page, 3),
		"few gaps":      wide(page, 9),
		"plain":         strings.Join(page, "\n"),
		"table":         "الاسم    المدينة    العمر\nأحمد    بغداد    ٣٠\nليلى    دمشق    ٢٥\nكريم    القاهرة    ٤١\n",
		"empty":         "",
		"english":       "The  end  of  the  line\nand  the  next  one\n",
		"marks alone":   strings.Repeat("\u064F\n", 3),
		"wide and long": strings.Repeat("كلمة  ", 5000),
	} {
		if r := ScrambledRuns(text, language.Default); r != nil {
			t.Errorf("%s: taken for scrambled", name)
		}
	}
}

func TestReorderingConservesCharacters(t *testing.T) {
	for seed := range uint64(20) {
		lines := scramble(page, 3+int(seed)%6, seed)
		lines[2] = "2015" + lines[2] + " ("
		lines = append(lines, "", "حة غير ذلك", "\u0651", "سل", "", "\u064F", "في شمال البلاد   الم")
		r := ScrambledRuns(strings.Join(lines, "\n"), language.Default)
		if r == nil {
			continue
		}
		for i := range r.Len() {
			if fix, ok := r.Repair(i); ok {
				if a, b := letters(fix.Of(r.text)), letters(fix.New); a != b {
					t.Errorf("%q became %q", a, b)
				}
			}
		}
	}
}

// letters are the characters of a text but white space, sorted.
func letters(s string) string {
	r := []rune(strings.Join(strings.Fields(s), ""))
	slices.Sort(r)
	return string(r)
}

func FuzzScrambledRuns(f *testing.F) {
	f.Add(strings.Join(scramble(page, 6, 1), "\n"))
	f.Add("حة\n\u0651\nسل\n\n\u064F\nالم  و  في\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		r := ScrambledRuns(text+"\n"+strings.Join(scramble(page, 6, 1), "\n"), language.Default)
		if r == nil {
			return
		}
		for i := range r.Len() {
			if fix, ok := r.Repair(i); ok {
				if err := SameLetters.Check(r.text, []Edit{{fix.Span, fix.New}}); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

func TestReversedLines(t *testing.T) {
	paragraph := []string{
		"سافر أعضاء الفريق في نهاية شهر يونيو إلى الولايات", "المتحدة الأمريكية من أجل المشاركة في مؤتمر كبير عن كرة",
		"القدم للشباب، وكان رئيس الوفد قد وصل قبل ذلك بثلاثة", "أيام لكي يلتقي بعدد من المسؤولين في وزارة الخارجية.",
		"وقد جرت المباراة الأولى على الرغم من سوء الأحوال", "الجوية في المدينة، وفاز الفريق الزائر بثلاثة أهداف مقابل",
		"هدف واحد، ثم عاد اللاعبون إلى الفندق في ساعة", "متأخرة من الليل بعد يوم طويل.",
		"وبعد الحرب العالمية الثانية أصبحت المدينة من أكبر", "المدن في الشرق الأوسط، وبلغ عدد سكانها أكثر من مليون",
		"نسمة يعملون في الصناعة والتجارة."}
	spans := func(text string) (s []Span) {
		at := 0
		for l := range strings.Lines(text) {
			s = append(s, Span{at, at + len(strings.TrimSuffix(l, "\n"))})
			at += len(l)
		}
		return s
	}
	forward := strings.Join(paragraph, "\n") + "\n"
	if b := ReversedLines(forward, spans(forward), language.Default); b != nil {
		t.Errorf("lines in order are taken for reversed: %v", b)
	}
	slices.Reverse(paragraph[:4])
	slices.Reverse(paragraph[4:8])
	slices.Reverse(paragraph[8:])
	text := strings.Join(paragraph, "\n") + "\n"
	var edits []Edit
	for _, b := range ReversedLines(text, spans(text), language.Default) {
		edits = append(edits, Edit(b))
	}
	if got := Apply(text, edits); got != forward {
		t.Errorf("got\n%s\nwant\n%s", got, forward)
	}
}

func BenchmarkScrambledRuns(b *testing.B) {
	text := strings.Repeat(strings.Join(scramble(page, 6, 1), "\n")+"\n", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r := ScrambledRuns(text, language.Default)
		r.Repair(0)
	}
}
