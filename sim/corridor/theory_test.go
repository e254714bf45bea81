package corridor

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"corridor/sim/des"
)

// The models here have exact answers: testdata/theory_cases.csv holds them with their parameters and sources. Times are in hours.

// exactAnswers reads the expected values by id ("MM1c.Wq").
func exactAnswers(t *testing.T) map[string]float64 {
	t.Helper()
	file, err := os.Open("testdata/theory_cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, row := range rows[1:] {
		if out[row[0]], err = strconv.ParseFloat(row[3], 64); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// theoryCase is one model with the metrics that answer the rows of the file.
type theoryCase struct {
	model   string
	hours   float64 // measured in one replication, after a tenth of it
	tables  map[string]Spec
	answers map[string]string // quantity: metric, or a sum or quotient of two: "a + b", "a / b", "1 / a"
}

// TestTheory holds each model against its exact answers: within four standard errors of ten replications, and
// the standard error at most 3 % of the answer.
func TestTheory(t *testing.T) {
	exact := exactAnswers(t)
	var cases []theoryCase
	cases = append(cases, queues()...)
	cases = append(cases, batches()...)
	cases = append(cases, networks()...)
	cases = append(cases, tracks()...)
	for _, c := range cases {
		t.Run(c.model, func(t *testing.T) {
			t.Parallel()
			var runs []map[string]float64
			for r := range 10 {
				runs = append(runs, run(t, model(c.hours/10+0.5, c.hours, c.tables), r))
			}
			for quantity, metric := range c.answers {
				want, ok := exact[c.model+"."+quantity]
				if !ok {
					t.Fatalf("no row %s.%s", c.model, quantity)
				}
				var xs []float64
				for _, m := range runs {
					xs = append(xs, evaluate(t, metric, m))
				}
				mean, se := meanSE(xs)
				if math.IsNaN(mean) || !(math.Abs(mean-want) <= 4*se+1e-9*want) || se > 0.03*want {
					t.Errorf("%s.%s: %.6g ± %.2g, want %.6g", c.model, quantity, mean, se, want)
				}
			}
		})
	}
}

// evaluate works out "a", "a + b", "a / b" or "a * b", where a and b are metrics or numbers.
func evaluate(t *testing.T, formula string, m map[string]float64) float64 {
	t.Helper()
	operand := func(s string) float64 {
		if x, err := strconv.ParseFloat(s, 64); err == nil {
			return x
		}
		x, ok := m[s]
		if !ok {
			t.Fatalf("no metric %s", s)
		}
		return x
	}
	f := strings.Fields(formula)
	x := operand(f[0])
	for i := 1; i < len(f); i += 2 {
		switch y := operand(f[i+1]); f[i] {
		case "+":
			x += y
		case "*":
			x *= y
		case "/":
			x /= y
		}
	}
	return x
}

// queue is one station with its arrivals.
func queue(arrivals, service des.Dist, servers int, change ...func(*Station)) map[string]Spec {
	return map[string]Spec{
		"flow.f":    flowTo("route.r", func(f *Flow) { f.Every = &arrivals }),
		"route.r":   routeOf("station.s"),
		"station.s": stationOf(servers, service, change...),
	}
}

func places(n int) func(*Station) { return func(s *Station) { s.Queue, s.Full = &n, "lose" } }

func open(calendar, closing string) func(*Station) {
	return func(s *Station) { s.Hours, s.Closing = Ref(calendar), closing }
}

func with(m map[string]Spec, path string, s Spec) map[string]Spec {
	m[path] = s
	return m
}

func daily(open string) Spec {
	return newOf(calendarKind, func(c *Calendar) { c.Open = []string{open} })
}

const (
	wait    = "station.s.waiting.mean"
	waiting = "station.s.queue.mean"
	within  = "station.s.time.mean"
	present = "station.s.present.mean"
)

// queues are the single stations of queueing theory (Gross & Harris; Kingman; Erlang).
func queues() []theoryCase {
	erlang := func(k int, mean float64) des.Dist { return law("erlang", "k", k, "mean", 3600*mean) }
	lognormal := func(mean, sd float64) des.Dist { return law("lognormal", "mean", 3600*mean, "sd", 3600*sd) }
	classes := with(with(queue(exp(1/0.3), exp(1), 1), "flow.f", flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(1/0.3)), 1 })),
		"flow.g", flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(1/0.4)), 2 }))
	slow := exp(1.25)
	classes["station.s"].(*Station).Of = Map[Served]{{"f", Served{}}, {"g", Served{Service: &slow}}}
	return []theoryCase{
		{"PRIa", 40000, classes, map[string]string{"Wq1": "station.s.of.f.waiting.mean", "Wq2": "station.s.of.g.waiting.mean"}},
		{"MM1c", 20000, queue(exp(2), exp(1), 1), map[string]string{"Wq": wait, "L": present}},
		{"MMCa", 20000, queue(exp(1/2.4), exp(1), 3), map[string]string{"Wq": wait, "PW": "station.s.waiting.some", "Lq": waiting}},
		{"MMCKa", 20000, queue(exp(1./3), exp(0.5), 2, places(3)), map[string]string{"B": "flow.f.lost.share", "thr": "flow.f.rate", "Lq": waiting}},
		{"ERLBa", 10000, queue(exp(1./8), lognormal(1, 0.8), 10, places(0)), map[string]string{"B": "flow.f.lost.share", "L": present}},
		{"ERLBc", 10000, queue(exp(1./6), hours(1), 5, places(0)), map[string]string{"B": "flow.f.lost.share"}},
		{"MG1a", 20000, queue(exp(1/0.9), law("triangular", "min", 0.4*3600, "mode", 0.7*3600, "max", 1.6*3600), 1), map[string]string{"Wq": wait}},
		{"MG1b", 30000, queue(exp(1), lognormal(0.8, 0.6), 1), map[string]string{"Wq": wait, "L": present}},
		{"MDCa", 20000, queue(exp(1/1.6), hours(1), 2), map[string]string{"Wq": wait, "P0": "station.s.waiting.none"}},
		{"GM1a", 20000, queue(hours(1), exp(0.8), 1), map[string]string{"Wq": wait}},
		{"EKEMa", 20000, queue(erlang(2, 1), erlang(2, 0.8), 1), map[string]string{"Wq": wait}},
		{"MGIa", 20000, queue(exp(0.25), lognormal(1.5, 0.6), 0), map[string]string{"L": present}},
		{"CALa", 24 * 3000, with(queue(exp(2), exp(1), 1, open("calendar.c", "pause")), "calendar.c", daily("06:00-22:00")), map[string]string{"Lday": present, "W": within}},
		{"CAFa", 24 * 3000, with(queue(exp(1/0.45), exp(1), 1, open("calendar.c", "finish")), "calendar.c", daily("08:00-20:00")), map[string]string{"Lday": present, "W": within}},
	}
}

