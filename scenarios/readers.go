package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// reader knows how the values of one Go type are written in a file.
type reader struct {
	typ  reflect.Type
	form string // for the reference
	// read sets v from n, or records what is wrong with it.
	read func(r *reading, n *node, path string, f *field, v reflect.Value)
	// text is the one spelling of a value, for the hash and for defaults.
	text func(v reflect.Value) string
	// schema is the JSON schema of the value.
	schema func(f *field) jsonObject
}

var (
	durationType = reflect.TypeFor[time.Duration]()
	refType      = reflect.TypeFor[corridor.Ref]()
)

// readers is the list of all types of values that are not made of others.
func readers() []reader {
	return []reader{
		{reflect.TypeFor[string](), "text", readString, textOf, textSchema},
		{reflect.TypeFor[bool](), "true or false", readBool, textOf, boolSchema},
		{reflect.TypeFor[int](), "whole number", readInt, textOf, intSchema},
		{reflect.TypeFor[uint64](), "whole number", readUint, textOf, intSchema},
		{reflect.TypeFor[float64](), "number", readFloat, floatText, numberSchema},
		{durationType, durationQuantity.form(), readDuration, durationText, quantitySchema(&durationQuantity)},
		{reflect.TypeFor[time.Time](), "date, as in 2027-12-31", readDate, dateText, dateSchema},
		{reflect.TypeFor[corridor.Amount](), amountQuantity.form(), readAmount, textOf, quantitySchema(&amountQuantity)},
		{reflect.TypeFor[corridor.Volume](), volumeQuantity.form(), readRate(&volumeQuantity), rateText("yr"), quantitySchema(&volumeQuantity)},
		{reflect.TypeFor[corridor.Throughput](), throughputQuantity.form(), readRate(&throughputQuantity), rateText("h"), quantitySchema(&throughputQuantity)},
		{reflect.TypeFor[corridor.Frequency](), frequencyQuantity.form(), readQuantity(&frequencyQuantity), baseText("trains/d"), quantitySchema(&frequencyQuantity)},
		{reflect.TypeFor[corridor.Length](), lengthQuantity.form(), readQuantity(&lengthQuantity), baseText("m"), quantitySchema(&lengthQuantity)},
		{reflect.TypeFor[corridor.Speed](), speedQuantity.form(), readQuantity(&speedQuantity), baseText("m/s"), quantitySchema(&speedQuantity)},
		{reflect.TypeFor[corridor.UnitMass](), massQuantity.form(), readQuantity(&massQuantity), baseText("kg"), quantitySchema(&massQuantity)},
		{reflect.TypeFor[corridor.Money](), moneyQuantity.form(), readQuantity(&moneyQuantity), baseText("USD"), quantitySchema(&moneyQuantity)},
		{reflect.TypeFor[corridor.CostKm](), costKmQuantity.form(), readQuantity(&costKmQuantity), baseText("USD/km"), quantitySchema(&costKmQuantity)},
		{reflect.TypeFor[corridor.CostDay](), costDayQuantity.form(), readQuantity(&costDayQuantity), baseText("USD/d"), quantitySchema(&costDayQuantity)},
		{reflect.TypeFor[corridor.CostTonneKm](), costTonneKmQuantity.form(), readQuantity(&costTonneKmQuantity), baseText("USD/tkm"), quantitySchema(&costTonneKmQuantity)},
		{reflect.TypeFor[corridor.GramsTonneKm](), gramsQuantity.form(), readQuantity(&gramsQuantity), baseText("g/tkm"), quantitySchema(&gramsQuantity)},
		{reflect.TypeFor[corridor.Price](), priceQuantity.form(), readRate(&priceQuantity), priceText(""), quantitySchema(&priceQuantity)},
		{reflect.TypeFor[corridor.PriceDay](), priceDayQuantity.form(), readRate(&priceDayQuantity), priceText("/d"), quantitySchema(&priceDayQuantity)},
		{reflect.TypeFor[corridor.Ratio](), ratioQuantity.form(), readQuantity(&ratioQuantity), floatText, ratioSchema},
		{reflect.TypeFor[corridor.Ref](), "path of a table, as in \"port.aktau\"", readRef, textOf, refSchema},
		{reflect.TypeFor[corridor.Choice](), "path of a table, a list of paths with equal shares, or a table of paths with shares", readChoice, choiceText, choiceSchema},
		{reflect.TypeFor[corridor.Column](), "{ file = \"data/x.csv\", column = \"c\" }", readColumn, columnText, columnSchema},
		{reflect.TypeFor[corridor.Almanac](), "{ file = \"data/storms.csv\" }", readAlmanac, almanacText, almanacSchema},
		{reflect.TypeFor[des.Dist](), "law", readLaw, lawText, lawSchema},
	}
}

