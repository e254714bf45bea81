package scenarios

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"corridor/sim/des"
)

// metaKeys may stand in any table beside its own keys.
var metaKeys = []string{"source", "note", "calibrated"}

// readLaw reads a law: a plain value, or a table whose key dist names the kind.
func readLaw(r *reading, n *node, path string, f *field, v reflect.Value) {
	if d, ok := r.law(n, path, f); ok {
		v.Set(reflect.ValueOf(d))
	}
}

func (r *reading) law(n *node, path string, f *field) (des.Dist, bool) {
	if n.shape != table {
		x, ok := r.lawValue(n, path, f.dim)
		return des.Constant(x), ok && r.notHuge(n, path, f, des.Constant(x))
	}
	kind := n.kid("dist")
	if kind == nil {
		r.error(n.val, path+" has no key dist", "write { dist = \"lognormal\", median = …, p90 = … } or a plain value")
		return des.Dist{}, false
	}
	name, ok := kind.value.(string)
	i := slices.IndexFunc(des.DistKinds, func(k des.DistKind) bool { return k.Name == name })
	if !ok || i < 0 {
		r.error(kind.val, fmt.Sprintf("%s.dist is %s, which is no law", path, kind.written()), didYouMean(name, lawNames()))
		return des.Dist{}, false
	}
	d, ok := r.lawOfKind(&des.DistKinds[i], n, path, f)
	return d, ok && r.notNegative(n, path, d) && r.notHuge(n, path, f, d)
}

// largestRatio bounds what a law of ratios gives but once in a thousand draws: a time that is stretched by more is a slip
// of the pen, and one that is stretched by much more than that has no number.
const largestRatio = 1000

func (r *reading) notHuge(n *node, path string, f *field, d des.Dist) bool {
	if f.dim != &ratioQuantity {
		return true
	}
	if high := d.Quantile(0.999); high > largestRatio || d.Mean() > largestRatio {
		r.error(n.val, fmt.Sprintf("%s reaches %.3g, must stay below %d", path, max(high, d.Mean()), largestRatio), "")
		return false
	}
	return true
}

func lawNames() []string {
	names := make([]string, len(des.DistKinds))
	for i := range des.DistKinds {
		names[i] = des.DistKinds[i].Name
	}
	return names
}

// lawOfKind reads the arguments of a kind of law.
func (r *reading) lawOfKind(kind *des.DistKind, n *node, path string, f *field) (des.Dist, bool) {
	keys := append([]string{"dist"}, lawKeys(kind)...)
	before := r.problems.Errors()
	r.universal(n, path, keys, false, false)
	if r.problems.Errors() > before {
		return des.Dist{}, false
	}
	var d des.Dist
	var err error
	switch kind.Name {
	case "empirical":
		d, err = r.empirical(n, path, f)
	case "discrete":
		d, err = r.discrete(n, path, f)
	case "mixture":
		d, err = r.mixture(n, path, f)
	default:
		d, err = r.argued(kind, n, path, f)
	}
	if err != nil {
		r.lawFault(n, path, err)
	}
	return d, err == nil && r.problems.Errors() == before
}

// lawKeys are the keys of the arguments of a kind of law, beside dist.
func lawKeys(kind *des.DistKind) []string {
	switch kind.Name {
	case "empirical":
		return []string{"file", "column", "unit"}
	case "discrete":
		return []string{"values", "weights"}
	case "mixture":
		return []string{"weights", "parts"}
	}
	var keys []string
	for _, form := range kind.Forms {
		for _, a := range form {
			if !slices.Contains(keys, a.Name) {
				keys = append(keys, a.Name)
			}
		}
	}
	return keys
}

// errRecorded stands for problems that the log has already.
var errRecorded = errors.New("recorded")

// lawFault puts the error of a law at its argument, if it names one.
func (r *reading) lawFault(n *node, path string, err error) {
	if errors.Is(err, errRecorded) {
		return
	}
	var arg *des.ArgError
	if !errors.As(err, &arg) {
		r.error(n.val, fmt.Sprintf("%s: %v", path, err), "")
		return
	}
	text, at := arg.Reason, n.val
	if arg.Arg == "" {
		text = path + " " + text
	} else {
		text = path + "." + arg.Arg + " " + text
		if k := n.kid(arg.Arg); k != nil {
			at = k.val
		}
	}
	text, hint, _ := strings.Cut(text, "; ")
	r.error(at, text, hint)
}

// lawValue reads one value in the dimension of the law: seconds, or a plain number. None of them
// may be negative: times, factors and counts are what laws are for.
func (r *reading) lawValue(n *node, path string, q *quantity) (float64, bool) {
	x, _, ok := r.quantity(q, n, path)
	if ok && x < 0 {
		r.error(n.val, fmt.Sprintf("%s is %s, must not be negative", path, n.written()), "")
		ok = false
	}
	if ok && q == &durationQuantity && x > longest.Seconds() {
		r.error(n.val, fmt.Sprintf("%s is %s, longer than 200 yr", path, n.written()), "")
		ok = false
	}
	return x, ok
}

// argued reads a law that is given by single arguments.
func (r *reading) argued(kind *des.DistKind, n *node, path string, f *field) (des.Dist, error) {
	args := map[string]float64{}
	good := true
	for _, k := range n.kids {
		dim, isArg := argDim(kind, k.key)
		if !isArg {
			continue
		}
		q := f.dim
		if dim == des.Number {
			q = &countQuantity
		}
		x, ok := r.lawValue(k, path+"."+k.key, q)
		args[k.key] = x
		good = good && ok
	}
	if !good {
		return des.Dist{}, errRecorded
	}
	d, err := des.NewDist(kind.Name, args)
	if err != nil {
		err = inWrittenUnit(kind, n, f.dim, args, err)
	}
	return d, err
}

