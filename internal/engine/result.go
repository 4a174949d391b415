package engine

import "github.com/tanqih/tanqih/fixers"

// Edits are what a fix did, as edits of the text that was handed in, sorted and disjoint.
func (r *Result) Edits() []fixers.Edit { return fixers.Compose(r.trail, r.Text) }
