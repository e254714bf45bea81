package scenarios

import "slices"

// topKeys are the keys of a file beside the tables of things.
var topKeys = []topKey{
	{"format", "version of this file format: 1", true, true, func() jsonObject { return jsonObject{"type": "integer", "enum": []int{1}} }},
	{"title", "for tables and figures", true, true, stringSchema},
	{"note", "remark", true, true, stringSchema},
	{"source", "where the values come from", true, true, stringSchema},
	{"base", "scenario that this one changes, relative to this file", true, false, stringSchema},
	{"with", "measures that come with this file, relative to it", true, true, stringsSchema},
	{"change", "new values of things that exist", true, true, nil},
	{"add", "things that do not exist yet", true, true, nil},
	{"remove", "paths of things that are taken away", true, true, nil},
	{"ready", "date from which the measure has its effect", false, true, func() jsonObject { return dateSchema(nil) }},
	{"cost", "cost of building, and per year", false, true, costSchema},
	{"needs", "measures without which this one makes no sense, relative to this file", false, true, stringsSchema},
	{"excludes", "measures with which this one cannot stand, relative to this file", false, true, stringsSchema},
}

type topKey struct {
	key, doc          string
	scenario, measure bool
	of                func() jsonObject
}

func (k topKey) schema() jsonObject {
	if k.of == nil {
		return jsonObject{}
	}
	return described(k.of(), k.doc)
}

func stringSchema() jsonObject  { return jsonObject{"type": "string"} }
func stringsSchema() jsonObject { return listOf(jsonObject{"type": "string"}) }

func costSchema() jsonObject {
	return closed(jsonObject{
		"build":    described(quantitySchema(&moneyQuantity)(nil), "cost of building"),
		"per_year": described(quantitySchema(&moneyRateQuantity)(nil), "cost per year in service"),
	}, nil)
}

// topNames lists the top keys of a kind of file.
func topNames(measure bool) []string {
	var names []string
	for _, k := range topKeys {
		if measure && k.measure || !measure && k.scenario {
			names = append(names, k.key)
		}
	}
	return slices.Clip(names)
}
