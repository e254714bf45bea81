package corridor

import (
	"corridor/sim/des"
)

var spanKind = Kind{Name: "span", Doc: "A stretch of the corridor whose transit time is reported, to be held against published times.", New: func() Spec {
	return &Span{}
}}

// Span is the time from the arrival of cargo at one place to its arrival at another.
type Span struct {
	From   []Ref  `doc:"where the clock starts: the first of these places that the route has" to:"place" need:"yes"`
	To     Ref    `doc:"where it stops" to:"place" need:"yes"`
	Family string `doc:"cargo family that is measured; absent: all"`
}

// spanState is a Span in one World.
type spanState struct {
	spec *Span
	hist des.Histogram // h, weighted by pieces
	sum  des.Area
	n    int64
}

// spanEnd says that a span ends when cargo leaves the step before: its time is what the account
// holds for the steps from first to the present one.
type spanEnd struct {
	span  *spanState
	first int
}

func (s *Span) build(b *builder) {
	st := &spanState{spec: s}
	b.w.spans = append(b.w.spans, st)
	b.value("transit.mean", "d", func(des.Time) float64 { return st.sum.Float() / float64(st.n) / float64(day) })
	for _, p := range percentiles {
		b.value("transit."+p.name, "d", func(des.Time) float64 { return st.hist.Quantile(p.p) / 24 })
	}
}

// wireSpans notes at which steps of a route spans end.
func (w *World) wireSpans(f *flowState, r *routeState) {
	r.spans = make([][]spanEnd, len(r.steps))
	for _, s := range w.spans {
		if s.spec.Family != "" && s.spec.Family != f.spec.Family {
			continue
		}
		first := none
		for i, st := range r.steps {
			path := Ref(w.scenario.Things[st.place].Path)
			if first == none && contains(s.spec.From, path) {
				first = i
			}
			if first != none && i > first && path == s.spec.To {
				r.spans[i-1] = append(r.spans[i-1], spanEnd{s, first})
				break
			}
		}
	}
}

// endSpans adds the time of the spans that end with the present step of a consignment.
func (w *World) endSpans(x *consignment, ends []spanEnd) {
	for _, e := range ends {
		took := x.between(e.first, int(x.step))
		e.span.hist.AddN(inHours(took), uint64(x.n))
		e.span.sum.AddMul(x.n, took)
		e.span.n += x.n
	}
}

func (s *Span) check(c *checker, path string) {
	if s.Family != "" && !c.hasFamily(s.Family) {
		c.say(path+".family", "no flow is of the family %q", s.Family)
	}
	if contains(s.From, s.To) {
		c.say(path+".to", "the two ends must differ")
	}
}
