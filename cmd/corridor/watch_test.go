package main

import (
	"testing"
	"time"

	"corridor/sim/corridor"
)

// TestWatchedDays: of a run of four years days of the last are watched unless the file says others; of one that is too short for
// them, and of a model without a goal, the same days of the first.
func TestWatchedDays(t *testing.T) {
	const day = 24 * time.Hour
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	early := 100 * day
	for _, c := range []struct {
		length time.Duration
		goal   string
		says   *time.Duration
		want   string
	}{
		{1461 * day, "container", nil, "2027-02-10"}, {366 * day, "container", nil, "2024-02-10"}, {435 * day, "container", nil, "2024-02-10"},
		{436 * day, "container", nil, "2025-02-10"}, {50 * day, "container", nil, "2024-01-21"}, {1461 * day, "", nil, "2024-02-10"},
		{1461 * day, "container", &early, "2024-04-10"}, {120 * day, "container", &early, "2024-03-31"},
	} {
		s := &corridor.Scenario{Run: corridor.Run{Start: start, Length: c.length, Watch: 30 * day, WatchFrom: c.says}, Goal: corridor.Goal{Family: c.goal}}
		if got := start.Add(watchFrom(s)).Format(time.DateOnly); got != c.want {
			t.Errorf("%v, goal %q, says %v: from %s, want %s", c.length, c.goal, c.says, got, c.want)
		}
	}
}

// TestLastOn: a day without a year is the last of its kind in the measured period.
func TestLastOn(t *testing.T) {
	const day = 24 * time.Hour
	run := corridor.Run{Start: time.Date(2023, 7, 1, 0, 0, 0, 0, time.UTC), Length: 731 * day} // to the end of June 2025
	for monthDay, want := range map[string]string{"02-10": "2025-02-10", "06-30": "2025-06-30", "07-01": "2024-07-01", "02-29": "2024-02-29"} {
		if on, err := lastOn(&run, monthDay); err != nil || on.Format(time.DateOnly) != want {
			t.Errorf("%s: %v, %v; want %s", monthDay, on, err, want)
		}
	}
	if _, err := lastOn(&run, "soon"); err == nil {
		t.Error("soon is a day")
	}
}
