package scenarios

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"corridor/sim/corridor"
)

// Resolved is one value of a scenario after all changes.
type Resolved struct {
	Path   string
	Value  string // as it would be written in a file
	Origin string // file:line, with what changed it; "default"
	From   string // day inside the run from which it holds; "" from the beginning
}

// Resolved lists every value in order of path: those of the files with where they come from, and
// the defaults of what the files do not say.
func (f *File) Resolved() []Resolved {
	var all []Resolved
	for _, k := range f.root.kids {
		if k.shape == table && !isChange(k.key) {
			all = resolved(all, k, k.key)
		}
	}
	later := f.resolvedLater(all)
	given := map[string]bool{}
	for _, r := range all {
		given[r.Path] = true
	}
	added := map[string]bool{}
	for _, r := range later {
		added[r.Path] = true
	}
	for _, v := range values(f.Scenario) {
		from := f.from(v.path)
		if text := v.reader.text(v.v); text != "" && !isGiven(given, v.path) && (from == "" || !isGiven(added, v.path)) {
			all = append(all, Resolved{Path: v.path, Value: text, Origin: "default", From: from})
		}
	}
	all = append(all, later...)
	slices.SortFunc(all, func(a, b Resolved) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.From, b.From)) })
	return all
}

// from is the day on which the thing of a path comes, "" if it is there from the beginning.
func (f *File) from(path string) string {
	for _, t := range f.Scenario.Things {
		if strings.HasPrefix(path+".", t.Path+".") && !t.From.IsZero() {
			return t.From.Format(time.DateOnly)
		}
	}
	return ""
}

// gone is the value of what a measure has removed.
const gone = "gone"

// Gone tells whether the line says that something is no more, with all that is below it.
func (r *Resolved) Gone() bool { return r.Value == gone }

// resolvedLater lists what a day inside the run changes: values, and what goes.
func (f *File) resolvedLater(first []Resolved) (all []Resolved) {
	before := map[string]string{}
	for _, r := range first {
		before[r.Path] = r.Value
	}
	removed := f.removed
	for _, s := range f.states {
		day := s.day.Format(time.DateOnly)
		for path, x := range s.removed {
			if _, was := removed[path]; !was {
				all = append(all, Resolved{Path: path, Value: gone, Origin: x.at.where(), From: day})
				maps.DeleteFunc(before, func(below, _ string) bool { return strings.HasPrefix(below+".", path+".") })
			}
		}
		removed = s.removed
		for _, r := range resolved(nil, &node{shape: table, kids: things(s.root)}, "") {
			if old, known := before[r.Path]; known && old == r.Value || !known && before[unsided(r.Path)] == r.Value {
				continue
			}
			r.From = day
			all = append(all, r)
			before[r.Path] = r.Value
		}
	}
	return all
}

// unsided is the path of a value for both directions of which a path names one.
func unsided(path string) string {
	for _, way := range corridor.Ways {
		if rest, is := strings.CutSuffix(path, "."+way.String()); is {
			return rest
		}
	}
	return ""
}

// things are the tables of a tree that hold things.
func things(root *node) []*node {
	return slices.DeleteFunc(slices.Clone(root.kids), func(k *node) bool { return k.shape != table || isChange(k.key) })
}

// isGiven reports whether a path or what it is a part of stands in a file.
func isGiven(given map[string]bool, path string) bool {
	for {
		if given[path] {
			return true
		}
		i := strings.LastIndexAny(path, ".[")
		if i < 0 {
			return false
		}
		path = path[:i]
	}
}

// resolved lists the values below a table. A law, a column or a choice is one value.
func resolved(all []Resolved, n *node, path string) []Resolved {
	if n.shape != table || n.kid("dist") != nil || n.kid("file") != nil || hasPaths(n) {
		return append(all, Resolved{Path: path, Value: n.written(), Origin: n.origin()})
	}
	for _, k := range n.kids {
		if !slices.Contains(metaKeys, k.key) {
			all = resolved(all, k, strings.TrimPrefix(path+"."+k.key, "."))
		}
	}
	return all
}

// hasPaths reports whether the keys of a table are paths of other tables.
func hasPaths(n *node) bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool { return strings.Contains(k.key, ".") })
}

// origin says where a value comes from: "base.toml:9", or the first value and its changes.
func (n *node) origin() string {
	parts := []string{}
	if n.was != "" {
		parts = append(parts, n.was)
	}
	for _, e := range n.edits {
		parts = append(parts, e.text+" "+e.where)
	}
	if len(n.edits) == 0 {
		if n.was != "" {
			return n.val.where() + ", was " + n.was
		}
		return n.val.where()
	}
	return strings.Join(parts, ", ")
}
