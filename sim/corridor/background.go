package corridor

import (
	"time"

	"corridor/sim/des"
)

// background is other traffic that is worked out only when somebody asks.
type background struct {
	gap    des.Sampler
	on     bool
	perDay Frequency
	number uint64
	next   des.Time // the next train of it comes
}

func (b *builder) background(perDay Frequency, way Way) background {
	if perDay == 0 {
		return background{}
	}
	g := background{on: true, perDay: perDay, gap: b.otherGap(way, perDay)}
	g.advance()
	return g
}

func (g *background) advance() {
	g.next = g.next.Add(g.gap.Duration(0, g.number))
	g.number++
}

// until serves all of the other traffic that has come by now, first come, first served, each gap
// apart while the line is open, and returns when the track is free after it; Never if it stays closed.
func (g *background) until(now, free des.Time, gap time.Duration, d *double) des.Time {
	for g.on && g.next <= now {
		turn := d.window.opens(max(free, g.next), d.run)
		if turn == des.Never { // who has come waits
			return turn
		}
		free = turn.Add(gap)
		g.advance()
	}
	return free
}
