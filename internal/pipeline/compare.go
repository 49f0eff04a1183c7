package pipeline

import (
	"context"

	"github.com/StackOneHQ/stackone-gen/internal/changes"
)

// Named reads the sources into an API and decides its names, as for an SDK that is not
// written. Findings have the severities of the options.
func (r *Run) Named(ctx context.Context, opts Options) (*SDK, error) {
	p, err := r.parse(ctx, opts)
	if err != nil {
		return nil, err
	}
	table, err := r.names(p, opts.Go.Names)
	if settled := r.settle(opts.Severity); err == nil {
		err = settled
	}
	if err != nil {
		return nil, err
	}
	return &SDK{API: p.api, Names: table, inputs: p.inputs}, ctx.Err()
}

// Changes compares the SDK of a base with the one that a run would write. What the base has
// keeps its names, as after a run for the base. Of two errors it is the first, and the
// diagnostics are those of that run.
func Changes(ctx context.Context, base *Base, old, run *Run, opts Options) (*changes.Report, error) {
	defer base.relabel(&old.Diags)
	before, err := base.Options(ctx, old, opts)
	if err != nil {
		return nil, err
	}
	was, err := old.Named(ctx, before)
	if err != nil {
		return nil, err
	}
	opts.Output.Names = was.Names.Lock()
	is, err := run.Named(ctx, opts)
	if err != nil {
		return nil, err
	}
	report := changes.Compare(changes.Side{API: was.API, Names: was.Names}, changes.Side{API: is.API, Names: is.Names}, opts.Go.Version)
	for _, c := range report.Changes {
		c.Old.File = base.Relabel(c.Old.File)
	}
	return report, nil
}