// batches are bulk arrivals and bulk service.
func batches() []theoryCase {
	bulk := func(rate float64, least, most int, away des.Dist, after float64) map[string]Spec {
		return queue(exp(1/rate), away, 1, func(s *Station) { s.Batch = &Batch{Least: least, Most: most, OrAfter: h(after)} })
	}
	wagons := func(every float64, n int, service des.Dist, servers int) map[string]Spec {
		m := queue(exp(every), service, servers)
		m["flow.f"].(*Flow).Batch = des.Constant(float64(n))
		return m
	}
	trains := func(rate float64, change func(*Train)) map[string]Spec {
		return map[string]Spec{
			"flow.f":     flowTo("route.r", func(f *Flow) { f.Every, f.Train = every(exp(1/rate)), "train.t" }),
			"route.r":    routeOf("terminal.a", "rail.l"),
			"terminal.a": terminalOf(),
			"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 1, 1 }),
			"train.t":    newOf(trainKind, change),
		}
	}
	ferry := func(rate float64, least Ratio, most int64, away float64) map[string]Spec {
		return map[string]Spec{ // a ship and, at the far end, always a load for the way back
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(exp(1 / rate)) }),
			"flow.g": flowTo("route.r", func(f *Flow) {
				f.Every, f.Batch, f.Direction = every(hours(10)), des.Constant(1000), "east"
			}),
			"route.r": routeOf("port.a", "sea.s", "port.b"), "port.a": portOf(), "port.b": portOf(), "sea.s": seaOf("port.a", "port.b"),
			"vessel.v": vesselOf(1, most, hours(away/2), func(v *Vessel) { v.Sail = Sail{AtLeast: least, From: "ship"} }),
		}
	}
	return []theoryCase{
		{"BULKb", 30000, bulk(8, 5, 10, exp(1), 0), map[string]string{"Lq": waiting, "Wq": wait}},
		{"BULKd", 30000, bulk(4, 6, 6, exp(1), 0), map[string]string{"Wq": wait}},
		{"MDABa", 20000, ferry(8, 0.5, 10, 1), map[string]string{"Wq": "sea.s.waiting.west.mean", "load": "vessel.v.load.mean * 20 + -10"}},
		{"FTOa", 20000, bulk(1.5, 8, 12, hours(4), 2), map[string]string{"Wq": wait}},
		{"FIXb", 40000, trains(5.5, func(k *Train) { k.Load, k.Every = Amount{25, Items}, h(4) }), map[string]string{"Wq": "flow.f.step.00.wagon"}},
		{"BTOa", 10000, trains(4, func(k *Train) { k.Load, k.OrAfter = Amount{10, Items}, h(2) }), map[string]string{"Wq": "flow.f.step.00.wagon", "size": "terminal.a.made.load.items.mean"}},
		{"BTOc", 10000, trains(1.5, func(k *Train) { k.Load, k.OrAfter = Amount{3, Items}, h(1) }), map[string]string{"full": "terminal.a.made.full"}},
		{"FORMa", 20000, trains(6, func(k *Train) { k.Load = Amount{30, Items} }), map[string]string{"W": "flow.f.step.00.wagon", "sdH": "terminal.a.made.interval.sd"}},
		{"MXM1a", 60000, wagons(1/0.15, 5, exp(1), 1), map[string]string{"Wq": wait}},
		{"MXD1a", 20000, wagons(2, 40, hours(0.04), 1), map[string]string{"WqWagon": wait}},
		{"MXMCa", 30000, wagons(1/0.45, 3, exp(1), 2), map[string]string{"Wq": wait}},
	}
}

