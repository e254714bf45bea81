package plots

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// The fixture is made up: a corridor with the shape of the real one, whose sea crossing saturates
// at a given capacity. Its numbers are fit for looking at figures and for nothing else.

type fixture struct {
	scenarios    []fixtureScenario
	offered      []float64 // Mt/yr by level
	replications int
	months       int // measured; 0: 12
}

type fixtureScenario struct {
	name, title string
	capacity    float64 // Mt/yr of the sea crossing
	places      []analysis.Place
	elements    []analysis.Element
	routes      []analysis.Route
	families    []analysis.Family
	luck        uint64 // of its own; 0: that of all others
}

// fixtureFull has two scenarios at seven levels.
func fixtureFull() fixture {
	return fixture{
		scenarios: []fixtureScenario{
			{"middle-corridor-2024", "Infrastructure of 2024", 5.4, fixturePlaces(), fixtureElements(5.4), fixtureRoutes(), fixtureFamilies(5), 0},
			{"middle-corridor-2027", "Announced for 2027", 10.6, fixturePlaces(), fixtureElements(10.6), fixtureRoutes(), fixtureFamilies(5), 0},
		},
		offered:      []float64{3, 4.5, 6, 8, 10, 12, 14},
		replications: 12,
	}
}

// fixtureSmall has one scenario at one level.
func fixtureSmall() fixture {
	f := fixtureFull()
	f.scenarios, f.offered = f.scenarios[:1], f.offered[:1]
	return f
}

// fixtureCrowded has long names, many places, many families and many scenarios.
func fixtureCrowded() fixture {
	f := fixtureFull()
	f.scenarios = nil
	for i, words := range []string{"as in 2024", "with two more ferries", "with dredging at Aktau and Kuryk", "with crane and berth package",
		"with block trains on a joint timetable", "with digital customs at all borders", "with everything that was promised"} {
		s := fixtureScenario{fmt.Sprintf("package-%d", i+1), "Trans-Caspian corridor " + words, 5 + float64(i), fixturePlaces(),
			fixtureElements(5 + float64(i)), fixtureRoutes(), fixtureFamilies(8), 0}
		for k := range 12 {
			p := s.places[k%len(s.places)]
			p.Path = fmt.Sprintf("%s.annex%d", p.Path, k)
			p.Name = fmt.Sprintf("%s: auxiliary yard and customs terminal no. %d", p.Name, k+1)
			s.places = append(s.places, p)
			s.elements = append(s.elements, analysis.Element{Path: p.Path, Name: p.Name, Kind: "terminal", Installed: 6 + float64(k), Use: 0.8, Flows: []string{"boxes-poti", "boxes-mersin"}})
			for n := range s.routes {
				end := s.routes[n].Steps[len(s.routes[n].Steps)-1]
				s.routes[n].Steps = append(s.routes[n].Steps, analysis.Step{Place: p.Path, Name: p.Name, Kind: "terminal", Km: end.Km + 0.5})
			}
		}
		f.scenarios = append(f.scenarios, s)
	}
	return f
}

// fixtureAblation is a scenario as it is and without so many mechanisms, at some levels: large effects, small ones, and some
// that are luck.
func fixtureAblation(mechanisms int, offered ...float64) fixture {
	f := fixtureSmall()
	f.offered = offered
	for k := range mechanisms {
		s := f.scenarios[0]
		name := fmt.Sprintf("mechanism-of-number-%d", k+1)
		s.name, s.title = s.name+" without "+name, "nothing of "+name
		if k%3 == 2 {
			s.luck = uint64(k)
		}
		s.capacity += 3 / float64(k+1) / float64(k+1) * float64(1-2*(k%2))
		f.scenarios = append(f.scenarios, s)
	}
	return f
}

// fixtures are the reports that every figure must bear.
func fixtures() []struct {
	name    string
	fixture fixture
} {
	levels, pair := fixtureFull(), fixtureFull()
	levels.scenarios = levels.scenarios[:1]
	pair.offered = pair.offered[2:3]
	return []struct {
		name    string
		fixture fixture
	}{{"full", fixtureFull()}, {"small", fixtureSmall()}, {"crowded", fixtureCrowded()}, {"levels", levels}, {"pair", pair}, {"ablation", fixtureAblation(40, 3, 5, 8)}, {"ablation-small", fixtureAblation(3, 5)}}
}

