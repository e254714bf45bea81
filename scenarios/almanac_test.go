package scenarios

import (
	"testing"
	"testing/fstest"
	"time"

	"corridor/sim/corridor"
)

// TestAlmanac reads storms by date; what counts is what the file says, not its name.
func TestAlmanac(t *testing.T) {
	load := func(csv string) *File {
		f, err := Load("a.toml", Options{FS: fstest.MapFS{
			"a.toml": {Data: []byte("format = 1\ntitle = \"a\"\n[run]\nstart = 2025-01-01\nlength = \"30 d\"\n" +
				"[flow.f]\nfamily = \"f\"\nroute = \"route.r\"\nevery = \"5 h\"\n[route.r]\npath = [\"port.a\", \"sea.s\", \"port.b\"]\n[port.a]\n[port.b]\n" +
				"[sea.s]\npath = [\"port.a\", \"port.b\"]\ndistance = \"100 km\"\n[vessel.v]\ncount = 1\non = \"sea.s\"\ncarries = \"1 items\"\nspeed = \"10 km/h\"\n" +
				"[basin.x]\ndates = { file = \"storms.csv\" }\n[basin.x.port.a]\n[basin.x.port.b]\n")},
			"storms.csv": {Data: []byte(csv)},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	f := load("from,to,ports\n2025-01-03 06:00,2025-01-05,a b\n2025-01-08,2025-01-09,b\n")
	for _, x := range f.Scenario.Things {
		b, is := x.Spec.(*corridor.Basin)
		if !is {
			continue
		}
		if len(b.Dates.Storms) != 2 || !b.Dates.Storms[0].From.Equal(time.Date(2025, 1, 3, 6, 0, 0, 0, time.UTC)) || len(b.Dates.Storms[0].Ports) != 2 {
			t.Errorf("read %+v", b.Dates)
		}
	}
	for csv, want := range map[string]time.Duration{ // a last day is included
		"2025-03-01,2025-03-31,a\n":             31 * 24 * time.Hour,
		"2025-03-01,2025-03-01,a\n":             24 * time.Hour,
		"2025-03-01 06:00,2025-03-01,a\n":       18 * time.Hour,
		"2025-03-01,2025-03-31 00:00,a\n":       30 * 24 * time.Hour,
		"2025-03-01 06:00,2025-03-01 09:30,a\n": 210 * time.Minute,
	} {
		for _, x := range load("from,to,ports\n" + csv).Scenario.Things {
			if b, is := x.Spec.(*corridor.Basin); is && b.Dates.Storms[0].To.Sub(b.Dates.Storms[0].From) != want {
				t.Errorf("%s: read %+v, want %v", csv, b.Dates.Storms[0], want)
			}
		}
	}
	if g := load("from,to,ports\n2025-01-03 06:00,2025-01-05,a b\n2025-01-08,2025-01-10,b\n"); g.Hash == f.Hash {
		t.Error("a longer storm leaves the hash as it was")
	}
}
