package des

import (
	"fmt"
	"math"
	"time"
)

// Time is a moment: nanoseconds since the start of the run. It is a whole
// number so that sums of durations are exact and equal times are equal. It
// reaches 292 years.
type Time int64

// Never is the end of time, later than every event.
const Never Time = math.MaxInt64

// Day is 24 hours; package time stops at the hour because of daylight saving,
// which simulated time does not have.
const Day = 24 * time.Hour

// Add returns the moment d after t. It panics beyond the end of time.
func (t Time) Add(d time.Duration) Time {
	u := t + Time(d)
	if (u < t) != (d < 0) {
		panic(fmt.Sprintf("des: %v after %v is beyond the end of time (292 years)", d, t))
	}
	return u
}

// Sub returns the time from u to t.
func (t Time) Sub(u Time) time.Duration { return time.Duration(t - u) }

// String prints t as "17 d 03:25:10", cut (not rounded) to whole seconds.
func (t Time) String() string {
	if t == Never {
		return "never"
	}
	sign := ""
	if t < 0 {
		sign = "-"
	}
	s := int64(t / Time(time.Second))
	if s < 0 {
		s = -s
	}
	return fmt.Sprintf("%s%d d %02d:%02d:%02d", sign, s/86400, s/3600%24, s/60%60, s%60)
}
