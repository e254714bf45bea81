package scenarios

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"corridor/sim/corridor"
)

// References to other tables. There is one name for one thing: the dotted path.

// nameRunes may stand in the name of a thing, which becomes part of names of metrics and files.
const nameRunes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

// checkName refuses a name that could not stand in a path.
func (r *reading) checkName(n *node, path string) bool {
	if n.key != "" && strings.Trim(n.key, nameRunes) == "" {
		return true
	}
	r.error(n.at, fmt.Sprintf("%q is no name for a %s", n.key, path), "names are of letters, digits, - and _")
	return false
}

func readRef(r *reading, n *node, path string, f *field, v reflect.Value) {
	if s, ok := r.ref(n, path, f); ok {
		v.SetString(s)
	}
}

// ref reads a reference and checks that it names a table of a kind that the field allows.
func (r *reading) ref(n *node, path string, f *field) (string, bool) {
	s, ok := n.value.(string)
	if !ok {
		r.wrongType(n, path, "the path of a table, as in "+examplePath(f.to))
		return "", false
	}
	return s, r.refTo(n.val, path, s, f)
}

func (r *reading) refTo(at mark, path, s string, f *field) bool {
	kind, known := corridor.KindOf(s)
	if known && r.paths[s] && allows(f.to, kind) {
		return true
	}
	candidates := r.pathsOf(f.to)
	switch {
	case r.removed[s].at.source != nil:
		r.namesRemoved(at, path, s, r.removed[s])
	case known && r.paths[s]:
		r.error(at, fmt.Sprintf("%s names %s, which is a %s", path, s, kind.Name), "it needs "+kindList(f.to))
	default:
		r.error(at, fmt.Sprintf("%s names %q, which does not exist", path, s), refHint(s, candidates, f.to))
	}
	return false
}

// namesRemoved is the problem of what names a thing that a measure removes: at the later of the two lines.
func (r *reading) namesRemoved(at mark, path, s string, gone removal) {
	if at.source.order > gone.at.source.order {
		r.error(at, fmt.Sprintf("%s names %s, which %s removes", path, s, gone.where()), "")
		return
	}
	hint := "change or remove that too"
	if kind, _ := corridor.KindOf(s); kind.Name == "vessel" && !gone.on.IsZero() {
		hint = "a fleet cannot go inside a run: change its count to 0"
	}
	r.error(gone.at, fmt.Sprintf("%s is removed%s, but %s in %s names it", s, onDay(gone.on), path, at.where()), hint)
}

// refHint looks for the same name under another kind before it looks for a similar one.
func refHint(s string, candidates, to []string) string {
	last := s[strings.LastIndex(s, ".")+1:]
	for _, c := range candidates {
		if c[strings.Index(c, ".")+1:] == last {
			return fmt.Sprintf("did you mean %q?", c)
		}
	}
	if len(candidates) == 0 {
		return "there is no " + strings.Join(to, " or ")
	}
	return didYouMean(s, candidates)
}

// pathsOf lists the things of some kinds, in order of path; "place" is all kinds of place.
func (r *reading) pathsOf(kinds []string) []string {
	var paths []string
	for _, path := range r.sortedPaths {
		if kind, ok := corridor.KindOf(path); ok && allows(kinds, kind) {
			paths = append(paths, path)
		}
	}
	return paths
}

func allows(kinds []string, kind corridor.Kind) bool {
	return len(kinds) == 0 || slices.Contains(kinds, kind.Name) || kind.Place && slices.Contains(kinds, "place")
}

func kindList(kinds []string) string {
	if len(kinds) == 0 {
		return "the path of a table"
	}
	return "a " + strings.Join(kinds, " or a ")
}

func examplePath(kinds []string) string {
	if len(kinds) == 0 || kinds[0] == "place" {
		return `"port.aktau"`
	}
	return fmt.Sprintf("%q", kinds[0]+".NAME")
}

// readChoice reads one reference, a list of references with equal shares, or a table of references with
// shares that add up to 1.
func readChoice(r *reading, n *node, path string, f *field, v reflect.Value) {
	if n.shape == list {
		r.equalChoice(n, path, f, v)
		return
	}
	if n.shape != table {
		if s, ok := r.ref(n, path, f); ok {
			v.Set(reflect.ValueOf(corridor.Choice{{Name: corridor.Ref(s), Share: 1}}))
		}
		return
	}
	var choice corridor.Choice
	total, good := 0.0, true
	for _, k := range n.kids {
		x, _, ok := r.quantity(&ratioQuantity, k, path+"."+k.key)
		if least := f.min != nil && *f.min == 0; ok && (x < 0 || x == 0 && !least) {
			must := "must be more than 0"
			if least {
				must = "must be at least 0"
			}
			r.error(k.val, fmt.Sprintf("%s.%s is %s, %s", path, k.key, k.written(), must), "")
			ok = false
		}
		named := r.refTo(k.at, path, k.key, f)
		good = good && ok && named
		total += x
		choice = append(choice, corridor.Share{Name: corridor.Ref(k.key), Share: corridor.Ratio(x)})
	}
	if good && math.Abs(total-1) > 1e-9 {
		r.error(n.val, fmt.Sprintf("the shares of %s add up to %s, not 1", path, plainNumber(total)), "")
		return
	}
	slices.SortFunc(choice, func(a, b corridor.Share) int { return strings.Compare(string(a.Name), string(b.Name)) })
	v.Set(reflect.ValueOf(choice))
}

func (r *reading) equalChoice(n *node, path string, f *field, v reflect.Value) {
	var choice corridor.Choice
	for i, k := range n.kids {
		s, ok := r.ref(k, fmt.Sprintf("%s[%d]", path, i+1), f)
		twice := slices.ContainsFunc(choice, func(o corridor.Share) bool { return string(o.Name) == s })
		if ok && twice {
			r.error(k.val, fmt.Sprintf("%s names %s twice", path, s), "")
		}
		choice = append(choice, corridor.Share{Name: corridor.Ref(s), Share: corridor.Ratio(1 / float64(len(n.kids)))})
	}
	if len(choice) == 0 {
		r.error(n.val, path+" is empty", "name at least one")
		return
	}
	slices.SortFunc(choice, func(a, b corridor.Share) int { return strings.Compare(string(a.Name), string(b.Name)) })
	v.Set(reflect.ValueOf(choice))
}
