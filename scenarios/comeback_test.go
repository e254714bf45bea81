package scenarios

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"corridor/sim/corridor"
)

// channelFS is the base with measures that add and remove a channel on days of its year.
func channelFS(t *testing.T) fstest.MapFS {
	fs := baseFS(t)
	for name, text := range map[string]string{
		"one.toml":   "ready = 2025-03-01\nadd.port.west.channel = { ships = 1, takes = \"1 h\" }\n",
		"more.toml":  "ready = 2025-04-01\nchange.port.west.channel.ships = \"+4\"\n",
		"off.toml":   "ready = 2025-06-01\nremove = [\"port.west.channel\"]\n",
		"late.toml":  "ready = 2025-07-01\nchange.port.west.channel.ships = 9\n",
		"two.toml":   "ready = 2025-08-01\nadd.port.west.channel = { ships = 2, takes = \"1 h\" }\n",
		"plus.toml":  "ready = 2025-09-01\nchange.port.west.channel.ships = \"+1\"\n",
		"end.toml":   "ready = 2025-10-01\nremove = [\"port.west.channel\"]\n",
		"same.toml":  "ready = 2025-06-01\nadd.port.west.channel = { ships = 2, takes = \"1 h\" }\n",
		"hall.toml":  "ready = 2025-03-01\n[add.season.hall]\nmonths = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n",
		"down.toml":  "ready = 2025-06-01\nremove = [\"season.hall\"]\n",
		"again.toml": "ready = 2025-08-01\n[add.season.hall]\nmonths = [2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n",
	} {
		fs[name] = &fstest.MapFile{Data: []byte("format = 1\n" + text)}
	}
	return fs
}

func tomls(names string) []string {
	with := strings.Fields(names)
	for i := range with {
		with[i] += ".toml"
	}
	return with
}

