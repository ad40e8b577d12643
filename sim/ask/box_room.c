/* box_room.c - the memory in which boxes are sought, and what can be said of a box. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "box_peel.h"

/* --- room --- */

static bool ends_init(struct sim_ends *self, size_t factors)
{
    self->to = calloc(factors, sizeof *self->to);
    self->worlds = calloc(factors, sizeof *self->worlds);
    self->hits = calloc(factors, sizeof *self->hits);
    return self->to != NULL && self->worlds != NULL && self->hits != NULL;
}

static void ends_free(struct sim_ends *self)
{
    SIM_FREE(self->to, self->worlds, self->hits);
}

void sim_box_room_free(struct sim_box_room *room)
{
    if (room != NULL) {
        ends_free(&room->low);
        ends_free(&room->high);
        SIM_FREE(room->between, room->first, room->inside, room->levels, room->levelled, room->ranges, room->start,
                 room->steps, room->out, room);
    }
}

/** The box of all worlds, and which factors have levels. */
static void room_fill(struct sim_box_room *room)
{
    const struct sim_field *field = room->field;
    for (int f = 0; f < field->factors; f++) {
        int words = field->words[f], levels = field->levels[f];
        room->start[f] =
            (struct sim_range){ .low = -INFINITY,
                                .high = INFINITY,
                                .to = (uint32_t)(levels > 0 ? levels : field->n),
                                .words = words == 0                           ? 0
                                         : words == SIM_MOST_LEVELS_OF_FACTOR ? UINT64_MAX
                                                                              : (UINT64_C(1) << words) - 1 };
        if (levels > 0) {
            room->levelled[room->levelled_count++] = f;
        }
    }
}

bool sim_box_room_init(struct sim_box_room **made, const struct sim_field *field)
{
    struct sim_box_room *room = *made = calloc(1, sizeof *room);
    size_t n = (size_t)field->n + 1, factors = (size_t)field->factors + 1;
    if (room == NULL) {
        return false;
    }
    room->field = field;
    room->between = calloc(factors, 1);
    room->first = calloc(factors, 1);
    room->inside = calloc(n, sizeof *room->inside);
    room->levels = calloc(factors * SIM_MOST_LEVELS_OF_FACTOR, sizeof *room->levels);
    room->levelled = calloc(factors, sizeof *room->levelled);
    room->ranges = calloc(factors, sizeof *room->ranges);
    room->start = calloc(factors, sizeof *room->start);
    room->steps = calloc(SIM_MOST_STEPS, sizeof *room->steps);
    room->out = calloc(n, sizeof *room->out);
    bool good = ends_init(&room->low, factors);
    good = ends_init(&room->high, factors) && good && room->between != NULL && room->first != NULL &&
           room->inside != NULL && room->levels != NULL && room->levelled != NULL && room->ranges != NULL &&
           room->start != NULL && room->steps != NULL && room->out != NULL;
    if (good) {
        room_fill(room);
    }
    return good;
}

/* --- boxes --- */

bool sim_box_holds(const struct sim_field *field, const struct sim_range *ranges, long world)
{
    for (int f = 0; f < field->factors; f++) {
        uint32_t place = field->place[world * field->factors + f];
        const struct sim_range *range = &ranges[f];
        if (place < range->from || place >= range->to || (field->words[f] > 0 && !(range->words >> place & 1))) {
            return false;
        }
    }
    return true;
}

int sim_box_limits(const struct sim_field *field, const struct sim_range *ranges, struct sim_limit *limits)
{
    int count = 0;
    for (int f = 0; f < field->factors; f++) {
        int words = field->words[f];
        uint64_t all = words == SIM_MOST_LEVELS_OF_FACTOR ? UINT64_MAX : (UINT64_C(1) << words) - 1;
        if (words > 0 && ranges[f].words != all) {
            limits[count++] = (struct sim_limit){ f, SIM_WORDS };
        }
        if (isfinite(ranges[f].low)) {
            limits[count++] = (struct sim_limit){ f, SIM_LOW };
        }
        if (isfinite(ranges[f].high)) {
            limits[count++] = (struct sim_limit){ f, SIM_HIGH };
        }
    }
    return count;
}

/* --- places --- */

/** First position of the worlds whose value is above `value`. */
static uint32_t position_above(const struct sim_field *field, int factor, double value)
{
    uint32_t low = 0, high = (uint32_t)field->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sim_field_value(field, factor, middle) > value) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/** The same as a place: a position, or a level. */
static uint32_t place_above(const struct sim_field *field, int factor, double value)
{
    uint32_t position = position_above(field, factor, value), level = 0;
    const uint32_t *starts = field->starts + (long)factor * (SIM_MOST_LEVELS_OF_FACTOR + 1);
    if (field->levels[factor] == 0) {
        return position;
    }
    while ((int)level < field->levels[factor] && starts[level] < position)
        level++;
    return level;
}

void sim_range_cut(const struct sim_field *field, struct sim_range *range, struct sim_limit limit, double at)
{
    if (limit.side == SIM_LOW) {
        range->low = at;
        range->from = place_above(field, limit.factor, at);
    } else if (limit.side == SIM_HIGH) {
        range->high = at;
        range->to = place_above(field, limit.factor, at);
    } else {
        range->words &= ~(UINT64_C(1) << (int)at);
    }
}

/* --- boxes --- */

/** Log-likelihood of a load at its own density. */
static double likelihood(struct sim_load load)
{
    double others = load.worlds - load.hits;
    return (load.hits > 0 ? load.hits * log(load.hits / load.worlds) : 0) +
           (others > 0 ? others * log(others / load.worlds) : 0);
}

double sim_parting(struct sim_load box, struct sim_load all)
{
    struct sim_load rest = { all.worlds - box.worlds, all.hits - box.hits };
    bool denser = box.worlds > 0 && box.hits * all.worlds > all.hits * box.worlds;
    return denser ? 2 * (likelihood(box) + likelihood(rest) - likelihood(all)) : 0;
}

bool sim_box_copy(struct sim_box *to, const struct sim_box *from, int factors)
{
    *to = *from;
    to->ranges = calloc((size_t)factors + 1, sizeof *to->ranges);
    to->steps = calloc((size_t)from->steps_count + 1, sizeof *to->steps);
    if (to->ranges == NULL || to->steps == NULL) {
        return false;
    }
    memcpy(to->ranges, from->ranges, (size_t)factors * sizeof *to->ranges);
    memcpy(to->steps, from->steps, (size_t)from->steps_count * sizeof *to->steps);
    return true;
}
