package corridor

import (
	"slices"
	"time"

	"corridor/sim/des"
)

// Dated is a day inside the run from which some things are other than before: the full new Spec of
// each of them.
type Dated struct {
	On     time.Time
	Things []Thing
}

// changer is a thing whose Spec may change inside a run, on the day of a measure. What is under way
// ends by the old rule. b is the thing's builder: a sampler can be made anew at any time, since draws
// are keyed; metrics are made once, when the World is built, never here. The fields that may change
// have the tag dated; Check refuses a change of any other.
type changer interface {
	change(w *World, b *builder, to Spec)
}

// epoch is a stretch of the run in which no Spec changes.
type epoch struct {
	at       des.Time // its beginning
	scenario *Scenario
}

// begins is the first moment of the lead-in.
func (r *Run) begins() time.Time { return r.Start.Add(-r.LeadIn) }

// ends is the end of the measured period.
func (r *Run) ends() time.Time { return r.Start.Add(r.Length) }

// there tells whether a thing exists at a moment.
func (t *Thing) there(at time.Time) bool {
	return !t.From.After(at) && (t.Until.IsZero() || t.Until.After(at))
}

// days are the moments inside the run at which something changes, in order.
func (s *Scenario) days() (out []time.Time) {
	note := func(t time.Time) {
		if t.After(s.Run.begins()) && t.Before(s.Run.ends()) {
			out = append(out, t)
		}
	}
	for _, d := range s.Dated {
		note(d.On)
	}
	for _, t := range s.Things {
		note(t.From)
		note(t.Until)
		if c, ok := t.Spec.(*Closure); ok {
			note(c.From)
			note(c.Until)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

// on is the scenario as it is at a moment: the same things, in the same order, with the Specs of
// that moment. A thing that is not there yet has its first Spec.
func (s *Scenario) on(at time.Time) *Scenario {
	now := *s
	now.Things = slices.Clone(s.Things)
	for _, d := range s.Dated {
		if d.On.After(at) {
			continue
		}
		for _, t := range d.Things {
			now.Things[s.Find(t.Path)].Spec = t.Spec
		}
	}
	return &now
}

// epochs are the stretches of the run; one if nothing changes.
func (s *Scenario) epochs() []epoch {
	if len(s.Dated) == 0 && len(s.days()) == 0 {
		return []epoch{{0, s}}
	}
	out := []epoch{{0, s.on(s.Run.begins())}}
	for _, day := range s.days() {
		out = append(out, epoch{des.Time(day.Sub(s.Run.begins())), s.on(day)})
	}
	return out
}

// changes is the actor that carries out the dated changes; it stands behind the things.
type changes struct{}

// begin schedules all days of change ahead of everything else, so that on its day a change comes
// before whatever else happens at that moment.
func (changes) begin(w *World) {
	for i, e := range w.epochs[1:] {
		w.after(time.Duration(e.at), dawn, placeID(len(w.scenario.Things)), int32(i+1), 0)
	}
	w.beginYears()
}

// handle begins an epoch: calendars first, as when the World is built, then the things in order. A negative number is
// that of a year which begins.
func (changes) handle(w *World, e event) {
	if e.who < 0 {
		w.turnYear(int(-e.who))
		return
	}
	before := w.scenario
	w.epoch = int(e.who)
	w.scenario = w.epochs[w.epoch].scenario
	w.level = levelOf(w.scenario, w.levelName)
	recalled := w.recall()
	for _, calendars := range []bool{true, false} {
		for i := range w.scenario.Things {
			if _, is := w.scenario.Things[i].Spec.(*Calendar); is == calendars {
				w.changeThing(placeID(i), before.Things[i].Spec)
			}
		}
	}
	for _, f := range w.flows {
		f.turnEpoch(w.epoch)
	}
	w.turnDetours()
	for _, f := range w.flows {
		f.sendHeld(w)
	}
	if recalled {
		w.formThinned()
	}
}

func (w *World) changeThing(i placeID, old Spec) {
	t := &w.scenario.Things[i]
	if t.Spec != old {
		if c, ok := w.actors[i].(changer); ok {
			c.change(w, &builder{w: w, thing: i, path: t.Path}, t.Spec)
		} else if w.actors[i] != nil {
			w.failf(i, "cannot change inside a run: Check was not called")
		}
	}
	if _, begun := w.actors[i].(*timeOpen); w.appears(i) && !begun {
		if g, ok := w.actors[i].(interface{ begin(*World) }); ok {
			g.begin(w)
		}
	}
}

// appears tells whether a thing is there from the present epoch on and was not before.
func (w *World) appears(i placeID) bool {
	from := w.scenario.Things[i].From
	return !from.IsZero() && des.Time(from.Sub(w.scenario.Run.begins())) == w.epochs[w.epoch].at && w.epoch > 0
}

// awaited tells whether a thing is not there yet when the run begins.
func (w *World) awaited(i placeID) bool {
	return w.scenario.Things[i].From.After(w.scenario.Run.begins())
}
