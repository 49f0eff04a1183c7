package output

import (
	"bytes"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// attributesName is the file by which git knows how to treat the others.
const attributesName = ".gitattributes"

// Attributes returns the file that tells git what the files of a folder are: text whose
// line ends stay, and generated, so that a review folds them. The file of names is merged
// by keeping the lines of both sides. Whoever has a file of their own there keeps it.
func Attributes(names string) emit.File {
	return emit.File{Path: attributesName, Yields: true, Data: []byte(
		"# Written by stackone-gen. Edit it as you like: it is then yours, and no run touches it.\n" +
			"* text=auto eol=lf linguist-generated\n" +
			names + " merge=union\n")}
}

// unix returns a text with the line ends that were generated.
func unix(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }

// isConverted reports whether only the line ends of a file differ from what a run wrote.
func isConverted(f emit.File, data []byte, sum string) bool {
	return bytes.Contains(data, []byte("\r\n")) && fileDigest(f, unix(data)) == sum
}

// reportConverted reports all files whose line ends were changed as one finding: the cause
// is one, a setting of git, and so is the remedy.
func (p *planner) reportConverted() {
	if len(p.converted) == 0 {
		return
	}
	files := "the line ends of this generated file were changed"
	if n := len(p.converted); n > 1 {
		files = "the line ends of this and " + strconv.Itoa(n-1) + " more generated files were changed"
	}
	p.conflict(p.converted[0], "line-ends", diag.Position{File: p.disk.full(p.converted[0])},
		files+" from LF to CRLF, as git does with core.autocrlf; their text is as it was generated",
		"run generate --force once, and commit the "+attributesName+" beside them, by which git leaves line ends as they are")
}
