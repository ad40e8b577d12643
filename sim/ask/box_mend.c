/* box_mend.c - what follows peeling: limits without meaning are dropped, and worlds that were peeled off needlessly
 * are pasted on again. Each world has a bit for every limit that excludes it. A world with one bit joins the box if
 * that limit goes. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "box_peel.h"

/* --- which limit excludes which world --- */

/** Set the bits of all worlds; those without a load have all bits. */
static void bits_set(struct sim_box_room *room, const struct sim_load *loads, const struct sim_range *ranges, int count)
{
    for (long i = 0; i < room->field->n; i++) {
        uint64_t out = loads[i].worlds > 0 ? 0 : UINT64_MAX;
        for (int k = 0; out != UINT64_MAX && k < count; k++)
            out |= (uint64_t)!sim_limit_keeps(room->field, &ranges[room->limits[k].factor], room->limits[k], i) << k;
        room->out[i] = out;
    }
}

static void add(struct sim_load *sum, struct sim_load load)
{
    sum->worlds += load.worlds;
    sum->hits += load.hits;
}

/** Count what is in the box, and what each limit alone excludes. */
static struct sim_load look(struct sim_box_room *room, const struct sim_load *loads, int count)
{
    struct sim_load inside = { 0, 0 };

    for (int k = 0; k < count; k++)
        room->opened[k] = (struct sim_load){ 0, 0 };
    for (long i = 0; i < room->field->n; i++) {
        uint64_t out = room->out[i];
        if ((out & (out - 1)) == 0) {
            add(out == 0 ? &inside : &room->opened[__builtin_ctzll(out)], loads[i]);
        }
    }
    return inside;
}

/* --- quasi-p --- */

static double quasi_p(struct sim_load box, struct sim_load opened)
{
    double share = (box.hits + opened.hits) / (box.worlds + opened.worlds);
    return opened.worlds <= 0 || box.hits <= 0 || share >= 1
               ? 1
               : gsl_cdf_beta_P(share, box.hits, box.worlds - box.hits + 1);
}

void sim_box_quasi_p(struct sim_box_room *room, const struct sim_load *loads, const struct sim_range *ranges,
                     const struct sim_limit *limits, int count, double *p)
{
    for (int k = 0; k < count; k++)
        room->limits[k] = limits[k];
    bits_set(room, loads, ranges, count);
    struct sim_load inside = look(room, loads, count);
    for (int k = 0; k < count; k++)
        p[k] = quasi_p(inside, room->opened[k]);
}

/* --- dropping --- */

/** Take a limit off the box. Its place in the list stays, but it excludes no world. */
static void open_limit(struct sim_box_room *room, int k)
{
    struct sim_limit limit = room->limits[k];
    struct sim_range *range = &room->ranges[limit.factor], *start = &room->start[limit.factor];
    if (limit.side == SIM_LOW) {
        range->low = start->low;
        range->from = start->from;
    } else if (limit.side == SIM_HIGH) {
        range->high = start->high;
        range->to = start->to;
    } else {
        range->words = start->words;
    }
    for (long i = 0; i < room->field->n; i++)
        room->out[i] &= room->out[i] == UINT64_MAX ? UINT64_MAX : ~(UINT64_C(1) << k);
}

static bool is_open(const struct sim_box_room *room, int k)
{
    struct sim_limit limit = room->limits[k];
    const struct sim_range *range = &room->ranges[limit.factor];
    return limit.side == SIM_LOW    ? isinf(range->low)
           : limit.side == SIM_HIGH ? isinf(range->high)
                                    : range->words == room->start[limit.factor].words;
}

static struct sim_load both(struct sim_load one, struct sim_load other)
{
    return (struct sim_load){ one.worlds + other.worlds, one.hits + other.hits };
}

static bool is_dense(struct sim_load box, const struct sim_box_wish *wish)
{
    return isnan(wish->density) || box.hits >= wish->density * box.worlds;
}

/** Drop the limit with the largest quasi-p, until none is over what is wished; returns what the box holds. */
static struct sim_load drop(struct sim_box_room *room, const struct sim_load *loads, int count,
                            const struct sim_box_wish *wish)
{
    for (;;) {
        struct sim_load inside = look(room, loads, count);
        double largest = wish->quasi_p;
        int worst = -1;
        for (int k = 0; k < count; k++) {
            double p = is_open(room, k) ? 0 : quasi_p(inside, room->opened[k]);
            worst = p > largest ? k : worst;
            largest = fmax(p, largest);
        }
        if (worst < 0 || !is_dense(both(inside, room->opened[worst]), wish)) {
            return inside;
        }
        open_limit(room, worst);
    }
}

/* --- pasting --- */

/** What a limit would take in, and its new end. */
struct paste {
    struct sim_load gain;
    double at;
};

