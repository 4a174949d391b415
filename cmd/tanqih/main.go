// Command tanqih finds the damage that extraction leaves in documents, explains it and repairs what is safe.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/tanqih/tanqih/internal/cli"
)

func main() {
	// A reader that has gone away is an error of a write, not the end of the program: files being fixed are finished.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
