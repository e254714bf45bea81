package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"corridor/sim/corridor"
)

// readAlmanac reads { file = "…" }: a table of storms with the columns from, to and ports.
func readAlmanac(r *reading, n *node, path string, _ *field, v reflect.Value) {
	if !r.isTable(n, path) {
		return
	}
	r.universal(n, path, []string{"file"}, false, false)
	t, full := r.tableOf(n, path)
	if t == nil {
		return
	}
	columns := [3]int{}
	for i, name := range []string{"from", "to", "ports"} {
		if columns[i] = slices.Index(t.head, name); columns[i] < 0 {
			r.error(n.kid("file").val, fmt.Sprintf("%s: %s has no column %q", path, full, name), "it needs from, to and ports")
			return
		}
	}
	a, faults := corridor.Almanac{File: full}, rowFaults{log: r.log, path: path, table: t}
	for j, row := range t.rows {
		from, err := parseMoment(row[columns[0]])
		to, also := parseMoment(row[columns[1]])
		if isDay(row[columns[1]]) {
			to = to.AddDate(0, 0, 1) // a last day is included
		}
		const form = "write 2024-02-05 or 2024-02-05 06:00, UTC"
		switch {
		case err != nil:
			faults.add(j, columns[0], fmt.Sprintf("%q is no day or time of day", row[columns[0]]), form)
		case also != nil:
			faults.add(j, columns[1], fmt.Sprintf("%q is no day or time of day", row[columns[1]]), form)
		case !from.Before(to):
			faults.add(j, columns[0], fmt.Sprintf("%q to %q is no stretch of time", row[columns[0]], row[columns[1]]), "")
		}
		a.Storms = append(a.Storms, corridor.Gale{From: from, To: to, Ports: strings.Fields(row[columns[2]])})
	}
	if !faults.any() {
		v.Set(reflect.ValueOf(a))
	}
}

// parseMoment reads a day or a time of day, UTC.
func parseMoment(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, nil
	}
	return time.Parse("2006-01-02 15:04", text)
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
	return err == nil
}

// almanacText holds the storms and not the name of the file.
func almanacText(v reflect.Value) string {
	var parts []string
	for _, g := range v.Interface().(corridor.Almanac).Storms {
		parts = append(parts, fmt.Sprintf("%s/%s=%s", g.From.Format(time.RFC3339), g.To.Format(time.RFC3339), strings.Join(g.Ports, "+")))
	}
	return strings.Join(parts, " ")
}

func almanacSchema(*field) jsonObject {
	properties := metaSchemas()
	properties["file"] = jsonObject{"type": "string"}
	return closed(properties, []string{"file"})
}