/** The worlds nearest to an end that only limit `k` excludes: `least` of them or all; equal values go together. */
static struct paste paste_end(const struct sim_box_room *room, const struct sim_load *loads, int k, double least)
{
    const struct sim_field *field = room->field;
    struct sim_limit limit = room->limits[k];
    const struct sim_range *range = &room->ranges[limit.factor];
    int f = limit.factor, step = limit.side == SIM_LOW ? -1 : 1;
    uint32_t place = step < 0 ? range->from : range->to;
    uint32_t position = field->levels[f] > 0 ? field->starts[(long)f * (SIM_MOST_LEVELS_OF_FACTOR + 1) + place] : place;
    struct paste paste = { .at = step < 0 ? -INFINITY : INFINITY };
    double last = (double)NAN;

    for (long at = (long)position - (step < 0); at >= 0 && at < field->n; at += step) {
        long world = sim_field_world(field, f, (uint32_t)at);
        double value = field->x[world * field->factors + f];
        if (room->out[world] != UINT64_C(1) << k) {
            continue;
        }
        if (paste.gain.worlds >= least && value != last) {
            paste.at = (last + value) / 2;
            break;
        }
        add(&paste.gain, loads[world]);
        last = value;
    }
    return paste;
}

/** The word whose worlds are densest, of those that limit `k` excludes. */
static struct paste paste_word(const struct sim_box_room *room, const struct sim_load *loads, int k)
{
    const struct sim_field *field = room->field;
    int f = room->limits[k].factor;
    const uint32_t *starts = field->starts + (long)f * (SIM_MOST_LEVELS_OF_FACTOR + 1);
    struct paste best = { .at = -1 };

    for (int word = 0; word < field->words[f]; word++) {
        struct sim_load gain = { 0, 0 };
        for (uint32_t at = starts[word]; at < starts[word + 1]; at++) {
            long world = sim_field_world(field, f, at);
            if (room->out[world] == UINT64_C(1) << k) {
                add(&gain, loads[world]);
            }
        }
        if (gain.worlds > 0 && (best.at < 0 || gain.hits * best.gain.worlds > best.gain.hits * gain.worlds)) {
            best = (struct paste){ gain, word };
        }
    }
    return best;
}

/** Nothing, where the limit was dropped. */
static struct paste paste_of(const struct sim_box_room *room, const struct sim_load *loads, int k, double least)
{
    if (is_open(room, k)) {
        return (struct paste){ .at = 0 };
    }
    return room->limits[k].side == SIM_WORDS ? paste_word(room, loads, k) : paste_end(room, loads, k, least);
}

/** Move limit `k` out to where a paste ends. */
static void take_in(struct sim_box_room *room, int k, double at)
{
    struct sim_limit limit = room->limits[k];
    struct sim_range *range = &room->ranges[limit.factor];

    if (isinf(at)) {
        open_limit(room, k);
        return;
    }
    if (limit.side == SIM_WORDS) {
        range->words |= UINT64_C(1) << (int)at;
    } else {
        sim_range_cut(room->field, range, limit, at);
    }
    for (long i = 0; i < room->field->n; i++)
        if (room->out[i] != UINT64_MAX && (room->out[i] >> k & 1) && sim_limit_keeps(room->field, range, limit, i)) {
            room->out[i] &= ~(UINT64_C(1) << k);
        }
}

/** Paste the slice with which the box parts the worlds best; false where none helps, or the box would be too thin. */
static bool paste(struct sim_box_room *room, const struct sim_load *loads, int count, struct sim_load all,
                  const struct sim_box_wish *wish)
{
    struct sim_load inside = look(room, loads, count);
    double least = floor((inside.worlds - 1) * wish->alpha) + 1, most = sim_parting(inside, all), at = 0;
    int chosen = -1;

    for (int k = 0; k < count; k++) {
        struct paste now = paste_of(room, loads, k, least);
        struct sim_load wider = both(inside, now.gain);
        if (now.gain.worlds > 0 && sim_parting(wider, all) > most && is_dense(wider, wish)) {
            most = sim_parting(wider, all);
            chosen = k;
            at = now.at;
        }
    }
    if (chosen >= 0) {
        take_in(room, chosen, at);
    }
    return chosen >= 0;
}

struct sim_load sim_box_mend(struct sim_box_room *room, const struct sim_load *loads, struct sim_load all,
                             const struct sim_box_wish *wish)
{
    int count = sim_box_limits(room->field, room->ranges, room->limits);

    bits_set(room, loads, room->ranges, count);
    drop(room, loads, count, wish);
    for (int k = 0; k < SIM_MOST_STEPS && paste(room, loads, count, all, wish); k++)
        ;
    return drop(room, loads, count, wish);
}
