package corridor

import (
	"time"

	"corridor/sim/des"
)

// The rules of closing time. They mean the same wherever work goes by a calendar: pause stops and goes on at opening;
// finish ends what has begun; fits begins only what ends in time. At a station, whose work is one act, there is restart: what does
// not end in time begins again at opening. The work of cranes is never done twice, and at customs, where nobody waits for another,
// restart would be what fits is.

// done is when work of a length ends which is wanted from now on. Work that fits into no opening of four weeks begins at
// the first and pauses.
func (o *timeOpen) done(rule string, now des.Time, length time.Duration) des.Time {
	switch {
	case o == nil || rule == "" || rule == "pause":
		return o.finish(now, length)
	case rule == "finish":
		if !o.isOpen(now) {
			now = o.turns(now)
		}
		if now == des.Never {
			return des.Never
		}
		return now.Add(length)
	}
	if at := o.fits(now, length); at != des.Never {
		return at.Add(length)
	}
	return o.finish(now, length)
}

// fits is the first time from now on at which work of a length can begin that is done by closing time; Never within four weeks.
func (o *timeOpen) fits(now des.Time, length time.Duration) des.Time {
	for at := now; at != des.Never && at.Sub(now) < 28*day; {
		edge := o.turns(at)
		if o.isOpen(at) && (edge == des.Never || at.Add(length) <= edge) {
			return at
		}
		at = edge
	}
	return des.Never
}

// holds tells whether work of a length that has not begun waits for a later opening.
func (o *timeOpen) holds(rule string, now des.Time, length time.Duration) bool {
	if o == nil || o.open && rule != "fits" {
		return false
	}
	if !o.open {
		return true
	}
	at := o.fits(now, length)
	return at != now && at != des.Never
}
