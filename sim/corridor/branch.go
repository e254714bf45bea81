package corridor

// A branch is one of the routes of a flow on paper: those that are open on the day, with the share of the cargo that goes
// there. Where the fastest route is chosen the shares are those of the file as well, since only a run tells the times.
type branch struct {
	*flowState
	steps []step
	share float64
	cut   bool // crosses the cut in a counted direction
}

// branches are the open routes of a flow; where all have the share 0, each takes as much as the others.
func (f *flowState) branches() (out []branch) {
	before := 0.0
	for _, o := range f.odds {
		r := &f.routes[o.route]
		out = append(out, branch{f, r.steps, o.share - before, r.cut})
		before = o.share
	}
	if !(before > 0) {
		for i := range out {
			out[i].share = 1 / float64(len(out))
		}
	}
	return out
}

// byTime tells whether a flow takes the fastest of several routes.
func (f *flowState) byTime() bool { return f.spec.Choose == "fastest" && len(f.odds) > 1 }

// users are the flows that use an element of which a piece of each branch takes so much: by path, with what a unit takes that
// uses it, and the share of the flow that does.
func (l *ledger) users(perPiece []float64) (flows []string, each, parts []float64) {
	for f, st := range l.flows {
		if perPiece[f] <= 0 || st.share <= 0 {
			continue
		}
		n := len(flows) - 1
		if n < 0 || flows[n] != st.path {
			flows, each, parts = append(flows, st.path), append(each, 0), append(parts, 0)
			n++
		}
		one := min(perPiece[f], noCapacity) * float64(st.unit.Scale())
		sum := parts[n] + st.share
		each[n], parts[n] = (each[n]*parts[n]+one*st.share)/sum, sum
	}
	return flows, each, parts
}

// ByTime are the flows, by path, that take the fastest of several routes on the day when the run begins.
func ByTime(s *Scenario) (paths []string) {
	for _, f := range New(s.first(), Choices{}).flows {
		if f.byTime() {
			paths = append(paths, f.path)
		}
	}
	return paths
}
