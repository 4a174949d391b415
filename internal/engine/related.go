package engine

import "github.com/tanqih/tanqih/rules"

// Places are the places that explain the finding, in the text that was handed in.
func (f *Finding) Places() []rules.Related {
	if f.depth == 0 || len(f.Related) == 0 {
		return f.Related
	}
	trail := f.run.at(f.depth)
	places := make([]rules.Related, len(f.Related))
	for i, r := range f.Related {
		origin, _ := trail.Origin(r.Span)
		places[i] = rules.Related{Span: origin, Message: r.Message}
	}
	return places
}
