package report

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"github.com/tanqih/tanqih/rules"
)

// GitLab's Code Quality report: an array without a byte order mark. Its widget does not show the name of the check, so the
// description begins with the code; it shows one of several entries of one fingerprint, so each has its own. Fingerprints do not
// depend on lines and names of files, so that a text that moved is not news.
type (
	gitlabEntry struct {
		Description string         `json:"description"`
		Check       string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	}
)

type gitlab struct {
	w    *bufio.Writer
	o    Options
	n    int
	seen map[string]int
	buf  bytes.Buffer
}

func newGitLab(w io.Writer, o Options) Reporter {
	return &gitlab{w: bufio.NewWriter(w), o: o, seen: map[string]int{}}
}

func (r *gitlab) File(f *File) error {
	path := r.o.relative(f.Path)
	for i := range f.Findings {
		finding := &f.Findings[i]
		if finding.Suppressed != "" {
			continue
		}
		first, last := f.Index().Row(finding.Span.Start), f.Index().Row(max(finding.Span.Start, finding.Span.End-1))
		entry := gitlabEntry{
			Description: finding.Rule.String() + ": " + Clean(finding.Message), Check: finding.Rule.Code, Fingerprint: r.fingerprint(path, finding),
			Severity: map[rules.Severity]string{rules.Info: "info", rules.Warning: "minor", rules.Error: "major"}[finding.Severity],
			Location: gitlabLocation{path, gitlabLines{first, last}},
		}
		r.buf.Reset()
		if err := encode(&r.buf, entry); err != nil {
			return err
		}
		if r.n == 0 {
			r.w.WriteString("[\n")
		} else {
			r.w.WriteString(",\n")
		}
		r.n++
		r.w.Write(r.buf.Bytes())
	}
	return r.w.Flush()
}

// fingerprint is the hash of the finding's own and of how many alike came before it in the report.
func (r *gitlab) fingerprint(path string, finding *Finding) string {
	key, _, _ := strings.Cut(finding.Fingerprint, ":")
	if key == "" {
		key = path
	}
	key = finding.Rule.Code + "\x00" + key
	r.seen[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(r.seen[key])))
	return hex.EncodeToString(sum[:16])
}

func (r *gitlab) Close(*Summary) error {
	if r.n == 0 {
		r.w.WriteString("[]\n")
	} else {
		r.w.WriteString("\n]\n")
	}
	return r.w.Flush()
}
