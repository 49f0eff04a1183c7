package stackone_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// A download goes to a file as it arrives, and tells how far it is. What is there when it
// fails is no file that anybody could take for the whole.

// progress hears of the bytes that pass.
type progress struct {
	io.Reader
	done, total int64
	hear        func(done, total int64)
}

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	p.done += int64(n)
	p.hear(p.done, p.total)
	return n, err
}

func download(ctx context.Context, client *stackone.Client, id, path string, hear func(done, total int64)) (err error) {
	stream, err := client.Files.Download(ctx, stackone.FilesDownloadRequest{ID: id})
	if err != nil {
		return err
	}
	defer stream.Close()
	file, err := os.CreateTemp(filepath.Dir(path), "download-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // fails once it is renamed
	_, err = io.Copy(file, &progress{Reader: stream, total: stream.Length, hear: hear})
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("download %s: %w", id, err)
	}
	return os.Rename(file.Name(), path)
}

func TestDownload(t *testing.T) {
	client, server := start(t)
	content := slices.Repeat([]byte("0123456789"), 20_000)
	whole := stackonetest.Body(200, "application/octet-stream", content)
	server.Answer(stackonetest.FilesDownload, whole, whole.Cut(50_000))

	folder := t.TempDir()
	path := filepath.Join(folder, "contract.pdf")
	var last, total int64
	hear := func(done, of int64) { last, total = done, of }
	if err := download(t.Context(), client, "f-1", path, hear); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !slices.Equal(got, content) {
		t.Errorf("the file has %d bytes, error %v", len(got), err)
	}
	if last != int64(len(content)) || total != last {
		t.Errorf("heard of %d of %d bytes", last, total)
	}

	if err := download(t.Context(), client, "f-1", filepath.Join(folder, "cut.pdf"), hear); err == nil || last >= int64(len(content)) {
		t.Errorf("a download that breaks off: error %v after %d bytes", err, last)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("%d files are left, error %v", len(files), err)
	}
}
