package acceptance_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// oneCall is a program that makes one call and needs nothing else.
const oneCall = `package main

import (
	"context"
	"fmt"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

func main() {
	client, err := stackone.New(stackone.WithAPIKey("key"))
	if err != nil {
		panic(err)
	}
	fmt.Println(client.ConnectSessions.CreateConnectSession(context.Background(), stackone.ConnectSessionCreate{}))
}
`

// A program pays for what it uses. What the linker must find no use of is named by
// its symbols, because one reference to it from what every call runs through makes
// all programs larger.
func TestLinkedIntoOneCall(t *testing.T) {
	if testing.Short() {
		t.Skip("links a program")
	}
	dir := t.TempDir()
	source, binary := filepath.Join(dir, "main.go"), filepath.Join(dir, "call")
	if err := os.WriteFile(source, []byte(oneCall), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-o", binary, source).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	symbols, err := exec.Command("go", "tool", "nm", binary).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(symbols), "generated.(*jsonReader).value") {
		t.Fatal("the symbols of the SDK are not there")
	}
	for _, unused := range []string{
		"log/slog.(*Logger).logAttrs",              // comes by WithLogger
		"encoding/json.(*decodeState).value",       // comes by UnmarshalJSON, if the program calls it
		"generated.(*ConnectSessionsService).Auth", // the other operation
		"generated.JSONValue.Decode",
		"reflect.Value.Method", // keeps all exported methods
		"text/template.",
	} {
		if strings.Contains(string(symbols), unused) {
			t.Errorf("%s is linked", unused)
		}
	}
	// From Go 1.27 on, encoding/json is built upon its version 2, which makes the writer
	// and the reader of a type in one function. So the encoder, which a map[string]any
	// asks for, calls UnmarshalJSON as well, and the linker keeps that of all types.
	const unmarshal = "generated.(*ConnectSessionTokenAuthLink).UnmarshalJSON"
	writerReads := strings.Contains(string(symbols), "encoding/json/v2.makeMethodArshaler")
	if strings.Contains(string(symbols), unmarshal) && !writerReads {
		t.Errorf("%s is linked", unmarshal)
	}
}