func fixturePlaces() []analysis.Place {
	var out []analysis.Place
	for _, p := range [][3]string{
		{"border.khorgos", "Khorgos - Altynkol (China - Kazakhstan)", "border"},
		{"rail.altynkol-zhetygen", "Altynkol–Zhetygen", "rail"},
		{"rail.zhetygen-zhezkazgan", "Zhetygen–Zhezkazgan", "rail"},
		{"rail.zhezkazgan-beineu", "Zhezkazgan–Beineu", "rail"},
		{"rail.beineu-mangystau", "Beineu–Mangystau", "rail"},
		{"port.aktau", "Port of Aktau", "port"},
		{"port.kuryk", "Port of Kuryk", "port"},
		{"sea.aktau-alyat", "Aktau–Alyat", "sea"},
		{"port.alyat", "Port of Alyat", "port"},
		{"rail.alyat-boyuk-kesik", "Alyat–Boyuk Kesik", "rail"},
		{"border.gardabani", "Boyuk Kesik–Gardabani", "border"},
		{"rail.gardabani-samtredia", "Gardabani–Samtredia", "rail"},
		{"port.poti", "Poti, land side", "port"},
		{"terminal.akhalkalaki", "Akhalkalaki gauge change", "gauge"},
		{"rail.akhalkalaki-mersin", "Akhalkalaki–Mersin", "rail"},
	} {
		out = append(out, analysis.Place{Path: p[0], Name: p[1], Kind: p[2]})
	}
	return out
}

// fixtureElements are those of a corridor whose ships carry so many Mt/yr; 14 Mt are offered.
func fixtureElements(sea float64) []analysis.Element {
	all, west := []string{"boxes-poti", "boxes-mersin", "boxes-east"}, []string{"boxes-poti", "boxes-mersin"}
	var out []analysis.Element
	for _, e := range []struct {
		path, name string
		installed  float64
		flows      []string
	}{
		{"sea.aktau-alyat.TEU.west", "Aktau–Alyat, containers westbound", 0.95 * sea, west},
		{"sea.aktau-alyat.TEU.east", "Aktau–Alyat, containers eastbound", 0.95 * sea, all[2:]},
		{"border.khorgos.slots.west", "Khorgos–Altynkol, slots westbound", 14.6, west},
		{"rail.altynkol-zhetygen", "Altynkol–Zhetygen", 21, all},
		{"rail.zhetygen-zhezkazgan", "Zhetygen–Zhezkazgan", 26, all},
		{"rail.zhezkazgan-beineu", "Zhezkazgan–Beineu", 17.5, west},
		{"rail.beineu-mangystau", "Beineu–Mangystau", 12.8, west},
		{"port.aktau.berth.container", "Port of Aktau, container berth", 1.05 * sea, west},
		{"port.alyat.berth.container", "Port of Alyat, container berth", 15, west},
		{"rail.alyat-boyuk-kesik.west", "Alyat–Boyuk Kesik, westbound", 64, west},
		{"border.gardabani.slots.west", "Boyuk Kesik–Gardabani, slots westbound", 13, west},
		{"port.poti.siding.container", "Poti, container siding", 12, west[:1]},
		{"terminal.akhalkalaki.gauge", "Akhalkalaki, gauge change", 5, west[1:]},
	} {
		offered := 0.0
		for _, f := range e.flows {
			offered += 14 * fixtureShare[f]
		}
		out = append(out, analysis.Element{Path: e.path, Name: e.name, Installed: e.installed, Use: offered / e.installed, Flows: e.flows})
	}
	return out
}

// fixtureShare is the share of a flow in all that is carried.
var fixtureShare = map[string]float64{"boxes-poti": 0.6, "boxes-mersin": 0.3, "boxes-east": 0.1}

func fixtureFamilies(n int) []analysis.Family {
	var out []analysis.Family
	for _, name := range []string{"container", "grain", "oil", "metals", "fertiliser", "ore", "wagons", "vehicles"}[:n] {
		out = append(out, analysis.Family{Name: name, Unit: "t", Counted: true})
	}
	return append(out, analysis.Family{Name: "empties", Unit: "TEU"})
}

