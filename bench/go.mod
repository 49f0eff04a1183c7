module github.com/StackOneHQ/stackone-gen/bench

go 1.26.0

require (
	github.com/StackOneHQ/stackone-gen v0.0.0
	github.com/getkin/kin-openapi v0.152.0
	go.yaml.in/yaml/v3 v3.0.6
)

require (
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/go-openapi/jsonpointer v0.22.5 // indirect
	github.com/go-openapi/swag/jsonname v0.25.5 // indirect
	github.com/kr/pretty v0.3.1 // indirect
	github.com/oasdiff/yaml v0.1.1 // indirect
	github.com/oasdiff/yaml3 v0.0.14 // indirect
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // indirect
	golang.org/x/text v0.14.0 // indirect
)

replace github.com/StackOneHQ/stackone-gen => ../
