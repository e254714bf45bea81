package corridor

// fifo is a queue of trains, linked through them: a train stands in one at most. The zero value is empty.
type fifo struct{ first, last *train }

func (q *fifo) push(tr *train) {
	if q.first == nil {
		q.first = tr
	} else {
		q.last.behind = tr
	}
	q.last = tr
}

func (q *fifo) pushFront(tr *train) {
	tr.behind = q.first
	if q.first == nil {
		q.last = tr
	}
	q.first = tr
}

// pop takes the first of those that wait.
func (q *fifo) pop() *train {
	tr := q.first
	q.first = tr.behind
	tr.behind = nil
	return tr
}
