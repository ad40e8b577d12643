# cavi: `make help` lists what can be made.
.DEFAULT_GOAL := build
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
PYTHON := /usr/bin/python3

# --- what Debian is asked for (12 and 13; what others call it is in .ci/libraries) ---

RUN_PACKAGES   := gcc libc6-dev make git pkg-config libgsl-dev libhdf5-dev libyaml-dev libexpat1-dev libxxhash-dev librandom123-dev \
                  python3 python3-h5py python3-numpy python3-xarray python3-h5netcdf python3-netcdf4 \
                  python3-matplotlib python3-pandas python3-scipy python3-yaml python3-cffi python3-openpyxl python3-odf \
                  python3-arabic-reshaper python3-bidi clang lld wasi-libc libclang-rt-dev-wasm32
TEST_PACKAGES  := g++ libomp-dev libcriterion-dev python3-pytest python3-pytest-xdist netcdf-bin hdf5-tools chromium chromium-driver \
                  python3-selenium llvm
# Neither for running nor for testing: the long tests, the checks of the sources, the benchmarks.
CHECK_PACKAGES := python3-nbclient python3-ipykernel clang-tidy clang-format cppcheck shellcheck libclang-rt-dev valgrind python3-numba slurm-wlm munge \
                  r-base-core r-bioc-rhdf5 r-cran-reticulate gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user openmpi-bin zsh lintian

# `make setup run` asks for no more than running takes.
ONLY_RUN := $(if $(filter run build,$(MAKECMDGOALS)),$(if $(filter-out setup run build help,$(MAKECMDGOALS)),,yes))

.PHONY: setup setup-all
setup:                 ## install what run and test need, where it is missing (Debian 12, 13; asks nothing); with run only its own
	@.ci/install $(RUN_PACKAGES) $(if $(ONLY_RUN),,$(TEST_PACKAGES))
setup-all:             ## install also what test-slow, check and bench need
	@.ci/install $(RUN_PACKAGES) $(TEST_PACKAGES) $(CHECK_PACKAGES)

# `make setup test`: nothing may look for what setup has yet to install, so the rest is a make of its own.
SET  := $(filter setup setup-all,$(MAKECMDGOALS))
REST := $(filter-out $(SET),$(MAKECMDGOALS))
ifneq ($(and $(SET),$(REST)),)

.PHONY: $(REST)
$(firstword $(REST)): $(SET)
	@$(MAKE) $(REST)
$(filter-out $(firstword $(REST)),$(REST)): $(firstword $(REST)) ; @:

else

# --- how C is compiled ---

B       ?= build
# What is made is named; `make V=1` shows each command whole.
SAY      = $(if $(V),,@echo "  $@" && )
CC      := gcc
ARCH    := $(shell uname -m)
# The file that `make dist` packs knows its commit; elsewhere git does.
COMMIT  := $(or $(shell grep -v Format .ci/commit | cut -c1-12),$\
             $(shell git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null),unknown)

# What the libraries ask of compiler and linker is found once for each folder of building.
ifneq ($(filter-out clean dist help form literals format format-check,$(or $(MAKECMDGOALS),build)),)
include $(B)/libraries$(STATIC).mk
endif
$(B)/libraries$(STATIC).mk: .ci/libraries
	@mkdir -p $(@D)
	@CC="$(CC)" FLAGS="$(CFLAGS) $(EXTRA) $(LDFLAGS)" STATIC="$(STATIC)" .ci/libraries > $@.new && mv $@.new $@

WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Werror
CFLAGS  ?= -O2 -g
BASE     = -std=gnu17 -D_GNU_SOURCE $(WARN) $(CFLAGS) $(EXTRA) -MMD -MP -ffp-contract=off \
           -fno-math-errno -fno-trapping-math -I.
# What the shared library is made of too: all but kernels, which reach no further than themselves.
ALL     += $(BASE) -fPIC -fvisibility=hidden -D'SIM_KERNEL_NAMES(K,model)=$(foreach k,$(KERNELS),K(model,$(k)))' -fopenmp $(PKG_CFLAGS)
LINK     = $(CC) $(CFLAGS) $(EXTRA) $(LDFLAGS) $(STATIC) -fopenmp -o $@ $^ $(HDF5_LIBS) $(PKG_LIBS)
# A kernel must not know of threads; see sim/README.md for why each of these stands here. With -O3 gcc unrolls small loops
# inside a lane loop before it vectorises; at -O2 they keep the lanes scalar.
LANEFLAGS = $(patsubst -O2,-O3,$(BASE)) -fopenmp-simd
ifeq ($(findstring clang,$(CC)),)
LANEFLAGS += -fno-thread-jumps -fno-tree-pre -fno-tree-sink -fno-ipa-modref -fno-ipa-pure-const -fno-loop-unroll-and-jam
endif

