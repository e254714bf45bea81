# Results may differ in the last bit between instruction levels of amd64: all runs use the lowest.
export GOAMD64 = v1
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME ?= 30s

.PHONY: help run test check race verify fuzz bench profile golden figures

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: ## the main job: the corridor of 2024 and of 2027 at seven demand levels, with all figures
	$(GO) run ./cmd/corridor run scenarios/middle-corridor-2024.toml scenarios/middle-corridor-2027.toml -n 20 -s 1 -o results/middle-corridor --force

test: check race ## everything: checks, the race detector where goroutines are, all tests
	$(GO) test ./...

check: ## what a reviewer would say: gofmt, vet, staticcheck, go.mod (imports and sizes are tests)
	@test -z "$$(gofmt -l cmd plots scenarios sim)" || { echo "not gofmt:"; gofmt -l cmd plots scenarios sim; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) mod tidy -diff

race: ## tests of what runs in parallel, with the race detector
	$(GO) test -race ./sim/des ./sim/experiment ./sim/analysis
	$(GO) test -race -run 'TestJobsGiveTheSameBytes|TestInterrupt' ./cmd/corridor

verify: ## all models with exactly known answers, to 1 %; writes the report that is committed
	$(GO) run ./cmd/corridor verify > scenarios/theory/report.txt

fuzz: ## every fuzz target for FUZZTIME (30s); to minimise a large text would take all of it
	@for target in $$(grep -rno --include='*_test.go' 'func Fuzz[A-Za-z]*' . | sed 's|\./\(.*\)/[^/]*:[0-9]*:func \(.*\)|\1:\2|'); do \
		echo "$$target"; $(GO) test -run '^$$' -fuzz "^$${target##*:}$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s "./$${target%%:*}" || exit 1; \
	done

bench: ## benchmarks of the whole program; LIMIT=DIR pairs them with the loops in DIR and prints the ratios (x-limit)
	LIMIT=$(if $(LIMIT),$(abspath $(LIMIT))) $(GO) test -run '^$$' -bench . -benchtime 7x ./cmd/corridor

profile: ## a profile of the benchmarks, by which go build chooses what to inline; anew when the hot path has changed much
	$(GO) test -trimpath -run '^$$' -bench 'W1|W2|2024' -benchtime 20s -cpuprofile cmd/corridor/default.pgo ./cmd/corridor
	@rm -f corridor.test

golden: ## write the wanted output of tests anew; look at the difference before committing
	$(GO) test ./cmd/corridor ./plots ./scenarios -update

figures: ## draw the figures of the last make run again
	$(GO) run ./cmd/corridor plot results/middle-corridor
