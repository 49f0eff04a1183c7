package runtime

import (
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"
)

// Stream is the body of a response that is read by the caller, who must close it.
// Closing it early ends the transfer.
type Stream struct {
	io.ReadCloser

	ContentType string // ContentType is the media type with its parameters, or empty.
	Filename    string // Filename is the name that the server suggests, without directories, or empty.
	Length      int64  // Length is the number of bytes to come, or -1 if the server does not tell.
}

func newStream(resp *http.Response, release func()) *Stream {
	return &Stream{
		ReadCloser:  &streamBody{body: resp.Body, release: sync.OnceFunc(release)},
		ContentType: resp.Header.Get("Content-Type"),
		Filename:    suggestedName(resp.Header.Get("Content-Disposition")),
		Length:      resp.ContentLength,
	}
}

// streamBody gives the resources of the call free at the end of the body too, for
// the sake of callers that read all and forget to close.
type streamBody struct {
	body    io.ReadCloser
	release func()
}

func (b *streamBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	if err == io.EOF {
		b.release()
	}
	return n, err
}

func (b *streamBody) Close() error {
	err := b.body.Close()
	b.release()
	return err
}

// suggestedName makes a server's file name safe to be joined to a directory.
func suggestedName(disposition string) string {
	_, params, _ := mime.ParseMediaType(disposition) // none if it cannot be read
	name := params["filename"]
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = cleanText(name, 255)
	if strings.Trim(name, ". ") == "" {
		return ""
	}
	return name
}
