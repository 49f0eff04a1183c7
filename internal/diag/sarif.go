package diag

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"
	project     = "https://github.com/StackOneHQ/stackone-gen"
	// sourceRoot is the base of relative paths. GitHub resolves it to the root of
	// the repository.
	sourceRoot = "%SRCROOT%"
)

// The types below are the parts of SARIF 2.1.0 that are written, under their names
// in the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string              `json:"id"`
		ShortDescription     *sarifMessage       `json:"shortDescription,omitempty"`
		FullDescription      *sarifMessage       `json:"fullDescription,omitempty"`
		Help                 *sarifMessage       `json:"help,omitempty"`
		DefaultConfiguration *sarifConfiguration `json:"defaultConfiguration,omitempty"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID           string          `json:"ruleId,omitempty"`
		RuleIndex        *int            `json:"ruleIndex,omitempty"`
		Level            string          `json:"level"`
		Message          sarifMessage    `json:"message"`
		Locations        []sarifLocation `json:"locations,omitempty"`
		RelatedLocations []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		ID               int                    `json:"id,omitempty"`
		PhysicalLocation *sarifPhysicalLocation `json:"physicalLocation,omitempty"`
		LogicalLocations []sarifLogicalLocation `json:"logicalLocations,omitempty"`
		Message          *sarifMessage          `json:"message,omitempty"`
	}
	sarifPhysicalLocation struct {
		ArtifactLocation sarifArtifactLocation `json:"artifactLocation"`
		Region           *sarifRegion          `json:"region,omitempty"`
	}
	sarifArtifactLocation struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	sarifLogicalLocation struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
	}
)

// writeSARIF prints one log with one run. Without findings, the run has no results;
// a log without a run would mean that nothing was checked.
func writeSARIF(w io.Writer, version string, ds []Diagnostic) error {
	rules := sarifRules(ds)
	results := make([]sarifResult, len(ds))
	for i, d := range ds {
		results[i] = sarifResultOf(d, rules)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Schema:  sarifSchema,
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{sarifDriver{
				Name: "stackone-gen", Version: version, InformationURI: project, Rules: rules,
			}},
			ColumnKind: "unicodeCodePoints",
			Results:    results,
		}},
	})
}

// sarifRules describes the rules with findings. GitHub requires all three
// descriptions of a rule, so they share one sentence.
func sarifRules(ds []Diagnostic) []sarifRule {
	var broken []string
	for _, d := range ds {
		if d.Code != "" {
			broken = append(broken, d.Code)
		}
	}
	slices.Sort(broken)
	rules := []sarifRule{}
	for _, code := range slices.Compact(broken) {
		rule := sarifRule{ID: code}
		if known, ok := RuleOf(code); ok {
			about := &sarifMessage{known.About}
			rule.ShortDescription, rule.FullDescription, rule.Help = about, about, about
			rule.DefaultConfiguration = &sarifConfiguration{known.Severity.String()}
		}
		rules = append(rules, rule)
	}
	return rules
}

func sarifResultOf(d Diagnostic, rules []sarifRule) sarifResult {
	text := d.Message
	if d.Hint != "" {
		text += "\nhint: " + d.Hint
	}
	result := sarifResult{RuleID: d.Code, Level: d.Severity.String(), Message: sarifMessage{sarifText(text)}}
	index, ok := slices.BinarySearchFunc(rules, d.Code, func(r sarifRule, code string) int { return strings.Compare(r.ID, code) })
	if ok {
		result.RuleIndex = &index
	}
	location := sarifLocation{PhysicalLocation: sarifPhysical(d.Pos)}
	if d.Pointer != "" {
		location.LogicalLocations = []sarifLogicalLocation{{d.Pointer}}
	}
	if location.PhysicalLocation != nil || location.LogicalLocations != nil {
		result.Locations = []sarifLocation{location}
	}
	for i, r := range d.Related {
		result.RelatedLocations = append(result.RelatedLocations, sarifLocation{
			ID: i + 1, PhysicalLocation: sarifPhysical(r.Pos), Message: &sarifMessage{sarifText(r.Message)},
		})
	}
	return result
}

// sarifPhysical returns nil for a position without a file.
func sarifPhysical(pos Position) *sarifPhysicalLocation {
	if pos.File == "" {
		return nil
	}
	location := &sarifPhysicalLocation{ArtifactLocation: sarifFile(pos.File)}
	if pos.Line > 0 {
		location.Region = &sarifRegion{StartLine: pos.Line, StartColumn: max(0, pos.Column)}
	}
	return location
}

// sarifFile turns the name of an input into a URI, which is relative if the name is.
func sarifFile(name string) sarifArtifactLocation {
	if strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://") {
		if u, err := url.Parse(name); err == nil {
			return sarifArtifactLocation{URI: u.String()}
		}
	}
	path := filepath.ToSlash(name)
	switch {
	case strings.HasPrefix(path, "/"):
		return sarifArtifactLocation{URI: (&url.URL{Scheme: "file", Path: path}).String()}
	case filepath.VolumeName(name) != "":
		return sarifArtifactLocation{URI: (&url.URL{Scheme: "file", Path: "/" + path}).String()}
	default:
		return sarifArtifactLocation{URI: (&url.URL{Path: path}).String(), URIBaseID: sourceRoot}
	}
}

var sarifPlaceholder = regexp.MustCompile(`\{+[0-9]+\}+`)

// sarifText escapes a message, in which "[text](target)" is a link and "{0}" a
// placeholder, so that inputs cannot produce either. It leaves other braces alone,
// although the standard would double them: paths are full of them, and viewers show
// doubled braces as they are.
func sarifText(s string) string {
	s = strings.ReplaceAll(s, "](", "] (")
	s = sarifPlaceholder.ReplaceAllStringFunc(s, strings.NewReplacer("{", "{{", "}", "}}").Replace)
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		return visible(r)
	}, s)
}
