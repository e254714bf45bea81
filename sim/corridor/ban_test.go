package corridor

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// banned1 is a line of 10 h to a siding that unloads a train in 24 h. Ten trains set out for it at hour 1000; cargo
// for two more comes at hour 1100.
func banned1(b *Ban) *Scenario {
	s := model(1, 1900, map[string]Spec{
		"flow.first":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1000)), des.Constant(10), "train.t" }),
		"flow.second": flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1100)), des.Constant(2), "train.t" }),
		"train.t":     newOf(trainKind, func(k *Train) { k.Load = Amount{1, Items} }),
		"route.r":     routeOf("terminal.a", "rail.l", "terminal.b"),
		"terminal.a":  terminalOf(),
		"rail.l":      newOf(railKind, func(r *Rail) { r.Length, r.Speed = 36000, 1 }),
		"terminal.b": terminalOf(func(x *Terminal) {
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(24), Cranes: 1, Receiving: 1, Ban: b}}}
		}),
	})
	s.Run.AtMeans = true
	return s
}

// TestBanByHand: the queue is looked at at hour 1008, when ten trains are under way: more than three. Train k is empty at
// hour 1010 + 24 k, so the first look that finds half of three is that of hour 1248. Of a train every four days by
// exception, the first is due when the cargo comes, the second at hour 1176; the ban is then lifted at hour 1296. Without
// exceptions one of the two that the ban held leaves when it is lifted, the other a day later: (148 + 172) / 2.
func TestBanByHand(t *testing.T) {
	for _, c := range []struct {
		ban               *Ban
		held, waits, most float64
	}{
		{nil, 0, 0, 0},
		{&Ban{Trains: 3}, 240, 160, 2},
		{&Ban{Trains: 3, Exceptions: 0.25}, 288, 38, 2},
	} {
		m := run(t, banned1(c.ban), 0)
		if got := m["flow.second.step.00.ban"]; !(math.Abs(got-c.waits) <= 1e-9) {
			t.Errorf("%+v: %v h of ban a train, want %v", c.ban, got, c.waits)
		}
		if c.ban == nil {
			continue
		}
		for name, want := range map[string]float64{
			"terminal.b.ban.on.mean": c.held / 1900, "terminal.b.siding.s.ban.on.mean": c.held / 1900,
			"terminal.a.made.banned.items.max": c.most, "terminal.a.made.banned.items.mean": c.waits * 2 / 1900, "flow.second.rate": 2 / 1900.,
		} {
			if !(math.Abs(m[name]-want) <= 1e-9) {
				t.Errorf("%+v: %s = %v, want %v", c.ban, name, m[name], want)
			}
		}
	}
}

// TestBanAtTheEnd: a run that ends at hour 1201 ends in the ban, one that ends at 1256 in the plan after it, one that ends at
// 1901 in neither.
func TestBanAtTheEnd(t *testing.T) {
	for length, want := range map[float64][2]float64{1200: {1, 0}, 1255: {0, 1}, 1900: {0, 0}} {
		s := banned1(&Ban{Trains: 3})
		s.Run.Length = h(length)
		m := run(t, s, 0)
		if got := [2]float64{m["terminal.b.siding.s.ban.on.last"], m["terminal.b.siding.s.ban.plan.on.last"]}; got != want {
			t.Errorf("after %v h: ban and plan %v, want %v", length, got, want)
		}
	}
}

// TestBanInDays: at a siding that has unloaded a train a day, five days are five trains.
func TestBanInDays(t *testing.T) {
	banOf := func(b *Ban) map[string]float64 {
		s := banned1(b)
		spec[*Flow](s, "flow.first").Every = every(hours(24))
		spec[*Flow](s, "flow.first").Batch = des.Constant(1)
		spec[*Flow](s, "flow.second").Batch = des.Constant(9)
		return run(t, s, 0)
	}
	want, got := banOf(&Ban{Trains: 5}), banOf(&Ban{Days: 5 * day})
	if want["terminal.b.siding.s.ban.count"] == 0 {
		t.Fatal("no ban at all")
	}
	for name, x := range want {
		if got[name] != x && !math.IsNaN(x) {
			t.Errorf("%s: %v in days, %v in trains", name, got[name], x)
		}
	}
	if none := banOf(&Ban{Days: 50 * day}); none["terminal.b.siding.s.ban.count"] != 0 {
		t.Errorf("%v bans at 50 d", none["terminal.b.siding.s.ban.count"])
	}
}

