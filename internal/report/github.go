package report

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/tanqih/tanqih/rules"
)

// The bounds that GitHub sets: annotations of a kind per step, bytes of a summary. What goes beyond them is lost without a word.
const (
	maxAnnotations = 10
	maxSummary     = 1 << 20
	summaryHead    = 64 << 10 // room in a summary for what stands around the list of findings
)

// github writes what GitHub Actions show: a plain log with all findings; annotations on the changed lines, as many as GitHub keeps,
// chosen across rules; and the findings in the summary of the step. Nothing that a document contains can become a workflow command: the
// log stands between stop-commands and its token, annotations are escaped.
type github struct {
	w       *bufio.Writer
	o       Options
	log     *concise
	token   string
	picked  map[rules.Severity][]annotation
	perRule map[*rules.Rule]int
	order   []*rules.Rule
	total   int
	listed  int             // in the summary
	list    strings.Builder // the summary's list of findings
}

func newGitHub(w io.Writer, o Options) Reporter {
	b := bufio.NewWriter(w)
	return &github{
		w: b, o: o, log: &concise{w: b, palette: NewPalette(false)},
		picked: map[rules.Severity][]annotation{}, perRule: map[*rules.Rule]int{},
	}
}

// annotation is a workflow command with the rank of its finding among those of its rule.
type annotation struct {
	command string
	rank    int
}

// StopCommands is a workflow command after which GitHub obeys nothing until it reads resume.
func StopCommands() (stop, resume string) {
	token := "tanqih-" + rand.Text()
	return "::stop-commands::" + token + "\n", "::" + token + "::\n"
}

func (r *github) begin() {
	if r.token == "" {
		var stop string
		stop, r.token = StopCommands()
		r.w.WriteString(stop)
	}
}

func (r *github) File(f *File) error {
	r.begin()
	for i := range f.Findings {
		finding := &f.Findings[i]
		if finding.Suppressed != "" {
			continue
		}
		r.total++
		if r.perRule[finding.Rule] == 0 {
			r.order = append(r.order, finding.Rule)
		}
		rank := r.perRule[finding.Rule]
		r.perRule[finding.Rule]++
		r.pick(f, finding, rank)
		r.summarise(f, finding)
	}
	return r.log.File(f)
}

// pick keeps the annotations of the lowest ranks: first one of each rule, then the second ones.
func (r *github) pick(f *File, finding *Finding, rank int) {
	kept := r.picked[finding.Severity]
	if len(kept) == maxAnnotations && kept[len(kept)-1].rank <= rank {
		return
	}
	at := len(kept)
	for at > 0 && kept[at-1].rank > rank {
		at--
	}
	kept = slices.Insert(kept, at, annotation{r.command(f, finding), rank})
	r.picked[finding.Severity] = kept[:min(len(kept), maxAnnotations)]
}

func (r *github) command(f *File, finding *Finding) string {
	kind := finding.Severity.String()
	if finding.Severity == rules.Info {
		kind = "notice"
	}
	a, b := f.Index().At(finding.Span.Start), f.Index().At(finding.Span.End)
	place := fmt.Sprintf("file=%s,line=%d,endLine=%d", property(r.o.relative(f.Path)), a.Row, b.Row)
	if a.Row == b.Row { // columns of a range over several lines are not valid
		place += fmt.Sprintf(",col=%d,endColumn=%d", a.Column, b.Column)
	}
	return fmt.Sprintf("::%s %s,title=%s::%s\n", kind, place, property(finding.Rule.String()), data(finding.Message))
}

// data and property escape text for a workflow command, as GitHub's own toolkit does.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(Clean(s))
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}

// summarise adds a finding to the list of the summary while there is room.
func (r *github) summarise(f *File, finding *Finding) {
	if r.listed+1 < r.total {
		return // the list is full
	}
	at := f.Index().At(finding.Span.Start)
	row := fmt.Sprintf("| %s:%d:%d | %s | %s |\n", markdownText(r.o.relative(f.Path)), at.Row, at.Column, finding.Rule.Code, markdownText(finding.Message))
	if r.list.Len()+len(row) < maxSummary-summaryHead {
		r.list.WriteString(row)
		r.listed++
	}
}

func (r *github) Close(*Summary) error {
	r.begin()
	r.w.WriteString(r.token)
	shown := 0
	for _, severity := range []rules.Severity{rules.Error, rules.Warning, rules.Info} {
		for _, a := range r.picked[severity] {
			r.w.WriteString(a.command)
			shown++
		}
	}
	if shown < r.total {
		fmt.Fprintf(r.w, "%d of %d findings are annotations; the log has all of them\n", shown, r.total)
	}
	err := r.w.Flush()
	if r.total > 0 && r.o.Environ != nil && r.o.Environ("GITHUB_STEP_SUMMARY") != "" {
		err = errors.Join(err, appendTo(r.o.Environ("GITHUB_STEP_SUMMARY"), r.markdown()))
	}
	return err
}

// appendTo adds text to the summary of a step, which must stay below its bound with what is there.
func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644) //nolint:gosec // the file is GitHub's
	if err != nil {
		return fmt.Errorf("writing the summary of the step: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size()+int64(len(text)) >= maxSummary {
		return nil
	}
	if _, err := f.WriteString(text); err != nil {
		return fmt.Errorf("writing the summary of the step: %w", err)
	}
	return nil
}

// markdown is the summary of the step: how often each rule fired, and where.
func (r *github) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### tanqih: %d findings\n\n| rule | findings | what |\n| --- | ---: | --- |\n", r.total)
	slices.SortStableFunc(r.order, func(x, y *rules.Rule) int { return r.perRule[y] - r.perRule[x] })
	for _, rule := range r.order {
		row := fmt.Sprintf("| [%s](%s) | %d | %s |\n", rule, rule.URL(), r.perRule[rule], markdownText(rule.Summary))
		if b.Len()+len(row) > summaryHead-1<<10 {
			break
		}
		b.WriteString(row)
	}
	b.WriteString("\n| place | rule | finding |\n| --- | --- | --- |\n")
	b.WriteString(r.list.String())
	if r.listed < r.total {
		fmt.Fprintf(&b, "\n%d more are in the log of the step.\n", r.total-r.listed)
	}
	return b.String()
}

// markdownText is s as Markdown shows it letter for letter: ASCII punctuation stands as character references.
func markdownText(s string) string {
	var b strings.Builder
	for _, c := range Clean(s) {
		if c < 0x80 && strings.ContainsRune("\\`*_{}[]<>()#+-!|&~@:$^=\"'", c) {
			b.WriteString("&#" + strconv.Itoa(int(c)) + ";")
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
