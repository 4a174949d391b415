package mojibake

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/internal/arabic"
)

// suiteFile is where the suite goes for other programs to be measured on it: one JSON object a line.
var suiteFile = flag.String("suite", "", "write the cases of the suite to this `file`")

// suiteCase is one line of that file.
type suiteCase struct {
	Misreading string `json:"misreading"`
	Language   string `json:"language"`
	Wrong      string `json:"wrong"`
	Right      string `json:"right"`
	Undone     string `json:"undone"` // by this package, all repairs made
	Lossy      bool   `json:"lossy"`
}

// A misreading is one way in which a sentence goes wrong.
type misreading struct {
	name  string
	wrong func(string) (string, bool) // ok is false when the sentence cannot go wrong that way
}

func readUTF8As(page string) misreading {
	p := ByName(page)
	return misreading{"utf-8 → " + page, func(s string) (string, bool) { return p.Decode([]byte(s)), true }}
}

func readPageAs(was, page string) misreading {
	w, p := ByName(was), ByName(page)
	return misreading{was + " → " + page, func(s string) (string, bool) {
		if was == "cp864" {
			s = shaped(s)
		}
		raw, ok := w.Encode(s)
		if !ok || !strings.ContainsAny(s, "ايﺎﺍﻱﻲﻳ") {
			return "", false
		}
		return p.Decode(raw), true
	}}
}

func (m misreading) then(n misreading) misreading {
	return misreading{m.name + ", " + n.name, func(s string) (string, bool) {
		s, ok := m.wrong(s)
		if !ok {
			return "", false
		}
		return n.wrong(s)
	}}
}

// spaced is the misreading followed by software that turns no-break spaces into spaces.
func (m misreading) spaced() misreading {
	return misreading{m.name + ", A0 → space", func(s string) (string, bool) {
		if strings.Contains(s, "\u00a0") {
			return "", false
		}
		w, ok := m.wrong(s)
		return strings.ReplaceAll(w, "\u00a0", " "), ok && strings.Contains(w, "\u00a0")
	}}
}

// strict is the misreading by software that writes U+FFFD for bytes without a meaning.
func (m misreading) strict(page, with string) misreading {
	p := ByName(page)
	return misreading{m.name + ", gaps → " + with, func(s string) (string, bool) {
		w, ok := m.wrong(s)
		var sb strings.Builder
		lost := false
		for _, r := range w {
			if b, in := p.Byte(r); in && p.Undefined(b) {
				sb.WriteString(with)
				lost = true
				continue
			}
			sb.WriteRune(r)
		}
		return sb.String(), ok && lost
	}}
}

// misreadings are all the ways of the table, and whether bytes are lost in them.
func misreadings() (whole, lossy []misreading) {
	utf8As := map[string]misreading{}
	for _, page := range readingNames {
		utf8As[page] = readUTF8As(page)
		whole = append(whole, utf8As[page])
	}
	western := []string{"windows-1252", "iso-8859-1", "windows-1254", "windows-1251", "cp437"}
	for _, was := range arabicPageNames {
		for _, page := range western {
			whole = append(whole, readPageAs(was, page))
		}
	}
	w1252, w1251 := utf8As["windows-1252"], utf8As["windows-1251"]
	whole = append(whole,
		w1252.then(w1252), w1252.then(w1252).then(w1252), w1251.then(w1251), w1252.then(w1251), w1252.then(utf8As["macintosh"]),
		utf8As["windows-1256"].then(utf8As["windows-1256"]),
		readPageAs("windows-1256", "windows-1252").then(w1252),
		readPageAs("windows-1256", "iso-8859-1").then(w1252).then(w1252),
		w1252.spaced(), utf8As["iso-8859-1"].spaced(), w1251.spaced(),
	)
	for _, page := range []string{"windows-1252", "windows-1253", "windows-1254", "windows-1257"} {
		lossy = append(lossy, utf8As[page].strict(page, "\ufffd"), utf8As[page].strict(page, "?"))
	}
	return whole, lossy
}

func sentences(t *testing.T) (langs, texts []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if lang, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok && line[0] != '#' {
			langs, texts = append(langs, lang), append(texts, text)
		}
	}
	return langs, texts
}

