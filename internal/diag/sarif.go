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
	// sourceRoot names the folder that relative paths count from. GitHub takes
	// it for the top of the repository.
	sourceRoot = "%SRCROOT%"
)

// The types below are the parts of SARIF 2.1.0 that are written, by the names
// that the standard has for them.
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

// writeSARIF prints one log with one run. Nothing found is a run without
// results: a log without a run would say that nothing was looked at.
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

// sarifRules describes the rules that were broken. GitHub asks for all three
// texts of a rule, so that they are the same sentence.
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
	place := sarifLocation{PhysicalLocation: sarifPlace(d.Pos)}
	if d.Pointer != "" {
		place.LogicalLocations = []sarifLogicalLocation{{d.Pointer}}
	}
	if place.PhysicalLocation != nil || place.LogicalLocations != nil {
		result.Locations = []sarifLocation{place}
	}
	for i, r := range d.Related {
		result.RelatedLocations = append(result.RelatedLocations, sarifLocation{
			ID: i + 1, PhysicalLocation: sarifPlace(r.Pos), Message: &sarifMessage{sarifText(r.Message)},
		})
	}
	return result
}

// sarifPlace returns nil for a position in no file.
func sarifPlace(pos Position) *sarifPhysicalLocation {
	if pos.File == "" {
		return nil
	}
	place := &sarifPhysicalLocation{ArtifactLocation: sarifFile(pos.File)}
	if pos.Line > 0 {
		place.Region = &sarifRegion{StartLine: pos.Line, StartColumn: max(0, pos.Column)}
	}
	return place
}

// sarifFile turns the name of an input into a URI, relative if the name is.
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

// sarifText makes a text safe as a message, in which "[text](target)" is a link
// and "{0}" a placeholder: an input must not be able to make up either. Other
// braces stay as they are, although the standard would have them doubled too:
// paths are full of them, and readers show both of the two.
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
