package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is one thing that is wrong, or doubtful, in one place of a file.
type Problem struct {
	File      string // as the user named it; "--set 1" for the first --set of the command line
	Line, Col int    // from 1, in characters; 0 where a line says nothing
	Text      string // what is wrong and what was found
	Hint      string // what to write instead, if known
	Warning   bool   // the scenario can be simulated all the same
	Excerpt   string // the line of the file, "" if there is none
	Length    int    // characters of Excerpt from Col that are meant
	order     int
}

// Problems is a list of problems, in the order of files, lines and columns. It is an error.
type Problems []Problem

// Error renders all problems with their lines, as Render does.
func (ps Problems) Error() string { return ps.Render() }

// Errors is the number of problems that are not warnings.
func (ps Problems) Errors() int {
	n := 0
	for _, p := range ps {
		if !p.Warning {
			n++
		}
	}
	return n
}

// Render writes every problem as file:line:col: text, the line and what is meant in it, and ends
// with the count.
func (ps Problems) Render() string {
	var b strings.Builder
	for _, p := range ps {
		p.render(&b)
	}
	errs := ps.Errors()
	b.WriteString(count(errs, "error"))
	if n := len(ps) - errs; n > 0 {
		b.WriteString(", " + count(n, "warning"))
	}
	b.WriteString(".")
	if errs > 0 {
		b.WriteString(" Nothing was simulated.")
	}
	b.WriteString("\n")
	return b.String()
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// String is the first line of the problem: place and text.
func (p Problem) String() string {
	warning := ""
	if p.Warning {
		warning = "warning: "
	}
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s%s", p.File, warning, p.Text)
	}
	return fmt.Sprintf("%s:%d:%d: %s%s", p.File, p.Line, p.Col, warning, p.Text)
}

func (p Problem) render(b *strings.Builder) {
	fmt.Fprintln(b, p.String())
	if p.Excerpt == "" {
		if p.Hint != "" {
			fmt.Fprintf(b, "      | %s\n", p.Hint)
		}
		return
	}
	number := ""
	if p.Line > 0 {
		number = fmt.Sprint(p.Line)
	}
	excerpt, column := window(p.Excerpt, p.Col)
	length := max(1, min(p.Length, utf8.RuneCountInString(excerpt)-column+1))
	under := strings.Repeat(" ", column-1) + strings.Repeat("^", length)
	if p.Hint != "" {
		under += " " + p.Hint
	}
	fmt.Fprintf(b, "%5s | %s\n      | %s\n", number, excerpt, under)
}

// maxExcerpt is the longest piece of a line that is shown.
const maxExcerpt = 120

// window cuts a long line to what is around the column, and replaces what a terminal would not
// show as one character.
func window(line string, column int) (string, int) {
	runes := []rune(line)
	for i, r := range runes {
		if r < ' ' || r == 0x7f {
			runes[i] = ' '
		}
	}
	column = max(1, min(column, len(runes)+1))
	if len(runes) <= maxExcerpt {
		return string(runes), column
	}
	from := max(0, min(column-1-maxExcerpt/3, len(runes)-maxExcerpt))
	to := min(len(runes), from+maxExcerpt)
	head, tail := "", ""
	if from > 0 {
		head = "… "
	}
	if to < len(runes) {
		tail = " …"
	}
	return head + string(runes[from:to]) + tail, column - from + utf8.RuneCountInString(head)
}

// mark is a place in a source.
type mark struct {
	source *source
	span
}

// problem makes the problem of a place.
func (m mark) problem(text, hint string) Problem {
	p := Problem{File: m.source.name, Text: text, Hint: hint, order: m.source.order}
	line, start, excerpt := m.source.line(min(m.start, len(m.source.text)))
	p.Excerpt = excerpt
	from := min(m.start-start, len(excerpt))
	to := max(from, min(m.end-start, len(excerpt)))
	p.Col = utf8.RuneCountInString(excerpt[:from]) + 1
	p.Length = utf8.RuneCountInString(excerpt[from:to])
	if !m.source.inline {
		p.Line = line
	}
	return p
}

// where names the place as file:line.
func (m mark) where() string {
	if m.source.inline {
		return m.source.name
	}
	line, _, _ := m.source.line(m.start)
	return fmt.Sprintf("%s:%d", m.source.name, line)
}

// log collects problems.
type log struct{ problems Problems }

func (l *log) error(m mark, text, hint string) {
	l.problems = append(l.problems, m.problem(text, hint))
}

func (l *log) warn(m mark, text string) {
	p := m.problem(text, "")
	p.Warning = true
	l.problems = append(l.problems, p)
}

func (l *log) failed() bool { return l.problems.Errors() > 0 }

// sorted returns the problems in order, each once: one fault of a file that is used twice is
// still one.
func (l *log) sorted() Problems {
	ps := slices.Clone(l.problems)
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(ps)
}
