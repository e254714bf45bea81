package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// tree reads all files of a folder of results but the manifest, by path.
func tree(dir string) map[string][]byte {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == manifestName {
			return err
		}
		text, err := os.ReadFile(path)
		files[path[len(dir):]] = text
		return err
	})
	if err != nil {
		panic(err)
	}
	return files
}

// difference says what differs between two trees; "" if nothing does.
func difference(a, b map[string][]byte) string {
	for _, path := range slices.Sorted(maps.Keys(a)) {
		if _, ok := b[path]; !ok {
			return fmt.Sprintf("%s is only in the first", path)
		}
		if !bytes.Equal(a[path], b[path]) {
			return fmt.Sprintf("%s differs", path)
		}
	}
	if len(a) != len(b) {
		return fmt.Sprintf("%d files and %d files", len(a), len(b))
	}
	return ""
}

// invoke runs the command and returns what it printed.
func invoke(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = command(&out, &err, args)
	return code, out.String(), err.String()
}

// TestJobsGiveTheSameBytes: every file of the results, but the manifest, is the same for any number
// of jobs, and so is what is printed.
func TestJobsGiveTheSameBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	var first map[string][]byte
	var answer string
	for _, jobs := range []string{"1", "2", "8"} {
		code, stdout, stderr := invoke("run", "tiny", "-n", "12", "-j", jobs, "-o", "out", "--force")
		if code != exitDone {
			t.Fatalf("-j %s: exit code %d\n%s", jobs, code, stderr)
		}
		files := tree("out")
		if first == nil {
			first, answer = files, stdout
			if len(first) < 8 {
				t.Fatalf("only %d files", len(first))
			}
			continue
		}
		if why := difference(first, files); why != "" {
			t.Errorf("-j 1 and -j %s: %s", jobs, why)
		}
		if stdout != answer {
			t.Errorf("-j 1 and -j %s: answers differ:\n%s\n%s", jobs, answer, stdout)
		}
	}
	invoke("run", "tiny", "-n", "12", "-s", "2", "-o", "other")
	if bytes.Equal(first["/journal.jsonl"], tree("other")["/journal.jsonl"]) {
		t.Error("another seed gives the same journal")
	}
}
