package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// oneCall is a program that uses one operation of an SDK.
const oneCall = `package main

import (
	"context"
	"fmt"
	"os"

	stackone "example.com/sdks/%s"
)

func main() {
	client, err := stackone.New(stackone.WithAPIKey(os.Getenv("STACKONE_API_KEY")))
	if err != nil {
		panic(err)
	}
	session, err := client.ConnectSessions.%s(context.Background(), stackone.ConnectSessionCreate{
		OriginOwnerID:   "customer-42",
		OriginOwnerName: "Acme",
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(session.Token)
}
`

// A program only pays for the operations that it calls: with the SDK of the whole
// API it is about as large as with that of the connect-session operations alone.
func TestLinkerDropsTheRest(t *testing.T) {
	needSpecs(t)
	if testing.Short() {
		t.Skip("the whole SDK takes long to compile")
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), []byte("module example.com/sdks\n\ngo 1.24\n"))
	size := func(spec, name, method string) int64 {
		var run Run
		files, err := filesOf(&run, spec, "stackone")
		if err != nil {
			t.Fatalf("%v: %v", err, run.Diags.Err())
		}
		for _, f := range files {
			writeFile(t, filepath.Join(dir, name, f.Path), f.Data)
		}
		program := filepath.Join(dir, "use"+name)
		writeFile(t, filepath.Join(program, "main.go"), fmt.Appendf(nil, oneCall, name, method))
		cmd := goCommand(program, "build", "-trimpath", "-o", "program", ".")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
		info, err := os.Stat(filepath.Join(program, "program"))
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	small := size("", "connect", "CreateConnectSession")
	// Use the folder of TestPublishedDescriptions, whose compiled package is in the
	// build cache.
	whole := size(fullSpec, "stackone20251203", "Create")
	if whole > small+small*3/100 {
		t.Errorf("with the whole SDK the program has %d bytes, with the connect sessions alone %d: more than 3 %% apart", whole, small)
	}
	t.Logf("whole SDK: %d bytes, connect sessions alone: %d", whole, small)
}
