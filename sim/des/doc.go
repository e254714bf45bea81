// Package des is the kernel of the simulator: clock, event set, queues,
// resources, keyed random numbers, laws of probability and measurements. It
// knows nothing of trains.
//
// The pieces fit together as follows.
//
//  1. A model declares an event type E, a small comparable struct without
//     pointers, and holds a [Sim] of it. [Sim.At] and [Sim.After] schedule,
//     [Sim.Events] yields events in the order (time, order of scheduling).
//  2. What is scarce is a [Resource]; what waits in line waits in a [Queue].
//     Both return who is next instead of calling back, so that the model stays
//     the only place where things happen.
//  3. What is random is drawn by a [Sampler], made once from a [Dist] (the law,
//     plain data) and a [Stream] (place and purpose). A draw is a function of
//     (seed, replication, place, purpose, entity, visit) and of nothing else,
//     so it does not matter when, or whether, other draws are made: two
//     scenarios with the same seed meet the same luck.
//  4. What is measured goes into a [Tally], [Level] or [Count] made by a
//     [Meter], which gives each a name and a unit and lists their values in
//     order of making.
//
// Time is a whole number of nanoseconds. Faults of the model (an event in the
// past, a release without an acquire, a negative duration) panic and say who,
// where and when; faults of the user's data (a law that makes no sense) are
// errors.
//
// The same seed gives the same numbers on the same architecture and GOAMD64
// level; see statistics of output in the analysis package for what to make of
// them.
package des
