package scenarios

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"time"

	"corridor/sim/corridor"
)

var dateType = reflect.TypeFor[time.Time]()

// Options are what the command line adds to a file.
type Options struct {
	With []string // files of measures
	Set  []string // changes key=value, after the measures
	FS   fs.FS    // where the files are; nil: the operating system
}

// File is a scenario that was read without errors.
type File struct {
	Path     string // as given to Load
	Name     string // name of the file without folder and .toml
	Scenario *corridor.Scenario
	Levels   []string        // names of the demand levels, in the order of the file
	Meta     map[string]Meta // sources and notes, by path of the table, as they are when it is first there; "" is the file itself
	Warnings Problems
	Measures []Measure // that took effect, in order of use
	Applied  []string  // one line for each of them: what it changed
	Set      []string  // one line for each --set: what the value was on the first day, and what it is
	Unready  []Measure // that are ready only after the run, and left out
	Hash     string    // identity of what is simulated, see hash.go

	root    *node              // the first state
	states  []state            // those that follow, in order of day
	removed map[string]removal // what is not in the first state, by path
}

// loader reads the files of one scenario.
type loader struct {
	*log
	files   files
	options Options
	sources int // files read so far
	layers  []*layer
	removed map[string]removal // what is away in the state in hand, by path
	goes    map[string]removal // the same, and what comes back
	backs   []comeback
	dead    map[*node]bool // what measures add or remove before it comes back
}

// layer is one scenario file: the one asked for, its base, the base of that.
type layer struct {
	path string
	root *node
}

// Load reads a scenario with its base and measures. The error is all [Problems] of all files;
// warnings alone make none and are found in the File.
func Load(path string, options Options) (*File, error) {
	l := &loader{log: &log{}, files: newFiles(options.FS), options: options}
	f := l.load(path)
	if l.failed() || f == nil {
		return nil, l.sorted()
	}
	f.Warnings = l.sorted()
	return f, nil
}

func (l *loader) load(path string) *File {
	if !l.readLayers(path) {
		return nil
	}
	root := l.merged()
	f := &File{Path: path, Name: nameOf(path), root: root}
	plan := l.overlay(root, f)
	f.removed = l.removed
	r := newReading(l.log, l.files, root)
	r.removed = l.removed
	f.Scenario = r.scenario()
	f.Scenario.Title, f.Scenario.Note = l.heading()
	f.Meta = r.meta
	l.fileMeta(f)
	if !l.failed() {
		l.later(f, plan)
	}
	for _, m := range plan.measures {
		if !m.gone && !m.own {
			f.Measures = append(f.Measures, m.Measure)
		}
	}
	if l.failed() {
		return nil
	}
	l.faults(f)
	l.doubts(f)
	l.impliedLevel(f)
	f.Hash = Identity(f.Scenario)
	return f
}

// plan is what the states that follow the first are made of.
type plan struct {
	root     *node // before any measure
	measures []*measure
	settings []setting // but those of the run
	days     []time.Time
}

// overlay changes the tree: by what the command line says of the run, which decides what measures
// are ready, by the measures, and by the rest of the command line.
func (l *loader) overlay(root *node, f *File) *plan {
	ofRun, settings := l.settings()
	f.Set = l.set(root, ofRun, time.Time{})
	measures := l.measures()
	run := l.period(root)
	f.Unready = l.leaveOut(measures, run)
	p := &plan{root: root.clone(), measures: measures, settings: settings, days: daysOf(measures, run)}
	first := slices.DeleteFunc(slices.Clone(measures), func(m *measure) bool { return m.gone || m.isLate(run) })
	f.Applied = l.use(root, first, first)
	for i := range settings {
		settings[i].passing = passing(settings[i].keys, measures)
	}
	f.Set = append(f.Set, l.set(root, settings, time.Time{})...)
	return p
}

// period reads [run] ahead of the rest. Its problems are found again with the rest.
func (l *loader) period(root *node) *corridor.Run {
	var run corridor.Run
	ahead := newReading(&log{}, l.files, &node{shape: table})
	if n := root.kid("run"); n != nil && n.shape == table {
		ahead.object(n, "run", reflect.ValueOf(&run).Elem(), false)
	}
	if ahead.failed() {
		return &corridor.Run{}
	}
	return &run
}

// nearest is the place of a path in the tree, or of what stands above it.
func (n *node) nearest(path string) mark {
	at, _ := n.find(strings.Split(path, "."))
	if at.shape != table {
		return at.val
	}
	return at.at
}

// impliedLevel lists the levels in the order of the file. A scenario without any has one, which
// leaves all volumes as they are.
func (l *loader) impliedLevel(f *File) {
	if n := f.root.kid("level"); n != nil && len(n.kids) > 0 {
		f.Levels = n.keys()
		return
	}
	f.Levels = []string{"base"}
}

// open reads a file into a tree; at is where it is asked for, nil on the command line.
func (l *loader) open(path string, at *mark) *node {
	text, err := l.files.read(path)
	if err != nil {
		l.unreadable(path, err, at)
		return nil
	}
	src := newSource(path, text)
	l.sources++
	src.order = l.sources
	root, problem := parse(src)
	if problem != nil {
		l.problems = append(l.problems, *problem)
		return nil
	}
	return root
}

