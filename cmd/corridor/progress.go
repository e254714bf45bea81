package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress tells how far a run is: a bar on a terminal, elsewhere a line for each tenth.
type progress struct {
	to          io.Writer
	bar         *progressbar.ProgressBar
	quiet       bool
	total, done int
}

func newProgress(stderr io.Writer, total, done int, quiet bool) *progress {
	p := &progress{to: stderr, quiet: quiet, total: total, done: done}
	if f, ok := stderr.(*os.File); ok && !quiet && done < total && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription("replications"),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(40),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		p.show(p.bar.Set(done))
	}
	return p
}

// step counts one replication.
func (p *progress) step() {
	p.done++
	switch tenth := p.done * 10 / p.total; {
	case p.bar != nil:
		p.show(p.bar.Add(1))
	case !p.quiet && tenth > (p.done-1)*10/p.total:
		fmt.Fprintf(p.to, "%3d %%: %d of %d replications\n", p.done*100/p.total, p.done, p.total)
	}
}

// clear makes room for a line of text.
func (p *progress) clear() {
	if p.bar != nil {
		p.show(p.bar.Clear())
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		p.show(p.bar.Finish())
	}
}

// show gives up the bar when it cannot be drawn; the run goes on.
func (p *progress) show(err error) {
	if err != nil {
		p.bar = nil
	}
}