// inWrittenUnit says the fault of a law in the unit of its first argument, not in seconds.
func inWrittenUnit(kind *des.DistKind, n *node, q *quantity, args map[string]float64, err error) error {
	var first unit
	for _, k := range n.kids {
		if dim, isArg := argDim(kind, k.key); isArg && dim == des.Value {
			_, first, _ = q.parse(k)
			break
		}
	}
	if first.factor == 0 || first.text == "" {
		return err
	}
	scaled := map[string]float64{}
	for name, x := range args {
		if dim, _ := argDim(kind, name); dim == des.Value {
			x /= first.factor
		}
		scaled[name] = x
	}
	var arg *des.ArgError
	if _, again := des.NewDist(kind.Name, scaled); errors.As(again, &arg) {
		if dim, isArg := argDim(kind, arg.Arg); isArg && dim == des.Value && strings.HasPrefix(arg.Reason, "is ") && arg.Reason[3] >= '0' && arg.Reason[3] <= '9' {
			return &des.ArgError{Kind: arg.Kind, Arg: arg.Arg, Reason: arg.Reason + ", in " + first.text}
		}
	}
	return err
}

func argDim(kind *des.DistKind, key string) (des.Dim, bool) {
	for _, form := range kind.Forms {
		for _, a := range form {
			if a.Name == key {
				return a.Dim, true
			}
		}
	}
	return des.Value, false
}

func (r *reading) discrete(n *node, path string, f *field) (des.Dist, error) {
	values, ok := r.lawValues(n, path, "values", f.dim)
	weights, also := r.lawValues(n, path, "weights", &countQuantity)
	if !ok || !also {
		return des.Dist{}, errRecorded
	}
	return des.NewDiscrete(values, weights)
}

// lawValues reads a list of numbers.
func (r *reading) lawValues(n *node, path, key string, q *quantity) ([]float64, bool) {
	k := r.lawList(n, path, key)
	if k == nil {
		return nil, false
	}
	values := make([]float64, len(k.kids))
	good := true
	for i, e := range k.kids {
		x, ok := r.lawValue(e, fmt.Sprintf("%s.%s[%d]", path, key, i+1), q)
		values[i], good = x, good && ok
	}
	return values, good
}

func (r *reading) lawList(n *node, path, key string) *node {
	k := n.kid(key)
	if k == nil {
		r.error(n.val, fmt.Sprintf("%s.%s is missing", path, key), "")
		return nil
	}
	if k.shape != list {
		r.error(k.val, fmt.Sprintf("%s.%s is %s, not a list", path, key, k.kind()), "write it in brackets: [ … ]")
		return nil
	}
	return k
}

func (r *reading) mixture(n *node, path string, f *field) (des.Dist, error) {
	weights, good := r.lawValues(n, path, "weights", &countQuantity)
	list := r.lawList(n, path, "parts")
	if list == nil {
		return des.Dist{}, errRecorded
	}
	parts := make([]des.Dist, len(list.kids))
	for i, k := range list.kids {
		d, ok := r.law(k, fmt.Sprintf("%s.parts[%d]", path, i+1), f)
		parts[i], good = d, good && ok
	}
	if !good {
		return des.Dist{}, errRecorded
	}
	return des.NewMixture(weights, parts)
}

// empirical reads a column of observations; unit is that of the numbers in the file.
func (r *reading) empirical(n *node, path string, f *field) (des.Dist, error) {
	factor, ok := r.columnUnit(n, path, f.dim)
	c, t := r.column(n, path)
	if !ok || c == nil {
		return des.Dist{}, errRecorded
	}
	faults := rowFaults{log: r.log, path: path, table: t}
	at := slices.Index(t.head, c.Column)
	values := make([]float64, len(c.Values))
	for i, x := range c.Values {
		switch {
		case x < 0:
			faults.add(i, at, plainNumber(x)+" must not be negative", "")
		case f.dim == &durationQuantity && x*factor > longest.Seconds():
			faults.add(i, at, plainNumber(x)+" is longer than 200 yr", "")
		case math.IsInf(x*factor, 0):
			faults.add(i, at, plainNumber(x)+" is too large", "")
		}
		values[i] = x * factor
	}
	if faults.any() {
		return des.Dist{}, errRecorded
	}
	return des.NewEmpirical(values)
}

func (r *reading) columnUnit(n *node, path string, q *quantity) (float64, bool) {
	k := n.kid("unit")
	if k == nil {
		if q.plain {
			return 1, true
		}
		r.error(n.val, path+".unit is missing", "name the unit of the numbers in the file, as in unit = \"h\"")
		return 0, false
	}
	name, _ := k.value.(string)
	for _, u := range q.units {
		if u.text == name {
			return u.factor, true
		}
	}
	hint := "units are " + strings.Join(q.names(), ", ")
	if near := q.likely(name); near != "" {
		hint = fmt.Sprintf("write %q", near)
	}
	r.error(k.val, fmt.Sprintf("%s.unit is %s, no unit of %s", path, k.written(), q.noun), hint)
	return 0, false
}

// notNegative refuses a law that can draw what is below 0, such as a normal one without least
// value.
func (r *reading) notNegative(n *node, path string, d des.Dist) bool {
	if low, _ := d.Support(); low < 0 {
		r.error(n.val, path+" can be negative", "give it min = 0 or more")
		return false
	}
	return true
}
