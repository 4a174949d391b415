package gate

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unsafe"

	"github.com/tanqih/tanqih/internal/source"
)

const (
	cacheShards  = 64
	cacheMagic   = "tanqih-cache 1\n"
	cachePending = 64 << 10 // bytes of a shard that wait to be written
	cacheShard   = 4 << 20  // bytes of a shard above which what a run did not use is dropped
	cacheRecord  = 1 << 20  // the longest record
	cacheTag     = "CACHEDIR.TAG"
	cacheTagText = "Signature: 8a477f597d28d172789f06886806bc55\n# The findings of tanqih; `tanqih clean` removes this folder.\n"
)

// Key identifies a record of a cache.
type Key [16]byte

// KeyOf is the key of a record about these texts: half of their SHA-256, so that no document can be made to pass for another one.
func KeyOf(parts ...string) Key {
	var sum [sha256.Size]byte
	if len(parts) == 1 {
		// nobody writes to what is hashed
		sum = sha256.Sum256(unsafe.Slice(unsafe.StringData(parts[0]), len(parts[0])))
		return Key(sum[:len(Key{})])
	}
	var buf []byte
	for _, p := range parts {
		buf = append(binary.AppendUvarint(buf, uint64(len(p))), p...)
	}
	sum = sha256.Sum256(buf)
	return Key(sum[:len(Key{})])
}

// Cache keeps records in a folder: files to which records are appended, so that several processes may use it at once. A record
// that is damaged is as good as missing. A nil Cache keeps nothing. It may be used by several goroutines.
type Cache struct {
	dir    string
	now    time.Time
	shards [cacheShards]shard
}

type shard struct {
	mu      sync.Mutex
	loaded  bool
	records map[Key]string
	used    map[Key]bool // when the shard is too long
	size    int
	pending []byte
	failed  bool
}

// OpenCache opens the cache in a folder, which is made when it is missing.
func OpenCache(dir string) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // as other caches
		return nil, fmt.Errorf("cannot make the cache: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, cacheTag)); err != nil {
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) > 0 {
			return nil, fmt.Errorf("cannot use %s as a cache: it is a folder with other files; name another one with --cache-dir", dir)
		}
		for name, text := range map[string]string{cacheTag: cacheTagText, ".gitignore": "*\n"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil { //nolint:gosec // as other caches
				return nil, fmt.Errorf("cannot make the cache: %w", err)
			}
		}
	}
	return &Cache{dir: dir, now: time.Now()}, nil
}

// RemoveCache removes the cache in a folder; removed is false when there is none.
func RemoveCache(dir string) (removed bool, err error) {
	text, err := os.ReadFile(filepath.Join(dir, cacheTag))
	if errors.Is(err, fs.ErrNotExist) {
		if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
			return false, fmt.Errorf("%s is no cache of tanqih; it stays as it is", dir)
		}
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("cannot remove the cache: %w", err)
	}
	if !strings.Contains(string(text), "tanqih") {
		return false, fmt.Errorf("%s is the cache of another program; it stays as it is", dir)
	}
	if err := os.RemoveAll(dir); err != nil {
		return false, fmt.Errorf("cannot remove the cache: %w", err)
	}
	return true, nil
}

func (c *Cache) shard(k Key) *shard { return &c.shards[k[0]%cacheShards] }

func (c *Cache) file(i int) string { return filepath.Join(c.dir, fmt.Sprintf("%02x", i)) }

