package corridor

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corridor/sim/des"
)

// What this file holds down to the tests is all that a new kind of place needs, beside one word in Kinds.

var gateKind = Kind{Name: "gate", Doc: "A gate that trains pass one by one.", Place: true, New: func() Spec { return &Gate{} }}

// Gate holds each train for a time, one at a time.
type Gate struct {
	Takes des.Dist `doc:"time of a train in the gate"`
}

type gateState struct {
	id     placeID
	takes  des.Sampler
	taken  bool
	queue  des.Queue[trainID]
	inside *des.Level
}

func (g *Gate) build(b *builder) {
	b.place(&gateState{id: b.thing, takes: b.sampler("takes", g.Takes), inside: b.level("inside", "trains", "mean")})
}

func (g *gateState) admit(_ *World, tr *train) bool {
	if g.taken {
		g.queue.Push(tr.id)
		return false
	}
	g.taken = true
	return true
}

func (g *gateState) start(w *World, tr *train) {
	entity, visit := tr.key()
	w.markAboard(tr, handling)
	g.inside.Change(w.sim.Now(), 1)
	w.after(g.takes.Duration(entity, visit), served, g.id, int32(tr.id), 0)
}

func (g *gateState) handle(w *World, e event) { w.advance(w.trains[e.who]) }

func (g *gateState) vacate(w *World, _ *train) {
	g.inside.Change(w.sim.Now(), -1)
	if g.taken = g.queue.Len() > 0; g.taken {
		w.grant(g.queue.Pop())
	}
}

// TestNewKindOfPlace: two trains come every four hours to a gate that takes an hour; the second waits for the first. What all
// places have it has without a word more: metrics, invariants, the account of time, a trace, and mechanisms that look for
// laws.
func TestNewKindOfPlace(t *testing.T) {
	defer func(was []Kind) { Kinds = was }(Kinds)
	Kinds = append(slices.Clone(Kinds), gateKind)
	scenario := func(takes des.Dist) *Scenario {
		return model(100, 4000, map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(4)), des.Constant(2), 1000 }),
			"route.r": routeOf("gate.g", "station.s"), "station.s": stationOf(0, hours(1)),
			"gate.g": &Gate{Takes: takes},
		})
	}
	s := scenario(hours(1))
	if faults := Check(s); len(faults) > 0 {
		t.Fatal(faults)
	}
	s.Run.Seed = 1
	w := New(s, Choices{Seed: 1, Trace: &Trace{}})
	w.Run()
	m := map[string]float64{}
	for i, v := range w.Values() {
		m[w.Metrics()[i].Name] = v
	}
	for metric, want := range map[string]float64{"flow.f.transit.mean": 2.5 / 24, "gate.g.inside.mean": 0.5, "gate.g.throughput": 2 * 8760 / 4 * 1e-6,
		"flow.f.step.00.handling": 1, "flow.f.step.01.handling": 1} {
		if got := m[metric]; !(math.Abs(got/want-1) < 2e-3) {
			t.Errorf("%s is %v, want %v", metric, got, want)
		}
	}
	if off, changes := Without(scenario(exp(1)), "drawn-times"); !changes || !off.Things[off.Find("gate.g")].Spec.(*Gate).Takes.IsConstant() {
		t.Error("its law is not put at its mean")
	}
}

// TestKindsAreNamedOnce: a kind is named where it is made and in the list of kinds, and nowhere else.
func TestKindsAreNamedOnce(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]int{}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				return false // a word of it, such as its name
			case *ast.Ident:
				named[n.Name]++
			}
			return true
		})
	}
	for _, k := range Kinds {
		if got := named[k.Name+"Kind"]; got != 2 {
			t.Errorf("%sKind stands in %d places, want 2: where it is made, and in Kinds", k.Name, got)
		}
	}
}
