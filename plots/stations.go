package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A station is a point of a route that has a name on the axis of km.
type station struct {
	km   float64
	name string
	rank int // the lowest keep their name where there is no room for all
}

// stationsOf are the points between the steps of a route. A place where cargo stays gives its own name, a
// line that of its far end; the ports at both ends of the sea come first, then the ends of the route, other ports and borders.
func stationsOf(steps []analysis.Step) []station {
	var out []station
	ashore := func(i int) bool { return i > 0 && steps[i-1].Sea || i+1 < len(steps) && steps[i+1].Sea }
	for i, s := range steps {
		st := station{km: s.Km, name: analysis.Brief(s.Name), rank: 4}
		switch {
		case s.Kind == "rail" || s.Sea:
			st.name, st.rank = lineEnd(s.Name, 1), 5
		case s.Kind == "port":
			st.rank = 2
		case s.Kind == "border":
			st.rank = 3
		}
		switch {
		case s.Kind == "port" && ashore(i):
			st.rank = 0
		case i == 0 || i == len(steps)-1:
			st.rank = 1
		}
		if n := len(out); n > 0 && math.Abs(out[n-1].km-st.km) < 1 {
			if st.rank < out[n-1].rank {
				out[n-1] = st
			}
			continue
		}
		out = append(out, st)
	}
	return out
}

// lineEnd is the name of the first or the last end of a line called "A–B".
func lineEnd(name string, end int) string {
	parts := strings.Split(analysis.Brief(name), "–")
	if len(parts) == 1 { // a line that is not called after its ends
		return [2]string{"begin", "end"}[end]
	}
	if end == 0 {
		return strings.TrimSpace(parts[0])
	}
	return strings.TrimSpace(parts[len(parts)-1])
}

// words are the name, as far as there is room for it, and the km.
func (s station) words() string {
	return shortened(plain(sizeLabel, inkText), s.name, stationRoom) + "  " + number(math.Round(s.km), 0)
}

// nameStations writes names and km left of the axis; what has no room keeps only its line.
func nameStations(c draw.Canvas, y func(float64) vg.Length, stations []station) {
	height := func(km float64) vg.Length { return max(y(km), c.Min.Y+1) } // clear of the labels under the axis
	for _, s := range named(stations, height) {
		at := height(s.km)
		putMiddle(c, plain(sizeLabel, inkText), c.Min.X-tickLength-3, at, 1, s.words())
		c.StrokeLine2(stroke(inkAxis, strokeAxis), c.Min.X-tickLength, at, c.Min.X, at)
	}
}

// named are the stations whose names have room at their heights, the more important ones first.
func named(stations []station, height func(km float64) vg.Length) (out []station) {
	order := slices.Clone(stations)
	slices.SortStableFunc(order, func(a, b station) int { return a.rank - b.rank })
	for _, s := range order {
		near := func(o station) bool { return math.Abs(float64(height(o.km)-height(s.km))) < stationGap }
		if !slices.ContainsFunc(out, near) {
			out = append(out, s)
		}
	}
	return out
}

func stationsWidth(stations []station) vg.Length {
	width := vg.Length(0)
	for _, s := range stations {
		width = max(width, plain(sizeLabel, inkText).Width(s.words()))
	}
	return width
}

// dayTicks are dates under an axis of hours, every second day.
func dayTicks(from time.Time, days int) (ticks []plot.Tick) {
	for d := 0; d <= days; d++ {
		t := plot.Tick{Value: float64(24 * d)}
		if d%2 == 0 && d < days {
			t.Label = from.AddDate(0, 0, d).Format("2 Jan")
		}
		ticks = append(ticks, t)
	}
	return ticks
}

// hourTicks are times of day under an axis of hours.
func hourTicks(from time.Time, hours int) (ticks []plot.Tick) {
	for h := 0; h <= hours; h += 6 {
		ticks = append(ticks, plot.Tick{Value: float64(h), Label: from.Add(time.Duration(h) * time.Hour).Format("15:04")})
	}
	return ticks
}

// routeName is the name of a route for people.
func routeName(route analysis.Route) string {
	if route.Label != "" {
		return strings.NewReplacer(" - ", "–", " – ", "–").Replace(route.Label)
	}
	return route.Flow
}

// partings names where trains of the family of a route, of the same way, leave it within: ", container trains at Jinghe (km 2,961)". The
// km tell where that is if its name has no room on the axis.
func partings(r *analysis.Report, variant int, day time.Time, route analysis.Route) string {
	at, km := map[string]string{}, map[string]float64{} // by place of the route: the one before, and where it ends
	before := ""
	for _, s := range route.Steps {
		at[s.Place], km[s.Place], before = before, s.Km, s.Place
	}
	var names []string
	for _, o := range r.Scenario(variant).RoutesOn(day) {
		if o.Family != route.Family || o.Direction != route.Direction {
			continue
		}
		for i, s := range o.Steps[:max(len(o.Steps)-1, 0)] {
			_, on := at[s.Place]
			next, goesOn := at[o.Steps[i+1].Place]
			name := fmt.Sprintf("%s (km %s)", lineEnd(s.Name, 1), number(math.Round(km[s.Place]), 0))
			if on && s.Kind == "rail" && !(goesOn && next == s.Place) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf(", %s at %s", lowerFirst(trainsOf(r, variant)), listed(names))
}
