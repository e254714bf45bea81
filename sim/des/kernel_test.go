package des

import (
	"math"
	"testing"
	"time"
)

// The models of this file have exact answers, in testdata/kernel_cases.csv, and no place in a scenario: servers that go on
// vacation or from queue to queue, a stock that is ordered anew, a rate that swings like a sine. They are written on the
// bare kernel. Times are in hours.

// holds wants the mean of replications within 4 standard errors of the expected value, and a standard error of at
// most a share of it. Seeds are fixed, so the outcome is too.
func holds(t *testing.T, id string, replications *Tally, want, most float64) {
	t.Helper()
	got, se := replications.Mean(), replications.SD()/math.Sqrt(float64(replications.N()))
	t.Logf("%s = %.5g, want %.5g: off by %+.1f standard errors of %.2f %%", id, got, want, (got-want)/se, 100*se/want)
	if !(math.Abs(got-want) <= 4*se) || !(se <= most*want) {
		t.Errorf("%s = %.5g ± %.2g, want %.5g", id, got, se, want)
	}
}

// hourly is an exponential law by its mean in hours.
func hourly(t *testing.T, mean float64) Dist {
	return mustDist(t, "exponential", args{"mean": 3600 * mean})
}

// runVacations is a server that leaves for a time when it finds nobody, and again until somebody is there; it gives
// the mean wait.
func runVacations(arrival, service Dist, away time.Duration, customers, replication uint64) float64 {
	type event int
	const (
		arrives event = iota
		free          // a service or a vacation ends
	)
	var sim Sim[event]
	var wait Tally
	var queue Queue[Time]
	arrivals := arrival.Sampler(NewStream(1, replication, "entrance", "arrive"))
	services := service.Sampler(NewStream(1, replication, "server", "serve"))
	var came, begun uint64
	sim.After(arrivals.Duration(came, 0), arrives)
	sim.After(away, free)
	for e := range sim.Events(Never) {
		switch {
		case e == arrives:
			queue.Push(sim.Now())
			came++
			sim.After(arrivals.Duration(came, 0), arrives)
		case queue.Len() == 0:
			sim.After(away, free)
		default:
			if begun >= customers/10 {
				wait.Add(sim.Now().Sub(queue.Pop()).Hours())
			} else {
				queue.Pop()
			}
			sim.After(services.Duration(begun, 0), free)
			begun++
		}
		if begun == customers {
			break
		}
	}
	return wait.Mean()
}

func TestVacations(t *testing.T) {
	t.Parallel()
	var wait Tally
	for r := range uint64(20) {
		wait.Add(runVacations(hourly(t, 1/0.6), hourly(t, 1), 3*time.Hour, 30_000, r))
	}
	holds(t, "VACa.Wq", &wait, readCases(t, "testdata/kernel_cases.csv")["VACa.Wq"], 0.01)
}

// runPolling is a server that goes round queues, serves each until it is empty, and needs a time for every way to the
// next, whether somebody is there or not; it gives the mean wait and the mean time between two arrivals of the
// server at the first queue.
func runPolling(queues int, arrival, service, walk Dist, customers, replication uint64) (wait, cycle float64) {
	type event struct {
		server bool // is free at the queue; else a customer comes to it
		queue  int
		comes  bool // the server comes, from the queue before
	}
	var sim Sim[event]
	var waits, cycles Tally
	stream := func(place, purpose string) Stream { return NewStream(1, replication, place, purpose) }
	arrivals, services := arrival.Sampler(stream("entrance", "arrive")), service.Sampler(stream("server", "serve"))
	walks := walk.Sampler(stream("server", "walk"))
	waiting, came := make([]Queue[Time], queues), make([]uint64, queues)
	var begun, ways uint64
	var last Time
	for k := range queues {
		sim.After(arrivals.Duration(uint64(k), 0), event{queue: k})
	}
	sim.After(0, event{server: true, comes: true})
	for e := range sim.Events(Never) {
		k, now := e.queue, sim.Now()
		if !e.server {
			waiting[k].Push(now)
			came[k]++
			sim.After(arrivals.Duration(uint64(k), came[k]), event{queue: k})
			continue
		}
		if e.comes && k == 0 {
			if begun >= customers/10 {
				cycles.Add(now.Sub(last).Hours())
			}
			last = now
		}
		if waiting[k].Len() == 0 {
			sim.After(walks.Duration(ways, 0), event{server: true, queue: (k + 1) % queues, comes: true})
			ways++
			continue
		}
		if since := waiting[k].Pop(); begun >= customers/10 {
			waits.Add(now.Sub(since).Hours())
		}
		sim.After(services.Duration(begun, 0), event{server: true, queue: k})
		if begun++; begun == customers {
			break
		}
	}
	return waits.Mean(), cycles.Mean()
}

