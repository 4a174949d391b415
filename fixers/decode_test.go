package fixers

import (
	"testing"
	"unicode/utf8"
)

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

// What is read from an escape is never longer than the escape's bytes allow, is UTF-8, and reads the same from the piece alone: that is
// the contract of the fixes.
func FuzzEscapes(f *testing.F) {
	for _, s := range []string{
		"&amp;nbsp;", "&#1575;", "&#x1F600;", "&EACUTE;", "&eacute t", "&amp;#38;lt;", `\ud83d\ude00`, `\u{1f600}`, `\xd8\xa7\xd9`, "%D8%A7%20%D9%84", "=E2=80=99=", "&&&amp",
	} {
		f.Add(s)
	}
	readers := map[string]func(string) (string, int){
		"entity":  func(s string) (string, int) { text, n, _ := Entity(s); return text, n },
		"escaped": Escaped,
		"percent": Percent,
		"quoted":  Quoted,
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, read := range readers {
			for i := range s {
				if name == "entity" && s[i] != '&' {
					continue
				}
				text, n := read(s[i:])
				switch {
				case n < 0 || n > len(s)-i:
					t.Fatalf("%s: %q is %d bytes long", name, s[i:], n)
				case n == 0 && text != "":
					t.Fatalf("%s: %q gives %q for nothing", name, s[i:], text)
				case n > 0 && (text == "" || !utf8.ValidString(text) || len(text) > n):
					t.Fatalf("%s: %q gives %q", name, s[i:i+n], text)
				}
				if again, m := read(s[i : i+n]); n > 0 && (again != text || m != n) {
					t.Fatalf("%s: %q gives %q, in its place %q", name, s[i:i+n], again, text)
				}
			}
		}
	})
}
