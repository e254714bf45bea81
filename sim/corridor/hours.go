package corridor

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"corridor/sim/des"
)

// span is a time of the week, in minutes after Monday 00:00 local time.
type span struct{ from, to int }

const minutesPerDay = 24 * 60

var weekdays = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// parseOpen reads "Mon-Fri 08:00-20:00", "Sat 09:00-15:00", "08:00-20:00" (every day), "22:00-06:00" (to the morning of the next
// day) or "always".
func parseOpen(text string) ([]span, error) {
	if text == "always" {
		return []span{{0, 7 * minutesPerDay}}, nil
	}
	first, last, clock, err := parseDays(text)
	if err != nil {
		return nil, err
	}
	a, b, ok := strings.Cut(clock, "-")
	from, err1 := parseClock(a)
	to, err2 := parseClock(b)
	if !ok || err1 != nil || err2 != nil || to == from {
		return nil, fmt.Errorf("%q is not a time of opening; write \"08:00-20:00\"", clock)
	}
	var out []span
	if to < from {
		to += minutesPerDay
	}
	for d := first; d <= last; d++ {
		x := span{d*minutesPerDay + from, d*minutesPerDay + to}
		if over := x.to - 7*minutesPerDay; over > 0 { // from Sunday to Monday
			x.to = 7 * minutesPerDay
			out = append(out, span{0, over})
		}
		out = append(out, x)
	}
	return out, nil
}

// parseDays reads "Mon-Fri 08:00": the days, or all of the week where none are named, and what follows them.
func parseDays(text string) (first, last int, clock string, err error) {
	days, clock, found := strings.Cut(text, " ")
	if !found {
		days, clock = "Mon-Sun", text
	}
	a, b, ok := strings.Cut(days, "-")
	if !ok {
		b = a
	}
	first, last = slices.Index(weekdays, a), slices.Index(weekdays, b)
	if first < 0 || last < first {
		err = fmt.Errorf("%q is not a day or a range of days; write \"Mon\" or \"Mon-Fri\"", days)
	}
	return first, last, clock, err
}

func parseClock(text string) (minute int, err error) {
	var h, m int
	if n, err := fmt.Sscanf(text, "%d:%d", &h, &m); n != 2 || err != nil || len(text) != 5 || h < 0 || m < 0 || m > 59 || h*60+m > minutesPerDay {
		return 0, fmt.Errorf("%q is not a time of day; write \"08:00\"", text)
	}
	return h*60 + m, nil
}

// parseDeparture reads "Mon 04:00" or, for every day, "04:00".
func parseDeparture(text string) ([]int, error) {
	first, last, clock, err := parseDays(text)
	if err != nil {
		return nil, err
	}
	m, err := parseClock(clock)
	var out []int
	for d := first; d <= last; d++ {
		out = append(out, d*minutesPerDay+m)
	}
	return out, err
}

// parseHoliday reads "2027-12-16" or "2027-03-21/2027-03-24", last day included.
func parseHoliday(text string) (from, to string, err error) {
	from, to, ok := strings.Cut(text, "/")
	if !ok {
		to = from
	}
	for _, d := range []string{from, to} {
		if _, e := time.Parse(time.DateOnly, d); e != nil {
			return "", "", fmt.Errorf("%q is not a date; write \"2027-12-16\" or \"2027-03-21/2027-03-24\"", text)
		}
	}
	return from, to, nil
}

// opening hours in one World: a state that flips, and the things that are told.
type timeOpen struct {
	id       placeID
	open     bool
	origin   time.Time // simulated time 0
	zone     *time.Location
	week     []span
	holidays [][2]int // first and last day, as 20271216
	buffer   []int    // of edges
	told     []placeID
	gen      uint32 // tells a flip that a change of the hours has overtaken

	from, to des.Time // the stretch without a flip that was looked up at last; empty: none
	during   bool     // whether it is open
}

func (c *Calendar) build(b *builder) {
	o := &timeOpen{id: b.thing, origin: b.w.scenario.Run.begins()}
	o.read(b, c)
	b.act(o)
	b.w.calendars = append(b.w.calendars, o)
}

// read takes the hours of a Spec.
func (o *timeOpen) read(b *builder, c *Calendar) {
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil {
		b.w.failf(b.thing, "%v", err)
	}
	o.zone, o.week, o.holidays, o.to = zone, nil, nil, o.from
	for _, text := range c.Open {
		spans, err := parseOpen(text)
		if err != nil {
			b.w.failf(b.thing, "%v", err)
		}
		o.week = append(o.week, spans...)
	}
	for _, text := range c.Holidays {
		from, to, err := parseHoliday(text)
		if err != nil {
			b.w.failf(b.thing, "%v", err)
		}
		o.holidays = append(o.holidays, [2]int{dayNumber(from), dayNumber(to)})
	}
}

// change gives new hours; who is told learns of it if they open or close at once.
func (o *timeOpen) change(w *World, b *builder, to Spec) {
	o.read(b, to.(*Calendar))
	o.gen++
	if o.isOpen(w.sim.Now()) != o.open {
		o.flip(w)
	} else {
		o.next(w)
	}
}

