package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"corridor/sim/analysis"
	"corridor/sim/corridor"
	"corridor/sim/experiment"
)

// newTinyPlan is a plan of the tiny corridor that keeps its results in dir.
func newTinyPlan(t *testing.T, dir string) (*plan, *runFlags) {
	t.Helper()
	f := &runFlags{jobs: quantity{n: 2, max: jobsMax}, replications: quantity{n: 6}, out: dir}
	var stderr bytes.Buffer
	files, err := loadAll(&stderr, []string{"tiny"}, f.changes)
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	p, err := newPlan("run", files, []string{"tiny"}, f)
	if err != nil {
		t.Fatal(err)
	}
	return p, f
}

// TestFaultIsReported: a replication that breaks a rule of the model is reported with all that is needed
// to see it again, the others go on, and the exit code says so.
func TestFaultIsReported(t *testing.T) {
	t.Chdir(t.TempDir())
	p, f := newTinyPlan(t, "out")
	p.one = func(i int) (experiment.Row, error) {
		if i == 3 {
			panic(corridor.Failure{Time: 1234 * 3600e9, Text: "in border.gate: train 7 is nowhere"})
		}
		return p.replicate(i)
	}
	var stdout, stderr bytes.Buffer
	out, err := openResults(p, false, &stderr)
	if err != nil {
		t.Fatal(err)
	}
	if err := also(simulate(p, out, f, &stderr), out.close()); err != nil {
		t.Fatal(err)
	}
	want := "failed: tiny, level base, replication 3, seed 1, at 51 d 10:00:00: in border.gate: train 7 is nowhere\n" +
		"  to see it again: corridor run tiny --level base -n 4 -s 1 -o none\n"
	if !strings.Contains(stderr.String(), want) {
		t.Errorf("stderr is\n%s\nwant in it\n%s", &stderr, want)
	}
	r, err := out.report()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.Sample("corridor.carried", 0).Values); n != 5 {
		t.Errorf("%d good replications, want 5", n)
	}
	code := report(&stderr, tell(&stdout, &stderr, p, out, r, f))
	if code != exitFailed || !strings.Contains(stdout.String(), "tiny at base, replication 3 failed") {
		t.Errorf("exit code %d, answer\n%s", code, &stdout)
	}
}

// TestInterrupt: Ctrl-C finishes what is under way, keeps it, and prints how to go on.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	c := exec.Command("corridor", "run", "tiny", "-n", "5000", "-j", "2", "--set", "run.length=30 d", "-o", "out")
	c.Dir = dir
	pipe, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		fmt.Fprintln(&stderr, lines.Text())
		if strings.HasPrefix(lines.Text(), " 10 %") { // a tenth is done, nine are not
			if err := c.Process.Signal(syscall.SIGINT); err != nil {
				t.Error(err)
			}
		}
	}
	var code *exec.ExitError
	if err := c.Wait(); !errors.As(err, &code) || code.ExitCode() != exitStopped {
		t.Fatalf("%v, want exit code %d\n%s", err, exitStopped, &stderr)
	}
	for _, want := range []string{"of 5000 replications; to go on:\n", "corridor run tiny --set 'run.length=30 d' -n 5000 -s 1 -o out\n"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("stderr is\n%s\nwant in it %q", &stderr, want)
		}
	}
	var h analysis.Header
	rows, _, err := experiment.Read(dir+"/out/journal.jsonl", &h)
	if err != nil || len(rows) < 500 || len(rows) == 5000 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, row := range rows {
		if row.Replication != i {
			t.Fatalf("row %d is of replication %d", i, row.Replication)
		}
	}
}

