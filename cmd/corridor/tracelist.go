package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"corridor/sim/analysis"
	"corridor/sim/corridor"
)

// traceListed is how many units of one flow, place or sea are listed.
const traceListed = 3

// list prints units that were there in the days asked for: all vessels, and the first few of everything else.
func (t *tracing) list(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "unit\tbegins\twhat it is, from %s to %s\n", t.clock(t.from), t.clock(t.until))
	t.listVessels(out)
	t.listCargo(out)
	t.listBeginning(out, corridor.UnitTrain)
	t.listBeginning(out, corridor.UnitStorm)
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nnext:    corridor trace %s --unit ID\n", quoted(t.path))
	return err
}

func (t *tracing) nameOf(path string) string {
	if i := t.scenario.Find(path); i >= 0 {
		return t.scenario.Things[i].Name
	}
	return path
}

// shipName is what figures call a ship.
func (t *tracing) shipName(u corridor.Traced) string {
	return analysis.ShipName(u.Name, t.nameOf(u.Of))
}

func (t *tracing) listVessels(w io.Writer) {
	for _, u := range t.log.Units {
		if u.Kind == corridor.UnitVessel {
			fmt.Fprintf(w, "%s\t\t%s\n", u.Name, t.shipName(u))
		}
	}
}

// listCargo prints the first consignments of each flow that were born in these days.
func (t *tracing) listCargo(w io.Writer) {
	for _, path := range t.paths("flow.") {
		flow := t.scenario.Things[t.scenario.Find(path)].Spec.(*corridor.Flow)
		n := 0
		for _, b := range t.log.Births {
			if string(b.Flow) != path || b.At < t.from || b.At >= t.until {
				continue
			}
			if n++; n > traceListed {
				continue
			}
			size := corridor.Amount{N: b.Pieces, Unit: unitOf(flow)}
			fmt.Fprintf(w, "%s#%d\t%s\t%v, %s\n", path, b.Number, t.clock(b.At), size, t.nameOf(path))
		}
		if n > traceListed {
			fmt.Fprintf(w, "%s#…\t\t%d more\n", path, n-traceListed)
		}
	}
}

// unitOf is what a flow is counted in.
func unitOf(f *corridor.Flow) corridor.Unit {
	switch {
	case f.Volume != nil:
		return f.Volume.Unit
	case f.Load != nil:
		return f.Load.Unit
	}
	return corridor.Items
}

// listBeginning prints the first units of a kind that began in these days, by what they are numbered in.
func (t *tracing) listBeginning(w io.Writer, kind string) {
	begins := map[int32]int{} // unit to its first segment
	for i, s := range t.log.Segments {
		if _, seen := begins[s.Unit]; !seen {
			begins[s.Unit] = i
		}
	}
	var stems []string
	lines := map[string][]string{}
	for i, u := range t.log.Units {
		s := t.log.Segments[begins[int32(i)]]
		if u.Kind != kind || s.Begin < t.from || s.Begin >= t.until {
			continue
		}
		stem, _, _ := strings.Cut(u.Name, "#")
		if lines[stem] == nil {
			stems = append(stems, stem)
		}
		lines[stem] = append(lines[stem], fmt.Sprintf("%s\t%s\t%s", u.Name, t.clock(s.Begin), t.nameOf(u.Of)))
	}
	for _, stem := range stems {
		for i, line := range lines[stem] {
			if i < traceListed {
				fmt.Fprintln(w, line)
			}
		}
		if n := len(lines[stem]); n > traceListed {
			fmt.Fprintf(w, "%s#…\t\t%d more\n", stem, n-traceListed)
		}
	}
}
