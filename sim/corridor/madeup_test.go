package corridor

import (
	"math"
	"strings"
	"testing"
)

// fromBorder offers 20 boxes a day at a border of 6 trains a day; they end at a terminal, or go on from there in trains of 10.
func fromBorder(path ...Ref) *Scenario {
	return model(0, 24*100, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) {
			f.Volume, f.Load, f.Train = &Volume{7300, Items}, &Amount{20, Items}, "train.t"
		}),
		"train.t": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 5 }),
		"route.r": routeOf(path...), "rail.l": runOf(10), "rail.m": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Slots = 3600, 1, Both[Frequency]{6, 6} }),
		"border.x":   newOf(borderKind, func(b *Border) { b.Slots = Both[Frequency]{6, 6} }),
		"terminal.b": terminalOf(), "terminal.c": terminalOf(),
	})
}

// TestUnitsFromABorder: where nothing makes up trains each unit takes a slot of its own, in the run and on paper alike: of 20 a day the six of
// the slots pass, and 20 / 6 = 333 % of them are used. From the terminal on two trains of 10 take two slots in six. The kind of train is
// named where it does nothing, and where it does nothing at first.
func TestUnitsFromABorder(t *testing.T) {
	use := func(s *Scenario, path string) float64 {
		for _, c := range Installed(s, "") {
			if c.Path == path {
				return c.Use
			}
		}
		t.Fatalf("no %s", path)
		return 0
	}
	s := fromBorder("border.x", "rail.l", "terminal.b")
	if got := use(s, "border.x.slots.west"); !(math.Abs(got-20.0/6) <= 0.001) {
		t.Errorf("the border is used to %.3f on paper, want 20/6", got)
	}
	if got := run(t, s, 0)["flow.f.carried"] / 365; !(math.Abs(got-6) <= 0.2) {
		t.Errorf("%.2f units a day arrive, want the 6 of the slots", got)
	}
	if got := Doubts(s); len(got) != 1 || got[0].Path != "flow.f.train" || !strings.Contains(got[0].Text, "has no effect") {
		t.Errorf("said %v", got)
	}
	spec[*Train](s, "train.t").Empties = 1
	if got := Doubts(s); len(got) > 0 {
		t.Errorf("of units that run back empty said %v", got)
	}
	s = fromBorder("border.x", "rail.l", "terminal.b", "rail.m", "terminal.c")
	if got, also := use(s, "border.x.slots.west"), use(s, "rail.m.west"); !(math.Abs(got-20.0/6) <= 0.001) || !(math.Abs(also-2.0/6) <= 0.001) {
		t.Errorf("border and second line are used to %.3f and %.3f on paper, want 20/6 and 2/6", got, also)
	}
	if got := Doubts(s); len(got) != 1 || got[0].Text != "from border.x to terminal.b each unit goes by itself: trains are made up at terminals and ports only" {
		t.Errorf("said %v", got)
	}
	s = fromBorder("terminal.b", "rail.l", "border.x", "rail.m", "terminal.c")
	if got := use(s, "border.x.slots.west"); !(math.Abs(got-2.0/6) <= 0.001) || len(Doubts(s)) > 0 {
		t.Errorf("from a terminal the border is used to %.3f on paper, want 2/6; said %v", got, Doubts(s))
	}
	if got := run(t, s, 0)["flow.f.carried"] / 365; !(math.Abs(got-20) <= 1) {
		t.Errorf("%.2f units a day arrive, want all 20", got)
	}
}
