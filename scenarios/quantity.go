package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"corridor/sim/corridor"
)

// unit is a way to write a quantity: factor times the number is the value that is kept.
type unit struct {
	text   string
	factor float64
	of     corridor.Unit // the unit of cargo, if the quantity is of cargo

	singular bool // "1 wagon": understood, not listed
}

// quantity is a kind of number with its units.
type quantity struct {
	noun    string // "a speed"
	example string // "13 kn"
	units   []unit // in the order in which the reference lists them
	plain   bool   // a number without unit is right too
	signed  bool   // may be negative
}

// cargoUnits are the units of cargo with their singular, and kt and Mt for tonnes.
var cargoUnits = []unit{
	{text: "TEU", factor: 1, of: corridor.TEU},
	{text: "wagons", factor: 1, of: corridor.Wagons}, {text: "wagon", factor: 1, of: corridor.Wagons, singular: true},
	{text: "trucks", factor: 1, of: corridor.Trucks}, {text: "truck", factor: 1, of: corridor.Trucks, singular: true},
	{text: "t", factor: 1, of: corridor.Tonnes}, {text: "kt", factor: 1e3, of: corridor.Tonnes}, {text: "Mt", factor: 1e6, of: corridor.Tonnes},
	{text: "trains", factor: 1, of: corridor.Trains}, {text: "train", factor: 1, of: corridor.Trains, singular: true},
	{text: "items", factor: 1, of: corridor.Items}, {text: "item", factor: 1, of: corridor.Items, singular: true},
}

// per makes "TEU/yr" of "TEU", for a rate in units of time.
func per(units []unit, time string, factor float64) []unit {
	var rates []unit
	for _, u := range units {
		if !u.singular {
			rates = append(rates, unit{text: u.text + "/" + time, factor: u.factor * factor, of: u.of})
		}
	}
	return rates
}

// tonnesPer makes "t/TEU" and "t/wagon", in kg for each piece that is counted; a tonne of tonnes
// is 1.
func tonnesPer() []unit {
	var masses []unit
	for _, u := range cargoUnits {
		if u.singular || u.text == "TEU" || u.text == "t" {
			masses = append(masses, unit{text: "t/" + u.text, factor: 1000 / float64(u.of.Scale()), of: u.of})
		}
	}
	return masses
}

// costPer makes "USD/TEU", or "USD/TEU/d" of the suffix "/d".
func costPer(suffix string) []unit {
	var costs []unit
	for _, u := range cargoUnits {
		if u.singular || u.text == "TEU" || u.text == "t" {
			costs = append(costs, unit{text: "USD/" + u.text + suffix, factor: 1, of: u.of})
		}
	}
	return costs
}

var moves = unit{text: "moves", factor: 1, of: corridor.Moves}

