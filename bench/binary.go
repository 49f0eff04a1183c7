package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/template"
)

//go:embed programs/one_call.go.tmpl
var oneCall string

//go:embed programs/one_call_oapi.go.txt
var oneCallOAPI []byte

// measureBinary compares programs that call one operation of an API.
func (l *lab) measureBinary(ctx context.Context) ([]row, error) {
	sizes := map[string]float64{}
	for name, spec := range map[string]string{wholeSDK: l.spec, smallSDK: ownDescription(l.root)} {
		names, err := l.sectionNames(ctx, spec)
		if err != nil {
			return nil, err
		}
		var program bytes.Buffer
		parsed, err := template.New(name).Parse(oneCall)
		if err != nil {
			return nil, err
		}
		if err := parsed.Execute(&program, map[string]string{"Package": name, "Service": names.Service, "Method": names.Method}); err != nil {
			return nil, err
		}
		if sizes[name], err = l.binarySize(ctx, name, program.Bytes()); err != nil {
			return nil, err
		}
	}
	oapi, err := l.binarySize(ctx, oapiSDK, oneCallOAPI)
	if err != nil {
		return nil, err
	}
	whole, small := series{sizes[wholeSDK] / 1e6}, series{sizes[smallSDK] / 1e6}
	return []row{
		{what: "program with one call, whole API ÷ connect sessions", values: whole.over(small), unit: "×", target: atMost(1.03), detail: pair(whole, small, "MB")},
		{what: "program with one call ÷ oapi-codegen", values: whole.over(series{oapi / 1e6}), unit: "×", target: below(1), detail: pair(whole, series{oapi / 1e6}, "MB")},
	}, nil
}

func (l *lab) binarySize(ctx context.Context, name string, program []byte) (float64, error) {
	if err := writeFile(l.module("call_"+name, "main.go"), program); err != nil {
		return 0, err
	}
	binary := l.path("call_" + name + exe())
	if _, err := output(ctx, l.module(), "go", "build", "-o", binary, "./call_"+name); err != nil {
		return 0, err
	}
	info, err := os.Stat(binary)
	if err != nil {
		return 0, err
	}
	return float64(info.Size()), nil
}

// callNames holds the Go names of the operation that programs call.
type callNames struct{ Service, Method string }

// calledOperation is in both descriptions.
const calledOperation = "stackone_create_connect_session"

func (l *lab) sectionNames(ctx context.Context, spec string) (callNames, error) {
	out, err := output(ctx, "", l.self, "step-names", spec)
	if err != nil {
		return callNames{}, err
	}
	var names callNames
	return names, json.Unmarshal([]byte(out), &names)
}

func printNames(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: bench step-names file")
	}
	d, err := open(args[0])
	if err != nil {
		return err
	}
	operation, err := d.operation(calledOperation)
	if err != nil {
		return err
	}
	names := callNames{Service: d.names.Service(operation.Service).Selector, Method: d.names.Operation(operation).Method}
	data, err := json.Marshal(names)
	if err != nil {
		return err
	}
	_, err = fmt.Println(string(data))
	return err
}
