package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// wholeMeans says what the capacity of the whole is, and what it is not.
const wholeMeans = "The whole is the largest flow at the cut (linear programme): counted cargo in the mix that suits the elements best, the rest as offered; not a sum of elements, nor what the most used one allows."

// writeCeilings prints what bounds the whole, on each of the days.
func writeCeilings(w io.Writer, file *scenarios.File, days []time.Time, level string) {
	s := file.Scenario
	if len(days) == 1 {
		mt, note := corridor.Ceiling(s.AsOf(days[0]), level)
		fmt.Fprintf(w, "\nThe whole corridor on paper: %s Mt/yr; %s\n%s\n", megatonnes(mt), note, wholeMeans)
		return
	}
	fmt.Fprintf(w, "\nThe whole corridor on paper, with the cargo of level %s in that year (--date tells the elements of a day):\n", level)
	for i, day := range days {
		mt, note := corridor.Ceiling(s.AsOf(day), level)
		fmt.Fprintf(w, "%s  %s Mt/yr; ", day.Format(time.DateOnly), megatonnes(mt))
		if news := newsOf(file, day, level, i == 0); len(news) > 0 {
			fmt.Fprintf(w, "new: %s; ", strings.Join(news, ", "))
		}
		fmt.Fprintln(w, note)
	}
	fmt.Fprintln(w, wholeMeans)
	if s.DemandByYear(level) {
		fmt.Fprintln(w, "The mix of cargo differs by year: from one year to the next the whole may fall although nothing was taken away.")
	}
}

// newsOf names what is other from a day on: the demand of a year, measures, closures.
func newsOf(file *scenarios.File, day time.Time, level string, first bool) (news []string) {
	if !first && day.YearDay() == 1 && file.Scenario.DemandByYear(level) {
		news = append(news, "demand of "+strconv.Itoa(day.Year()))
	}
	for _, m := range file.Measures {
		if m.Ready.Equal(day) {
			news = append(news, m.Name)
		}
	}
	for _, t := range file.Scenario.Things {
		if c, ok := t.Spec.(*corridor.Closure); ok && c.From.Equal(day) {
			news = append(news, t.Path+" begins")
		} else if ok && c.Until.Equal(day) {
			news = append(news, t.Path+" ends")
		}
	}
	return news
}

// writeShut says which flows have no open route on which of the days, and why: on paper they use nothing.
func writeShut(w io.Writer, s *corridor.Scenario, days []time.Time) {
	for _, day := range days {
		if flows, by := corridor.Shut(s.AsOf(day)); len(flows) > 0 {
			fmt.Fprintf(w, "On %s no route is open for %s (%s): on paper they use nothing; what they offer waits where it begins until one opens.\n",
				day.Format(time.DateOnly), someOf(flows), someOf(by))
		}
	}
}

// someOf joins a list, of a long one the first.
func someOf(list []string) string {
	const most = 6
	if n := len(list) - most; n > 1 {
		return strings.Join(list[:most], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(list, ", ")
}

// writeByTime says what is assumed of flows that take the fastest of several routes.
func writeByTime(w io.Writer, s *corridor.Scenario) {
	if flows := corridor.ByTime(s); len(flows) > 0 {
		fmt.Fprintf(w, "Which route is the fastest only a run tells: on paper the elements are used by the shares of the file, and the whole takes those that suit it best: %s\n", strings.Join(flows, ", "))
	}
}

// writeRollingStock names the pools of wagons and locomotives, which the whole does not count.
func writeRollingStock(w io.Writer, s *corridor.Scenario, days []time.Time) {
	var paths []string
	counts, last := map[string]string{}, map[string]int{}
	for _, day := range days {
		for _, p := range s.AsOf(day).RollingStocks() {
			before, known := last[p.Path]
			last[p.Path] = p.Count
			number := strconv.Itoa(p.Count)
			if p.Count == 0 {
				number = "unlimited: count = 0"
			}
			switch {
			case !known && day.Equal(days[0]):
				paths = append(paths, p.Path)
				counts[p.Path] = number
			case !known:
				paths = append(paths, p.Path)
				counts[p.Path] = number + " from " + day.Format(time.DateOnly)
			case before != p.Count:
				counts[p.Path] += ", " + number + " from " + day.Format(time.DateOnly)
			}
		}
	}
	if len(paths) == 0 {
		return
	}
	for i, path := range paths {
		paths[i] = path + " (" + counts[path] + ")"
	}
	fmt.Fprintf(w, "The whole does not count wagons and locomotives, since how long one is away depends on the waits: %s\n", strings.Join(paths, ", "))
}
