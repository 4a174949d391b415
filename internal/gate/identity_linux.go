package gate

import (
	"io/fs"
	"syscall"
)

// identity is the inode and the time of the last change of a file or of its data, which no program can set.
func identity(info fs.FileInfo) (inode, changed int64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int64(s.Ino), s.Ctim.Nano() //nolint:gosec // bits, not a number
	}
	return 0, 0
}
