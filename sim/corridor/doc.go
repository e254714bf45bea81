// Package corridor is the model: the physics and rules of railways, borders, ports and ships. It
// opens no file and draws nothing; package scenarios reads a [Scenario] from a file, and a test makes
// one in a few lines.
//
// # What there is
//
// A Scenario is plain data: named tables ([Thing]), each the [Spec] of one of the [Kinds]. [New] brings
// it to life as a [World], one replication under one luck; [World.Run] simulates it, and [World.Metrics]
// and [World.Values] say what was measured.
//
// In a World, a place is what trains pass through: station, rail (double track in rail.go, single
// track in track.go, from this to that inside a run in cutover.go), incline, border, depot (a terminal, or with a quayside a port), and lane (the sea). Four
// methods are all that a place has: admit, start, handle, vacate. A train is a number that passes from
// place to place; World.move is the only code that moves it, under one rule: a train leaves a place only
// when the next has admitted it, and keeps its room until then. So congestion travels back along the
// corridor, and no kind of place can get it wrong.
//
// Cargo is a consignment. It rides on a train (train.go), lies in the store of a depot (depot.go), waits on
// a pile for the next train (pile.go) or on a quay for a ship (quay.go, deck.go), and is carried by ships of
// a fleet (fleet.go) between berths (berth.go) over a lane, when the storms of a basin let them (basin.go). It
// may yield to other cargo (yield.go), is split when a carrier takes a part, never merged, and its hours are charged to one place and one cause at
// any time (book.go); at its delivery they must add up to its age, to the nanosecond.
//
// What is other from a day on stands in Scenario.Dated, and Thing.From and Thing.Until say when a thing is there.
// On its day a thing is handed its new Spec (change.go); only a field with the tag dated may differ, and what is
// under way ends by the old rule.
//
// # What holds in every run
//
// Cargo is conserved, flow by flow (measure.go). Little's law holds as an identity of whole numbers: of trains at every
// place (little.go), of cargo at every step of its way by the accounts (lives.go), of cargo and ships under the levels of
// stores, piles, quays, roads, berths and lanes (census.go). No place holds more than it has room for (bound.go). Whoever is
// blocked waits for a place that knows of it (waits.go). A breach panics with a [Failure]: who, where, when. What is added
// to a World is added to these.
//
// # What can be seen
//
// Besides metrics there are the weekly means of queues ([World.Series]) and, on request, a [Trace]: what each train
// and ship did where, storms, and the life of one piece of cargo. The hooks are World.markTrain, World.into, World.post
// and World.noteShip; a new state of a ship is a word more in traceship.go.
//
// # Chance
//
// A draw is keyed by seed, replication, path, purpose, and by what it belongs to: the train or the cargo, and
// its visit of that place. Not by a moment, and not by what else exists. Two scenarios that differ in a berth
// therefore have the same storms, and the same train the same running time: their difference is what the berth
// does.
//
// # Adding a kind of place
//
// One file with the Spec (a doc tag on every field; min, max, enum, to and dim as needed), its running state
// and the four methods, and one name in Kinds. Reader, units, errors, schema, reference, streams and metrics
// follow from the Spec. What else there is to say of a place it says by methods in the same file, each of which may be absent:
// check (what does not fit together), idle (keys without effect), installed (capacity on paper), seconds (time when nothing is in
// the way), metres (length), change (a new Spec on a day), outsider (who waits before it), and those of a holder (deadlocks).
package corridor
