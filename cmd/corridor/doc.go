// Corridor simulates freight on the Trans-Caspian Middle Corridor: trains, changes of gauge, borders,
// ports and ships, hour by hour, for many years of different luck.
//
// This text is the manual; a test executes every line that begins with a dollar sign.
//
// # First look
//
// A scenario is a TOML file, or the name of one that is shipped in the program. Check tells all that
// is wrong with it at once, with file, line and column, and what it comes to on paper:
//
//	$ corridor check tiny
//	OK: tiny.toml
//	next: corridor run tiny
//
// Run simulates it. Each replication is the same year with other luck:
//
//	$ corridor run tiny -n 5
//	results: results/tiny
//	figure:  results/tiny/figures/where-the-time-goes.svg
//
// The folder of results holds journal.jsonl (a header, then a line for each replication), summary.csv,
// summary.md, flows.csv (what became of each flow), figures, and manifest.json (facts of the machine and of this run). All but the
// manifest are the same bytes whenever the same files, seed and program are used, for any number of jobs.
//
// # Stopping and going on
//
// Ctrl-C finishes the replications under way and prints how to go on; twice stops at once. The same
// command goes on where the journal ends, and says so when nothing is missing:
//
//	$ corridor run tiny -n 5
//	all 5 replications are in results/tiny already
//
// Results of another run are refused (exit code 2) unless --force says to replace them:
//
//	$ corridor run tiny -n 6 --force -q
//	results: results/tiny
//
// # Changing a scenario
//
// A measure is a file that says only what it changes; --with applies it, --set changes one value. Show
// prints every value with the line that set it:
//
//	$ corridor show tiny vessel.feeder.count --set vessel.feeder.count=+1
//	vessel.feeder.count
//	$ corridor run tiny -n 5 --set vessel.feeder.count=+1 -o results/two-ships
//	results: results/two-ships
//
// # The life of one unit
//
// Trace prints what one consignment, train, vessel or storm of a replication did, hour by hour, with the
// hours by cause at the end; --list shows what there is:
//
//	$ corridor trace tiny --list
//	50 TEU, Export, westbound
//	$ corridor trace tiny --unit flow.export#12
//	waiting for a vessel
//	in all:
//
// # What each mechanism does
//
// Ablate simulates a scenario as it is, and again without storms, without customs, without other trains, and so
// on, under the same luck. The differences say what each mechanism costs in tonnes and days; they do not add up,
// for where two hold back the same cargo, leaving out either one does nothing. A mechanism that the scenario
// does not use is named and not simulated:
//
//	$ corridor ablate tiny -n 2 -q --mechanism storms --mechanism papers
//	Storms
//	results: results/tiny-ablate
//	$ corridor ablate --list
//	finite-fleets
//
// # Figures and data
//
// Figures are drawn from a folder of results, each as SVG, PNG, PDF, the CSV of exactly the numbers
// drawn, and JSON with title, caption and alternative text:
//
//	$ corridor plot --list
//	capacity-curve
//	$ corridor plot time-distance results/tiny -o report
//	report/time-distance.svg
//
// Two figures show some days of one replication, as trains and ships moved; the command that made the
// results draws them of other days with --watch, and simulates nothing else anew:
//
//	$ corridor run tiny -n 6 -q --watch 2025-06-01
//	all 6 replications are in results/tiny already
//
// For programs there is JSON; several scenarios or levels give a line each:
//
//	$ corridor run tiny -n 2 --json -o none -q
//	{"scenario":"tiny","level":"base"
//
// # Writing scenarios
//
// Reference prints all keys with units, defaults and ranges, schema what editors need:
//
//	$ corridor reference
//	# Reference of scenario files
//	$ corridor schema measure
//	"$schema"
//
// # Trust
//
// Verify runs some hundred textbook models, written in the same language, whose answers are known exactly, and
// prints expected, got, z and a verdict for each quantity. "corridor verify --quick" takes about a minute;
// the last full run is kept in scenarios/theory/report.txt, and --cases takes anybody's cases.
//
// # Exit codes
//
// 0 done; 1 a replication failed or something could not be written; 2 wrong flags; 3 a scenario is
// invalid; 4 stopped but resumable.
//
// # How this package is made
//
// main.go lists the verbs; each has a file of its name. plan.go decides what a run consists of,
// results.go where it goes, simulate.go computes what is missing, answer.go and json.go tell the end.
// trace.go runs one replication with a log; tracelife.go and tracelist.go print it.
// describe.go is all that figures will know of a scenario.
package main
