package gate

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/rules"
)

func open(t *testing.T, dir string) *Cache {
	t.Helper()
	c, err := OpenCache(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCacheKeeps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	one, two := open(t, dir), open(t, dir)
	var group sync.WaitGroup
	for n, c := range []*Cache{one, two} {
		group.Go(func() {
			for i := range 5000 {
				c.Put(KeyOf("text", fmt.Sprint(i*2+n)), fmt.Sprint("record ", i*2+n))
			}
			c.Close()
		})
	}
	group.Wait()
	again := open(t, dir)
	for i := range 10000 {
		if got, ok := again.Get(KeyOf("text", fmt.Sprint(i))); !ok || got != fmt.Sprint("record ", i) {
			t.Fatalf("%d: %q %v", i, got, ok)
		}
	}
	if _, ok := again.Get(KeyOf("text", "none")); ok {
		t.Error("a record that nobody put")
	}
}

// Whatever is wrong with its files, a cache gives right answers or none, and is whole again after the next run.
func TestCacheDamaged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	c := open(t, dir)
	for i := range 2000 {
		c.Put(KeyOf(fmt.Sprint(i)), fmt.Sprint("record ", i))
	}
	c.Close()
	for i := range cacheShards {
		file := c.file(i)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		switch i % 4 {
		case 0:
			text = text[:len(text)-3]
		case 1:
			text[len(text)/2] ^= 0x55
		case 2:
			text = []byte("another program's")
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for run := range 2 {
		c = open(t, dir)
		hits := 0
		for i := range 2000 {
			k, want := KeyOf(fmt.Sprint(i)), fmt.Sprint("record ", i)
			got, ok := c.Get(k)
			switch {
			case ok && got != want:
				t.Errorf("%d: %q", i, got)
			case ok:
				hits++
			default:
				c.Put(k, want)
			}
		}
		c.Close()
		if run == 0 && (hits < 500 || hits > 1900) || run == 1 && hits < 1900 {
			t.Errorf("run %d: %d hits", run, hits)
		}
	}
}

func TestCacheShrinks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	big := strings.Repeat("x", 1<<19)
	keys := make([]Key, 12)
	c := open(t, dir)
	for i := range keys {
		keys[i] = KeyOf(fmt.Sprint(i))
		keys[i][0] = 0 // all in one shard
		c.Put(keys[i], big)
	}
	c.Close()
	c = open(t, dir)
	c.Get(keys[3])
	c.Close()
	info, err := os.Stat(c.file(0))
	if err != nil || info.Size() > 1<<20 {
		t.Errorf("%v, %d bytes", err, info.Size())
	}
	if got, ok := open(t, dir).Get(keys[3]); !ok || got != big {
		t.Error("what was used is gone")
	}
}

func TestCacheIsNoOtherFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenCache(dir); err == nil {
		t.Error("a folder with other files is no cache")
	}
	if removed, err := RemoveCache(dir); err == nil || removed {
		t.Error("a folder with other files must not be removed")
	}
	if _, err := os.Stat(filepath.Join(dir, "thesis.txt")); err != nil {
		t.Error(err)
	}
	cache := filepath.Join(t.TempDir(), "cache")
	open(t, cache).Close()
	if removed, err := RemoveCache(cache); err != nil || !removed {
		t.Error(removed, err)
	}
	if removed, err := RemoveCache(cache); err != nil || removed {
		t.Error(removed, err)
	}
	var none *Cache
	none.Put(Key{}, "x")
	if _, ok := none.Get(Key{}); ok {
		t.Error("no cache keeps nothing")
	}
	none.Close()
}

