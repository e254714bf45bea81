package plots

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// Save writes the drawing as stem.svg, stem.png (300 dpi), stem.pdf, stem.csv (the drawn numbers)
// and stem.json (title, caption, alt text, where the numbers are from) and returns the names of
// the files in this order. The same drawing gives the same bytes. All formats are made before the
// first file is written; an error names the file that could not be written.
func Save(d Drawing, stem string) ([]string, error) {
	formats := []struct {
		ending string
		encode func(Drawing) ([]byte, error)
	}{
		{".svg", SVG},
		{".png", PNG},
		{".pdf", PDF},
		{".csv", func(d Drawing) ([]byte, error) { return d.Table.CSV() }},
		{".json", sideFile},
	}
	contents := make([][]byte, len(formats))
	for i, f := range formats {
		var err error
		if contents[i], err = f.encode(d); err != nil {
			return nil, fmt.Errorf("%s%s: %w", stem, f.ending, err)
		}
	}
	var names []string
	for i, f := range formats {
		name := stem + f.ending
		if err := os.WriteFile(name, contents[i], 0o644); err != nil {
			return names, fmt.Errorf("writing figure %s: %w", d.Name, err)
		}
		names = append(names, name)
	}
	return names, nil
}

// sideFile is what a report needs beside the picture.
func sideFile(d Drawing) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Figure   string `json:"figure"`
		Title    string `json:"title"`
		Subtitle string `json:"subtitle"`
		Caption  string `json:"caption"`
		Alt      string `json:"alt"`
		Method   string `json:"method"`
		Origin
	}{d.Name, d.Title, d.Subtitle, d.Caption, d.Alt, d.Method, d.Origin})
	return buf.Bytes(), err
}
