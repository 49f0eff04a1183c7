package runtime

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

// multipartPiece is a text of a body, and the file behind it if there is one.
type multipartPiece struct {
	text string
	file *filePart
}

// multipartSource is a body that is composed of texts and files as it is read. It has no
// goroutine and holds none of the files in memory.
type multipartSource struct {
	pieces []multipartPiece
	moved  *atomic.Pointer[attempt] // that of the body
	broken atomic.Bool

	mu      sync.Mutex
	current *multipartReader // the last that was opened
}

// length returns the length of the body, or -1 if that of a file is unknown.
func (s *multipartSource) length() int64 {
	var n int64
	for _, piece := range s.pieces {
		n += int64(len(piece.text))
		switch {
		case piece.file == nil:
		case piece.file.size < 0:
			return -1
		default:
			n += piece.file.size
		}
	}
	return n
}

func (s *multipartSource) open() (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.replayable() {
		return nil, errors.New("the request body cannot be read again")
	}
	if s.current != nil {
		_ = s.current.Close()
	}
	s.current = &multipartReader{source: s, pieces: s.pieces}
	return s.current, nil
}

func (s *multipartSource) replayable() bool {
	if s.broken.Load() {
		return false
	}
	for _, piece := range s.pieces {
		if piece.file != nil && !piece.file.source.replayable() {
			return false
		}
	}
	return true
}

func (s *multipartSource) release() {
	s.mu.Lock()
	current := s.current
	s.mu.Unlock()
	if current != nil {
		_ = current.Close()
	}
	for _, piece := range s.pieces {
		if piece.file != nil {
			piece.file.source.release()
		}
	}
}

// multipartReader reads the body for one attempt.
type multipartReader struct {
	source *multipartSource
	closed atomic.Bool

	mu     sync.Mutex // held while reading
	pieces []multipartPiece
	done   int           // bytes of the text of the first piece that have been read
	file   io.ReadCloser // that of the first piece, if it is open
	read   int64         // bytes of it
}

// Read implements io.Reader. Another goroutine may close the reader meanwhile, and does
// not wait: then what is open is closed here.
func (r *multipartReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	n, err := r.next(p)
	r.mu.Unlock()
	if r.closed.Load() {
		_ = r.Close()
	}
	if n > 0 {
		r.source.moved.Load().progress()
	}
	return n, err
}

// Close implements io.Closer.
func (r *multipartReader) Close() error {
	r.closed.Store(true)
	if r.mu.TryLock() {
		defer r.mu.Unlock()
		r.closeFile()
	}
	return nil
}

func (r *multipartReader) closeFile() {
	if r.file != nil {
		r.file.Close()
		r.file = nil
	}
}

func (r *multipartReader) next(p []byte) (int, error) {
	for len(p) > 0 {
		switch {
		case r.closed.Load():
			return 0, errors.New("the request body is being sent again, or has been given up")
		case len(r.pieces) == 0:
			return 0, io.EOF
		case r.done < len(r.pieces[0].text):
			n := copy(p, r.pieces[0].text[r.done:])
			r.done += n
			return n, nil
		case r.pieces[0].file != nil:
			n, err := r.nextOfFile(p, r.pieces[0].file)
			if n > 0 || err != nil && err != io.EOF {
				return n, err
			}
			if err == nil {
				continue
			}
		}
		r.closeFile()
		r.pieces, r.done, r.read = r.pieces[1:], 0, 0
	}
	return 0, nil
}

// nextOfFile reads on in a file. A file that is not as long as it was said to be would
// break what is around it.
func (r *multipartReader) nextOfFile(p []byte, f *filePart) (int, error) {
	if r.file == nil {
		opened, err := f.source.open()
		if err == nil && opened == nil {
			err = errors.New("Open returned neither content nor an error")
		}
		if err != nil {
			return 0, r.fail(f, err)
		}
		r.file = opened
	}
	if f.size >= 0 && r.read < f.size {
		p = p[:min(int64(len(p)), f.size-r.read)]
	}
	var spare [1]byte
	if f.size >= 0 && r.read == f.size {
		p = spare[:] // nothing is to come but the end
	}
	n, err := r.file.Read(p)
	r.read += int64(n)
	switch {
	case f.size >= 0 && r.read > f.size:
		return 0, r.fail(f, fmt.Errorf("the file is longer than %d bytes", f.size))
	case err == io.EOF && r.read < f.size:
		return 0, r.fail(f, fmt.Errorf("the file ended after %d of %d bytes", r.read, f.size))
	case err != nil && err != io.EOF:
		return n, r.fail(f, err)
	}
	return n, err
}

// fail notes that the source itself failed, unless reading was given up.
func (r *multipartReader) fail(f *filePart, err error) error {
	if !r.closed.Load() {
		r.source.broken.Store(true)
	}
	return fmt.Errorf("part %s: %w", f.label, err)
}
