package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// render is what a format makes of files.
func render(t *testing.T, format string, o Options, files ...*File) string {
	t.Helper()
	var b bytes.Buffer
	if o.Root == "" {
		o.Root = "/srv/corpus"
	}
	r, err := New(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		f.index = nil
		if err := r.File(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(&Summary{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sample is a finding of each severity; before the first hit stand Arabic letters and an emoji of four bytes.
func sample() *File {
	text := "\ufeffنص 😀  هنا\nsecond  line\nthird line\n"
	at := func(s string) fixers.Span {
		i := strings.Index(text, s)
		return fixers.Span{Start: i, End: i + len(s)}
	}
	first := at("  ")
	second := fixers.Span{Start: strings.Index(text, "second") + 6, End: strings.Index(text, "second") + 8}
	return &File{Path: "docs/a b.md", Text: text, Findings: []Finding{
		{
			Rule: rules.Find("WSP002"), Message: "2 spaces", Severity: rules.Warning, Span: first, Safety: fixers.Safe,
			Fix:         &fixers.Fix{Title: "leave one space", Safety: fixers.Safe, Edits: []fixers.Edit{fixers.Replace(first.Start, first.End, " ")}},
			Fingerprint: "00112233445566aa:1", Related: []rules.Related{{Span: second, Message: "here too"}},
		},
		{
			Rule: rules.Find("ARA001"), Message: "two edits", Severity: rules.Error, Span: second, Safety: fixers.Unsafe,
			Fix: &fixers.Fix{Title: "do both", Safety: fixers.Unsafe, Edits: []fixers.Edit{
				fixers.Replace(second.Start, second.End, " "), fixers.Replace(second.End+4, second.End+4, "!"),
			}},
			Fingerprint: "00112233445566aa:2",
		},
		{Rule: rules.Find("WSP001"), Message: "over lines", Severity: rules.Info, Span: fixers.Span{Start: second.Start, End: len(text)}, Fingerprint: "00112233445566aa:3"},
		{Rule: rules.Find("WSP001"), Message: "accepted", Severity: rules.Warning, Span: second, Suppressed: "a table", Fingerprint: "00112233445566aa:4"},
	}}
}

func TestSARIF(t *testing.T) {
	schema := loadSchema(t, "sarif-schema-2.1.0.json")
	o := Options{Version: "0.1.0", Repository: "/srv"}
	text := render(t, "sarif", o, sample())
	for _, wrong := range schema.check([]byte(text)) {
		t.Error(wrong)
	}
	for _, wrong := range schema.check([]byte(render(t, "sarif", o))) {
		t.Error("without findings: " + wrong)
	}
	if schema.check([]byte(strings.Replace(text, `"startLine":1`, `"startLine":0`, 1))) == nil || schema.check([]byte(strings.Replace(text, `"results"`, `"result"`, 1))) == nil {
		t.Error("the schema is not checked")
	}
	var log struct {
		Runs []struct {
			ColumnKind string
			Tool       struct{ Driver struct{ Rules []sarifRule } }
			Results    []sarifResult
		}
	}
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if run.ColumnKind != "unicodeCodePoints" {
		t.Error("columnKind:", run.ColumnKind)
	}
	first := run.Results[0]
	want := sarifRegion{StartLine: 1, StartColumn: 5, EndLine: 1, EndColumn: 7, ByteOffset: 12, ByteLength: 2}
	if got := first.Locations[0].Physical; got.Region != want || got.Artifact.URI != "corpus/docs/a%20b.md" {
		t.Errorf("place: %+v", got)
	}
	if rule := run.Tool.Driver.Rules[first.RuleIndex]; rule.ID != "WSP002" || rule.Help.Markdown == "" {
		t.Errorf("rule: %+v", rule)
	}
	if first.Fingerprints["primaryLocationLineHash"] != "00112233445566aa:1" || len(first.Fixes) != 1 || len(first.Related) != 1 {
		t.Errorf("first: %+v", first)
	}
	if s := run.Results[3].Suppressions; len(s) != 1 || s[0].Justification != "a table" {
		t.Errorf("suppressions: %+v", s)
	}
	for _, r := range run.Tool.Driver.Rules {
		if r.ShortDescription.Text == "" || r.FullDescription.Text == "" || r.Help.Text == "" || utf8.RuneCountInString(r.FullDescription.Text) > 1024 {
			t.Errorf("%s: %+v", r.ID, r)
		}
	}
}

func TestSARIFSaysThatThereAreTooMany(t *testing.T) {
	f := sample()
	f.Findings = slices.Repeat(f.Findings[:1], 5001)
	said := ""
	text := render(t, "sarif", Options{Warn: func(m string) { said = m }}, f)
	if !strings.Contains(said, "5001 results") || !strings.Contains(text, "toolExecutionNotifications") {
		t.Error("said:", said)
	}
	for _, wrong := range loadSchema(t, "sarif-schema-2.1.0.json").check([]byte(text)) {
		t.Error(wrong)
	}
}

func TestRDJSON(t *testing.T) {
	text := render(t, "rdjson", Options{}, sample())
	var log struct {
		Source      rdSource
		Diagnostics []rdDiagnostic
	}
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	// "نص " is 5 bytes, the emoji 4; the byte order mark counts for nothing
	want := rdRange{rdPosition{1, 10}, rdPosition{1, 12}}
	first, second := log.Diagnostics[0], log.Diagnostics[1]
	if first.Location.Range != want || first.Suggestions[0].Range != want || first.Suggestions[0].Text != " " || first.Severity != "WARNING" {
		t.Errorf("first: %+v", first)
	}
	if s := second.Suggestions; len(s) != 1 || s[0].Text != " line!" || s[0].Range != (rdRange{rdPosition{2, 7}, rdPosition{2, 13}}) {
		t.Errorf("a fix of two edits is one suggestion: %+v", s)
	}
	if len(log.Diagnostics) != 3 || log.Source.Name != "tanqih" {
		t.Errorf("%d diagnostics of %+v", len(log.Diagnostics), log.Source)
	}
	lines := strings.Split(strings.TrimSpace(render(t, "rdjsonl", Options{}, sample())), "\n")
	for _, line := range lines {
		var d rdDiagnostic
		if err := json.Unmarshal([]byte(line), &d); err != nil || d.Source == nil || d.Location.Path != "docs/a b.md" {
			t.Errorf("%v: %s", err, line)
		}
	}
	if len(lines) != 3 {
		t.Errorf("%d lines", len(lines))
	}
}

func TestGitLab(t *testing.T) {
	f := sample()
	f.Findings = append(f.Findings[:3], f.Findings[0], f.Findings[0])
	other := sample()
	other.Path = "other.md"
	var issues []gitlabEntry
	text := render(t, "gitlab", Options{}, f, other)
	if err := json.Unmarshal([]byte(text), &issues); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, issue := range issues {
		if seen[issue.Fingerprint] || len(issue.Fingerprint) != 32 {
			t.Errorf("fingerprint %q", issue.Fingerprint)
		}
		seen[issue.Fingerprint] = true
	}
	if first := issues[0]; first.Severity != "minor" || first.Location.Path != "docs/a b.md" || first.Location.Lines.Begin != 1 || !strings.HasPrefix(first.Description, "WSP002 ") {
		t.Errorf("%+v", first)
	}
	if text[0] != '[' {
		t.Error("GitLab takes no byte order mark")
	}
	if empty := strings.Join(strings.Fields(render(t, "gitlab", Options{})), ""); empty != "[]" {
		t.Error("without findings:", empty)
	}
}

func TestGitHubKeepsToItsLimits(t *testing.T) {
	summary := filepath.Join(t.TempDir(), "summary")
	environ := func(name string) string {
		return map[string]string{"GITHUB_STEP_SUMMARY": summary}[name]
	}
	f := sample()
	var many []Finding
	for i := range 20000 {
		many = append(many, f.Findings[0])
		many[i].Message = fmt.Sprintf("hit %d of many with a message of some length, so that the summary fills up | <b>", i)
	}
	f.Findings = append(many, Finding{Rule: rules.Find("ARA002"), Message: "rare", Severity: rules.Warning, Span: f.Findings[0].Span})
	out := render(t, "github", Options{Environ: environ}, f)
	annotations := regexp.MustCompile(`(?m)^::warning .*`).FindAllString(out, -1)
	if len(annotations) != 10 || !strings.Contains(strings.Join(annotations, "\n"), "::rare") {
		t.Errorf("annotations, the rare rule among them: %q", annotations)
	}
	if want := "::warning file=docs/a b.md,line=1,endLine=1,col=5,endColumn=7,title=WSP002 repeated-space::hit 0 of"; !slices.ContainsFunc(annotations, func(a string) bool { return strings.HasPrefix(a, want) }) {
		t.Errorf("no %s in %q", want, annotations)
	}
	if n := strings.Count(out, "docs/a b.md:1:5: WSP002"); n != 20000 {
		t.Errorf("the log has %d findings", n)
	}
	text, err := os.ReadFile(summary)
	if err != nil || len(text) >= 1<<20 || !bytes.Contains(text, []byte("more are in the log of the step")) || !bytes.Contains(text, []byte("&#60;b&#62;")) {
		t.Errorf("summary of %d bytes: %v", len(text), err)
	}
	multi := render(t, "github", Options{}, sample())
	if line := regexp.MustCompile(`(?m)^::notice .*`).FindString(multi); !strings.Contains(line, "line=2,endLine=4,title=") {
		t.Errorf("columns make no sense over several lines: %s", line)
	}
}

// JUnit: the elements and attributes of junit-10.xsd of Jenkins' xUnit plugin. Checkstyle: those that Jenkins and reviewdog read; its
// authors publish no schema.
func TestJUnitAndCheckstyle(t *testing.T) {
	allowed := map[string]map[string][]string{
		"junit": {
			"testsuites": {"name"}, "testsuite": {"name", "tests", "failures", "errors"},
			"testcase": {"name", "classname"}, "failure": {"type", "message"},
		},
		"checkstyle": {"checkstyle": {"version"}, "file": {"name"}, "error": {"line", "column", "severity", "message", "source"}},
	}
	required := map[string][]string{
		"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name", "classname"}, "failure": {"type"},
		"file": {"name"}, "error": {"line", "severity", "message"}, "checkstyle": {"version"},
	}
	parents := map[string]string{"testsuite": "testsuites", "testcase": "testsuite", "failure": "testcase", "file": "checkstyle", "error": "file"}
	for format, elements := range allowed {
		for _, files := range [][]*File{nil, {sample(), hostile()}} {
			text := render(t, format, Options{}, files...)
			d := xml.NewDecoder(strings.NewReader(text))
			var open []string
			counts := map[string]int{}
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v\n%s", format, err, text)
				}
				switch e := token.(type) {
				case xml.StartElement:
					name := e.Name.Local
					counts[name]++
					if parent := parents[name]; parent != "" && (len(open) == 0 || open[len(open)-1] != parent) {
						t.Errorf("%s: <%s> in %v", format, name, open)
					}
					open = append(open, name)
					have := map[string]bool{}
					for _, a := range e.Attr {
						have[a.Name.Local] = true
						if !slices.Contains(elements[name], a.Name.Local) {
							t.Errorf("%s: <%s %s>", format, name, a.Name.Local)
						}
					}
					for _, a := range required[name] {
						if !have[a] {
							t.Errorf("%s: <%s> without %s", format, name, a)
						}
					}
				case xml.EndElement:
					open = open[:len(open)-1]
				}
			}
			want := map[string]int{"junit": 4, "checkstyle": 4}[format]
			if n := counts["failure"] + counts["error"]; files != nil && n != want {
				t.Errorf("%s: %d findings, want %d\n%s", format, n, want, text)
			}
			if format == "junit" && counts["testcase"] == 0 {
				t.Error("junit: a report without cases counts as broken")
			}
		}
	}
}

// nasty is what a document may contain to speak to a terminal, a CI system, or the reader of a format.
const nasty = "::error::owned\n::set-output name=x::y\n  ::stop-commands::z ##[error]owned ##vso[task.complete]ok ##teamcity[x] \x1b[31mred\x1b]0;title\a \x9b31m " +
	"\u202eRLO\u2066LRI ]]> --> <script>alert(1)</script> \" ' & \x00 \xff\xfe \r%0A [x](https://example.org) ${{ secrets.X }} `id` \u2028 \ufffe|"

func hostile() *File {
	span := fixers.Span{Start: 0, End: len(nasty)}
	return &File{Path: "::error::\n\x1b[2J]]>\"<a>,%0A.txt", Text: nasty + nasty, Findings: []Finding{{
		Rule: rules.Find("WSP002"), Message: "found " + nasty, Severity: rules.Error, Span: span, Safety: fixers.Safe,
		Fix:      &fixers.Fix{Title: nasty, Safety: fixers.Safe, Edits: []fixers.Edit{{Span: span, New: nasty}}},
		Evidence: []rules.Evidence{{Key: "text", Value: nasty}}, Related: []rules.Related{{Span: span, Message: nasty}}, Fingerprint: "0011223344556677:1",
	}}}
}

// Whatever a document contains, no format sends an escape sequence, a control or a bidi control, none lets it form a command of a CI
// system, and what claims to be JSON or XML is.
func TestInjection(t *testing.T) {
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			out := render(t, format, Options{Isolate: false}, hostile(), sample(), hostile())
			if !utf8.ValidString(out) {
				t.Error("no UTF-8")
			}
			for _, r := range out {
				if r != '\n' && dangerous(r) {
					t.Fatalf("%U in the output", r)
				}
			}
			quiet := "" // the token between which GitHub obeys nothing
			for line := range strings.SplitSeq(out, "\n") {
				for _, c := range commands {
					if strings.Contains(line, c) {
						t.Errorf("%s in %s", c, line)
					}
				}
				command := strings.HasPrefix(strings.TrimSpace(line), "::")
				switch {
				case quiet != "" && line == "::"+quiet+"::":
					quiet = ""
				case quiet != "" || !command:
				case format != "github":
					t.Errorf("a workflow command: %s", line)
				case strings.HasPrefix(line, "::stop-commands::tanqih-"):
					quiet = strings.TrimPrefix(line, "::stop-commands::")
				case !regexp.MustCompile(`^::(error|warning|notice) file=[^:,]*,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[A-Z]{3}\d{3} [a-z0-9-]+::`).MatchString(line):
					t.Errorf("a command of the document: %s", line)
				}
			}
			switch format {
			case "json", "sarif", "gitlab", "rdjson":
				if !json.Valid([]byte(out)) {
					t.Error("no JSON:", out)
				}
			case "json-lines", "rdjsonl":
				for line := range strings.Lines(out) {
					if !json.Valid([]byte(line)) {
						t.Error("no JSON:", line)
					}
				}
			case "junit", "checkstyle":
				if err := xml.Unmarshal([]byte(out), new(struct{})); err != nil || strings.Contains(out, "]]>") || strings.Contains(out, "<script") {
					t.Error("no XML:", err, out)
				}
			}
			if format == "sarif" {
				for _, wrong := range loadSchema(t, "sarif-schema-2.1.0.json").check([]byte(out)) {
					t.Error(wrong)
				}
			}
		})
	}
}