func TestPolling(t *testing.T) {
	cases := readCases(t, "testdata/kernel_cases.csv")
	constant := func(hours float64) Dist { return mustDist(t, "constant", args{"value": 3600 * hours}) }
	for id, c := range map[string]struct {
		queues        int
		every         float64
		service, walk Dist
	}{
		"POLa": {2, 1 / 0.3, constant(1.2), constant(0.5)},
		"POLc": {4, 1 / 0.15, hourly(t, 1), hourly(t, 0.25)},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			var wait, cycle Tally
			for r := range uint64(20) {
				w, c := runPolling(c.queues, hourly(t, c.every), c.service, c.walk, 40_000, r)
				wait.Add(w)
				cycle.Add(c)
			}
			holds(t, id+".Wq", &wait, cases[id+".Wq"], 0.01)
			holds(t, id+".C", &cycle, cases[id+".C"], 0.01)
		})
	}
}

// inventoryCost are the costs of a month, on average over 120 months.
type inventoryCost struct{ order, hold, short float64 }

// runInventory is a stock that is looked at each month: below s, what is missing to S is ordered, and comes after half a
// month to a month. What is asked for and not there is owed. A month is an hour here.
func runInventory(s, S int64, sizes Dist, replication uint64) inventoryCost {
	type event struct {
		what byte // d: demand, o: an order comes, r: review
		n    int64
	}
	var sim Sim[event]
	stream := func(purpose string) Stream { return NewStream(1, replication, "store", purpose) }
	spacing := Dist{Kind: "exponential", Args: [4]float64{360}}.Sampler(stream("demand"))
	size, lag := sizes.Sampler(stream("size")), Dist{Kind: "uniform", Args: [4]float64{1800, 3600}}.Sampler(stream("lag"))
	var there, owed Level
	var cost Count
	stock, asked, reviews := int64(60), uint64(0), uint64(0)
	set := func(to int64) {
		stock = to
		there.Set(sim.Now(), max(to, 0))
		owed.Set(sim.Now(), max(-to, 0))
	}
	set(stock)
	sim.After(spacing.Duration(0, 0), event{what: 'd'})
	sim.After(0, event{what: 'r'})
	const months = Time(120 * time.Hour)
	for e := range sim.Events(months - 1) {
		switch e.what {
		case 'd':
			set(stock - int64(size.Value(asked, 0)))
			asked++
			sim.After(spacing.Duration(asked, 0), event{what: 'd'})
		case 'o':
			set(stock + e.n)
		case 'r':
			if n := S - stock; stock < s {
				cost.Add(32 + 3*n)
				sim.After(lag.Duration(reviews, 0), event{'o', n})
			}
			reviews++
			sim.After(time.Hour, event{what: 'r'})
		}
	}
	return inventoryCost{float64(cost.Value()) / 120, there.Mean(months), 5 * owed.Mean(months)}
}

func TestInventory(t *testing.T) {
	cases := readCases(t, "testdata/kernel_cases.csv")
	sizes := mustTable(t)(NewDiscrete([]float64{1, 2, 3, 4}, []float64{1, 2, 2, 1}))
	for id, c := range map[string]struct {
		s, S         int64
		replications uint64 // the less is owed, the more
	}{
		"INV20_40": {20, 40, 600}, "INV20_80": {20, 80, 600}, "INV20_100": {20, 100, 600},
		"INV40_60": {40, 60, 600}, "INV40_100": {40, 100, 600}, "INV60_80": {60, 80, 3000},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			var total, order, hold, short Tally
			for r := range c.replications {
				x := runInventory(c.s, c.S, sizes, r)
				total.Add(x.order + x.hold + x.short)
				order.Add(x.order)
				hold.Add(x.hold)
				short.Add(x.short)
			}
			holds(t, id+".total", &total, cases[id+".total"], 0.01)
			holds(t, id+".order", &order, cases[id+".order"], 0.01)
			holds(t, id+".hold", &hold, cases[id+".hold"], 0.01)
			holds(t, id+".short", &short, cases[id+".short"], 0.03)
		})
	}
}