// circle lets units go round for ever through stations.
func circle(units int, stations ...Spec) map[string]Spec {
	m := map[string]Spec{"flow.f": flowTo("route.r", func(f *Flow) { f.Population = units })}
	var path []Ref
	for i, s := range stations {
		name := fmt.Sprintf("station.s%d", i+1)
		m[name] = s
		path = append(path, Ref(name))
	}
	m["route.r"] = routeOf(path...)
	return m
}

func room(n int) func(*Station) { return func(s *Station) { s.Queue = &n } }

// line is stations in series with buffers; there are always units before the first.
func line(buffers []int, laws ...des.Dist) map[string]Spec {
	stations := []Spec{stationOf(1, laws[0])}
	for i, b := range buffers {
		stations = append(stations, stationOf(1, laws[i+1], room(b)))
	}
	return circle(50, stations...)
}

// networks are closed networks (Gordon & Newell 1967; Buzen 1973) and lines with blocking (Perros 1994).
func networks() []theoryCase {
	away := func(mean float64) Spec { return stationOf(0, law("uniform", "min", 0, "max", 2*3600*mean)) }
	tandem := func(rate float64, yard, servers int, service float64) map[string]Spec {
		m := queue(exp(1/rate), exp(1), 1)
		m["route.r"] = routeOf("station.s", "station.t")
		m["station.t"] = stationOf(servers, exp(service), room(yard))
		return m
	}
	return []theoryCase{
		{"REPa", 40000, circle(6, stationOf(0, exp(10)), stationOf(2, exp(2))), map[string]string{"rate": "flow.f.rate", "Wq": "station.s2.waiting.mean"}},
		{"FERa4", 40000, circle(4, stationOf(1, exp(3)), away(5), stationOf(1, exp(2.5)), away(5)), map[string]string{"X": "flow.f.rate", "Wq_A": "station.s1.waiting.mean", "Wq_B": "station.s3.waiting.mean"}},
		{"CORa8", 60000, circle(8, stationOf(2, exp(4)), away(10), stationOf(2, exp(3)), stationOf(1, exp(1.5)), away(8), stationOf(3, exp(5)), away(14)),
			map[string]string{"X": "flow.f.rate", "Wq_loading": "station.s1.waiting.mean", "Wq_berth": "station.s4.waiting.mean"}},
		{"LINEa", 10000, line([]int{0}, exp(1), exp(1)), map[string]string{"X": "flow.f.rate"}},
		{"LINEb", 10000, line([]int{2}, exp(1), exp(1)), map[string]string{"X": "flow.f.rate"}},
		{"LINEd", 10000, line([]int{0, 0}, exp(1), exp(1), exp(1)), map[string]string{"X": "flow.f.rate"}},
		{"LINEf", 10000, line([]int{0, 0, 0}, exp(1), exp(1), exp(1), exp(1)), map[string]string{"X": "flow.f.rate", "block1": "station.s1.blocking.mean"}},
		{"LINEh", 10000, line([]int{1}, law("erlang", "k", 2, "mean", 3600), law("erlang", "k", 2, "mean", 3600)), map[string]string{"X": "flow.f.rate"}},
		{"TANa", 40000, tandem(0.6, 1, 1, 1), map[string]string{"Wq1": wait, "W": "flow.f.time.mean", "block": "station.s.blocking.mean"}},
		{"TANc", 60000, tandem(0.5, 0, 2, 2.5), map[string]string{"W": "flow.f.time.mean"}},
		{"DCLa", 5200, circle(5, stationOf(2, hours(4)), stationOf(0, hours(10)), stationOf(1, hours(3)), stationOf(0, hours(9))), map[string]string{"X": "flow.f.rate"}},
		{"DCLb", 5400, circle(12, stationOf(2, hours(4)), stationOf(0, hours(10)), stationOf(1, hours(3)), stationOf(0, hours(9))), map[string]string{"X": "flow.f.rate"}},
	}
}

