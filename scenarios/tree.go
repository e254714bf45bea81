package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// node is a table, a list or a value of a file, and knows where it stands.
type node struct {
	key   string
	shape shape
	value any     // string, int64, float64, bool or time.Time; of shape leaf only
	kids  []*node // of a table, in the order of the file; of a list, its elements
	at    mark    // the key, or the heading of a table
	val   mark    // the value
	was   string  // value and origin before the first change, for show
	edits []edit  // relative changes, in order of use
	extra Meta    // what measures say about the table
}

type shape uint8

const (
	leaf shape = iota
	table
	list
)

// edit is a relative change that was made to a value.
type edit struct{ text, where string }

// kid returns the entry of a table, or nil.
func (n *node) kid(key string) *node {
	if n.shape != table {
		return nil
	}
	for _, k := range n.kids {
		if k.key == key {
			return k
		}
	}
	return nil
}

// keys are the names of the entries of a table.
func (n *node) keys() []string {
	var keys []string
	for _, k := range n.kids {
		keys = append(keys, k.key)
	}
	return keys
}

// put replaces the entry of the same key, or appends it.
func (n *node) put(k *node) {
	for i, old := range n.kids {
		if old.key == k.key {
			n.kids[i] = k
			return
		}
	}
	n.kids = append(n.kids, k)
}

// drop takes an entry away.
func (n *node) drop(key string) {
	n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { return k.key == key })
}

// clone copies a tree, so that changing the copy leaves the original.
func (n *node) clone() *node {
	c := *n
	c.edits, c.extra = slices.Clone(n.edits), n.extra.clone()
	c.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		c.kids[i] = k.clone()
	}
	return &c
}

// find walks down a path as far as there are entries, and says whether the end was reached.
func (n *node) find(path []string) (*node, bool) {
	for _, key := range path {
		k := n.kid(key)
		if k == nil {
			return n, false
		}
		n = k
	}
	return n, true
}

// parse turns a text into a tree, or into one problem.
func parse(src *source) (*node, *Problem) {
	where := locate(src.text)
	whole := func(s span) mark { return mark{src, s} }
	if s := where.tooDeep; s != nil {
		p := whole(*s).problem(fmt.Sprintf("nested deeper than %d levels", maxDepth), "")
		return nil, &p
	}
	var tree map[string]any
	if _, err := toml.Decode(src.text, &tree); err != nil {
		p := syntaxProblem(src, err)
		return nil, &p
	}
	if s := where.arrayTable; s != nil {
		p := whole(*s).problem("lists of tables are not used here",
			"give each table a name of its own, as in [port.aktau]")
		return nil, &p
	}
	b := treeBuilder{src, where}
	root := &node{shape: table, at: whole(span{}), val: whole(span{})}
	b.fill(root, "", tree)
	return root, nil
}

// syntaxProblem gives the library's words and position to a text that is not TOML.
func syntaxProblem(src *source, err error) Problem {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) {
		return mark{src, span{}}.problem("not TOML: "+err.Error(), "")
	}
	start := max(0, min(syntax.Position.Start, len(src.text))) // the library gives -1 for a first byte
	at := mark{src, span{start, min(start+max(1, syntax.Position.Len), len(src.text))}}
	return at.problem("not TOML: "+syntax.Message, "")
}

type treeBuilder struct {
	source *source
	where  positions
}

// fill gives a table its entries in the order of the file.
func (b *treeBuilder) fill(n *node, path string, entries map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		inside := join(path, key)
		k := b.make(key, inside, entries[key], n)
		if at, ok := b.where.keys[inside]; ok {
			k.at = mark{b.source, at}
		}
		n.kids = append(n.kids, k)
	}
	slices.SortStableFunc(n.kids, func(a, b *node) int { return cmp.Compare(a.at.start, b.at.start) })
}

func (b *treeBuilder) make(key, path string, value any, parent *node) *node {
	n := &node{key: key, at: parent.at, val: parent.val}
	if at, ok := b.where.values[path]; ok {
		n.val = mark{b.source, at}
		n.at = n.val
	}
	switch v := value.(type) {
	case map[string]any:
		n.shape = table
		b.fill(n, path, v)
	case []map[string]any:
		n.shape = list
		for i, e := range v {
			n.kids = append(n.kids, b.make("", element(path, i), e, n))
		}
	case []any:
		n.shape = list
		for i, e := range v {
			n.kids = append(n.kids, b.make("", element(path, i), e, n))
		}
	case string, int64, float64, bool, time.Time:
		n.value = v
	default:
		panic(fmt.Sprintf("scenarios: the TOML library gave a %T for %s", value, strings.ReplaceAll(path, pathMark, ".")))
	}
	return n
}
