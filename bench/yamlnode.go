package main

import (
	"iter"

	"go.yaml.in/yaml/v3"
)

// member returns the value of a mapping's member, nil if there is none.
func member(n *yaml.Node, name string) *yaml.Node {
	for key, value := range memberPairs(n) {
		if key.Value == name {
			return value
		}
	}
	return nil
}

// members yields the values of a mapping.
func members(n *yaml.Node) iter.Seq[*yaml.Node] {
	return func(yield func(*yaml.Node) bool) {
		for _, value := range memberPairs(n) {
			if !yield(value) {
				return
			}
		}
	}
}

// memberPairs yields the keys and values of a mapping; other nodes have none.
func memberPairs(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}