// openings is the state of a calendar, with the thing told when it flips; nil is always open.
func (b *builder) openings(ref Ref) *timeOpen {
	if ref == "" {
		return nil
	}
	o := b.w.actors[b.w.scenario.Find(string(ref))].(*timeOpen)
	if !slices.Contains(o.told, b.thing) {
		o.told = append(o.told, b.thing)
	}
	return o
}

// isOpen tells whether it is open at a time.
func (o *timeOpen) isOpen(t des.Time) bool {
	if o.from <= t && t < o.to {
		return o.during
	}
	return o.looksUp(t)
}

// looksUp is isOpen by the week and the holidays.
func (o *timeOpen) looksUp(t des.Time) bool {
	local := o.origin.Add(time.Duration(t)).In(o.zone)
	year, mon, d := local.Date()
	date := year*10000 + int(mon)*100 + d
	for _, h := range o.holidays {
		if h[0] <= date && date <= h[1] {
			return false
		}
	}
	at := (int(local.Weekday())+6)%7*minutesPerDay + local.Hour()*60 + local.Minute()
	for _, s := range o.week {
		if s.from <= at && at < s.to {
			return true
		}
	}
	return false
}

// turns is the first time after t at which the state differs from that at t; Never if it stays for a year.
func (o *timeOpen) turns(t des.Time) des.Time {
	if o.from <= t && t < o.to {
		return o.to
	}
	edge := o.looksAhead(t)
	if edge != des.Never {
		o.from, o.to, o.during = t, edge, o.looksUp(t)
	}
	return edge
}

// looksAhead is turns by the week and the holidays.
func (o *timeOpen) looksAhead(t des.Time) des.Time {
	was := o.looksUp(t)
	u := t
	for range 400 {
		local := o.origin.Add(time.Duration(u)).In(o.zone)
		midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, o.zone)
		for _, m := range o.edges(local) {
			edge := time.Date(local.Year(), local.Month(), local.Day(), 0, m, 0, 0, o.zone)
			if at := des.Time(edge.Sub(o.origin)); at > t && o.looksUp(at) != was {
				return at
			}
		}
		u = des.Time(midnight.AddDate(0, 0, 1).Sub(o.origin))
		if u > t && o.looksUp(u) != was {
			return u
		}
	}
	return des.Never
}

// edges are the minutes of a day at which some span begins or ends, in order.
func (o *timeOpen) edges(local time.Time) []int {
	out := o.buffer[:0]
	base := (int(local.Weekday()) + 6) % 7 * minutesPerDay
	for _, s := range o.week {
		for _, m := range []int{s.from - base, s.to - base} {
			if 0 <= m && m < minutesPerDay {
				out = append(out, m)
			}
		}
	}
	slices.Sort(out)
	o.buffer = out
	return out
}

// dayNumber writes a date that has been checked, such as 2027-12-16, as 20271216.
func dayNumber(date string) int {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic("corridor: " + err.Error())
	}
	return t.Year()*10000 + int(t.Month())*100 + t.Day()
}

// begin sets the state at time 0 and schedules the first flip.
func (o *timeOpen) begin(w *World) {
	o.open = o.isOpen(0)
	o.next(w)
}

func (o *timeOpen) next(w *World) {
	if at := o.turns(w.sim.Now()); at != des.Never {
		w.after(at.Sub(w.sim.Now()), opening, o.id, 0, o.gen)
	}
}

func (o *timeOpen) handle(w *World, e event) {
	if e.gen == o.gen {
		o.flip(w)
	}
}

func (o *timeOpen) flip(w *World) {
	o.open = !o.open
	o.next(w)
	for _, p := range o.told {
		w.actors[p].handle(w, event{do: opening, place: p})
	}
}

// finish is when work that takes d of open time ends if it begins now.
func (o *timeOpen) finish(now des.Time, d time.Duration) des.Time {
	if o == nil {
		return now.Add(d)
	}
	for range 10000 {
		edge := o.turns(now)
		if o.isOpen(now) {
			if edge == des.Never || now.Add(d) <= edge {
				return now.Add(d)
			}
			d -= edge.Sub(now)
		}
		if edge == des.Never {
			return des.Never
		}
		now = edge
	}
	return des.Never
}

// timetable is a weekly list of departures.
type timetable struct {
	origin  time.Time
	minutes []int
}

func (w *World) timetable(departures []string) timetable {
	t := timetable{origin: w.scenario.Run.Start.Add(-w.scenario.Run.LeadIn)}
	for _, text := range departures {
		m, err := parseDeparture(text)
		if err != nil {
			w.failf(none, "%v", err)
		}
		t.minutes = append(t.minutes, m...)
	}
	slices.Sort(t.minutes)
	return t
}

// next is the first departure after now.
func (t timetable) next(now des.Time) des.Time {
	at := t.origin.Add(time.Duration(now)).UTC()
	monday := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC).AddDate(0, 0, -(int(at.Weekday())+6)%7)
	for week := range 2 {
		for _, m := range t.minutes {
			d := des.Time(monday.AddDate(0, 0, 7*week).Add(time.Duration(m) * time.Minute).Sub(t.origin))
			if d > now {
				return d
			}
		}
	}
	panic("timetable without a departure")
}
