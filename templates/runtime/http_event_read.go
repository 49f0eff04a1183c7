package runtime

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// lineReader reads lines of any length up to a limit. It does not wait for what follows
// a line: whether a carriage return is followed by a line feed is seen with the next one.
type lineReader struct {
	reader *bufio.Reader
	ends   string // the bytes that each end a line
	begun  bool
	skip   bool // whether a line feed is the second half of the last line's end
	line   []byte
}

// errMidLine is the error of a line that the end of the input cut off.
var errMidLine = errors.New("the last line has no end")

// next returns the next line and what ended it; at the end of the input, after errMidLine
// for a line without an end, it is io.EOF. A line beyond the limit is cut.
func (l *lineReader) next(limit int) (line []byte, end byte, long bool, err error) {
	if cap(l.line) > 1<<20 {
		l.line = nil // one of a huge line is not kept for all others
	}
	l.line = l.line[:0]
	for {
		if _, err := l.reader.Peek(1); err != nil {
			l.begin()
			if err == io.EOF && (len(l.line) > 0 || long) {
				err = errMidLine
			}
			return l.line, 0, long, err
		}
		chunk, _ := l.reader.Peek(l.reader.Buffered())
		if l.skip && chunk[0] == '\n' {
			chunk = chunk[1:]
			_, _ = l.reader.Discard(1)
		}
		l.skip = false
		if len(chunk) == 0 {
			continue
		}
		i := bytes.IndexAny(chunk, l.ends)
		taken := chunk
		if i >= 0 {
			taken = chunk[:i]
		}
		if room := limit - len(l.line); len(taken) > room {
			long, taken = true, taken[:max(room, 0)]
		}
		l.line = append(l.line, taken...)
		if i >= 0 {
			end = chunk[i]
			l.skip = end == '\r'
			_, _ = l.reader.Discard(i + 1)
			l.begin()
			return l.line, end, long, nil
		}
		_, _ = l.reader.Discard(len(chunk))
	}
}

// begin takes a byte order mark from the front of the first line.
func (l *lineReader) begin() {
	if !l.begun {
		l.begun = true
		l.line = bytes.TrimPrefix(l.line, []byte(byteOrderMark))
	}
}

// foundEvent is an event as it came.
type foundEvent struct {
	id, name, data string
	retry          time.Duration
}

// eventReader reads events as the HTML standard says, section 9.2.6.
type eventReader struct {
	lines lineReader
	limit int
	id    string // that of the last event
	retry time.Duration
}

func newEventReader(r io.Reader, limit int) *eventReader {
	return &eventReader{lines: lineReader{reader: bufio.NewReader(r), ends: "\r\n"}, limit: limit}
}

// next returns the next event that has data, or io.EOF: what is not followed by an empty
// line is no event. Its data is beside the error, as the last may come without one. An
// event beyond the limit is errTooLong, with the beginning of its data.
func (r *eventReader) next() (foundEvent, error) {
	var data []byte
	var name string
	id, long := r.id, false
	for {
		line, _, cut, err := r.lines.next(r.limit)
		if err == errMidLine {
			data, _ = r.field(line, data, &name, &id)
			err = io.EOF
		}
		if err != nil {
			return foundEvent{data: validText(bytes.TrimSuffix(data, []byte("\n")))}, err
		}
		if len(line) > 0 {
			var over bool
			data, over = r.field(line, data, &name, &id)
			long = long || cut || over
			continue
		}
		r.id = id
		if len(data) == 0 && !long {
			name = ""
			continue
		}
		e := foundEvent{id: id, name: name, data: validText(bytes.TrimSuffix(data, []byte("\n"))), retry: r.retry}
		if long {
			return e, fmt.Errorf("an event of more than %d bytes: %w", r.limit, errTooLong)
		}
		return e, nil
	}
}

// field takes a line over into an event, and reports whether that makes it too long.
func (r *eventReader) field(line, data []byte, name, id *string) ([]byte, bool) {
	field, value, found := bytes.Cut(line, []byte(":"))
	if found {
		value = bytes.TrimPrefix(value, []byte(" "))
	}
	switch string(field) { // a comment has none
	case "data":
		if len(data)+len(value) > r.limit {
			return data, true
		}
		data = append(append(data, value...), '\n')
	case "event":
		*name = validText(value)
	case "id":
		if bytes.IndexByte(value, 0) < 0 {
			*id = validText(value)
		}
	case "retry":
		digits := len(value) > 0
		for _, c := range value {
			digits = digits && '0' <= c && c <= '9'
		}
		const longest = 1 << 40 // milliseconds
		if ms, err := strconv.ParseInt(string(value), 10, 64); digits && err == nil {
			r.retry = time.Duration(min(ms, longest)) * time.Millisecond
		}
	}
	return data, false
}

// validText returns bytes as a text, with U+FFFD in place of what is not UTF-8.
func validText(data []byte) string { return strings.ToValidUTF8(string(data), "\ufffd") }

// textReader reads JSON texts that follow one another: one to a line, or each behind a
// record separator (RFC 7464).
type textReader struct {
	lines   lineReader
	limit   int
	records bool
	record  []byte // what came of the record at hand
}

const recordSeparator = '\x1e'

func newTextReader(r io.Reader, limit int, records bool) *textReader {
	ends := "\n"
	if records {
		ends = "\n\x1e"
	}
	return &textReader{lines: lineReader{reader: bufio.NewReader(r), ends: ends}, limit: limit, records: records}
}

// next returns the next text, or io.EOF.
func (r *textReader) next() (string, error) {
	for {
		line, end, cut, err := r.lines.next(r.limit)
		if err == errMidLine {
			end, err = 0, nil
		} else if err == io.EOF && len(bytes.TrimSpace(r.record)) > 0 {
			line, end, err = nil, 0, nil // the next one is the end
		}
		if err != nil {
			return "", err
		}
		if cut || len(r.record)+len(line) > r.limit {
			text := string(line[:min(len(line), maxErrorBody)])
			r.record = nil
			return text, fmt.Errorf("a text of more than %d bytes: %w", r.limit, errTooLong)
		}
		if text, complete := r.take(line, end); complete {
			return text, nil
		}
	}
}

// take adds a line to the record at hand, and returns it if it is complete: a line is, and
// so is what is a JSON value or has another separator or the end of the input behind it.
func (r *textReader) take(line []byte, end byte) (string, bool) {
	r.record = append(r.record, line...)
	if end == '\n' {
		r.record = append(r.record, '\n')
	}
	text := string(bytes.TrimSpace(r.record))
	if text == "" || r.records && end == '\n' && !isJSONText(text) {
		if text == "" {
			r.record = r.record[:0]
		}
		return "", false
	}
	if r.records && end != '\n' && isCutNumber(text, r.record) {
		text = strings.TrimSpace(text) + "…" // which is no JSON: half a number would look like one
	}
	r.record = r.record[:0]
	return text, true
}

// isCutNumber reports whether a record may be the beginning of another number or word,
// because there is no space behind it (RFC 7464, section 2.4).
func isCutNumber(text string, record []byte) bool {
	last := record[len(record)-1]
	return last != '\n' && last != ' ' && last != '\t' && last != '\r' && strings.IndexByte(`{["`, text[0]) < 0
}
