package des_test

import (
	"fmt"
	"time"

	"corridor/sim/des"
)

// Two berths and five ships: events are values, and the resource returns who
// is next instead of calling back.
func Example() {
	type event struct {
		Do   string
		Ship int
	}
	var sim des.Sim[event]
	var meter des.Meter
	queue := meter.Level("port.queue", "ships")
	berths := des.NewResource[int](2)

	load := func(ship int) { sim.After(10*time.Hour, event{"sail", ship}) }
	for ship := range 5 {
		sim.At(des.Time(time.Duration(ship)*time.Hour), event{"arrive", ship})
	}
	for e := range sim.Events(des.Time(2 * des.Day)) {
		fmt.Println(sim.Now(), e.Do, e.Ship)
		switch e.Do {
		case "arrive":
			if berths.Acquire(e.Ship) {
				load(e.Ship)
			}
		case "sail":
			if next, ok := berths.Release(); ok {
				load(next)
			}
		}
		queue.Set(sim.Now(), int64(berths.Waiting()))
	}
	for i, m := range meter.Metrics() {
		fmt.Println(m.Name, meter.Values(sim.Now())[i], m.Unit)
	}
	// Output:
	// 0 d 00:00:00 arrive 0
	// 0 d 01:00:00 arrive 1
	// 0 d 02:00:00 arrive 2
	// 0 d 03:00:00 arrive 3
	// 0 d 04:00:00 arrive 4
	// 0 d 10:00:00 sail 0
	// 0 d 11:00:00 sail 1
	// 0 d 20:00:00 sail 2
	// 0 d 21:00:00 sail 3
	// 1 d 06:00:00 sail 4
	// port.queue.mean 0.6666666666666666 ships
	// port.queue.max 3 ships
}

// A law is data; which arguments are named decides the form.
func ExampleNewDist() {
	release, err := des.NewDist("lognormal", map[string]float64{"median": 3, "p90": 9})
	fmt.Println(release, err)
	fmt.Printf("%.3f %.3f\n", release.Quantile(0.5), release.Quantile(0.9))

	_, err = des.NewDist("lognormal", map[string]float64{"median": 3, "sd": 2})
	fmt.Println(err)
	// Output:
	// lognormal(median=3, sigma=0.857251723773791) <nil>
	// 3.000 9.000
	// lognormal: sd does not go together with median; it takes mean and sd, or mean and cv, or median and p90
}

// A draw depends on its key only: the order of drawing, and draws for others,
// change nothing.
func ExampleSampler() {
	law, err := des.NewDist("triangular", map[string]float64{"min": 2, "mode": 4, "max": 12})
	if err != nil {
		panic(err)
	}
	stream := des.NewStream(1, 0, "port.aktau.berth.ferry", "load")
	load := law.Scaled(3600).Sampler(stream) // hours to seconds
	fmt.Println(load.Duration(17, 1).Round(time.Second))
	fmt.Println(load.Duration(18, 1).Round(time.Second))
	fmt.Println(load.Duration(17, 1).Round(time.Second))
	// Output:
	// 4h30m48s
	// 6h58m45s
	// 4h30m48s
}

// What happens to one train in ten only is a mixture with the constant 0.
func ExampleNewMixture() {
	inspection, err := des.NewDist("triangular", map[string]float64{"min": 2, "mode": 4, "max": 12})
	if err != nil {
		panic(err)
	}
	delay, err := des.NewMixture([]float64{90, 10}, []des.Dist{des.Constant(0), inspection})
	fmt.Println(err, delay.Mean(), delay.Quantile(0.5), delay.Quantile(1))
	// Output:
	// <nil> 0.6 0 12
}
