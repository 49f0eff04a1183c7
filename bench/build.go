package main

import (
	"context"
	"fmt"
	"regexp"
)

// measureBuild compiles the packages of the whole API. An unmeasured run compiles
// their imports first, in a separate build cache.
func (l *lab) measureBuild(ctx context.Context) ([]row, error) {
	u, err := interleave(ctx, l.runs, l.build(wholeSDK, "stackone"), l.build(oapiSDK, oapiSDK))
	if err != nil {
		return nil, err
	}
	ours, oapi := u[0], u[1]
	return []row{
		{what: "go build, time ÷ oapi-codegen", values: ours.wall().over(oapi.wall()), unit: "×", target: atMost(0.5), detail: pair(ours.wall(), oapi.wall(), "s")},
		{what: "go build, CPU ÷ oapi-codegen", values: ours.cpu().over(oapi.cpu()), unit: "×", detail: pair(ours.cpu(), oapi.cpu(), "s")},
		{what: "go build, peak memory ÷ oapi-codegen", values: ours.megabytes().over(oapi.megabytes()), unit: "×", detail: pair(ours.megabytes(), oapi.megabytes(), "MB")},
	}, nil
}

// build recompiles a package: a constant in it differs between runs.
func (l *lab) build(dir, name string) command {
	return command{
		dir:  l.module(),
		env:  []string{"GOCACHE=" + l.path("gocache")},
		args: []string{"go", "build", "./" + dir},
		before: func(run int) error {
			return writeFile(l.module(dir, "stamp.go"), fmt.Appendf(nil, "package %s\n\nconst stampOfRun = %d\n", name, run))
		},
	}
}

// accountIDTwice matches the first of two fields with one name in the struct of an
// operation's parameters.
var accountIDTwice = regexp.MustCompile("(?m)^\tXAccountId +interface\\{\\} +`form:\"x-account-id,omitempty\".*\n")

// fix makes the output of oapi-codegen compile. Three operations have a parameter
// x-account-id both in the query and in the header, for which it declares one field
// twice; that of the query, whose type is unknown, is dropped. The code that sends
// both then sends the other field, and compiles as long as it was written to.
func fix(code []byte) []byte { return accountIDTwice.ReplaceAll(code, nil) }
