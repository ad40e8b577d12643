/* box_peel.h - how a box is peeled and pasted; for box*.c alone. */
#ifndef SIM_BOX_PEEL_H
#define SIM_BOX_PEEL_H

#include "box.h"

enum { SIM_MOST_STEPS = 4096 };

/** What one step could peel off an end of a factor: the worlds up to position `to` (low end), or from there on (high
 * end). */
struct sim_ends {
    uint32_t *to; /* [factor] */
    double *worlds, *hits;
};

struct sim_box_room {
    const struct sim_field *field;
    struct sim_load *inside;        /* [world]: load of those in the box, none of the others */
    struct sim_ends low, high;      /* of factors without levels */
    unsigned char *first, *between; /* [factor]: codes between both ends: the first, and how many */
    struct sim_load *levels;        /* [factor][SIM_MOST_LEVELS_OF_FACTOR]: what the box holds of each level */
    int *levelled;                  /* [levelled_count]: the factors that have levels */
    int levelled_count;
    struct sim_range *ranges, *start; /* [factor]: of the box; of all worlds */
    struct sim_peel *steps;           /* [SIM_MOST_STEPS] */
    uint64_t *out;                    /* [world]: bit k: limit k excludes it from the box; all bits: it has no load */
    struct sim_limit limits[SIM_MOST_LIMITS + 1]; /* of the box in hand */
    struct sim_load opened[SIM_MOST_LIMITS];      /* what each of them excludes that no other does */
    int limits_count;                             /* while peeling */
};

/** Peel from all worlds with a load down to mass_min; returns the number of steps, all worlds being the first. */
int sim_peel_all(struct sim_box_room *room, const struct sim_load *loads, const struct sim_box_wish *wish);

/** The ranges after a step, into room->ranges. */
void sim_peel_replay(struct sim_box_room *room, int step);

/** Set one end of a range to a value, or take a word off it. */
void sim_range_cut(const struct sim_field *field, struct sim_range *range, struct sim_limit limit, double at);

/** Is a world kept by one limit? */
static inline bool sim_limit_keeps(const struct sim_field *field, const struct sim_range *range, struct sim_limit limit,
                                   long world)
{
    uint32_t place = field->place[world * field->factors + limit.factor];
    return limit.side == SIM_LOW    ? place >= range->from
           : limit.side == SIM_HIGH ? place < range->to
                                    : (range->words >> place & 1) != 0;
}

/** Drop limits with a large quasi-p, and paste back what was peeled off needlessly, in room->ranges. Returns what the
 * box then holds. */
struct sim_load sim_box_mend(struct sim_box_room *room, const struct sim_load *loads, struct sim_load all,
                             const struct sim_box_wish *wish);

#endif