func fixtureRoutes() []analysis.Route {
	head := []analysis.Step{
		{Place: "border.khorgos", Name: "Khorgos - Altynkol (China - Kazakhstan)", Kind: "border"},
		{Place: "rail.altynkol-zhetygen", Name: "Altynkol–Zhetygen", Kind: "rail", Km: 293},
		{Place: "rail.zhetygen-zhezkazgan", Name: "Zhetygen–Zhezkazgan", Kind: "rail", Km: 1320},
		{Place: "rail.zhezkazgan-beineu", Name: "Zhezkazgan–Beineu", Kind: "rail", Km: 2356},
		{Place: "rail.beineu-mangystau", Name: "Beineu–Mangystau", Kind: "rail", Km: 2760},
		{Place: "port.aktau", Name: "Port of Aktau", Kind: "port", Km: 2760},
		{Place: "sea.aktau-alyat", Name: "Aktau–Alyat", Kind: "sea", Km: 3240, Sea: true},
		{Place: "port.alyat", Name: "Port of Alyat", Kind: "port", Km: 3240},
		{Place: "rail.alyat-boyuk-kesik", Name: "Alyat–Boyuk Kesik", Kind: "rail", Km: 3673},
		{Place: "border.gardabani", Name: "Boyuk Kesik–Gardabani", Kind: "border", Km: 3673},
	}
	join := func(steps ...analysis.Step) []analysis.Step {
		return append(append([]analysis.Step{}, head...), steps...)
	}
	poti := join(
		analysis.Step{Place: "rail.gardabani-samtredia", Name: "Gardabani–Samtredia", Kind: "rail", Km: 4010},
		analysis.Step{Place: "port.poti", Name: "Poti, land side", Kind: "port", Km: 4010})
	mersin := join(
		analysis.Step{Place: "terminal.akhalkalaki", Name: "Akhalkalaki gauge change", Kind: "gauge", Km: 3950},
		analysis.Step{Place: "rail.akhalkalaki-mersin", Name: "Akhalkalaki–Mersin", Kind: "rail", Km: 5240})
	return []analysis.Route{
		{Flow: "boxes-poti", Label: "Containers China–Poti", Family: "container", Direction: "west", Steps: poti},
		{Flow: "boxes-mersin", Label: "Containers China–Mersin", Family: "container", Direction: "west", Steps: mersin},
		{Flow: "boxes-east", Label: "Containers Poti–China", Family: "container", Direction: "east", Steps: append([]analysis.Step{}, poti[:3]...)},
	}
}

// report builds the journal's content with analysis.New.
func (f fixture) report() *analysis.Report {
	h := analysis.Header{Format: analysis.Format, Program: "corridor", Version: "v0.1.0", Command: "corridor run", Seed: 42, Replications: f.replications}
	for _, s := range f.scenarios {
		_, without, _ := strings.Cut(s.name, " without ")
		leaves := upperFirst(strings.ReplaceAll(without, "-", " "))
		var years []analysis.Year
		if f.measured() > 12 { // of the last, half as much more is installed
			years = []analysis.Year{{Year: 2024, Elements: s.elements}, {Year: 2023 + f.measured()/12, Elements: slices.Clone(s.elements)}}
			for i := range years[1].Elements {
				years[1].Elements[i].Installed *= 1.5
				years[1].Elements[i].Use /= 1.5
			}
		}
		h.Scenarios = append(h.Scenarios, analysis.Scenario{Years: years,
			Name: s.name, Title: s.title, File: s.name + ".toml", Hash: fmt.Sprintf("%x", sha256.Sum256([]byte(s.name))),
			Goal:   analysis.Goal{Carried: 10, By: "2027", MeasuredAt: []string{"sea.aktau-alyat"}, Direction: "both", Family: "container", PromiseDays: 30, OccupationDay: 0.6},
			Routes: s.routes, Without: without, Leaves: leaves, Places: s.places, Elements: s.elements, Families: s.families, Start: "2024-01-01", Months: fixtureMonths(f.measured()),
		})
	}
	for l := range f.offered {
		h.Levels = append(h.Levels, fmt.Sprintf("%g Mt", f.offered[l]))
	}
	var rows []experiment.Row
	for i, s := range f.scenarios {
		for l, offered := range f.offered {
			v := analysis.Variant{Scenario: i, Level: l, Offered: offered}
			for n := range f.replications {
				row := experiment.Row{Variant: len(h.Variants), Replication: n, Seed: 42}
				m := fixtureMetrics(s, f.measured(), offered, rand.New(rand.NewPCG(uint64(n), 7+s.luck)))
				v.Metrics = v.Metrics[:0]
				for _, one := range m {
					v.Metrics = append(v.Metrics, analysis.Metric{Name: one.name, Unit: one.unit})
					row.Values = append(row.Values, experiment.Float(one.value))
				}
				v.Series, row.Weeks = fixtureSeries(offered, rand.New(rand.NewPCG(uint64(n), 8)))
				rows = append(rows, row)
			}
			h.Variants = append(h.Variants, v)
		}
	}
	r := analysis.New(h, rows)
	for _, v := range r.States() {
		r.Movements = append(r.Movements, fixtureMovements(v)...)
	}
	return r
}

// measured is the number of months measured.
func (f fixture) measured() int {
	if f.months == 0 {
		return 12
	}
	return f.months
}

func fixtureMonths(n int) []string {
	var out []string
	for m := range n {
		out = append(out, fmt.Sprintf("%d-%02d", 2024+m/12, m%12+1))
	}
	return out
}

type measured struct {
	name, unit string
	value      float64
}

