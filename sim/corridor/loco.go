package corridor

var locoKind = Kind{Name: "loco", Doc: "A pool of line locomotives: a finite number, of which a train needs one from depot to depot or to a change of gauge.", New: func() Spec {
	return &Loco{}
}}

// Loco is a pool of equal locomotives. It works as a pool of wagons (wagon.go) of which every train takes one; where
// more trains arrive than set out, locomotives run back light, as trains over the same lines.
type Loco struct {
	Count  int        `doc:"locomotives in the pool; 0: as many as are asked for" min:"0" max:"100000" dated:"yes"`
	Trains []Ref      `doc:"kinds of train that they draw" need:"yes" to:"train"`
	Stock  Map[Stock] `doc:"where free locomotives stand; a return is a flow of light engines, in trains of one wagon" need:"yes"`
	Repair *Repair    `doc:"breakdown and inspection: of some locomotives, at the end of a run; absent: none"`
}

func (l *Loco) build(b *builder) { l.stocks().pool(b, engines, 1) }

// stocks is the pool as one of wagons.
func (l *Loco) stocks() *Wagon {
	return &Wagon{Count: l.Count, Trains: l.Trains, Stock: l.Stock, Repair: l.Repair}
}

func (l *Loco) feeds() []Ref { return l.stocks().feeds() }

func (l *Loco) check(c *checker, path string) {
	l.stocks().checkStocks(c, path)
	for _, r := range l.Trains {
		if spec[*Train](c.s, r).Empties > 0 {
			c.say(string(r)+".empties", "its locomotives come from a pool, and go back by the return of a stock")
		}
	}
}

func (l *Loco) checkChange(c *checker, path string, to Spec) {
	l.stocks().checkChange(c, path, to.(*Loco).stocks())
}

func locosOff(s *Scenario) { each(s, func(l *Loco) { l.Count = 0 }) }
