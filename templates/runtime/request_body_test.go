package runtime

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestSourceIsFreeAfterTheCall has a transport that still reads when the response
// is there.
func TestSourceIsFreeAfterTheCall(t *testing.T) {
	var late io.Reader
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		late = r.Body
		return answer(204, ""), nil
	})
	req := core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", bytes.NewBufferString("content"))
	if err := receiveNone(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if n, err := late.Read(make([]byte, 10)); n != 0 || err == nil {
		t.Errorf("read %d bytes of the caller's buffer", n)
	}

	source := &slowSource{Reader: strings.NewReader("content"), begun: make(chan bool, 1)}
	core = newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		go r.Body.Read(make([]byte, 10))
		<-source.begun
		return answer(204, ""), nil
	})
	req = core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", source)
	if err := receiveNone(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if !source.done.Load() {
		t.Error("the call returned while its body was read")
	}
}

// slowSource tells when a Read begins and whether one has ended.
type slowSource struct {
	*strings.Reader
	begun chan bool
	done  atomic.Bool
}

func (s *slowSource) Read(p []byte) (int, error) {
	s.begun <- true
	time.Sleep(10 * time.Millisecond) // a call that does not wait returns by then
	defer s.done.Store(true)
	return s.Reader.Read(p)
}

// TestUploadGoesOnBesideAStream has a server that answers while it reads.
func TestUploadGoesOnBesideAStream(t *testing.T) {
	core := newHTTP2Core(t, func(w http.ResponseWriter, r *http.Request) {
		http.NewResponseController(w).Flush()
		io.Copy(w, r.Body)
	})
	source, sink := io.Pipe()
	req := core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", source)
	stream, err := receiveStream(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		io.WriteString(sink, strings.Repeat("x", 1000))
		sink.Close()
	}()
	if data, err := io.ReadAll(stream); err != nil || len(data) != 1000 {
		t.Errorf("%d bytes came back, error %v", len(data), err)
		source.Close()
	}
	if err := stream.Close(); err != nil {
		t.Error(err)
	}
	if req.body.source.generation.Load() == 1 {
		t.Error("the source is not left alone after the stream")
	}
}
