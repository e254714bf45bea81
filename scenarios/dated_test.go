package scenarios

import (
	"errors"
	"fmt"
	"slices"
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

// TestStages: of measures that change one value on different days each applies to what holds on its own, in either order of naming
// and also back to the value of the base; in a run after all of them the last holds. On one day, and where one has no day, they
// are refused, each for its own reason.
func TestStages(t *testing.T) {
	fs := datedFS(map[string]string{
		"one.toml":   "ready = 2025-03-01\nchange.station.s.servers = 3\n",
		"two.toml":   "ready = 2025-09-01\nchange.station.s.servers = 5\nchange.station.s.queue = 9\n",
		"back.toml":  "ready = 2026-02-01\nchange.station.s.servers = 2\n",
		"same.toml":  "ready = 2025-09-01\nchange.station.s.servers = 6\n",
		"twice.toml": "ready = 2025-09-01\nchange.station.s.servers = 5\n",
		"more.toml":  "ready = 2026-01-01\nchange.station.s.servers = \"+1\"\n",
		"plus.toml":  "ready = 2025-09-01\nchange.station.s.servers = \"+1\"\n",
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
	for _, c := range []struct{ a, b, why string }{
		{"two.toml", "same.toml", "only one may set a value on a day"}, {"two.toml", "plus.toml", "only one may set a value on a day"},
		{"any.toml", "two.toml", "one has no day"}, {"any.toml", "more.toml", "one has no day"},
	} {
		for _, with := range [][]string{{c.a, c.b}, {c.b, c.a}} {
			_, err := Load("queue.toml", Options{FS: fs, With: with})
			var found Problems
			if !errors.As(err, &found) || !strings.Contains(found[0].Text, "is changed by "+with[0]) || !strings.Contains(found[0].Hint, c.why) {
				t.Errorf("%v: said %v", with, err)
			}
		}
	}
}

// TestOrigins: show names what set a value on each day, and what it found: the base, an earlier measure, one with relative changes, or
// one that a later measure ends. A thing that a measure adds has its defaults from that day, one that it removes is gone.
func TestOrigins(t *testing.T) {
	fs := datedFS(map[string]string{
		"plus.toml": "ready = 2025-02-01\nchange.station.s.servers = \"+1\"\n",
		"five.toml": "ready = 2025-09-01\nchange.station.s.servers = 5\n",
		"more.toml": "ready = 2026-01-01\nchange.station.s.servers = \"+2\"\n",
		"back.toml": "ready = 2026-02-01\nchange.station.s.servers = 2\n",
		"new.toml":  "ready = 2026-03-01\nremove = [\"station.s\"]\nadd.station.new = { service = \"1 h\" }\nchange.route.r.path = [\"station.new\"]\n",
	})
	with := []string{"more.toml", "plus.toml", "back.toml", "five.toml", "new.toml"}
	lines := func(below string, set ...string) (got []string, told []string) {
		f, err := Load("queue.toml", Options{FS: fs, With: with, Set: set})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Resolved() {
			if strings.HasPrefix(r.Path, below) {
				got = append(got, strings.Join(strings.Fields(r.From+" "+r.Value+" "+r.Origin), " "))
			}
		}
		return got, f.Set
	}
	same := func(got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	got, _ := lines("station.s.servers")
	same(got, "2 queue.toml:15", "2025-02-01 3 2 queue.toml:15, +1 plus.toml:4", "2025-09-01 5 five.toml:4, was 3 plus.toml:4",
		"2026-01-01 7 5 five.toml:4, +2 more.toml:4", "2026-02-01 2 back.toml:4, was 7 more.toml:4")
	got, told := lines("station.s.servers", "station.s.servers=9")
	same(got, "9 --set 1, was 2 queue.toml:15")
	same(told, "station.s.servers: 2 → 9", "station.s.servers from 2025-02-01: 3 → 9", "station.s.servers from 2025-09-01: 5 → 9",
		"station.s.servers from 2026-01-01: 7 → 9", "station.s.servers from 2026-02-01: 2 → 9")
	with = []string{"five.toml", "new.toml"}
	got, told = lines("station.s.servers", "station.s.servers=+1", "station.new.servers=4")
	same(got, "3 2 queue.toml:15, +1 --set 1", "2025-09-01 6 5 five.toml:4, +1 --set 1")
	same(told, "station.s.servers: 2 → 3 (a sign makes it relative: +1)", "station.s.servers from 2025-09-01: 5 → 6 (a sign makes it relative: +1)",
		"station.new.servers from 2026-03-01: default → 4")
	got, _ = lines("station.new.se")
	same(got, "2026-03-01 1 default", `2026-03-01 "1 h" new.toml:5`)
	if got, _ = lines("station.s"); got[0] != "2026-03-01 gone new.toml:4" {
		t.Errorf("%v, want first that it goes", got)
	}
}

// TestSourcesByDay: a source is that of the value on its day, in whatever order the measures are named.
func TestSourcesByDay(t *testing.T) {
	fs := datedFS(map[string]string{
		"one.toml": "ready = 2025-03-01\n[change.station.s]\nservers = 3\nsource = \"first\"\n",
		"two.toml": "ready = 2025-09-01\n[change.station.s]\nservers = 5\nsource = \"second\"\n[add.station.n]\nsource = \"new\"\n",
	})
	fs["queue.toml"].Data = append(fs["queue.toml"].Data, "source = \"base\"\n"...)
	for _, with := range [][]string{{"one.toml", "two.toml"}, {"two.toml", "one.toml"}} {
		f, err := Load("queue.toml", Options{FS: fs, With: with})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range f.MetaByDay() {
			s, n := d.Meta["station.s"], d.Meta["station.n"]
			got += fmt.Sprintf("%s %s %q %q; ", d.From, s.Source, s.Sources["servers"], n.Source)
		}
		if want := ` base "" ""; 2025-03-01 base "first" ""; 2025-09-01 base "second" "new"; `; got != want {
			t.Errorf("%v: %s\nwant %s", with, got, want)
		}
	}
}

// TestPartOfAWhole: a change of a part of what another measure sets as a whole is refused, with the reason.
func TestPartOfAWhole(t *testing.T) {
	fs := baseFS(t)
	fs["whole.toml"] = &fstest.MapFile{Data: []byte("format = 1\nready = 2025-04-01\nchange.border.gate.customs = { dist = \"lognormal\", median = \"2 h\", p90 = \"4 h\" }\n")}
	fs["part.toml"] = &fstest.MapFile{Data: []byte("format = 1\nready = 2025-07-01\nchange.border.gate.customs.west.p90 = \"9 h\"\n")}
	_, err := Load("base.toml", Options{FS: fs, With: []string{"part.toml", "whole.toml"}})
	var found Problems
	if !errors.As(err, &found) || !strings.Contains(found[0].Hint, "the whole of which the other changes a part") {
		t.Errorf("said %v", err)
	}
}

// TestChannelOfAPort: a table that the base has not comes by --set, key by key or whole, and on the day of a measure.
func TestChannelOfAPort(t *testing.T) {
	fs := baseFS(t)
	fs["m.toml"] = &fstest.MapFile{Data: []byte("format = 1\nready = 2025-07-01\nadd.port.west.channel = { ships = 1, takes = \"1 h\" }\n")}
	for _, o := range []Options{
		{Set: []string{"port.west.channel.ships=1", "port.west.channel.takes=1 h"}}, {Set: []string{`port.west.channel={ships=1,takes="1 h"}`}},
		{With: []string{"m.toml"}}, {With: []string{"m.toml"}, Set: []string{"run.start=2026-01-01"}},
	} {
		o.FS = fs
		f, err := Load("base.toml", o)
		if err != nil {
			t.Fatal(err)
		}
		day := ""
		if len(o.With) > 0 && len(o.Set) == 0 {
			day = "2025-07-01"
		}
		if got := find(f, "port.west.channel.takes"); got.Value != `"1 h"` || got.From != day {
			t.Errorf("%v: %+v, want 1 h from %q", o, got, day)
		}
	}
	if _, err := Load("base.toml", Options{FS: fs, Set: []string{"port.west.channel.ships=1"}}); err == nil || !strings.Contains(err.Error(), "port.west.channel.takes is missing") {
		t.Errorf("a channel without its time: %v", err)
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

// TestWarnsOfNoEffect: a key that does nothing where it stands is a warning at its line; not if a later file has taken the effect away.
func TestWarnsOfNoEffect(t *testing.T) {
	fs := datedFS(map[string]string{"m.toml": "change.station.s.servers = 0\n", "late.toml": "change.station.s.closing = \"finish\"\n"})
	fs["queue.toml"].Data = []byte(strings.Replace(queue, "servers = 2\n", "servers = 2\nqueue = 5\n", 1))
	for _, c := range []struct {
		with, set []string
		want      string
	}{
		{nil, nil, ""},
		{[]string{"m.toml"}, nil, ""},
		{nil, []string{"station.s.servers=0"}, ""},
		{[]string{"late.toml"}, nil, "late.toml:3: station.s.closing: has no effect: there are no hours, so nothing closes"},
		{[]string{"m.toml"}, []string{"station.s.queue=6"}, "--set 1:0: station.s.queue: has no effect: there is no limit of servers, so nobody waits"},
		{nil, []string{"station.s.queue=6", "station.s.servers=0"}, "--set 1:0: station.s.queue: has no effect: there is no limit of servers, so nobody waits"},
		{nil, []string{"station.s.closing=finish"}, "--set 1:0: station.s.closing: has no effect: there are no hours, so nothing closes"},
	} {
		f, err := Load("queue.toml", Options{FS: fs, With: c.with, Set: c.set})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, w := range f.Warnings {
			got += fmt.Sprintf("%s:%d: %s", w.File, w.Line, w.Text)
		}
		if got != c.want {
			t.Errorf("%v %v: %q, want %q", c.with, c.set, got, c.want)
		}
	}
}

// TestWarnsOfIdleClosures: a closure inside another is a warning at the line of its places, unless the other comes from a later file;
// one that is over on the day of the measure that brings it, at the line of its last day.
func TestWarnsOfIdleClosures(t *testing.T) {
	fs := datedFS(map[string]string{
		"inner.toml": "[add.closure.inner]\nplaces = [\"station.q\"]\nfrom = 2025-03-01\nuntil = 2025-04-01\n",
		"outer.toml": "[add.closure.outer]\nplaces = [\"station.q\"]\nfrom = 2025-01-01\n",
		"past.toml":  "ready = 2025-07-01\n[add.closure.past]\nplaces = [\"station.q\"]\nuntil = 2025-07-01\n",
	})
	fs["queue.toml"].Data = []byte(strings.Replace(queue, `route = "route.r"`, `route = ["route.r", "route.q"]`, 1) +
		"[route.q]\npath = [\"station.q\"]\n[station.q]\nservice = \"1 h\"\n[closure.base]\nplaces = [\"station.q\"]\nfrom = 2025-02-01\nuntil = 2025-05-01\n")
	for with, want := range map[string]string{
		"":           "",
		"inner.toml": "inner.toml:4: closure.inner.places: has no effect: closed by closure.base for all of that time",
		"outer.toml": "",
		"past.toml":  "past.toml:6: closure.past.until: has no effect: it is over when the closure comes, on 2025-07-01",
	} {
		var list []string
		if with != "" {
			list = []string{with}
		}
		f, err := Load("queue.toml", Options{FS: fs, With: list})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, w := range f.Warnings {
			got += fmt.Sprintf("%s:%d: %s", w.File, w.Line, w.Text)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", with, got, want)
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
