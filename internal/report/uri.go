package report

import (
	"net/url"
	"path/filepath"
	"strings"
)

// relative is a path as given, relative to the root of the repository with slashes; a path outside of it stays as given.
func (o *Options) relative(path string) string {
	abs := path
	if !filepath.IsAbs(abs) {
		if o.Root == "" {
			return filepath.ToSlash(filepath.Clean(path))
		}
		abs = filepath.Join(o.Root, path)
	}
	root := o.Repository
	if root == "" {
		root = o.Root
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// uri is a path as a relative URI reference (RFC 3986 §4.2).
func (o *Options) uri(path string) string {
	parts := strings.Split(o.relative(path), "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	if strings.Contains(parts[0], ":") {
		parts[0] = strings.ReplaceAll(parts[0], ":", "%3A")
	}
	return strings.Join(parts, "/")
}

func (o *Options) warn(message string) {
	if o.Warn != nil {
		o.Warn(message)
	}
}
