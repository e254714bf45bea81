package scenarios

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"
)

// maxBytes is the largest file that is read: a scenario is written by people, so what is larger is
// not one.
const maxBytes = 5_000_000

// source is a text that was read, with what is needed to say where in it something stands.
type source struct {
	name   string // as the user would write it
	order  int    // rank of the source in the list of problems
	text   string
	starts []int // offset of each line
	inline bool  // a --set of the command line: one line, no line number
}

func newSource(name, text string) *source {
	s := &source{name: name, text: text, starts: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// line returns the number of the line that holds an offset, from 1, and its text.
func (s *source) line(offset int) (number, start int, text string) {
	n := sort.SearchInts(s.starts, offset+1)
	start = s.starts[n-1]
	end := len(s.text)
	if n < len(s.starts) {
		end = s.starts[n] - 1
	}
	return n, start, strings.TrimSuffix(s.text[start:end], "\r")
}

// files opens files of the operating system or of an fs.FS, and keeps the tables that it has read.
type files struct {
	fs     fs.FS
	tables map[string]tableOrError
}

func newFiles(from fs.FS) files { return files{from, map[string]tableOrError{}} }

// join resolves a path that stands in a file: it is relative to that file.
func (f files) join(file, relative string) string {
	if f.fs != nil {
		return path.Join(path.Dir(file), relative)
	}
	if filepath.IsAbs(relative) {
		return filepath.Clean(relative)
	}
	return filepath.Join(filepath.Dir(file), filepath.FromSlash(relative))
}

// clean gives the one spelling of a path by which files are told apart.
func (f files) clean(name string) string {
	if f.fs != nil {
		return path.Clean(name)
	}
	return filepath.Clean(name)
}

// read returns the text of a file, or why it cannot be a text of ours.
func (f files) read(name string) (string, error) {
	file, err := f.open(name)
	if err != nil {
		return "", readable(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", readable(err)
	}
	if info.IsDir() {
		return "", errors.New("is a directory, not a file")
	}
	if !info.Mode().IsRegular() {
		return "", errors.New("is not a regular file")
	}
	data, err := io.ReadAll(io.LimitReader(file, maxBytes+1))
	if err != nil {
		return "", readable(err)
	}
	return checkText(data)
}

func (f files) open(name string) (fs.File, error) {
	if f.fs != nil {
		return f.fs.Open(name)
	}
	return os.Open(name)
}

// checkText refuses what no parser should be given.
func checkText(data []byte) (string, error) {
	if len(data) > maxBytes {
		return "", fmt.Errorf("is larger than the limit of %d MB", maxBytes/1_000_000)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if strings.TrimSpace(text) == "" {
		return "", errors.New("is empty")
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		return "", fmt.Errorf("is not a text file: it holds a zero byte at offset %d", i)
	}
	if !utf8.ValidString(text) {
		for i, r := range text {
			if r == utf8.RuneError {
				return "", fmt.Errorf("is not a text file in UTF-8: invalid byte at offset %d", i)
			}
		}
	}
	return text, nil
}

// readable drops the name and the system call from an error of the file system: the problem
// names the file itself.
func readable(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("does not exist")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read: permission denied")
	case errors.Is(err, fs.ErrInvalid):
		return errors.New("does not exist: the path leaves the folder")
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return fmt.Errorf("cannot be read: %w", pathError.Err)
	}
	return fmt.Errorf("cannot be read: %w", err)
}
