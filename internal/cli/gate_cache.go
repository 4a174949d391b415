package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/fixers"
	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/report"
	"github.com/tanqih/tanqih/internal/source"
	"github.com/tanqih/tanqih/rules"
)

// cacheFolder is the folder of the cache.
func cacheFolder(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	if dir := os.Getenv("TANQIH_CACHE_DIR"); dir != "" {
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder for a cache: %w; name one with --cache-dir", err)
	}
	return filepath.Join(dir, "tanqih"), nil
}

// openCache opens the cache. Only one that was asked for must work.
func (r *session) openCache() error {
	if r.noCache {
		return nil
	}
	dir, err := cacheFolder(r.cacheDir)
	if err == nil {
		r.gate.cache, err = gate.OpenCache(dir)
	}
	switch {
	case err != nil && r.cacheDir != "":
		return err
	case err != nil && r.verbose:
		fmt.Fprintln(r.messages, "tanqih: no cache: "+report.Clean(err.Error()))
	}
	return nil
}

// cacheSettings is the hash of all that findings depend on besides the text: the program, the configuration, the patterns of
// per-file-ignores that match.
func cacheSettings(c *config.Config, ignored []string) string {
	s := c.Settings
	// these decide which findings count, not which there are
	s.Baseline, s.FailOn, s.MaxRate, s.Allow = "", "", nil, config.Allow{}
	s.Include, s.Exclude, s.ExtendExclude, s.ForceExclude = nil, nil, nil, false
	text, err := json.Marshal([]any{s, c.Tables, ignored, program()})
	if err != nil {
		return ""
	}
	key := gate.KeyOf(string(text))
	return string(key[:])
}

// program identifies this build: versions between releases are all called the same.
func program() string {
	id := version()
	if path, err := os.Executable(); err == nil {
		if info, err := os.Stat(path); err == nil {
			id += strconv.FormatInt(info.Size(), 10) + strconv.FormatInt(info.ModTime().UnixNano(), 10)
		}
	}
	return id
}

// textKey is the key of what is known of a text.
func (p *prepared) textKey(kind rules.Kind, text gate.Key) gate.Key {
	return gate.KeyOf(p.settings(), strconv.Itoa(int(kind)), string(text[:]))
}

// unread reports whether a file is known to be clean without reading it: the disk says that it has not changed since it was.
func (r *session) unread(res *result, p *prepared) bool {
	c := r.gate.cache
	if c == nil || p.settings() == "" || res.stdin || res.text != nil || source.Supported(res.Path) != nil {
		return false
	}
	info, err := os.Stat(res.Abs)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	res.info = info
	text, ok := c.Seen(res.Abs, info)
	if !ok {
		return false
	}
	record, ok := c.Get(p.textKey(source.KindOf(res.Path), text))
	if !ok {
		return false
	}
	size, clean := gate.Clean(record)
	if !clean || r.measures(res.config) && size.Files == 0 {
		return false
	}
	res.size = size
	return true
}

// recall is what the cache knows of a document. The key is for [session.remember].
func (r *session) recall(res *result, p *prepared, file *source.File, wanted bool) (key gate.Key, hit bool) {
	c := r.gate.cache
	if c == nil || p.settings() == "" {
		return key, false
	}
	text := gate.KeyOf(file.Text)
	if res.info != nil {
		c.See(res.Abs, res.info, text)
	}
	key = p.textKey(file.Kind, text)
	record, ok := c.Get(key)
	if !ok {
		return key, false
	}
	known, err := gate.Decode(record, len(file.Text), p.find)
	if err != nil {
		return key, false
	}
	if len(known.Findings) > 0 {
		res.report = &report.File{Path: res.Path, Text: file.Text, Findings: known.Findings}
		res.recount()
		if !wanted && !r.wanted(&res.job) {
			res.report = nil
		}
	}
	return key, true
}

// find is the rule of a code among those that run.
func (p *prepared) find(code string) *rules.Rule {
	for _, rule := range p.Rules {
		if rule.Code == code {
			return rule
		}
	}
	return nil
}

// remember keeps the findings of a document before anything is suppressed. What was only counted is not worth keeping, what went wrong
// must not be kept.
func (r *session) remember(res *result, file *source.File, key gate.Key) {
	if r.gate.cache == nil || key == (gate.Key{}) || res.refusals > 0 || res.report == nil && len(res.counts) > 0 {
		return
	}
	known := gate.Cached{Size: res.size, Comments: file.Kind == rules.Markdown && strings.Contains(file.Text, gate.CommentWord)}
	if res.report != nil {
		known.Findings = res.report.Findings
	}
	if record, err := known.Encode(); err == nil {
		r.gate.cache.Put(key, record)
	}
}

// fixable reports whether there is a finding that a fix would repair.
func (res *result) fixable() bool {
	least := fixers.Safe
	if res.config.UnsafeFixes {
		least = fixers.Unsafe
	}
	for _, c := range res.counts {
		if c.safety >= least {
			return true
		}
	}
	return false
}

func newClean(s *streams) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "Remove the cache of findings",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			folder, err := cacheFolder(dir)
			if err != nil {
				return err
			}
			removed, err := gate.RemoveCache(folder)
			if err != nil {
				return err
			}
			said := "There is no cache in "
			if removed {
				said = "Removed the cache in "
			}
			fmt.Fprintln(s.err, said+report.Clean(folder))
			return nil
		},
	}
	cmd.Flags().StringVar(&dir, "cache-dir", "", "`FOLDER` of the cache")
	return cmd
}
