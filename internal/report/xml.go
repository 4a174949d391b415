package report

import (
	"bufio"
	"encoding/xml"
	"strings"
)

// xmlText is s as character data: controls, which XML 1.0 cannot hold, stand as their names.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s, func(r rune) bool {
		return dangerous(r) && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF
	})))
	return b.String()
}

// attribute writes an attribute with the space before it.
func attribute(w *bufio.Writer, name, value string) {
	w.WriteString(" " + name + `="` + xmlText(value) + `"`)
}
