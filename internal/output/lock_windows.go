package output

import (
	"errors"
	"os"
	"syscall"
)

// sharingViolation is ERROR_SHARING_VIOLATION, which package syscall lacks.
const sharingViolation = syscall.Errno(32)

func takeLock(name string) (release func(), err error) {
	text, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	// Nobody else can open a file that is open without sharing.
	handle, err := syscall.CreateFile(text, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, errHeld
	}
	if err != nil {
		return nil, err
	}
	return func() {
		syscall.CloseHandle(handle)
		os.Remove(name) // fails, as it should, if the next run has opened the file
	}, nil
}
