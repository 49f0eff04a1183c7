package pipeline

import "strings"

// checkRemovals reports operations that the SDK had and that cannot be generated any more.
// A warning among hundreds is not enough for a method that apps call.
func (r *Run) checkRemovals(p *parsed, opts Output) {
	if opts.AllowRemovals {
		return
	}
	for _, o := range p.api.LeftOut {
		name := p.lock.Had(o)
		if name == "" {
			continue
		}
		why := make([]string, len(o.Reasons))
		for i, reason := range o.Reasons {
			why[i] = reason.Message + " [" + reason.Code + "]"
		}
		d := r.Diags.Errorf("removed-operation", o.Pos, "%s %s would be left out, and the SDK loses %s, which it had: %s",
			o.Method, o.Path, name, strings.Join(why, "; "))
		d.Pointer = o.Pointer()
		d.Hint = "correct what stands in the way, or accept it with --allow-removals"
	}
}
