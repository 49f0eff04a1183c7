package runtime

import (
	"errors"
	"fmt"
	"net/url"
)

// nextPage is the option that sends a call to the address of a next page, which
// may be relative to the call's own. It must be on the same server: the
// credentials go along.
type nextPage string

func (address nextPage) applyToCall(s *settings) { s.nextPage = string(address) }

// nextPageURL resolves the address of a next page against the call's own.
func nextPageURL(own *url.URL, address string) (*url.URL, error) {
	next, err := own.Parse(address)
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		err = failed.Err // without the address, whose query may be a secret
	}
	if err == nil && (!keepsOrigin(own, next) || next.User != nil) {
		err = fmt.Errorf("it is on another server than %s", own.Host)
	}
	if err != nil {
		return nil, fmt.Errorf("the address of the next page: %w", err)
	}
	return next, nil
}
