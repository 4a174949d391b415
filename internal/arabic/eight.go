package arabic

// Texts are scanned eight bytes at a time: the bytes of a word, the first in its low byte, are compared all at once, and the high bit of each
// byte of the answer says whether it holds.

const (
	everyByte = 0x0101010101010101
	highBits  = 0x80 * everyByte
	lowBits   = 0x7F * everyByte
)

// eight is the eight bytes of s from i.
func eight(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// zeros marks the bytes that are 0.
func zeros(w uint64) uint64 { return ^(w&lowBits + lowBits | w | lowBits) }

// belowTen marks the bytes from 0 to 9.
func belowTen(w uint64) uint64 { return ^(w&lowBits + (0x80-10)*everyByte | w | lowBits) }

// maybeZeros marks the lowest byte that is 0, and perhaps others above it; the high bits of the answer alone count. It takes fewer steps than zeros.
func maybeZeros(w uint64) uint64 { return (w - everyByte) &^ w }
