package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// interruptible is a context that ends with the first Ctrl-C (or SIGTERM of a batch system), so that
// the replications under way are finished and kept. The second ends the program at once; what is
// lost then is at most the last second, and the journal can still be gone on with.
func interruptible(stderr io.Writer) (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		if _, sent := <-signals; !sent {
			return
		}
		fmt.Fprintln(stderr, "stopping after the replications under way; once more stops at once")
		cancel()
		if _, sent := <-signals; sent {
			os.Exit(exitStopped)
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals) // nothing is sent after Stop
		cancel()
	}
}
