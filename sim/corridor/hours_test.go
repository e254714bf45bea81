package corridor

import (
	"math/rand/v2"
	"testing"
	"time"

	"corridor/sim/des"
)

// TestHoursRemember: what is remembered of the last stretch of hours is what the week and the holidays say, whatever was
// asked before, also when the hours change.
func TestHoursRemember(t *testing.T) {
	calendar := func(open ...string) *Calendar {
		return &Calendar{Open: open, Holidays: []string{"2024-03-21/2024-03-24"}, Timezone: "Europe/Istanbul"}
	}
	b := &builder{w: &World{}}
	weeks := []*Calendar{calendar("Mon-Fri 08:00-20:00", "Sat 09:00-15:00"), calendar("Wed 00:00-08:00", "Sun 12:00-24:00")}
	o := &timeOpen{origin: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	var fresh timeOpen
	random := rand.New(rand.NewPCG(1, 2))
	at := des.Time(0)
	open := 0
	for i := range 20000 {
		if i%100 == 0 {
			o.read(b, weeks[i/100%2])
			fresh = *o
		}
		if at = at.Add(time.Duration(random.Int64N(int64(90 * time.Minute)))); i%7 == 0 {
			at = des.Time(random.Int64N(int64(300 * des.Day)))
		}
		if i%3 == 0 {
			if got, want := o.turns(at), fresh.looksAhead(at); got != want {
				t.Fatalf("turns(%v) is %v, want %v", at, got, want)
			}
			at = o.to - des.Time(i%2) // at the edge, or just before it
		}
		if got, want := o.isOpen(at), fresh.looksUp(at); got != want {
			t.Fatalf("isOpen(%v) is %v", at, got)
		} else if got {
			open++
		}
	}
	if open < 3000 || open > 10000 {
		t.Errorf("open at %d of 20000 times", open)
	}
}

// TestHoursOverMidnight: hours that end before they begin go on to the morning of the next day, also from Sunday to Monday; those of
// a day begin on it.
func TestHoursOverMidnight(t *testing.T) {
	b := &builder{w: &World{}}
	hours := func(open ...string) *timeOpen {
		o := &timeOpen{origin: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)} // a Monday
		o.read(b, &Calendar{Open: open})
		return o
	}
	for _, c := range [][2]*timeOpen{
		{hours("22:00-06:00"), hours("22:00-24:00", "00:00-06:00")},
		{hours("18:30-00:00"), hours("18:30-24:00")},
		{hours("Fri 22:00-06:00"), hours("Fri 22:00-24:00", "Sat 00:00-06:00")},
		{hours("Sat-Sun 20:15-04:00"), hours("Sat-Sun 20:15-24:00", "Mon 00:00-04:00", "Sun 00:00-04:00")},
	} {
		for at := range des.Time(15 * 24 * 60) {
			now := at * des.Time(time.Minute)
			if got, want := c[0].isOpen(now), c[1].isOpen(now); got != want {
				t.Fatalf("%v: open is %v at %v", c[0].week, got, time.Duration(now))
			}
			if got, want := c[0].turns(now), c[1].turns(now); got != want {
				t.Fatalf("%v: turns at %v, not %v", c[0].week, got, want)
			}
		}
	}
	for _, text := range []string{"08:00-08:00", "08:00-25:00", "Mon", "22-06"} {
		if _, err := parseOpen(text); err == nil {
			t.Errorf("%q are hours", text)
		}
	}
}

// TestInUnits: one way of writing durations for people.
func TestInUnits(t *testing.T) {
	for d, want := range map[time.Duration]string{time.Second: "1 s", 12 * time.Minute: "12 min", 90 * time.Second: "1.5 min", time.Hour: "1 h", 90 * time.Minute: "1.5 h",
		67 * time.Hour: "67 h", 4*time.Hour + 20*time.Minute: "4.33 h"} {
		if got := inUnits(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
