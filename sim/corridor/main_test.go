package corridor

import (
	"flag"
	"os"
	"testing"
)

// TestMain sets the number of random corridors in a normal run; -rapid.checks=10000 looks longer.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "200"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
