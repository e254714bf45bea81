package corridor

import (
	"testing"
	"unsafe"
)

// What most events ask for lies in whole lines of the processor's cache: see train and consignment.
func TestLinesOfMemory(t *testing.T) {
	const line = 64
	if n := unsafe.Sizeof(train{}); n != 3*line {
		t.Errorf("a train has %d bytes", n)
	}
	if n := unsafe.Offsetof(train{}.pace); n != 2*line {
		t.Errorf("what nearly every event asks of a train has %d bytes", n)
	}
	if n := unsafe.Sizeof(consignment{}); n != 2*line {
		t.Errorf("a consignment has %d bytes", n)
	}
	if n := unsafe.Offsetof(consignment{}.serial); n != line {
		t.Errorf("what each charge asks of a consignment has %d bytes", n)
	}
}
