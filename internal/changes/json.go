package changes

// JSON is the report for programs.
type JSON struct {
	Bump    Bump         `json:"bump"`
	Source  int          `json:"source"`
	Wire    int          `json:"wire"`
	Quiet   int          `json:"quiet"`
	Changes []JSONChange `json:"changes"`
}

// JSONChange is a change for programs. They get each of its own: people only read lines.
type JSONChange struct {
	ID          string        `json:"id"`
	Subject     string        `json:"subject"`
	Service     string        `json:"service,omitempty"`
	Source      Verdict       `json:"source"`
	Wire        Verdict       `json:"wire"`
	Before      string        `json:"before"`
	After       string        `json:"after"`
	Confidence  float64       `json:"confidence,omitempty"`
	Positions   JSONPositions `json:"positions"`
	Fingerprint string        `json:"fingerprint"`
}

// JSONPositions are file:line:column in both descriptions; empty where there is none.
type JSONPositions struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// JSON returns the report for programs.
func (r *Report) JSON() JSON {
	out := JSON{Bump: r.Bump, Source: r.Source, Wire: r.Wire, Quiet: r.Quiet, Changes: []JSONChange{}}
	for _, c := range r.Changes {
		out.Changes = append(out.Changes, JSONChange{
			ID: c.Rule.ID, Subject: c.Subject, Service: c.Service, Source: c.Source(), Wire: c.Wire, Before: c.Before, After: c.After,
			Confidence: c.Confidence, Positions: JSONPositions{Before: c.Old.String(), After: c.New.String()}, Fingerprint: c.Fingerprint,
		})
	}
	return out
}
