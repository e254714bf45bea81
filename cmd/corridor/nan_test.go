package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestNaNFails: a test says !(math.Abs(got-want) <= much), which NaN does not pass; of math.Abs(got-want) > much it passes every one.
func TestNaNFails(t *testing.T) {
	const wrong = "package p\n\nvar x = math.Abs(got-want) > much || true"
	if lines := passesNaN(t, "example", wrong); len(lines) != 1 || lines[0] != 3 {
		t.Fatalf("of %q the lines %v are found", wrong, lines)
	}
	sources(t, func(path string, text []byte) {
		if strings.HasSuffix(path, "_test.go") {
			for _, line := range passesNaN(t, path, text) {
				t.Errorf("%s:%d: NaN passes math.Abs(x) > y; write !(math.Abs(x) <= y)", path, line)
			}
		}
	})
}

// passesNaN gives the lines of a source on which math.Abs(x) > y stands.
func passesNaN(t *testing.T, path string, text any) (lines []int) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		b, is := n.(*ast.BinaryExpr)
		if !is || b.Op != token.GTR {
			return true
		}
		if call, is := b.X.(*ast.CallExpr); is {
			if f, is := call.Fun.(*ast.SelectorExpr); is && f.Sel.Name == "Abs" {
				lines = append(lines, set.Position(b.Pos()).Line)
			}
		}
		return true
	})
	return lines
}
