package plots

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// fixtureSeries are queues over the 53 weeks of 2024, with a peak in autumn and storms in winter.
func fixtureSeries(offered float64, random *rand.Rand) (series []analysis.Series, weeks [][]experiment.Float) {
	add := func(name, unit, place string, level func(week int) float64) {
		series = append(series, analysis.Series{Name: name, Unit: unit, Place: place})
		var w []experiment.Float
		for k := range 53 {
			w = append(w, experiment.Float(level(k)))
		}
		weeks = append(weeks, w)
	}
	season := func(k int) float64 { return 1 + 0.5*math.Sin(2*math.Pi*float64(k-20)/53) }
	for _, q := range []struct {
		name, unit, place string
		mean              float64
	}{
		{"sea.aktau-alyat.quay.TEU.west", "TEU", "port.aktau", 150}, {"rail.beineu-mangystau.queue", "trains", "rail.beineu-mangystau", 12},
		{"border.khorgos.queue", "trains", "border.khorgos", 4}, {"port.alyat.anchorage", "ships", "port.alyat", 2},
		{"port.poti.siding.container.queue", "trains", "port.poti", 1.5}, {"rail.zhezkazgan-beineu.queue", "trains", "rail.zhezkazgan-beineu", 0.7},
	} {
		add(q.name, q.unit, q.place, func(k int) float64 { return q.mean * offered / 3 * season(k) * (1 + 0.4*random.Float64()) })
	}
	for _, port := range []string{"port.aktau", "port.alyat"} {
		add(port+".closed", "1", port, func(k int) float64 { return math.Max(0, 0.25*math.Cos(2*math.Pi*float64(k)/53)) * random.Float64() })
	}
	return series, weeks
}

// fixtureMovements are thirty days of trains on the way to Poti, of ships, and of storms.
func fixtureMovements(variant int) (out []analysis.Movement) {
	begin := time.Date(2024, 2, 10, 0, 0, 0, 0, time.UTC)
	at := func(h float64) time.Time {
		return begin.Add(time.Duration(h * float64(time.Hour))).Truncate(time.Second)
	}
	add := func(unit, kind, of, place, berth, way, doing string, from, to, hours, length float64) float64 {
		if hours+length > 0 {
			out = append(out, analysis.Movement{Variant: variant, Unit: unit, Kind: kind, Of: of, Place: place, Berth: berth, Way: way,
				Begin: at(hours), End: at(hours + length), From: from, To: to, Doing: doing})
		}
		return hours + length
	}
	for n := range 5 {
		h := -40 + 37*float64(n)
		unit := fmt.Sprintf("train.border.khorgos#%d", n)
		h = add(unit, analysis.KindTrain, "flow.boxes-poti", "border.khorgos", "", "west", "customs", 0, 0, h, 14)
		for _, line := range []struct {
			place string
			hours float64
		}{{"rail.altynkol-zhetygen", 8}, {"rail.zhetygen-zhezkazgan", 26}, {"rail.zhezkazgan-beineu", 24}} {
			h = add(unit, analysis.KindTrain, "flow.boxes-poti", line.place, "", "west", "moving", 0, 1, h, line.hours)
		}
		h = fixtureSections(add, unit, analysis.KindTrain, "flow.boxes-poti", h)
		add(unit, analysis.KindTrain, "flow.boxes-poti", "port.aktau", "", "west", "handling", 0, 0, h, 12)
	}
	for n := range 4 {
		h := 20 + 48*float64(n)
		unit := fmt.Sprintf("train.port.aktau#%d", n)
		h = add(unit, analysis.KindTrain, "flow.empties", "rail.beineu-mangystau", "", "east", "moving", 1, 0, h, 11)
		add(unit, analysis.KindTrain, "flow.empties", "rail.zhezkazgan-beineu", "", "east", "moving", 1, 0, h, 27)
	}
	for n := range 14 {
		unit := fmt.Sprintf("other.rail.beineu-mangystau#%d", n)
		if n%2 == 0 {
			fixtureSections(add, unit, analysis.KindOther, "", float64(3*n)-8)
			continue
		}
		add(unit, analysis.KindOther, "", "rail.beineu-mangystau", "", "east", "moving", 1, 0, float64(3*n)-8, 10)
	}
	for n := range 3 {
		fixtureShip(add, fmt.Sprintf("vessel.feeder#%d", n), -30+20*float64(n))
	}
	for n, storm := range [][2]float64{{50, 40}, {160, 30}, {420, 60}} {
		unit := fmt.Sprintf("basin.caspian#%d", n)
		add(unit, analysis.KindStorm, "basin.caspian", "basin.caspian", "", "west", "storm", 0, 0, storm[0], storm[1])
		add(unit, analysis.KindStorm, "basin.caspian", "port.aktau", "", "west", "closed by the storm", 0, 0, storm[0], storm[1])
	}
	return out
}

type addMovement = func(unit, kind, of, place, berth, way, doing string, from, to, hours, length float64) float64

// fixtureSections take a train over a single track with nine loops, and let it wait in one of them.
func fixtureSections(add addMovement, unit, kind, of string, h float64) float64 {
	for k := range 10 {
		h = add(unit, kind, of, "rail.beineu-mangystau", "", "west", "moving", float64(k)/10, float64(k+1)/10, h, 1)
		if k == 4 {
			h = add(unit, kind, of, "rail.beineu-mangystau", "", "west", "track", 0.5, 0.5, h, 1.5)
		}
	}
	return h
}

// fixtureShip sails to and fro for thirty days.
func fixtureShip(add addMovement, unit string, h float64) {
	leg := func(place, berth, way, doing string, from, to, hours float64) {
		h = add(unit, analysis.KindVessel, "vessel.feeder", place, berth, way, doing, from, to, h, hours)
	}
	for h < 720 {
		leg("port.aktau", "container", "west", "waiting for cargo", 0, 0, 20)
		leg("port.aktau", "container", "west", "loading", 0, 0, 12)
		leg("port.aktau", "container", "west", "weatherbound", 0, 0, 9)
		leg("sea.aktau-alyat", "", "west", "sailing", 0, 1, 18)
		leg("port.alyat", "", "east", "waiting for a berth", 0, 0, 7)
		leg("port.alyat", "container", "east", "discharging", 0, 0, 11)
		leg("port.alyat", "container", "east", "loading", 0, 0, 10)
		leg("sea.aktau-alyat", "", "east", "sailing", 1, 0, 19)
		leg("port.aktau", "", "west", "off hire", 0, 0, 15)
	}
}
