# cavi: `make help` lists what can be made.
.DEFAULT_GOAL := build
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

B       ?= build
CC      := gcc
PYTHON  := /usr/bin/python3
ARCH    := $(shell uname -m)
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)

LIBS    := gsl hdf5-serial yaml-0.1 libxxhash
ifneq ($(filter-out help setup,$(or $(MAKECMDGOALS),build)),)
PKG_CFLAGS = $(shell pkg-config --cflags $(LIBS))
PKG_LIBS   = $(shell pkg-config --libs $(LIBS)) -lhdf5_serial_hl
endif

WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Werror
CFLAGS  ?= -O2 -g
BASE     = -std=gnu17 -D_GNU_SOURCE -DCAVI_COMMIT=\"$(COMMIT)\" $(WARN) $(CFLAGS) $(EXTRA) -MMD -MP -ffp-contract=off -fno-math-errno -fno-trapping-math -I.
ALL     += $(BASE) -fopenmp $(PKG_CFLAGS)
# A kernel must not know of threads; see sim/README.md for why each of these stands here.
LANEFLAGS = $(BASE) -fopenmp-simd
ifeq ($(findstring clang,$(CC)),)
LANEFLAGS += -fno-thread-jumps -fno-tree-pre -fno-tree-sink -fno-ipa-modref -fno-ipa-pure-const
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

SIM_O     := $(patsubst %.c,$(B)/%.o,$(wildcard sim/*.c sim/study/*.c sim/cli/*.c))
kernels    = $(foreach k,$(KERNELS),$(B)/$(1)_kernel-$(k).o)
COLLAB_O  := $(B)/models/collaboration.o $(B)/models/world.o $(call kernels,models/collaboration)
LITE_O    := $(B)/benchmarks/collab_lite.o $(call kernels,benchmarks/collab_lite)
TOY_O     := $(B)/tests/sim/toy.o $(call kernels,tests/sim/toy)
TEST_SIM  := $(patsubst %.c,$(B)/%.o,$(wildcard tests/sim/test_*.c))
TEST_MODELS := $(patsubst %.c,$(B)/%.o,$(wildcard tests/models/test_*.c))

.PHONY: build run test test-slow bench check lint format arrows asan clean setup help

build: $(B)/cavi $(B)/collab-lite   ## build the programs into build/

$(B)/cavi: $(B)/models/cavi.o $(COLLAB_O) $(B)/libsim.a
	$(CC) $(CFLAGS) $(EXTRA) -fopenmp -o $@ $^ $(PKG_LIBS) -lm
$(B)/collab-lite: $(LITE_O) $(B)/libsim.a
	$(CC) $(CFLAGS) $(EXTRA) -fopenmp -o $@ $^ $(PKG_LIBS) -lm
$(B)/toy: $(B)/tests/sim/toy_main.o $(TOY_O) $(B)/libsim.a
	$(CC) $(CFLAGS) $(EXTRA) -fopenmp -o $@ $^ $(PKG_LIBS) -lm
$(B)/test_sim: $(TEST_SIM) $(TOY_O) $(B)/libsim.a
	$(CC) $(CFLAGS) $(EXTRA) -fopenmp -o $@ $^ $(PKG_LIBS) -lcriterion -lm
$(B)/test_models: $(TEST_MODELS) $(COLLAB_O) $(B)/libsim.a
	$(CC) $(CFLAGS) $(EXTRA) -fopenmp -o $@ $^ $(PKG_LIBS) -lcriterion -lm
$(B)/libsim.a: $(SIM_O)
	@rm -f $@
	ar rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL) -c -o $@ $<

# models/collaboration_kernel.c -> build/models/collaboration_kernel-v3_16.o, and so on for each kernel.
define KERNEL_RULE
$(B)/%_kernel-$(1).o: %_kernel.c
	@mkdir -p $$(@D)
	$$(CC) $$(LANEFLAGS) $$(MARCH_$(word 1,$(subst _, ,$(1)))) -DSIM_ISA=$(word 1,$(subst _, ,$(1))) -DSIM_LANES=$(word 2,$(subst _, ,$(1))) -c -o $$@ $$<
endef
$(foreach k,$(KERNELS),$(eval $(call KERNEL_RULE,$(k))))

-include $(shell find $(B) -name '*.d' 2>/dev/null)

clean:                 ## remove what was built (results in out/ stay)
	rm -rf $(B)
