package rules

import (
	"fmt"

	"github.com/tanqih/tanqih/fixers"
)

// Pass is one question to one rule: does this line (or document) have the defect?
type Pass struct {
	Doc     *Document
	Rule    *Rule
	Options any  // of the type of Rule.Options
	Line    Line // of a rule of [ScopeLine]

	found []Finding
}

// OptionsOf are the options of the rule that is asked; T must be the type of its Rule.Options.
func OptionsOf[T any](p *Pass) T { return p.Options.(T) }

// Finding is one defect at one place.
type Finding struct {
	Rule     *Rule
	Span     fixers.Span
	Severity Severity
	Safety   fixers.Safety // of the fix; fixers.None when there is none
	Evidence []Evidence
	Related  []Related

	format string
	args   []any
	fix    func() fixers.Fix
	edits  [1]fixers.Edit
	simple fixers.Fix
}

// Evidence is one fact that speaks for a finding: a name in snake case, and a number, text or list.
type Evidence struct {
	Key   string
	Value any
}

// Related is another place that explains a finding.
type Related struct {
	Span    fixers.Span
	Message string
}

// Report adds a finding. The message is formatted, as by fmt.Sprintf, only when somebody reads it, so its arguments must not
// change. It is lower case without a full stop and says what is there. The pointer is valid until the next report.
func (p *Pass) Report(span fixers.Span, format string, args ...any) *Finding {
	p.found = append(p.found, Finding{Rule: p.Rule, Span: span, Severity: p.Rule.Severity, format: format, args: args})
	return &p.found[len(p.found)-1]
}

// Run asks the rule about d and appends what it finds to found. The options must be of the type of r.Options.
func (r *Rule) Run(d *Document, options any, found []Finding) []Finding {
	if !r.Trigger.Meets(d.classes, d.pairs) {
		return found
	}
	p := Pass{Doc: d, Rule: r, Options: options, found: found}
	if r.Scope == ScopeDocument {
		r.Check(&p)
		return p.found
	}
	for i := range d.lines {
		if r.Trigger.Meets(d.lines[i].Classes, d.lines[i].Pairs) {
			p.Line = d.lines[i]
			r.Check(&p)
		}
	}
	return p.found
}

// Message says what is there.
func (f *Finding) Message() string {
	if len(f.args) == 0 {
		return f.format
	}
	return fmt.Sprintf(f.format, f.args...)
}

// Fix offers a fix of one edit.
func (f *Finding) Fix(safety fixers.Safety, contract fixers.Contract, title string, edit fixers.Edit) *Finding {
	f.Safety = safety
	f.edits[0] = edit
	f.simple = fixers.Fix{Title: title, Safety: safety, Contract: contract}
	f.fix = nil
	return f
}

// FixAll offers a fix of several edits, all or nothing.
func (f *Finding) FixAll(fix fixers.Fix) *Finding {
	f.Safety = fix.Safety
	f.fix = func() fixers.Fix { return fix }
	return f
}

// LazyFix offers a fix whose edits take work; compute is called only when the fix is shown or applied. It must return a fix of
// the safety promised, and it must find its edits: a finding whose fix may fail has to try before it promises.
func (f *Finding) LazyFix(safety fixers.Safety, compute func() fixers.Fix) *Finding {
	f.Safety = safety
	f.fix = compute
	return f
}

// With adds evidence.
func (f *Finding) With(key string, value any) *Finding {
	f.Evidence = append(f.Evidence, Evidence{key, value})
	return f
}

// Relate adds a place that explains the finding.
func (f *Finding) Relate(span fixers.Span, message string) *Finding {
	f.Related = append(f.Related, Related{span, message})
	return f
}

// As sets a severity other than the rule's.
func (f *Finding) As(s Severity) *Finding {
	f.Severity = s
	return f
}

// Repair is the fix, or false when there is none. Its safety is that of the finding.
func (f *Finding) Repair() (fixers.Fix, bool) {
	if f.Safety == fixers.None {
		return fixers.Fix{}, false
	}
	if f.fix != nil {
		fix := f.fix()
		fix.Safety = f.Safety
		return fix, len(fix.Edits) > 0
	}
	fix := f.simple
	fix.Safety = f.Safety
	fix.Edits = []fixers.Edit{f.edits[0]}
	return fix, true
}
