/* chance.h - chance as a pure function of names: study seed, replicate and drawn world, month, purpose, entity.
 * Threefry4x32-20 (Salmon et al. 2011, Random123) with key {seed low, seed high, replicate, world} and counter
 * {month, purpose, entity's block, 0}. `world` is 0 where points share luck (a grid), and 1 + the point's number where
 * points are a sample of worlds: those must not all have the same luck. No generator state exists, so threads, lanes,
 * resume and order change nothing. */
#ifndef SIM_CHANCE_H
#define SIM_CHANCE_H

/* Random123 refuses a processor that it does not know, and asks of it only what a compiler tells anyway. */
#ifdef __wasm__
#define __x86_64__ 1
#define R123_USE_SSE 0
#define R123_USE_SSE4_2 0
#define R123_USE_AES_NI 0
#endif
#include <Random123/threefry.h>
#ifdef __wasm__
#undef __x86_64__
#endif

#include "lanes.h"
#include "model.h"

/** The block of four words behind one (purpose, entity block) of one lane this month. */
RULE threefry4x32_ctr_t chance_block(const struct sim_pack *pack, uint32_t replicate, uint32_t world, uint32_t purpose,
                                     uint32_t block)
{
    threefry4x32_ctr_t counter = { { (uint32_t)pack->month, purpose, block, 0 } };
    threefry4x32_key_t key = { { pack->seed[0], pack->seed[1], replicate, world } };
    return threefry4x32_R(20, counter, key);
}

/** The middle of the `bits`-th 16-bit cell: a number in (0, 1) that every float type holds exactly. */
RULE real chance_cell(uint32_t bits)
{
    return ((real)(int32_t)(bits & 0xffff) + R(0.5)) * R(1.0 / 65536);
}

/** How many rows a buffer needs for `count` entities. */
#define CHANCE_ROWS(count) (((count) + 7) / 8 * 8)

/** Write the numbers of entities 8 * block to 8 * block + 7, which share a Threefry block, into the eight rows of `to`.
 * For rare events, where drawing numbers for all entities each month would be wasted. */
RULE void chance_eight(real (*restrict to)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose, int block)
{
    const uint32_t *restrict replicate = pack->replicate, *restrict world = pack->drawn;
    LANES {
        threefry4x32_ctr_t words = chance_block(pack, replicate[lane], world[lane], purpose, (uint32_t)block);
        to[0][lane] = chance_cell(words.v[0]);
        to[1][lane] = chance_cell(words.v[0] >> 16);
        to[2][lane] = chance_cell(words.v[1]);
        to[3][lane] = chance_cell(words.v[1] >> 16);
        to[4][lane] = chance_cell(words.v[2]);
        to[5][lane] = chance_cell(words.v[2] >> 16);
        to[6][lane] = chance_cell(words.v[3]);
        to[7][lane] = chance_cell(words.v[3] >> 16);
    }
}

/** One uniform number in (0, 1) with a grain of 2^-16 for each of `count` entities, every lane.
 * `out` has CHANCE_ROWS(count) rows. */
static inline void chance_fill(real (*restrict out)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose,
                               int count)
{
    for (int block = 0; block < (count + 7) / 8; block++)
        chance_eight(out + 8 * block, pack, purpose, block);
}

#endif
