//go:build unix

package engine

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

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

// cpu is the processor time that this process has used.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure reports MB per CPU-second: on a busy machine the time on the wall says little.
func measure(b *testing.B, do func(*rules.Document)) {
	all, size := texts(b)
	for _, t := range all { // load tables and models
		do(rules.NewDocument("", rules.PlainText, t))
	}
	b.ReportAllocs()
	start := cpu(b)
	for b.Loop() {
		for _, t := range all {
			do(rules.NewDocument("", rules.PlainText, t))
		}
	}
	b.ReportMetric(float64(size)*float64(b.N)/1e6/(cpu(b)-start).Seconds(), "MB/CPU-s")
}

func BenchmarkCensus(b *testing.B) { measure(b, func(*rules.Document) {}) }

// defaults are the rules of the default set.
func defaults() []*rules.Rule {
	var on []*rules.Rule
	for _, r := range rules.All() {
		if !r.Off {
			on = append(on, r)
		}
	}
	return on
}

func BenchmarkCheck(b *testing.B) {
	e := New(Settings{Rules: defaults(), Protect: rules.Prose})
	measure(b, func(d *rules.Document) { e.Check(d) })
}

func BenchmarkFix(b *testing.B) {
	e := New(Settings{Rules: defaults(), Unsafe: true, Protect: rules.Prose})
	measure(b, func(d *rules.Document) { e.Fix(d) })
}

// BenchmarkRule shows what each rule costs on its own, the census included.
func BenchmarkRule(b *testing.B) {
	for _, r := range rules.All() {
		b.Run(r.Code, func(b *testing.B) {
			e := New(Settings{Rules: []*rules.Rule{r}})
			measure(b, func(d *rules.Document) { e.Check(d) })
		})
	}
}
