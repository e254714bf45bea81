package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"corridor/sim/corridor"
)

// notIdentity are the keys that do not change what one replication with a given number is: how
// many of them there are, and with which seed, stands beside the hash; what is kept for figures changes none.
var notIdentity = []string{"run.replications", "run.seed", "run.watch_from", "run.watch", "goal.occupation_day"}

// Vocabulary tells builds of the program apart that read scenario files in another way, and give one file another Identity: it is made of all
// keys with their defaults and ranges, as the reference says them.
func Vocabulary() string {
	sum := sha256.Sum256([]byte(Reference()))
	return hex.EncodeToString(sum[:6])
}

// Identity is the SHA-256, in hex, of all values of a scenario in one spelling, in order of path.
// Files that say the same in other words, orders or units are the same scenario; titles, notes,
// names, positions on the map and sources are no part of it. Draws that are independent of other
// scenarios are keyed by the title, so there the title counts.
func Identity(s *corridor.Scenario) string {
	var lines []string
	for _, v := range values(s) {
		if !slices.Contains(notIdentity, v.path) {
			lines = append(lines, fmt.Sprintf("%s=%q\n", v.path, v.reader.text(v.v)))
		}
	}
	lines = append(lines, datedValues(s)...)
	if s.Run.Independent {
		lines = append(lines, fmt.Sprintf("title=%q\n", s.Title))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return hex.EncodeToString(sum[:])
}
