package experiment

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/quick"
)

func TestFloatSurvivesJSON(t *testing.T) {
	same := func(bits uint64) bool {
		v := math.Float64frombits(bits)
		text, err := json.Marshal(Float(v))
		var back Float
		if err != nil || json.Unmarshal(text, &back) != nil {
			return false
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return string(text) == "null" && math.IsNaN(float64(back))
		}
		return math.Float64bits(float64(back)) == bits
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 20_000}); err != nil {
		t.Error(err)
	}
	for _, v := range []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, 5e-324, 1e21, 0.1} {
		if !same(math.Float64bits(v)) {
			t.Errorf("%v does not survive", v)
		}
	}
}

// write makes a journal of this text.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.jsonl")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	header = `{"Name":"a","Seed":7}` + "\n"
	row0   = `{"variant":0,"replication":0,"seed":7,"events":9,"values":[1.5,null]}` + "\n"
	row1   = `{"variant":0,"replication":1,"seed":7,"events":3,"fault":"deadlock <here>"}` + "\n"
)

func TestRead(t *testing.T) {
	var h testHeader
	rows, _, err := Read(write(t, header+row0+row1), &h)
	if err != nil || len(rows) != 2 || h != (testHeader{"a", 7}) {
		t.Fatalf("%d rows, header %v, %v", len(rows), h, err)
	}
	if r := rows[0]; r.Values[0] != 1.5 || !math.IsNaN(float64(r.Values[1])) || r.Events != 9 {
		t.Errorf("row 0: %+v", r)
	}
	if want := (Row{Replication: 1, Seed: 7, Events: 3, Fault: "deadlock <here>"}); !reflect.DeepEqual(rows[1], want) {
		t.Errorf("row 1: %+v", rows[1])
	}
}

