package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"corridor/sim/analysis"
)

// unlike says in what the run of a journal differs from this one, in words; "" if its header cannot be read.
func unlike(path string, now analysis.Header) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	line, err := bufio.NewReader(file).ReadBytes('\n')
	var then analysis.Header
	if err != nil || json.Unmarshal(line, &then) != nil {
		return ""
	}
	var found []string
	differs := func(what string, a, b any) {
		if x, y := fmt.Sprint(a), fmt.Sprint(b); x != y {
			found = append(found, fmt.Sprintf("%s: %s there, %s now", what, x, y))
		}
	}
	other := otherBuild(then, now)
	if other != "" {
		found = append(found, other)
	}
	differs("scenarios", strings.Join(scenarioNames(then), ", "), strings.Join(scenarioNames(now), ", "))
	differs("levels", strings.Join(then.Levels, ", "), strings.Join(now.Levels, ", "))
	differs("replications", then.Replications, now.Replications)
	differs("seed", then.Seed, now.Seed)
	for _, s := range now.Scenarios {
		i := slices.IndexFunc(then.Scenarios, func(o analysis.Scenario) bool { return o.Name == s.Name })
		if i >= 0 && then.Scenarios[i].Hash != s.Hash && other == "" { // another build may read the same values in another way
			found = append(found, "scenario "+s.Name+" holds other values")
		}
	}
	switch {
	case len(found) > 0:
		return strings.Join(found, "; ")
	case then.Command != now.Command:
		return "the scenarios and all numbers are the same, but the command was typed in another way; type it as there, a scenario by name or by path:\n" +
			"  there: " + then.Command + "\n  now:   " + now.Command
	}
	return "all that was asked for is the same: names in the scenario are other, or another build of the program wrote it; corridor plot draws what is there"
}

// otherBuild tells that another build of the program wrote the results, as far as their header shows.
func otherBuild(then, now analysis.Header) string {
	const text = "another build of the program made it"
	metrics := func(h analysis.Header) (all []string) {
		for _, v := range h.Variants {
			for _, m := range v.Metrics {
				all = append(all, m.Name)
			}
		}
		return all
	}
	hashes := func(h analysis.Header) (all []string) {
		for _, s := range h.Scenarios {
			all = append(all, s.Hash)
		}
		return all
	}
	switch {
	case then.Version != now.Version:
		return fmt.Sprintf("%s: version %s there, %s now", text, then.Version, now.Version)
	case then.Vocabulary != now.Vocabulary:
		return text + ", whose reference of the keys of scenario files is another"
	case slices.Equal(hashes(then), hashes(now)) && slices.Equal(then.Levels, now.Levels) && len(then.Variants) == len(now.Variants) && !slices.Equal(metrics(then), metrics(now)):
		return text + ", which measures other things"
	}
	return ""
}

func scenarioNames(h analysis.Header) (names []string) {
	for _, s := range h.Scenarios {
		names = append(names, s.Name)
	}
	return names
}