// readerOf returns the reader of a type, or nil if it is made of others.
func readerOf(t reflect.Type) *reader {
	readersOnce.Do(func() { readerList = readers() })
	for i := range readerList {
		if readerList[i].typ == t {
			return &readerList[i]
		}
	}
	return nil
}

// The list is made at first use: as an initial value it would be a cycle to the compiler, since
// the reader of a law reads the parts of a mixture.
var (
	readersOnce sync.Once
	readerList  []reader
)

func textOf(v reflect.Value) string    { return fmt.Sprint(v.Interface()) }
func floatText(v reflect.Value) string { return plainNumber(v.Float()) }

// wrongType is the problem of a value that is of no use to a reader.
func (r *reading) wrongType(n *node, path, want string) {
	r.error(n.val, fmt.Sprintf("%s is %s, not %s", path, n.kind(), want), "")
}

func readString(r *reading, n *node, path string, f *field, v reflect.Value) {
	s, ok := n.value.(string)
	if !ok {
		r.wrongType(n, path, "a text in quotes")
		return
	}
	if len(f.enum) > 0 && !slices.Contains(f.enum, s) {
		hint := "write one of " + strings.Join(f.enum, ", ")
		if near := nearest(s, f.enum); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		r.error(n.val, fmt.Sprintf("%s cannot be %q", path, s), hint)
		return
	}
	v.SetString(s)
}

func readBool(r *reading, n *node, path string, _ *field, v reflect.Value) {
	b, ok := n.value.(bool)
	if !ok {
		r.wrongType(n, path, "true or false")
		return
	}
	v.SetBool(b)
}

func readInt(r *reading, n *node, path string, f *field, v reflect.Value) {
	i, ok := r.whole(n, path)
	if !ok {
		return
	}
	if text := f.bounds(float64(i), strconv.FormatInt(i, 10)); text != "" {
		r.error(n.val, path+" "+text, n.cameAbout())
		return
	}
	v.SetInt(i)
}

func readUint(r *reading, n *node, path string, _ *field, v reflect.Value) {
	i, ok := r.whole(n, path)
	if ok && i < 0 {
		r.error(n.val, fmt.Sprintf("%s is %d, must not be negative", path, i), "")
		return
	}
	v.SetUint(uint64(max(i, 0)))
}

// maxWhole is the largest whole number that every part of the program counts with exactly.
const maxWhole = 1 << 53

func (r *reading) whole(n *node, path string) (int64, bool) {
	i, ok := n.value.(int64)
	if !ok {
		want := "a whole number"
		if x, isFloat := n.value.(float64); isFloat {
			r.error(n.val, fmt.Sprintf("%s is %s, not %s", path, plainNumber(x), want), "")
			return 0, false
		}
		r.wrongType(n, path, want)
		return 0, false
	}
	if i > maxWhole || i < -maxWhole {
		r.error(n.val, fmt.Sprintf("%s is %d, which is too large", path, i), "")
		return 0, false
	}
	return i, true
}

func readFloat(r *reading, n *node, path string, f *field, v reflect.Value) {
	if x, _, ok := r.quantity(&quantity{noun: "a number", example: "1.5", plain: true, signed: true}, n, path); ok {
		r.bounded(n, path, f, x, v.SetFloat)
	}
}