// Get is the record of a key.
func (c *Cache) Get(k Key) (record string, ok bool) {
	if c == nil {
		return "", false
	}
	s := c.shard(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	c.load(s, int(k[0]%cacheShards))
	record, ok = s.records[k]
	if ok && s.used != nil {
		s.used[k] = true
	}
	return record, ok
}

// Put keeps a record.
func (c *Cache) Put(k Key, record string) {
	if c == nil || len(record) > cacheRecord {
		return
	}
	s := c.shard(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	c.load(s, int(k[0]%cacheShards))
	if s.records[k] == record && record != "" {
		return
	}
	if s.used != nil {
		s.used[k] = true
		s.records[k] = record
		return
	}
	s.pending = appendRecord(s.pending, k, record)
	if len(s.pending) > cachePending {
		c.write(s, int(k[0]%cacheShards))
	}
}

// load reads a shard, as far as it is whole.
func (c *Cache) load(s *shard, i int) {
	if s.loaded {
		return
	}
	s.loaded = true
	s.records = map[Key]string{}
	data, err := os.ReadFile(c.file(i))
	if err != nil {
		return
	}
	if len(data) == 0 {
		return
	}
	text := unsafe.String(unsafe.SliceData(data), len(data)) // nothing writes data any more
	s.size = len(text)
	rest, ok := strings.CutPrefix(text, cacheMagic)
	if !ok {
		s.used = map[Key]bool{} // another version's: written anew
		return
	}
	for len(rest) > 0 {
		if more, again := strings.CutPrefix(rest, cacheMagic); again {
			rest = more // two processes began the file at once
			continue
		}
		n, width := uvarint(rest)
		head := width + len(Key{}) + crc32.Size
		if width <= 0 || n > cacheRecord || uint64(len(rest)) < uint64(head)+n {
			break
		}
		k := Key([]byte(rest[width : width+len(Key{})]))
		record := rest[head : head+int(n)]
		if binary.LittleEndian.Uint32([]byte(rest[head-crc32.Size:head])) == checksum(k, record) {
			s.records[k] = record
		}
		rest = rest[head+int(n):]
	}
	if len(rest) > 0 || s.size > cacheShard {
		s.used = map[Key]bool{}
	}
}

func checksum(k Key, record string) uint32 {
	return crc32.Update(crc32.ChecksumIEEE(k[:]), crc32.IEEETable, unsafe.Slice(unsafe.StringData(record), len(record)))
}

func appendRecord(b []byte, k Key, record string) []byte {
	b = binary.AppendUvarint(b, uint64(len(record)))
	b = append(b, k[:]...)
	b = binary.LittleEndian.AppendUint32(b, checksum(k, record))
	return append(b, record...)
}

// write appends what waits. A cache that cannot be written is no reason to fail.
func (c *Cache) write(s *shard, i int) {
	if len(s.pending) == 0 || s.failed || s.used != nil {
		return
	}
	f, err := os.OpenFile(c.file(i), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644) //nolint:gosec // as other caches
	if err != nil {
		s.failed = true
		return
	}
	defer f.Close()
	if s.size == 0 {
		if info, err := f.Stat(); err == nil && info.Size() == 0 {
			s.pending = append([]byte(cacheMagic), s.pending...)
		}
	}
	if _, err := f.Write(s.pending); err != nil {
		s.failed = true
	}
	s.size += len(s.pending)
	s.pending = s.pending[:0]
}

// Close writes what is new. A shard that has grown too long, or is damaged, is written anew with what this run used.
func (c *Cache) Close() {
	if c == nil {
		return
	}
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		if s.used == nil {
			c.write(s, i)
		} else {
			out := []byte(cacheMagic)
			for k := range s.used {
				out = appendRecord(out, k, s.records[k])
			}
			_ = source.WriteAtomic(c.file(i), string(out), 0o644) // a cache that cannot be written is no reason to fail
		}
		s.mu.Unlock()
	}
}

// Seen is the hash of the text of a file (absolute) as far as its data on the disk tells that it is unchanged.
func (c *Cache) Seen(file string, info fs.FileInfo) (text Key, ok bool) {
	if c == nil {
		return text, false
	}
	record, ok := c.Get(KeyOf("file", file))
	stamp := stampOf(info)
	if !ok || len(record) != len(stamp)+len(text) || record[:len(stamp)] != stamp {
		return text, false
	}
	copy(text[:], record[len(stamp):])
	return text, true
}

// See notes the hash of the text of a file, unless the file is so new that a later change might not show.
func (c *Cache) See(file string, info fs.FileInfo, text Key) {
	if c == nil {
		return
	}
	grain := 50 * time.Millisecond
	if info.ModTime().Nanosecond() == 0 {
		grain = 3 * time.Second // a file system of whole seconds, or of two
	}
	if c.now.Sub(info.ModTime()) < grain {
		return
	}
	c.Put(KeyOf("file", file), stampOf(info)+string(text[:]))
}

// stampOf is what the disk tells of a file: another content has another stamp.
func stampOf(info fs.FileInfo) string {
	inode, changed := identity(info)
	b := make([]byte, 0, 32)
	for _, n := range []int64{info.Size(), info.ModTime().UnixNano(), inode, changed} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n)) //nolint:gosec // bits, not a number
	}
	return string(b)
}
