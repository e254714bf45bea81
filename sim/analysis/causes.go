package analysis

// Cause is one of the reasons why a unit of cargo is where it is. Every hour of
// it has exactly one cause.
type Cause struct {
	Name   string // as in the names of metrics
	Label  string // as in tables
	Folded int    // index into FoldedCauses
}

// Causes are all causes, in the order of the account of time.
var Causes = []Cause{
	{"moving", "moving", FoldMoving},
	{"handling", "handling", FoldMoving},
	{"track", "waiting for track, crane or berth", FoldTrack},
	{"vessel", "waiting for a vessel", FoldVessel},
	{"wagon", "waiting for wagons or a locomotive", FoldWagon},
	{"customs", "customs and inspection", FoldCustoms},
	{"closed", "closed hours, maintenance", FoldCustoms},
	{"weather", "weather, breakdown or chance", FoldWeather},
	{"ban", "loading ban", FoldCustoms},
}

// Indexes into FoldedCauses.
const (
	FoldMoving = iota
	FoldVessel
	FoldTrack
	FoldWagon
	FoldCustoms
	FoldWeather
	foldCount
)

// FoldedCause is a group of causes that figures and tables show as one.
type FoldedCause struct {
	Name  string
	Label string
}

// FoldedCauses are the six groups, in the order in which figures stack them.
// Only the first is undisturbed time; the others are delay. The model books under weather also by how much
// a drawn time exceeds its base, so that group is of chance too.
var FoldedCauses = [foldCount]FoldedCause{
	{"moving", "moving and handling"},
	{"vessel", "waiting for a vessel"},
	{"track", "track, crane or berth"},
	{"wagon", "wagons or locomotive"},
	{"customs", "customs, bans, closed hours"},
	{"weather", "weather, breakdown and chance"},
}
