package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/docs"
	"github.com/tanqih/tanqih/rules"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// sarifLimit is the number of results of a run that GitHub keeps; it drops the others by severity.
	sarifLimit = 5000
	// sarifDescription is how many characters GitHub allows the description of a rule.
	sarifDescription = 1024
	// sarifRoot is what the URIs of files are relative to; whoever reads the report knows where the repository is.
	sarifRoot = "%SRCROOT%"
)

// SARIF 2.1.0 (OASIS Standard, 27 March 2020), as far as it is used here.
type (
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRule struct {
		ID               string          `json:"id"`
		Name             string          `json:"name"`
		ShortDescription sarifText       `json:"shortDescription"`
		FullDescription  sarifText       `json:"fullDescription"`
		Help             sarifText       `json:"help"`
		HelpURI          string          `json:"helpUri"`
		Default          sarifLevel      `json:"defaultConfiguration"`
		Properties       sarifProperties `json:"properties"`
	}
	sarifLevel struct {
		Level   string `json:"level"`
		Enabled bool   `json:"enabled"`
	}
	sarifProperties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
		Severity  string   `json:"problem.severity"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints,omitempty"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fixes        []sarifFix         `json:"fixes,omitempty"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   map[string]any     `json:"properties,omitempty"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
		ByteOffset  int `json:"byteOffset"`
		ByteLength  int `json:"byteLength"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted *sarifText  `json:"insertedContent,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification,omitempty"`
	}
)

// sarif writes one run with the rules that fired. Results are written as they come; the rules, which the format wants first or
// last alike, follow them.
type sarif struct {
	w     *bufio.Writer
	o     Options
	rules []*rules.Rule
	index map[*rules.Rule]int
	n     int
	buf   bytes.Buffer
}

func newSARIF(w io.Writer, o Options) Reporter {
	return &sarif{w: bufio.NewWriter(w), o: o, index: map[*rules.Rule]int{}}
}

func (r *sarif) File(f *File) error {
	r.open()
	for i := range f.Findings {
		r.buf.Reset()
		if err := encode(&r.buf, r.result(f, &f.Findings[i])); err != nil {
			return err
		}
		if r.n > 0 {
			r.w.WriteByte(',')
		}
		r.n++
		r.w.WriteByte('\n')
		r.w.Write(r.buf.Bytes())
	}
	return r.w.Flush()
}

func (r *sarif) open() {
	if r.n == 0 && r.buf.Len() == 0 {
		r.buf.WriteByte(' ') // opened
		// columnKind is obligatory as soon as there are results (§3.14.17); lines end as [NewIndex] takes them
		fmt.Fprintf(r.w, `{"$schema":%q,"version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","newlineSequences":["\r\n","\n","\r"],"results":[`, sarifSchema)
	}
}

func (r *sarif) Close(*Summary) error {
	r.open()
	r.w.WriteString("\n],\n\"tool\":")
	described := make([]sarifRule, len(r.rules))
	for i, rule := range r.rules {
		described[i] = describe(rule)
	}
	version := r.o.Version
	if version == "" {
		version = "0.0.0"
	}
	tool := map[string]any{"driver": map[string]any{
		"name": "tanqih", "semanticVersion": version, "informationUri": rdTool.URL, "rules": described,
	}}
	r.buf.Reset()
	if err := encode(&r.buf, tool); err != nil {
		return err
	}
	r.w.Write(r.buf.Bytes())
	r.w.WriteString(`,"automationDetails":{"id":"tanqih/"},"originalUriBaseIds":{"` + sarifRoot + `":{"description":{"text":"the root of the repository"}}}`)
	if r.n > sarifLimit {
		note := fmt.Sprintf("%d results, of which GitHub code scanning keeps %d; select fewer rules, use a baseline or --new-from-merge-base", r.n, sarifLimit)
		r.o.warn("sarif: " + note)
		r.buf.Reset()
		if err := encode(&r.buf, []any{map[string]any{"executionSuccessful": true, "toolExecutionNotifications": []any{
			map[string]any{"level": "warning", "message": sarifText{Text: note}},
		}}}); err != nil {
			return err
		}
		r.w.WriteString(`,"invocations":`)
		r.w.Write(r.buf.Bytes())
	}
	r.w.WriteString("}]}\n")
	return r.w.Flush()
}

