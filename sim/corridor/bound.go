package corridor

import (
	"time"

	"corridor/sim/des"
)

// No place ever holds more than it has room for. Whatever takes room is held against the Spec at that moment, by what the
// place measures, not by what it decided with: a track that is given away twice shows at once, with who took it, where and when.

// within fails the replication if something at a place is taken so often that somebody has taken too much of it.
func (w *World) within(at placeID, kind string, who int32, n, most int64, what string) {
	if checked && n > most {
		w.over(at, kind, who, n, most, what)
	}
}

// apart fails the replication if a train follows another one too soon on a way that takes them a gap apart.
func (w *World) apart(at placeID, who trainID, since, gap time.Duration, what string) {
	if checked && since < gap {
		w.failf(at, "train %d follows %v after another, %s are %v apart", who, since, what, gap)
	}
}

// nobodyYet and noGap are what apart begins with: no train has come, and no gap has been asked for.
var (
	nobodyYet = [2]des.Time{-1 << 62, -1 << 62}
	noGap     = [2]time.Duration{1<<63 - 1, 1<<63 - 1}
)

// alone fails the replication if a train goes where another one is.
func (w *World) alone(at placeID, who, there trainID, what string, number int) {
	if checked && there != none {
		w.failf(at, "train %d enters %s %d, where train %d is", who, what, number, there)
	}
}

// over is apart from within to let the latter be inlined.
//
//go:noinline
func (w *World) over(at placeID, kind string, who int32, n, most int64, what string) {
	w.failf(at, "%s %d takes more than there is: %d of %d %s", kind, who, n, most, what)
}
