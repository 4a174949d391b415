package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tanqih/tanqih/internal/language"
)

func TestTrain(t *testing.T) {
	dir := t.TempDir()
	text, model := filepath.Join(dir, "text.txt"), filepath.Join(dir, "own.model")
	lesson := "كتب الولد رسالة إلى صديقه في المدرسة\nقرأ الولد رسالة من صديقه في البيت\n"
	if err := os.WriteFile(text, []byte(strings.Repeat(lesson, 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		code := Main(context.Background(), append([]string{"train"}, args...), strings.NewReader(strings.Repeat(lesson, 1000)), &out, &errs)
		return code, errs.String()
	}
	if code, msg := run("-o", model, "--note", "a lesson", text); code != exitClean || !strings.Contains(msg, "Counted ") {
		t.Fatalf("exit %d: %s", code, msg)
	}
	first, err := os.ReadFile(model)
	if err != nil {
		t.Fatal(err)
	}
	m, err := language.Load(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if !m.Known("رسالة") || m.Source() != "a lesson" {
		t.Errorf("the model knows the word: %v; its source is %q", m.Known("رسالة"), m.Source())
	}
	if code, msg := run("-q", "-o", model, "--note", "a lesson", "-"); code != exitClean || msg != "" {
		t.Errorf("standard input: exit %d: %s", code, msg)
	}
	if second, err := os.ReadFile(model); err != nil || !bytes.Equal(first, second) {
		t.Errorf("the same text gives another model (%v)", err)
	}
	for name, args := range map[string][]string{
		"no output": {text}, "no text": {"-o", model}, "no such file": {"-o", model, filepath.Join(dir, "none")},
		"no words kept": {"-o", model, "--words", "0", text},
	} {
		if code, msg := run(args...); code != exitFailed || msg == "" {
			t.Errorf("%s: exit %d: %q", name, code, msg)
		}
	}
	for setting, want := range map[string]int{model: exitClean, filepath.Join(dir, "none"): exitFailed, text: exitFailed} {
		conf := filepath.Join(dir, "tanqih.toml")
		if err := os.WriteFile(conf, []byte("language-model = '"+setting+"'\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		code := Main(context.Background(), []string{"check", "--no-cache", "--config", conf, text}, strings.NewReader(""), &out, &errs)
		if code != want || want == exitFailed && !strings.Contains(errs.String(), "language-model") {
			t.Errorf("language-model %s: exit %d: %s%s", setting, code, out.String(), errs.String())
		}
	}
	short := filepath.Join(dir, "short.txt")
	if err := os.WriteFile(short, []byte(lesson), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, msg := run("-o", model, short); code != exitFailed || !strings.Contains(msg, "too few") {
		t.Errorf("a short text: exit %d: %q", code, msg)
	}
}
