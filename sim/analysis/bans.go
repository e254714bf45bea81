package analysis

import (
	"fmt"
	"io"
	"strings"
)

// BanRow is what loading bans for one siding came to in a variant. A ban is followed by a plan of loading, by which trains are
// made up by the day until nothing is held any more.
type BanRow struct {
	Path, Name    string  // of the siding
	Days, Plan    Summary // d/yr of bans, and of plans
	Begun         Summary // bans a year
	InBan, InPlan int     // replications that end in a ban, and in a plan
	Runs          int     // of how many
}

// Bans are the sidings for which there was a ban or a plan in any replication, in the order of the metrics.
func (r *Report) Bans(variant int) (rows []BanRow) {
	for _, m := range r.Metrics(variant) {
		path, ok := strings.CutSuffix(m.Name, ".ban.plan")
		if !ok {
			continue
		}
		get := func(what string) Sample { return r.Sample(path+".ban"+what, variant) }
		row := BanRow{Path: path, Name: r.sidingName(variant, path), Days: get("").Summary(Confidence), Plan: get(".plan").Summary(Confidence), Begun: get(".count").Summary(Confidence)}
		ban, plan := get(".on.last").Values, get(".plan.on.last").Values
		row.Runs = len(ban)
		for i := range ban {
			row.InBan += int(ban[i])
			row.InPlan += int(plan[i])
		}
		if row.Days.Mean > 0 || row.Plan.Mean > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// sidingName names a siding by its place: "Kuryk, wagons".
func (r *Report) sidingName(variant int, path string) string {
	place, siding, _ := strings.Cut(path, ".siding.")
	for _, p := range r.Scenario(variant).Places {
		if p.Path == place {
			return Brief(p.Name) + ", " + siding
		}
	}
	return place + ", " + siding
}

// text is a siding in a line.
func (b BanRow) text() string {
	text := fmt.Sprintf("%s: ban %s d", b.Name, b.Days.Text(1))
	if b.Plan.Mean > 0 {
		text += fmt.Sprintf(", plan of loading after a ban %s d", b.Plan.Text(1))
	}
	if b.InBan+b.InPlan > 0 {
		text += fmt.Sprintf("; of %d replications %d end in a ban, %d in a plan", b.Runs, b.InBan, b.InPlan)
	}
	return text
}

// writeBans prints the sidings as a table of their own.
func writeBans(w io.Writer, rows []SummaryRow, escape *strings.Replacer) {
	head := "\n| Scenario | Demand | Siding | Loading ban, d/yr | Bans begun, 1/yr | Plan of loading after a ban, d/yr | End in a ban, in a plan, replications |\n" +
		strings.Repeat("|---", 7) + "|\n"
	for _, r := range rows {
		for _, b := range r.Bans {
			fmt.Fprintf(w, "%s| %s | %s | %s | %s | %s | %s | %d and %d of %d |\n", head, escape.Replace(r.Scenario), escape.Replace(r.Level), escape.Replace(b.Name),
				b.Days.Text(1), b.Begun.Text(1), b.Plan.Text(1), b.InBan, b.InPlan, b.Runs)
			head = ""
		}
	}
}
