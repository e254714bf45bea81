// Package plots draws the figures of a report from an analysis.Report.
//
// A [Figure] turns a report into a [Drawing]: the sentence that states the finding, the panels,
// and the table of exactly the numbers that are drawn. A Drawing is complete before anything
// is painted, so painting cannot fail and every format shows the same. [Save] writes one
// Drawing as SVG, PNG, PDF, CSV and JSON under one stem.
//
// How the files fit:
//
//	plots.go     Figure and the list Figures; Drawing, Table
//	style.go     colours, sizes and dashes of the house; the only place that holds them
//	text.go      measuring, wrapping and placing text so that nothing overlaps
//	frame.go     header, legend, panels with aligned edges, note band
//	panel.go     a gonum plot in the house style, tickers
//	marks.go     the few marks that gonum/plot lacks
//	rows.go      rows of horizontal bars with names
//	report.go    questions that several figures ask of a report
//	names.go     scenarios, variants, goals and numbers in words
//	capacity_curve_crossed.go   the part of what is carried that crosses the goal's cut
//	stretches.go, nodes.go   merged places, and names of nodes under an axis
//	save.go, svg.go, png.go, pdf.go, table.go   the five files of a figure
//	and one file for each figure
//
// To add a figure, write its file and add one line to Figures. A figure computes nothing that
// the report could hold; it returns an error that names the missing metric when there is no data.
package plots