// runSine is a place without limit to which customers come at a rate that follows a sine over the day, and stay an
// exponential time: the number there at 12:00 and at 18:00, and how many come from 0:00 to 6:00, each on average over days. A
// customer comes when as many are due as unit intervals have passed, as in a flow of a scenario.
func runSine(rate, swing, stay float64, days int, replication uint64) (noon, evening, night float64) {
	type event byte // b: born, g: gone, h: the next six hours begin
	var sim Sim[event]
	unit := Dist{Kind: "exponential", Args: [4]float64{1}}.Sampler(NewStream(1, replication, "entrance", "spacing"))
	stays := Dist{Kind: "exponential", Args: [4]float64{3600 * stay}}.Sampler(NewStream(1, replication, "place", "stay"))
	due := func(hours float64) float64 { // the integral of rate + swing sin(2π (t - 6)/24)
		turn := 2 * math.Pi / 24
		return rate*hours - swing/turn*(math.Cos(turn*(hours-6))-math.Cos(turn*-6))
	}
	var came uint64
	var sum, at float64 // at: hours
	next := func() {
		sum += unit.Value(came, 0)
		low, high := at, at+100
		for high-low > 1e-9 {
			if mid := (low + high) / 2; due(mid) < sum {
				low = mid
			} else {
				high = mid
			}
		}
		at = high
		sim.At(max(Time(at*float64(time.Hour)), sim.Now()), 'b')
	}
	next()
	sim.At(0, 'h')
	present, quarter, before, warm := 0, 0, uint64(0), 4*5
	for e := range sim.Events(Time(days+5) * Time(Day)) {
		switch e {
		case 'b':
			present++
			sim.After(stays.Duration(came, 0), 'g')
			came++
			next()
		case 'g':
			present--
		case 'h':
			if quarter >= warm {
				switch quarter % 4 {
				case 1:
					night += float64(came-before) / float64(days)
				case 2:
					noon += float64(present) / float64(days)
				case 3:
					evening += float64(present) / float64(days)
				}
			}
			before = came
			quarter++
			sim.After(6*time.Hour, 'h')
		}
	}
	return noon, evening, night
}

func TestSineRate(t *testing.T) {
	t.Parallel()
	cases := readCases(t, "testdata/kernel_cases.csv")
	var noon, evening, night Tally
	for r := range uint64(20) {
		a, b, c := runSine(5, 3, 2.5, 100, r)
		noon.Add(a)
		evening.Add(b)
		night.Add(c)
	}
	holds(t, "MTIa.m12", &noon, cases["MTIa.m12"], 0.01)
	holds(t, "MTIa.m18", &evening, cases["MTIa.m18"], 0.01)
	holds(t, "MTIa.N0_6", &night, cases["MTIa.N0_6"], 0.01)
}

