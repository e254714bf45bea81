package scenarios

import (
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"corridor/sim/corridor"
)

// TestReadmeNamesFiles: every scenario and every measure stands in the README, and what stands there exists.
func TestReadmeNamesFiles(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*.toml", "measures/*.toml"} {
		paths, err := fs.Glob(Embedded(), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if !strings.Contains(string(text), "\n| `"+path+"` |") {
				t.Errorf("%s has no row in README.md", path)
			}
		}
	}
	for _, m := range regexp.MustCompile("`([a-z0-9/-]+\\.toml)`").FindAllStringSubmatch(string(text), -1) {
		if _, err := fs.Stat(Embedded(), m[1]); err != nil {
			t.Errorf("README.md: %v", err)
		}
	}
}

// TestEverySystemHasItsPlace: each system of systems.csv has a row in the README, whose tables are in the file that it names. The
// scenario that it names uses the file, and cargo passes there: whatever of the tables is a flow or a place carries some.
func TestEverySystemHasItsPlace(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("data/tables/systems.csv")
	if err != nil {
		t.Fatal(err)
	}
	systems, err := readCSV(newSource("systems.csv", string(data)))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| (SY\\d+) \\| [^|]+ \\| `([^`]+)` \\| `([^`]+)` \\| ((?:`[^`]+` ?)+)\\|$")
	places, runs := map[string]int{}, map[string]*systemRun{}
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		id, scenario, file := m[1], m[2], m[3]
		if runs[scenario] == nil {
			runs[scenario] = runSystems(t, scenario)
		}
		if run := runs[scenario]; file != scenario && !run.uses(file) {
			t.Errorf("%s: %s does not use %s", id, scenario, file)
		}
		var tree map[string]any
		if _, err := toml.DecodeFile(file, &tree); err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		for _, path := range regexp.MustCompile("`[^`]+`").FindAllString(m[4], -1) {
			path = strings.Trim(path, "`")
			places[id]++
			if !hasPath(tree, path) && !hasPath(tree, "add."+path) && !hasPath(tree, "change."+path) {
				t.Errorf("%s: %s has no %s", id, file, path)
			}
			if carried, is := runs[scenario].carried(path); is && !(carried > 0) {
				t.Errorf("%s: nothing is carried in %s", id, path)
			}
		}
	}
	if len(systems.rows) < 19 {
		t.Errorf("only %d systems", len(systems.rows))
	}
	for _, s := range systems.rows {
		if places[s[0]] == 0 {
			t.Errorf("%s (%s) has no place", s[0], s[1])
		}
	}
}

// systemRun is one replication of a scenario.
type systemRun struct {
	file    *File
	metrics map[string]float64
}

func runSystems(t *testing.T, scenario string) *systemRun {
	t.Helper()
	f, err := Load(scenario, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &systemRun{f, Means(f.Scenario, f.Levels[0], 1)}
}

func (r *systemRun) uses(file string) bool {
	return slices.ContainsFunc(r.file.Measures, func(m Measure) bool { return path.Clean(m.File) == file })
}

// carried is what a flow or a place carries, or how long its trains are worked where boxes are empty; false for what carries
// nothing by its nature, such as a season.
func (r *systemRun) carried(path string) (float64, bool) {
	thing := strings.Join(strings.Split(path, ".")[:2], ".")
	known := false
	for _, name := range []string{thing + ".carried", thing + ".throughput", thing + ".siding.container.handling.mean"} {
		v, is := r.metrics[name]
		if known = known || is; v > 0 {
			return v, true
		}
	}
	return 0, known
}

func hasPath(tree map[string]any, path string) bool {
	key, rest, more := strings.Cut(path, ".")
	below, ok := tree[key]
	if !ok || !more {
		return ok
	}
	table, ok := below.(map[string]any)
	return ok && hasPath(table, rest)
}

// TestReadmeListsMechanisms: each mechanism has a row with a parameter that exists, and each row is a mechanism.
func TestReadmeListsMechanisms(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| ([a-z-]+) \\| `([a-z_.*]+)` \\|").FindAllStringSubmatch(string(text), -1) {
		rows[m[1]] = m[2]
	}
	for _, m := range corridor.Mechanisms {
		path, ok := rows[m.Name]
		if !ok {
			t.Errorf("%s has no row", m.Name)
			continue
		}
		delete(rows, m.Name)
		kind, ok := corridor.KindOf(path)
		if !ok || !hasField(reflect.TypeOf(kind.New()).Elem(), strings.Split(path, ".")[2:]) {
			t.Errorf("%s: there is no %s", m.Name, path)
		}
	}
	for name := range rows {
		t.Errorf("there is no mechanism %s", name)
	}
}

// hasField follows a path of keys, * for any name, through the types of a Spec.
func hasField(of reflect.Type, path []string) bool {
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	switch {
	case len(path) == 0:
		return true
	case isMap(of):
		return len(path) > 1 && path[0] == "*" && hasField(mapElement(of), path[1:])
	case of.Kind() != reflect.Struct:
		return false
	}
	f := findField(fieldsOf(of), path[0])
	return f != nil && hasField(f.typ, path[1:])
}