// The quantities; a year is one of 365 days.
var (
	durationQuantity = quantity{noun: "a time", example: "12 h", units: []unit{
		{text: "s", factor: 1}, {text: "min", factor: 60}, {text: "h", factor: 3600}, {text: "d", factor: 86400},
		{text: "w", factor: 7 * 86400}, {text: "yr", factor: 365 * 86400}}}
	lengthQuantity = quantity{noun: "a distance", example: "274 nmi", units: []unit{
		{text: "m", factor: 1}, {text: "km", factor: 1000}, {text: "nmi", factor: 1852}}}
	speedQuantity = quantity{noun: "a speed", example: "13 kn", units: []unit{
		{text: "km/h", factor: 1 / 3.6}, {text: "kn", factor: 1852.0 / 3600}}}
	frequencyQuantity = quantity{noun: "a number of trains a day", example: "16 trains/d", units: []unit{
		{text: "trains/d", factor: 1}}}
	moneyQuantity = quantity{noun: "a sum of money", example: "90 MUSD", signed: true, units: []unit{
		{text: "USD", factor: 1}, {text: "kUSD", factor: 1e3}, {text: "MUSD", factor: 1e6}}}
	moneyRateQuantity = quantity{noun: "a cost per year", example: "6 MUSD/yr", signed: true, units: []unit{
		{text: "USD/yr", factor: 1}, {text: "kUSD/yr", factor: 1e3}, {text: "MUSD/yr", factor: 1e6}}}
	ratioQuantity = quantity{noun: "a share or factor", example: "8 %", plain: true, signed: true, units: []unit{
		{text: "%", factor: 0.01}}}
	countQuantity      = quantity{noun: "a number", example: "2", plain: true}
	amountQuantity     = quantity{noun: "an amount of cargo", example: "101 TEU", units: cargoUnits}
	volumeQuantity     = quantity{noun: "a yearly volume", example: "15700 TEU/yr", units: per(cargoUnits, "yr", 1)}
	throughputQuantity = quantity{noun: "a handling rate", example: "13 moves/h",
		units: append(per(append([]unit{moves}, cargoUnits...), "h", 1), per(append([]unit{moves}, cargoUnits...), "d", 1.0/24)...)}
	costKmQuantity      = quantity{noun: "a cost per km", example: "14 USD/km", units: []unit{{text: "USD/km", factor: 1}}}
	costDayQuantity     = quantity{noun: "a cost per day", example: "9000 USD/d", units: []unit{{text: "USD/d", factor: 1}, {text: "kUSD/d", factor: 1000}}}
	costTonneKmQuantity = quantity{noun: "a cost per tonne-km", example: "0.09 USD/tkm", units: []unit{{text: "USD/tkm", factor: 1}}}
	gramsQuantity       = quantity{noun: "a mass per tonne-km", example: "24 g/tkm", units: []unit{{text: "g/tkm", factor: 1}}}
	priceQuantity       = quantity{noun: "a price per unit of cargo", example: "60 USD/TEU", units: costPer("")}
	priceDayQuantity    = quantity{noun: "a price per unit of cargo and day", example: "6 USD/TEU/d", units: costPer("/d")}
	massQuantity        = quantity{noun: "a mass per unit of cargo", example: "14 t/TEU", units: tonnesPer()}
)

// aliases are spellings that people use for our units.
var aliases = map[string]string{
	"sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "minute": "min", "minutes": "min",
	"hr": "h", "hrs": "h", "hour": "h", "hours": "h", "H": "h", "day": "d", "days": "d", "D": "d",
	"wk": "w", "week": "w", "weeks": "w", "y": "yr", "a": "yr", "year": "yr", "years": "yr", "yrs": "yr",
	"metre": "m", "metres": "m", "meters": "m", "kms": "km", "kilometre": "km", "kilometres": "km", "kilometers": "km",
	"nm": "nmi", "NM": "nmi", "miles": "nmi", "knot": "kn", "knots": "kn", "kt": "kn", "kts": "kn",
	"kmh": "km/h", "kph": "km/h", "km/hr": "km/h", "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t", "T": "t",
	"teu": "TEU", "TEUs": "TEU", "teus": "TEU", "percent": "%", "pct": "%", "wagons/hr": "wagons/h", "moves/hour": "moves/h", "moves/hr": "moves/h",
	"TEU/year": "TEU/yr", "TEU/y": "TEU/yr", "TEU/a": "TEU/yr", "t/year": "t/yr", "t/y": "t/yr", "t/a": "t/yr", "Mt/year": "Mt/yr", "Mt/y": "Mt/yr",
	"Mt/a": "Mt/yr", "trains/day": "trains/d", "train/d": "trains/d", "pairs/d": "trains/d", "$": "USD", "USDm": "MUSD", "mUSD": "MUSD", "M$": "MUSD",
}

var number = regexp.MustCompile(`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?`)

