package corridor

import (
	"math"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// circuit is a line of 10 h between two terminals with cargo for ten trains an hour at the first, which consist of ten
// wagons of a pool; the second unloads a train in 2 h, and its wagons come back as a train of their own.
func circuit(count int, m map[string]Spec) *Scenario {
	for path, s := range map[string]Spec{
		"flow.f":     flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1)), des.Constant(100), "train.t" }),
		"flow.back":  backTo("route.r", "train.e"),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 10 }),
		"train.e":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 }),
		"route.r":    routeOf("terminal.a", "rail.l", "terminal.b"),
		"terminal.a": terminalOf(),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 36000, 1 }),
		"terminal.b": unloads(2),
		"wagon.pool": poolOf(count, "train.t", "terminal.a", "terminal.b"),
	} {
		if _, given := m[path]; !given {
			m[path] = s
		}
	}
	return model(1, 2200, m)
}

func unloads(h float64) Spec {
	return terminalOf(func(x *Terminal) { x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(h)}}} })
}

func backTo(route, train string) Spec {
	return flowTo(route, func(f *Flow) {
		f.Family, f.Direction, f.Load, f.Train, f.Counted = "empty", "east", &Amount{1, Trains}, Ref(train), false
	})
}

// poolOf is a pool that stands in a stock of one place and comes back to it from others by flow.back.
func poolOf(count int, train Ref, home Ref, away ...Ref) Spec {
	return newOf(wagonKind, func(v *Wagon) {
		v.Count, v.Trains = count, []Ref{train}
		v.Stock = Map[Stock]{{"away", Stock{Places: away, Return: []Ref{"flow.back"}}}, {"home", Stock{Places: []Ref{home}, Share: 1}}}
	})
}

// TestFiniteWagons: W wagons in trains of ten, on a cycle of 10 + 2 + 10 h, carry W / 10 / 22 trains an hour and no more,
// or what is offered. A trip takes 10 + 2 h and a wagon is away for 22, however many there are; the turn-round, W a
// load, is as long while they are few, and longer when some stand idle; no wagon is ever idle while cargo waits.
func TestFiniteWagons(t *testing.T) {
	for count, want := range map[int]float64{10: 1. / 22, 30: 3. / 22, 35: 3. / 22, 110: 11. / 22, 220: 10. / 10, 500: 10, 0: 10} {
		if count == 220 {
			want = 1
		}
		s := circuit(count, map[string]Spec{})
		if count == 500 || count == 0 {
			spec[*Flow](s, "flow.f").Batch, want = des.Constant(10), 1
		}
		m := run(t, s, 0)
		if got := m["flow.f.rate"] / 10; !(math.Abs(got-want) <= 12./2200*want) {
			t.Errorf("%d wagons: %.5f trains an hour, want %.5f", count, got, want)
		}
		times := map[string]float64{"trip": 12, "away": 22, "turnround": float64(count) / (10 * want)}
		for what, hours := range times {
			if got := 24 * m["wagon.pool."+what]; count > 0 && !(math.Abs(got-hours) <= 0.012*hours) {
				t.Errorf("%d wagons: %s %v h, want %v", count, what, got, hours)
			}
		}
		if count == 0 {
			if top := m["wagon.pool.count.last"]; top != 220 && top != 230 {
				t.Errorf("%v wagons bought, want those of 22 or 23 trains", top)
			}
			continue
		}
		used, back, empty := m["wagon.pool.in_use.mean"], m["wagon.pool.returning.mean"], m["wagon.pool.empty.home.mean"]+m["wagon.pool.empty.away.mean"]
		if !(math.Abs(used+back+empty-float64(count)) <= 1e-9) {
			t.Errorf("%d wagons: %v in use, %v on their way back, %v empty", count, used, back, empty)
		}
		if w := 120 * want; !(math.Abs(used-w) <= 0.01*w) {
			t.Errorf("%d wagons: %v in use, want %v by Little's law", count, used, w)
		}
		if short := m["wagon.pool.short.mean"]; count <= 220 && short < 0.98 || count == 500 && short != 0 {
			t.Errorf("%d wagons: short %v of the time", count, short)
		}
	}
}

