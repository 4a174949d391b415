package walk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files whose patterns keep other files out of a walk, in the order of rising weight.
var ignoreFiles = []string{".gitignore", ".tanqihignore"}

// ignoreRule is one line of an ignore file.
type ignoreRule struct {
	pattern  string
	negated  bool
	dirOnly  bool
	anchored bool // it names a path from the folder of its file, not a name at any depth
}

// level is the rules of one folder, on top of those of the folders above it.
type level struct {
	above *level
	base  string // the folder, absolute, with slashes
	own   bool   // from tanqih's file, not from git's
	rules []ignoreRule
}

// parseIgnore reads the lines of an ignore file as git does: # comments, ! negations, trailing spaces dropped unless escaped.
func parseIgnore(text string) []ignoreRule {
	var rules []ignoreRule
	for line := range strings.SplitSeq(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = trimSpaces(strings.TrimSuffix(line, "\r"))
		if line == "" || line[0] == '#' {
			continue
		}
		var r ignoreRule
		if line[0] == '!' {
			r.negated, line = true, line[1:]
		}
		if strings.HasSuffix(line, "/") {
			r.dirOnly, line = true, line[:len(line)-1]
		}
		r.anchored = strings.Contains(line, "/")
		r.pattern = strings.TrimPrefix(line, "/")
		rules = append(rules, r)
	}
	return rules
}

// trimSpaces drops trailing spaces other than one behind a backslash.
func trimSpaces(s string) string {
	end := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ':
			continue
		case '\\':
			i++
		}
		end = min(i+1, len(s))
	}
	return s[:end]
}

// push is the level of a folder: l itself when the folder has no ignore file.
func (l *level) push(dir string) (*level, error) {
	for _, name := range ignoreFiles {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if os.IsNotExist(err) || isDirectory(err, dir, name) {
			continue
		}
		if err != nil {
			return l, err
		}
		if rules := parseIgnore(string(text)); rules != nil {
			l = &level{l, slashed(dir), name != ignoreFiles[0], rules}
		}
	}
	return l, nil
}

func isDirectory(err error, dir, name string) bool {
	if err == nil {
		return false
	}
	info, statErr := os.Stat(filepath.Join(dir, name))
	return statErr == nil && info.IsDir()
}

// ignores reports what the nearest rule that matches says about path (absolute, with slashes); the last line of the deepest
// file decides. A file in an ignored folder is not asked for: nothing brings it back.
func (l *level) ignores(path string, dir bool) bool {
	name := path[strings.LastIndexByte(path, '/')+1:]
	for ; l != nil; l = l.above {
		below, ok := strings.CutPrefix(path, strings.TrimSuffix(l.base, "/")+"/")
		if !ok {
			continue
		}
		for i := len(l.rules) - 1; i >= 0; i-- {
			r := &l.rules[i]
			if r.dirOnly && !dir {
				continue
			}
			subject := name
			if r.anchored {
				subject = below
			}
			if wildmatch(r.pattern, subject) {
				return !r.negated
			}
		}
	}
	return false
}

// enter is the level at the root of a repository, below levels from outside of it: git's rules end there, and the repository's own
// list, .git/info/exclude, begins.
func (l *level) enter(root string) *level {
	var kept *level
	if text, err := os.ReadFile(filepath.Join(root, ".git", "info", "exclude")); err == nil {
		kept = &level{base: slashed(root), rules: parseIgnore(string(text))}
	}
	var own []*level
	for ; l != nil; l = l.above {
		if l.own {
			own = append(own, l)
		}
	}
	for _, o := range slices.Backward(own) {
		kept = &level{kept, o.base, true, o.rules}
	}
	return kept
}

// levelOf is the rules that hold inside the folder dir (absolute): those of the folders from the root of its repository down.
// Outside a repository they begin at the folder start.
func levelOf(dir, start string) (*level, error) {
	root := repository(dir)
	var l *level
	if root == "" {
		root = start
	} else {
		l = l.enter(root)
	}
	below, ok := strings.CutPrefix(dir, root)
	if !ok {
		return nil, nil
	}
	l, err := l.push(root)
	at := root
	for part := range strings.SplitSeq(below, string(filepath.Separator)) {
		if part != "" && err == nil {
			at = filepath.Join(at, part)
			l, err = l.push(at)
		}
	}
	return l, err
}

// repository is the nearest folder from dir upward that holds .git, or "".
func repository(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

func slashed(path string) string { return filepath.ToSlash(path) }
