package corridor

// change takes a new Spec of a terminal or port.
func (d *depot) change(w *World, b *builder, to Spec) {
	if p, is := to.(*Port); is {
		d.port.change(w, b, p)
	}
}