// TestWagonsWaitOnTheirCause: what a train waits for is charged to wagons, at its origin.
func TestWagonsWaitOnTheirCause(t *testing.T) {
	m := run(t, circuit(30, map[string]Spec{"flow.f": flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Train = every(hours(2000)), des.Constant(60), "train.t"
	})}), 0)
	// six trains at hour 2000: three at once, three when the first are back, 22 h later
	if got := m["flow.f.step.00.wagon"]; !(math.Abs(got-11) <= 1e-9) {
		t.Errorf("%v h for wagons in the mean, want 11", got)
	}
	if got := m["wagon.pool.waiting.mean"]; !(math.Abs(got-22) <= 1e-9) || m["wagon.pool.waiting.n"] != 3 {
		t.Errorf("%v loads waited, %v h each; want three, 22 h each", m["wagon.pool.waiting.n"], got)
	}
	for _, name := range []string{"queue", "held.terminal.a"} {
		if got := m["wagon.pool."+name+".mean"]; !(math.Abs(got-3*22./2200) <= 1e-9) {
			t.Errorf("%s: %v loads wait in the mean, want three for 22 h of 2200", name, got)
		}
	}
}

// TestReceivingTrain: cargo changes gauge only when wagons of the other gauge stand there, and does not hold a track
// before. The cycle is 3 h of transfer, 10 h, 2 h and 10 h back.
func TestReceivingTrain(t *testing.T) {
	m := map[string]Spec{
		"route.r":    routeOf("terminal.a", "border.b", "rail.l", "terminal.b"),
		"route.back": routeOf("terminal.g", "rail.l", "terminal.b"),
		"flow.back":  backTo("route.back", "train.e"),
		"terminal.g": terminalOf(),
		"border.b":   newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: 5, Form: hours(3)} }),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 20, []Ref{"train.t"}
			v.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.back"}}}, {"home", Stock{Places: []Ref{"border.b", "terminal.g"}, Share: 1}}}
		}),
	}
	got := run(t, circuit(0, m), 0)
	if rate := got["flow.f.rate"] / 10; !(math.Abs(rate-2./25) <= 0.01*2/25) {
		t.Errorf("%v trains an hour, want %v", rate, 2./25)
	}
	if busy := got["border.b.gauge.occupied.mean"]; !(math.Abs(busy-3*2./25) <= 0.005) {
		t.Errorf("%v tracks occupied, want %v: no train waits for wagons on a track", busy, 3*2./25)
	}
	if h := got["flow.f.step.01.wagon"]; h < 100 {
		t.Errorf("%v h for wagons at the border", h)
	}
	if all, here := got["wagon.pool.queue.mean"], got["wagon.pool.held.border.b.mean"]; all != here || here < 100 {
		t.Errorf("%v trains wait for wagons, %v of them at the border", all, here)
	}
	if h := got["border.b.gauge.waiting.mean"]; h != 0 {
		t.Errorf("%v h for a track", h)
	}
}

// TestEmptiesAtTheirGauge: empty wagons that come back to the stock at a change of gauge neither change it nor take a slot or
// pass customs: they do not cross. The cycle is that of TestReceivingTrain, where they come to a terminal beside the border.
func TestEmptiesAtTheirGauge(t *testing.T) {
	got := run(t, circuit(0, map[string]Spec{
		"route.r":    routeOf("terminal.a", "border.b", "rail.l", "terminal.b"),
		"route.back": routeOf("border.b", "rail.l", "terminal.b"),
		"flow.back":  backTo("route.back", "train.e"),
		"border.b": newOf(borderKind, func(b *Border) {
			b.Gauge = &Gauge{Tracks: 5, Form: hours(3)}
			b.Slots, b.Customs = Both[Frequency]{0, 1}, Both[des.Dist]{des.Dist{}, hours(7)}
		}),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 20, []Ref{"train.t"}
			v.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.back"}}}, {"home", Stock{Places: []Ref{"border.b"}, Share: 1}}}
		}),
	}), 0)
	if rate := got["flow.f.rate"] / 10; !(math.Abs(rate-2./25) <= 0.01*2/25) {
		t.Errorf("%v trains an hour, want %v", rate, 2./25)
	}
	if busy := got["border.b.gauge.occupied.mean"]; !(math.Abs(busy-3*2./25) <= 0.005) {
		t.Errorf("%v tracks occupied, want %v: those of loads alone", busy, 3*2./25)
	}
}

