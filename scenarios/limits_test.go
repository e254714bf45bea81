package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnreadableFiles holds the one clear problem of what is no text of ours.
func TestUnreadableFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, c := range []struct{ name, text, want string }{
		{"empty.toml", "", "empty.toml: is empty"},
		{"bom.toml", "\ufeff \n", "bom.toml: is empty"},
		{"zero.toml", "format = 1\n\x00\x01\x02", "zero.toml: is not a text file: it holds a zero byte at offset 11"},
		{"latin1.toml", "format = 1\ntitle = \"\xfcber\"", "latin1.toml: is not a text file in UTF-8: invalid byte at offset 20"},
		{"large.toml", "format = 1\n#" + strings.Repeat("x", maxBytes), "large.toml: is larger than the limit of 5 MB"},
	} {
		if err := os.WriteFile(c.name, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		wantOnly(t, c.name, c.want)
	}
	if err := os.Mkdir("folder.toml", 0o755); err != nil {
		t.Fatal(err)
	}
	wantOnly(t, "folder.toml", "folder.toml: is a directory, not a file")
	wantOnly(t, "none.toml", "none.toml: does not exist")
	wantOnly(t, "", ": does not exist")
	wantOnly(t, os.DevNull, os.DevNull+": is not a regular file")
}

func wantOnly(t *testing.T, path, want string) {
	t.Helper()
	_, err := Load(path, Options{})
	problems, ok := err.(Problems)
	if !ok || len(problems) != 1 || problems[0].String() != want {
		t.Errorf("Load(%q): %v, want only %q", path, err, want)
	}
}

// TestLargeFile reads a file of half a megabyte: the time must be linear in its size, or this
// test does not end.
func TestLargeFile(t *testing.T) {
	var b strings.Builder
	b.WriteString("format = 1\n[run]\nstart = 2025-01-01\nlength = \"1 d\"\n")
	for i := 0; b.Len() < maxBytes/10; i++ {
		fmt.Fprintf(&b, "[terminal.t%d]\nwrong = 1\n", i)
	}
	path := filepath.Join(t.TempDir(), "large.toml")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path, Options{}); err == nil {
		t.Error("no error for wrong keys")
	}
}

// TestPathsAreRelativeToTheFile reads a base in another folder, from the operating system.
func TestPathsAreRelativeToTheFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "base"), os.DirFS("testdata/good")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "mine", "measures"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("mine/a.toml", "format = 1\nbase = \"../base/base.toml\"\nwith = [\"measures/m.toml\"]\n")
	write("mine/measures/m.toml", "format = 1\n[change.vessel.feeder]\ncount = \"+1\"\n")
	f, err := Load(filepath.Join(dir, "mine", "a.toml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Applied) != 1 || f.Applied[0] != "m: changed 1 value in 1 thing" {
		t.Errorf("applied %q", f.Applied)
	}
}