// TestComeback: what is added, removed, added anew and removed again is there between these days, and a change of it holds while what it
// changed does; show says each day and line. A run under all of it ends.
func TestComeback(t *testing.T) {
	fs := channelFS(t)
	for _, with := range []string{"one more off two plus end", "end plus two off more one"} {
		f, err := Load("base.toml", Options{FS: fs, With: tomls(with)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range f.Scenario.Dated {
			ships := 0
			if c := d.Things[0].Spec.(*corridor.Port).Channel; c != nil {
				ships = c.Ships
			}
			got += fmt.Sprintf("%s %d, ", d.On.Format("01-02"), ships)
		}
		if want := "03-01 1, 04-01 5, 06-01 0, 08-01 2, 09-01 3, 10-01 0, "; got != want {
			t.Errorf("%s: ships are %swant %s", with, got, want)
		}
		got = ""
		for _, r := range f.Resolved() {
			if r.Path == "port.west.channel" && r.Gone() || r.Path == "port.west.channel.ships" {
				got += fmt.Sprintf("%s %s %s, ", r.From[5:], r.Value, r.Origin)
			}
		}
		want := "06-01 gone off.toml:3, 10-01 gone end.toml:3, 03-01 1 one.toml:3, 04-01 5 1 one.toml:3, +4 more.toml:3, 08-01 2 two.toml:3, 09-01 3 2 two.toml:3, +1 plus.toml:3, "
		if got != want {
			t.Errorf("%s: shown\n%s\nwant\n%s", with, got, want)
		}
		corridor.New(f.Scenario, corridor.Choices{Level: "low"}).Run()
	}
	f, err := Load("base.toml", Options{FS: fs, With: tomls("one off two plus hall down again"), Set: []string{"run.start=2026-01-01"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := find(f, "port.west.channel.ships"); got.Value != "3" || got.From != "" {
		t.Errorf("after all days: %+v, want 3 from the beginning", got)
	}
	if got := find(f, "season.hall.months").Value; !strings.HasPrefix(got, "[2, 0") {
		t.Errorf("a thing that came back before the run: %s", got)
	}
}

// TestComebackProblems: days that are not in order, a change of what is away, and a whole thing that would come back inside the run are refused,
// with what to do.
func TestComebackProblems(t *testing.T) {
	fs := channelFS(t)
	for with, want := range map[string]string{
		"one two":          "port.west.channel exists already",
		"one off same":     "off.toml:3 on 2025-06-01 removes it: to add it anew, give this measure a later day (ready)",
		"one off late two": "port.west.channel is removed on 2025-06-01, and changed by late.toml:3 on 2025-07-01",
		"off two":          "port.west.channel: nothing to remove",
		"hall down again":  "season.hall is gone on 2025-06-01 and would come back on 2025-08-01",
	} {
		if _, err := Load("base.toml", Options{FS: fs, With: tomls(with)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: said %v\nwant %s", with, err, want)
		}
	}
	_, err := Load("base.toml", Options{FS: fs, With: tomls("one off late two"), Set: []string{"run.start=2026-01-01"}})
	if err == nil || !strings.Contains(err.Error(), "late.toml:3:18: port.west.channel is not there on 2025-07-01: it is gone on 2025-06-01 and comes back on 2025-08-01") {
		t.Errorf("said %v", err)
	}
}

// TestSetOfWhatPasses: what is set of a table that a measure brings holds while the table is there, and is refused if that is never; a
// negative number is the value where there is none.
func TestSetOfWhatPasses(t *testing.T) {
	fs := channelFS(t)
	for _, c := range []struct{ with, set, path, want string }{
		{"one off", "port.west.channel.ships=3", "port.west.channel.ships", "3 2025-03-01"},
		{"one off", "port.west.channel.takes=2 h", "port.west.channel.takes", `"2 h" 2025-03-01`},
		{"one off", "port.west.channel.ships=+3", "port.west.channel.ships", "4 2025-03-01"},
		{"one off", `port.west.channel={ships=3,takes="2 h"}`, "port.west.channel.ships", "3 "},
		{"", "flow.local.growth=-0.02", "flow.local.growth", "-0.02 "},
		{"", "flow.boxes.response.elasticity=-2", "flow.boxes.response.elasticity", "-2 "},
	} {
		set := []string{c.set}
		if strings.Contains(c.set, "elasticity") {
			set = append(set, "flow.boxes.response.reference=9 d")
		}
		f, err := Load("base.toml", Options{FS: fs, With: tomls(c.with), Set: set})
		if err != nil {
			t.Errorf("%s: %v", c.set, err)
		} else if r := find(f, c.path); r.Value+" "+r.From != c.want {
			t.Errorf("%s: %s %s, want %s", c.set, r.Value, r.From, c.want)
		}
	}
	for set, want := range map[string]string{
		"port.west.channel.ships=3":                               "port.west.channel is there at no time of the run",
		"season.hall.months=[2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]": "season.hall is there at no time of the run",
	} {
		_, err := Load("base.toml", Options{FS: fs, With: tomls("one off hall down"), Set: []string{"run.start=2026-01-01", set}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: said %v\nwant %s", set, err, want)
		}
	}
}

// TestPlaceOfDatedFaults: what is wrong from a day on is said at the line of the measure that brings it about or, if it touches nothing of
// what is wrong, with its name.
func TestPlaceOfDatedFaults(t *testing.T) {
	for text, want := range map[string]string{
		"remove = [\"vessel.feeder\"]\n":                                         "m.toml:3:11: vessel.feeder is removed on 2025-07-01, but port.",
		"remove = [\"flow.boxes\", \"flow.local\"]\n":                            "m.toml:3:11: from 2025-07-01: flow: the scenario has no flow",
		"add.port.west.berth.new = { count = 1, takes = [\"vessel.feeder\"] }\n": "m.toml:3:21: from 2025-07-01: port.west.berth: cannot change inside a run",
		"remove = [\"border.gate.gauge\"]\n":                                     "m.toml:3:11: from 2025-07-01: border.gate.gauge: cannot change inside a run",
		"remove = [\"flow.boxes\"]\n":                                            "on this day comes m",
	} {
		fs := baseFS(t)
		fs["base.toml"].Data = []byte(strings.Replace(string(fs["base.toml"].Data), `["flow.local"]`, "[]", 1))
		fs["m.toml"] = &fstest.MapFile{Data: []byte("format = 1\nready = 2025-07-01\n" + text)}
		_, err := Load("base.toml", Options{FS: fs, With: []string{"m.toml"}})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "there are \n") {
			t.Errorf("%s said %v\nwant %s", text, err, want)
		}
	}
}

// TestShowOfTablesThatComeAndGo: every optional table of a thing that may come and go inside the run is shown when it comes and when it
// goes.
func TestShowOfTablesThatComeAndGo(t *testing.T) {
	for path, text := range map[string]string{
		"port.west.channel":     `{ ships = 1, takes = "1 h" }`,
		"border.gate.closed":    `{ every = "40 d", takes = "9 h" }`,
		"border.gate.hold":      `{ share = 0.1, takes = "9 h" }`,
		"flow.local.shocks":     `{ every = "40 d", takes = "9 d" }`,
		"vessel.feeder.draught": `{ full = "4.5 m", empty = "3 m" }`,
	} {
		fs := baseFS(t)
		base := ""
		for _, line := range strings.Split(string(fs["base.toml"].Data), "\n[") {
			if !strings.HasPrefix(line, path+"]") {
				base += "\n[" + line
			}
		}
		fs["base.toml"].Data = []byte(strings.TrimPrefix(base, "\n["))
		fs["on.toml"] = &fstest.MapFile{Data: []byte("format = 1\nready = 2025-03-01\nadd." + path + " = " + text + "\n")}
		fs["off.toml"] = &fstest.MapFile{Data: []byte("format = 1\nready = 2025-07-01\nremove = [\"" + path + "\"]\n")}
		f, err := Load("base.toml", Options{FS: fs, With: []string{"on.toml", "off.toml"}})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		come, gone := 0, 0
		for _, r := range f.Resolved() {
			switch {
			case r.Path == path && r.Gone() && r.From == "2025-07-01" && r.Origin == "off.toml:3":
				gone++
			case strings.HasPrefix(r.Path, path+".") && r.From == "2025-03-01" && r.Origin == "on.toml:3":
				come++
			case strings.HasPrefix(r.Path, path):
				t.Errorf("%s: %+v", path, r)
			}
		}
		if come < 2 || gone != 1 {
			t.Errorf("%s: %d values that come, %d times gone", path, come, gone)
		}
	}
}