func TestSeen(t *testing.T) {
	dir := t.TempDir()
	c := open(t, filepath.Join(dir, "cache"))
	file := filepath.Join(dir, "text")
	write := func(text string, age time.Duration) os.FileInfo {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-age)
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	old := write("one", time.Hour)
	if c.See(file, old, KeyOf("one")); true {
		c.Close()
		c = open(t, filepath.Join(dir, "cache"))
	}
	if text, ok := c.Seen(file, old); !ok || text != KeyOf("one") {
		t.Error("an unchanged file is known")
	}
	at := old.ModTime()
	write("two", time.Hour)
	if err := os.Chtimes(file, at, at); err != nil {
		t.Fatal(err)
	}
	changed, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, when := identity(changed); when != 0 {
		if _, ok := c.Seen(file, changed); ok {
			t.Error("a file whose time was set back is not the same")
		}
	}
	fresh := write("new", 0)
	c.See(file, fresh, KeyOf("new"))
	if _, ok := c.Seen(file, fresh); ok {
		t.Error("a file that may still change without a trace is not trusted")
	}
}

func sampleFindings() []report.Finding {
	return []report.Finding{
		{
			Rule: space, Message: "2 spaces\x00 \xff", Severity: rules.Warning, Span: fixers.Span{Start: 3, End: 5}, Safety: fixers.Safe,
			Fix:      &fixers.Fix{Title: "keep one", Safety: fixers.Safe, Edits: []fixers.Edit{{Span: fixers.Span{Start: 3, End: 5}, New: " "}, {Span: fixers.Span{Start: 7, End: 7}, New: "\xfe"}}},
			Evidence: []rules.Evidence{{Key: "n", Value: json.RawMessage("2")}, {Key: "list", Value: json.RawMessage(`["a","b"]`)}},
			Related:  []rules.Related{{Span: fixers.Span{Start: 0, End: 1}, Message: "here"}},
		},
		{Rule: rules.Find("ARA001"), Message: "later", Severity: rules.Error, Safety: fixers.Unsafe, First: "ENC005"},
	}
}

func TestCodec(t *testing.T) {
	for _, want := range []Cached{{}, {Comments: true, Size: Size{1, 2, 3}}, {Findings: sampleFindings(), Size: Size{9, 1, 1}}} {
		record, err := want.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(record, 10, rules.Find)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(&want, got) {
			t.Errorf("%+v\n%+v", want, got)
		}
		size, clean := Clean(record)
		if clean != (len(want.Findings) == 0 && !want.Comments) || size != want.Size {
			t.Error("clean:", clean, size)
		}
		if len(want.Findings) > 0 {
			if _, err := Decode(record, 6, rules.Find); err == nil {
				t.Error("positions beyond the text")
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	whole := Cached{Findings: sampleFindings()}
	record, err := whole.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(record)
	f.Add(record[:len(record)/2])
	f.Fuzz(func(t *testing.T, record string) {
		got, err := Decode(record, 10, rules.Find)
		Clean(record)
		if err == nil {
			for _, one := range got.Findings {
				if one.Rule == nil || one.Span.Start < 0 || one.Span.End > 10 || one.Span.Len() < 0 {
					t.Errorf("%+v", one)
				}
			}
		}
	})
}

// No text makes comments or allowed patterns panic, and no comment reaches beyond the text.
func FuzzComments(f *testing.F) {
	f.Add("a\n<!-- tanqih-disable WSP002 -- why -->\nb\n<!-- tanqih-enable -->\n```\n<!-- tanqih-disable-line -->\n")
	f.Add("<!-- tanqih-disable-next-line -->")
	f.Add("<!--tanqih-disable-->x<!-- tanqih-enable ARA --><!-- tanqih-disable-file WSP-->")
	f.Fuzz(func(t *testing.T, text string) {
		c := ParseComments(text, rules.Select)
		for at := range text {
			c.Of(space, fixers.Span{Start: at, End: at})
		}
		for _, one := range c.Findings(func(*rules.Rule) bool { return true }, true) {
			if one.Span.Start < 0 || one.Span.End > len(text) {
				t.Errorf("%+v", one.Span)
			}
		}
	})
}
