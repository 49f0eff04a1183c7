package document

import "slices"

// Set sets the value of a key. An existing key keeps its order and position; a new
// key is appended with the position of its value.
func (n *Node) Set(key string, value *Node) {
	if i := n.find(key); i >= 0 {
		n.members[i].Value = value
		return
	}
	n.Put(Member{Key: key, KeyPos: value.Pos, Value: value})
}

// Put is Set for a member with a position for its key, such as one from another input.
func (n *Node) Put(m Member) {
	if i := n.find(m.Key); i >= 0 {
		n.members[i] = m
		return
	}
	n.members = append(n.members, m)
	if n.index != nil {
		n.index[m.Key] = len(n.members) - 1
	} else if len(n.members) >= indexFrom {
		n.reindex()
	}
}

// Remove removes a key and reports whether it existed.
func (n *Node) Remove(key string) bool {
	i := n.find(key)
	if i < 0 {
		return false
	}
	n.members = slices.Delete(n.members, i, i+1)
	n.reindex()
	return true
}

// Append adds items to the end of a sequence.
func (n *Node) Append(items ...*Node) { n.items = append(n.items, items...) }

// RemoveItem removes the item of a sequence at an index, and reports whether
// there was one.
func (n *Node) RemoveItem(i int) bool {
	if n == nil || i < 0 || i >= len(n.items) {
		return false
	}
	n.items = slices.Delete(n.items, i, i+1)
	return true
}

// Clone returns a copy that shares nothing with the original.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	c := &Node{Kind: n.Kind, Value: n.Value, Pos: n.Pos}
	if len(n.members) > 0 {
		c.members = make([]Member, len(n.members))
		for i, m := range n.members {
			m.Value = m.Value.Clone()
			c.members[i] = m
		}
		c.reindex()
	}
	if len(n.items) > 0 {
		c.items = make([]*Node, len(n.items))
		for i, item := range n.items {
			c.items[i] = item.Clone()
		}
	}
	return c
}

// reindex rebuilds the index after the order of the members changed.
func (n *Node) reindex() {
	if len(n.members) < indexFrom {
		n.index = nil
		return
	}
	n.index = make(map[string]int, len(n.members))
	for i := range n.members {
		n.index[n.members[i].Key] = i
	}
}
