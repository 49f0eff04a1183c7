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

// Plan is what a run would do to a folder. Planning changes nothing, so a plan also
// serves checks and diffs. All lists are sorted.
type Plan struct {
	Create    []string // to be created
	Update    []string // to be replaced
	Unchanged []string // already as generated
	Remove    []string // in the manifest but no longer generated
	Conflicts []Conflict
	// ManifestChanged is set if the manifest is out of date. It may be the only
	// change, for example after an edit of an input that does not affect the
	// output.
	ManifestChanged bool

	current  map[string]existing // the paths to update and remove
	wanted   map[string][]byte   // the new content of the paths to create and update
	manifest []byte
}

// Conflict is something in the way of a generated file.
type Conflict struct {
	Path string
	Code string // of its diagnostic
}

// Changed reports whether the plan changes anything.
func (p *Plan) Changed() bool {
	return p.ManifestChanged || len(p.Create)+len(p.Update)+len(p.Remove) > 0
}

// Old returns the current content of a path of Update or Remove.
func (p *Plan) Old(name string) []byte { return p.current[name].data }

// New returns the new content of a path of Create or Update.
func (p *Plan) New(name string) []byte { return p.wanted[name] }

// NewPlan returns what Write would do. Files in the way are reported to ds and
// listed in the plan; an error is about the disk or an invalid path of the
// generator. NewPlan cleans up after a killed run first, because its leftovers hide
// the true state of the folder; it changes nothing else.
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

// planner builds a plan path by path.
type planner struct {
	*Plan
	disk  *disk
	ds    *diag.List
	force bool
	owned map[string]string // path -> SHA-256, from the old manifest
	// converted are the files of which only the line ends were changed.
	converted []string
}

func (d *disk) plan(files []emit.File, opts Options, ds *diag.List) (*Plan, error) {
	text, err := newManifest(files, opts)
	if err != nil {
		return nil, err
	}
	p := &planner{
		Plan: &Plan{
			current:  make(map[string]existing),
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
	if p.owned == nil {
		if err := p.planLeftOver(generated); err != nil {
			return nil, err
		}
	}
	byPath := func(a, b emit.File) int { return cmp.Compare(a.Path, b.Path) }
	for _, f := range slices.SortedFunc(slices.Values(files), byPath) {
		if err := p.planFile(f); err != nil {
			return nil, err
		}
	}
	p.reportConverted()
	return p.Plan, nil
}

// readManifest reads which files are the generator's.
func (p *planner) readManifest() error {
	now, err := p.disk.existing(ManifestName, nil)
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
			fault.Hint+", or delete it: files equal to the generated ones are then adopted")
		return nil
	}
	p.owned = m.Files
	p.current[ManifestName] = now
	p.ManifestChanged = !bytes.Equal(now.data, p.manifest)
	return nil
}

// planStale plans a file that is no longer generated.
func (p *planner) planStale(name string) error {
	now, err := p.disk.existing(name, nil)
	switch {
	case err != nil:
		return err
	case now.kind == absent || now.kind == blocked:
		// It was deleted, or a file replaced its folder.
	case now.kind == regular && (digest(now.data) == p.owned[name] || digest(unix(now.data)) == p.owned[name]):
		p.Remove = append(p.Remove, name)
		p.current[name] = now
	default:
		p.ds.Warnf("edited-stale-file", diag.Position{File: p.disk.full(name)},
			"this file is no longer generated, but it was edited by hand and is kept").Hint = "delete it if you do not need it; the generator ignores it from now on"
	}
	return nil
}

// planFile plans a generated file.
func (p *planner) planFile(f emit.File) error {
	now, err := p.disk.existing(f.Path, p.Remove)
	if err != nil {
		return err
	}
	if now.kind == regular && p.isRespelled(f.Path, now) {
		now = existing{kind: absent}
	}
	sum, owned := p.owned[f.Path]
	edited := now.kind == regular && !f.Memory && !(owned && fileDigest(f, now.data) == sum)
	switch converted := edited && owned && isConverted(f, now.data, sum); {
	case converted && !p.force:
		p.converted = append(p.converted, f.Path)
		return nil
	case edited && !converted && f.Yields:
		p.Unchanged = append(p.Unchanged, f.Path)
		return nil
	}
	if f.Keep && now.kind == regular {
		var lost []string
		if f.Data, lost = carry(f.Data, unix(now.data)); len(lost) > 0 && !p.force && !edited {
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
			"this file was not generated, but is in the way of a generated file",
			"move it away, or overwrite it with --force")
	}
	return nil
}