// TestWhoWaitsGoesFirst: wagons go to where somebody waits for them before they go to where only the share lacks; for that a
// stock gives none of its own share, and if it were looked at first nobody would get any. All ten wagons of the share of c leave at
// 1200 h on a train that never arrives. The ten of b serve the cargo at a all the time, one train every 22 h.
func TestWhoWaitsGoesFirst(t *testing.T) {
	got := run(t, circuit(0, map[string]Spec{
		"terminal.c": terminalOf(), "rail.endless": runOf(5000), "rail.m": runOf(10),
		"route.c": routeOf("terminal.c", "rail.endless", "terminal.b"), "route.m": routeOf("terminal.c", "rail.m", "terminal.b"),
		"flow.last":   flowTo("route.c", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1200)), des.Constant(10), "train.t" }),
		"flow.back-c": backTo("route.m", "train.e"),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 20, []Ref{"train.t"}
			v.Stock = Map[Stock]{
				{"a", Stock{Places: []Ref{"terminal.a"}}},
				{"b", Stock{Places: []Ref{"terminal.b"}, Share: 0.5, Return: []Ref{"flow.back-c", "flow.back"}}},
				{"c", Stock{Places: []Ref{"terminal.c"}, Share: 0.5}},
			}
		}),
	}), 0)
	if rate := got["flow.f.rate"] / 10; !(math.Abs(rate-1./22) <= 0.01/22) {
		t.Errorf("%v trains an hour, want %v", rate, 1./22)
	}
	if got["wagon.pool.empty.c.mean"] > 10*1200./2200+0.1 {
		t.Errorf("%v wagons stand at c", got["wagon.pool.empty.c.mean"])
	}
}

// TestGivingTrain: eastward the wagons of the pool become empty at the change of gauge, and serve the cargo that comes west.
func TestGivingTrain(t *testing.T) {
	way := func(direction string, batch float64) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Train, f.Direction = every(hours(1)), des.Constant(batch), "train.t", direction
		})
	}
	m := map[string]Spec{
		"flow.f": way("west", 100), "flow.east": way("east", 100),
		"route.r":    routeOf("terminal.a", "border.b", "rail.l", "terminal.b"),
		"border.b":   newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: 5, Form: hours(3)} }),
		"terminal.g": terminalOf(),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 30, []Ref{"train.t"}
			v.Stock = Map[Stock]{{"b", Stock{Places: []Ref{"terminal.b"}}}, {"g", Stock{Places: []Ref{"border.b", "terminal.g"}, Share: 1}}}
		}),
	}
	s := circuit(0, m)
	s.Things = slicesDelete(s.Things, "flow.back")
	got := run(t, s, 0)
	// west: 3 h transfer, 10 h, 2 h unloading; east: 2 h loading, 10 h, 3 h transfer
	for _, f := range []string{"flow.f", "flow.east"} {
		if rate := got[f+".rate"] / 10; !(math.Abs(rate-3./30) <= 0.02*3/28) {
			t.Errorf("%s: %v trains an hour, want %v", f, rate, 3./30)
		}
	}
}

func slicesDelete(list []Thing, path string) (out []Thing) {
	for _, x := range list {
		if x.Path != path {
			out = append(out, x)
		}
	}
	return out
}

// TestMachineRepair: trains of a pool that are unloaded by few cranes are the machines of the machine-repair model; the
// time on the line may have any law. Throughput is lambda times the mean number of trains that run.
func TestMachineRepair(t *testing.T) {
	for n := 1; n <= 8; n++ {
		for c := 1; c <= 3; c++ {
			for _, service := range []float64{1, 4, 12} {
				checkMachineRepair(t, n, c, service)
			}
		}
	}
}

// checkMachineRepair runs n trains between a place where they load for 20 h and c cranes of some mean service.
func checkMachineRepair(t *testing.T, n, c int, service float64) {
	t.Helper()
	s := circuit(10*n, map[string]Spec{"flow.f": flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Train = every(hours(1)), des.Constant(10), "train.t"
	}), "terminal.b": terminalOf(func(x *Terminal) {
		x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: exp(service), Cranes: c}}}
	})})
	s.Run.LeadIn, s.Run.Length = h(400), h(6000)
	var rates []float64
	for r := range 10 {
		rates = append(rates, run(t, s, r)["flow.f.rate"]/10)
	}
	mean, se := meanSE(rates)
	if want := repairRate(n, c, 20, service); !(math.Abs(mean-want) <= 4*se+0.003*want) {
		t.Errorf("%d trains, %d cranes of %v h: %v an hour, want %v (standard error %v)", n, c, service, mean, want, se)
	}
}

