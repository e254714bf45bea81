package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"corridor/plots"
)

// shown is a command of a text, with the lines shown below it.
type shown struct {
	command string
	lines   []string
}

// commandsOf finds the commands of a text: lines that begin with the mark, and the indented lines after
// them.
func commandsOf(text, indent, mark string) (all []shown) {
	open := false
	for _, line := range strings.Split(text, "\n") {
		line, inside := strings.CutPrefix(line, indent)
		command, is := strings.CutPrefix(line, mark)
		switch {
		case !inside || line == "":
			open = false
		case is:
			all = append(all, shown{command: command})
			open = true
		case open:
			last := &all[len(all)-1]
			last.lines = append(last.lines, line)
		}
	}
	return all
}

// TestManual executes every command of doc.go, in one folder and in their order. Each must end well,
// and print the lines shown, as beginnings or parts of its lines, in their order.
func TestManual(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	commands := commandsOf(string(text), "//\t", "$ corridor ")
	if len(commands) < 10 {
		t.Fatalf("only %d commands found", len(commands))
	}
	for _, c := range commands {
		code, stdout, stderr := invoke(strings.Fields(c.command)...)
		if code != exitDone {
			t.Errorf("corridor %s: exit code %d\n%s", c.command, code, stderr)
		}
		rest := stderr + stdout
		for _, line := range c.lines {
			i := strings.Index(rest, line)
			if i < 0 {
				t.Fatalf("corridor %s does not print %q; it prints\n%s%s", c.command, line, stderr, stdout)
			}
			rest = rest[i+len(line):]
		}
	}
}

// TestReadme executes the commands of README.md. The main command must be that of make run, word for
// word, and is executed with fewer replications and levels.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	readme, makefile := readText(t, root, "README.md"), readText(t, root, "Makefile")
	dir := t.TempDir()
	mains := 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme, -1) {
		for _, line := range strings.Split(strings.TrimSpace(block[1]), "\n") {
			command := strings.TrimSpace(strings.Split(line, " #")[0])
			words := strings.Fields(command)
			switch {
			case command == "" || words[0] == "cd" || words[0] == "git":
			case words[0] == "make":
				if !strings.Contains(makefile, "\n"+words[1]+": ") {
					t.Errorf("README: make %s is not in the Makefile", words[1])
				}
			case words[0] == "corridor":
				t.Chdir(dir)
				if code, _, stderr := invoke(fewer(words[1:])...); code != exitDone {
					t.Errorf("README: %s: exit code %d\n%s", command, code, stderr)
				}
			case slices.Equal(words, strings.Fields("go install ./cmd/corridor")):
			case strings.HasPrefix(command, "go run ./cmd/corridor run "):
				mains++
				checkMain(t, root, makefile, command)
			default:
				t.Errorf("README: %q cannot be checked", command)
			}
		}
	}
	if mains == 0 {
		t.Error("README does not show the command of make run")
	}
}

// fewer takes two replications where a command asks for many.
func fewer(words []string) []string {
	for i, w := range words {
		if w == "-n" && len(words[i+1]) > 1 {
			words[i+1] = "2"
		}
	}
	return words
}

func readText(t *testing.T, root, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// checkMain compares the main command with the Makefile and runs a short form of it.
func checkMain(t *testing.T, root, makefile, command string) {
	t.Helper()
	rest := strings.TrimPrefix(command, "go run ")
	if !strings.Contains(makefile, "$(GO) run "+rest+"\n") {
		t.Errorf("README's main command is not that of make run: %s", command)
	}
	t.Chdir(root)
	words := strings.Fields(rest)[1:]
	for i, w := range words {
		switch w {
		case "-n":
			words[i+1] = "2"
		case "-o":
			words[i+1] = filepath.Join(t.TempDir(), "out")
		}
	}
	words = append(words, "--level", "today", "--level", "mix-10", "-q")
	code, stdout, stderr := invoke(words...)
	if code != exitDone {
		t.Fatalf("%s: exit code %d\n%s", command, code, stderr)
	}
	for _, figure := range plots.Figures {
		if want := fmt.Sprintf("/%s.svg", figure.Name); strings.Contains(stdout, want) == figure.Ablation {
			t.Errorf("%s and %s: drawn should be %v\n%s", command, want, !figure.Ablation, stderr)
		}
	}
}
