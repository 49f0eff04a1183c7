package output

import (
	"bytes"
	"cmp"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// Plan is what a run would do to a folder. Making one changes nothing, so it
// serves a check and a diff as well as a write. All lists are sorted.
type Plan struct {
	Create    []string // not there yet
	Update    []string // to be replaced
	Unchanged []string // already as generated
	Remove    []string // in the manifest but no longer generated
	Conflicts []Conflict
	// ManifestChanged is set if the manifest itself is to be written. It may
	// be the only change, for example after an edit of an input that does not
	// show in the output.
	ManifestChanged bool

	current  map[string]standing // what stands at the paths to update and remove
	wanted   map[string][]byte   // what is to stand at the paths to create and update
	manifest []byte
}

// Conflict is something in the way of a generated file.
type Conflict struct {
	Path string
	Code string // the code of its diagnostic
}

// Changed reports whether carrying out the plan would change anything.
func (p *Plan) Changed() bool {
	return p.ManifestChanged || len(p.Create)+len(p.Update)+len(p.Remove) > 0
}

// Old returns what stands now at a path of Update or Remove.
func (p *Plan) Old(name string) []byte { return p.current[name].data }

// New returns what is to stand at a path of Create or Update.
func (p *Plan) New(name string) []byte { return p.wanted[name] }

// NewPlan finds out what Write would do. What is in the way is reported to ds
// and listed in the plan; an error is about the disk or about a path that no
// generator should make. Traces of a run that was killed are cleared away
// first, because they hide the true state of the folder; otherwise nothing is
// touched.
func NewPlan(dir string, files []emit.File, opts Options, ds *diag.List) (*Plan, error) {
	if err := checkFiles(files); err != nil {
		return nil, err
	}
	d, err := openDisk(dir, nil)
	if err != nil {
		return nil, err
	}
	defer d.close()
	if !d.atRest() {
		unlock, err := d.lock()
		if err != nil {
			return nil, err
		}
		defer unlock()
		if err := d.recover(opts.Force); err != nil {
			return nil, err
		}
	}
	return d.plan(files, opts, ds)
}

// planner collects a plan while it looks at one path after the other.
type planner struct {
	*Plan
	disk  *disk
	ds    *diag.List
	force bool
	owned map[string]string // path -> SHA-256, from the old manifest
}

func (d *disk) plan(files []emit.File, opts Options, ds *diag.List) (*Plan, error) {
	text, err := newManifest(files, opts)
	if err != nil {
		return nil, err
	}
	p := &planner{
		Plan: &Plan{
			current:  make(map[string]standing),
			wanted:   make(map[string][]byte),
			manifest: text,
		},
		disk:  d,
		ds:    ds,
		force: opts.Force,
	}
	if err := p.readManifest(); err != nil || len(p.Conflicts) > 0 {
		return p.Plan, err
	}
	generated := make(map[string]bool, len(files))
	for _, f := range files {
		generated[f.Path] = true
	}
	for _, name := range slices.Sorted(maps.Keys(p.owned)) {
		if !generated[name] {
			if err := p.planStale(name); err != nil {
				return nil, err
			}
		}
	}
	byPath := func(a, b emit.File) int { return cmp.Compare(a.Path, b.Path) }
	for _, f := range slices.SortedFunc(slices.Values(files), byPath) {
		if err := p.planFile(f); err != nil {
			return nil, err
		}
	}
	return p.Plan, nil
}

// readManifest learns which files are the generator's.
func (p *planner) readManifest() error {
	now, err := p.disk.standing(ManifestName, nil)
	if err != nil {
		return err
	}
	switch now.kind {
	case absent:
		p.ManifestChanged = true
		return nil
	case regular:
	default:
		p.inTheWay(now)
		return nil
	}
	m, fault := parseManifest(p.disk.full(ManifestName), now.data)
	if fault != nil {
		p.conflict(ManifestName, "bad-manifest", fault.Pos, "the list of generated files cannot be read: "+fault.Message,
			fault.Hint+", or delete it: files that equal the generated ones are then taken over")
		return nil
	}
	p.owned = m.Files
	p.current[ManifestName] = now
	p.ManifestChanged = !bytes.Equal(now.data, p.manifest)
	return nil
}

// planStale decides about a file that is no longer generated.
func (p *planner) planStale(name string) error {
	now, err := p.disk.standing(name, nil)
	switch {
	case err != nil:
		return err
	case now.kind == absent || now.kind == blocked:
		// It was deleted, or its folder gave way to a file.
	case now.kind == regular && digest(now.data) == p.owned[name]:
		p.Remove = append(p.Remove, name)
		p.current[name] = now
	default:
		p.ds.Warnf("edited-stale-file", diag.Position{File: p.disk.full(name)},
			"this file is no longer generated, but it was changed by hand and is kept").Hint = "delete it if you do not need it; it counts as your own file from now on"
	}
	return nil
}

// planFile decides about a generated file.
func (p *planner) planFile(f emit.File) error {
	now, err := p.disk.standing(f.Path, p.Remove)
	if err != nil {
		return err
	}
	if now.kind == regular && p.isRespelled(f.Path, now) {
		now = standing{kind: absent}
	}
	sum, owned := p.owned[f.Path]
	edited := now.kind == regular && !(owned && fileDigest(f, now.data) == sum)
	if f.Keep && now.kind == regular {
		var lost []string
		if f.Data, lost = carry(f.Data, now.data); len(lost) > 0 && !p.force && !edited {
			p.lost(f.Path, lost)
			return nil
		}
	}
	switch {
	case now.kind == absent:
		p.Create = append(p.Create, f.Path)
		p.wanted[f.Path] = f.Data
		return nil
	case now.kind != regular:
		p.inTheWay(now)
		return nil
	case bytes.Equal(now.data, f.Data):
		p.Unchanged = append(p.Unchanged, f.Path)
		return nil
	case p.force || !edited:
		p.Update = append(p.Update, f.Path)
		p.current[f.Path] = now
		p.wanted[f.Path] = f.Data
		return nil
	}
	if owned {
		p.edited(f, now.data)
	} else {
		p.conflict(f.Path, "foreign-file", diag.Position{File: p.disk.full(f.Path)},
			"a generated file belongs here, but this one was not written by the generator",
			"move it away; --force overwrites it")
	}
	return nil
}

// edited reports a generated file that was changed by hand. Where a mark of what is
// to be kept was broken, that is what people want to know.
func (p *planner) edited(f emit.File, data []byte) {
	pos := diag.Position{File: p.disk.full(f.Path)}
	if _, fault := regions(data); f.Keep && fault != nil {
		pos.Line = fault.line
		p.conflict(f.Path, "edited-file", pos, fault.message,
			"write the marks as they were, each on a line of its own; --force overwrites the file and what is between them")
		return
	}
	p.conflict(f.Path, "edited-file", pos,
		"this generated file was changed by hand since it was written",
		"undo the change or move it to a file of your own; --force overwrites it")
}

// lost reports regions with content that the new file has no place for.
func (p *planner) lost(name string, regions []string) {
	p.conflict(name, "kept-region", diag.Position{File: p.disk.full(name)},
		"the new file no longer has the regions whose content is to be kept: "+strings.Join(regions, ", "),
		"move their content elsewhere; --force drops it")
}

// isRespelled reports whether what stands at a path is a file to be removed,
// seen under a name that differs only in case by a file system that ignores it.
func (p *planner) isRespelled(name string, now standing) bool {
	return slices.ContainsFunc(p.Remove, func(stale string) bool {
		return fold(stale) == fold(name) && os.SameFile(p.current[stale].info, now.info)
	})
}

// inTheWay reports a thing that is not a file where one is needed, or not a
// folder where one is needed.
func (p *planner) inTheWay(now standing) {
	pos := diag.Position{File: p.disk.full(now.at)}
	switch now.kind {
	case link:
		p.conflict(now.at, "symbolic-link", pos,
			"generated files are not written through a symbolic link",
			"remove the link or choose another folder")
	case folder:
		p.conflict(now.at, "not-a-file", pos,
			"a folder stands where a generated file belongs",
			"move it away")
	case special:
		p.conflict(now.at, "not-a-file", pos,
			"this stands where a generated file belongs and is not an ordinary file",
			"move it away")
	default:
		p.conflict(now.at, "not-a-folder", pos,
			"this stands where generated files need a folder",
			"move it away")
	}
}

func (p *planner) conflict(name, code string, pos diag.Position, message, hint string) {
	c := Conflict{Path: name, Code: code}
	if slices.Contains(p.Conflicts, c) {
		return // several files may be under one folder that is not there
	}
	p.Conflicts = append(p.Conflicts, c)
	p.ds.Errorf(code, pos, "%s", message).Hint = hint
}

// standing is what stands at a path.
type standing struct {
	kind standingKind
	at   string // the path itself, or the one above it that is in the way
	info fs.FileInfo
	data []byte // of a regular file
}

type standingKind int

const (
	absent standingKind = iota
	regular
	folder
	link
	special // a device or the like
	blocked // what stands above it is not a folder
)

// standing finds out what stands at a path. Files in leaving are taken for
// gone where they stand for a folder above it.
func (d *disk) standing(name string, leaving []string) (standing, error) {
	for _, dir := range parents(name) {
		info, err := d.lstat(dir)
		switch {
		case err != nil:
			return standing{}, err
		case info == nil:
			return standing{at: name}, nil
		case info.IsDir():
		case info.Mode().Type() == fs.ModeSymlink:
			return standing{kind: link, at: dir}, nil
		case info.Mode().IsRegular() && slices.Contains(leaving, dir):
			return standing{at: name}, nil
		default:
			return standing{kind: blocked, at: dir}, nil
		}
	}
	info, err := d.lstat(name)
	now := standing{kind: special, at: name, info: info}
	switch {
	case err != nil:
		return standing{}, err
	case info == nil:
		now.kind = absent
	case info.IsDir():
		now.kind = folder
	case info.Mode().Type() == fs.ModeSymlink:
		now.kind = link
	case info.Mode().IsRegular():
		now.kind = regular
		now.data, err = d.read(name)
	}
	return now, err
}
