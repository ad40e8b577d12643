/* collab_lite.h - a second, tiny model for the engine: a reference workload that other programs have been timed on.
 * Partners trust each other, pursue goals, grow frustrated and commit themselves; one leader mobilises them.
 * It shows what the engine costs, and that the engine knows nothing of any theory. */
#ifndef COLLAB_LITE_H
#define COLLAB_LITE_H

#include "../sim/model.h"

enum { LITE_PARTNERS, LITE_MEETING, LITE_TARGET, LITE_PARAMS };
enum {
    LITE_DRAW_FIRST_TRUST,
    LITE_DRAW_FIRST_COMMITMENT,
    LITE_DRAW_FIRST_FRUSTRATION,
    LITE_DRAW_FIRST_CAPABILITY,
    LITE_DRAW_FIRST_GOAL,
    LITE_DRAW_MEETING,
    LITE_DRAW_LUCK,
    LITE_DRAWS
};
enum { LITE_TRUST, LITE_FRUSTRATION, LITE_COMMITMENT, LITE_CONFLICT, LITE_MOBILISATION, LITE_PROGRESS, LITE_SERIES };
enum { LITE_RUN, LITE_PARTNER, LITE_TIE, LITE_EXTENTS };
enum {
    LITE_STATE_MOBILISATION,
    LITE_STATE_COMMITMENT,
    LITE_STATE_FRUSTRATION,
    LITE_STATE_GOAL,
    LITE_STATE_CAPABILITY,
    LITE_STATE_TRUST,
    LITE_STATES
};
enum { LITE_SHARES_STAY_SHARES, LITE_INVARIANTS };

/** Dyads whose meetings are drawn from one block of chance. */
#define LITE_DYADS_A_BLOCK 8

/** One ordered pair: `from` trusts `to`; the tie's place in the table of trust. */
struct lite_dyad {
    int32_t from, to, tie;
};

/** Who there is: the same for all runs of one size. Ties are [from][to], with one spare row at the end. */
struct lite_world {
    int partners;
    int dyads;               /* partners * (partners - 1) */
    int blocks;              /* of LITE_DYADS_A_BLOCK dyads; what the last one lacks points at the spare row */
    struct lite_dyad dyad[]; /* [blocks * LITE_DYADS_A_BLOCK] */
};

extern const struct sim_model collab_lite;

#endif
