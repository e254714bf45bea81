package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayImport says who may import whom outside the standard library, tests excepted.
var mayImport = map[string][]string{
	"corridor/sim/des":        {"gonum.org/v1/gonum/", "golang.org/x/exp/rand"},
	"corridor/sim/corridor":   {"corridor/sim/des", "gonum.org/v1/gonum/"},
	"corridor/scenarios":      {"corridor/sim/corridor", "corridor/sim/des", "github.com/BurntSushi/toml", "gonum.org/v1/gonum/unit"},
	"corridor/sim/experiment": {},
	"corridor/sim/analysis":   {"corridor/sim/experiment", "gonum.org/v1/gonum/stat"},
	"corridor/plots":          {"corridor/sim/analysis", "gonum.org/v1/plot", "gonum.org/v1/gonum/", "codeberg.org/go-pdf/fpdf", "golang.org/x/image/"},
	"corridor/cmd/corridor":   {"corridor/", "github.com/spf13/", "github.com/schollz/progressbar/v3", "golang.org/x/term", "gonum.org/v1/gonum/stat"},
}

// randomSource is the only package and file that may use the frozen generator.
const randomSource = "golang.org/x/exp/rand"

func TestImports(t *testing.T) {
	c := exec.Command("go", "list", "-pgo=off", "-json=ImportPath,Imports,Dir", "./...")
	c.Dir = filepath.Join("..", "..")
	text, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		var p struct {
			ImportPath, Dir string
			Imports         []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		allowed, ok := mayImport[p.ImportPath]
		if !ok {
			t.Errorf("%s is not in the table of packages", p.ImportPath)
		}
		for _, i := range p.Imports {
			first, _, _ := strings.Cut(i, "/")
			ours := first == "corridor"
			if !ours && !strings.Contains(first, ".") {
				continue
			}
			if !slices.ContainsFunc(allowed, func(a string) bool { return i == a || strings.HasPrefix(i, strings.TrimSuffix(a, "/")+"/") }) {
				t.Errorf("%s must not import %s", p.ImportPath, i)
			}
		}
	}
	if seen != len(mayImport) {
		t.Errorf("%d packages, the table has %d", seen, len(mayImport))
	}
}

// Limits of size, tests excepted.
const (
	fileLines     = 400
	functionLines = 60
)

// sources calls f for every Go file of the repository.
func sources(t *testing.T, f func(path string, text []byte)) {
	t.Helper()
	root := filepath.Join("..", "..")
	count := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		switch {
		case d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "results"):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil {
			count++
			f(filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator))), text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 50 {
		t.Fatalf("only %d files found", count)
	}
}

func TestSizes(t *testing.T) {
	sources(t, func(path string, text []byte) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		if n := bytes.Count(text, []byte("\n")); n > fileLines {
			t.Errorf("%s has %d lines, more than %d", path, n, fileLines)
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; n > functionLines {
				t.Errorf("%s: %s has %d lines, more than %d", path, f.Name.Name, n, functionLines)
			}
			if f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: func init; lists stand in the source", path)
			}
		}
	})
}

// TestHouseRules finds marks of unfinished work, tests that do not run, and blank imports.
func TestHouseRules(t *testing.T) {
	marks := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	skips := regexp.MustCompile(`\b[tb]\.Skip` + `(f|Now)?\(`)
	blank := regexp.MustCompile(`^\s*(import )?_ "`)
	sources(t, func(path string, text []byte) {
		number := 0
		for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
			number++
			line := lines.Text()
			switch {
			case marks.MatchString(line):
				t.Errorf("%s:%d: unfinished work is marked: %s", path, number, line)
			case skips.MatchString(line):
				t.Errorf("%s:%d: a test is skipped: %s", path, number, line)
			case blank.MatchString(line) && !strings.Contains(line, `"embed"`):
				t.Errorf("%s:%d: blank import: %s", path, number, line)
			case strings.Contains(line, `"`+randomSource+`"`) && path != "sim/des/random.go" && path != "cmd/corridor/arch_test.go" && !strings.HasSuffix(path, "_test.go"):
				t.Errorf("%s:%d: %s belongs in sim/des/random.go only", path, number, randomSource)
			}
		}
	})
}

// TestTopLevel: the top of the repository holds what everybody looks for, and nothing else.
func TestTopLevel(t *testing.T) {
	wanted := []string{"CHANGELOG.md", "LICENSE", "Makefile", "README.md", "cmd", "go.mod", "go.sum", "plots", "scenarios", "sim"}
	made := []string{"results", "corridor"} // by users; git ignores them
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(made, name) {
			found = append(found, name)
		}
	}
	if !slices.Equal(found, wanted) {
		t.Errorf("the top holds %v, want %v", found, wanted)
	}
}
