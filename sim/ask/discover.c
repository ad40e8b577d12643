/* discover.c - boxes, what shuffled answers would give, and what resampled worlds repeat. */
#include "discover.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../memory.h"
#include "../threads.h"

enum { ENOUGH_OVER = 2, FEWEST_FOR_A_LINE = 19, MOST_SEARCHERS = 8 };

/** Finds the box of one draw of worlds; each thread has one. */
struct searcher {
    const struct search *search;
    struct sim_box_room *room;
    struct sim_load *drawn; /* [world] */
    long *places;           /* [left_count]: a shuffle of the worlds that are left */
    struct sim_stream stream;
    void (*draw)(struct searcher *self);
    struct sim_box box;
};

/** The worlds outside the boxes so far, and the searchers. */
struct search {
    const struct sim_field *field;
    const struct sim_box_wish *wish;
    struct sim_load *left; /* [world] */
    long *worlds;          /* [left_count]: numbers of the worlds that are left */
    long left_count;
    double *ends; /* [limit][SIM_REDRAWS] */
    struct searcher searchers[MOST_SEARCHERS];
    int searchers_count;
};

static void search_free(struct search *self)
{
    for (int s = 0; s < MOST_SEARCHERS; s++) {
        sim_box_room_free(self->searchers[s].room);
        SIM_FREE(self->searchers[s].drawn, self->searchers[s].places);
    }
    SIM_FREE(self->left, self->worlds, self->ends);
}

static bool searcher_init(struct searcher *self, const struct search *search, size_t n)
{
    *self = (struct searcher){ .search = search,
                               .drawn = calloc(n, sizeof *self->drawn),
                               .places = calloc(n, sizeof *self->places) };
    return sim_box_room_init(&self->room, search->field) && self->drawn != NULL && self->places != NULL;
}

static bool search_init(struct search *self, const struct sim_field *field, const struct sim_box_wish *wish,
                        const struct sim_load *loads)
{
    size_t n = (size_t)field->n + 1;
    int wanted = sim_threads_startable(wish->threads < MOST_SEARCHERS ? wish->threads : MOST_SEARCHERS);

    *self = (struct search){ .field = field,
                             .wish = wish,
                             .left = calloc(n, sizeof *self->left),
                             .worlds = calloc(n, sizeof *self->worlds),
                             .ends = calloc((size_t)SIM_MOST_LIMITS * SIM_REDRAWS, sizeof *self->ends) };
    bool good = self->left != NULL && self->worlds != NULL && self->ends != NULL;
    while (good && self->searchers_count < wanted)
        good = searcher_init(&self->searchers[self->searchers_count++], self, n);
    for (long i = 0; good && i < field->n; i++)
        self->left[i] = loads[i];
    return good;
}

static void list_left(struct search *self)
{
    self->left_count = 0;
    for (long i = 0; i < self->field->n; i++)
        if (self->left[i].worlds > 0) {
            self->worlds[self->left_count++] = i;
        }
}

/* --- on several threads --- */

static void seek(struct searcher *self)
{
    for (long i = 0; i < self->search->field->n; i++)
        self->drawn[i] = (struct sim_load){ 0, 0 };
    self->draw(self);
    sim_box_find(&self->box, self->room, self->drawn, self->search->wish);
}

/** Let each searcher find the box of one draw: `first` and those after it, at most up to `until`. A draw takes a number
 * for each world that is left from the stream, so that it is the same whoever makes it. Returns how many were made. */
static int seek_all(struct search *self, struct sim_stream stream, int first, int until,
                    void (*draw)(struct searcher *))
{
    int count = until - first < self->searchers_count ? until - first : self->searchers_count;

#pragma omp parallel for num_threads(count) schedule(static, 1)
    for (int s = 0; s < count; s++) {
        struct searcher *one = &self->searchers[s];
        one->draw = draw;
        one->stream = sim_stream_from(stream, (uint64_t)(first + s) * (uint64_t)self->left_count);
        seek(one);
    }
    return count;
}

/* --- shuffled answers --- */

/** Shuffle the answers among the worlds. */
static void draw_shuffled(struct searcher *self)
{
    const struct search *search = self->search;
    sim_stream_shuffle(&self->stream, self->places, search->left_count);
    for (long k = 0; k < search->left_count; k++)
        self->drawn[search->worlds[k]] = search->left[search->worlds[self->places[k]]];
}

static void shuffle(struct search *self, struct sim_found_box *found, struct sim_stream stream)
{
    double drawn[SIM_SHUFFLES];
    int over = 0;

    for (found->shuffles = 0; found->shuffles < SIM_SHUFFLES && over < ENOUGH_OVER;) {
        int count = seek_all(self, stream, found->shuffles, SIM_SHUFFLES, draw_shuffled);
        for (int s = 0; s < count && over < ENOUGH_OVER; s++) { /* no more than one searcher alone would use */
            const struct sim_box *box = &self->searchers[s].box;
            drawn[found->shuffles] = box->found ? sim_parting(box->load, box->all) : 0;
            over += drawn[found->shuffles++] >= found->parting;
        }
    }
    found->line = found->shuffles < FEWEST_FOR_A_LINE ? (double)NAN : sim_line(drawn, found->shuffles);
    found->p = (1.0 + over) / (1.0 + found->shuffles);
    found->significant = over < ENOUGH_OVER;
}

/* --- resampled worlds --- */

/** The end of a factor's values on one side. */
static double last_value(const struct sim_field *field, struct sim_limit limit)
{
    return sim_field_value(field, limit.factor, limit.side == SIM_LOW ? 0 : (uint32_t)(field->n - 1));
}

