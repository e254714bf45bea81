package des

import "math"

// Dim says which unit an argument has.
type Dim int

// The dimensions of arguments.
const (
	Value  Dim = iota // the unit of what is drawn: a time, a rate, a number
	Number            // none
)

// Arg describes an argument of a law.
type Arg struct {
	Name     string
	Dim      Dim
	Optional bool
	Doc      string
}

// DistKind is a family of laws. Its functions take a law of the kind that
// passes Check.
type DistKind struct {
	Name    string
	Doc     string
	Forms   [][]Arg // the ways it can be given to NewDist; none if Tabular
	Tabular bool    // given by NewDiscrete, NewMixture or NewEmpirical
	Canon   []Arg   // what Dist.Args hold; an Optional one may be infinite

	Quantile func(d Dist, u float64) float64 // u in [0,1]; never falls as u grows
	CDF      func(d Dist, x float64) float64
	Mean     func(d Dist) float64
	SD       func(d Dist) float64
	Check    func(d Dist) error // arguments are not NaN; infinite only if Optional

	convert func(form int, given [4]float64) ([4]float64, error) // to Canon; nil: as given
	absent  [4]float64                                           // stands for an absent optional argument
	prepare func(d Dist) func(u float64) float64                 // a faster Quantile; nil: none
}

func value(name, doc string) Arg  { return Arg{Name: name, Dim: Value, Doc: doc} }
func number(name, doc string) Arg { return Arg{Name: name, Dim: Number, Doc: doc} }

// The arguments that occur in several forms.
var (
	argMin   = value("min", "least value")
	argMode  = value("mode", "most likely value")
	argMax   = value("max", "greatest value")
	argMean  = value("mean", "mean")
	argSD    = value("sd", "standard deviation")
	argCV    = number("cv", "standard deviation divided by mean")
	argShape = number("shape", "shape")
	argScale = value("scale", "scale")
)

// DistKinds lists all families of laws in reading order.
var DistKinds = []DistKind{
	{
		Name: "constant", Doc: "always the same value",
		Forms: [][]Arg{{value("value", "the value")}}, Canon: []Arg{value("value", "the value")},
		Quantile: constantQuantile, CDF: constantCDF, Mean: constantMean, SD: constantSD, Check: noCheck,
	},
	{
		Name: "uniform", Doc: "any value between min and max, all alike",
		Forms: [][]Arg{{argMin, argMax}}, Canon: []Arg{argMin, argMax},
		Quantile: uniformQuantile, CDF: uniformCDF, Mean: uniformMean, SD: uniformSD, Check: uniformCheck,
	},
	{
		Name: "triangular", Doc: "between min and max with a peak at mode",
		Forms: [][]Arg{{argMin, argMode, argMax}}, Canon: []Arg{argMin, argMode, argMax},
		Quantile: triangularQuantile, CDF: triangularCDF, Mean: triangularMean, SD: triangularSD, Check: peakCheck,
	},
	{
		Name: "pert", Doc: "between min and max with a rounded peak at mode: min + (max-min)·Beta(1+4(mode-min)/(max-min), 1+4(max-mode)/(max-min)) (Malcolm et al. 1959)",
		Forms: [][]Arg{{argMin, argMode, argMax}}, Canon: []Arg{argMin, argMode, argMax},
		Quantile: pertQuantile, CDF: pertCDF, Mean: pertMean, SD: pertSD, Check: peakCheck,
		prepare: pertPrepare,
	},
	{
		Name: "exponential", Doc: "time between events that happen at random",
		Forms: [][]Arg{{argMean}}, Canon: []Arg{argMean},
		Quantile: exponentialQuantile, CDF: exponentialCDF, Mean: exponentialMean, SD: exponentialMean, Check: exponentialCheck,
	},
	{
		Name: "erlang", Doc: "sum of k exponential times",
		Forms: [][]Arg{{number("k", "number of stages, whole"), argMean}},
		Canon: []Arg{number("k", "number of stages, whole"), argMean},

		Quantile: erlangQuantile, CDF: erlangCDF, Mean: erlangMean, SD: erlangSD, Check: erlangCheck,
		prepare: erlangPrepare,
	},
	{
		Name: "gamma", Doc: "positive, skewed, with a light tail",
		Forms: [][]Arg{{argShape, argScale}, {argMean, argCV}}, Canon: []Arg{argShape, argScale},
		Quantile: gammaQuantile, CDF: gammaCDF, Mean: gammaMean, SD: gammaSD, Check: gammaCheck,
		convert: gammaConvert, prepare: gammaPrepare,
	},
	{
		Name: "lognormal", Doc: "positive, skewed, with a heavy tail: its logarithm is normal",
		Forms: [][]Arg{{argMean, argSD}, {argMean, argCV}, {value("median", "exceeded by half"), value("p90", "exceeded by one in ten")}},
		Canon: []Arg{value("median", "exceeded by half"), number("sigma", "standard deviation of the logarithm")},

		Quantile: lognormalQuantile, CDF: lognormalCDF, Mean: lognormalMean, SD: lognormalSD, Check: lognormalCheck,
		convert: lognormalConvert,
	},
	{
		Name: "weibull", Doc: "time to failure; shape above 1 wears, below 1 fails early",
		Forms: [][]Arg{{argShape, argScale}}, Canon: []Arg{argShape, argScale},
		Quantile: weibullQuantile, CDF: weibullCDF, Mean: weibullMean, SD: weibullSD, Check: weibullCheck,
	},
	{
		Name: "truncated_normal", Doc: "normal, with what lies outside min and max drawn again; mean and sd are those of the normal law before that, not of what is drawn",
		Forms: [][]Arg{truncatedNormalArgs}, Canon: truncatedNormalArgs,
		Quantile: truncatedQuantile, CDF: truncatedCDF, Mean: truncatedMean, SD: truncatedSD, Check: truncatedCheck,
		absent: [4]float64{2: math.Inf(-1), 3: math.Inf(1)}, prepare: truncatedPrepare,
	},
	{
		Name: "discrete", Doc: "one of a list of values, by weight", Tabular: true,
		Quantile: discreteQuantile, CDF: discreteCDF, Mean: discreteMean, SD: discreteSD, Check: discreteCheck,
		prepare: discretePrepare,
	},
	{
		Name: "mixture", Doc: "drawn from one of several laws, by weight", Tabular: true,
		Quantile: mixtureQuantile, CDF: mixtureCDF, Mean: mixtureMean, SD: mixtureSD, Check: mixtureCheck,
		prepare: mixturePrepare,
	},
	{
		Name: "empirical", Doc: "as observed, interpolated between neighbouring values", Tabular: true,
		Quantile: empiricalQuantile, CDF: empiricalCDF, Mean: empiricalMean, SD: empiricalSD, Check: empiricalCheck,
		prepare: empiricalPrepare,
	},
}

var truncatedNormalArgs = []Arg{
	value("mean", "mean of the normal law before truncation"),
	value("sd", "standard deviation of the normal law before truncation"),
	{Name: "min", Dim: Value, Optional: true, Doc: "least value; none if absent"},
	{Name: "max", Dim: Value, Optional: true, Doc: "greatest value; none if absent"},
}
