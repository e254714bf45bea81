package analysis

// Cause is one of the reasons why a unit of cargo is where it is. Every hour of
// it has exactly one cause.
type Cause struct {
	Name   string // as in the names of metrics
	Label  string // as in tables
	Folded int    // index into FoldedCauses
}

// BanLabel is the label of the time that a loading ban holds cargo where it starts.
const BanLabel = "loading ban"

// causeCount is the number of causes.
const causeCount = 9

// Causes are all causes, in the order of the account of time.
var Causes = [causeCount]Cause{
	{"moving", "moving", FoldMoving},
	{"handling", "handling", FoldMoving},
	{"track", "waiting for track, crane or berth", FoldTrack},
	{"vessel", "waiting for a vessel", FoldVessel},
	{"wagon", "waiting for wagons, a locomotive or a train", FoldWagon},
	{"customs", "customs and inspection", FoldCustoms},
	{"closed", "closed hours, maintenance", FoldCustoms},
	{"weather", "weather, breakdown or chance", FoldWeather},
	{"ban", BanLabel, FoldCustoms},
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
	{"wagon", "wagons, locomotive or train"},
	{"customs", "customs, bans, closed hours"},
	{"weather", "weather, breakdown and chance"},
}

// soleCause is the share of a group's hours from which on one cause is named for it.
const soleCause = 0.9

// GroupLabel names a group of causes by the one cause that makes nearly all of its hours at these places, such as a loading
// ban, and otherwise as a group. A group of one cause keeps its label.
func GroupLabel(folded int, places ...PlaceTime) string {
	total, most, best, members := 0.0, 0.0, 0, 0
	for i, c := range Causes {
		if c.Folded != folded {
			continue
		}
		members++
		sum := 0.0
		for _, p := range places {
			sum += p.ByCause[i]
		}
		total += sum
		if sum > most {
			most, best = sum, i
		}
	}
	if members > 1 && folded != FoldMoving && most > soleCause*total {
		return Causes[best].Label
	}
	return FoldedCauses[folded].Label
}
