package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/rules"
)

// JSON writes v, indented.
func JSON(w io.Writer, v any) error {
	var b bytes.Buffer
	if err := encode(&b, v); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// RulesJSON writes rules as an array, or the only one as an object.
func RulesJSON(w io.Writer, all []*rules.Rule, one bool) error {
	if one {
		return JSON(w, ruleOf(all[0]))
	}
	list := make([]jsonRule, len(all))
	for i, r := range all {
		list[i] = ruleOf(r)
	}
	return JSON(w, list)
}

// RulesText writes what rules find, why, and when their fixes are safe.
func RulesText(w io.Writer, all []*rules.Rule) error {
	var b strings.Builder
	for i, r := range all {
		if i > 0 {
			b.WriteString("\n---\n\n")
		}
		fmt.Fprintf(&b, "%s %s\n\n%s.\n\n%s\n\n", r.Code, r.Name, upperFirst(r.Summary), strings.TrimSpace(r.Doc))
		if r.Bad != "" {
			fmt.Fprintf(&b, "Example:\n%s", indented(r.Bad))
			if r.Good != "" {
				fmt.Fprintf(&b, "\nRight:\n%s", indented(r.Good))
			}
			b.WriteByte('\n')
		}
		if r.Fix == fixers.None {
			b.WriteString("Fix: none.\n")
		} else {
			fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("Fix: %s. %s", r.Fix, strings.TrimSpace(r.FixSafety))))
		}
		fmt.Fprintf(&b, "Severity: %s. ", r.Severity)
		if r.Off {
			fmt.Fprintf(&b, "Off by default: --extend-select %s turns it on. ", r.Code)
		}
		if r.Since != "" {
			fmt.Fprintf(&b, "Since %s.", r.Since)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func indented(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		b.WriteString("    " + clean(line, unseen) + "\n")
	}
	return b.String()
}