// batchMeans are the waits of M/M/1 and the numbers present, each on average over batches of so many customers and so many
// minutes, one behind the other in a run of which the first batch warms up. Hours would lead beyond the end of time.
func batchMeans(arrival, service Dist, size uint64, minutes time.Duration, batches int) (waits, present []float64) {
	type event byte // a: arrives, s: served, m: a batch of minutes ends
	var sim Sim[event]
	var queue Queue[Time]
	var wait Tally
	var level Level
	arrivals, services := arrival.Sampler(NewStream(1, 0, "entrance", "arrive")), service.Sampler(NewStream(1, 0, "server", "serve"))
	var came, begun uint64
	begin := func() {
		wait.Add(sim.Now().Sub(queue.Peek()).Minutes())
		if begun++; begun%size == 0 {
			waits = append(waits, wait.Mean())
			wait.Reset()
		}
		sim.After(services.Duration(begun, 0), 's')
	}
	sim.After(arrivals.Duration(0, 0), 'a')
	sim.After(minutes, 'm')
	for e := range sim.Events(Never) {
		switch e {
		case 'a':
			came++
			level.Up(sim.Now())
			queue.Push(sim.Now())
			sim.After(arrivals.Duration(came, 0), 'a')
			if queue.Len() == 1 {
				begin()
			}
		case 's':
			level.Down(sim.Now())
			queue.Pop()
			if queue.Len() > 0 {
				begin()
			}
		case 'm':
			present = append(present, level.Mean(sim.Now()))
			level.Restart(sim.Now())
			sim.After(minutes, 'm')
		}
		if len(waits) > batches && len(present) > batches {
			break
		}
	}
	return waits[1 : batches+1], present[1 : batches+1]
}

// TestVarianceOfAMean: n times the variance of the mean of n successive waits, and T times that of the number present over
// a time T, tell how waits depend on each other: at 80 % load they are 80 times the variance of one wait. The product
// estimates no variance of a mean within a run: its intervals come from replications. Here batches do.
//
// The expected values hold as n and T grow; what is missing in a batch is, but for what falls with exp(-n), a constant over
// n: 2 Σ k γ(k) and 2 ∫ t R(t) dt, which follow from Poisson's equation: 100,000 and 101,000 at 80 % load, 160 and 176 at 50 %.
func TestVarianceOfAMean(t *testing.T) {
	cases := readCases(t, "testdata/kernel_cases.csv")
	for id, c := range map[string]struct {
		every                 float64
		size, batches         int
		missingWait, missingL float64
	}{
		"MM1c": {2, 200, 14_000, 160, 176},
		"MM1a": {1.25, 400, 20_000, 100_000, 101_000},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			waits, present := batchMeans(hourly(t, c.every/60), hourly(t, 1./60), uint64(c.size), time.Duration(c.size)*time.Minute, c.batches)
			n := float64(c.size)
			holds(t, id+".tavWq", spread(waits, n), cases[id+".tavWq"]-c.missingWait/n, 0.03)
			holds(t, id+".tavL", spread(present, n), cases[id+".tavL"]-c.missingL/n, 0.03)
		})
	}
}

// spread tallies the squares about the mean, times n: their mean is n times the variance.
func spread(means []float64, n float64) *Tally {
	var all, squares Tally
	for _, x := range means {
		all.Add(x)
	}
	for _, x := range means {
		squares.Add(n * (x - all.Mean()) * (x - all.Mean()))
	}
	return &squares
}

// TestBatches: the variance of a mean by batches, and the average over time with and without what came before a
// warm-up, of a series and of a path given by formulas.
func TestBatches(t *testing.T) {
	cases := readCases(t, "testdata/kernel_cases.csv")
	var batches, batch Tally
	x := 0.0
	for i := range 400 {
		if i > 0 {
			x = 0.8*x + float64((61*i)%127-63)/127
		}
		if batch.Add(x); batch.N() == 20 {
			batches.Add(batch.Mean())
			batch.Reset()
		}
	}
	const student = 2.0930240544 // 97.5 % quantile of Student's law with 19 degrees of freedom
	path := func(warm Time) float64 {
		var l Level
		for _, step := range [][2]int64{{0, 0}, {2, 3}, {4, 3}, {5, 1}, {9, 4}} {
			at := Time(step[0]) * Time(time.Hour)
			if l.Set(at, step[1]); at == warm {
				l.Restart(at)
			}
		}
		return l.Mean(Time(10 * time.Hour))
	}
	for id, got := range map[string]float64{
		"STAT.bm20.hw": student * batches.SD() / math.Sqrt(20),
		"STAT.tw1":     path(0),
		"STAT.tw2":     path(Time(4 * time.Hour)),
	} {
		if want := cases[id]; !(math.Abs(got-want) <= 1e-9*want) {
			t.Errorf("%s = %.12g, want %.12g", id, got, want)
		}
	}
}