// TestBanMovesTheQueue: with more trains than a siding can unload the ban changes nothing in what is carried; but the queue
// stands at the origin. After the ban the plan has 11 trains bound for the siding at every look: the 10 with which the ban
// ended and one for the day until the next look, by which one has gone. One is unloaded, one is loaded for 8 h of 24, one is on
// the line for 10 h of 24: from 8.25 to 9.25 wait, by the hour of the day at which one goes.
func TestBanMovesTheQueue(t *testing.T) {
	of := func(b *Ban) map[string]float64 {
		s := banned1(b)
		s.Run.AtMeans, s.Run.LeadIn, s.Run.Length = false, 400*day, 400*day
		spec[*Flow](s, "flow.second").Every = every(hours(1e6))
		spec[*Terminal](s, "terminal.a").Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(8), Departure: 1}}}
		f := spec[*Flow](s, "flow.first")
		f.Every, f.Batch = every(exp(20)), des.Constant(1)
		return run(t, s, 0)
	}
	with, without := of(&Ban{Trains: 20}), of(nil)
	if a, b := with["flow.first.rate"], without["flow.first.rate"]; !(math.Abs(a-1./24) <= 1e-4) || !(math.Abs(b-1./24) <= 1e-4) {
		t.Errorf("%v trains an hour with the ban, %v without, want 1/24", a, b)
	}
	if q := with["terminal.b.siding.s.queue.max"]; q > 25 {
		t.Errorf("up to %v trains wait with the ban", q)
	}
	if q := with["terminal.b.siding.s.queue.mean"]; q < 8.25 || q > 9.25 {
		t.Errorf("%v trains wait with the ban, want 8.25 to 9.25", q)
	}
	moved := without["terminal.b.siding.s.queue.mean"] - with["terminal.b.siding.s.queue.mean"]
	if at := with["terminal.a.made.queue.items.mean"] - without["terminal.a.made.queue.items.mean"]; !(math.Abs(at-moved) <= 0.05*moved) {
		t.Errorf("the cargo of %v trains more is at the origin, %v trains less wait at the siding", at, moved)
	}
	if plan, at := with["terminal.b.siding.s.ban.plan.on.mean"], with["terminal.a.made.banned.items.mean"]; plan != 1 || !(math.Abs(at-moved) <= 0.05*moved) {
		t.Errorf("the plan holds %v of %v trains at the origin and for %v of the time", at, moved, plan)
	}
}

// TestBanFaults: what a ban cannot be.
func TestBanFaults(t *testing.T) {
	hour := time.Hour
	for text, b := range map[string]*Ban{
		"needs days or trains": {}, "one of them": {Days: day, Trains: 3}, "as long as every": {Trains: 3, Window: &hour},
	} {
		faults := Check(banned1(b))
		if len(faults) != 1 || !strings.Contains(faults[0].Text, text) || !strings.HasPrefix(faults[0].Path, "terminal.b.siding.s.ban") {
			t.Errorf("%+v: %v, want %q", b, faults, text)
		}
	}
}

// TestChangeOfBan: a ban that holds is lifted at the next look when ten times as many trains may wait.
func TestChangeOfBan(t *testing.T) {
	s := banned1(&Ban{Trains: 3})
	then := *spec[*Terminal](s, "terminal.b")
	then.Siding = Map[Siding]{{"s", then.Siding[0].Value}}
	then.Siding[0].Value.Ban = &Ban{Trains: 30}
	m := run(t, on(s, 2, 14, map[string]Spec{"terminal.b": &then}), 0) // hour 44 * 24 + 1 = 1057; the next look is at 1080
	if got := m["terminal.b.ban.on.mean"] * 1900; !(math.Abs(got-(1080-1008)) <= 1e-6) {
		t.Errorf("a ban of %v h, want 72", got)
	}
}

// TestBanTakesWhatWaits: cargo that waits for its train to fill when the ban begins, at hour 1008, is charged to the ban from
// then on, and its patience of 100 h ends with the ban at hour 1248.
func TestBanTakesWhatWaits(t *testing.T) {
	s := banned1(&Ban{Trains: 3})
	s.Things = append(s.Things, Thing{Path: "train.u", Spec: newOf(trainKind, func(k *Train) { k.Load, k.OrAfter = Amount{4, Items}, h(100) })})
	f := spec[*Flow](s, "flow.second")
	f.Every, f.Train = every(hours(1001)), "train.u"
	slices.SortFunc(s.Things, func(a, b Thing) int { return strings.Compare(a.Path, b.Path) })
	m := run(t, s, 0)
	if wagon, ban := m["flow.second.step.00.wagon"], m["flow.second.step.00.ban"]; !(math.Abs(wagon-7) <= 1e-9) || !(math.Abs(ban-240) <= 1e-9) {
		t.Errorf("%v h for the train and %v h of ban, want 7 and 240", wagon, ban)
	}
}

// TestExceptionsByAge: the ban of TestBanByHand, with an exception every four days. Cargo for two trains comes at hour 1100, cargo for
// one of another kind at hour 1120. The first exception is due at hour 1100, the second at 1176 and the third at 1272: so long do the
// three wait in the order of their ages, whichever kind the cargo before the ban has been of.
func TestExceptionsByAge(t *testing.T) {
	for _, old := range []Ref{"train.t", "train.u"} {
		s := banned1(&Ban{Trains: 3, Exceptions: 0.25})
		m := specsOf(s)
		m["train.u"] = newOf(trainKind, func(k *Train) { k.Load = Amount{1, Items} })
		young := Ref("train.u")
		if old == "train.u" {
			young = "train.t"
		}
		m["flow.second"].(*Flow).Train = old
		m["flow.third"] = flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1120)), des.Constant(1), young })
		s.Things = things(m)
		got := run(t, s, 0)
		for name, want := range map[string]float64{
			"flow.second.step.00.ban": (0 + 76) / 2., "flow.third.step.00.ban": 152,
			"terminal.b.ban.on.mean": (1320 - 1008) / 1900., "flow.second.rate": 2 / 1900., "flow.third.rate": 1 / 1900.,
		} {
			if !(math.Abs(got[name]-want) <= 1e-9) {
				t.Errorf("older cargo by %s: %s = %v, want %v", old, name, got[name], want)
			}
		}
	}
}
