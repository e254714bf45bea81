package corridor

// change takes a new Spec of a terminal or port.
func (d *depot) change(w *World, b *builder, to Spec) {
	switch x := to.(type) {
	case *Terminal:
		d.changeLand(w, b, x.Siding, x.Storage, x.Dwell)
	case *Port:
		d.port.change(w, b, x)
		d.changeLand(w, b, x.Siding, x.Storage, x.Dwell)
	}
}