// repairRate is the throughput of n machines that run for a time and are then served by c servers.
func repairRate(n, c int, runs, service float64) float64 {
	p, sum, running := 1.0, 1.0, float64(n)
	for k := 1; k <= n; k++ { // k at the servers
		p *= float64(n-k+1) / runs / (float64(min(k, c)) / service)
		sum += p
		running += p * float64(n-k)
	}
	return running / sum / runs
}

// TestRepair: of the wagons that become empty half are away for 30 h, so by Little's law half of the loads times 30 h are
// in repair; and what is in repair carries nothing.
func TestRepair(t *testing.T) {
	s := circuit(30, map[string]Spec{})
	spec[*Wagon](s, "wagon.pool").Repair = &Repair{Share: 0.5, Takes: hours(30)}
	m, without := run(t, s, 0), run(t, circuit(30, map[string]Spec{}), 0)
	want := 0.5 * 30 * m["flow.f.rate"]
	if got := m["wagon.pool.repair.mean"]; !(math.Abs(got-want) <= 0.02*want) {
		t.Errorf("%v wagons in repair, want %v", got, want)
	}
	if ratio := m["flow.f.rate"] / without["flow.f.rate"]; ratio < 22./(22+15+22) || ratio > 22./37 {
		t.Errorf("%v of the trains without repair; a cycle of 22 h has become one of 37 h and the wait for a full train", ratio)
	}
}

// TestWagonsAcrossTheSea: cargo in wagons of a pool takes them at its origin and keeps them across the sea; they come back over the
// same lane, as cargo of the ships. With ships enough the cycle is twice the passage of 5 h.
func TestWagonsAcrossTheSea(t *testing.T) {
	flow := func(direction string, change func(*Flow)) Spec {
		return flowTo("route.r", func(f *Flow) { f.Direction, f.Load = direction, &Amount{10, Wagons}; change(f) })
	}
	s := crossing(2000, map[string]Spec{
		"flow.f":    flow("west", func(f *Flow) { f.Volume = &Volume{87600, Wagons}; f.Spacing = des.Constant(1) }),
		"flow.back": flow("east", func(f *Flow) { f.Counted = false }),
		"vessel.v":  vesselOf(8, 10, hours(5), func(v *Vessel) { v.Carries.Unit = Wagons }),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Cargo = 40, []Ref{"flow.f"}
			v.Stock = Map[Stock]{{"a", Stock{Places: []Ref{"port.a"}, Share: 1}}, {"b", Stock{Places: []Ref{"port.b"}, Return: []Ref{"flow.back"}}}}
		}),
	})
	m := run(t, s, 0)
	if rate := m["flow.f.rate"]; !(math.Abs(rate-4) <= 0.06) {
		t.Errorf("%v wagons an hour, want 4: forty on a cycle of 10 h", rate)
	}
	if rate := m["flow.back.rate"]; !(math.Abs(rate-4) <= 0.06) {
		t.Errorf("%v empty wagons an hour, want 4", rate)
	}
}

// TestPoolWithoutEnd: with as many wagons as are asked for, every flow goes as without a pool.
func TestPoolWithoutEnd(t *testing.T) {
	m := map[string]Spec{"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(exp(3)), des.Constant(7), "train.t" })}
	with := circuit(0, m)
	without := circuit(0, m)
	without.Things = slicesDelete(slicesDelete(without.Things, "wagon.pool"), "flow.back")
	a, b := run(t, with, 0), run(t, without, 0)
	for name, x := range b {
		if strings.HasPrefix(name, "flow.f") && a[name] != x && !math.IsNaN(x) {
			t.Errorf("%s: %v with the pool, %v without", name, a[name], x)
		}
	}
	if off, changed := Without(circuit(30, map[string]Spec{}), "finite-wagons"); !changed || run(t, off, 0)["wagon.pool.short.mean"] != 0 {
		t.Error("a pool is short although its end is left out")
	}
}

// TestPatienceOfEmpties: five wagons, half a consignment, go back when they have waited; without patience nothing moves any more, and
// that is said. They stand on tracks of their own: sidings and
// stores for wagons with cargo, which would take them for 50 h at either end or never let them in, are nothing to them.
func TestPatienceOfEmpties(t *testing.T) {
	of := func(wait time.Duration) *Scenario {
		s := circuit(5, map[string]Spec{
			"train.t":   newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 5 }),
			"train.e":   newOf(trainKind, func(k *Train) { k.Load, k.OrAfter = Amount{10, Wagons}, time.Nanosecond }),
			"flow.back": flowTo("route.r", func(f *Flow) { f.Direction, f.Load, f.Train = "east", &Amount{10, Wagons}, "train.e" }),
		})
		spec[*Wagon](s, "wagon.pool").Stock[0].Value.OrAfter = wait
		loaded := Entry[Siding]{"wagons", Siding{Takes: []string{"wagons"}, Receiving: 1, Departure: 1, Cranes: 1, Fixed: hours(50)}}
		a, b := spec[*Terminal](s, "terminal.a"), spec[*Terminal](s, "terminal.b")
		a.Siding, a.Storage = Map[Siding]{loaded}, []Amount{{1, Wagons}}
		b.Siding = append(b.Siding, loaded)
		return s
	}
	if rate := run(t, of(h(8)), 0)["flow.f.rate"] / 10; !(math.Abs(rate-1./30) <= 0.0005) {
		t.Errorf("%v trains an hour with a patience of 8 h, want 1/30", rate)
	}
	text, want := failure(New(of(0), Choices{Seed: 1})), "wagon.pool.stock.away, which has 5 of the 10 wagons that are sent back together"
	if !strings.Contains(text, want) {
		t.Errorf("%q lacks %q", text, want)
	}
}

