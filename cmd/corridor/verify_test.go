package main

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// TestVerifyQuick holds all textbook models against their answers, as make test should.
func TestVerifyQuick(t *testing.T) {
	if code, stdout, stderr := invoke("verify", "--quick", "-q"); code != exitDone {
		t.Errorf("exit code %d\n%s%s", code, stderr, stdout)
	}
}

// TestTheoryFiles: every textbook model loads without a warning, says in its first lines what it is, has
// no goal, and is held against at least one case; every case names where its formula stands.
func TestTheoryFiles(t *testing.T) {
	cases, err := readCases("")
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(scenarios.Embedded(), theoryFolder+"*.toml")
	if err != nil || len(files) < 40 {
		t.Fatal(len(files), "models", err)
	}
	for _, path := range files {
		f, err := scenarios.Load(path, scenarios.Options{FS: scenarios.Embedded()})
		if err != nil || len(f.Warnings) > 0 {
			t.Errorf("%s: %v %v", path, err, f)
			continue
		}
		text, _ := fs.ReadFile(scenarios.Embedded(), path)
		if !strings.HasPrefix(string(text), "# ") || strings.Contains(string(text), "[goal]") {
			t.Errorf("%s does not begin with a comment, or has a goal", path)
		}
		if name := filepath.Base(path); !slices.ContainsFunc(cases, func(x theoryCase) bool { return x.file == name }) {
			t.Errorf("%s has no case", path)
		}
	}
	table, _ := fs.ReadFile(scenarios.Embedded(), theoryFolder+"cases.csv")
	for _, line := range strings.Split(strings.TrimSpace(string(table)), "\n") {
		if strings.HasSuffix(line, ",") {
			t.Errorf("no source: %s", line)
		}
	}
}

// TestTheoryReport: the committed report of the last full run holds the present cases, all passed.
func TestTheoryReport(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "scenarios", "theory", "report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	cases, err := readCases("")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	for _, x := range cases {
		if !slices.ContainsFunc(lines, func(line string) bool {
			f := strings.Fields(line)
			return len(f) > 4 && f[0] == x.id && f[1] == x.file && f[2] == x.metric.text && f[3] == significant(x.expected) && strings.Contains(line, "  pass")
		}) {
			t.Errorf("the report does not hold %s, %s passed", x.id, x.metric.text)
		}
	}
	if n, last := strconv.Itoa(len(cases)), strings.Fields(lines[len(lines)-1]); !slices.Equal(last[:3], []string{"all", n, n}) {
		t.Errorf("the report ends with %q", last)
	}
}

