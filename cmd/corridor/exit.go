package main

import (
	"errors"
	"fmt"
)

// Exit codes, the same for every verb.
const (
	exitDone    = 0
	exitFailed  = 1 // a replication failed, or something could not be written or read
	exitUsage   = 2 // wrong flags or arguments
	exitInvalid = 3 // a scenario is invalid
	exitStopped = 4 // stopped by the user, can be resumed
)

// failure is an error with the exit code that it stands for; without err all has been said.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string { return fmt.Sprint(f.err) }
func (f *failure) Unwrap() error { return f.err }

func failed(format string, args ...any) error {
	return &failure{exitFailed, fmt.Errorf(format, args...)}
}

func misused(format string, args ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, args...)}
}

// also joins a second failure to a first, whose exit code stands.
func also(first, second error) error {
	var f *failure
	if second == nil || !errors.As(first, &f) {
		return errors.Join(first, second)
	}
	return &failure{f.code, fmt.Errorf("%w\ncorridor: %w", f.err, second)}
}
