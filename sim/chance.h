/* chance.h - random numbers, each a pure function of study seed, replicate, drawn world, month, purpose and entity. No
 * generator has a state, so threads, lanes, resume and order change nothing. A purpose is one of the model's draws. Its
 * numbers come in blocks of eight, from Threefry4x32-20 (Salmon et al. 2011, Random123) with key {seed low, seed high,
 * replicate, world} and counter {month, purpose, block low, block high}. `world` is 0 where points share luck (a grid),
 * and 1 + the point's number where points are a sample of worlds: those must not all have the same luck. The place of
 * an entity is its place in all arms together (struct sim_places): its absence in one arm changes nobody's luck. */
#ifndef SIM_CHANCE_H
#define SIM_CHANCE_H

/* Random123 refuses a processor that it does not know, and asks of it only what a compiler tells anyway. */
#ifdef __wasm__
#define __x86_64__      1
#define R123_USE_SSE    0
#define R123_USE_SSE4_2 0
#define R123_USE_AES_NI 0
#endif
#include <Random123/threefry.h>
#ifdef __wasm__
#undef __x86_64__
#endif

#include "lanes.h"
#include "model.h"

/** One block of a purpose in this month and in one lane: four words, each of which makes two numbers. */
RULE threefry4x32_ctr_t chance_block(const struct sim_pack *pack, uint32_t replicate, uint32_t world, uint32_t purpose,
                                     uint64_t block)
{
    threefry4x32_ctr_t counter = { { (uint32_t)pack->month, purpose, (uint32_t)block, (uint32_t)(block >> 32) } };
    threefry4x32_key_t key = { { pack->seed[0], pack->seed[1], replicate, world } };
    return threefry4x32_R(20, counter, key);
}

/** A number in (0, 1) from the low 16 bits of `bits`: (bits + 1/2) / 65536, which float and double hold exactly. */
RULE real chance_cell(uint32_t bits)
{
    return ((real)(int32_t)(bits & 0xffff) + R(0.5)) * R(1.0 / 65536);
}

/** Rows of a buffer for `count` numbers: whole blocks. */
#define CHANCE_ROWS(count) (((count) + 7) / 8 * 8)

/** Write the eight numbers of a block into the eight rows of `to`. */
RULE void chance_words(real (*restrict to)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose, uint64_t block)
{
    const uint32_t *restrict replicate = pack->replicate, *restrict world = pack->drawn;
    LANES {
        threefry4x32_ctr_t words = chance_block(pack, replicate[lane], world[lane], purpose, block);
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

/** Places of the entities that draw `purpose`; NULL where entity i has place i. */
RULE const struct sim_places *chance_places(const struct sim_pack *pack, uint32_t purpose)
{
    return pack->places == NULL || pack->places[purpose].place == NULL ? NULL : &pack->places[purpose];
}

/** Write eight numbers of one entity into the eight rows of `to`, for rare events: numbers for all entities would be
 * wasted. A purpose is drawn by this or by chance_fill(), never by both: they would give the same numbers. */
RULE void chance_eight(real (*restrict to)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose, int entity)
{
    const struct sim_places *places = chance_places(pack, purpose);
    chance_words(to, pack, purpose, places == NULL ? (uint64_t)entity : places->place[entity]);
}

/** chance_fill() for entities with places: the numbers of entity i begin at place[i] * count / rows. */
static __attribute__((noinline)) void chance_gather(real (*restrict out)[SIM_LANES], const struct sim_pack *pack,
                                                    uint32_t purpose, int count)
{
    const struct sim_places *places = &pack->places[purpose];
    uint64_t each = (uint64_t)count / (uint64_t)places->rows, held = UINT64_MAX;
    real eight[8][SIM_LANES];

    for (uint64_t i = 0; i < (uint64_t)count; i++) {
        uint64_t number = places->place[i / each] * each + i % each;
        if (number / 8 != held) {
            held = number / 8;
            chance_words(eight, pack, purpose, held);
        }
        LANES {
            out[i][lane] = eight[number % 8][lane];
        }
    }
}

/** Write `count` uniform numbers in (0, 1), in steps of 2^-16, for every lane. `count` is a multiple of
 * the number of entities: each gets equally many, in neighbouring rows. `out` has CHANCE_ROWS(count) rows. */
static inline void chance_fill(real (*restrict out)[SIM_LANES], const struct sim_pack *pack, uint32_t purpose,
                               int count)
{
    if (count > 0 && chance_places(pack, purpose) != NULL) {
        chance_gather(out, pack, purpose, count);
        return;
    }
    for (int block = 0; block < (count + 7) / 8; block++)
        chance_words(out + 8 * block, pack, purpose, (uint64_t)block);
}

#endif