// TestWagonFaults: what a pool cannot be.
func TestWagonFaults(t *testing.T) {
	for text, change := range map[string]func(*Scenario, *Wagon){
		"shares add up":         func(_ *Scenario, v *Wagon) { v.Stock[1].Value.Share = 0.5 },
		"as well":               func(_ *Scenario, v *Wagon) { v.Stock[0].Value.Places = []Ref{"terminal.b", "terminal.a"} },
		"needs 10 wagons":       func(_ *Scenario, v *Wagon) { v.Count = 9 },
		"leave wagons":          func(_ *Scenario, v *Wagon) { v.Stock = v.Stock[1:]; v.Stock[0].Value.Return = []Ref{"flow.back"} },
		"not get there":         func(_ *Scenario, v *Wagon) { v.Stock[1].Value.Leaves = 0.1 },
		"must be given: its":    func(s *Scenario, _ *Wagon) { spec[*Train](s, "train.t").Wagons = 0 },
		"go back by the return": func(s *Scenario, _ *Wagon) { spec[*Train](s, "train.t").Empties = 1 },
		"is fed by":             func(s *Scenario, _ *Wagon) { spec[*Flow](s, "flow.back").Every = every(hours(1)) },
		"and shocks have no": func(s *Scenario, _ *Wagon) {
			spec[*Flow](s, "flow.back").Shocks = &Shocks{Every: every(hours(100)), Takes: every(hours(10))}
		},
		"in wagons or trains":  func(s *Scenario, _ *Wagon) { spec[*Flow](s, "flow.back").Load = nil },
		"with its wagons":      func(s *Scenario, _ *Wagon) { spec[*Flow](s, "flow.back").Train = "" },
		"name its flows":       func(s *Scenario, v *Wagon) { v.Trains = append(v.Trains, "train.e") },
		"not in wagons":        func(_ *Scenario, v *Wagon) { v.Cargo = []Ref{"flow.f"} },
		"population: how much": func(_ *Scenario, v *Wagon) { v.Stock[0].Value.Return = nil },
	} {
		s := circuit(30, map[string]Spec{})
		change(s, spec[*Wagon](s, "wagon.pool"))
		found := false
		for _, f := range Check(s) {
			found = found || strings.Contains(f.Text, text)
		}
		if !found {
			t.Errorf("%q is not among %v", text, Check(s))
		}
	}
}

