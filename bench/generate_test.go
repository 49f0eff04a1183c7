package bench

import (
	"os"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

const fullSpec = "../../shared/specs/stackone-2025-12-03.yaml"

func readFullSpec(b *testing.B) []byte {
	data, err := os.ReadFile(fullSpec)
	if err != nil {
		b.Skipf("StackOne's description is not here: %v", err)
	}
	return data
}

// BenchmarkGenerate makes the files of the whole API, less writing them.
func BenchmarkGenerate(b *testing.B) {
	readFullSpec(b)
	for b.Loop() {
		var run pipeline.Run
		files, err := run.Files(pipeline.Options{Spec: fullSpec, Package: "stackone"})
		if err != nil {
			b.Fatal(err)
		}
		lines := 0
		for _, f := range files {
			for _, c := range f.Data {
				if c == '\n' {
					lines++
				}
			}
		}
		b.ReportMetric(float64(lines), "lines")
	}
}

// BenchmarkFloor reads the description, as every generator has to.
func BenchmarkFloor(b *testing.B) {
	data := readFullSpec(b)
	for b.Loop() {
		var ds diag.List
		doc := document.Parse(fullSpec, data, &ds)
		if doc == nil {
			b.Fatal(ds.Err())
		}
		if _, err := openapi3.NewLoader().LoadFromData(doc.Root.AppendJSON(nil)); err != nil {
			b.Fatal(err)
		}
	}
}
