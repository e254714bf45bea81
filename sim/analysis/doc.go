// Package analysis turns the rows of an experiment into statements: means with
// intervals, paired differences, places where time is lost, and what is sustainable.
//
// A journal's header is a [Header]: it names scenarios, demand levels, variants
// and metrics. [Load] reads a journal, [New] takes header and rows from memory; both
// give a [Report]. [Report.Sample] picks one metric of one variant, one value per
// replication, and all statistics are functions of a [Sample]. Comparisons are paired
// by replication, because equal replications of two variants share their random draws.
//
// Failed replications, missing values and too few replications are never passed over:
// they stand in the warnings of the Report and of each [Summary].
package analysis
