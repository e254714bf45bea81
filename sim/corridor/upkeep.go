package corridor

import (
	"time"

	"corridor/sim/des"
)

// Breakdowns and overhauls of ships.

// clock is what the time between two of them counts: the calendar, or the hours at sea and at work.
func (i *Interval) clock(sh *ship, now des.Time) des.Time {
	if i.Clock == "sailing" {
		return des.Time(sh.used)
	}
	return now
}

// next is the clock's time of the next one, if this one begins now and takes d.
func (i *Interval) next(sh *ship, now des.Time, d, every time.Duration) des.Time {
	if i.Clock == "sailing" {
		d = 0 // the clock stands still
	}
	return i.clock(sh, now).Add(d + every)
}

func (f *fleet) overhaulEvery() time.Duration {
	return time.Duration(f.spec.Overhaul.Every.Mean() * float64(time.Second))
}

// insure begins or ends the counting of breakdowns and overhauls of a ship. had is what the fleet was before; nil: the
// ship is new.
func (f *fleet) insure(w *World, sh *ship, had *Vessel) {
	now := w.sim.Now()
	if o := f.spec.OffHire; o == nil || w.scenario.Run.AtMeans {
		sh.down = des.Never
	} else if had == nil || had.OffHire == nil || had.OffHire.Clock != o.Clock {
		sh.down = o.next(sh, now, 0, f.up.Duration(sh.serial, uint64(sh.downs)))
	}
	if o := f.spec.Overhaul; o == nil {
		sh.dock = des.Never
	} else if had == nil || had.Overhaul == nil || had.Overhaul.Clock != o.Clock {
		sh.dock = o.next(sh, now, 0, f.overhaulEvery())
	}
}

// downtime tells whether a breakdown or an overhaul is due, and how long it lasts. A ship finishes its voyage first.
func (f *fleet) downtime(sh *ship, now des.Time) (time.Duration, bool) {
	if o := f.spec.Overhaul; o != nil && sh.dock <= o.clock(sh, now) {
		d := f.dock.Duration(sh.serial, uint64(sh.docks))
		sh.dock = o.next(sh, now, d, f.overhaulEvery())
		sh.docks++
		return d, true
	}
	if o := f.spec.OffHire; o != nil && sh.down <= o.clock(sh, now) {
		sh.downs++
		d := f.fix.Duration(sh.serial, uint64(sh.downs))
		sh.down = o.next(sh, now, d, f.up.Duration(sh.serial, uint64(sh.downs)))
		return d, true
	}
	return 0, false
}

// commission lets the calendar of a ship begin on the day on which its fleet comes, which may lie inside the run.
func (f *fleet) commission(sh *ship, now des.Time) {
	if o := f.spec.OffHire; sh.down != des.Never && o.Clock != "sailing" {
		sh.down += now
	}
	if o := f.spec.Overhaul; sh.dock != des.Never && o.Clock != "sailing" {
		sh.dock += now
	}
}
