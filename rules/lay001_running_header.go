package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "LAY001", Name: "running-header", Since: "0.1.0",
	Summary: "a running header or footer among the text",
	Doc: "The line that each page of a document repeats at its edge: after a continuation marker (then also with a letter or two misread), at the top or foot of pages that form " +
		"feeds divide, or beside page numbers. A heading that is repeated in a summary, a list or a mind map has no page beside it and is content.",
	FixSafety: "Safe with evidence of pages; unsafe where the line only resembles another.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeDocument,
	Fix:  fixers.Safe,
	Bad:  "تاريخ الميناء\n\nبني الميناء في عهد قديم.\n\nيتبع:\n\nتاريخ الميناء\n\nثم وسع بعد الحرب.\n",
	Good: "تاريخ الميناء\n\nبني الميناء في عهد قديم.\n\nيتبع:\n\n\nثم وسع بعد الحرب.\n",
	Check: func(p *Pass) {
		eachFurniture(p, roleHeader, func(f furniture) *Finding {
			switch {
			case f.near:
				return p.Report(f.span, "running header, nearly the text of line %d", f.like+1)
			case f.times > 0:
				return p.Report(f.span, "running header, at the edge of %d pages", f.times)
			}
			return p.Report(f.span, "running header, the text of line %d", f.like+1)
		})
	},
})

// eachFurniture reports the pieces of page furniture in one role, with the fix that deletes them.
func eachFurniture(p *Pass, role furnitureRole, report func(furniture) *Finding) {
	d := p.Doc
	for _, f := range pagesView.Of(d).furniture {
		if f.role != role {
			continue
		}
		report(f).Fix(f.safety, fixers.RemovesOnly, "delete it", furnitureEdit(d, f))
	}
}

// furnitureEdit is the edit that deletes a piece of furniture. The line end goes with a whole line, the blank lines round it too where a paragraph
// goes on across it, so that its two parts then stand on neighbouring lines; a form feed stays.
func furnitureEdit(d *Document, f furniture) fixers.Edit {
	lines := d.Lines()
	edit := fixers.Delete(f.span.Start, f.span.End)
	if f.whole {
		edit.End = d.WholeLine(lines[f.line]).End
		if lines[f.line].Classes&FormFeed == 0 {
			edit.Start = lines[f.line].Start
		}
		for next := f.line + 1; f.split && next < len(lines) && d.Blank(lines[next]) && lines[next].Classes&FormFeed == 0; next++ {
			edit.End = d.WholeLine(lines[next]).End
		}
	}
	for before := f.line - 1; f.first && f.whole && before >= 0 && d.Blank(lines[before]) && lines[before].Classes&FormFeed == 0; before-- {
		edit.Start = lines[before].Start
	}
	return edit
}
