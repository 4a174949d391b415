package rules

import "github.com/tanqih/tanqih/fixers"

var _ = register(Rule{
	Code: "LAY001", Name: "running-header", Since: "0.1.0",
	Summary: "a running header or footer among the text",
	Doc: "The line that each page of a document repeats at its edge: after a continuation marker (then also with a letter or two misread), at the top or foot of pages that form " +
		"feeds divide, or beside page numbers. A line that recurs at one regular distance is offered. A heading that is repeated in a summary, a list or a mind map has no page beside it and is content, and so is what recurs in " +
		"Markdown or as an item of a list or a field (`Returns: …`).",
	FixSafety: "Safe with evidence of pages; unsafe where the line only resembles another.",
	Severity:  Warning,
	Stage:     StageFurniture, Scope: ScopeDocument,
	Fix:  fixers.Safe,
	Bad:  "تاريخ الميناء\n\nبني الميناء في عهد قديم.\n\nيتبع:\n\nتاريخ الميناء\n\nثم وسع بعد الحرب.\n",
	Good: "تاريخ الميناء\n\nبني الميناء في عهد قديم.\n\nيتبع:\n\nثم وسع بعد الحرب.\n",
	Check: func(p *Pass) {
		eachFurniture(p, roleHeader, func(f furniture) *Finding {
			switch {
			case f.near:
				return p.Report(f.span, "running header, nearly the text of line %d", f.like+1)
			case f.times > 0 && f.safety != fixers.Safe:
				return p.Report(f.span, "perhaps a running header: it recurs %d times at the distance of pages", f.times)
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

// furnitureEdit is the edit that deletes a piece of furniture. Pieces of one group take the blank lines behind them along, so that their edits
// never meet; where a paragraph goes on across the group, the blank lines before it go too, and the two parts then stand on neighbouring lines.
func furnitureEdit(d *Document, f furniture) fixers.Edit {
	if !f.whole {
		return fixers.Delete(f.span.Start, f.span.End)
	}
	lines := d.Lines()
	if f.first && f.last && !f.split && lines[f.line].Classes&FormFeed == 0 {
		return d.lineDeletion(f.line)
	}
	free := func(i int) bool { return d.Blank(lines[i]) && lines[i].Classes&FormFeed == 0 }
	edit := fixers.Delete(lines[f.line].Start, d.WholeLine(lines[f.line]).End)
	for edit.Start < edit.End && d.Text[edit.Start] == '\f' {
		edit.Start++
	}
	for next := f.line + 1; next < len(lines) && free(next); next++ {
		edit.End = d.WholeLine(lines[next]).End
	}
	for before := f.line - 1; f.first && f.split && lines[f.line].Classes&FormFeed == 0 && before >= 0 && free(before); before-- {
		edit.Start = lines[before].Start
	}
	return edit
}