func (l *loader) unreadable(path string, err error, at *mark) {
	if at == nil {
		l.sources++
		l.problems = append(l.problems, Problem{File: path, Text: err.Error(), order: l.sources})
		return
	}
	l.error(*at, fmt.Sprintf("%s %v", path, err), "")
}

// maxLayers is the longest chain of bases.
const maxLayers = 8

// readLayers reads the file and its chain of bases, the innermost first in l.layers.
func (l *loader) readLayers(path string) bool {
	var at *mark
	for {
		root := l.open(path, at)
		if root == nil {
			return false
		}
		l.layers = slices.Insert(l.layers, 0, &layer{path, root})
		base := root.kid("base")
		if base == nil {
			break
		}
		name, ok := base.value.(string)
		if !ok {
			l.error(base.val, "base is "+base.kind()+", not the name of a file", "")
			return false
		}
		if len(l.layers) == maxLayers {
			l.error(base.val, fmt.Sprintf("more than %d files that are each other's base", maxLayers), "")
			return false
		}
		path, at = l.files.join(path, name), &base.val
		if slices.ContainsFunc(l.layers, func(o *layer) bool { return l.files.clean(o.path) == l.files.clean(path) }) {
			l.error(base.val, fmt.Sprintf("%s would be its own base", path), "")
			return false
		}
	}
	innermost := l.layers[0].root
	if i := slices.IndexFunc(innermost.kids, func(k *node) bool { return isChange(k.key) }); i >= 0 && innermost.kid("run") == nil {
		l.error(innermost.kids[i].at, path+" is a measure, not a scenario", "use it on a scenario: --with "+path)
		return false
	}
	for i, layer := range l.layers { // problems of the base come first
		layer.root.at.source.order = i + 1
	}
	return true
}

// fileMeta keeps what the outermost file says of itself.
func (l *loader) fileMeta(f *File) {
	if n := l.layers[len(l.layers)-1].root.kid("source"); n != nil {
		source, _ := n.value.(string)
		f.Meta[""] = Meta{Source: source}
	}
}

// heading is the title and note of the outermost layer that has one.
func (l *loader) heading() (title, note string) {
	for _, layer := range l.layers {
		if n := layer.root.kid("title"); n != nil {
			title, _ = n.value.(string)
		}
		if n := layer.root.kid("note"); n != nil {
			note, _ = n.value.(string)
		}
	}
	return title, note
}

// merged is the tree of the innermost layer with the single tables of the others laid over, key
// by key.
func (l *loader) merged() *node {
	for i, layer := range l.layers {
		l.checkTop(layer, i > 0)
	}
	root := l.layers[0].root.clone()
	for _, layer := range l.layers[1:] {
		for _, one := range singles {
			over := layer.root.kid(one.key)
			under := root.kid(one.key)
			switch {
			case over == nil:
			case under == nil || under.shape != table || over.shape != table:
				root.put(over.clone())
			default:
				for _, k := range over.kids {
					under.put(k.clone())
				}
			}
		}
	}
	return root
}

// checkTop checks the keys at the top of a scenario file.
func (l *loader) checkTop(layer *layer, derived bool) {
	allowed := topNames(false)
	for _, one := range singles {
		allowed = append(allowed, one.key)
	}
	for _, kind := range corridor.Kinds {
		allowed = append(allowed, kind.Name)
	}
	for _, k := range layer.root.kids {
		_, isKind := corridor.KindOf(k.key + ".")
		switch {
		case !slices.Contains(allowed, k.key) && slices.Contains(topNames(true), k.key):
			l.error(k.at, fmt.Sprintf("%s stands in measures only", k.key), "use a measure with the key with, or --with")
		case !slices.Contains(allowed, k.key):
			l.error(k.at, fmt.Sprintf("unknown key %q", k.key), didYouMean(k.key, allowed))
		case derived && isKind:
			l.error(k.at, fmt.Sprintf("a file with a base cannot hold [%s]", k.key), fmt.Sprintf("write [change.%s.NAME] or [add.%s.NAME]", k.key, k.key))
		case !derived && isChange(k.key):
			l.error(k.at, fmt.Sprintf("%s needs a base to change", k.key), "name it: base = \"FILE.toml\"")
		}
	}
	l.checkHead(layer.root)
}

func isChange(key string) bool { return key == "change" || key == "add" || key == "remove" }

// checkHead checks what every file begins with.
func (l *loader) checkHead(root *node) {
	switch n := root.kid("format"); {
	case n == nil:
		l.error(root.at, "format is missing", "write format = 1")
	case n.value != int64(1):
		l.error(n.val, fmt.Sprintf("format is %s; this program reads format 1", n.written()), "")
	}
	for _, key := range []string{"title", "note", "source"} {
		if n := root.kid(key); n != nil {
			if _, ok := n.value.(string); !ok {
				l.error(n.val, fmt.Sprintf("%s is %s, not a text in quotes", key, n.kind()), "")
			}
		}
	}
}
