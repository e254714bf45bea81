package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Meta is what a table says about itself beside its keys.
type Meta struct {
	Source     string            // where its values come from
	Sources    map[string]string // or where single values come from, by key
	Note       string
	Calibrated []string // keys whose values were fitted to observations
}

// DatedMeta is what tables say about themselves from a day inside the run on; "" is from the beginning.
type DatedMeta struct {
	From string
	Meta map[string]Meta
}

// MetaByDay is Meta at the beginning and from each day on which the scenario changes.
func (f *File) MetaByDay() []DatedMeta {
	first := maps.Clone(f.Meta)
	maps.DeleteFunc(first, func(path string, _ Meta) bool { return f.from(path) != "" })
	all := []DatedMeta{{Meta: first}}
	for _, s := range f.states {
		all = append(all, DatedMeta{s.day.Format(time.DateOnly), s.meta})
	}
	return all
}

func (m Meta) empty() bool {
	return m.Source == "" && len(m.Sources) == 0 && m.Note == "" && len(m.Calibrated) == 0
}

func (m Meta) clone() Meta {
	m.Sources, m.Calibrated = maps.Clone(m.Sources), slices.Clone(m.Calibrated)
	return m
}

// addSources adds what the file itself says; what measures said of single keys stands.
func (m *Meta) addSources(source string, sources map[string]string) {
	m.Source = source
	for key, text := range sources {
		if _, known := m.Sources[key]; !known {
			m.setSource(key, text)
		}
	}
}

func (m *Meta) setSource(key, text string) {
	if m.Sources == nil {
		m.Sources = map[string]string{}
	}
	m.Sources[key] = text
}

// addNote puts the note of the file before those of measures.
func (m *Meta) addNote(note string) {
	if m.Note != "" && note != "" {
		note += "; "
	}
	m.Note = note + m.Note
}

// overlay adds what a measure says of the keys that it changes in a table.
func (m *Meta) overlay(of Meta, changed []string) {
	if of.Source != "" {
		for _, key := range changed {
			m.setSource(key, of.Source)
		}
	}
	for key, text := range of.Sources {
		m.setSource(key, text)
	}
	if of.Note != "" {
		if m.Note != "" {
			m.Note += "; "
		}
		m.Note += of.Note
	}
	m.Calibrated = append(m.Calibrated, of.Calibrated...)
}

// source reads where values come from: one text for the table, or one for each key.
func (r *reading) source(k *node, path string, n *node) (string, map[string]string) {
	if s, ok := k.value.(string); ok {
		return s, nil
	}
	if k.shape != table {
		r.wrongType(k, path+".source", "a text in quotes, nor a table of such texts by key")
		return "", nil
	}
	sources := map[string]string{}
	for _, e := range k.kids {
		if n.kid(e.key) == nil {
			r.error(e.at, fmt.Sprintf("%s.source names %q, which is no key of this table", path, e.key), didYouMean(e.key, n.keys()))
			continue
		}
		sources[e.key], _ = r.textKey(k, path+".source", e.key)
	}
	return "", sources
}

// calibrated reads which keys were fitted to observations; true is all that are there.
func (r *reading) calibrated(k *node, path string, n *node, keys []string) []string {
	present := slices.DeleteFunc(n.keys(), func(key string) bool { return !slices.Contains(keys, key) })
	if all, ok := k.value.(bool); ok {
		if all {
			return present
		}
		return nil
	}
	if k.shape != list {
		r.wrongType(k, path+".calibrated", "true or a list of keys")
		return nil
	}
	var fitted []string
	for _, e := range k.kids {
		key, ok := e.value.(string)
		if !ok || !slices.Contains(present, key) {
			r.error(e.val, fmt.Sprintf("%s.calibrated names %s, which is no key of this table", path, e.written()), didYouMean(key, present))
			continue
		}
		fitted = append(fitted, key)
	}
	return fitted
}
