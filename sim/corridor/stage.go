package corridor

// stage is a step of a route of a flow with what holds for all its cargo there, found once: World.stages has one for
// each cell of World.passed.
type stage struct {
	flow   *flowState
	way    Way
	last   bool   // cargo is delivered here
	first  bool   // cargo is born here
	store  int8   // of the depot, where it lies; none: no limit
	siding int8   // of the depot, where its trains are handled
	stay   uint64 // its number among the stays in this place, for keyed draws: a place more on the way changes no draw of the others
	leg    int32  // by which it goes on; none: not by rail
	lane   *lane  // by which it goes on; nil: not by sea
	quay   *quay  // where it waits for a ship of that lane
	pile   *pile  // where it waits for a train; nil: none has come yet
}

// wireStages finds all stages, when everything else is in place.
func (w *World) wireStages() {
	w.stages = make([]stage, len(w.passed))
	for _, f := range w.flows {
		for i := range f.routes {
			for k := range f.routes[i].steps {
				w.stages[int(f.routes[i].birth.stops)+k] = w.newStage(f, &f.routes[i], k)
			}
		}
	}
}

func (w *World) newStage(f *flowState, r *routeState, k int) stage {
	at := r.steps[k]
	st := stage{flow: f, way: at.way, first: k == 0, last: k == len(r.steps)-1, store: none, leg: r.legs[k]}
	for _, s := range r.steps[:k] {
		if s.place == at.place {
			st.stay++
		}
	}
	if d, is := w.places[at.place].(*depot); is {
		st.store, st.siding = d.storeFor(f, at.way), d.tracksFor(f)
	}
	if st.last {
		return st
	}
	next := r.steps[k+1]
	if l, is := w.places[next.place].(*lane); is {
		st.lane, st.quay = l, l.quayOf(w, int(next.way), f)
	}
	return st
}

// stageOf is the stage where cargo is.
func (w *World) stageOf(x *consignment) *stage { return &w.stages[int(x.stops)+int(x.step)] }