// tracks are single-track sections: one with first come, first served over both directions (Pollaczek-Khinchine), and two with a loop between.
func tracks() []theoryCase {
	section := map[string]Spec{
		"flow.up":   flowTo("route.r", func(f *Flow) { f.Every = every(exp(1 / 0.8)) }),
		"flow.down": flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(exp(1/0.7)), "east" }),
		"route.r":   routeOf("station.s"),
		"station.s": stationOf(1, des.Dist{}, func(s *Station) {
			up, down := law("triangular", "min", 0.3*3600, "mode", 0.4*3600, "max", 0.7*3600), law("uniform", "min", 0.4*3600, "max", 0.6*3600)
			s.Of = Map[Served]{{"down", Served{Service: &down}}, {"up", Served{Service: &up}}}
		}),
	}
	loop := func(first, second des.Dist) map[string]Spec {
		m := map[string]Spec{
			"route.r": routeOf("rail.l"),
			"rail.l":  newOf(railKind, func(r *Rail) { r.Tracks, r.Sections = 1, []des.Dist{first, second} }),
		}
		for name, direction := range map[string]string{"up": "west", "down": "east"} {
			m["flow."+name] = flowTo("route.r", func(f *Flow) { f.Population, f.Direction = 10, direction })
		}
		return m
	}
	shuttle := map[string]Spec{ // A dwells before the line and, on the way back, after it: one place for both
		"flow.f":    flowTo("route.r", func(f *Flow) { f.Population, f.Return = 3, true }),
		"route.r":   routeOf("station.a", "rail.l", "station.b"),
		"station.a": stationOf(0, exp(4)), "station.b": stationOf(0, exp(3)),
		"rail.l": newOf(railKind, func(r *Rail) { r.Tracks, r.Sections = 1, []des.Dist{exp(0.8), exp(1)} }),
	}
	return []theoryCase{
		{"STMa", 20000, section, map[string]string{"Wq": wait, "occ": "station.s.serving.mean"}},
		{"LOOPs", 10000, loop(exp(1), exp(1)), map[string]string{"cap": "flow.up.rate", "capdn": "flow.down.rate"}},
		{"STDd", 2000, loop(hours(1), hours(0.6)), map[string]string{"cap": "flow.up.rate"}},
		{"LOOPa", 60000, shuttle, map[string]string{"X": "flow.f.rate", "WA": "rail.l.waiting.west.mean", "WB": "rail.l.waiting.east.mean", "Wloop": "rail.l.meeting.mean", "occ1": "rail.l.section.0.busy.mean"}},
	}
}

