package cli

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

// safeOutput runs a command that finds something and checks that what it prints sends nothing to a terminal or a CI system that a
// document could have chosen: no controls, no bidi controls, no workflow commands but those of its own.
func safeOutput(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: safe-output COMMAND ARG…")
	}
	exitCode(ts, false, append([]string{"1"}, args...))
	own := regexp.MustCompile(`^::(error|warning|notice) file=hostile.txt,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[A-Z]{3}\d{3} [a-z0-9-]+::`)
	for _, stream := range []string{"stdout", "stderr"} {
		text := ts.ReadFile(stream)
		if !utf8.ValidString(text) {
			ts.Fatalf("%s is no UTF-8", stream)
		}
		for _, r := range text {
			if r != '\n' && (r < 0x20 || r >= 0x7F && r <= 0x9F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F) {
				ts.Fatalf("%s holds %U", stream, r)
			}
		}
		quiet := ""
		for line := range strings.SplitSeq(text, "\n") {
			trimmed := strings.TrimSpace(line)
			switch {
			case strings.Contains(line, "##[") || strings.Contains(line, "##vso[") || strings.Contains(line, "##teamcity["):
				ts.Fatalf("%s holds a command: %s", stream, line)
			case quiet != "":
				if line == "::"+quiet+"::" {
					quiet = ""
				}
			case strings.HasPrefix(line, "::stop-commands::tanqih-"):
				quiet = strings.TrimPrefix(line, "::stop-commands::")
			case strings.HasPrefix(trimmed, "::") && !own.MatchString(line):
				ts.Fatalf("%s holds a command: %s", stream, line)
			}
		}
	}
}
