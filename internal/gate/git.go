package gate

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Git is the repository that a folder is in.
type Git struct {
	Root string // absolute
	dir  string
}

// OpenGit finds the repository of dir (absolute).
func OpenGit(ctx context.Context, dir string) (*Git, error) {
	g := &Git{dir: dir}
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("git is not installed; comparing with a revision needs it")
	}
	root, err := g.run(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("comparing with a revision needs a git repository: %w", err)
	}
	g.Root = filepath.FromSlash(strings.TrimSuffix(root, "\n"))
	// git resolves links, the walk does not: name the root as the working folder is named
	if prefix, err := g.prefix(ctx); err == nil {
		up := dir
		for range strings.Count(prefix, "/") {
			up = filepath.Dir(up)
		}
		if x, err := os.Stat(up); err == nil {
			if y, err := os.Stat(g.Root); err == nil && os.SameFile(x, y) {
				g.Root = up
			}
		}
	}
	return g, nil
}

func (g *Git) prefix(ctx context.Context) (string, error) {
	at := Git{dir: g.dir}
	out, err := at.run(ctx, "rev-parse", "--show-prefix")
	return strings.TrimSuffix(out, "\n"), err
}

// run is the output of a git command. The error holds what git said.
func (g *Git) run(ctx context.Context, args ...string) (string, error) {
	cmd := g.command(ctx, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		said := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(errs.String()), "fatal: "))
		if said == "" {
			said = err.Error()
		}
		return "", fmt.Errorf("git %s: %s", args[0], said)
	}
	return out.String(), nil
}

func (g *Git) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.quotePath=false"}, args...)...) //nolint:gosec // the arguments are ours, and revisions that were verified
	cmd.Dir = g.dir
	if g.Root != "" {
		cmd.Dir = g.Root
	}
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return cmd
}

// Commit is the hash of the commit that rev names.
func (g *Git) Commit(ctx context.Context, rev string) (string, error) {
	hash, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err == nil {
		return strings.TrimSpace(hash), nil
	}
	if g.shallow(ctx) {
		return "", fmt.Errorf("there is no commit %s in this shallow clone; fetch it (`git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`, in GitLab `GIT_DEPTH: 0`)", rev)
	}
	return "", fmt.Errorf("there is no commit %s in this repository; `git fetch` it, or name another one", rev)
}

// MergeBase is the commit in which HEAD branched off from branch.
func (g *Git) MergeBase(ctx context.Context, branch string) (string, error) {
	commit, err := g.Commit(ctx, branch)
	if err != nil {
		return "", err
	}
	if _, err := g.Commit(ctx, "HEAD"); err != nil {
		return "", err
	}
	base, err := g.run(ctx, "merge-base", commit, "HEAD")
	if err == nil {
		return strings.TrimSpace(base), nil
	}
	if g.shallow(ctx) {
		return "", fmt.Errorf("this clone is too shallow to tell where HEAD branched off from %s; fetch more (`git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`, in GitLab `GIT_DEPTH: 0`)", branch)
	}
	return "", fmt.Errorf("HEAD and %s have no commit in common; name another branch, or compare with --new-from-rev", branch)
}

func (g *Git) shallow(ctx context.Context) bool {
	out, err := g.run(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(out) == "true"
}

// MergeHead is the commit that is being merged into HEAD, "" when there is none.
func (g *Git) MergeHead(ctx context.Context) string {
	hash, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "MERGE_HEAD")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(hash)
}

// Tree is the files of a commit: object names by path, relative to the root with slashes. Links and submodules are left out.
func (g *Git) Tree(ctx context.Context, commit string) (map[string]string, error) {
	out, err := g.run(ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}
	return objects(out, func(meta []string) string {
		if len(meta) < 3 || meta[1] != "blob" || meta[0] == "120000" {
			return ""
		}
		return meta[2]
	}), nil
}

// objects reads records of the form "META\tPATH\0".
func objects(out string, object func(meta []string) string) map[string]string {
	files := map[string]string{}
	for record := range strings.SplitSeq(out, "\x00") {
		meta, path, ok := strings.Cut(record, "\t")
		if !ok {
			continue
		}
		if o := object(strings.Fields(meta)); o != "" {
			files[path] = o
		}
	}
	return files
}

// Changed is the files that differ between a commit and the work tree, or the index when staged is set: true for those that are gone.
// Files that git does not know are not among them.
func (g *Git) Changed(ctx context.Context, commit string, staged bool) (map[string]bool, error) {
	args := []string{"diff", "--name-status", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules"}
	if staged {
		args = append(args, "--cached")
	}
	if commit != "" {
		args = append(args, commit)
	}
	out, err := g.run(ctx, append(args, "--")...)
	if err != nil {
		return nil, err
	}
	changed := map[string]bool{}
	fields := strings.Split(out, "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		changed[fields[i+1]] = fields[i] == "D"
	}
	return changed, nil
}

// Staged is the files in the index that differ from HEAD (all of them before the first commit): object names by path.
func (g *Git) Staged(ctx context.Context) (map[string]string, error) {
	changed, err := g.Changed(ctx, "", true)
	if err != nil {
		return nil, err
	}
	out, err := g.run(ctx, "ls-files", "--stage", "-z", "--full-name")
	if err != nil {
		return nil, err
	}
	var unmerged string
	index := objects(out, func(meta []string) string {
		if len(meta) < 3 || meta[0] == "120000" || meta[0] == "160000" {
			return ""
		}
		if meta[2] != "0" {
			unmerged = "some"
		}
		return meta[1]
	})
	if unmerged != "" {
		return nil, errors.New("--staged: the index holds conflicts; resolve them and `git add` the files")
	}
	for path := range index {
		if gone, ok := changed[path]; !ok || gone {
			delete(index, path)
		}
	}
	return index, nil
}

// Blobs reads objects: one call of yield for each, in order.
func (g *Git) Blobs(ctx context.Context, names []string, yield func(i int, data []byte) error) error {
	if len(names) == 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := g.command(ctx, "cat-file", "--batch")
	cmd.Stdin = strings.NewReader(strings.Join(names, "\n") + "\n")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	r := bufio.NewReaderSize(stdout, 1<<16)
	for i, name := range names {
		data, err := blob(r, name)
		if err == nil {
			err = yield(i, data)
		}
		if err != nil {
			cancel()
			_ = cmd.Wait()
			return err
		}
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	return nil
}

// blob reads one object of the form "NAME blob SIZE\nDATA\n".
func blob(r *bufio.Reader, name string) ([]byte, error) {
	head, err := r.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	fields := strings.Fields(head)
	if len(fields) != 3 {
		return nil, fmt.Errorf("git cannot read the object %s: %s; fetch it", name, strings.TrimSpace(head))
	}
	size, err := strconv.Atoi(fields[2])
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	data := make([]byte, size+1)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return data[:size], nil
}

// Rel is the path of a file (absolute) in the repository, with slashes; ok is false outside of it.
func (g *Git) Rel(abs string) (path string, ok bool) {
	rel, err := filepath.Rel(g.Root, abs)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// Abs is the file (absolute) at a path in the repository.
func (g *Git) Abs(path string) string { return filepath.Join(g.Root, filepath.FromSlash(path)) }
