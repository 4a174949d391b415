package walk

import "path/filepath"

// Wants reports whether a walk would read a file (absolute) that need not exist: it matches the patterns of its folder and nothing leaves
// it out.
func (w *Walker) Wants(file string) (bool, error) {
	filter, err := w.Filter(filepath.Dir(file))
	if err != nil || !Matches(filter.Root, file, filter.Include) {
		return false, err
	}
	out, err := w.excluded(file)
	return !out, err
}
