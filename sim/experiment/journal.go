package experiment

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// syncEvery is the most that a power cut can cost.
const syncEvery = time.Second

// ErrTorn says that a journal ends in the middle of a line, as after a power cut
// or while it is still being written. The rows before that line are good.
var ErrTorn = errors.New("last line is torn")

// Journal is a file of rows that is only ever appended to: one line of JSON with
// the header, then one line a row. Its methods may be called from one goroutine
// at a time. Two processes must not write to the same file.
type Journal struct {
	file *os.File
	done int

	mu    sync.Mutex // guards what follows: the timer flushes from its own goroutine
	buf   *bufio.Writer
	timer *time.Timer // runs while something is not on disk yet
	err   error       // the first failure; sticks
}

// Create makes a journal with this header. It refuses a file that exists, unless
// force says to replace it.
func Create(path string, header any, force bool) (*Journal, error) {
	line, err := marshalLine(header)
	if err != nil {
		return nil, fmt.Errorf("header of %s: %w", path, err)
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	file, err := os.OpenFile(path, flags, 0o644)
	if err != nil {
		return nil, err
	}
	return begin(file, line)
}

// Open continues a journal. Its header must be the same, byte for byte, as the
// JSON of the header given: rows of another experiment never mix. A torn last
// line is cut off. Done says how many rows are there.
func Open(path string, header any) (*Journal, error) {
	line, err := marshalLine(header)
	if err != nil {
		return nil, fmt.Errorf("header of %s: %w", path, err)
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	j, err := resume(file, line)
	if err != nil {
		file.Close()
		return nil, err
	}
	return j, nil
}

func resume(file *os.File, header []byte) (*Journal, error) {
	s := scanner{path: file.Name(), in: bufio.NewReader(file)}
	found, err := s.line()
	torn := errors.Is(err, ErrTorn)
	switch {
	case torn && bytes.HasPrefix(header, found): // stopped while the header was written
		return begin(file, header)
	case err != nil && !torn:
		return nil, err
	case !bytes.Equal(found, header):
		return nil, fmt.Errorf("%s:1: the header is of another experiment (other inputs, seed, or version)", s.path)
	}
	rows, err := s.rows()
	if err != nil && !errors.Is(err, ErrTorn) {
		return nil, err
	}
	if err := file.Truncate(s.good); err != nil {
		return nil, err
	}
	if _, err := file.Seek(s.good, io.SeekStart); err != nil {
		return nil, err
	}
	return &Journal{file: file, done: len(rows), buf: bufio.NewWriter(file)}, nil
}

// begin empties the file and writes the header.
func begin(file *os.File, header []byte) (*Journal, error) {
	j := &Journal{file: file, buf: bufio.NewWriter(file)}
	j.err = file.Truncate(0)
	if j.err == nil {
		_, j.err = file.Seek(0, io.SeekStart)
	}
	if j.err == nil {
		_, j.err = j.buf.Write(header)
	}
	j.flush()
	if j.err != nil {
		file.Close()
		return nil, j.err
	}
	return j, nil
}

// Done is the number of rows in the journal, those of earlier sessions included.
func (j *Journal) Done() int { return j.done }

// Write appends a row. It is on disk about a second later, or after Close; an
// error of that shows in the next Write or in Close.
func (j *Journal) Write(r Row) error {
	line, err := marshalLine(r)
	if err != nil {
		return fmt.Errorf("row %d of %s: %w", j.done, j.file.Name(), err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err == nil {
		_, j.err = j.buf.Write(line)
	}
	if j.err != nil {
		return j.err
	}
	if j.timer == nil {
		j.timer = time.AfterFunc(syncEvery, j.sync)
	}
	j.done++
	return nil
}

func (j *Journal) sync() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.timer = nil
	j.flush()
}

// flush puts everything on disk. The caller holds mu.
func (j *Journal) flush() {
	if j.err == nil {
		j.err = j.buf.Flush()
	}
	if j.err == nil {
		j.err = j.file.Sync()
	}
}

// Close puts everything on disk and closes the file.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.timer != nil {
		j.timer.Stop()
		j.timer = nil
	}
	j.flush()
	err := j.file.Close()
	if j.err == nil {
		j.err = err
	}
	err, j.err = j.err, os.ErrClosed
	return err
}

// marshalLine is the one form in which headers and rows are written: the JSON of
// encoding/json, in the order of the fields, with <, > and & as they are.
func marshalLine(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}