// caseFile writes a file of cases and returns its path.
func caseFile(t *testing.T, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cases.csv")
	text := "id,file,set,metric,expected,kind\n" + strings.Join(rows, "\n") + "\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestVerifyRefuses: files of cases that say what cannot be, and the words that tell.
func TestVerifyRefuses(t *testing.T) {
	for _, c := range []struct {
		row  string
		code int
		want string
	}{
		{"a,mm1.toml,,station.server.waiting.mean,four,random", exitInvalid, `line 2: expected is "four", not a number`},
		{"a,mm1.toml,,station.server.waiting.mean,4,rough", exitInvalid, `line 2: kind is "rough", not exact or random`},
		{"a,mm1.toml,,station.server.wait,4,random", exitInvalid, "a: mm1.toml has no metric station.server.wait"},
		{"a,mm1.toml,station.server.severs=2,station.server.busy,4,random", exitInvalid, "severs"},
		{"a,mm1.toml,station.server.servers,station.server.busy,4,random", exitInvalid, "is not key=value"},
		{"a,nowhere.toml,,station.server.busy,4,random", exitInvalid, "nowhere.toml"},
		{"a,mm1.toml,,station.server.busy", exitInvalid, "wrong number of fields"},
	} {
		code, stdout, stderr := invoke("verify", "-q", "--cases", caseFile(t, c.row))
		if code != c.code || !strings.Contains(stderr, c.want) || stdout != "" {
			t.Errorf("%s: exit code %d, want %d and %q in\n%s%s", c.row, code, c.code, c.want, stderr, stdout)
		}
	}
	path := filepath.Join(t.TempDir(), "short.csv")
	if err := os.WriteFile(path, []byte("id,file,metric,expected,kind\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := invoke("verify", "--cases", path); code != exitInvalid || !strings.Contains(stderr, "no column set") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
	if code, _, _ := invoke("verify", "--cases", path+"x"); code != exitFailed {
		t.Errorf("exit code %d for a file that is not there", code)
	}
}

// TestVerifyFindsErrors: a wrong answer fails, random or exact, also after the repetition; the right one
// beside it passes.
func TestVerifyFindsErrors(t *testing.T) {
	path := caseFile(t,
		"right,mm1.toml,,station.server.waiting.mean,4,random",
		"wrong,mm1.toml,,station.server.time.mean,5.5,random",
		"right,dcal.toml,station.server.closing=finish,station.server.nth.3.departure,17,exact",
		"wrong,dcal.toml,station.server.closing=pause,station.server.nth.3.departure,33.00001,exact",
		"never,dcal.toml,station.server.nth=[40],station.server.nth.40.departure,1,exact")
	code, stdout, stderr := invoke("verify", "--quick", "-q", "--cases", path)
	if code != exitFailed || !strings.Contains(stderr, "3 of 5 rows fail") {
		t.Errorf("exit code %d\n%s%s", code, stderr, stdout)
	}
	for _, line := range strings.Split(stdout, "\n") {
		verdict := line[strings.LastIndex(line, "  ")+1:]
		if strings.HasPrefix(line, "right") && strings.TrimSpace(verdict) != "pass" || strings.HasPrefix(line, "wrong") && strings.TrimSpace(verdict) != "FAIL" ||
			strings.HasPrefix(line, "never") && strings.TrimSpace(verdict) != "FAIL no value" {
			t.Error(line)
		}
	}
}

// TestVerifySameBytes: the table does not depend on the number of jobs.
func TestVerifySameBytes(t *testing.T) {
	path := caseFile(t,
		"a,clb.toml,,flow.trains.rate,0.782185107864,random",
		"b,rep.toml,,flow.units.rate,0.488464883114,random",
		"a,clb.toml,,station.t1.blocking.mean,1.21781489214,random")
	_, one, _ := invoke("verify", "--quick", "-q", "-j", "1", "--cases", path)
	_, four, _ := invoke("verify", "--quick", "-q", "-j", "4", "--cases", path)
	if one != four || !strings.Contains(one, "all") {
		t.Errorf("%s\n%s", one, four)
	}
}

// TestVerdicts: what counts as a pass.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		f    finding
		want string
	}{
		{finding{got: 4.1, se: 0.03, tolerance: 0.01}, "pass"},
		{finding{got: 4.1, se: 0.02, tolerance: 0.01}, "FAIL"},
		{finding{got: 4.1, se: 0.05, tolerance: 0.01}, "FAIL wide"},
		{finding{got: 4.1, se: 0.03, tolerance: 0.01, repeated: true}, "pass, repeated"},
		{finding{got: 4, se: 0, tolerance: 0.01}, "pass"},
		{finding{got: 4.01, se: 0, tolerance: 0.01}, "FAIL"},
		{finding{got: math.NaN(), se: 1, tolerance: 0.01}, "FAIL no value"},
		{finding{got: 4, se: math.NaN(), tolerance: 0.01}, "FAIL"},
		{finding{got: 4 + 3e-9}, "pass"},
		{finding{got: 4 + 5e-9}, "FAIL"},
		{finding{got: 4, fault: "in x: y"}, "FAULT in x: y"},
		{finding{theoryCase: theoryCase{expected: -4}, got: 1e-17}, "pass"},
		{finding{theoryCase: theoryCase{expected: -4}, got: 1e-3}, "FAIL"},
		{finding{theoryCase: theoryCase{expected: -4}, tolerance: 0.01}, "pass"},
	} {
		c.f.expected, c.f.exact = c.f.expected+4, c.f.tolerance == 0
		if got := c.f.verdict(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.f, got, c.want)
		}
	}
}

// TestTolerances: twice the error is allowed for tails, spreads and heavy loads.
func TestTolerances(t *testing.T) {
	for _, c := range []struct {
		metric string
		loaded bool
		want   float64
	}{
		{"station.s.waiting.mean", false, 0.01}, {"station.s.waiting.mean", true, 0.02}, {"station.s.waiting.sd", false, 0.02},
		{"station.s.time.p95", false, 0.02}, {"station.s.waiting.beyond.0_5h", false, 0.02}, {"station.p9.busy", false, 0.01},
		{"1-station.s.present.above.0.mean", false, 0.02}, {"sd(station.s.up.mean)", false, 0.02}, {"station.s.nth.25.waiting", false, 0.01},
	} {
		f := finding{theoryCase: theoryCase{metric: parseQuantity(c.metric)}}
		if got := f.toleranceOf(c.loaded, false); got != c.want {
			t.Errorf("%s: %v, want %v", c.metric, got, c.want)
		}
	}
}

