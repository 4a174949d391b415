package report

import (
	"bytes"
	"io"
)

// JSON writes v as one line of JSON in which no character that a terminal would obey stands as itself.
func JSON(w io.Writer, v any) error {
	var b bytes.Buffer
	if err := encode(&b, v); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}
