package scenarios

import (
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// The TOML library keeps the positions of keys and values to itself, so they are taken by a pass
// of our own, linear in the size of the file. It trusts that the library has accepted, or will
// refuse, the text; on a text that is not TOML it stops somewhere, without harm.

// maxDepth is the deepest nesting of keys, tables and lists. Real files need about six.
const maxDepth = 32

// span is a range of bytes.
type span struct{ start, end int }

// positions holds where keys and values stand, by path. A path is the keys joined by pathMark;
// elements of a list are "#0", "#1", … .
type positions struct {
	keys, values map[string]span
	arrayTable   *span // the first [[…]], if any
	tooDeep      *span // the first nesting beyond maxDepth
}

const pathMark = "\x00"

func join(prefix, key string) string { return prefix + pathMark + key }

func element(prefix string, i int) string { return prefix + pathMark + "#" + strconv.Itoa(i) }

type scanner struct {
	text string
	at   int
	positions
}

// locate takes the positions of all keys and values of a text.
func locate(text string) positions {
	s := &scanner{text: text, positions: positions{keys: map[string]span{}, values: map[string]span{}}}
	prefix := ""
	for s.blank(true); s.at < len(s.text) && s.tooDeep == nil; s.blank(true) {
		before := s.at
		if s.peek() == '[' {
			prefix = s.header()
		} else {
			s.pair(prefix, 0)
		}
		if s.at == before { // not TOML: the library says so
			break
		}
	}
	return s.positions
}

func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// blank skips spaces and tabs and, where they may stand, line ends and comments.
func (s *scanner) blank(lines bool) {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == ' ' || c == '\t':
		case lines && (c == '\n' || c == '\r'):
		case lines && c == '#':
			end := strings.IndexByte(s.text[s.at:], '\n')
			if end < 0 {
				s.at = len(s.text)
				return
			}
			s.at += end
		default:
			return
		}
		s.at++
	}
}

// header reads [a.b] and returns its path. A table that was only implied before gets the
// position of its own header.
func (s *scanner) header() string {
	start := s.at
	double := strings.HasPrefix(s.text[s.at:], "[[")
	s.at++
	if double {
		s.at++
	}
	segments := s.keyPath()
	for s.peek() == ']' {
		s.at++
	}
	whole := span{start, s.at}
	if double && s.arrayTable == nil {
		s.arrayTable = &whole
	}
	path := ""
	for i, segment := range segments {
		path = join(path, segment.name)
		if _, known := s.keys[path]; !known || i == len(segments)-1 {
			s.keys[path] = whole
			s.values[path] = whole
		}
	}
	return path
}

type segment struct {
	name string
	span
}

// keyPath reads a dotted key.
func (s *scanner) keyPath() []segment {
	var segments []segment
	for {
		s.blank(false)
		start := s.at
		name, ok := s.keyName()
		if !ok {
			return segments
		}
		segments = append(segments, segment{name, span{start, s.at}})
		if len(segments) > maxDepth {
			s.tooDeep = &span{start, s.at}
			return segments
		}
		s.blank(false)
		if s.peek() != '.' {
			return segments
		}
		s.at++
	}
}

func (s *scanner) keyName() (string, bool) {
	if c := s.peek(); c == '"' || c == '\'' {
		start := s.at
		s.quoted(c)
		raw := s.text[start:s.at]
		if c == '\'' || !strings.Contains(raw, `\`) {
			return strings.Trim(raw, string(c)), true
		}
		return unquote(raw), true
	}
	start := s.at
	for s.at < len(s.text) && !strings.ContainsRune(" \t\r\n.=[]{},#\"'", rune(s.text[s.at])) {
		s.at++
	}
	return s.text[start:s.at], s.at > start
}

// unquote leaves the escapes of a quoted key to the library.
func unquote(raw string) string {
	var into struct{ Key string }
	if _, err := toml.Decode("key = "+raw, &into); err != nil {
		return raw // not TOML: the library says so for the whole file
	}
	return into.Key
}

// pair reads key = value.
func (s *scanner) pair(prefix string, depth int) {
	start := s.at
	segments := s.keyPath()
	path := prefix
	for i, segment := range segments {
		path = join(path, segment.name)
		if _, known := s.keys[path]; !known {
			s.keys[path] = segment.span
			if i < len(segments)-1 {
				s.values[path] = span{start, segment.end}
			}
		}
	}
	s.blank(false)
	if s.peek() != '=' {
		return
	}
	s.at++
	s.blank(false)
	s.value(path, depth+len(segments))
}

func (s *scanner) value(path string, depth int) {
	start := s.at
	if depth > maxDepth {
		s.tooDeep = &span{start, min(start+1, len(s.text))}
	}
	if s.tooDeep != nil {
		s.at = len(s.text)
		return
	}
	switch c := s.peek(); c {
	case '"', '\'':
		s.quoted(c)
	case '[':
		s.list(path, depth)
	case '{':
		s.inlineTable(path, depth)
	default:
		s.plain()
	}
	s.values[path] = span{start, s.at}
}

// quoted skips a string, of one line or of several.
func (s *scanner) quoted(quote byte) {
	mark := string(quote)
	if long := strings.Repeat(mark, 3); strings.HasPrefix(s.text[s.at:], long) {
		mark = long
	}
	s.at += len(mark)
	for s.at < len(s.text) {
		switch {
		case quote == '"' && s.text[s.at] == '\\':
			s.at += 2
		case strings.HasPrefix(s.text[s.at:], mark):
			s.at += len(mark)
			for n := 0; len(mark) == 3 && n < 2 && s.peek() == quote; n++ {
				s.at++ // up to two quotes may stand before the closing three
			}
			return
		case len(mark) == 1 && s.text[s.at] == '\n':
			return
		default:
			s.at++
		}
	}
	s.at = len(s.text)
}

func (s *scanner) list(path string, depth int) {
	s.at++
	for i := 0; ; i++ {
		s.blank(true)
		if s.at >= len(s.text) {
			return
		}
		if s.peek() == ']' {
			s.at++
			return
		}
		before := s.at
		s.value(element(path, i), depth+1)
		s.blank(true)
		if s.peek() == ',' {
			s.at++
		}
		if s.at == before {
			return
		}
	}
}

func (s *scanner) inlineTable(path string, depth int) {
	s.at++
	for {
		s.blank(true)
		if s.at >= len(s.text) {
			return
		}
		if s.peek() == '}' {
			s.at++
			return
		}
		before := s.at
		s.pair(path, depth+1)
		s.blank(true)
		if s.peek() == ',' {
			s.at++
		}
		if s.at == before {
			return
		}
	}
}

// plain skips a number, date or truth value; a date may hold a space.
func (s *scanner) plain() {
	for s.at < len(s.text) && !strings.ContainsRune(",]}#\r\n", rune(s.text[s.at])) {
		s.at++
	}
	for s.at > 0 && (s.text[s.at-1] == ' ' || s.text[s.at-1] == '\t') {
		s.at--
	}
}
