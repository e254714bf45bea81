package scenarios

import (
	"fmt"
	"strings"
)

// nearest returns the name that was probably meant, or "": the one at the least edit distance,
// of at most a third of its length, rounded, and never more than 3; the first of equals.
func nearest(word string, names []string) string {
	best, least := "", 4
	for _, name := range names {
		limit := min(3, (len(name)+1)/3)
		if d := distance(strings.ToLower(word), strings.ToLower(name), limit); d <= limit && d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is the number of letters to insert, drop, replace or swap with a neighbour to make
// one word of the other (optimal string alignment), or any number above limit.
func distance(a, b string, limit int) int {
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// maxListed is the number of names up to which a message lists them all.
const maxListed = 12

// didYouMean is a hint for a word that is none of the names: the nearest, or what there is.
func didYouMean(word string, names []string) string {
	if name := nearest(word, names); name != "" {
		return fmt.Sprintf("did you mean %q?", name)
	}
	return thereIs(names)
}

// thereIs lists names, if they are few enough to be of use.
func thereIs(names []string) string {
	switch {
	case len(names) == 0:
		return "there is none"
	case len(names) > maxListed:
		return fmt.Sprintf("there are %s, … (%d in all)", strings.Join(names[:maxListed], ", "), len(names))
	case len(names) == 1:
		return "there is only " + names[0]
	}
	return "there are " + strings.Join(names, ", ")
}

// DidYouMean is a hint for a word that is none of the names, for messages elsewhere: the nearest, or what there is.
func DidYouMean(word string, names []string) string { return didYouMean(word, names) }