// TestReturnOfSingleWagons: wagons go back one by one from where nothing makes up trains, so that is refused where a return is counted in
// wagons; in trains, or from a terminal, they go together.
func TestReturnOfSingleWagons(t *testing.T) {
	for _, c := range []struct {
		from Ref
		load Amount
		want bool
	}{{"border.b", Amount{10, Wagons}, true}, {"border.b", Amount{1, Trains}, false}, {"terminal.b", Amount{10, Wagons}, false}} {
		s := circuit(20, map[string]Spec{
			"route.r": routeOf("terminal.a", "rail.l", "border.b", "rail.m", "terminal.b"), "route.back": routeOf("terminal.a", "rail.l", c.from),
			"rail.m": runOf(1), "border.b": newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: 5} }),
			"flow.back": backTo("route.back", "train.e"),
			"wagon.pool": newOf(wagonKind, func(v *Wagon) {
				v.Count, v.Trains = 20, []Ref{"train.t"}
				v.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"border.b", "terminal.b"}, Return: []Ref{"flow.back"}}}, {"home", Stock{Places: []Ref{"terminal.a"}, Share: 1}}}
			}),
		})
		f := spec[*Flow](s, "flow.back")
		if f.Load = &c.load; c.load.Unit == Wagons {
			spec[*Train](s, "train.e").Load = Amount{10, Wagons}
		}
		faults := Check(s)
		if c.want != (len(faults) == 1 && faults[0].Path == "flow.back.load") || !c.want && len(faults) > 0 {
			t.Errorf("%v from %s: %v", c.load, c.from, faults)
		}
	}
}

// TestSharesOfWagons: a share of a pool is a number of wagons to the nearest, where 0.29 × 100 is 28.999…, and what is left over stands
// in the first stock; of what comes later each stock has its share, and none has a share of the rest.
func TestSharesOfWagons(t *testing.T) {
	for _, c := range []struct {
		count, more int
		shares      [3]Ratio
		want, then  [3]int64
	}{
		{100, 100, [3]Ratio{0.29, 0.57, 0.14}, [3]int64{29, 57, 14}, [3]int64{58, 114, 28}},
		{50, 0, [3]Ratio{1. / 3, 1. / 3, 1. / 3}, [3]int64{17, 17, 16}, [3]int64{17, 17, 16}},
		{40, 40, [3]Ratio{0.5, 0.25, 0.25}, [3]int64{20, 10, 10}, [3]int64{40, 20, 20}},
	} {
		v := &Wagon{Count: c.count, Stock: Map[Stock]{{"a", Stock{Share: c.shares[0]}}, {"b", Stock{Share: c.shares[1]}}, {"c", Stock{Share: c.shares[2]}}}}
		s := circuit(20, map[string]Spec{"terminal.c": terminalOf()})
		for i, at := range []Ref{"terminal.a", "terminal.b", "terminal.c"} {
			v.Stock[i].Value.Places = []Ref{at}
		}
		s.Things[s.Find("wagon.pool")].Spec = v
		w := New(s, Choices{Seed: 1})
		p := w.pools[0]
		stand := func() (out [3]int64) {
			for i := range p.stocks {
				out[i] = p.stocks[i].empty
			}
			return out
		}
		if got := stand(); got != c.want {
			t.Errorf("%d by %v: %v, want %v", c.count, c.shares, got, c.want)
		}
		to := *v
		to.Count += c.more
		p.change(w, nil, &to)
		if got := stand(); got != c.then {
			t.Errorf("%d more by %v: %v, want %v", c.more, c.shares, got, c.then)
		}
	}
	p := &pool{count: 100, stat: poolStat{used: &des.Level{}}}
	if got := p.allowed(&stock{leaves: 0.9}); got != 10 {
		t.Errorf("of 100 wagons, 90 of them left, %d are lent", got)
	}
}

// TestChangeOfWagons: from the day on which a pool grows from 30 to 60 wagons, or shrinks back, it carries what a pool of that
// size does: 3 or 6 trains in 22 h.
func TestChangeOfWagons(t *testing.T) {
	for _, c := range []struct{ first, then int }{{30, 60}, {60, 30}} {
		s := circuit(c.first, map[string]Spec{})
		s.Run.LeadIn, s.Run.Length = 0, 60*day
		then := *spec[*Wagon](s, "wagon.pool")
		then.Count = c.then
		m := run(t, on(s, 1, 31, map[string]Spec{"wagon.pool": &then}), 0)
		want := (30*24 + 30*24.) / 22 * float64(c.first+c.then) / 2 / 10
		if got := m["flow.f.rate"] / 10 * 60 * 24; !(math.Abs(got-want) <= 9) {
			t.Errorf("%d wagons, then %d: %v trains in 60 days, want %v", c.first, c.then, got, want)
		}
		if got := m["wagon.pool.count.last"]; got != float64(c.then) {
			t.Errorf("%v wagons at the end, want %d", got, c.then)
		}
	}
	s := circuit(30, map[string]Spec{})
	then := *spec[*Wagon](s, "wagon.pool")
	then.Count = 0
	if faults := Check(on(s, 1, 31, map[string]Spec{"wagon.pool": &then})); len(faults) != 1 || faults[0].Path != "wagon.pool.count" {
		t.Errorf("faults %v, want that a limit cannot go inside a run", faults)
	}
}

