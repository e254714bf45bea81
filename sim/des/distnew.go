package des

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ArgError says what is wrong with an argument of a law.
type ArgError struct {
	Kind   string // name of the kind
	Arg    string // name of the argument, "" if the fault is not in one
	Reason string // reads on from the argument: "is -1, must be > 0"
}

func (e *ArgError) Error() string {
	if e.Arg == "" {
		return e.Kind + " " + e.Reason
	}
	return e.Kind + ": " + e.Arg + " " + e.Reason
}

// NewDist makes a law from the arguments as a file names them. Which names are
// there decides the form (a lognormal by mean and sd, by mean and cv, or by
// median and p90); a mixture of forms is an error. Errors are [*ArgError].
func NewDist(kind string, args map[string]float64) (Dist, error) {
	k := findKind(kind)
	if k == nil {
		return Dist{}, unknownKind(kind)
	}
	if k.Tabular {
		return Dist{}, &ArgError{k.Name, "", "is given by lists of values, not by single arguments"}
	}
	form, err := k.form(slices.Sorted(maps.Keys(args)))
	if err != nil {
		return Dist{}, err
	}
	var given [4]float64
	for i, a := range k.Forms[form] {
		x, ok := args[a.Name]
		if !ok {
			x = k.absent[i]
		}
		given[i] = x
	}
	d := Dist{Kind: k.Name, Args: given}
	if k.convert != nil {
		if d.Args, err = k.convert(form, given); err != nil {
			return Dist{}, err
		}
	}
	if err := d.Check(); err != nil {
		return Dist{}, err
	}
	return d, nil
}

func unknownKind(kind string) error {
	var names []string
	for i := range DistKinds {
		names = append(names, DistKinds[i].Name)
	}
	return &ArgError{fmt.Sprintf("%q", kind), "", "is no distribution; there are " + strings.Join(names, ", ")}
}

// form returns the index of the one form that the sorted names fit.
func (k *DistKind) form(names []string) (int, error) {
	for _, name := range names {
		if !slices.ContainsFunc(k.Forms, func(form []Arg) bool { return has(form, name) }) {
			return 0, &ArgError{k.Name, name, "is no argument; it takes " + k.forms()}
		}
	}
	candidates, fits := 0, -1
	lacking := ""
	for i, form := range k.Forms {
		if slices.ContainsFunc(names, func(n string) bool { return !has(form, n) }) {
			continue
		}
		candidates++
		lack := slices.IndexFunc(form, func(a Arg) bool { return !a.Optional && !slices.Contains(names, a.Name) })
		if lack < 0 {
			fits = i
		} else {
			lacking = form[lack].Name
		}
	}
	switch {
	case fits >= 0:
		return fits, nil
	case candidates == 0:
		return 0, &ArgError{k.Name, names[len(names)-1], "does not go together with " + strings.Join(names[:len(names)-1], " and ") + "; it takes " + k.forms()}
	case candidates == 1:
		return 0, &ArgError{k.Name, lacking, "is missing; it takes " + k.forms()}
	}
	return 0, &ArgError{k.Name, "", "lacks arguments; it takes " + k.forms()}
}

func has(form []Arg, name string) bool {
	return slices.ContainsFunc(form, func(a Arg) bool { return a.Name == name })
}

// forms prints the forms for a message: "mean and sd, or median and p90".
func (k *DistKind) forms() string {
	var forms []string
	for _, form := range k.Forms {
		var names []string
		for _, a := range form {
			if a.Optional {
				names = append(names, a.Name+" (optional)")
			} else {
				names = append(names, a.Name)
			}
		}
		forms = append(forms, strings.Join(names, " and "))
	}
	return strings.Join(forms, ", or ")
}

// NewDiscrete returns the law of a value drawn from a list, with probability
// in proportion to its weight. The order of the list does not matter; a value
// given twice is an error.
func NewDiscrete(values, weights []float64) (Dist, error) {
	if len(values) != len(weights) {
		return Dist{}, &ArgError{"discrete", "weights", fmt.Sprintf("are %d for %d values", len(weights), len(values))}
	}
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case values[i] < values[j]:
			return -1
		case values[i] > values[j]:
			return 1
		}
		return 0
	})
	t := &Table{}
	for _, i := range order {
		t.Values = append(t.Values, values[i])
		t.Weights = append(t.Weights, weights[i])
	}
	return checked(Dist{Kind: "discrete", Table: t})
}

// NewMixture returns the law of a value drawn from one of several laws, chosen
// with probability in proportion to its weight.
func NewMixture(weights []float64, parts []Dist) (Dist, error) {
	return checked(Dist{Kind: "mixture", Table: &Table{Weights: slices.Clone(weights), Parts: slices.Clone(parts)}})
}

// NewEmpirical returns the law of observed values: its quantiles interpolate
// between the sorted values as type 7 of Hyndman & Fan (1996) does, so no
// value beyond those observed is drawn. The mean of the law weighs the two
// extreme values by half and so differs a little from the mean of the values.
func NewEmpirical(values []float64) (Dist, error) {
	return checked(Dist{Kind: "empirical", Table: &Table{Values: slices.Sorted(slices.Values(values))}})
}

func checked(d Dist) (Dist, error) {
	if err := d.Check(); err != nil {
		return Dist{}, err
	}
	return d, nil
}
