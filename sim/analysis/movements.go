package analysis

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// MovementsName is the file of movements in a folder of results.
const MovementsName = "movements.csv"

// Movement is a stretch of time in which a train, a ship or a storm did one thing in one place, in the first
// replication of a variant.
type Movement struct {
	Variant    int
	Unit, Kind string // name, and what it is: see the kinds
	Of         string // path of its flow, fleet or sea
	Place      string // path
	Berth      string // group of berths where a ship lies
	Way        string // west, east
	Begin, End time.Time
	From, To   float64 // position along a line or lane, 0 at its eastern end; equal when standing
	Doing      string
	Name       string // of a ship, for people; "" of anything else
}

// ShipName names a ship for people: by its fleet as the file calls it, without what stands in brackets, and its number there.
// People count from 1, where units count from 0. A fleet that the file gives no name is called by the words of its key.
func ShipName(unit, fleet string) string {
	path, index, _ := strings.Cut(unit, "#")
	if strings.HasSuffix(path, "."+fleet) {
		fleet = strings.ReplaceAll(fleet, "-", " ")
		fleet = strings.ToUpper(fleet[:1]) + fleet[1:]
	}
	if i := strings.Index(fleet, " ("); i > 0 {
		fleet = fleet[:i]
	}
	n, err := strconv.Atoi(index)
	if err != nil {
		return fleet
	}
	return fmt.Sprintf("%s %d", strings.ReplaceAll(fleet, " - ", "–"), n+1)
}

// Kinds of units.
const (
	KindTrain  = "train"
	KindOther  = "other train"
	KindVessel = "vessel"
	KindStorm  = "storm"
)

const movementTime = "2006-01-02T15:04:05"

var movementHeader = []string{"variant", "unit", "kind", "of", "place", "berth", "way", "begin", "end", "from", "to", "doing", "name"}

// WriteMovements writes movements as CSV.
func WriteMovements(w io.Writer, list []Movement) error {
	c := csv.NewWriter(w)
	if err := c.Write(movementHeader); err != nil {
		return err
	}
	for _, m := range list {
		position := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 32) }
		err := c.Write([]string{strconv.Itoa(m.Variant), m.Unit, m.Kind, m.Of, m.Place, m.Berth, m.Way,
			m.Begin.Format(movementTime), m.End.Format(movementTime), position(m.From), position(m.To), m.Doing, m.Name})
		if err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// readMovements reads what WriteMovements wrote; nothing if there is no such file.
func readMovements(dir string, variants int) ([]Movement, error) {
	file, err := os.Open(filepath.Join(dir, MovementsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	c := csv.NewReader(file)
	c.ReuseRecord = true
	var list []Movement
	for first := true; ; first = false {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name(), err)
		}
		if first {
			if n := len(movementHeader); len(row) != n && len(row) != n-1 { // an older build gave ships no names
				return nil, fmt.Errorf("%s: %d columns, want %d", file.Name(), len(row), n)
			}
			continue
		}
		m, err := movementOf(row)
		if err != nil || m.Variant < 0 || m.Variant >= variants {
			line, _ := c.FieldPos(0)
			return nil, fmt.Errorf("%s:%d: not a movement of this run: %w", file.Name(), line, errors.Join(err))
		}
		list = append(list, m)
	}
}

// movementOf reads one row.
func movementOf(row []string) (Movement, error) {
	m := Movement{Unit: row[1], Kind: row[2], Of: row[3], Place: row[4], Berth: row[5], Way: row[6], Doing: row[11]}
	if len(row) == len(movementHeader) {
		m.Name = row[12]
	}
	var faults [5]error
	m.Variant, faults[0] = strconv.Atoi(row[0])
	m.Begin, faults[1] = time.Parse(movementTime, row[7])
	m.End, faults[2] = time.Parse(movementTime, row[8])
	m.From, faults[3] = strconv.ParseFloat(row[9], 64)
	m.To, faults[4] = strconv.ParseFloat(row[10], 64)
	return m, errors.Join(faults[:]...)
}

// FirstRouteShare is the share of what arrived of a flow that came by the route which it names first, of which steps tell.
func (r *Report) FirstRouteShare(variant int, flow string) float64 {
	metric := "flow." + flow + ".step.share"
	if !r.Has(metric, variant) {
		return 1 // it has no other, or an older build did not tell
	}
	share := r.mean(variant, metric)
	if math.IsNaN(share) {
		return 0 // nothing arrived
	}
	return share
}

// MainRoute is the way of the flow of the goal's family that carries most by the route which it names first in a variant, westward if
// any goes west; without a goal, of the flow of any family that carries the largest mass by it.
func (r *Report) MainRoute(variant int) (main Route, ok bool) {
	s := r.Scenario(variant)
	of, what := func(family string) bool { return family == s.Goal.Family }, ".carried"
	if s.Goal.Family == "" {
		of, what = func(string) bool { return true }, ".carried.mass"
	}
	most := -1.0
	for _, route := range s.Routes {
		if !of(route.Family) || len(route.Steps) == 0 || ok && main.Direction == "west" && route.Direction != "west" {
			continue
		}
		carried := r.mean(variant, "flow."+route.Flow+what) * r.FirstRouteShare(variant, route.Flow)
		if carried > most || ok && main.Direction != "west" && route.Direction == "west" {
			main, most, ok = route, carried, true
		}
	}
	return main, ok
}

// MainRouteOn is the way of the same flow as it is on a day.
func (r *Report) MainRouteOn(variant int, day time.Time) (main Route, ok bool) {
	main, ok = r.MainRoute(variant)
	for _, route := range r.Scenario(variant).RoutesOn(day) {
		if ok && route.Flow == main.Flow {
			return route, true
		}
	}
	return main, ok
}

// BusiestSingle is the single-track line of a route whose sections are taken for the largest share of the time,
// "" if it has none.
func (r *Report) BusiestSingle(variant int, route Route) (path string) {
	most := -1.0
	for _, s := range route.Steps {
		if !r.Has(s.Place+".meeting.mean", variant) { // trains meet on a single track only
			continue
		}
		if busy := r.mean(variant, s.Place+".busy"); busy > most {
			path, most = s.Place, busy
		}
	}
	return path
}
