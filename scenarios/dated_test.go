package scenarios

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"corridor/sim/corridor"
)

// queue is a scenario of one station, to be changed inside its run.
const queue = `format = 1
title = "queue"
[run]
start = 2025-01-01
lead_in = "31 d"
length = "730 d"
replications = 1
[flow.a]
family = "f"
route = "route.r"
every = "1 h"
[route.r]
path = ["station.s"]
[station.s]
servers = 2
service = "1 h"
`

func datedFS(measures map[string]string) fstest.MapFS {
	fs := fstest.MapFS{"queue.toml": &fstest.MapFile{Data: []byte(queue)}}
	for name, text := range measures {
		fs[name] = &fstest.MapFile{Data: []byte("format = 1\ntitle = \"m\"\n" + text)}
	}
	return fs
}

// TestStatesByDate: relative changes of one value on different days, in either order of naming, give on each day
// what all that are ready by then give together: sums first, then factors.
func TestStatesByDate(t *testing.T) {
	fs := datedFS(map[string]string{
		"old.toml":  "ready = 2024-12-01\nchange.station.s.servers = \"+1\"\n", // the run begins on this day
		"six.toml":  "ready = 2024-12-15\nchange.station.s.servers = \"+6\"\n", // in the lead-in
		"half.toml": "ready = 2025-06-01\nchange.station.s.servers = \"+100 %\"\n",
		"two.toml":  "ready = 2026-02-01\nchange.station.s.servers = \"+2\"\n",
		"far.toml":  "ready = 2027-01-01\nchange.station.s.servers = \"+50\"\n", // the run has ended
	})
	var hash string
	for _, with := range [][]string{{"six.toml", "two.toml", "half.toml", "old.toml", "far.toml"}, {"half.toml", "far.toml", "old.toml", "two.toml", "six.toml"}} {
		f, err := Load("queue.toml", Options{FS: fs, With: with})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range f.Resolved() {
			if r.Path == "station.s.servers" {
				got = append(got, strings.TrimSpace(r.From+" "+r.Value))
			}
		}
		if want := "[3 2024-12-15 9 2025-06-01 18 2026-02-01 22]"; fmt.Sprint(got) != want {
			t.Errorf("%v: servers are %v, want %s", with, got, want)
		}
		for i, n := range []int{9, 18, 22} {
			if s := f.Scenario.Dated[i].Things[0].Spec.(*corridor.Station); s.Servers != n {
				t.Errorf("%v: %d servers on day of change %d, want %d", with, s.Servers, i+1, n)
			}
		}
		if len(f.Warnings) != 1 || !strings.Contains(f.Warnings[0].Text, "left out") {
			t.Errorf("%v: warnings %v, want that far is left out", with, f.Warnings)
		}
		if hash != "" && f.Hash != hash {
			t.Error("the order of measures changes the hash")
		}
		hash = f.Hash
	}
	base, err := Load("queue.toml", Options{FS: fs, With: []string{"old.toml"}})
	if err != nil {
		t.Fatal(err)
	}
	moved, err := Load("queue.toml", Options{FS: fs, With: []string{"old.toml", "two.toml"}})
	if err != nil {
		t.Fatal(err)
	}
	if base.Hash == moved.Hash {
		t.Error("a dated change leaves the hash as it was")
	}
	if line := moved.Applied[1]; line != "two: changed 1 value in 1 thing, from 2026-02-01" {
		t.Errorf("applied %q", line)
	}
}

