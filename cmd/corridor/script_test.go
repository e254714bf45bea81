package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the wanted output in testdata/script anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"corridor": main})
}

// TestScripts runs the command as a user does, with files, exit codes and exact texts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit": exit, "big": big, "same": same, "cut": cut,
		},
	})
}

// exit CODE COMMAND... runs a command that must end with exactly this code.
func exit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var code *exec.ExitError
	switch {
	case errors.As(err, &code):
		got = code.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// big FILE BYTES writes a text file of that size.
func big(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte("# padding\n"), n/10+1)[:n], 0o644))
}

// same DIR DIR compares two folders of results, but for the manifest.
func same(ts *testscript.TestScript, _ bool, args []string) {
	a, b := tree(ts.MkAbs(args[0])), tree(ts.MkAbs(args[1]))
	if why := difference(a, b); why != "" {
		ts.Fatalf("%s and %s: %s", args[0], args[1], why)
	}
}

// cut FILE LINES BYTES keeps the first lines of a file and some bytes of the next.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	lines, err := strconv.Atoi(args[1])
	ts.Check(err)
	rest, err := strconv.Atoi(args[2])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	keep := 0
	for range lines {
		keep += strings.IndexByte(text[keep:], '\n') + 1
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:keep+rest]), 0o644))
}
