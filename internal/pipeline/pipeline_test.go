package pipeline

import (
	"context"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
)

// optionsOf returns options with just a source, empty for the embedded description,
// and the name of the package.
func optionsOf(source, pkg string) Options {
	opts := Options{Go: golang.Options{Package: pkg}}
	if source != "" {
		opts.Inputs.Sources = []diag.Text{{Value: source}}
	}
	return opts
}

// filesOf returns the files of an SDK.
func filesOf(run *Run, source, pkg string) ([]emit.File, error) {
	sdk, err := run.Emit(context.Background(), optionsOf(source, pkg))
	if err != nil {
		return nil, err
	}
	return sdk.Files, nil
}
