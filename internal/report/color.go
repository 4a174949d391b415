package report

import (
	"io"
	"os"

	"github.com/fatih/color"
	"golang.org/x/term"
)

// Palette is the colours of one writer; each is switched for that writer alone, because standard output and standard error may
// differ in what they are.
type Palette struct {
	path, code, bad, good, dim, strong *color.Color
}

// NewPalette is the colours, or none of them.
func NewPalette(on bool) *Palette {
	p := &Palette{
		path: color.New(color.Bold), code: color.New(color.FgMagenta, color.Bold), bad: color.New(color.FgRed), good: color.New(color.FgGreen),
		dim: color.New(color.FgHiBlack), strong: color.New(color.Bold, color.ReverseVideo),
	}
	for _, c := range []*color.Color{p.path, p.code, p.bad, p.good, p.dim, p.strong} {
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
	}
	return p
}

// IsTerminal reports whether w is a terminal.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// WantColor decides whether to colour a writer: the flag (auto, always, never), then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, then whether
// it is a terminal that can.
func WantColor(flag string, terminal bool, environ func(string) string) bool {
	switch {
	case flag == "always":
		return true
	case flag == "never", environ("NO_COLOR") != "":
		return false
	case set(environ("FORCE_COLOR")), set(environ("CLICOLOR_FORCE")):
		return true
	}
	return terminal && environ("TERM") != "dumb" && environ("CLICOLOR") != "0"
}

func set(value string) bool { return value != "" && value != "0" }
