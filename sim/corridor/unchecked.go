//go:build unchecked

package corridor

const checked = false
