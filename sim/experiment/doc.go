// Package experiment runs replications in parallel and keeps their rows.
//
// It knows neither trains nor scenario files. A caller numbers the replications
// of all its variants 0, 1, 2, …, gives [Run] a function that computes the [Row]
// of one number, and gets the rows back strictly in that order, whatever the
// number of workers. A [Journal] is the file they are written to: one header line
// and one line of JSON a row. Because rows come in order, a journal is at any
// moment a prefix of the whole answer, and resuming is one number: Journal.Done.
//
// A failing replication does not stop the others. An error that the function
// returns, and a panic inside it (see [Guard]), becomes a row whose Fault says
// what happened and whose values are empty. Rows with a fault are never dropped:
// whoever reads the journal sees and counts them.
package experiment