// fixtureMetrics are the values of one replication.
func fixtureMetrics(s fixtureScenario, months int, offered float64, random *rand.Rand) []measured {
	var out []measured
	add := func(name, unit string, v float64) { out = append(out, measured{name, unit, v}) }
	capacity := s.capacity * (1 + 0.03*random.NormFloat64())
	load := offered / capacity
	carried := offered / math.Pow(1+math.Pow(load, 12), 1.0/12)
	wait := 30 * math.Pow(load, 3) / (1 + 0.1*math.Pow(load, 3)) * (1 + 0.1*random.NormFloat64())
	add("corridor.offered", "Mt/yr", offered)
	add("corridor.carried", "Mt/yr", carried)
	add("corridor.cut.carried", "Mt/yr", 0.85*carried)
	add("corridor.stock.start", "t", 2e5)
	add("corridor.stock.end", "t", 2e5+(offered-carried)*1e6)
	fixtureGrowth(add, months, offered, carried)
	weights := 0.0
	for k, fam := range s.families {
		if fam.Counted {
			weights += 1 / float64(k+1)
		}
	}
	for m := range months {
		season := 1 + 0.18*math.Sin(2*math.Pi*float64(m-3)/12)
		for k, fam := range s.families {
			if fam.Counted {
				add(fmt.Sprintf("month.%02d.%s.carried", m+1, fam.Name), "kt", carried*1000/12*season/float64(k+1)/weights)
			}
		}
	}
	p90 := 0.0
	for k, r := range s.routes {
		add("flow."+r.Flow+".carried", "TEU/yr", 20000*carried/float64(k+1))
		add("flow."+r.Flow+".carried.mass", "kt/yr", 1000*carried*fixtureShare[r.Flow])
		for y := range months / 12 {
			if months > 12 { // a year with 10 % more than the one before
				more := 0.8 * math.Pow(1.1, float64(y))
				add(fmt.Sprintf("flow.%s.year.%d.carried", r.Flow, 2024+y), "TEU/yr", more*20000*carried/float64(k+1))
				add(fmt.Sprintf("flow.%s.year.%d.carried.mass", r.Flow, 2024+y), "kt/yr", more*1000*carried*fixtureShare[r.Flow])
			}
		}
		days := fixtureSteps(add, r, wait)
		p90 = max(p90, days)
	}
	for k, place := range s.places {
		if place.Kind == "rail" {
			taken := math.Min(0.9, load*(0.3+0.05*float64(k)))
			add(place.Path+".occupation", "1", taken)
			add(place.Path+".occupation.west", "1", taken)
			add(place.Path+".occupation.east", "1", 0.9*taken)
		}
	}
	add("rail.beineu-mangystau.meeting.mean", "h", 0.5)
	add("rail.beineu-mangystau.busy", "1", 0.4)
	for k, berth := range []string{"port.aktau.berth.container", "port.aktau.berth.oil", "port.alyat.berth.container", "port.kuryk.berth.ferry"} {
		taken, berths := math.Min(0.85, load*(0.3+0.12*float64(k))), float64(1+k)
		add(berth+".occupied.mean", "berths", berths*taken)
		add(berth+".occupancy", "1", taken)
		add(berth+".time.mean", "h", 14)
		add(berth+".waiting.mean", "h", 14*taken/(1-taken))
	}
	add("corridor.transit.p50", "d", 0.92*p90)
	add("corridor.transit.p90", "d", 1.3*p90)
	return out
}

// fixtureSteps gives the hours of a route's steps and returns its days.
func fixtureSteps(add func(string, string, float64), r analysis.Route, wait float64) float64 {
	days, km := 0.0, 0.0
	for i, s := range r.Steps {
		hours := map[string]float64{"moving": (s.Km - km) / 28}
		switch s.Kind {
		case "port":
			hours["handling"], hours["track"], hours["customs"], hours["weather"] = 9, 8+0.5*wait, 6, 4
			if s.Place == "port.aktau" {
				hours["vessel"], hours["weather"] = 40+4*wait, 14
			}
		case "border":
			hours["handling"], hours["customs"], hours["wagon"] = 8, 15, 9+0.1*wait
		case "gauge":
			hours["handling"], hours["track"], hours["wagon"] = 6, 12, 20
		case "terminal":
			hours["handling"] = 1 + float64(i)/10
		default:
			hours["track"], hours["wagon"] = 3+0.1*wait, 2
		}
		total := 0.0
		for _, c := range analysis.Causes {
			add(fmt.Sprintf("flow.%s.step.%02d.%s", r.Flow, i, c.Name), "h/unit", hours[c.Name])
			total += hours[c.Name]
		}
		days, km = days+total/24, s.Km
		for q, factor := range []float64{0.75, 0.95, 1.35} {
			add(fmt.Sprintf("flow.%s.step.%02d.%s", r.Flow, i, []string{"p10", "p50", "p90"}[q]), "d", days*factor)
		}
	}
	return days
}
