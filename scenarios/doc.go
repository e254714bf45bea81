// Package scenarios turns scenario files into a checked [corridor.Scenario], or into all problems
// of the files with line and column. It is the only package that knows TOML. It reads the fields
// of a Spec by their Go type, so it knows units but no kind of place by name.
//
// The way of a file:
//
//	source.go       bytes, within limits
//	position.go     where each key and value stands
//	tree.go         a tree of nodes that know where they come from
//	load.go         the file, its base, the base of that
//	measure.go      measures: heading, date, what they need
//	addremove.go    what measures add and remove
//	change.go       what they change, as a flat list
//	apply.go        the changes applied to the tree, independent of their order
//	set.go          changes from the command line
//	things.go       the tree read into a Scenario, field by field
//	readers.go      one reader per Go type; quantity.go, law.go, table.go, names.go hold the longer
//	                ones, containers.go what is made of others
//	meta.go         sources, notes and what was fitted
//	show.go         every value with its origin; hash.go the identity of the whole
//	schema.go       the JSON schema and reference.go the reference, from the same list of readers
//
// Mistakes of the user are collected as [Problems]; a Go type that no reader knows is our own
// fault and panics.
package scenarios
