/* box.h - finds boxes: ranges of factors within which worlds meet a condition more often than elsewhere. The method is
 * patient rule induction (Friedman & Fisher 1999), as in the EMA Workbench. A world has a load: how many times it
 * counts (once, or as often as it was drawn), and in how many of these it meets the condition. */
#ifndef SIM_BOX_H
#define SIM_BOX_H

#include "field.h"

enum { SIM_MOST_LIMITS = 63 }; /* of one box */

struct sim_load {
    double worlds, hits; /* hits: 0..worlds */
};

/** What a box keeps of one factor: low..high, or some words. An end lies half-way between the last world that was
 * peeled off and the first that was kept; it is infinite if nothing was peeled off there. */
struct sim_range {
    double low, high;
    uint32_t from, to; /* the same range as places of a field: from <= place < to; unused for a factor of words */
    uint64_t words;    /* bit w: word w is kept */
};

/** A limit of a box: a factor's low end, its high end, or the words that it keeps. */
enum sim_side { SIM_LOW, SIM_HIGH, SIM_WORDS };
struct sim_limit {
    int factor;
    enum sim_side side;
};

/** One step of peeling: what was cut, and what the box holds then. */
struct sim_peel {
    struct sim_limit limit;
    double at; /* the new end, or the word that went */
    struct sim_load box;
    int restricted; /* factors that have a limit */
};

struct sim_box_wish {
    double alpha;    /* part of the box that one step peels off or pastes on: over 0, at most 0.5 */
    double mass_min; /* worlds that a box must hold */
    double density;  /* choose the largest box of at least this density; NAN: the box with the largest sim_parting() */
    double quasi_p;  /* limits with a larger quasi-p are dropped; 1: none */
    int threads;     /* at most, for drawn worlds; below 1 it is 1. The boxes are the same with any number */
};

struct sim_box {
    struct sim_range *ranges; /* [factor] */
    struct sim_load load, all;
    struct sim_peel *steps; /* [steps_count]; 0: all worlds */
    int steps_count, chosen;
    bool found; /* the box has a limit, and is as dense as was asked for */
};

/** Find a box among the worlds that have a load (loads[world].worlds above 0). Memory comes from `room`. */
struct sim_box_room;
bool sim_box_room_init(struct sim_box_room **room, const struct sim_field *field);
void sim_box_room_free(struct sim_box_room *room);
/** The arrays of `box` belong to the room, and are valid until the next call. */
void sim_box_find(struct sim_box *box, struct sim_box_room *room, const struct sim_load *loads,
                  const struct sim_box_wish *wish);

/** A copy with memory of its own; free its ranges and steps. False without memory. */
bool sim_box_copy(struct sim_box *to, const struct sim_box *from, int factors);

/** Is a world inside? */
bool sim_box_holds(const struct sim_field *field, const struct sim_range *ranges, long world);

/** How well a box separates hits from other worlds: the likelihood-ratio statistic of two densities, inside and
 * outside, against one density everywhere (Kulldorff 1997, for a Bernoulli model). 0 where the box is no denser than
 * the rest. */
double sim_parting(struct sim_load box, struct sim_load all);

/** List the limits of a box, at most SIM_MOST_LIMITS; returns how many. */
int sim_box_limits(const struct sim_field *field, const struct sim_range *ranges, struct sim_limit *limits);

/** Quasi-p of each limit (Bryant & Lempert 2010): the chance that as many worlds as the box holds, drawn from the box
 * without that limit, would have as many hits (binomial, one-sided). If the number of hits is not whole, the binomial
 * is interpolated; for shares of replicates p is then somewhat too large. */
void sim_box_quasi_p(struct sim_box_room *room, const struct sim_load *loads, const struct sim_range *ranges,
                     const struct sim_limit *limits, int count, double *p);

#endif