// TestMoments against sums by hand: of 2, 4, 4, 4, 5, 5, 7, 9 the mean is 5 and the sum of squares about it
// 32; the fourth moment about it is 356/8.
func TestMoments(t *testing.T) {
	var x moments
	for _, v := range []float64{2, 4, 4, 4, 5, 5, 7, 9} {
		x.add(v)
	}
	sd := math.Sqrt(32. / 7)
	for _, c := range []struct {
		metric  string
		got, se float64
	}{
		{"x", 5, sd / math.Sqrt(8)}, {"1-x", -4, sd / math.Sqrt(8)}, {"sd(x)", sd, math.Sqrt((356./8-16)/8) / 4},
	} {
		if got, se := x.estimate(parseQuantity(c.metric)); !(math.Abs(got-c.got) <= 1e-12) || !(math.Abs(se-c.se) <= 1e-12) {
			t.Errorf("%s: %v ± %v, want %v ± %v", c.metric, got, se, c.got, c.se)
		}
	}
}

// TestPooled: of 1, 3 and 5, 11 the means are 2 and 8 and the deviations 1 and 3; of all four the variance is 14, about 5. Its error
// is that of (9 + 1) and (9 + 9): 8 / 2.
func TestPooled(t *testing.T) {
	sd, se := pooled([][2]float64{{2, 1}, {8, 3}})
	if want := math.Sqrt(14); !(math.Abs(sd-want) <= 1e-12) || !(math.Abs(se-4/(2*want)) <= 1e-12) {
		t.Errorf("%v ± %v, want %v ± %v", sd, se, want, 4/(2*want))
	}
}

// TestLonger: a run whose length is part of the question gets more replications, another a longer period, with a lead-in in
// proportion, as far as the calendar goes.
func TestLonger(t *testing.T) {
	const year = 365 * 24 * time.Hour
	for _, c := range []struct {
		x     extent
		fixed bool
		want  extent
	}{
		{extent{20, year, 2 * year}, false, extent{20, 8 * year, 16 * year}},
		{extent{20, year, 80 * year}, false, extent{80, 8 * year, 160 * year}},
		{extent{20, 20 * year, 60 * year}, false, extent{80, 40 * year, 120 * year}},
		{extent{20, 0, year}, true, extent{160, 0, year}},
	} {
		if got := c.x.longer(8, c.fixed); got != c.want {
			t.Errorf("%v: %v, want %v", c.x, got, c.want)
		}
	}
}

// TestSplitSettings: semicolons in quotes and brackets part nothing, unless these do not close.
func TestSplitSettings(t *testing.T) {
	for text, want := range map[string][]string{
		"a=1;b=2":                                {"a=1", "b=2"},
		"":                                       {""},
		`a="x;y";b=2`:                            {`a="x;y"`, "b=2"},
		`a=['p;q', "r"];b={ c = [1, 2], d = 3 }`: {`a=['p;q', "r"]`, `b={ c = [1, 2], d = 3 }`},
		"a=Baku's;b=2":                           {"a=Baku's", "b=2"},
		"a=[1;b=2":                               {"a=[1", "b=2"},
	} {
		if got := splitSettings(text); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestCasesAsPeopleWriteThem: byte order mark, line ends of Windows, blank lines, comments, spaces about fields, columns in another
// order and more of them, models named with their folder, spaces in settings; an expected 0 does not keep the others from being
// precise.
func TestCasesAsPeopleWriteThem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cases.csv")
	text := "\ufeffID,kind, expected ,metric,file,set,why,source\r\n\r\n# a comment, of two parts\r\n" +
		`a, Exact , -32, 1 - station.server.nth.3.departure , theory/dcal.toml, "station.server.closing = ""pause""; ",,"x"` + "\r\n" +
		`b,random,0,station.server.nth.1.waiting,mm1t.toml,"station.server.nth=[1,3];run.length=40 h"` + "\r\n" +
		`b,random,0.734538562473,station.server.nth.3.waiting,mm1t.toml,"station.server.nth=[1,3];run.length=40 h"` + "\r\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := invoke("verify", "--quick", "-q", "--cases", path); code != exitDone || !strings.Contains(stdout, "all               3     3") {
		t.Errorf("exit code %d\n%s%s", code, stderr, stdout)
	}
}

