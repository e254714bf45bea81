package corridor

// What a ban has held would set out in one moment when the ban is lifted, and a queue many times as long as the ban allows
// would stand before the siding some days later. So trains for the siding leave by the day until none is held up any more:
// from all origins together as many as the siding unloads, those first whose cargo has waited longest. Cargo that comes
// meanwhile takes its turn behind them, and waits because of the ban too.

// holds tells whether trains wait to be made up for the siding.
func (x *ban) holds(w *World) bool {
	for _, p := range x.piles {
		if p.due(w) {
			return true
		}
	}
	return false
}

// perDay is the number of trains a day that may leave for the siding: by exception or, after the ban, as many as it
// unloads. That is the best rate which it has kept up for a window so far, not the last one: a siding to which few trains
// were let would for ever be sent no more. Before the first window has passed it is the mean so far; it is one at least.
func (x *ban) perDay() float64 {
	if x.on {
		return float64(x.spec.Exceptions)
	}
	trains, looks := x.best, len(x.looks)
	if x.seen < looks {
		trains, looks = x.sum, x.seen
	}
	return max(1, float64(trains)/float64(looks)*24/x.spec.every().Hours())
}