func describe(rule *rules.Rule) sarifRule {
	help := strings.TrimSpace(rule.Doc)
	if help == "" {
		help = rule.Summary
	}
	page := help
	if rule.Bad != "" {
		page = docs.Page(rule)
	}
	problem := rule.Severity.String()
	if rule.Severity == rules.Info {
		problem = "recommendation"
	}
	summary := rule.Summary
	if summary == "" {
		summary = rule.Name
	}
	return sarifRule{
		ID: rule.Code, Name: rule.Name, ShortDescription: sarifText{Text: clip(summary, sarifDescription)}, FullDescription: sarifText{Text: clip(help, sarifDescription)},
		Help: sarifText{Text: help, Markdown: page}, HelpURI: rule.URL(), Default: sarifLevel{levelOf(rule.Severity), !rule.Off},
		Properties: sarifProperties{Tags: []string{"text", strings.ToLower(rule.Code[:3])}, Precision: "high", Severity: problem},
	}
}

// clip is the first n code points of s.
func clip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func levelOf(s rules.Severity) string {
	if s == rules.Info {
		return "note"
	}
	return s.String()
}

func (r *sarif) result(f *File, finding *Finding) sarifResult {
	at, ok := r.index[finding.Rule]
	if !ok {
		at = len(r.rules)
		r.index[finding.Rule] = at
		r.rules = append(r.rules, finding.Rule)
	}
	file := sarifArtifact{r.o.uri(f.Path), sarifRoot}
	res := sarifResult{
		RuleID: finding.Rule.Code, RuleIndex: at, Level: levelOf(finding.Severity), Message: sarifText{Text: sarifPlain(finding.Message)},
		Locations: []sarifLocation{{Physical: sarifPhysical{file, regionOf(f, finding.Span)}}},
	}
	if finding.Fingerprint != "" {
		res.Fingerprints = map[string]string{"primaryLocationLineHash": finding.Fingerprint}
	}
	for i, rel := range finding.Related {
		res.Related = append(res.Related, sarifLocation{ID: &[]int{i + 1}[0], Physical: sarifPhysical{file, regionOf(f, rel.Span)}, Message: &sarifText{Text: sarifPlain(rel.Message)}})
	}
	if evidence := evidenceOf(finding); len(evidence) > 0 {
		res.Properties = map[string]any{"evidence": evidence}
	}
	if fix := finding.Fix; fix != nil && finding.Safety >= fixers.Unsafe && validEdits(fix) {
		change := sarifChange{Artifact: file}
		for _, e := range fix.Edits {
			one := sarifReplacement{Deleted: regionOf(f, e.Span)}
			if e.New != "" {
				one.Inserted = &sarifText{Text: e.New}
			}
			change.Replacements = append(change.Replacements, one)
		}
		res.Fixes = []sarifFix{{sarifText{Text: sarifPlain(fix.Title) + " (" + finding.Safety.String() + ")"}, []sarifChange{change}}}
	}
	if finding.Suppressed != "" {
		res.Suppressions = []sarifSuppression{{"external", "accepted", finding.Suppressed}}
	}
	return res
}

func regionOf(f *File, s fixers.Span) sarifRegion {
	a, b := f.Index().At(s.Start), f.Index().At(s.End)
	return sarifRegion{a.Row, a.Column, b.Row, b.Column, s.Start, s.Len()}
}

// sarifPlain is text in which a viewer finds no link (§3.11.6) that a document has put there. A message is never empty.
func sarifPlain(s string) string {
	if s == "" {
		return "see the rule"
	}
	if strings.Contains(s, "](") {
		s = strings.NewReplacer("\\", "\\\\", "[", "\\[", "]", "\\]").Replace(s)
	}
	return Clean(s)
}
