package engine

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tanqih/tanqih/rules"
)

// texts are the texts to measure on: those of the folder named by TANQIH_BENCH, else the seeds.
func texts(b *testing.B) (all []string, size int64) {
	dir := os.Getenv("TANQIH_BENCH")
	if dir == "" {
		dir = "../../seeds"
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(names) == 0 {
		b.Fatalf("no texts in %s: %v", dir, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, string(data))
		size += int64(len(data))
	}
	return all, size
}

func BenchmarkCheck(b *testing.B) {
	e := New(Settings{Rules: rules.All(), Protect: rules.Prose})
	all, size := texts(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range all {
			e.Check(rules.NewDocument("", rules.PlainText, t))
		}
	}
}

func BenchmarkFix(b *testing.B) {
	e := New(Settings{Rules: rules.All(), Unsafe: true, Protect: rules.Prose})
	all, size := texts(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, t := range all {
			e.Fix(rules.NewDocument("", rules.PlainText, t))
		}
	}
}

// BenchmarkRule shows what each rule costs on its own, the census included.
func BenchmarkRule(b *testing.B) {
	all, size := texts(b)
	for _, r := range rules.All() {
		b.Run(r.Code, func(b *testing.B) {
			e := New(Settings{Rules: []*rules.Rule{r}})
			b.SetBytes(size)
			for b.Loop() {
				for _, t := range all {
					e.Check(rules.NewDocument("", rules.PlainText, t))
				}
			}
		})
	}
}
