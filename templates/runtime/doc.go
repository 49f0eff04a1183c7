// Package runtime is the hand-written half of every SDK. The generator copies its
// files into the SDK's package, as runtime_<file>.go, so whatever is exported here is
// API of the SDK, and whatever the generated half calls must keep its name. Tests and
// this page stay here.
//
// # One call
//
// The method that is generated for an operation does this:
//
//	req := s.core.newRequest(&createThingOperation, opts) // http_request.go
//	req.setBody(&body)                                    // http_request_body.go
//	var result *Thing
//	err := receive(ctx, req, &result)                     // http_response.go
//
// In these steps:
//
//  1. newRequest joins what the description says about the operation
//     (http_operation.go), the settings of the client and the options of the call
//     (http_core.go, http_options.go, http_server.go, http_global.go). Errors are collected and returned by receive.
//  2. setBody, and add for each parameter, write values as JSON at once. Parameters
//     are then laid out in their style (http_parameter.go, http_parameter_value.go).
//  3. receive calls send (http_transport.go), which builds the URL once and makes
//     attempts until one succeeds or the retry policy gives up (http_retry.go). An
//     attempt (http_attempt.go) adds credentials (http_credentials.go, http_oauth2.go) and goes through the middleware
//     (http_middleware.go, http_redirect.go) to the http.Client.
//  4. A status other than 2xx becomes an error type (http_errors.go). A success is
//     decoded into result, or handed out as a Stream (http_stream.go). Values of
//     another kind than described become Problems (http_problem.go).
//
// The generated iterators call such a method for each page (http_page.go).
//
// # Layers
//
// The prefix of a file is its layer.
//
//   - value_: the types that models are made of: Opt, Time, JSONValue, unions, enums.
//     Their methods call JSON by few functions: marshalModel, readDocument, marshalAny.
//   - json_: reads and writes any Go value. A codec (json_codec.go) is the table of a
//     type, made by reflection when its first value comes; jsonReader and jsonWriter
//     follow codecs. A place is the address of a value in memory, and only
//     json_unsafe.go and its twin json_safe.go know what it is.
//   - http_: makes calls.
//
// Values and JSON know each other. Neither uses anything that http_ declares, which
// layers_test.go checks.
//
// The reader has a fast path (readUsual in json_reader_members.go), which leaves
// everything out of the ordinary to the slower one. Both give the same result.
package runtime
