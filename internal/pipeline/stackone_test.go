package pipeline

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// wholeStackOne returns the options of the set-up for the whole of StackOne, with files
// of the folders in the place of its URLs: the first that there is of a name, and none
// where there is no such file.
func wholeStackOne(t *testing.T, folders ...string) (Options, *Run) {
	t.Helper()
	run := new(Run)
	c, err := run.Config(t.Context(), "../../spec/stackone/stackone-gen.yaml")
	if err != nil {
		t.Fatalf("%v: %v", err, run.Diags.Err())
	}
	opts := FromConfig(c)
	opts.Inputs.Sources = nil
	for _, source := range c.Sources {
		for _, folder := range folders {
			file := filepath.Join(specsFolder, folder, path.Base(source.Value))
			if _, err := os.Stat(file); err == nil {
				opts.Inputs.Sources = append(opts.Inputs.Sources, diag.Text{Value: file})
				break
			}
		}
	}
	if len(c.Sources) != 12 {
		t.Errorf("%d sources, want 12", len(c.Sources))
	}
	return opts, run
}

// The set-up makes one SDK of the parts of December 2025, and of the newest of each
// part. Each action of its overlays has something to change; that of a part which is
// not there has not.
func TestWholeStackOne(t *testing.T) {
	needSpecs(t)
	tests := []struct {
		name       string
		folders    []string
		operations int
		idle       string // the overlay whose actions may have nothing to change
	}{
		{"2025-12", []string{"2025-12-parts"}, 281, "accounting.yaml"},
		{"newest", []string{"2026-08-parts", "2025-12-parts"}, 291, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opts, run := wholeStackOne(t, tt.folders...)
			sdk, err := run.Emit(t.Context(), opts)
			if err != nil {
				t.Fatalf("%v: %v", err, run.Diags.Err())
			}
			if n := len(sdk.API.Operations()); n != tt.operations {
				t.Errorf("%d operations, want %d", n, tt.operations)
			}
			if sdk.API.Title != "StackOne" {
				t.Errorf("the title is %q", sdk.API.Title)
			}
			for _, d := range run.Diags.All() {
				switch {
				case filepath.Base(d.Pos.File) == tt.idle && d.Code == "overlay-no-match":
				case strings.Contains(filepath.ToSlash(d.Pos.File), "spec/stackone/"), slices.Contains([]string{"partial-title", "name-renumbered", "parameter-collision"}, d.Code):
					t.Error(d)
				}
			}
			checkNames(t, sdk)
			checkLengths(t, sdk)
			checkRepeats(t, sdk)
			if tt.name == "newest" && !testing.Short() {
				buildWhole(t, sdk)
			}
		})
	}
}

// unwanted are words of the program that serves the API, and repetitions.
var unwanted = regexp.MustCompile(`Dto|A(PI|pi)Model|RequestRequest|MCPMCP|Model$`)

// checkNames looks at the names of all types.
func checkNames(t *testing.T, sdk *SDK) {
	t.Helper()
	types := 0
	for _, f := range sdk.Files {
		if !strings.HasSuffix(f.Path, ".go") || strings.Contains(f.Path, "/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				types++
				if unwanted.MatchString(spec.Name.Name) {
					t.Errorf("%s: type %s", f.Path, spec.Name.Name)
				}
			}
			return true
		})
	}
	if types < 1000 {
		t.Errorf("only %d types were looked at", types)
	}
	for _, op := range sdk.API.Operations() {
		if len(op.Service.Path) == 1 && strings.HasPrefix(op.Path, "/unified/") && op.Path != "/unified/proxy" {
			t.Errorf("%s %s has no place in methods.yaml: it is the method %q of the whole service", op.Method, op.Path, op.Name)
		}
	}
}

// checkLengths looks for files that editors and code hosts do not show well.
func checkLengths(t *testing.T, sdk *SDK) {
	t.Helper()
	const most = 3000
	for _, f := range sdk.Files {
		if n := bytes.Count(f.Data, []byte("\n")); n > most && strings.HasSuffix(f.Path, ".go") && !strings.Contains(f.Path, "/") {
			t.Errorf("%s has %d lines, more than %d", f.Path, n, most)
		}
	}
}

// checkRepeats looks for sentences of comments that many methods or types repeat.
func checkRepeats(t *testing.T, sdk *SDK) {
	t.Helper()
	counts := map[string]int{}
	for _, f := range sdk.Files {
		if !strings.HasSuffix(f.Path, ".go") || strings.Contains(f.Path, "/") || strings.HasPrefix(f.Path, "runtime_") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			var doc *ast.CommentGroup
			switch d := d.(type) {
			case *ast.FuncDecl:
				doc = d.Doc
			case *ast.GenDecl:
				doc = d.Doc
			}
			for sentence := range strings.SplitSeq(strings.Join(strings.Fields(doc.Text()), " "), ". ") {
				counts[strings.TrimSuffix(sentence, ".")]++
			}
		}
	}
	implements := []string{"", "MarshalJSON implements json.Marshaler", "UnmarshalJSON implements json.Unmarshaler",
		"Values returns the values that the API's description lists", "IsKnown reports whether v is one of Values"}
	for sentence, n := range counts {
		if n > 30 && !slices.Contains(implements, sentence) && !strings.HasPrefix(sentence, "It returns one page, ") {
			t.Errorf("%d comments say %q", n, sentence)
		}
	}
}

// usesOfWhole is a program that compiles if an app finds what it looks for.
const usesOfWhole = `package main

import "example.com/sdks/stackone"

func main() {
	client, err := stackone.New(stackone.WithAPIKey("key"))
	if err != nil {
		panic(err)
	}
	employees := client.HRIS.Employees
	_, _, _ = employees.List, employees.ListAll, employees.Get
	_, _ = employees.ListTimeOff, client.ATS.Applications.UploadDocument
	sessions := client.ConnectSessions
	_, _, _ = sessions.CreateConnectSession, sessions.GetConnectSession, sessions.AuthenticateConnectSession
	var session stackone.ConnectSession
	var link stackone.ConnectSessionTokenAuthLink
	for _, text := range []*string{&session.OrganizationID, &link.OrganizationID} {
		_ = text
	}
	for _, number := range []*int64{&session.ID, &link.ID, &new(stackone.BadRequestResponse).StatusCode} {
		_ = number
	}
	attempt, _ := session.LatestConnectionAttempt.Get()
	_ = attempt.AccountSecureID
	_, _ = stackone.HRISCreateEmployee{}, stackone.EmployeeDocument{}
	_ = stackone.ATSPayPeriodEnumValueTwiceAMonth
}
`

// buildWhole builds the SDK and a program that uses it.
func buildWhole(t *testing.T, sdk *SDK) {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), []byte("module example.com/sdks\n\ngo 1.24\n"))
	writeFile(t, filepath.Join(dir, "app", "main.go"), []byte(usesOfWhole))
	for _, f := range sdk.Files {
		writeFile(t, filepath.Join(dir, "stackone", f.Path), f.Data)
	}
	// Without the path of the folder the build cache serves the next run, too.
	cmd := goCommand(dir, "build", "-trimpath", "./...")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
}
