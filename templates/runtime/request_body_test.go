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
