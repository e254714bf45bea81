package des

import (
	"fmt"
	"math"
	"strings"
)

// Dist is a law of probability as plain data. The zero value is the constant
// 0. Make one with [NewDist], [Constant], [NewDiscrete], [NewMixture] or
// [NewEmpirical]; a literal is right if [Dist.Check] says so.
//
// Args are the canonical arguments of the kind ([DistKind.Canon]) in order,
// and may differ from those the law was given by: a lognormal given by mean
// and sd holds median and sigma.
type Dist struct {
	Kind  string     // name of a DistKind; "" is "constant"
	Args  [4]float64 // canonical arguments
	Table *Table     // for discrete, mixture and empirical; never changed once made
}

// Table holds what a law of any number of arguments needs.
type Table struct {
	Values  []float64 // discrete and empirical: in ascending order
	Weights []float64 // discrete and mixture: >= 0, of any sum
	Parts   []Dist    // mixture
}

// Constant returns the law of what is always v.
func Constant(v float64) Dist { return Dist{Kind: "constant", Args: [4]float64{v}} }

// law is a Dist seen through an interface. The functions in DistKinds use it
// to call methods of a part of a mixture, which look into DistKinds: called
// directly, that would be an initialisation cycle to the compiler.
type law interface {
	Quantile(u float64) float64
	CDF(x float64) float64
	Mean() float64
	SD() float64
	Check() error
}

// kind returns the kind of d and panics if there is none such: [Dist.Check]
// is for laws of which that is not sure.
func (d Dist) kind() *DistKind {
	k := findKind(d.Kind)
	if k == nil {
		panic(fmt.Sprintf("des: law of unknown kind %q with arguments %v", d.Kind, d.Args))
	}
	return k
}

func findKind(name string) *DistKind {
	if name == "" {
		name = "constant"
	}
	for i := range DistKinds {
		if DistKinds[i].Name == name {
			return &DistKinds[i]
		}
	}
	return nil
}

// Quantile returns the least x that a value of the law does not exceed with
// probability u in [0,1]; it never falls as u grows. At 0 and 1 it gives the
// ends of the support, which may be infinite.
func (d Dist) Quantile(u float64) float64 {
	if !(u >= 0 && u <= 1) {
		panic(fmt.Sprintf("des: quantile %v of %v", u, d))
	}
	return d.kind().Quantile(d, u)
}

// CDF returns the probability that a value of the law is at most x.
func (d Dist) CDF(x float64) float64 { return d.kind().CDF(d, x) }

// Mean returns the mean of the law.
func (d Dist) Mean() float64 { return d.kind().Mean(d) }

// SD returns the standard deviation of the law.
func (d Dist) SD() float64 { return d.kind().SD(d) }

// Support returns the least and the greatest value, which may be infinite.
// A law of times must have low >= 0.
func (d Dist) Support() (low, high float64) { return d.Quantile(0), d.Quantile(1) }

// IsConstant reports whether d is of the kind "constant".
func (d Dist) IsConstant() bool { return d.Kind == "" || d.Kind == "constant" }

// AtMean returns the constant law at the mean of d.
func (d Dist) AtMean() Dist { return Constant(d.Mean()) }

// Check returns what makes d no law, as an [*ArgError], or nil.
func (d Dist) Check() error {
	k := findKind(d.Kind)
	if k == nil {
		return unknownKind(d.Kind)
	}
	for i, a := range k.Canon {
		if x := d.Args[i]; math.IsNaN(x) || math.IsInf(x, 0) && !a.Optional {
			return &ArgError{k.Name, a.Name, fmt.Sprintf("is %v, not a number", x)}
		}
	}
	if k.Tabular && d.Table == nil {
		return &ArgError{k.Name, "", "has no table of values"}
	}
	return k.Check(d)
}

// Scaled returns the law of k·X exactly: what has the unit of X is multiplied,
// numbers such as a shape stay. It panics if k is negative, infinite or NaN.
func (d Dist) Scaled(k float64) Dist {
	if !(k >= 0) || math.IsInf(k, 0) {
		panic(fmt.Sprintf("des: %v scaled by %v", d, k))
	}
	if k == 0 {
		return Constant(0)
	}
	for i, a := range d.kind().Canon {
		if a.Dim == Value {
			d.Args[i] *= k
		}
	}
	if d.Table != nil {
		d.Table = d.Table.scaled(k)
	}
	return d
}

func (t *Table) scaled(k float64) *Table {
	s := &Table{Weights: t.Weights}
	for _, v := range t.Values {
		s.Values = append(s.Values, v*k)
	}
	for _, p := range t.Parts {
		s.Parts = append(s.Parts, p.Scaled(k))
	}
	return s
}

// String prints d as "triangular(min=2, mode=4, max=12)", with canonical
// arguments.
func (d Dist) String() string {
	k := findKind(d.Kind)
	if k == nil {
		return fmt.Sprintf("%s%v", d.Kind, d.Args)
	}
	var parts []string
	for i, a := range k.Canon {
		parts = append(parts, fmt.Sprintf("%s=%v", a.Name, d.Args[i]))
	}
	if t := d.Table; t != nil {
		parts = append(parts, fmt.Sprintf("%d values, %d parts", len(t.Values), len(t.Parts)))
	}
	return k.Name + "(" + strings.Join(parts, ", ") + ")"
}