// quantity reads a quantity and records its fault.
func (r *reading) quantity(q *quantity, n *node, path string) (float64, unit, bool) {
	x, u, f := q.parse(n)
	if f != nil {
		separator := " "
		if strings.HasPrefix(f.text, `"`) {
			separator = ": "
		}
		r.error(n.val, path+separator+f.text, cmp.Or(f.hint, n.cameAbout()))
		return 0, u, false
	}
	return x, u, true
}

// cameAbout says how a value that nobody wrote came about, or "".
func (n *node) cameAbout() string {
	if len(n.edits) == 0 {
		return ""
	}
	var by []string
	for _, e := range n.edits {
		by = append(by, e.text)
	}
	return fmt.Sprintf("a sign makes it relative: %s; it was %s", strings.Join(by, ", "), n.was)
}

// bounded sets a number that is within the bounds of its field.
func (r *reading) bounded(n *node, path string, f *field, x float64, set func(float64)) {
	if text := f.bounds(x, n.written()); text != "" {
		r.error(n.val, path+" "+text, n.cameAbout())
		return
	}
	set(x)
}

func readQuantity(q *quantity) func(*reading, *node, string, *field, reflect.Value) {
	return func(r *reading, n *node, path string, f *field, v reflect.Value) {
		if x, u, ok := r.quantity(q, n, path); ok {
			r.units[path] = u.of
			r.bounded(n, path, f, x, v.SetFloat)
		}
	}
}

// longest is the longest time that is kept: 200 years, within what an int64 of nanoseconds holds.
const longest = 200 * 365 * 24 * time.Hour

func readDuration(r *reading, n *node, path string, f *field, v reflect.Value) {
	x, _, ok := r.quantity(&durationQuantity, n, path)
	if !ok {
		return
	}
	if x > longest.Seconds() {
		r.error(n.val, fmt.Sprintf("%s is %s, longer than 200 yr", path, n.written()), "")
		return
	}
	r.bounded(n, path, f, math.Round(x*1e9), func(ns float64) { v.SetInt(int64(ns)) })
}

func readAmount(r *reading, n *node, path string, f *field, v reflect.Value) {
	x, u, ok := r.quantity(&amountQuantity, n, path)
	if !ok {
		return
	}
	pieces := x * float64(u.of.Scale())
	whole := math.Round(pieces)
	switch {
	case whole > maxWhole:
		r.error(n.val, fmt.Sprintf("%s is %s, which is too large", path, n.written()), "")
	case math.Abs(pieces-whole) > 1e-9*max(1, pieces): // 0.1 t is 100 kg in spite of binary fractions
		r.error(n.val, fmt.Sprintf("%s is %s, not a whole number of %s", path, n.written(), pieceName(u.of)), "")
	default:
		v.Set(reflect.ValueOf(corridor.Amount{N: int64(whole), Unit: u.of}))
	}
}

func pieceName(u corridor.Unit) string {
	if u == corridor.Tonnes {
		return "kilograms"
	}
	return u.String()
}

// readRate reads a Volume or a Throughput: a float64 and a Unit.
func readRate(q *quantity) func(*reading, *node, string, *field, reflect.Value) {
	return func(r *reading, n *node, path string, f *field, v reflect.Value) {
		if x, u, ok := r.quantity(q, n, path); ok {
			v.Field(1).Set(reflect.ValueOf(u.of))
			r.bounded(n, path, f, x, v.Field(0).SetFloat)
		}
	}
}

func readDate(r *reading, n *node, path string, _ *field, v reflect.Value) {
	t, ok := n.value.(time.Time)
	if !ok {
		hint := "write 2027-12-31"
		if s, isText := n.value.(string); isText {
			if _, err := time.Parse(time.DateOnly, s); err == nil {
				hint = "write it without quotes: " + s
			}
		}
		r.error(n.val, fmt.Sprintf("%s is %s, not a date", path, n.kind()), hint)
		return
	}
	if t.Location().String() != "date-local" { // the library's mark of a date without time of day
		r.error(n.val, path+" has a time of day, needs a date", "write "+t.Format(time.DateOnly))
		return
	}
	v.Set(reflect.ValueOf(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)))
}
