package config

import "strings"

// Template returns the file of a new project: every key with an explanation and a
// value. Keys without a default are commented out.
func Template() []byte {
	var b strings.Builder
	b.WriteString("# " + FileName + ": the configuration of stackone-gen.\n" +
		"# All keys are optional. Paths are relative to the folder of this file.\n" +
		"# To uncomment a key, remove the first # of its lines.\n")
	for _, k := range keys(Default()).keys {
		b.WriteString("\n# " + k.about + ".\n")
		for _, line := range k.lines() {
			if k.value.initial() == "" {
				line = "#" + line
			}
			b.WriteString(line + "\n")
		}
	}
	return []byte(b.String())
}

// lines returns a key with its default or example, without its explanation.
func (k key) lines() []string {
	if inner, ok := k.value.(mapping); ok {
		lines := []string{k.name + ":"}
		for _, below := range inner.keys {
			lines = append(lines, "  # "+below.about+".")
			lines = append(lines, indent(below.lines())...)
		}
		return lines
	}
	shown := k.value.initial()
	if shown == "" {
		shown = k.example
	}
	block := strings.Contains(shown, "\n") || strings.HasPrefix(shown, "- ") || strings.Contains(shown, ": ")
	if !block {
		return []string{k.name + ": " + shown}
	}
	lines := []string{k.name + ":"}
	if list, ok := k.value.(interface{ entryKeys() []key }); ok {
		for _, below := range list.entryKeys() {
			lines = append(lines, "  # "+below.name+": "+below.about+".")
		}
	}
	return append(lines, indent(strings.Split(shown, "\n"))...)
}

func indent(lines []string) []string {
	for i, line := range lines {
		lines[i] = "  " + line
	}
	return lines
}