// TestResultsOfAnotherBuild: results with a key that this build does not know are drawn, with a note of what is left out; they are not
// gone on with, and why is said.
func TestResultsOfAnotherBuild(t *testing.T) {
	t.Chdir(t.TempDir())
	p, _ := newTinyPlan(t, "out")
	var stdout, stderr bytes.Buffer
	out, err := openResults(p, false, &stderr)
	if err != nil {
		t.Fatal(err)
	}
	row, err := p.replicate(0)
	if err := errors.Join(err, out.write(row), out.close()); err != nil {
		t.Fatal(err)
	}
	path := "out/" + analysis.JournalName
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(text, []byte(`"occupation_day":`), []byte(`"occupation_peak":0.75,"occupation_day":`), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := plot(&stdout, &stderr, []string{"where-the-time-goes"}, "out", ""); err != nil || !strings.Contains(stdout.String(), "where-the-time-goes.svg") {
		t.Errorf("drawn: %v\n%s", err, &stdout)
	}
	if want := "left out, since this one does not know it: scenarios.goal.occupation_peak\n"; !strings.Contains(stderr.String(), want) {
		t.Errorf("stderr is\n%s\nwant in it\n%s", &stderr, want)
	}
	if _, err := openResults(p, false, &stderr); err == nil || !strings.Contains(err.Error(), "another build of the program wrote it") {
		t.Errorf("gone on with: %v", err)
	}
}

// fullDisk fails like a disk without room.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestAnswerThatCannotBeWritten: no verb ends well when its answer was lost.
func TestAnswerThatCannotBeWritten(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range [][]string{{}, {"check", "tiny"}, {"show", "tiny"}, {"run", "tiny", "-n", "1", "-o", "none", "-q"},
		{"version"}, {"schema", "scenario"}, {"reference"}, {"plot", "--list"}, {"man"}, {"completion", "bash"}} {
		var stderr bytes.Buffer
		if code := command(fullDisk{}, &stderr, args); code != exitFailed || !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("%v: exit code %d, %s", args, code, &stderr)
		}
	}
}

// TestJSON: one object for one variant, with every metric of the model in order; a line each for more.
func TestJSON(t *testing.T) {
	t.Chdir(t.TempDir())
	code, stdout, stderr := invoke("run", "tiny", "-n", "2", "-o", "none", "--json", "-q")
	if code != exitDone || stderr != "" {
		t.Fatalf("exit code %d, stderr %s", code, stderr)
	}
	var a answer
	d := json.NewDecoder(strings.NewReader(stdout))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil || d.More() {
		t.Fatalf("%v in %s", err, stdout)
	}
	p, _ := newTinyPlan(t, outNone)
	wanted := p.header.Variants[0].Metrics
	if a.Scenario != "tiny" || a.Level != "base" || a.Replications != 2 || a.Seed != 1 || len(a.Metrics) != len(wanted) || len(a.Warnings) == 0 {
		t.Errorf("%s, %s, %d replications, seed %d, %d of %d metrics, warnings %q", a.Scenario, a.Level, a.Replications, a.Seed, len(a.Metrics), len(wanted), a.Warnings)
	}
	for i, m := range a.Metrics {
		if m.Name != wanted[i].Name || m.Unit != wanted[i].Unit {
			t.Fatalf("metric %d is %s in %s, want %v", i, m.Name, m.Unit, wanted[i])
		}
	}
}

// TestJournalOfAnotherBuild: a replication that is whole in the journal but fails when it is simulated again, for its
// movements, is named with its fault; the answer is given, and the exit code says that something failed.
func TestJournalOfAnotherBuild(t *testing.T) {
	script, err := os.ReadFile("testdata/script/deadlock.txtar")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	_, ring, _ := strings.Cut(string(script), "-- ring.toml --\n")
	if err := os.WriteFile("ring.toml", []byte(ring+"\n[goal]\nfamily = \"f\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	f := &runFlags{jobs: quantity{n: 1, max: jobsMax}, replications: quantity{n: 1}, out: "out", noFigures: true, quiet: true}
	var stdout, stderr bytes.Buffer
	files, err := loadAll(&stderr, []string{"ring.toml"}, f.changes)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlan("run", files, []string{"ring.toml"}, f)
	if err != nil {
		t.Fatal(err)
	}
	p.one = func(i int) (experiment.Row, error) { // as a build would that knows no deadlocks
		row := p.blank(i)
		row.Values = make([]experiment.Float, len(p.header.Variants[0].Metrics))
		row.Weeks = make([][]experiment.Float, len(p.header.Variants[0].Series))
		return row, nil
	}
	if _, _, err := carryOut(p, f, &stderr); err != nil {
		t.Fatal(err)
	}
	code := report(&stderr, run(&stdout, &stderr, []string{"ring.toml"}, f))
	for _, want := range []string{"all 1 replications are in out already", "failed: ring, level base, replication 0, seed 1, at ", " in the corridor: deadlock: ", "another build has made the journal"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("stderr is\n%s\nwant in it\n%s", &stderr, want)
		}
	}
	if code != exitFailed || !strings.Contains(stdout.String(), "results: out") {
		t.Errorf("exit code %d, answer\n%s", code, &stdout)
	}
}
