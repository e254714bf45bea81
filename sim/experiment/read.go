package experiment

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
)

// Read reads a whole journal: its first line into header, a pointer, and the rows.
// Keys that header does not know, of another build, are left out and returned as
// unknown. Errors say file and line. If the last line is torn, the error wraps
// [ErrTorn] and the rows before it are returned.
func Read(path string, header any) (rows []Row, unknown []string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	s := scanner{path: path, in: bufio.NewReader(file)}
	line, err := s.line()
	if err != nil {
		return nil, nil, err
	}
	unknown = strange(line, reflect.TypeOf(header))
	if err := s.decode(line, header, len(unknown) == 0); err != nil {
		return nil, nil, err
	}
	rows, err = s.rows()
	return rows, unknown, err
}

// scanner reads a journal line by line and knows where it is.
type scanner struct {
	path   string
	in     *bufio.Reader
	number int   // of the line read last, from 1
	good   int64 // bytes up to the end of the last whole line
}

// line returns the next line with its end. It returns io.EOF after the last one
// (an empty file is an error of its own), and what there is of a torn line.
func (s *scanner) line() ([]byte, error) {
	line, err := s.in.ReadBytes('\n')
	switch {
	case err == nil:
		s.number++
		s.good += int64(len(line))
		return line, nil
	case !errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s:%d: %w", s.path, s.number+1, err)
	case len(line) > 0 || s.number == 0:
		return line, fmt.Errorf("%s:%d: %w", s.path, s.number+1, ErrTorn)
	}
	return nil, io.EOF
}

// rows reads the rest of the file.
func (s *scanner) rows() ([]Row, error) {
	var rows []Row
	for {
		line, err := s.line()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		var r Row
		if err := s.decode(line, &r, true); err != nil {
			return nil, err
		}
		if r.Fault != "" && len(r.Values) > 0 {
			return nil, fmt.Errorf("%s:%d: a row with a fault has values", s.path, s.number)
		}
		rows = append(rows, r)
	}
}

// decode reads one line of JSON, all of it; strictly if it may hold no key that is not known.
func (s *scanner) decode(line []byte, into any, strictly bool) error {
	d := json.NewDecoder(bytes.NewReader(line))
	if strictly {
		d.DisallowUnknownFields()
	}
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s:%d: %w", s.path, s.number, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s:%d: more than one value in the line", s.path, s.number)
	}
	return nil
}