# Which kernels: instruction set _ lanes. The first that the machine can run is chosen.
ifeq ($(ARCH),x86_64)
KERNELS := v4_16 v3_16 v2_16 v3_8 v3_1
else
KERNELS := generic_16 generic_8 generic_1
endif
MARCH_v4 := -march=x86-64-v4 -mprefer-vector-width=512
MARCH_v3 := -march=x86-64-v3
MARCH_v2 := -march=x86-64-v2
MARCH_generic :=

SIM_O     := $(patsubst %.c,$(B)/%.o,$(filter-out sim/live/wasm.c,$(wildcard sim/*.c sim/*/*.c)))
API_O     := $(patsubst %.c,$(B)/%.o,$(wildcard sim/api/*.c))
LIBRARY   := libcavi.so.1
kernels    = $(foreach k,$(KERNELS),$(B)/$(1)_kernel-$(k).o)
COLLAB_O  := $(patsubst %.c,$(B)/%.o,$(wildcard models/world*.c) models/collaboration.c models/events.c) $(call kernels,models/collaboration)
LITE_O    := $(B)/benchmarks/collab_lite.o $(call kernels,benchmarks/collab_lite)
TOY_O     := $(B)/tests/sim/toy.o $(call kernels,tests/sim/toy)
KNOWN_O   := $(B)/tests/sim/known.o $(call kernels,tests/sim/known)
TOLD_O    := $(B)/tests/sim/told.o $(call kernels,tests/sim/told)
TEST_SIM  := $(patsubst %.c,$(B)/%.o,$(wildcard tests/sim/test_*.c))
TEST_MODELS := $(patsubst %.c,$(B)/%.o,$(wildcard tests/models/test_*.c))
TESTS     := $(B)/test_sim $(if $(TEST_MODELS),$(B)/test_models)

# What analysis/ and the tests read results with.
.PHONY: readers
readers:
	@.ci/libraries python $(PYTHON) numpy h5py xarray netCDF4 h5netcdf matplotlib pandas scipy cffi

.PHONY: build run studies budget plausible idle stories figures test test-slow claims bench check chapters form literals lint format format-check arrows asan double fuzz clean help

build: $(B)/cavi $(B)/collab-lite $(B)/$(LIBRARY)   ## build the programs into build/

$(B)/cavi $(B)/cavi-static: $(B)/models/cavi.o $(COLLAB_O) $(B)/libsim.a
$(B)/collab-lite: $(LITE_O) $(B)/libsim.a
$(B)/toy $(B)/toy_shared: $(B)/tests/sim/toy_main.o $(TOY_O) $(B)/libsim.a
$(B)/told $(B)/told_shared: $(B)/tests/sim/told_main.o $(TOLD_O) $(B)/libsim.a
$(B)/coverage: $(patsubst %.c,$(B)/%.o,$(wildcard tests/coverage/*.c)) $(B)/libsim.a
$(addprefix $(B)/,cavi cavi-static collab-lite toy toy_shared told told_shared coverage):
	$(SAY)$(LINK) -lm
# Whose allocations are the program's own, and not HDF5's, can be told from where they are called.
SHARED := $(B)/toy_shared $(B)/told_shared
$(SHARED) $(B)/$(LIBRARY): HDF5_LIBS = $(HDF5_SHARED)
# The library is raised in number when a program that was linked against it would no longer run.
$(B)/$(LIBRARY): $(B)/models/library.o $(API_O) $(COLLAB_O) $(B)/libsim.a
	$(SAY)$(LINK) -shared -Wl,-soname,$(LIBRARY) -Wl,--version-script=sim/api/cavi.map -Wl,--no-undefined -lm
	@ln -sf $(LIBRARY) $(B)/libcavi.so
$(B)/test_sim: $(TEST_SIM) $(TOY_O) $(KNOWN_O) $(TOLD_O) $(B)/libsim.a
$(B)/test_models: $(TEST_MODELS) $(COLLAB_O) $(B)/libsim.a
$(B)/test_sim $(B)/test_models:
	$(SAY)$(LINK) -lcriterion -lm
$(B)/libsim.a: $(SIM_O)
	@rm -f $@
	$(SAY)ar rcs $@ $^

$(B)/%.o: %.c $(B)/command
	@mkdir -p $(@D)
	$(SAY)$(CC) $(ALL) -c -o $@ $<

# The page of `cavi live`: its text, and the model as WebAssembly; without clang's WebAssembly an empty file, and `live`
# says so. Random123 is shown alone, since the headers beside it are another system's.
LIVE    := $(B)/live
LIVE_LANES := 4
LIVE_JS := $(addprefix analysis/live/,study estimate chart settings pool levers answers tries obstacles worlds run carry page)
WASM_C  := $(wildcard models/world*.c) $(addprefix models/,live.c collaboration.c events.c) \
           $(filter-out $(addprefix sim/live/,assets.c page.c first.c),$(wildcard sim/live/*.c)) sim/pack.c sim/params.c sim/names.c sim/error.c \
           sim/sentence.c sim/read/arm.c sim/read/cells.c sim/read/reading.c
WASM_O  := $(LIVE)/kernel.o
# What makes clang's lane loops vectors, which they otherwise are not in two functions that take most of the time: at -O3
# arguments are promoted, which loses what `omp simd` says of a loop; loops over lanes are unrolled before they are
# vectorised; `?:` becomes a branch, and a load is moved into it. Together 2.5 times the runs a second. Four lanes are one register: more are no faster, and a pack takes longer.
WASM     = clang --target=wasm32-wasi -O2 -std=gnu17 -D_GNU_SOURCE -msimd128 -ffp-contract=off \
           -fno-math-errno -fno-trapping-math -fopenmp-simd -fno-unroll-loops -mllvm -instcombine-code-sinking=0 \
           -mllvm -two-entry-phi-node-folding-threshold=1000 -DSIM_ISA=generic \
           -D'SIM_KERNEL_NAMES(K,model)=K(model,generic_$(LIVE_LANES))' -I. -I$(LIVE)/include
NO_WASM  = 2>> $(LIVE)/wasm.log || { : > $@; echo "  no page: clang makes no WebAssembly ($(LIVE)/wasm.log)"; }
$(WASM_O): $(wildcard models/*.[ch] models/*.def sim/*.h)
	@mkdir -p $(LIVE)/include && ln -sfn /usr/include/Random123 $(LIVE)/include/Random123
	@echo "  $@" && $(WASM) -DSIM_LANES=$(LIVE_LANES) -c -o $@ models/collaboration_kernel.c $(NO_WASM)
$(LIVE)/model.wasm: $(WASM_C) $(WASM_O) $(wildcard models/*.h models/*.def sim/*.h sim/read/*.h sim/read/*.def sim/live/*.h)
	@echo "  $@" && $(WASM) -mexec-model=reactor -Wl,--strip-all -o $@ $(WASM_C) $(WASM_O) $(NO_WASM)
$(LIVE)/model.wasm.gz: $(LIVE)/model.wasm
	@if [ -s $< ]; then gzip -9nc $< > $@; else : > $@; fi
# The study and the model stand between the two: threads begin while these are read.
$(LIVE)/head.html: $(addprefix analysis/live/,head.html page.css engine.js worker.js start.js)
	@mkdir -p $(LIVE)
	@{ cat analysis/live/head.html analysis/live/page.css; echo '</style><script type="text/plain" id="code">'; \
	   cat analysis/live/engine.js analysis/live/worker.js; echo '</script><script>'; cat analysis/live/start.js; echo '</script>'; } > $@
$(LIVE)/tail.html: $(addsuffix .js,$(LIVE_JS)) analysis/live/body.html analysis/live/engine.js
	@mkdir -p $(LIVE)
	@{ echo '</head><body>'; cat analysis/live/body.html; echo '<script>const LANES = $(LIVE_LANES);'; \
	   cat analysis/live/engine.js $(addsuffix .js,$(LIVE_JS)); echo '</script></body></html>'; } > $@
PAGE    := $(addprefix $(LIVE)/,model.wasm.gz head.html tail.html)
$(B)/sim/live/assets.o: $(PAGE)
$(B)/sim/live/assets.o: ALL += -DLIVE=\"$(LIVE)\"

# All is compiled anew when the command is another one; what tells the commit, when the commit is.
command_is := $(CC) $(ALL) $(LANEFLAGS)
commit_is  := $(COMMIT)
.PHONY: always
$(B)/command $(B)/commit: always
	@$(if $(findstring <$($(@F)_is)>,<$(file <$@)>),,$(file >$@,$($(@F)_is))):
TELL_COMMIT := $(B)/sim/run/store_provenance.o $(B)/sim/cli/version.o $(B)/sim/cli/ledger.o $(B)/sim/cli/live.o
$(TELL_COMMIT): $(B)/commit
$(TELL_COMMIT): ALL += -DCAVI_COMMIT=\"$(COMMIT)\"

# models/collaboration_kernel.c -> build/models/collaboration_kernel-v3_16.o, and so on for each kernel.
define KERNEL_RULE
$(B)/%_kernel-$(1).o: %_kernel.c $(B)/command
	@mkdir -p $$(@D)
	$$(SAY)$$(CC) $$(LANEFLAGS) $$(MARCH_$(word 1,$(subst _, ,$(1)))) -DSIM_ISA=$(word 1,$(subst _, ,$(1))) -DSIM_LANES=$(word 2,$(subst _, ,$(1))) -c -o $$@ $$<
endef
$(foreach k,$(KERNELS),$(eval $(call KERNEL_RULE,$(k))))

# What is timed: the engine alone on either model, what others would write instead, and what the machine could do.
BENCH := $(B)/bench/ensemble-lite $(B)/bench/ensemble-cavi $(B)/bench/plain_xoshiro $(B)/bench/plain_gsl $(B)/bench/limits
$(B)/bench/ensemble-lite.o $(B)/bench/ensemble-cavi.o: benchmarks/ensemble.c $(B)/command
	@mkdir -p $(@D)
	$(SAY)$(CC) $(ALL) -DMODEL=$(MODEL) -c -o $@ $<
$(B)/bench/ensemble-lite.o: MODEL := collab_lite
$(B)/bench/ensemble-cavi.o: MODEL := collaboration
$(B)/bench/collab_lite.o: benchmarks/collab_lite.c $(B)/command
	@mkdir -p $(@D)
	$(SAY)$(CC) $(ALL) -DCOLLAB_LITE_WITHOUT_MAIN -c -o $@ $<
$(B)/bench/ensemble-lite: $(B)/bench/ensemble-lite.o $(B)/bench/collab_lite.o $(call kernels,benchmarks/collab_lite) $(B)/libsim.a
	$(SAY)$(LINK) -lm
$(B)/bench/ensemble-cavi: $(B)/bench/ensemble-cavi.o $(COLLAB_O) $(B)/libsim.a
	$(SAY)$(LINK) -lm
$(B)/bench/plain_xoshiro $(B)/bench/plain_gsl: $(B)/bench/%: benchmarks/peers/%.c benchmarks/peers/lite.h
	@mkdir -p $(@D)
	$(SAY)$(CC) -std=gnu17 $(WARN) -O3 -march=native $(shell pkg-config --cflags gsl) -o $@ $< $(shell pkg-config --libs gsl) -lm
$(B)/bench/limits: benchmarks/limits.c
	@mkdir -p $(@D)
	$(SAY)$(CC) $(LANEFLAGS) -march=native $(if $(filter x86_64,$(ARCH)),-mprefer-vector-width=512) -o $@ $< -lm

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# --- the same program built in other ways, each in a folder of its own; the page is the same in all ---

arm64 clang double asan fuzz: $(PAGE)
.PHONY: static
static: build          ## build build/cavi-static, one file that needs no library: for a cluster
	@$(MAKE) STATIC=-static $(B)/cavi-static
# Libraries of arm64 stand in a folder of their own: as packages of this machine they would drive out its own.
ARM64 := $(abspath $(B)/arm64/root)
.PHONY: arm64
arm64: $(ARM64)        ## build build/arm64/cavi-static with Debian's cross compiler
	@PKG_CONFIG_LIBDIR=$(ARM64)/usr/lib/aarch64-linux-gnu/pkgconfig PKG_CONFIG_SYSROOT_DIR=$(ARM64) \
	  $(MAKE) LIVE=$(LIVE) B=$(B)/arm64 ARCH=aarch64 CC=aarch64-linux-gnu-gcc STATIC=-static \
	  EXTRA="-I$(ARM64)/usr/include -L$(ARM64)/usr/lib/aarch64-linux-gnu" $(B)/arm64/cavi-static
$(ARM64):
	@mkdir -p $(@D)
	@.ci/unpack arm64 $@ libgsl-dev libhdf5-dev libyaml-dev libexpat1-dev libxxhash-dev libaec-dev zlib1g-dev
# Without -g clang takes a third less time.
.PHONY: clang
clang:
	@$(MAKE) LIVE=$(LIVE) B=$(B)/clang CC=clang CFLAGS=-O2 $(B)/clang/cavi $(B)/clang/toy
double:                ## build with double in place of float into build/double
	@$(MAKE) LIVE=$(LIVE) B=$(B)/double EXTRA=-DSIM_DOUBLE $(B)/double/cavi $(B)/double/toy
# With sanitizers one kernel is compiled for a minute, and that of AVX-512 for a quarter of an hour: one of many lanes and
# one of a single lane are all the paths that there are in the sources.
SANITIZED := $(if $(filter x86_64,$(ARCH)),v3_16 v3_1,generic_16 generic_1)
asan:                  ## build with sanitizers into build/asan; run the C tests and the hostile studies there (ten minutes)
	@$(MAKE) LIVE=$(LIVE) B=$(B)/asan KERNELS="$(SANITIZED)" CFLAGS="-O1 -g1" EXTRA="-fPIC -fsanitize=address,undefined \
	  -fno-sanitize-recover=all -fno-omit-frame-pointer" sanitized
.PHONY: sanitized
sanitized: $(B)/cavi $(B)/toy $(B)/$(LIBRARY) $(TESTS)
	@CAVI_BUILD=$(B) LSAN_OPTIONS=suppressions=$(CURDIR)/tests/slow/leaks.supp:print_suppressions=0 \
	  tests/run $(PYTHON) tests/test_hostile.py -- $(TESTS)

# Four parsers of what people write, from the reader alone to the worlds of the theory, and the check of a block's seal.
FUZZERS := fuzz_yaml fuzz_study fuzz_world fuzz_network fuzz_block
fuzz:                  ## build the fuzzers into build/fuzz and run each for FUZZ_SECONDS (default 60)
	@$(MAKE) LIVE=$(LIVE) B=$(B)/fuzz CC=clang KERNELS= CFLAGS="-O1 -g" EXTRA="-fsanitize=fuzzer-no-link,address,undefined \
	  -fno-sanitize-recover=all -Wno-pass-failed -DMOST_LEVELS=100" $(addprefix fuzz-,$(FUZZERS))
fuzz-%: $(B)/% $(B)/fuzz.dict
	@mkdir -p $(B)/$*.corpus
	$< -max_total_time=$(FUZZ_SECONDS) $(FUZZ_ARGS_$*) -timeout=60 -print_final_stats=1 -verbosity=$(FUZZ_VERBOSITY) \
	  -artifact_prefix=$(B)/$*- $(B)/$*.corpus $(FUZZ_SEEDS_$*)
FUZZ_SECONDS   ?= 60
FUZZ_VERBOSITY ?= 0
FUZZ_ARGS_fuzz_yaml   = -max_len=512 -dict=$(B)/fuzz.dict
FUZZ_ARGS_fuzz_study  = -max_len=1024 -dict=$(B)/fuzz.dict
FUZZ_ARGS_fuzz_world  = -max_len=4096 -dict=$(B)/fuzz.dict
FUZZ_ARGS_fuzz_network = -max_len=2048
FUZZ_ARGS_fuzz_block  = -max_len=512
FUZZ_SEEDS_fuzz_yaml := tests/hostile
FUZZ_SEEDS_fuzz_study := tests/hostile
FUZZ_SEEDS_fuzz_network := tests/networks
FUZZ_SEEDS_fuzz_world := tests/hostile configs/scenarios configs/studies
$(B)/fuzz.dict: tests/slow/yaml.dict $(wildcard sim/read/*.def sim/read/study*.c) tests/sim/toy.c
	@mkdir -p $(@D)
	@{ cat $<; { grep -ohE '"[a-z_.]{2,32}"' $(filter %.c,$^); \
	  sed -nE 's/^(KEY|WHOLE|REAL|WORD|DESIGN|DISTRIBUTION|TEST)\(\w+, (\w+),.*/"\2"/p' $(filter %.def,$^); } | sort -u; } > $@
IN_MEMORY := -Wl,--wrap=sim_file_read,--wrap=access
$(B)/fuzz_yaml: $(B)/tests/slow/fuzz_yaml.o $(B)/tests/slow/fuzz_files.o $(B)/libsim.a
	$(SAY)$(LINK) -fsanitize=fuzzer $(IN_MEMORY) -lm
$(B)/fuzz_study: $(B)/tests/slow/fuzz_study-toy.o $(B)/tests/slow/fuzz_files.o $(TOY_O) $(B)/libsim.a
	$(SAY)$(LINK) -fsanitize=fuzzer $(IN_MEMORY) -lm
$(B)/fuzz_world: $(B)/tests/slow/fuzz_study-collaboration.o $(B)/tests/slow/fuzz_files.o $(COLLAB_O) $(B)/libsim.a
	$(SAY)$(LINK) -fsanitize=fuzzer $(IN_MEMORY) -lm
$(B)/fuzz_network: $(B)/tests/slow/fuzz_network.o $(B)/libsim.a
	$(SAY)$(LINK) -fsanitize=fuzzer -lm
$(B)/fuzz_block: $(B)/tests/slow/fuzz_block.o $(B)/libsim.a
	$(SAY)$(LINK) -fsanitize=fuzzer -lm
$(B)/tests/slow/fuzz_study-%.o: tests/slow/fuzz_study.c $(B)/command
	@mkdir -p $(@D)
	$(SAY)$(CC) $(ALL) -DFUZZ_MODEL=$* -c -o $@ $<
$(B)/%.so: tests/slow/%.c
	@mkdir -p $(@D)
	gcc -std=gnu17 -D_GNU_SOURCE -O1 -Wall -Wextra -fno-builtin -fPIC -shared -o $@ $< -ldl

# --- work ---

run: build readers     ## compute the first study into out/first_look, draw its figures, say what it found, write its report
	$(B)/cavi run configs/studies/first_look.yaml -o out/first_look
	@for question in advantage inertia leadership; do \
	  $(PYTHON) analysis/figure_$$question.py out/first_look || exit 1; done
	@$(PYTHON) analysis/summary.py out/first_look
	@$(PYTHON) analysis/report.py out/first_look
	@$(B)/cavi live configs/studies/first_look.yaml -o out/first_look/live.html && echo "out/first_look/live.html: the same study as a page that computes" || true

# The worked studies of docs/studies.md, and the figure of each that has one.
FIGURE_best_mix              := sweep
FIGURE_which_medium          := attribution
FIGURE_how_many_forums       := sweep
FIGURE_what_to_protect       := effects --without 'no cut' --without 'all five' --outcome synergy --outcome months_per_delivery --outcome conflict --outcome exits
FIGURE_small_or_big          := sweep
FIGURE_advantage_or_inertia  := conditions
FIGURE_package_matched       := effects --outcome synergy --outcome stall --outcome conflict
FIGURE_where_a_mix_wins_matched := $(FIGURE_package_matched)
FIGURE_where_joint_work_hurts := discover
FIGURE_where_pushing_pays_first_matched := advantage
PICTURES := best_mix which_medium how_many_forums what_to_protect small_or_big advantage_or_inertia package_matched where_a_mix_wins_matched \
            where_joint_work_hurts where_pushing_pays_first_matched
STUDIES := $(PICTURES) the_difficult_partner advantage_or_inertia_matched package where_a_mix_wins where_joint_work_hurts_matched where_pushing_pays_first
COMPUTE_which_medium := attribute --of structure_leads,processes_lead,participants_lead
DISCOVER_where_joint_work_hurts := synergy < 0

studies: build readers $(addprefix study-,$(STUDIES)) ## compute the worked studies into out/studies and draw their figures (half an hour)
study-%:
	$(B)/cavi $(or $(COMPUTE_$*),run) configs/studies/$*.yaml -o out/studies/$*
	$(if $(DISCOVER_$*),$(B)/cavi discover out/studies/$* --when '$(DISCOVER_$*)' --csv out/studies/$*/discover.csv)
	@$(if $(FIGURE_$*),$(PYTHON) analysis/figure_$(firstword $(FIGURE_$*)).py out/studies/$* -w 85 -o out/studies/$*.png \
	  $(wordlist 2,99,$(FIGURE_$*)),true)

budget: build readers  ## print one forum's year in numbers, what is lost without each medium and mode, and in how many worlds trust has two basins
	$(B)/cavi run configs/studies/forum_year.yaml -o out/forum_year
	$(B)/cavi run configs/studies/budget.yaml -o out/budget
	$(B)/cavi run configs/studies/two_basins.yaml -o out/two_basins
	@$(PYTHON) analysis/budget.py out/forum_year out/budget
	@$(PYTHON) analysis/basins.py out/two_basins

stories: build readers ## let the program tell three forums of the children's services area anew into docs/stories.md
	$(B)/cavi run configs/studies/stories.yaml -o out/stories
	@$(PYTHON) analysis/stories.py out/stories $(B)/cavi > out/stories.md && mv out/stories.md docs/stories.md

plausible: build readers  ## print whether worlds drawn from the plausible ranges live, how their forums end, and whether an outcome sticks
	$(B)/cavi run configs/studies/plausible_made.yaml -o out/plausible_made
	$(B)/cavi run configs/studies/plausible_childrens.yaml -o out/plausible_childrens
	@$(PYTHON) analysis/plausible.py out/plausible_made out/plausible_childrens

idle: build readers    ## print which uncertain parameters move no outcome in plausible worlds
	$(B)/cavi run configs/studies/which_are_idle.yaml -o out/which_are_idle
	@$(PYTHON) analysis/idle.py out/which_are_idle

DRAWN    := first_look_advantage first_look_network $(PICTURES)
FEWER    := import sys; from PIL import Image; Image.open(sys.argv[1]).convert("RGB").quantize(64).save(sys.argv[2], optimize=True)
figures: studies       ## draw the figures of the documents anew into docs/figures, in 64 colours
	$(B)/cavi run configs/studies/first_look.yaml -o out/studies/first_look
	@$(PYTHON) analysis/figure_advantage.py out/studies/first_look -w 85 -o out/studies/first_look_advantage.png
	@$(PYTHON) analysis/figure_network.py out/studies/first_look --forum safeguarding_board -o out/studies/first_look_network.png
	@mkdir -p docs/figures
	@for name in $(DRAWN); do $(PYTHON) -c '$(FEWER)' out/studies/$$name.png docs/figures/$$name.png || exit 1; done

test: build readers $(B)/toy $(B)/told $(B)/coverage $(TESTS) clang static   ## all tests but the long ones (ten minutes, a quarter of an hour with all that is built)
	@CAVI_BUILD=$(B) SIDE_BY_SIDE=yes tests/run $(PYTHON) tests --ignore=tests/slow -- $(TESTS)

test-slow: test double arm64 $(B)/faults.so $(B)/hungry.so $(SHARED)   ## the long tests too: kills, faults, memory, fuzzing, a cluster (an hour)
	@$(MAKE) asan
	@$(MAKE) fuzz
	@CAVI_BUILD=$(B) REFERENCE_STUDIES=$(or $(REFERENCE_STUDIES),150) REFERENCE_MONTHS=$(or $(REFERENCE_MONTHS),60) tests/run $(PYTHON) tests/slow tests/test_reference.py --
	@$(PYTHON) -B tests/slow/mutate.py --among $(MUTANTS)

# Broken rules that the reference must see, two or so of every kind; `tests/slow/mutate.py --count 60` names others.
MUTANTS ?= f3d7d0,92c8fe,ff14e7,2b7058,756bef,d059b0,5a3343,adb112,c20e90,9b90fe,188f40,a0b31c,83689e,b31aa5,962d8e,290ca1,b18136,5fb2c5,078a4c,66d100

bench: build $(BENCH)  ## measure; prints a table and writes CSV (BENCH_ARGS=--quick: everything once)
	@$(PYTHON) -B benchmarks/bench.py --build $(B) $(BENCH_ARGS)

claims: build          ## try the claims of the theory over the first matched worlds into out/claims/matched (half an hour)
	$(B)/cavi claims --worlds configs/worlds/childrens_services_87.csv --placebo 40 -o out/claims/matched

.PHONY: coverage
coverage: $(B)/coverage ## simulate every interval, stopping rule and verdict: promised against found (STUDIES_EACH=1000 SEED=1, PART for one of them; ten minutes)
	@$(B)/coverage $(or $(STUDIES_EACH),1000) $(or $(SEED),1) $(PART)

# --- installing ---

PREFIX ?= /usr/local
PACKAGES = lib/$(shell $(PYTHON) -c 'import sys; print("python%d.%d" % sys.version_info[:2])')/dist-packages/cavi
IMAGE   = $(B)/image
EACH    = find $(IMAGE) -type f -printf '%P\n' | while IFS= read -r file; do to="$(DESTDIR)$(PREFIX)/$$file"
.PHONY: install uninstall deb dist image
image: build
	@rm -rf $(IMAGE)
	@$(PYTHON) .ci/manual $(B)/cavi $(IMAGE)/share
	@mkdir -p $(IMAGE)/bin $(IMAGE)/share/cavi $(IMAGE)/share/doc/cavi
	@cp $(B)/cavi $(IMAGE)/bin
	@mkdir -p $(IMAGE)/lib/pkgconfig $(IMAGE)/include
	@cp -P $(B)/$(LIBRARY) $(B)/libcavi.so $(IMAGE)/lib && cp sim/api/cavi.h $(IMAGE)/include
	@mkdir -p $(IMAGE)/$(PACKAGES) && cp -L analysis/cavi/* $(IMAGE)/$(PACKAGES) 2> /dev/null; rm -rf $(IMAGE)/$(PACKAGES)/__pycache__
	@sed 's|@PREFIX@|$(PREFIX)|' sim/api/cavi.pc.in > $(IMAGE)/lib/pkgconfig/cavi.pc
	@cp -r configs analysis/cavi.R $(IMAGE)/share/cavi
	@cp -r README.md LICENSE CITATION.cff docs $(IMAGE)/share/doc/cavi
install: image         ## program, manual, completion, configs and documents below DESTDIR and PREFIX (/usr/local)
	@$(EACH); mode=644; [ ! -x "$(IMAGE)/$$file" ] || mode=755; install -D -m $$mode "$(IMAGE)/$$file" "$$to" || exit 1; done
	@ln -sf $(LIBRARY) "$(DESTDIR)$(PREFIX)/lib/libcavi.so"
uninstall: image       ## remove what install put there, and nothing else
	@$(EACH); rm -f "$$to"; done
	@rm -f "$(DESTDIR)$(PREFIX)/lib/libcavi.so"
	@for folder in share/cavi share/doc/cavi; do [ ! -d "$(DESTDIR)$(PREFIX)/$$folder" ] || \
	  find "$(DESTDIR)$(PREFIX)/$$folder" -depth -type d -empty -delete; done
deb: image             ## Debian packages of the same in build/deb: cavi, libcavi1, libcavi-dev, python3-cavi
	@.ci/deb $(IMAGE) $(COMMIT:%-dirty=%) $(B)/deb
# The same commit gives the same bytes; what it holds is built without git.
DIST = cavi-$(COMMIT:%-dirty=%)
dist:                  ## pack the sources of the last commit into build/cavi-COMMIT.tar.gz
	@mkdir -p $(B)
	@git -c tar.umask=0022 archive --format=tar --prefix=$(DIST)/ HEAD | gzip -9n > $(B)/$(DIST).tar.gz
	@echo $(B)/$(DIST).tar.gz

.PHONY: documents
documents: $(B)/cavi   ## write the model's own lists into build/model.md, and the keys of a study into docs/study_file.md
	@{ $(B)/cavi describe --markdown && $(B)/cavi params --markdown; } >$(B)/model.md
	@$(B)/cavi describe --study-file >docs/study_file.md

# --- the sources ---

C_FILES := $(wildcard sim/*.[ch] sim/*/*.[ch] models/*.[ch] benchmarks/*.[ch] tests/sim/*.[ch] tests/models/*.[ch] tests/slow/*.[ch] tests/coverage/*.[ch])
SCRIPTS := .ci/run .ci/install .ci/libraries .ci/unpack .ci/deb .ci/arrows tests/run $(wildcard tests/slow/*.sh configs/cluster/*.sh)

# clang's analyzer is left out: it takes any failure for a success that may follow.
TIDY := -*,bugprone-*,misc-redundant-expression,-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions,$\
-bugprone-reserved-identifier,-bugprone-macro-parentheses,-bugprone-implicit-widening-of-multiplication-result,$\
-bugprone-sizeof-expression,-bugprone-misplaced-widening-cast

check: arrows chapters form literals lint format-check   ## arrows, chapters, form, literals, lint and format
chapters:              ## each file of models/ compiles by itself
	@$(CC) $(filter-out -MMD -MP,$(ALL)) -DCHAPTER_ALONE -Wno-unused -fsyntax-only -x c $(filter-out %_kernel.c,$(wildcard models/*.[ch]))
arrows: build $(B)/toy ## who may know whom
	@.ci/arrows $(B)
form:                  ## how long files and functions are
	@.ci/form $(wildcard $(foreach folder,sim sim/* models,$(addprefix $(folder)/*.,c h def)))
literals:              ## numbers in rules that no study can set
	@.ci/literals $(wildcard models/*.[ch])
# Leaks are left to the analyser of clang-tidy and to the sanitizers, which see through SIM_FREE().
lint:                  ## clang-tidy, cppcheck, shellcheck
	shellcheck $(SCRIPTS)
	cppcheck --quiet --std=c11 --inline-suppr --enable=warning,portability --suppress=missingInclude \
	  --suppress=missingIncludeSystem --suppress=invalidPointerCast --suppress=uninitvar --suppress=memleak \
	  --error-exitcode=1 -I. sim
	clang-tidy --quiet --warnings-as-errors='*' --checks='$(TIDY)' $(wildcard sim/*.c sim/*/*.c) -- -std=gnu17 -D_GNU_SOURCE -I. $(PKG_CFLAGS)
format:                ## lay the sources out as .clang-format says
	clang-format -i $(C_FILES)
format-check:
	@clang-format --dry-run -Werror $(C_FILES)

clean:                 ## remove what was built (results in out/ stay)
	rm -rf $(B)
help:                  ## say this
	@grep -hE '^[a-z0-9-]+:.*##' Makefile | sed -E 's/^([a-z0-9-]+):[^#]*## */\1\t/' | expand -t 12
endif
