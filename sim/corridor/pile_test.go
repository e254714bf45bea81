package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// TestTrainsOfOneInstant: trains that are made up and loaded at one moment set out in the order in which their cargo came.
// Three pieces come at hour 1000 and wait for a fourth; nine come at hour 1100. The first of three trains has the three: they
// wait 100 h, run 10 h and are unloaded in 24 h, before the other trains.
func TestTrainsOfOneInstant(t *testing.T) {
	for _, departures := range []int{0, 1} {
		s := banned1(nil)
		spec[*Rail](s, "rail.l").Tracks = 2
		spec[*Train](s, "train.t").Load = Amount{4, Items}
		spec[*Flow](s, "flow.first").Batch = des.Constant(3)
		spec[*Flow](s, "flow.second").Batch = des.Constant(9)
		spec[*Terminal](s, "terminal.a").Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Departure: departures}}}
		m := run(t, s, 0)
		if got := m["flow.first.transit.mean"] * 24; !(math.Abs(got-(100+10+24)) <= 1e-6) {
			t.Errorf("%d departure tracks: the first cargo takes %v h, want 134", departures, got)
		}
	}
}

// TestLeastLoadWithoutWagons: trains of ten of twenty may leave, and two do at once, with twenty of 25 wagons. From then on loads wait for
// wagons: when ten of them are back after twenty hours fifteen stand there, but what waits has grown to a full train, which leaves an hour
// later with the other ten. The train has not left with fewer.
func TestLeastLoadWithoutWagons(t *testing.T) {
	s := halves(25)
	v := spec[*Wagon](s, "wagon.w")
	v.Stock[0].Value.Share, v.Stock[1].Value.Share = 1, 0
	v.Stock[1].Value.Return = []Ref{"flow.back"}
	withoutThing(s, "flow.home")
	spec[*Train](s, "train.t").AtLeast = 0.5
	f := spec[*Flow](s, "flow.out")
	f.Every, f.Batch = every(hours(1)), des.Constant(10)
	s.Run.AtMeans = true
	for _, c := range []struct{ hours, trains, load float64 }{{3, 2, 10}, {20.5, 2, 10}, {21.5, 2, 10}, {22.5, 3, 40. / 3}} {
		s.Run.Length = h(c.hours)
		w := New(s, Choices{Seed: 1})
		w.Run()
		m := metrics(w)
		if n, load := m["terminal.a.made.load.items.n"], m["terminal.a.made.load.items.mean"]; n != c.trains || !(math.Abs(load-c.load) <= 1e-9) {
			t.Errorf("after %v h: %v trains of %v, want %v of %v", c.hours, n, load, c.trains, c.load)
		}
	}
}

// TestLeastOfALoad: the pieces with which a train may leave are the share of its load, to the piece, though shares are not exact.
func TestLeastOfALoad(t *testing.T) {
	for per := range int64(101) {
		for _, load := range []int64{1, 7, 50, 100, 1e6, 4e9} {
			k := Train{AtLeast: Ratio(per) / 100, Load: Amount{load, Items}}
			if got, want := k.least(), (per*load+99)/100; got != want {
				t.Errorf("%d %% of %d are %d, want %d", per, load, got, want)
			}
		}
	}
}