// split parts "12 h" into 12 and "h"; spaced says that there was exactly one space.
func split(s string) (x float64, unit string, spaced, ok bool) {
	digits := number.FindString(s)
	if digits == "" {
		return 0, "", false, false
	}
	x, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, "", false, false
	}
	rest := s[len(digits):]
	unit = strings.TrimSpace(rest)
	return x, unit, rest == " "+unit, true
}

// fault is what is wrong with a value and what to write instead; "" is nothing.
type fault struct{ text, hint string }

// parse reads a quantity. The text of a fault reads on after the path of the key.
func (q *quantity) parse(n *node) (x float64, u unit, f *fault) {
	switch v := n.value.(type) {
	case int64:
		return q.bare(float64(v), strconv.FormatInt(v, 10))
	case float64:
		return q.bare(v, strconv.FormatFloat(v, 'g', -1, 64))
	case string:
		return q.parseText(v)
	}
	return 0, unit{}, &fault{fmt.Sprintf("is %s, not %s", n.kind(), q.noun), "write it as in " + q.written()}
}

// bare is a number without unit.
func (q *quantity) bare(x float64, text string) (float64, unit, *fault) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, unit{}, &fault{fmt.Sprintf("is %s, which is not a number to reckon with", text), ""}
	}
	if !q.plain {
		return 0, unit{}, &fault{fmt.Sprintf("is %s without a unit, not %s", text, q.noun), "write it as in " + q.written()}
	}
	return q.signCheck(x, unit{factor: 1}, text)
}

func (q *quantity) parseText(s string) (float64, unit, *fault) {
	x, name, spaced, ok := split(s)
	if !ok {
		return 0, unit{}, &fault{fmt.Sprintf("%q is not %s", s, q.noun), "write it as in " + q.written()}
	}
	for _, u := range q.units {
		if u.text != name {
			continue
		}
		if s[0] == '+' {
			return 0, unit{}, &fault{fmt.Sprintf("%q has a sign; changes by an amount stand in measures only", s), ""}
		}
		if !spaced {
			return 0, unit{}, &fault{fmt.Sprintf("%q is not %s", s, q.noun), fmt.Sprintf("write %q: number, space, unit", plainNumber(x)+" "+name)}
		}
		x *= u.factor
		if math.IsInf(x, 0) {
			return 0, unit{}, &fault{fmt.Sprintf("%q is too large", s), ""}
		}
		return q.signCheck(x, u, s)
	}
	return 0, unit{}, &fault{fmt.Sprintf("%q is not %s", s, q.noun), q.unitHint(x, name)}
}

func (q *quantity) signCheck(x float64, u unit, text string) (float64, unit, *fault) {
	if x < 0 && !q.signed {
		return 0, u, &fault{fmt.Sprintf("is %s, must not be negative", text), ""}
	}
	return x, u, nil
}

// unitHint proposes the unit that was meant, or lists them.
func (q *quantity) unitHint(x float64, name string) string {
	if len(q.units) == 0 {
		return "write a plain number without quotes, as in " + q.example
	}
	if unit := q.likely(name); unit != "" {
		return fmt.Sprintf("write %q", plainNumber(x)+" "+unit)
	}
	return "units are " + strings.Join(q.names(), ", ")
}

// likely is the unit that was probably meant, or "".
func (q *quantity) likely(name string) string {
	for _, u := range q.units {
		if name != "" && aliases[name] == u.text {
			return u.text
		}
	}
	if name == "" {
		return ""
	}
	return nearest(name, q.names())
}

// names lists the units, without singular forms.
func (q *quantity) names() []string {
	var names []string
	for _, u := range q.units {
		if !u.singular {
			names = append(names, u.text)
		}
	}
	return names
}

func (q *quantity) written() string {
	if q.plain && len(q.units) == 0 {
		return q.example
	}
	return strconv.Quote(q.example)
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// kind says what a node is, for messages.
func (n *node) kind() string {
	switch n.shape {
	case table:
		return "a table"
	case list:
		return "a list"
	}
	switch n.value.(type) {
	case string:
		return "a text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	}
	return "a date"
}
