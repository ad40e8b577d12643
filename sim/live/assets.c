/* assets.c - the files that `make` has put together, inside the program. */
#include "assets.h"

/* The folder of these files. The assembler includes them as they are. */
#ifndef LIVE
#define LIVE "build/live"
#endif

#define ASSET(name, file)                                                                                              \
    __asm__(".section .rodata\n.globl " #name "\n.globl " #name "_size\n.balign 16\n" #name ":\n.incbin \"" LIVE       \
            "/" file "\"\n0:\n.balign 8\n" #name "_size:\n.quad 0b - " #name "\n.previous\n")

ASSET(sim_live_head, "head.html");
ASSET(sim_live_tail, "tail.html");
ASSET(sim_live_wasm, "model.wasm.gz");