// TestLeaves: trains that wait 5000 h to be unloaded hold every wagon, unless what is lent for them leaves half of the pool;
// with that half the cargo of the other direction goes on: a train in 20 h, out and back. The four wagons that 24 are more do not
// make a train: those who wait for them may not have them, and keep none back.
func TestLeaves(t *testing.T) {
	of := func(count int, leaves Ratio) float64 {
		s := circuit(count, map[string]Spec{
			"flow.east": flowTo("route.back", func(f *Flow) {
				f.Every, f.Batch, f.Train, f.Direction = every(hours(10)), des.Constant(10), "train.t", "east"
			}),
			"flow.back":  flowTo("route.back", func(f *Flow) { f.Load, f.Train = &Amount{1, Trains}, "train.e" }),
			"route.back": routeOf("terminal.a", "rail.l", "terminal.c"),
			"terminal.b": unloads(5000),
			"terminal.c": terminalOf(),
			"wagon.pool": newOf(wagonKind, func(v *Wagon) {
				v.Count, v.Trains = count, []Ref{"train.t"}
				v.Stock = Map[Stock]{{"a", Stock{Places: []Ref{"terminal.a"}, Share: 0.5, Leaves: leaves, Return: []Ref{"flow.back"}}}, {"b", Stock{Places: []Ref{"terminal.b", "terminal.c"}, Share: 0.5}}}
			}),
		})
		return run(t, s, 0)["flow.east.rate"] / 10
	}
	for _, count := range []int{20, 24} {
		if all, half := of(count, 0), of(count, 0.5); all > 5./2200 || !(math.Abs(half-1./20) <= 0.002) {
			t.Errorf("%d wagons: %v trains an hour go east when nothing is left for them, %v when half is; want almost none and 1/20", count, all, half)
		}
	}
}

// TestLocomotives: of as many trains as wagons, or locomotives, allow, the fewer run, on a cycle of 22 h. Light engines come
// back over the line as the empty wagons do.
func TestLocomotives(t *testing.T) {
	for _, c := range []struct {
		wagons, locos int
		trains        float64
	}{{0, 3, 3}, {50, 3, 3}, {30, 5, 3}, {30, 0, 3}} {
		s := circuit(c.wagons, map[string]Spec{
			"train.light": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
			"flow.light":  backTo("route.r", "train.light"),
			"loco.pool": newOf(locoKind, func(l *Loco) {
				l.Count, l.Trains = c.locos, []Ref{"train.t"}
				l.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.light"}}}, {"home", Stock{Places: []Ref{"terminal.a"}, Share: 1}}}
			}),
		})
		spec[*Flow](s, "flow.f").Batch = des.Constant(10)
		m := run(t, s, 0)
		if got, want := m["flow.f.rate"]/10, c.trains/22; !(math.Abs(got-want) <= 0.01*want) {
			t.Errorf("%+v: %v trains an hour, want %v", c, got, want)
		}
		if got, want := m["loco.pool.in_use.mean"], c.trains*12/22; !(math.Abs(got-want) <= 0.01*want) {
			t.Errorf("%+v: %v locomotives in use, want %v", c, got, want)
		}
		if off, changed := Without(s, "finite-locomotives"); changed != (c.locos > 0) || run(t, off, 0)["loco.pool.short.mean"] > 0 {
			t.Errorf("%+v: locomotives are short without their end", c)
		}
	}
}

// TestLocoFaults: a pool of locomotives is checked as one of wagons is.
func TestLocoFaults(t *testing.T) {
	for text, stock := range map[string]Map[Stock]{
		"shares add up":     {{"home", Stock{Places: []Ref{"terminal.a", "terminal.b"}, Share: 0.5}}},
		"leave locomotives": {{"home", Stock{Places: []Ref{"terminal.a"}, Share: 1}}},
	} {
		s := circuit(30, map[string]Spec{"loco.pool": &Loco{Count: 3, Trains: []Ref{"train.t"}, Stock: stock}})
		faults := Check(s)
		if len(faults) == 0 || !strings.HasPrefix(faults[0].Path, "loco.pool.stock") || !strings.Contains(faults[0].Text, text) {
			t.Errorf("%v, want %q", faults, text)
		}
	}
}
