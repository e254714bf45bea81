package scenarios

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// archive is a test of files in testdata: the comment may hold a line "load FILE [--with FILE]
// [--set KEY=VALUE]…", the file want the text that is to come out.
type archive struct {
	*txtar.Archive
	fs fstest.MapFS
}

func readArchive(t *testing.T, path string) archive {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := archive{txtar.Parse(data), fstest.MapFS{}}
	for _, f := range a.Files {
		a.fs[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	for _, name := range []string{"base.toml", "volumes.csv", "papers.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata/good", name))
		if err != nil {
			t.Fatal(err)
		}
		if _, own := a.fs[name]; !own {
			a.fs[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
	}
	return a
}

// load runs the command in the comment.
func (a archive) load() (*File, error) {
	path, options := "a.toml", Options{FS: fs.FS(a.fs)}
	for line := range strings.Lines(string(a.Comment)) {
		words := strings.Split(strings.TrimSpace(line), "|")
		if words[0] != "load" {
			continue
		}
		path = words[1]
		for _, w := range words[2:] {
			if file, ok := strings.CutPrefix(w, "--with "); ok {
				options.With = append(options.With, file)
			}
			if set, ok := strings.CutPrefix(w, "--set "); ok {
				options.Set = append(options.Set, set)
			}
		}
	}
	return Load(path, options)
}

func (a archive) check(t *testing.T, path, got string) {
	t.Helper()
	for i, f := range a.Files {
		if f.Name != "want" {
			continue
		}
		if *update {
			a.Files[i].Data = []byte(got)
			if err := os.WriteFile(path, txtar.Format(a.Archive), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		return
	}
	t.Fatal("the archive has no file want")
}

// TestBadFiles holds the exact text of every problem, twenty times the same.
func TestBadFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a := readArchive(t, path)
			_, err := a.load()
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("no problems, but %v", err)
			}
			a.check(t, path, problems.Render())
			for range 20 {
				if _, again := a.load(); again.Error() != err.Error() {
					t.Fatalf("another text:\n%v\n%v", err, again)
				}
			}
		})
	}
}

// TestGoodFiles holds what is said of scenarios that can be simulated: what measures did, and
// warnings.
func TestGoodFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/good/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a := readArchive(t, path)
			f, err := a.load()
			if err != nil {
				t.Fatal(err)
			}
			a.check(t, path, summary(f))
		})
	}
}

// summary says what measures did, which values are not as in the base, and the warnings.
func summary(f *File) string {
	lines := append([]string{f.Name + ": " + f.Scenario.Title}, f.Applied...)
	for _, r := range f.Resolved() {
		if !strings.HasPrefix(r.Origin, "base.toml:") && r.Origin != "default" {
			lines = append(lines, r.Path+" = "+r.Value+"   ("+r.Origin+")")
		}
	}
	for _, m := range f.Measures {
		lines = append(lines, m.Name+" changed "+strings.Join(m.Changed, " "))
	}
	if len(f.Warnings) > 0 {
		lines = append(lines, strings.TrimSpace(f.Warnings.Render()))
	}
	return strings.Join(lines, "\n") + "\n"
}
