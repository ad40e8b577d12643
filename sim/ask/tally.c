/* tally.c - counts chunks. */
#include "tally.h"

#include <math.h>
#include <stdlib.h>

#include "../memory.h"

bool sim_tally_init(struct sim_tally *self, const struct sim_matching *matching)
{
    size_t patterns = (size_t)matching->patterns_count;

    *self = (struct sim_tally){ .matching = matching,
                                .sieves = calloc(patterns, sizeof *self->sieves),
                                .both = calloc(patterns * patterns, sizeof *self->both) };
    for (size_t i = 0; self->sieves != NULL && i < patterns; i++)
        self->sieves[i] = (struct sim_sieve){ .gap = INFINITY, .value = (double)NAN, .world = -1 };
    return self->sieves != NULL && self->both != NULL;
}

void sim_tally_free(struct sim_tally *self)
{
    SIM_FREE(self->sieves, self->both, self->kept);
    *self = (struct sim_tally){ 0 };
}

void sim_tally_wave(struct sim_tally *self)
{
    self->near_count = 0;
}

/** How many replicates a world was given before it was excluded or kept. */
static long replicates_of(const struct sim_matching *matching, int fell)
{
    return fell == SIM_FELL_FIRST ? 1 : fell == SIM_FELL_SCREEN ? matching->screen : matching->replicates;
}

static bool is_nearer(const struct sim_near *a, const struct sim_near *b)
{
    if (a->replicates != b->replicates) {
        return a->replicates > b->replicates;
    }
    return a->far < b->far || (a->far == b->far && a->world < b->world);
}

/** Put a world into a list of the nearest. */
static void near_add(struct sim_near *list, int *count, int most, struct sim_near world)
{
    int at = *count < most ? (*count)++ : most;

    if (at == most && !is_nearer(&world, &list[most - 1])) {
        return;
    }
    at = at == most ? most - 1 : at;
    for (; at > 0 && is_nearer(&world, &list[at - 1]); at--)
        list[at] = list[at - 1];
    list[at] = world;
}

static void kept_add(struct sim_tally *self, long world)
{
    if (self->kept_count == self->kept_room) {
        long room = 2 * self->kept_room + 1024;
        if (!SIM_RESIZE(self->kept, room)) {
            self->lost = true;
            return;
        }
        self->kept_room = room;
    }
    self->kept[self->kept_count++] = world;
}

/** Would a world be kept if pattern `i` were not asked? */
static bool kept_without(const struct sim_matching *matching, uint64_t out, uint64_t missed, int i)
{
    uint64_t others = ~((uint64_t)1 << i);
    return (out & others) == 0 && __builtin_popcountll(missed & others) <= matching->misses;
}

static void sieves_add(struct sim_tally *self, const struct sim_screened *chunk, long at)
{
    uint64_t out = chunk->out[at], missed = chunk->missed[at], unmet = out | missed;
    int patterns = self->matching->patterns_count;

    for (int i = 0; i < patterns; i++) {
        struct sim_sieve *sieve = &self->sieves[i];
        double value = chunk->values[i * chunk->count + at], gap;
        sieve->alone += (long)(out >> i & 1);
        sieve->last += chunk->fell[at] != SIM_KEPT && kept_without(self->matching, out, missed, i);
        if ((unmet >> i & 1) == 0) {
            sieve->met++;
            for (int k = 0; k < patterns; k++)
                self->both[i * patterns + k] += (long)(~unmet >> k & 1);
        }
        gap = sim_pattern_gap(&self->matching->patterns[i], value);
        if (gap < sieve->gap) {
            sieve->gap = gap;
            sieve->value = value;
            sieve->world = chunk->first + at;
            sieve->replicates = replicates_of(self->matching, chunk->fell[at]);
        }
    }
}

void sim_tally_add(struct sim_tally *self, const struct sim_screened *chunk)
{
    for (long at = 0; at < chunk->count; at++) {
        struct sim_near world = { chunk->far[at], chunk->first + at, 0 };
        self->worlds++;
        self->fell[chunk->fell[at]]++;
        if (chunk->fell[at] == SIM_FELL_FAILED) {
            continue;
        }
        if (chunk->fell[at] == SIM_KEPT) {
            kept_add(self, world.world);
        }
        near_add(self->near, &self->near_count, SIM_NEAR, world);
        /* One replicate may be near by luck: a world that was given more comes first. */
        world.replicates = replicates_of(self->matching, chunk->fell[at]);
        near_add(self->nearest, &self->nearest_count, SIM_NEAREST, world);
        sieves_add(self, chunk, at);
    }
}
