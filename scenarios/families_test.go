package scenarios_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A theoryFamily is a row of theory/families.csv: models of one kind with exact answers, and what holds the program
// against them.
type theoryFamily struct {
	name     string
	files    []string // of this folder's theory
	tests    []string // "sim/des TestPolling"
	notBuilt []string // beginnings of the ids of what the program does not do
	why      string
}

func readTable(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return rows[1:]
}

func theoryFamilies(t *testing.T) (out []theoryFamily) {
	for _, row := range readTable(t, "theory/families.csv") {
		f := theoryFamily{name: row[0], files: strings.Fields(row[2]), notBuilt: strings.Fields(row[4]), why: row[5]}
		if row[3] != "" {
			f.tests = strings.Split(row[3], "; ")
		}
		out = append(out, f)
	}
	return out
}

// familyOf is the family of a case: the one with the longest name that the id begins with.
func familyOf(families []theoryFamily, id string) *theoryFamily {
	var best *theoryFamily
	for i := range families {
		if f := &families[i]; strings.HasPrefix(id, f.name) && (best == nil || len(f.name) > len(best.name)) {
			best = f
		}
	}
	return best
}

// TestEveryFamilyIsHeld: each family of models with known answers has a file with cases, or a test that exists, or
// says what is not built; who has no file says why; no file or case is without a family.
func TestEveryFamilyIsHeld(t *testing.T) {
	families := theoryFamilies(t)
	held := map[string]bool{} // by "family file": has a case
	for _, row := range readTable(t, "theory/cases.csv") {
		f := familyOf(families, row[0])
		if f == nil || !slices.Contains(f.files, row[1]) {
			t.Errorf("theory/families.csv: no family has %s of %s", row[0], row[1])
			continue
		}
		held[f.name+" "+row[1]] = true
	}
	named := map[string]bool{}
	for _, f := range families {
		if len(f.files)+len(f.tests)+len(f.notBuilt) == 0 {
			t.Errorf("%s has no file, no test, and does not say what is not built", f.name)
		}
		if (len(f.files) == 0 || len(f.notBuilt) > 0) && f.why == "" {
			t.Errorf("%s does not say why", f.name)
		}
		for _, file := range f.files {
			named[file] = true
			if !held[f.name+" "+file] {
				t.Errorf("%s: no case of it is of %s", f.name, file)
			}
		}
		for _, test := range f.tests {
			if !testExists(t, test) {
				t.Errorf("%s: there is no test %s", f.name, test)
			}
		}
	}
	paths, err := filepath.Glob("theory/*.toml")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		if !named[filepath.Base(path)] {
			t.Errorf("%s is of no family", path)
		}
	}
}

// testExists looks for a test, given as folder and name.
func testExists(t *testing.T, test string) bool {
	t.Helper()
	folder, name, _ := strings.Cut(test, " ")
	paths, err := filepath.Glob(filepath.Join("..", folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`(?m)^func ` + regexp.QuoteMeta(name) + `\(t \*testing\.T\)`)
	return slices.ContainsFunc(paths, func(path string) bool {
		text, err := os.ReadFile(path)
		return err == nil && want.Match(text)
	})
}

// TestEveryKnownAnswerIsUsed: each row of the list of known answers that came with the project is among the cases of the
// models or of a package's tests, or belongs to what is not built; never both.
func TestEveryKnownAnswerIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, path := range []string{"theory/cases.csv", "../sim/des/testdata/kernel_cases.csv", "../sim/des/testdata/dist_cases.csv", "../sim/analysis/testdata/stat_cases.csv"} {
		for _, row := range readTable(t, path) {
			used[row[0]] = true
		}
	}
	text, err := os.ReadFile("testdata/known_answers.txt")
	if err != nil {
		t.Fatal(err)
	}
	families, notBuilt := theoryFamilies(t), 0
	for id := range strings.FieldsSeq(string(text)) {
		f := familyOf(families, id)
		absent := f != nil && slices.ContainsFunc(f.notBuilt, func(begin string) bool { return strings.HasPrefix(id+".", begin) })
		switch {
		case f == nil:
			t.Errorf("theory/families.csv: no family has %s", id)
		case absent == used[id]:
			t.Errorf("%s: used %v, not built %v", id, used[id], absent)
		case absent:
			notBuilt++
		}
	}
	t.Logf("%d answers are of what is not built", notBuilt)
}
