# Everything runs in .venv, which is made from the hash-locked requirements on first use.
# PYTHON=/path/to/python3.12 chooses another Python (3.11 or newer).

PYTHON ?= $(firstword $(shell for name in python3.11 python3.12 python3.13 python3; do command -v $$name; done) python3)
RUNS := .venv/.runs
READY := .venv/.ready
BIN := .venv/bin
FUZZ ?= 10000
SEEK ?= 300
WORKERS := -n 2 --dist loadfile  # the tests of one file share what they make
# Many processes are started: none compiles what another did.
KEEPING := PYTHONDONTWRITEBYTECODE=
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED = $(INSTALL) --no-compile --require-hashes
# Unpacking keeps one core busy: each of two does a part, whose packages may need the other's.
UNPACK = $(LOCKED) --no-deps -r
PARTS := requirements/engines.lock requirements/documents.lock
BENCHES := $(filter-out measuring aims reform coverage backcast calibration fitted_places drift net_coverage value_of_information observed talk_range variance_reduction examples,$(basename $(notdir $(wildcard benchmarks/*.py))))

.PHONY: demo test quick seek fuzz bench reform backcast references examples lint clean
.DELETE_ON_ERROR:

demo: $(RUNS)  ## What does Herning's SYG02 do to the municipality's budget?
	@$(KEEPING) $(BIN)/borgerflow compare herning-syg02

test: $(READY)  ## All tests
	@$(KEEPING) $(BIN)/python -m pytest $(WORKERS) $(ARGS)

quick: $(READY)  ## The tests that need seconds, not minutes
	@$(KEEPING) $(BIN)/python -m pytest $(WORKERS) -m "not slow" $(ARGS)

seek: $(READY)  ## The rules that hold for any life or world, on other ones in each run: SEEK=300 of each
	@$(KEEPING) $(BIN)/python -m pytest $(WORKERS) --seek $(SEEK) $$(grep -rl "@given" tests --include="test_*.py") $(ARGS)

fuzz: $(READY)  ## Whatever is typed or read is answered or refused in words: FUZZ=10000 inputs
	@$(KEEPING) $(BIN)/python -m tests.fuzzing $(FUZZ) $(ARGS)

bench: $(READY)  ## Do the engines agree, and then their speed and memory, as figures
	@export BENCH_TOLD=$$(mktemp); for part in $(BENCHES); do echo "== $$part"; $(BIN)/python -m benchmarks.$$part || exit 1; done; \
		echo "== aims"; $(BIN)/python -m benchmarks.aims $$BENCH_TOLD; rm -f $$BENCH_TOLD

reform: $(READY)  ## Ask the reform studies of Herning again and write docs/reform.md
	@$(BIN)/python -m benchmarks.reform

backcast: $(READY)  ## Hold the three municipalities against what came again and write docs/backcast.md
	@$(BIN)/python -m benchmarks.backcast

references: $(READY)  ## Write down the answers that moved, and say by how much
	@$(BIN)/python -m tests.references

examples: $(READY)  ## Herning's note, form and pictures in docs/examples, made again
	@$(BIN)/python -m benchmarks.examples

lint: $(READY)  ## Style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

clean:  ## Forget the environment and the caches; results stay
	rm -rf .venv build src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(RUNS): requirements.lock $(PARTS) pyproject.toml
	@command -v $(PYTHON) >/dev/null 2>&1 || \
		{ echo "borgerflow needs Python 3.11 or newer, and none was found. On Debian: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "borgerflow needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Choose another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make a virtual environment. On Debian: apt install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/pip || { echo "Making .venv ..." >&2; $(PYTHON) -m venv .venv; }
	@echo "Installing what borgerflow needs (a minute or two, once) ..." >&2
	@$(UNPACK) requirements/documents.lock & beside=$$!; \
		$(UNPACK) requirements/engines.lock; here=$$?; wait $$beside && exit $$here
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(READY): $(RUNS) requirements/dev.lock
	@echo "Installing what its tests need ..." >&2
	@$(LOCKED) -r requirements.lock -r requirements/dev.lock
	@touch $@
