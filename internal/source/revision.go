package source

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// Revision writes the files of a revision of the git repository around the working folder to
// a folder that exists, and returns the counterpart of the working folder there.
func Revision(ctx context.Context, revision, folder string) (string, error) {
	if revision == "" || strings.HasPrefix(revision, "-") {
		return "", fmt.Errorf("%q is not a git revision", revision)
	}
	prefix, err := git(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return "", err
	}
	// The hash, unlike the revision, can be no flag of git archive.
	tree, err := git(ctx, "rev-parse", "--verify", "--quiet", revision+"^{tree}")
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return "", fmt.Errorf("git does not know the revision %q", revision)
		}
		return "", err
	}
	top, err := git(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return "", err
	}
	// In a subfolder, git archive would only have the files below it.
	archive, err := git(ctx, "-C", strings.TrimSpace(string(top)), "archive", "--format=tar", strings.TrimSpace(string(tree)))
	if err != nil {
		return "", err
	}
	if err := unpack(archive, folder); err != nil {
		return "", fmt.Errorf("git archive: %w", err)
	}
	return filepath.Join(folder, filepath.FromSlash(strings.TrimSpace(string(prefix)))), nil
}

// gitError is what git complains about.
type gitError struct {
	exit *exec.ExitError
	text string
}

func (e *gitError) Error() string { return "git: " + e.text }
func (e *gitError) Unwrap() error { return e.exit }

// git runs git and returns what it prints, or what it complains about.
func git(ctx context.Context, args ...string) ([]byte, error) {
	out, err := exec.CommandContext(ctx, "git", args...).Output()
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("the git command is not installed, or not in the PATH")
	case errors.As(err, &exit):
		first, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n")
		return nil, &gitError{exit, strings.TrimPrefix(first, "fatal: ")}
	}
	return out, err
}

// unpack writes the files of an archive that descriptions and configurations can consist
// of. Links are left out, and nothing is written outside of the folder.
func unpack(archive []byte, folder string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // the files are closed
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg || strings.HasSuffix(header.Name, ".go") {
			continue
		}
		if err := root.MkdirAll(path.Dir(header.Name), 0o700); err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if err := root.WriteFile(header.Name, data, 0o600); err != nil {
			return err
		}
	}
}