func TestReadSaysWhere(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ":1: last line is torn"},
		{"torn header", `{"Name"`, ":1: last line is torn"},
		{"no JSON", header + "x\n", ":2: invalid character"},
		{"unknown key", header + row0 + `{"variants":1}` + "\n", `:3: json: unknown field "variants"`},
		{"number as text", header + `{"values":["1"]}` + "\n", ":2: "},
		{"two values in a line", header + strings.TrimSpace(row0) + row0, ":2: more than one value"},
		{"empty line", header + "\n" + row0, ":2: EOF"},
		{"values beside a fault", header + `{"fault":"x","values":[1]}` + "\n", ":2: a row with a fault has values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var h testHeader
			path := write(t, c.text)
			_, _, err := Read(path, &h)
			if err == nil || !strings.Contains(err.Error(), path+c.want) {
				t.Errorf("got %v, want …%s", err, c.want)
			}
		})
	}
	if _, _, err := Read(filepath.Join(t.TempDir(), "none"), &testHeader{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// TestReadStrange: keys of the header that another build has written are named, and nothing but them is lost.
func TestReadStrange(t *testing.T) {
	type inner struct {
		A int            `json:"a"`
		B map[string]any `json:"b,omitempty"`
	}
	var h struct {
		Name string  `json:"name"`
		List []inner `json:"list"`
		One  *inner
	}
	line := `{"name":"x","list":[{"a":1,"gone":{"a":2}},{"a":3,"gone":0,"b":{"any":1}}],"ONE":{"a":4,"c":[]},"more":[1]}` + "\n"
	rows, unknown, err := Read(write(t, line+row0), &h)
	if err != nil || len(rows) != 1 || h.Name != "x" || len(h.List) != 2 || h.List[1].A != 3 || h.One.A != 4 {
		t.Errorf("%d rows, %+v, %v", len(rows), h, err)
	}
	if want := []string{"ONE.c", "list.gone", "more"}; !slices.Equal(unknown, want) {
		t.Errorf("unknown %v, want %v", unknown, want)
	}
}

func TestReadTorn(t *testing.T) {
	whole := header + row0 + row1
	for cut := 1; cut < len(row1); cut++ {
		var h testHeader
		rows, _, err := Read(write(t, whole[:len(whole)-cut]), &h)
		if !errors.Is(err, ErrTorn) || len(rows) != 1 {
			t.Fatalf("%d bytes cut: %d rows, %v", cut, len(rows), err)
		}
	}
}

// TestOpenAfterAnyTear cuts a journal at every byte: the rest is kept to the last whole
// line, and the missing lines bring back the same bytes.
func TestOpenAfterAnyTear(t *testing.T) {
	whole := header + row0 + row1
	var h testHeader
	rows, _, err := Read(write(t, whole), &h)
	if err != nil {
		t.Fatal(err)
	}
	for size := range len(whole) + 1 {
		path := write(t, whole[:size])
		j, err := Open(path, h)
		if err != nil {
			t.Fatalf("%d bytes left: %v", size, err)
		}
		if want := max(0, strings.Count(whole[:size], "\n")-1); j.Done() != want {
			t.Errorf("%d bytes left: %d rows done, want %d", size, j.Done(), want)
		}
		for _, r := range rows[j.Done():] {
			if err := j.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		if text, _ := os.ReadFile(path); string(text) != whole {
			t.Errorf("%d bytes left: became\n%s", size, text)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"other seed", strings.Replace(header, "7", "8", 1) + row0, ":1: the header is of another experiment"},
		{"torn header of another", `{"Name":"b`, ":1: the header is of another experiment"},
		{"bad row", header + "{]\n" + row0, ":2: invalid character"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, c.text)
			_, err := Open(path, testHeader{"a", 7})
			if err == nil || !strings.Contains(err.Error(), path+c.want) {
				t.Errorf("got %v, want …%s", err, c.want)
			}
			if text, _ := os.ReadFile(path); string(text) != c.text {
				t.Error("a refused journal was changed")
			}
		})
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none"), testHeader{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func TestCreateRefusesToReplace(t *testing.T) {
	path := write(t, header+row0)
	if _, err := Create(path, testHeader{"a", 7}, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	j, err := Create(path, testHeader{"b", 7}, true)
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); string(text) != `{"Name":"b","Seed":7}`+"\n" {
		t.Errorf("with force, before Close: %s", text)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(write(t, ""), math.NaN(), true); err == nil {
		t.Error("a header that is no JSON was taken")
	}
}

func TestWriteAfterClose(t *testing.T) {
	j, err := Create(filepath.Join(t.TempDir(), "j"), testHeader{}, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := j.Write(Row{}); !errors.Is(err, os.ErrClosed) || j.Done() != 0 {
		t.Errorf("got %v, %d rows", err, j.Done())
	}
}

// TestSync calls what the timer calls a second after a Write.
func TestSync(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, err := Create(path, testHeader{"a", 7}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	for range 2 {
		if err := j.Write(Row{}); err != nil {
			t.Fatal(err)
		}
	}
	j.sync()
	var h testHeader
	if rows, _, err := Read(path, &h); err != nil || len(rows) != 2 {
		t.Errorf("%d rows on disk before Close, %v", len(rows), err)
	}
}

// TestWriteErrorSticks: after a failure nothing more is written, so no line is lost between
// two that are there.
func TestWriteErrorSticks(t *testing.T) {
	j, err := Create(filepath.Join(t.TempDir(), "j"), testHeader{"a", 7}, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.file.Close(); err != nil {
		t.Fatal(err)
	}
	if err := j.Write(Row{}); err != nil {
		t.Fatal(err) // only in memory yet
	}
	j.sync()
	if err := j.Write(Row{}); !errors.Is(err, os.ErrClosed) || j.Done() != 1 {
		t.Errorf("after a failed sync: %v, %d rows", err, j.Done())
	}
	if err := j.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Close: %v", err)
	}
}

// FuzzRead: whatever is read writes back to a journal that reads the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(header + row0 + row1))
	f.Add([]byte(header + row0 + row1[:20]))
	f.Add([]byte(header + "\x00\x00\x00"))
	f.Add([]byte(`null` + "\n" + `{"values":[]}` + "\n"))
	f.Add([]byte(header + `{"values":[1e999]}` + "\n"))
	f.Add([]byte(header + `{"fault":"\ud800","seed":18446744073709551615}` + "\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := write(t, string(text))
		var h, h2 testHeader
		rows, _, err := Read(path, &h)
		if err != nil && !(errors.Is(err, ErrTorn) && bytes.IndexByte(text, '\n') >= 0) {
			return
		}
		j, err := Create(path, h, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if err := j.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		first, _ := os.ReadFile(path)
		again, _, err := Read(path, &h2)
		if err != nil || h2 != h || len(again) != len(rows) {
			t.Fatalf("%d rows, %v, after %d rows", len(again), err, len(rows))
		}
		for _, r := range again {
			line, err := marshalLine(r)
			if err != nil || !bytes.Contains(first, line) {
				t.Fatalf("%s is not in\n%s", line, first)
			}
		}
	})
}