/** Add up what the box of a resample says of each limit, and of the worlds that were not drawn. */
static void take_redraw(struct search *self, struct sim_found_box *found, const struct searcher *searcher, int redraw)
{
    const struct sim_field *field = self->field;
    const struct sim_box *box = &searcher->box;
    for (int k = 0; k < found->limits_count; k++) {
        struct sim_limit limit = found->limits[k].limit;
        const struct sim_range *range = &box->ranges[limit.factor];
        double end = limit.side == SIM_LOW ? range->low : range->high;
        bool kept = limit.side == SIM_WORDS ? range->words == found->box.ranges[limit.factor].words : isfinite(end);
        found->limits[k].kept += kept;
        self->ends[(long)k * SIM_REDRAWS + redraw] = isfinite(end) ? end : last_value(field, limit);
    }
    for (long k = 0; k < self->left_count; k++) {
        long world = self->worlds[k];
        struct sim_load load = self->left[world];
        if (searcher->drawn[world].worlds > 0) {
            continue;
        }
        found->drawn_not_all.worlds += load.worlds;
        found->drawn_not_all.hits += load.hits;
        if (box->found && sim_box_holds(field, box->ranges, world)) {
            found->drawn_not.worlds += load.worlds;
            found->drawn_not.hits += load.hits;
        }
    }
}

/** Worlds are drawn with repetition. */
static void draw_again(struct searcher *self)
{
    const struct search *search = self->search;
    for (long k = 0; k < search->left_count; k++) {
        long world = search->worlds[sim_stream_below(&self->stream, search->left_count)];
        self->drawn[world].worlds += search->left[world].worlds;
        self->drawn[world].hits += search->left[world].hits;
    }
}

static void redraw(struct search *self, struct sim_found_box *found, struct sim_stream stream)
{
    for (int b = 0, count; b < SIM_REDRAWS; b += count) {
        count = seek_all(self, stream, b, SIM_REDRAWS, draw_again);
        for (int s = 0; s < count; s++)
            take_redraw(self, found, &self->searchers[s], b + s);
    }
    for (int k = 0; k < found->limits_count; k++) {
        struct sim_found_limit *limit = &found->limits[k];
        limit->kept /= SIM_REDRAWS;
        limit->interval = (struct sim_interval){ (double)NAN, (double)NAN };
        if (limit->limit.side != SIM_WORDS) {
            limit->interval = sim_percentiles(self->ends + (long)k * SIM_REDRAWS, SIM_REDRAWS);
        }
    }
}

/* --- boxes --- */

static bool limits_init(struct search *self, struct sim_found_box *found)
{
    struct sim_limit limits[SIM_MOST_LIMITS];
    double p[SIM_MOST_LIMITS];

    found->limits_count = sim_box_limits(self->field, found->box.ranges, limits);
    sim_box_quasi_p(self->searchers[0].room, self->left, found->box.ranges, limits, found->limits_count, p);
    found->limits = calloc((size_t)found->limits_count + 1, sizeof *found->limits);
    for (int k = 0; found->limits != NULL && k < found->limits_count; k++) {
        const struct sim_range *range = &found->box.ranges[limits[k].factor];
        found->limits[k] = (struct sim_found_limit){ .limit = limits[k],
                                                     .at = limits[k].side == SIM_LOW    ? range->low
                                                           : limits[k].side == SIM_HIGH ? range->high
                                                                                        : (double)NAN,
                                                     .quasi_p = p[k] };
    }
    return found->limits != NULL;
}

/** Find the next box; false without memory. */
static bool find_next(struct search *self, struct sim_found_box *found, int number, uint64_t seed)
{
    struct sim_box box;
    char name[64];

    list_left(self);
    sim_box_find(&box, self->searchers[0].room, self->left, self->wish);
    if (!sim_box_copy(&found->box, &box, self->field->factors) || !limits_init(self, found)) {
        return false;
    }
    found->parting = box.found ? sim_parting(box.load, box.all) : 0;
    snprintf(name, sizeof name, "discover: shuffles of box %d", number);
    shuffle(self, found, sim_stream_of(seed, name));
    found->significant = found->significant && found->box.found;
    if (found->significant) {
        snprintf(name, sizeof name, "discover: resamples of box %d", number);
        redraw(self, found, sim_stream_of(seed, name));
    }
    return true;
}

/** Take away the worlds of a box. */
static void leave(struct search *self, const struct sim_box *box)
{
    for (long i = 0; i < self->field->n; i++)
        if (sim_box_holds(self->field, box->ranges, i)) {
            self->left[i] = (struct sim_load){ 0, 0 };
        }
}

bool sim_discovery_init(struct sim_discovery *self, const struct sim_field *field, const struct sim_load *loads,
                        const struct sim_box_wish *wish, int most, uint64_t seed)
{
    struct search search;
    bool good = search_init(&search, field, wish, loads), significant = true;

    *self = (struct sim_discovery){ .boxes = calloc((size_t)most + 1, sizeof *self->boxes) };
    good = good && self->boxes != NULL;
    for (long i = 0; good && i < field->n; i++) {
        self->all.worlds += loads[i].worlds;
        self->all.hits += loads[i].hits;
    }
    while (good && significant && self->count < most) {
        struct sim_found_box *found = &self->boxes[self->count++];
        good = find_next(&search, found, self->count, seed);
        significant = good && found->significant;
        if (significant) {
            leave(&search, &found->box);
        }
    }
    search_free(&search);
    return good;
}

void sim_discovery_free(struct sim_discovery *self)
{
    for (int b = 0; b < self->count; b++) {
        SIM_FREE(self->boxes[b].box.ranges, self->boxes[b].box.steps, self->boxes[b].limits);
    }
    free(self->boxes);
    *self = (struct sim_discovery){ 0 };
}
