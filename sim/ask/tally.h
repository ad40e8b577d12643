/* tally.h - counts over the screened worlds of all waves, one chunk after the other: what each pattern excludes, which
 * patterns are never met together, which worlds are kept, and which come nearest. Memory grows only with the number of
 * kept worlds. */
#ifndef SIM_TALLY_H
#define SIM_TALLY_H

#include "../run/screened.h"
#include "judge.h"

enum { SIM_NEAREST = 5, SIM_NEAR = 256 };

/** What one pattern did. For a world that was excluded early, this rests on the few replicates that it got. */
struct sim_sieve {
    long alone; /* worlds that it excludes by itself */
    long last;  /* worlds that would be kept without it */
    long met;   /* worlds that meet it */
    double gap,
        value; /* the nearest miss: distance from the interval, and the number itself; INFINITY: there is none */
    long world;
    long replicates; /* replicates that the number is the mean of */
};

/** A world, and how far it is from meeting all patterns. */
struct sim_near {
    float far;
    long world;
    long replicates; /* replicates that this rests on; 0: does not matter */
};

struct sim_tally {
    const struct sim_matching *matching;
    long worlds, fell[SIM_FELLS];
    struct sim_sieve *sieves; /* [pattern] */
    long *both;               /* [pattern][pattern]: worlds that meet both */
    long *kept, kept_count, kept_room;
    struct sim_near
        nearest[SIM_NEAREST]; /* of all worlds: those with most replicates, and of these the nearest first */
    int nearest_count;
    struct sim_near near[SIM_NEAR]; /* of the worlds since sim_tally_wave() */
    int near_count;
    bool lost; /* memory ran out */
};

/** False without memory. Whatever is returned, sim_tally_free() may be called. */
bool sim_tally_init(struct sim_tally *self, const struct sim_matching *matching);
void sim_tally_free(struct sim_tally *self);

/** A new wave begins. */
void sim_tally_wave(struct sim_tally *self);

/** Count a chunk; chunks come in the order of their worlds. */
void sim_tally_add(struct sim_tally *self, const struct sim_screened *chunk);

#endif
