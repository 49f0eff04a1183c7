package main

import (
	"context"
	"fmt"
	"strings"
)

func (l *lab) measureDecode(ctx context.Context) ([]row, error) {
	runs, err := l.runCodec(ctx, "decode")
	if err != nil {
		return nil, err
	}
	first := runs[0]
	var rows []row
	for _, order := range []string{"", ", members in any order"} {
		rows = append(rows, against("decode a page"+order, runs, order)...)
		ours, valid := first.Contenders["ours"+order].Times, first.Contenders["json.Valid"+order].Times
		rows = append(rows, row{what: "decode a page" + order + ", time ÷ json.Valid", values: ours.over(valid), unit: "×",
			target: target{sign: "≤", limit: 1, aim: true}, detail: pair(microseconds(ours), microseconds(valid), "µs")})
	}
	allocs := first.compare("decode a page, allocations", func(u codecUse) float64 { return u.Allocs }, "")
	allocs.target = atMost(0.2)
	return append(rows, allocs,
		first.compare("decode a page, allocated bytes", func(u codecUse) float64 { return u.Bytes / 1e3 }, "kB"),
		row{what: "memory that one kept string pins", values: first.Pinned, unit: "bytes", target: atMost(8192),
			detail: fmt.Sprintf("of a page of %s bytes", number(first.PageBytes))},
	), nil
}

func (l *lab) measureEncode(ctx context.Context) ([]row, error) {
	runs, err := l.runCodec(ctx, "encode")
	if err != nil {
		return nil, err
	}
	return append(against("encode a page", runs, ""),
		runs[0].compare("encode a page, allocations", func(u codecUse) float64 { return u.Allocs }, ""),
		runs[0].compare("encode a page, allocated bytes", func(u codecUse) float64 { return u.Bytes / 1e3 }, "kB")), nil
}

// against compares the times of all peers with the SDK's. The target is to be ahead
// of the best of them; that has a row of its own, the first.
func against(what string, runs []codecRun, order string) []row {
	best := row{what: what + ", best of the peers ÷ ours", unit: "×", target: above(1)}
	rows := []row{best}
	for _, run := range runs {
		ours := run.Contenders["ours"+order].Times
		for _, peer := range run.peers {
			theirs := run.Contenders[peer+order].Times
			if len(theirs) == 0 {
				continue // a peer that does not support this Go or processor
			}
			r := row{what: what + ", " + peer + run.suffix + " ÷ ours", values: theirs.over(ours), unit: "×",
				detail: pair(microseconds(ours), microseconds(theirs), "µs")}
			rows = append(rows, r)
			if len(best.values) == 0 || r.values.median() < best.values.median() {
				best.values, best.detail = r.values, peer+run.suffix
			}
		}
	}
	rows[0] = best
	return rows
}

// compare compares an amount with that of encoding/json, and tells those of the
// others.
func (r codecRun) compare(what string, amount func(codecUse) float64, unit string) row {
	ours, theirs := amount(r.Contenders["ours"]), amount(r.Contenders["encoding/json"])
	details := []string{pair(series{ours}, series{theirs}, unit)}
	for _, peer := range r.peers {
		if use, measured := r.Contenders[peer]; measured && peer != "encoding/json" {
			details = append(details, peer+": "+number(amount(use)))
		}
	}
	return row{what: what + " ÷ encoding/json", values: series{ours / theirs}, unit: "×", detail: strings.Join(details, "; ")}
}