// shaped writes Arabic text with the forms that code page 864 holds: a glyph for each letter as it joins, the isolated or the
// initial one where the page lacks a form.
func shaped(text string) string {
	page := ByName("cp864")
	glyphs := map[string]map[arabic.Shape]rune{}
	for b := 0x80; b <= 0xFF; b++ {
		if r := page.Rune(byte(b)); arabic.IsForm(r) {
			l := arabic.Letters(r)
			if glyphs[l] == nil {
				glyphs[l] = map[arabic.Shape]rune{}
			}
			glyphs[l][arabic.ShapeOf(r)] = r
		}
	}
	runes := []rune(text)
	var sb strings.Builder
	joined := false // the letter before joins this one
	for i := 0; i < len(runes); i++ {
		letters := string(runes[i])
		if i+1 < len(runes) && glyphs[string(runes[i:i+2])] != nil {
			letters = string(runes[i : i+2])
		}
		forms := glyphs[letters]
		if forms == nil {
			sb.WriteRune(runes[i])
			joined = false
			continue
		}
		i += len([]rune(letters)) - 1
		last := runes[i]
		joins := arabic.JoiningOf(last) == arabic.JoinsBoth && i+1 < len(runes) && arabic.IsLetter(runes[i+1]) && runes[i+1] != arabic.Hamza
		want := map[[2]bool][]arabic.Shape{
			{false, false}: {arabic.Isolated, arabic.Final, arabic.Initial, arabic.Medial},
			{true, false}:  {arabic.Final, arabic.Isolated, arabic.Medial, arabic.Initial},
			{false, true}:  {arabic.Initial, arabic.Medial, arabic.Isolated, arabic.Final},
			{true, true}:   {arabic.Medial, arabic.Initial, arabic.Final, arabic.Isolated},
		}[[2]bool{joined, joins}]
		for _, shape := range want {
			if r, ok := forms[shape]; ok {
				sb.WriteRune(r)
				break
			}
		}
		joined = joins
	}
	return sb.String()
}

// undo is the line with all repairs made, and whether all are sure. It checks that each repair proves itself.
func undo(t *testing.T, line string) (string, bool) {
	t.Helper()
	s := NewScanner()
	found := s.Line(line)
	if s.Again() {
		found = s.Line(line)
	}
	out, sure := line, true
	for _, r := range slices.Backward(found) {
		back, err := r.Mistake(r.New)
		if err != nil || back != line[r.Start:r.End] {
			t.Errorf("%q: mistake gives %q, %v", line, back, err)
		}
		out = out[:r.Start] + r.New + out[r.End:]
		sure = sure && r.Sure
	}
	return out, sure
}

// Every sentence comes back exactly, and surely, from every misreading that lost no byte; from those that did, what is certain.
// The table of shares is in the log (go test -v -run TestSuite ./internal/mojibake).
func TestSuite(t *testing.T) {
	langs, texts := sentences(t)
	whole, lossy := misreadings()
	var table strings.Builder
	cases := 0
	var written []suiteCase
	run := func(m misreading, all bool) {
		right, of := 0, 0
		for i, text := range texts {
			wrong, ok := m.wrong(text)
			if !ok || wrong == text {
				continue
			}
			of++
			got, sure := undo(t, wrong)
			if strings.HasPrefix(m.name, "cp864") { // its glyphs are what was there; another rule folds them
				got = arabic.FoldForms(got, false, false)
			}
			written = append(written, suiteCase{m.name, langs[i], wrong, text, got, !all})
			switch {
			case got == text && (sure || !all):
				right++
			case all:
				t.Errorf("%s, %s:\n wrong %q\n got   %q (sure: %v)\n want  %q", m.name, langs[i], wrong, got, sure, text)
			}
		}
		cases += of
		if of > 0 {
			fmt.Fprintf(&table, "%-70s %3d of %3d\n", m.name, right, of)
		}
	}
	for _, m := range whole {
		run(m, true)
	}
	for _, m := range lossy {
		run(m, false)
	}
	t.Logf("%d cases\n%s", cases, table.String())
	if *suiteFile != "" {
		writeSuite(t, written)
	}
	if cases < 300 {
		t.Errorf("only %d cases", cases)
	}
}

func writeSuite(t *testing.T, cases []suiteCase) {
	t.Helper()
	f, err := os.Create(*suiteFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	e := json.NewEncoder(f)
	e.SetEscapeHTML(false)
	for _, c := range cases {
		if err := e.Encode(c); err != nil {
			t.Fatal(err)
		}
	}
}
