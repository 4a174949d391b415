package mojibake

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	for _, c := range []struct {
		name, wrong, right string
		sure               bool
	}{
		{"one accent", "Le cafÃ© noir", "Le café noir", true},
		{"an apostrophe", "itâ€™s late", "it’s late", true},
		{"an emoji", "bravo ðŸ‘\u008d", "bravo 👍", true},
		{"an emoji as surrogates", "bravo í\u00a0½í±\u008d !", "bravo 👍 !", true},
		{"a sign", "20Â°C, Â© 2020", "20°C, © 2020", true},
		{"C1 inside", "Ø§Ù\u0084Ø¨Ø\u00adØ±", "البحر", true},
		{"beside right text", "«Été» et Ã©tÃ© : voilÃ\u00a0 !", "«Été» et été : voilà !", true},
		{"two mistakes in a line", "ПСЂРёРІРµС‚ and Ø§Ù„Ø¨Ø\u00adØ± Ù‡Ø§Ø¯Ø¦", "Привет and البحر هادئ", true},
		{"à that lost its space", "voilÃ  la mer Ã©tait belle", "voilà la mer était belle", true},
		{"à before a space that was two", "voilÃ la mer Ã©tait belle", "voilà la mer était belle", false},
		{"a space in a sequence of three", "(å¤§å… ) 大", "(大兠) 大", false},
		{"lost letter", "Ø§Ù„Ø¨Ø\u00adØ± Ù�ÙŠ Ø§Ù„ØµÙŠÙ�", "البحر في الصيف", false},
		{"two bytes lost", "Ø§Ù„Ø¨Ø\u00adØ± �Ø§Ø¯Ø¦", "البحر �ادئ", true},
		{"Arabic page, then UTF-8", "Ã‡Ã¡Ã£Ã\u008fÃ\u00adÃ¤Ã‰ Ã‡Ã¡ÃžÃ\u008fÃ\u00adÃ£Ã‰", "المدينة القديمة", true},
		{"numbers and punctuation", "(ÇáÕÝÍÉ 12): ãÏíäÉ ÈÛÏÇÏ¡ 1950", "(الصفحة 12): مدينة بغداد، 1950", true},
		{"Persian", "ط¢ط¨ ظˆ ظ‡ظˆط§غŒ ط®ظˆط¨", "آب و هوای خوب", true},
	} {
		if got, sure := undo(t, c.wrong); got != c.right || sure != c.sure {
			t.Errorf("%s: %q gives %q (sure: %v), want %q (%v)", c.name, c.wrong, got, sure, c.right, c.sure)
		}
	}
}

// Paragraphs of several encodings in one document are each undone by their own mistake.
func TestSeveralEncodings(t *testing.T) {
	for _, line := range []string{
		"Ø§Ù„Ø¨Ø\u00adØ± Ù‡Ø§Ø¯Ø¦ Ø§Ù„ÙŠÙˆÙ…\tالبحر هادئ اليوم",
		"ÇáÈÍÑ åÇÏÆ Çáíæã\tالبحر هادئ اليوم",
		"ط§ظ„ط¨ط\u00adط± ظ‡ط§ط¯ط¦ ط§ظ„ظٹظˆظ…\tالبحر هادئ اليوم",
		"РњРѕСЂРµ СЃРµРіРѕРґРЅСЏ СЃРїРѕРєРѕР№РЅРѕРµ\tМоре сегодня спокойное",
		"la mer Ã©tait calme\tla mer était calme",
		"البحر هادئ اليوم، la mer était calme\tالبحر هادئ اليوم، la mer était calme",
	} {
		wrong, right, _ := strings.Cut(line, "\t")
		if got, _ := undo(t, wrong); got != right {
			t.Errorf("%q gives %q, want %q", wrong, got, right)
		}
	}
}

// A short word is believed once the document holds more of the same mistake.
func TestContext(t *testing.T) {
	const short = "(ãä)"
	s := NewScanner()
	if found := s.Line(short); found != nil {
		t.Errorf("%q without context: %v", short, found[0].New)
	}
	s.Line("æÕá ÇáÞØÇÑ Åáì ÇáãÍØÉ ÕÈÇÍÇð.")
	if !s.Again() {
		t.Fatal("no second round")
	}
	if found := s.Line(short); len(found) != 1 || found[0].New != "من" {
		t.Errorf("%q in context: %v", short, found)
	}
	if s.Again() {
		t.Error("a third round")
	}
}

func TestCodePages(t *testing.T) {
	for _, p := range CodePages() {
		for b := 0x80; b <= 0xFF; b++ {
			r := p.Rune(byte(b))
			back, ok := p.Byte(r)
			if !ok || p.Rune(back) != r {
				t.Errorf("%s: byte %02X is %U, which is byte %02X (%v)", p.Name, b, r, back, ok)
			}
			if p.Undefined(byte(b)) && r != rune(b) {
				t.Errorf("%s: undefined byte %02X is %U", p.Name, b, r)
			}
		}
	}
	for name, want := range map[string]string{"cp720": "\u0622\u0627", "cp864": "\ufef8\ufffd", "macarabic": "\u06ba\u00fc"} {
		p := ByName(name)
		first := map[string]byte{"cp720": 0x99, "cp864": 0x9A, "macarabic": 0x8B}[name]
		if r, _ := utf8.DecodeRuneInString(want); p.Rune(first) != r {
			t.Errorf("%s: byte %02X is %U, want %U", name, first, p.Rune(first), r)
		}
	}
	if ByName("ebcdic") != nil {
		t.Error("a page that is not there")
	}
}

func TestModel(t *testing.T) {
	cheap, dear := Cost("", "البحر هادئ", ""), Cost("", "ثظءغ ئؤخذ", "")
	if cheap >= dear {
		t.Errorf("running Arabic costs %d, a row of rare letters %d", cheap, dear)
	}
	if a, b := Cost("", "café", ""), Cost("", "cafÃ©", ""); a >= b {
		t.Errorf("café costs %d, cafÃ© %d", a, b)
	}
}

// Whatever a line holds, repairs lie inside it, in order, and prove themselves.
func FuzzLine(f *testing.F) {
	for _, s := range []string{
		"Le cafÃ© noir", "æÕá ÇáÞØÇÑ Åáì", "ط§ظ„ط¨ط\u00adط±", "voilÃ  la", "Ù�ÙŠ Ø§Ù„ØµÙŠÙ�", "í ½í±\u008d", "ÃƒÂ©", "РњРѕСЂРµ", "\xff\xfe", "├⌐├á", "ÃƒÆ’Ã‚Â©",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		s := NewScanner()
		found := s.Line(line)
		if s.Again() {
			found = s.Line(line)
		}
		at := 0
		for _, r := range found {
			if r.Start < at || r.End <= r.Start || r.End > len(line) {
				t.Fatalf("%q: [%d,%d) after %d", line, r.Start, r.End, at)
			}
			at = r.End
			if back, err := r.Mistake(r.New); err != nil || back != line[r.Start:r.End] {
				t.Fatalf("%q: %q goes back to %q, %v", line, r.New, back, err)
			}
		}
	})
}