// TestDeterministicCases holds models without chance against their exact traces: lines with blocking (max-plus
// recursion, Baccelli et al. 1992) and working hours (by hand), to 1e-9.
func TestDeterministicCases(t *testing.T) {
	exact := exactAnswers(t)
	nth := func(n ...int) func(*Station) { return func(s *Station) { s.Nth = n } }
	jobs := func(closing string) map[string]Spec { // five jobs of 3 h at 08:00; what comes later waits behind them
		m := queue(hours(8), hours(3), 1, open("calendar.c", closing), nth(3, 4, 5))
		m["flow.f"].(*Flow).Batch = des.Constant(5)
		return with(m, "calendar.c", daily("08:00-16:00"))
	}
	lineA, lineB := line([]int{0, 0}, hours(2), hours(3), hours(1)), line([]int{1, 0, 2}, hours(1), hours(4), hours(2), hours(3))
	lineA["station.s3"].(*Station).Nth, lineA["station.s1"].(*Station).Nth = []int{10}, []int{10}
	lineB["station.s4"].(*Station).Nth = []int{10}
	for _, c := range []struct {
		id     string
		tables map[string]Spec
		metric string
	}{
		{"DETa.d10", lineA, "station.s3.nth.10.departure"},
		{"DETb.d10", lineB, "station.s4.nth.10.departure"},
		{"DCALR.c3", jobs("pause"), "station.s.nth.3.departure"},
		{"DCALR.c4", jobs("pause"), "station.s.nth.4.departure"},
		{"DCALR.c5", jobs("pause"), "station.s.nth.5.departure"},
		{"DCALF.c3", jobs("finish"), "station.s.nth.3.departure"},
		{"DCALF.c4", jobs("finish"), "station.s.nth.4.departure"},
		{"DCALF.c5", jobs("finish"), "station.s.nth.5.departure"},
		{"DCALN.c3", jobs("fits"), "station.s.nth.3.departure"},
		{"DCALN.c4", jobs("fits"), "station.s.nth.4.departure"},
		{"DCALN.c5", jobs("fits"), "station.s.nth.5.departure"},
	} {
		m := run(t, model(0, 240, c.tables), 0)
		if got, ok := m[c.metric]; !ok || !(math.Abs(got-exact[c.id]) <= 1e-9*exact[c.id]) {
			t.Errorf("%s: %v, want %v", c.id, got, exact[c.id])
		}
	}
}