// TestVerifyRunsTheOthers: cases that cannot be run are named, with what was probably meant, and the others are run.
func TestVerifyRunsTheOthers(t *testing.T) {
	path := caseFile(t,
		"good,dcal.toml,,station.server.nth.3.departure,33,exact",
		"metric,dcal.toml,,station.server.nth.3.depature,33,exact",
		"limit,mm1.toml,\"station.server.limits=[\"\"1 h\"\", \"\"90 min\"\"]\",station.server.waiting.beyond.90min,0.2,random",
		"key,dcal.toml,station.server.sevice=1 h,station.server.nth.3.departure,33,exact")
	code, stdout, stderr := invoke("verify", "--quick", "-q", "--cases", path)
	if code != exitInvalid || !strings.Contains(stderr, "3 of 4 rows fail") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
	for _, want := range []string{"did you mean \"station.server.nth.3.departure\"?", "station.server.waiting.beyond.1_5h", "did you mean \"service\"?"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("not %q in\n%s", want, stderr)
		}
	}
	for i, want := range []string{"pass", "has no such metric", "does not load", "has no such metric"} { // by file
		if line := strings.Split(stdout, "\n")[i+1]; !strings.HasSuffix(line, want) {
			t.Errorf("%q, want %s", line, want)
		}
	}
}

// TestExactRates: a rate is exact whatever the measured period, and a wrong one fails: half a train in a round of 8.25 h, and a
// thousandth more.
func TestExactRates(t *testing.T) {
	path := caseFile(t,
		"right,dcl.toml,flow.trains.population=6;station.gauge.service=2.75 h;run.length=100 h,flow.trains.rate,0.233009708738,exact",
		"right,std.toml,station.section.of.up.service=0.2 h;station.section.of.down.service=0.25 h,flow.up.rate,2.22222222222,exact",
		"right,det.toml,\"route.through.path=[\"\"station.s1\"\", \"\"station.s2\"\"];station.s2.service=7 h;run.lead_in=31 h;run.length=60 h\",flow.units.rate,0.142857142857,exact",
		"wrong,std.toml,station.section.of.up.service=0.2 h;station.section.of.down.service=0.25 h,flow.down.rate,2.2244,exact")
	code, stdout, stderr := invoke("verify", "--quick", "-q", "--cases", path)
	if code != exitFailed || !strings.Contains(stderr, "1 of 4 rows fail") || strings.Count(stdout, "pass\n") != 3 {
		t.Errorf("exit code %d\n%s%s", code, stderr, stdout)
	}
}

// TestLengthCounts: what hangs on the end of a run is not made precise by a longer one.
func TestLengthCounts(t *testing.T) {
	for _, c := range []struct {
		metric string
		leadIn time.Duration
		want   bool
	}{
		{"station.s.waiting.mean", time.Hour, false}, {"station.s.waiting.mean", 0, true}, {"station.s.present.last", time.Hour, true},
		{"sd(station.s.up.mean)", time.Hour, true}, {"station.s.waiting.n", time.Hour, true}, {"station.s.outage.failures", time.Hour, true},
	} {
		m := theoryModel{scenario: &corridor.Scenario{Run: corridor.Run{LeadIn: c.leadIn}}, findings: []finding{{theoryCase: theoryCase{metric: parseQuantity(c.metric)}}}}
		if got := m.lengthCounts(); got != c.want {
			t.Errorf("%s: %v", c.metric, got)
		}
	}
}

// TestVerifyStops: who stops the program waits for the replication under way, not for all that a rare quantity needs.
func TestVerifyStops(t *testing.T) {
	models, problems := modelsOf([]theoryCase{{file: "clb.toml", metric: parseQuantity("flow.trains.rate"), expected: 1e-9}})
	if problems != nil {
		t.Fatal(problems)
	}
	m, asked := models[0], 0
	m.stopped = func() bool { asked++; return asked > 3 }
	m.judge(&verifyFlags{})
	if asked > 8 {
		t.Errorf("asked %d times", asked)
	}
}
