//go:build !unchecked

package corridor

// checked tells that every run checks the rules of the model while it goes on. Only the benchmark of what that costs is built
// without, with the tag unchecked.
const checked = true
