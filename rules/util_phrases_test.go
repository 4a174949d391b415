package rules

import (
	"strings"
	"testing"
)

func TestPhrasePacks(t *testing.T) {
	for script, load := range books {
		b := load()
		taken := 0
		for _, o := range b.opening {
			if o.head != 0 {
				taken++
			}
		}
		if taken*4 > len(b.opening)*3 {
			t.Errorf("book %d: %d of %d places are taken: make the table larger", script, taken, len(b.opening))
		}
		kinds := map[chromeKind]int{}
		for _, p := range b.patterns {
			kinds[p.kind]++
		}
		for k := shareLinks; k < kindCount; k++ {
			if kinds[k] == 0 {
				t.Errorf("book %d: no phrase of kind %s", script, kindNames[k])
			}
		}
	}
}

func TestPackErrors(t *testing.T) {
	for text, want := range map[string]string{
		"[shar]\nshare this":         "line 1: no kind",
		"share this":                 "line 1: no section",
		"[share]\n(share/send this":  "line 2:",
		"[share]\n\n# words\n(a/)\n": "line 4:",
	} {
		b := &phraseBook{opening: make([]opening, openings)}
		if err := b.load(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestPatterns(t *testing.T) {
	b := &phraseBook{opening: make([]opening, openings)}
	const pack = "[platform]\n(Facebook/You Tube)\n[share]\n(share/send) this (page/) …\nfollow _ on @\n[navigation]\n~home\nhome »\n[footer]\ncopyright # …\n[permalink]\nlink :\nshort link :\n"
	if err := b.load(pack); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]chromeMatch{
		"Share this":                           {kind: shareLinks, strong: true},
		"send this PAGE":                       {kind: shareLinks, strong: true},
		"follow the old mill on You Tube":      {kind: shareLinks, strong: true, whole: true},
		"follow the old grey mill on Facebook": {},
		"follow the mill on Monday":            {},
		"home":                                 {kind: navigation, whole: true},
		"home » news » trains":                 {kind: navigation, strong: true},
		"home at last":                         {},
		"copyright 1999 the mill":              {kind: footer, strong: true},
		"copyright of the mill":                {},
		"short link: https://example.org":      {kind: permalink, strong: true},
		"link: https://example.org":            {kind: permalink, strong: true},
		"short link of a chain":                {},
	} {
		var r lineReader
		r.begin(line)
		got := b.cover(&r)
		if !got.strong {
			got.whole = got.whole && want.whole
		}
		if got.kind != want.kind || got.strong != want.strong || want.whole && !got.whole {
			t.Errorf("%q: %+v, want %+v", line, got, want)
		}
	}
}

func TestFoldedHash(t *testing.T) {
	same := [][2]string{
		{"شارك المقالة", "شـارِك  المقاله"},
		{"إشترك الآن", "اشترك الان"},
		{"Suscríbete", "SUSCRIBETE"},
		{"İletişim", "iletisim"},
		{"می\u200cشود", "میشود"},
		{"Ещё", "еще"},
		{"٣ تعليقات", "3 تعليقات"},
		{"Home | News", "home news"},
	}
	for _, p := range same {
		if foldedHash(p[0]) != foldedHash(p[1]) {
			t.Errorf("%q and %q differ", p[0], p[1])
		}
	}
	other := [][2]string{{"شارك", "شاركت"}, {"Report 2023", "Report 2024"}, {"ab c", "a bc"}, {"", "a"}, {"\x82\xa9", "©"}}
	for _, p := range other {
		if foldedHash(p[0]) == foldedHash(p[1]) {
			t.Errorf("%q and %q are the same", p[0], p[1])
		}
	}
}

func FuzzMatchLine(f *testing.F) {
	for _, s := range []string{"شارك المقالة", "Home | About | Contact", "© 2024 x", "follow us on \xff", "(((", "1 2 3", "Facebook Twitter"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		d := NewDocument("", PlainText, s+"\n\n"+s+"\n")
		findChrome(d)
		foldedHash(s)
	})
}
