package fixers

import "testing"

func TestEntity(t *testing.T) {
	for _, c := range []struct {
		in, text string
		n, again int
	}{
		{"&nbsp;x", "\u00a0", 6, 0},
		{"&amp;nbsp;x", "\u00a0", 10, 1},
		{"&amp;amp;amp;quot;", `"`, 18, 3},
		{"&#1575;ل", "ا", 7, 0},
		{"&#x627;", "ا", 7, 0},
		{"&#1575&#1604;", "ا", 6, 0},
		{"&#146;s", "’", 6, 0},
		{"&EACUTE;", "É", 8, 0},
		{"&Eacute;", "É", 8, 0},
		{"&eacute t", "é", 7, 0},
		{"&amp b", "&", 4, 0},
		{"&amp;", "&", 5, 0},
		{"&amp; b", "&", 5, 0},
		{"&copy=1", "", 0, 0},
		{"&lang=ar", "", 0, 0},
		{"&not a word", "", 0, 0},
		{"& b", "", 0, 0},
		{"&D costs", "", 0, 0},
		{"&unknown;", "", 0, 0},
		{"&#0;", "", 0, 0},
		{"&#xD800;", "", 0, 0},
		{"&#99999999;", "", 0, 0},
		{"&#3 rule", "", 0, 0},
		{"&hellip;", "…", 8, 0},
		{"&notit;", "", 0, 0},
	} {
		if text, n, again := Entity(c.in); text != c.text || n != c.n || again != c.again {
			t.Errorf("%s: %q %d %d, want %q %d %d", c.in, text, n, again, c.text, c.n, c.again)
		}
	}
}

func TestEscapes(t *testing.T) {
	for _, c := range []struct {
		read     func(string) (string, int)
		in, text string
		n        int
	}{
		{Escaped, `\u0627\u0644`, "ا", 6},
		{Escaped, `\ud83d\ude00!`, "😀", 12},
		{Escaped, `\ud83d!`, "", 0},
		{Escaped, `\u{1f600}`, "😀", 9},
		{Escaped, `\U0001F600`, "😀", 10},
		{Escaped, `\xd8\xa7b`, "ا", 8},
		{Escaped, `\x41`, "", 0},
		{Escaped, `\users`, "", 0},
		{Percent, "%D8%A7%D9%84/x", "ال", 12},
		{Percent, "%D8%A7%D9", "ا", 6},
		{Percent, "%D8", "", 0},
		{Percent, "%20%41", "", 0},
		{Percent, "%d8%a7", "ا", 6},
		{Percent, "50%", "", 0},
		{Quoted, "=E2=80=99s", "’", 9},
		{Quoted, "=3D", "", 0},
		{Quoted, "=FF=FE", "", 0},
	} {
		if text, n := c.read(c.in); text != c.text || n != c.n {
			t.Errorf("%s: %q %d, want %q %d", c.in, text, n, c.text, c.n)
		}
	}
}
