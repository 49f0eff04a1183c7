// Package acceptance uses the generated SDK the way an app does: through its
// exported names only, over HTTP, against servers that answer as the API would.
//
// The package has nothing but tests. They hold the promises that the SDK makes to
// an app developer, whichever part of the generator or its runtime keeps them.
package acceptance