// edited reports a generated file that was edited by hand. If a mark of a region is
// broken, it reports that instead.
func (p *planner) edited(f emit.File, data []byte) {
	pos := diag.Position{File: p.disk.full(f.Path)}
	if _, fault := regions(data); f.Keep && fault != nil {
		pos.Line = fault.line
		p.conflict(f.Path, "edited-file", pos, fault.message,
			"restore the marks, each on its own line, or overwrite the file, including the regions, with --force")
		return
	}
	p.conflict(f.Path, "edited-file", pos,
		"this generated file was edited by hand",
		"undo the edit, move it to a file of your own, or overwrite it with --force")
}

// lost reports regions with content that the new file lacks.
func (p *planner) lost(name string, regions []string) {
	p.conflict(name, "kept-region", diag.Position{File: p.disk.full(name)},
		"the new file lacks regions whose content is kept: "+strings.Join(regions, ", "),
		"move their content elsewhere, or drop it with --force")
}

// isRespelled reports whether a path is a file to be removed under another
// spelling, on a case-insensitive file system.
func (p *planner) isRespelled(name string, now existing) bool {
	return slices.ContainsFunc(p.Remove, func(stale string) bool {
		return fold(stale) == fold(name) && os.SameFile(p.current[stale].info, now.info)
	})
}

// inTheWay reports something that is not a file or folder where one is needed.
func (p *planner) inTheWay(now existing) {
	pos := diag.Position{File: p.disk.full(now.at)}
	switch now.kind {
	case link:
		p.conflict(now.at, "symbolic-link", pos,
			"generated files are not written through symbolic links",
			"remove the link or choose another folder")
	case folder:
		p.conflict(now.at, "not-a-file", pos,
			"this folder is in the way of a generated file",
			"move it away")
	case special:
		p.conflict(now.at, "not-a-file", pos,
			"this is not a regular file, but is in the way of a generated file",
			"move it away")
	default:
		p.conflict(now.at, "not-a-folder", pos,
			"this is not a folder, but is in the way of a folder of generated files",
			"move it away")
	}
}

func (p *planner) conflict(name, code string, pos diag.Position, message, hint string) {
	c := Conflict{Path: name, Code: code}
	if slices.Contains(p.Conflicts, c) {
		return // several files may need the same folder
	}
	p.Conflicts = append(p.Conflicts, c)
	p.ds.Errorf(code, pos, "%s", message).Hint = hint
}

// existing is what exists at a path.
type existing struct {
	kind existingKind
	at   string // the path itself, or its parent that is in the way
	info fs.FileInfo
	data []byte // of a regular file
}

type existingKind int

const (
	absent existingKind = iota
	regular
	folder
	link
	special // a device or the like
	blocked // a parent is not a folder
)

// existing returns what exists at a path. Files in leaving do not block the path if
// they are its parents.
func (d *disk) existing(name string, leaving []string) (existing, error) {
	for _, dir := range parents(name) {
		info, err := d.lstat(dir)
		switch {
		case err != nil:
			return existing{}, err
		case info == nil:
			return existing{at: name}, nil
		case info.IsDir():
		case info.Mode().Type() == fs.ModeSymlink:
			return existing{kind: link, at: dir}, nil
		case info.Mode().IsRegular() && slices.Contains(leaving, dir):
			return existing{at: name}, nil
		default:
			return existing{kind: blocked, at: dir}, nil
		}
	}
	info, err := d.lstat(name)
	now := existing{kind: special, at: name, info: info}
	switch {
	case err != nil:
		return existing{}, err
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