// TestStages: of measures that set one value on different days each holds from its day until the next, in either order of
// naming and also back to the value of the base; in a run after all of them the last holds. On one day, without a day, and
// mixed with relative changes they are refused.
func TestStages(t *testing.T) {
	fs := datedFS(map[string]string{
		"one.toml":   "ready = 2025-03-01\nchange.station.s.servers = 3\n",
		"two.toml":   "ready = 2025-09-01\nchange.station.s.servers = 5\nchange.station.s.queue = 9\n",
		"back.toml":  "ready = 2026-02-01\nchange.station.s.servers = 2\n",
		"same.toml":  "ready = 2025-09-01\nchange.station.s.servers = 6\n",
		"twice.toml": "ready = 2025-09-01\nchange.station.s.servers = 5\n",
		"more.toml":  "ready = 2026-01-01\nchange.station.s.servers = \"+1\"\n",
		"any.toml":   "change.station.s.servers = 7\n",
	})
	servers := func(with []string, set ...string) (values []string, f *File) {
		f, err := Load("queue.toml", Options{FS: fs, With: with, Set: set})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Resolved() {
			if r.Path == "station.s.servers" {
				values = append(values, strings.TrimSpace(r.From+" "+r.Value))
			}
		}
		return values, f
	}
	var hash string
	for _, with := range [][]string{{"one.toml", "two.toml", "back.toml"}, {"back.toml", "two.toml", "one.toml"}} {
		got, f := servers(with)
		if want := "[2 2025-03-01 3 2025-09-01 5 2026-02-01 2]"; fmt.Sprint(got) != want {
			t.Errorf("%v: servers are %v, want %s", with, got, want)
		}
		if hash != "" && f.Hash != hash {
			t.Error("the order of measures changes the hash")
		}
		hash = f.Hash
	}
	got, f := servers([]string{"two.toml", "one.toml"}, "run.start=2026-01-01")
	if fmt.Sprint(got) != "[5]" || f.Applied[1] != "one: nothing that a later measure has not set anew" {
		t.Errorf("servers after both stages are %v, %q", got, f.Applied)
	}
	if got, _ := servers([]string{"two.toml", "twice.toml"}); fmt.Sprint(got) != "[2 2025-09-01 5]" {
		t.Errorf("two measures that say the same give %v", got)
	}
	for _, with := range [][]string{{"two.toml", "same.toml"}, {"any.toml", "two.toml"}, {"two.toml", "more.toml"}} {
		_, err := Load("queue.toml", Options{FS: fs, With: with})
		if err == nil || !strings.Contains(err.Error(), "station.s.servers is changed by "+with[0]) {
			t.Errorf("%v: said %v", with, err)
		}
	}
}

// TestStatesAddAndRemove: what a measure adds is there from its day, what it removes until then.
func TestStatesAddAndRemove(t *testing.T) {
	fs := datedFS(map[string]string{"m.toml": `ready = 2025-07-01
remove = ["station.s"]
[add.station.new]
service = "1 h"
[change.route.r]
path = ["station.new"]
`})
	f, err := Load("queue.toml", Options{FS: fs, With: []string{"m.toml"}})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"station.new": "2025-07-01 0001-01-01", "station.s": "0001-01-01 2025-07-01"} {
		thing := f.Scenario.Things[f.Scenario.Find(path)]
		if got := thing.From.Format("2006-01-02") + " " + thing.Until.Format("2006-01-02"); got != want {
			t.Errorf("%s is there from and until %s, want %s", path, got, want)
		}
	}
	got := Measured(corridor.New(f.Scenario, corridor.Choices{}))
	old, fresh := got["station.s.waiting.n"], got["station.new.waiting.n"]
	if old < 24*181-1 || old > 24*181+1 || fresh < 24*549-1 || fresh > 24*549+1 {
		t.Errorf("%g served by the old station and %g by the new, want one every hour of 181 and of 549 days", old, fresh)
	}
}

// TestDatedProblems: what cannot be done inside a run is said with the day and the line of the measure.
func TestDatedProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"ready = 2025-07-01\nchange.station.s.full = \"lose\"\n", "m.toml:4:25: from 2025-07-01: station.s.full: cannot change inside a run"},
		{"ready = 2025-07-01\nremove = [\"flow.a\"]\nadd.flow.b = { family = \"f\", route = \"route.r\", every = \"1 h\" }\n", "from 2025-07-01: flow.a: a flow without volume cannot be removed"},
		{"ready = 2025-07-01\nneeds = [\"late.toml\"]\nchange.station.s.servers = 3\n", "m needs late, which is ready later, on 2025-08-01"},
	} {
		fs := datedFS(map[string]string{"m.toml": c.text, "late.toml": "ready = 2025-08-01\nchange.station.s.queue = 99\n"})
		_, err := Load("queue.toml", Options{FS: fs, With: []string{"m.toml", "late.toml"}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\nsaid %v\nwant %s", c.text, err, c.want)
		}
	}
}

// TestRouteList: a list of routes has equal shares; one that names a route twice, or none, is refused.
func TestRouteList(t *testing.T) {
	load := func(list string) (*File, error) {
		fs := datedFS(nil)
		fs["queue.toml"].Data = []byte(strings.Replace(queue, `route = "route.r"`, `route = `+list, 1) + "[route.q]\npath = [\"station.s\"]\n")
		return Load("queue.toml", Options{FS: fs})
	}
	f, err := load(`["route.r", "route.q"]`)
	if err != nil {
		t.Fatal(err)
	}
	flow := f.Scenario.Things[f.Scenario.Find("flow.a")].Spec.(*corridor.Flow)
	if got := fmt.Sprint(flow.Route); got != "[{route.q 0.5} {route.r 0.5}]" {
		t.Errorf("routes %s", got)
	}
	for list, want := range map[string]string{`["route.r", "route.r"]`: "names route.r twice", `[]`: "flow.a.route is empty", `["route.x"]`: "does not exist"} {
		if _, err := load(list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", list, err, want)
		}
	}
}
