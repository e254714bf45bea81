package main

import (
	"fmt"
	"strings"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// piece reads the ID of a piece of cargo; nil for units of other kinds.
func (t *tracing) piece(id string) (*corridor.Piece, error) {
	if !strings.HasPrefix(id, "flow.") {
		return nil, nil
	}
	path, rest, _ := strings.Cut(id, "#")
	if i := t.scenario.Find(path); i < 0 {
		return nil, misused("--unit %s: no flow is called %s; %s", id, path, scenarios.DidYouMean(path, t.paths("flow.")))
	}
	p := &corridor.Piece{Flow: corridor.Ref(path)}
	number, index, split := strings.Cut(rest, ":")
	ok := scan(number, &p.Number)
	if split {
		ok = ok && scan(index, &p.Index)
	}
	if !ok {
		return nil, misused("--unit %s: write %s#17, or %s#17:30 for the life of its piece 30", id, path, path)
	}
	return p, nil
}

// scan reads a whole number that is not negative.
func scan[T uint64 | int64](text string, into *T) bool {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > 1<<50 {
			return false
		}
		n = 10*n + int(c-'0')
	}
	*into = T(n)
	return text != ""
}

// paths are the things whose path begins so.
func (t *tracing) paths(prefix string) (out []string) {
	for _, thing := range t.scenario.Things {
		if strings.HasPrefix(thing.Path, prefix) {
			out = append(out, thing.Path)
		}
	}
	return out
}

// find finds the unit that was asked for in the log, or says what there is.
func (t *tracing) find(id string) (int32, error) {
	if p := t.log.Follow; p != nil {
		return t.findCargo(id, p)
	}
	stem, _, _ := strings.Cut(id, "#")
	stems, n := []string{}, 0
	for i, u := range t.log.Units {
		if u.Name == id || u.Kind == corridor.UnitVessel && strings.EqualFold(t.shipName(u), id) {
			return int32(i), nil
		}
		s, _, _ := strings.Cut(u.Name, "#")
		if s == stem {
			n++
		}
		if len(stems) == 0 || stems[len(stems)-1] != s {
			stems = append(stems, s)
		}
	}
	stems = append(stems, t.paths("flow.")...)
	hint := fmt.Sprintf("corridor trace %s --list lists units", quoted(t.path))
	if n > 0 {
		return 0, misused("there is no unit %s: %s#0 to %s#%d are there; %s", id, stem, stem, n-1, hint)
	}
	return 0, misused("there is no unit %s; %s; %s", id, scenarios.DidYouMean(stem, distinct(stems)), hint)
}

// findCargo finds the consignment that was followed.
func (t *tracing) findCargo(id string, p *corridor.Piece) (int32, error) {
	for i, u := range t.log.Units {
		if u.Kind == corridor.UnitCargo {
			return int32(i), nil
		}
	}
	n, pieces := 0, int64(0)
	for _, b := range t.log.Births {
		if b.Flow == p.Flow {
			n++
			if b.Number == p.Number {
				pieces = b.Pieces
			}
		}
	}
	switch {
	case pieces > 0 && p.Index >= pieces:
		return 0, misused("there is no unit %s: the consignment has pieces 0 to %d", id, pieces-1)
	case n == 0:
		return 0, misused("there is no unit %s: no cargo of this flow is born at level %s", id, t.level)
	}
	return 0, misused("there is no unit %s: the flow has consignments 0 to %d; corridor trace %s --list lists units", id, n-1, quoted(t.path))
}

// distinct keeps the first of equal names.
func distinct(names []string) (out []string) {
	seen := map[string]bool{}
	for _, n := range names {
		if !seen[n] {
			out = append(out, n)
		}
		seen[n] = true
	}
	return out
}
