# Every target runs on a machine with Go alone.

GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.5.0

.PHONY: generate test lint bench golden

# Write the SDK of spec/openapi.yaml into generated/.
generate:
	go run ./cmd/stackone-gen generate

test:
	go test ./...

# Vet, formatting and the linters of .golangci.yml.
lint:
	go vet ./...
	@unformatted=$$(gofmt -l cmd internal spec templates examples generated); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go run $(GOLANGCI_LINT) run ./...

# Speed and size beside the peers, as ratios of one run; the table goes to
# bench/RESULTS.md. Parts of it: make bench BENCH="-only decode,encode -runs 20".
bench:
	cd bench && go run . $(BENCH)

# Rewrite what the cases under testdata expect, after building and vetting it.
golden:
	go test ./internal/pipeline -run TestCases -update
