package arabic_test

import (
	"testing"

	"github.com/tanqih/tanqih/internal/arabic"
)

func TestFlipped(t *testing.T) {
	for _, c := range []struct {
		word, right   string
		persian, sure bool
	}{
		{"عىل", "على", false, true}, {"وعىل", "وعلى", false, true}, {"عبدهللا", "عبدالله", false, true}, {"باهلل", "بالله", false, true},
		{"يف", "في", false, false}, {"باألوىل", "بالأولى", false, true}, {"األوىل", "الأولى", false, true}, {"االله", "الله", false, true},
		{"عطاالله", "", false, false}, {"اطالعات", "", false, false}, {"اطالعات", "اطلاعات", true, true}, {"على", "", false, false},
	} {
		if right, sure := arabic.Flipped(c.word, c.persian); right != c.right || sure != c.sure {
			t.Errorf("%q (persian %v): %q %v, want %q %v", c.word, c.persian, right, sure, c.right, c.sure)
		}
	}
}

func TestLamAlef(t *testing.T) {
	for word, want := range map[string]arabic.Flip{
		"اإلسلام": arabic.FlipArticle, "واالقتصاد": arabic.FlipArticle, "باإلدارة": arabic.FlipArticle, "لألقمار": arabic.FlipPossessive,
		"الإسلام": arabic.NoFlip, "لآلئ": arabic.NoFlip, "هذاالحقل": arabic.NoFlip, "خالل": arabic.NoFlip, "ال": arabic.NoFlip,
	} {
		if got, _ := arabic.LamAlef([]rune(word)); got != want {
			t.Errorf("%q: class %d, want %d", word, got, want)
		}
	}
}

func TestSites(t *testing.T) {
	letters, _ := arabic.BareLetters(nil, nil, "حمْمود")
	if got := arabic.Sites(nil, letters); len(got) != 1 || got[0] != 0 {
		t.Errorf("حممود may be swapped at %v", got)
	}
}

func TestMarksBehind(t *testing.T) {
	for in, want := range map[string]string{"َكاَن": "كَانَ", "الَّزَماِن": "الزَّمَانِ", "كان": "كان", "ُ": "ُ", "كاَ": "كاَ"} {
		if got := arabic.MarksBehind(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMarkPlaces(t *testing.T) {
	var before, behind arabic.MarkPlaces
	for range 3 {
		before.Add("َكاَن َرُجٌل َناَدى َجاَرُه")
		behind.Add("كَانَ رَجُلٌ نَادَى جَارَهُ")
	}
	if !before.Before() || behind.Before() {
		t.Errorf("before %+v, behind %+v", before, behind)
	}
}

func TestNumbers(t *testing.T) {
	got := arabic.AppendNumbers(nil, "سنة ١٩٣٤-١٩٣٦ صفحة 12, 7", true)
	if len(got) != 3 || got[0].Parts != 2 || !got[0].Arabic || got[0].Digits != 8 || got[1].Digits != 2 || got[2].Digits != 1 {
		t.Errorf("%+v", got)
	}
	if f, b, ok := arabic.Value("٤٣٩١"); f != 4391 || b != 1934 || !ok {
		t.Errorf("%d %d %v", f, b, ok)
	}
	if _, _, ok := arabic.Value("12:30"); ok {
		t.Error("a separator is no digit")
	}
}

func TestCapitalsAndLatinRuns(t *testing.T) {
	if last, first := arabic.Capitals("stluseR tnedutS of Nour iPhone NASA kW"); last != 2 || first != 1 {
		t.Errorf("%d words end, %d begin with their capital", last, first)
	}
	text := "رشن tropeR launnA ماعلا"
	if start, end := arabic.LatinRun(text, 0); text[start:end] != "tropeR launnA" {
		t.Errorf("%q", text[start:end])
	}
}
