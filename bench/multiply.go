package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

func multiplyFile(args []string) error {
	if len(args) != 3 {
		return errors.New("usage: bench step-multiply from to copies")
	}
	copies, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	if data, err = multiply(data, copies); err != nil {
		return err
	}
	return os.WriteFile(args[1], data, 0o644)
}

// multiply returns a description with copies of everything: paths, components,
// services and tags. The first of each keeps its name, the others get a number as a
// suffix.
func multiply(data []byte, copies int) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("the description is not a mapping")
	}
	root := doc.Content[0]
	multiplyMembers(member(root, "paths"), copies, func(c duplicate, path, item *yaml.Node) {
		path.Value = fmt.Sprintf("/copy%d%s", c, path.Value)
		for operation := range members(item) {
			c.operation(operation)
		}
	})
	for section, components := range memberPairs(member(root, "components")) {
		if section.Value != "securitySchemes" { // security names them without a reference
			multiplyMembers(components, copies, func(c duplicate, name, _ *yaml.Node) { name.Value = c.name(name.Value) })
		}
	}
	multiplyTags(member(root, "tags"), copies)
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(&doc), encoder.Close()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// duplicate is a copy of everything, numbered from 2.
type duplicate int

func (c duplicate) name(s string) string { return fmt.Sprintf("%sCopy%d", s, int(c)) }

func (c duplicate) rename(n *yaml.Node) {
	if n != nil {
		n.Value = c.name(n.Value)
	}
}

// operation gives an operation an identity and a service of its own.
func (c duplicate) operation(o *yaml.Node) {
	c.rename(member(o, "operationId"))
	if tags := member(o, "tags"); tags != nil {
		for _, tag := range tags.Content {
			c.rename(tag)
		}
	}
	if group := member(o, "x-speakeasy-group"); group != nil {
		first, rest, nested := strings.Cut(group.Value, ".")
		group.Value = c.name(first)
		if nested {
			group.Value += "." + rest
		}
	}
}

// references changes the references in n to the copies.
func (c duplicate) references(n *yaml.Node) {
	for key, value := range memberPairs(n) {
		switch {
		case key.Value == "$ref" && strings.HasPrefix(value.Value, "#/components/"):
			c.rename(value)
		case key.Value == "discriminator":
			for target := range members(member(value, "mapping")) {
				if strings.HasPrefix(target.Value, "#/components/") {
					c.rename(target)
				}
			}
		}
	}
	for _, child := range n.Content {
		c.references(child)
	}
}

// multiplyMembers adds copies of all members to a mapping.
func multiplyMembers(mapping *yaml.Node, copies int, adapt func(c duplicate, key, value *yaml.Node)) {
	if mapping == nil {
		return
	}
	original := slices.Clone(mapping.Content)
	for n := 2; n <= copies; n++ {
		for i := 0; i+1 < len(original); i += 2 {
			key, value := clone(original[i]), clone(original[i+1])
			duplicate(n).references(value)
			adapt(duplicate(n), key, value)
			mapping.Content = append(mapping.Content, key, value)
		}
	}
}

func multiplyTags(tags *yaml.Node, copies int) {
	if tags == nil {
		return
	}
	original := slices.Clone(tags.Content)
	for n := 2; n <= copies; n++ {
		for _, tag := range original {
			tag = clone(tag)
			duplicate(n).rename(member(tag, "name"))
			tags.Content = append(tags.Content, tag)
		}
	}
}

// clone copies a tree. The targets of aliases stay shared.
func clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		c.Content[i] = clone(child)
	}
	return &c
}
