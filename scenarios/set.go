package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"corridor/sim/corridor"
)

// setting is one --set key=value of the command line.
type setting struct {
	measure *measure // so that it is applied as measures are
	tree    *node    // the value inside tables, as a file would have it
	keys    []string
	passing []string          // what above the key is there for a part of the run: the thing, or a table in it
	told    map[string]string // what each value was, as the user has been told
}

// setOrder ranks the command line behind all files in the list of problems.
const setOrder = 1 << 20

// settings parses what the command line sets: of the run, and of all else.
func (l *loader) settings() (ofRun, others []setting) {
	for i, text := range l.options.Set {
		src := newSource(fmt.Sprintf("--set %d", i+1), text)
		src.inline, src.order = true, setOrder+i
		switch s := l.setting(src); {
		case s == nil:
		case s.keys[0] == "run":
			ofRun = append(ofRun, *s)
		default:
			others = append(others, *s)
		}
	}
	return ofRun, others
}

func (l *loader) setting(src *source) *setting {
	key, value, ok := strings.Cut(src.text, "=")
	whole := mark{src, span{0, len(src.text)}}
	if !ok || strings.TrimSpace(key) == "" {
		l.error(whole, fmt.Sprintf("%q is not key=value", src.text), "write as in vessel.rail-ferry.count=8")
		return nil
	}
	keys := strings.Split(strings.TrimSpace(key), ".")
	at := mark{src, span{0, len(key)}}
	kind, isKind := corridor.KindOf(keys[0] + ".")
	isSingle := slices.ContainsFunc(singles, func(s single) bool { return s.key == keys[0] })
	if !isKind && !isSingle {
		l.error(at, fmt.Sprintf("unknown key %q", keys[0]), didYouMean(keys[0], append(singleNames(), kindNames()...)))
		return nil
	}
	if len(keys) > maxDepth || isKind && len(keys) < 3 || isSingle && len(keys) < 2 {
		hint := "write run.KEY=VALUE"
		if isKind {
			hint = fmt.Sprintf("write %s.NAME.KEY=VALUE", kind.Name)
		}
		l.error(at, fmt.Sprintf("%q is no key of a value", strings.TrimSpace(key)), hint)
		return nil
	}
	n := l.settingValue(src, value, mark{src, span{len(key) + 1, len(src.text)}})
	n.at = at
	for i := len(keys) - 1; i >= 0; i-- {
		n.key = keys[i]
		n = &node{shape: table, kids: []*node{n}, at: at, val: at}
	}
	m := &measure{Measure: Measure{Name: src.name}, root: &node{shape: table, at: at, val: at}, at: at, tally: newTally()}
	return &setting{measure: m, tree: n, keys: keys, told: map[string]string{}}
}

// settingValue reads a value as TOML or, if it is none, as a text. A sign makes it relative, as
// in a measure: nobody quotes on the command line.
func (l *loader) settingValue(src *source, value string, at mark) *node {
	value = strings.TrimSpace(value)
	if parseRelative(value) == nil && len(value) < 1<<16 && locate("v = "+value).tooDeep == nil {
		var tree map[string]any
		if _, err := toml.Decode("v = "+value, &tree); err == nil && len(tree) == 1 {
			b := treeBuilder{src, positions{}}
			return b.make("", "", tree["v"], &node{at: at, val: at})
		}
	}
	return &node{value: value, at: at, val: at}
}

// set applies settings in their order to the state of a day, the first for the zero day. What they give is above all files, but
// two that set one value contradict each other. It returns a line for each: what the value was, and what it is; on a later day
// only where the files have changed what is set.
func (l *loader) set(root *node, settings []setting, day time.Time) (done []string) {
	var made []*change
	for _, s := range settings {
		if s.awaits(root) {
			continue
		}
		f := &flattener{loader: l, root: root, measure: s.measure, setting: &s}
		f.flatten(s.tree)
		for _, c := range f.changes {
			i := slices.IndexFunc(made, func(o *change) bool { return slices.Equal(o.path, c.path) })
			if i >= 0 && c.by == nil {
				l.conflict(made[i], c, "name it once")
				return nil
			}
		}
		for _, c := range f.changes {
			c.takeAsWritten(root)
		}
		before := written(root, f.changes)
		l.apply(root, f.changes)
		made = append(made, f.changes...)
		for i, now := range written(root, f.changes) {
			was := before[i]
			if told, known := s.told[f.changes[i].name()]; known && told == was {
				continue
			}
			s.told[f.changes[i].name()] = was
			if text := f.changes[i].became(was, now, day); !slices.Contains(done, text) { // once for both directions
				done = append(done, text)
			}
		}
	}
	return done
}

// takeAsWritten takes a number with a minus for the value where there is none to change: nobody could write it otherwise, key by key.
func (c *change) takeAsWritten(root *node) {
	if _, there := root.find(c.path); there || c.by == nil || c.by.percent || c.by.amount >= 0 {
		return
	}
	made := *c.node
	switch x := c.by.amount; {
	case c.by.unit != "":
		made.value = c.by.text
	case x == math.Trunc(x) && x > -maxWhole:
		made.value = int64(x)
	default:
		made.value = x
	}
	c.node, c.by = &made, nil
}

// awaits tells whether the thing that is set is not there now, but is at another time of the run.
func (s setting) awaits(root *node) bool {
	if !slices.Contains(s.passing, strings.Join(s.keys[:2], ".")) {
		return false
	}
	_, there := root.find(s.keys[:2])
	return !there
}

// passing lists the paths above a key that a measure adds or removes.
func passing(keys []string, measures []*measure) (paths []string) {
	inEffect := slices.DeleteFunc(slices.Clone(measures), func(m *measure) bool { return m.gone })
	for n := 2; n < len(keys); n++ {
		if path := strings.Join(keys[:n], "."); len(turnsOf(path, inEffect)) > 0 {
			paths = append(paths, path)
		}
	}
	return paths
}

// idleSettings refuses what sets a key of something that a measure removes, and that is there at no time of the run.
func (l *loader) idleSettings(settings []setting) {
	for _, s := range settings {
		i := slices.IndexFunc(s.passing, func(path string) bool { return l.goes[path].at.source != nil })
		if i >= 0 && len(s.told) == 0 {
			path := s.passing[i]
			l.error(s.measure.at, path+" is there at no time of the run", l.goes[path].where()+" removes it")
		}
	}
}

// written are the values of what is changed, "" where the default holds.
func written(root *node, changes []*change) []string {
	out := make([]string, len(changes))
	for i, c := range changes {
		if n, exact := root.find(c.path); exact {
			out[i] = n.written()
		}
	}
	return out
}

// became says what a value was and what it is, from a day on or throughout, and that a sign makes it relative.
func (c *change) became(before, now string, day time.Time) string {
	if before == "" {
		before = "default"
	}
	from := ""
	if !day.IsZero() {
		from = " from " + day.Format(time.DateOnly)
	}
	text := fmt.Sprintf("%s%s: %s → %s", c.said(), from, before, now)
	if c.by != nil {
		text += fmt.Sprintf(" (a sign makes it relative: %s)", c.by.text)
	}
	return text
}

// singleNames lists the tables without a name.
func singleNames() (names []string) {
	for _, s := range singles {
		names = append(names, s.key)
	}
	return names
}
