package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan() *cobra.Command {
	return &cobra.Command{
		Use:   "man [DIR]",
		Short: "Manual pages, into a folder or on the standard output",
		Example: `  corridor man | man -l -
  corridor man /usr/local/share/man/man1`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			root.DisableAutoGenTag = true
			head := &doc.GenManHeader{Section: "1", Source: "corridor " + release, Manual: "corridor", Date: &releaseDate}
			if len(args) == 0 {
				return doc.GenMan(root, head, c.OutOrStdout())
			}
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return failed("%w", err)
			}
			if err := doc.GenManTree(root, head, args[0]); err != nil {
				return failed("%w", err)
			}
			return nil
		},
	}
}
