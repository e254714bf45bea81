package main

import (
	"io"

	"github.com/spf13/cobra"

	"corridor/scenarios"
)

var schemaKinds = []string{"scenario", "measure"}

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema scenario|measure",
		Short: "JSON schema for editors",
		Long: `Prints the JSON schema (draft 4) of scenario or measure files. Editors that use Taplo complete and
check keys if the schema lies where the first line of a file says: #:schema ./corridor.schema.json`,
		Example:   "  corridor schema scenario > corridor.schema.json",
		ValidArgs: schemaKinds,
		Args:      cobra.MatchAll(atLeast(1, "scenario or measure"), cobra.ExactArgs(1), cobra.OnlyValidArgs),
		RunE: func(c *cobra.Command, args []string) error {
			text, err := scenarios.Schema(args[0])
			if err != nil {
				return failed("%w", err)
			}
			_, err = c.OutOrStdout().Write(text)
			return err
		},
	}
}

func newReference() *cobra.Command {
	return &cobra.Command{
		Use:   "reference",
		Short: "All keys of scenario files, with units, defaults and ranges, as Markdown",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := io.WriteString(c.OutOrStdout(), scenarios.Reference())
			return err
		},
	}
}
