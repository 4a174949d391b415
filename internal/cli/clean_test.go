package cli

import (
	"encoding/json"
	"path/filepath"
	"testing"
)

// TestCleanIsSilent checks correct prose in eleven languages, and a Markdown document, full of things that look like
// damage and are not: no rule may warn, and fix may not touch a byte, whatever fixes it is allowed.
func TestCleanIsSilent(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "clean", "*"))
	if err != nil || len(files) < 12 {
		t.Fatalf("found %d clean samples (%v)", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			args := []string{"--isolated", "--quiet"}
			if name == "wrapped-book.txt" {
				args = append(args, "--ignore", "LAY005") // its lines are wrapped, and that is all there is to say
			}
			var found []struct {
				Code, Name, Message, Severity string
				Location                      struct{ Row, Column int }
			}
			if err := json.Unmarshal([]byte(run(t, "", append([]string{"check", "--output-format", "json", file}, args...)...)), &found); err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if f.Severity != "info" {
					t.Errorf("%s:%d:%d: %s %s: %s", name, f.Location.Row, f.Location.Column, f.Code, f.Name, f.Message)
				}
			}
			text := readFile(t, file)
			if fixed(t, text, file, args...) != text {
				t.Error("fix changed the text")
			}
			if fixed(t, text, file, append(args, "--unsafe-fixes")...) != text {
				t.Error("fix --unsafe-fixes changed the text")
			}
		})
	}
}
