/* box_peel.c - peels boxes. For each end of a factor, the load that a peel there would take is kept from step to
 * step. When a world goes, its load is subtracted from the ends that would have taken it, and these ends move on by
 * a few positions. */
#include "box_peel.h"

#include <math.h>

enum { NOBODY = -1, CACHE_LINE = 64, AHEAD = 8 };

/** The best peel so far. */
struct candidate {
    struct sim_limit limit;
    double word, gain;
    struct sim_load lost;
    bool limited; /* the factor has a limit already */
    bool is_new;  /* it would be a further limit of the box */
};

/* --- ends --- */

/** Load of the worlds with the value that stands at `position`, going `step` from there; *next: the first position
 * after them on that way. */
static struct sim_load group_at(const struct sim_box_room *room, int factor, uint32_t position, int step,
                                uint32_t *next)
{
    const struct sim_field *field = room->field;
    struct sim_load sum = { 0, 0 };
    long at = position;
    bool more = true;

    while (more) {
        struct sim_load one = room->inside[sim_field_world(field, factor, (uint32_t)at)];
        sum.worlds += one.worlds;
        sum.hits += one.hits;
        more = step > 0 ? at + 1 < field->n && sim_field_tied(field, factor, (uint32_t)at + 1)
                        : sim_field_tied(field, factor, (uint32_t)at);
        at += step;
    }
    *next = (uint32_t)(step > 0 ? at : at + 1);
    return sum;
}

/** Move the low or high end over the fewest positions that hold `least` worlds. */
static void end_move(struct sim_box_room *room, struct sim_ends *end, int factor, double least)
{
    const struct sim_range *range = &room->ranges[factor];
    bool low = end == &room->low;
    long first = low ? range->from : range->to, last = low ? range->to : range->from;
    int step = low ? 1 : -1; /* into the range, which lies above the low end and below the high one */
    uint32_t next;

    while (end->worlds[factor] < least && step * (last - end->to[factor]) > 0) {
        struct sim_load group = group_at(room, factor, end->to[factor] - !low, step, &next);
        end->worlds[factor] += group.worlds;
        end->hits[factor] += group.hits;
        end->to[factor] = next;
    }
    while (step * (end->to[factor] - first) > 0) {
        struct sim_load group = group_at(room, factor, end->to[factor] - low, -step, &next);
        if (end->worlds[factor] - group.worlds < least) {
            break;
        }
        end->worlds[factor] -= group.worlds;
        end->hits[factor] -= group.hits;
        end->to[factor] = next;
    }
}

static void end_empty(struct sim_ends *end, int factor, uint32_t to)
{
    end->to[factor] = to;
    end->worlds[factor] = end->hits[factor] = 0;
}

/* --- taking worlds --- */

static void end_loses(struct sim_ends *end, int factor, struct sim_load load)
{
    end->worlds[factor] -= load.worlds;
    end->hits[factor] -= load.hits;
}

/** A world that is beyond an end, or so near to one that its place must be looked at. */
static void take_at_ends(struct sim_box_room *room, int f, struct sim_load load, long world, unsigned code)
{
    const struct sim_field *field = room->field;
    uint32_t low = room->low.to[f], high = room->high.to[f];
    bool near = code == low >> field->shift || code == high >> field->shift;
    uint32_t place = near ? field->place[world * field->factors + f] : code << field->shift;

    if (place < low) {
        end_loses(&room->low, f, load);
    }
    if (place >= high) {
        end_loses(&room->high, f, load);
    }
}

/** Take a world off the box, off the ends that would lose it, and off its levels. */
static void take(struct sim_box_room *room, struct sim_load *box, long world)
{
    const unsigned char *code = room->field->code + world * room->field->factors, *first = room->first,
                        *between = room->between;
    const struct sim_load load = room->inside[world];
    int factors = room->field->factors;

    room->inside[world] = (struct sim_load){ 0, 0 };
    box->worlds -= load.worlds;
    box->hits -= load.hits;
    for (int f = 0; f < factors; f++)
        if ((unsigned char)(code[f] - first[f]) >= between[f]) {
            take_at_ends(room, f, load, world, code[f]);
        }
    for (int k = 0; k < room->levelled_count; k++) {
        int f = room->levelled[k];
        struct sim_load *level = &room->levels[f * SIM_MOST_LEVELS_OF_FACTOR + code[f]];
        level->worlds -= load.worlds;
        level->hits -= load.hits;
    }
}

/** Prefetch the codes of a world that is about to be taken: they lie anywhere in memory. */
static void ask_for(const struct sim_box_room *room, int factor, uint32_t position)
{
    const struct sim_field *field = room->field;
    long world = sim_field_world(field, factor, position);
    const unsigned char *codes = field->code + world * field->factors;
    if (room->inside[world].worlds > 0) {
        for (int f = 0; f < field->factors; f += CACHE_LINE)
            __builtin_prefetch(codes + f);
    }
}

static void take_between(struct sim_box_room *room, struct sim_load *box, int factor, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at < to; at++) {
        long world = sim_field_world(room->field, factor, at);
        if (at + AHEAD < to) {
            ask_for(room, factor, at + AHEAD);
        }
        if (room->inside[world].worlds > 0) {
            take(room, box, world);
        }
    }
}

/* --- choosing --- */

/** Is this a limit that the box does not have yet? */
static bool is_new(const struct sim_box_room *room, struct sim_limit limit)
{
    const struct sim_range *now = &room->ranges[limit.factor], *start = &room->start[limit.factor];
    return limit.side == SIM_LOW    ? now->low == start->low
           : limit.side == SIM_HIGH ? now->high == start->high
                                    : now->words == start->words;
}

static bool is_limited(const struct sim_box_room *room, int factor)
{
    return !is_new(room, (struct sim_limit){ factor, SIM_LOW }) ||
           !is_new(room, (struct sim_limit){ factor, SIM_HIGH }) ||
           !is_new(room, (struct sim_limit){ factor, SIM_WORDS });
}

/** Keep the better of two peels: more density gained for each world lost; then one of a factor that has a limit
 * already; then the first. */
static void offer(const struct sim_box_room *room, struct candidate *best, struct candidate *now, struct sim_load box,
                  double least)
{
    double left = box.worlds - now->lost.worlds;
    now->is_new = is_new(room, now->limit);
    if (now->lost.worlds <= 0 || left <= 0 || left < least || (now->is_new && room->limits_count == SIM_MOST_LIMITS)) {
        return;
    }
    double gain = (box.hits * now->lost.worlds - now->lost.hits * box.worlds) / (left * now->lost.worlds);
    if (gain > best->gain || (gain == best->gain && gain > 0 && now->limited && !best->limited)) {
        *best = *now;
        best->gain = gain;
    }
}

/** Peels of a factor with levels: each word that is left, or the lowest and the highest level that hold enough. */
static void offer_levels(const struct sim_box_room *room, int f, struct sim_load box, double least, double least_left,
                         struct candidate *best)
{
    const struct sim_load *levels = room->levels + (long)f * SIM_MOST_LEVELS_OF_FACTOR;
    int count = room->field->levels[f];
    struct candidate now = { .limit = { f, SIM_WORDS }, .limited = is_limited(room, f) };

    if (room->field->words[f] > 0) {
        for (int w = 0; w < count; w++) {
            now.word = w;
            now.lost = levels[w];
            offer(room, best, &now, box, least_left);
        }
        return;
    }
    for (int side = SIM_LOW; side <= SIM_HIGH; side++) {
        now.limit.side = (enum sim_side)side;
        now.lost = (struct sim_load){ 0, 0 };
        for (int k = 0; k < count && now.lost.worlds < least; k++) {
            int level = side == SIM_LOW ? k : count - 1 - k;
            now.lost.worlds += levels[level].worlds;
            now.lost.hits += levels[level].hits;
            now.word = level;
        }
        offer(room, best, &now, box, least_left);
    }
}

/** The codes that are surely between both ends. */
static void between_set(struct sim_box_room *room, int f)
{
    int low = (int)(room->low.to[f] >> room->field->shift), high = (int)(room->high.to[f] >> room->field->shift);
    room->first[f] = (unsigned char)(low + 1);
    room->between[f] = (unsigned char)(high > low + 1 ? high - low - 1 : 0);
}

static struct candidate choose(struct sim_box_room *room, struct sim_load box, const struct sim_box_wish *wish)
{
    struct candidate best = { .limit.factor = NOBODY };
    double least = floor((box.worlds - 1) * wish->alpha) + 1;

    for (int f = 0; f < room->field->factors; f++) {
        if (room->field->levels[f] > 0) {
            offer_levels(room, f, box, least, wish->mass_min, &best);
            continue;
        }
        bool limited = is_limited(room, f);
        end_move(room, &room->low, f, least);
        offer(room, &best,
              &(struct candidate){
                  .limit = { f, SIM_LOW }, .lost = { room->low.worlds[f], room->low.hits[f] }, .limited = limited },
              box, wish->mass_min);
        end_move(room, &room->high, f, least);
        between_set(room, f);
        offer(room, &best,
              &(struct candidate){
                  .limit = { f, SIM_HIGH }, .lost = { room->high.worlds[f], room->high.hits[f] }, .limited = limited },
              box, wish->mass_min);
    }
    return best;
}

/* --- peeling --- */

/** Value of the nearest world in the box on one side of a cut; `position`: the first beyond it. */
static double nearest(const struct sim_box_room *room, int factor, long position, int step)
{
    const struct sim_field *field = room->field;
    while (position > 0 && position < field->n - 1 &&
           room->inside[sim_field_world(field, factor, (uint32_t)position)].worlds <= 0)
        position += step;
    return sim_field_value(field, factor, (uint32_t)position);
}

/** First position of the worlds that a peel takes, and the first behind them. */
static void positions_of(const struct sim_box_room *room, const struct candidate *best, uint32_t *from, uint32_t *to)
{
    const struct sim_field *field = room->field;
    int f = best->limit.factor, level = (int)best->word;
    const uint32_t *starts = field->starts + (long)f * (SIM_MOST_LEVELS_OF_FACTOR + 1);
    bool levels = field->levels[f] > 0;

    *from = best->limit.side == SIM_LOW ? 0 : levels ? starts[level] : room->high.to[f];
    *to = best->limit.side == SIM_HIGH ? (uint32_t)field->n : levels ? starts[level + 1] : room->low.to[f];
}

/** Cut the box, between the worlds that go and those that stay. */
static void peel(struct sim_box_room *room, struct sim_load *box, const struct candidate *best, struct sim_peel *step)
{
    int f = best->limit.factor;
    uint32_t from, to;

    positions_of(room, best, &from, &to);
    step->limit = best->limit;
    step->at = best->word;
    if (best->limit.side != SIM_WORDS) {
        long cut = best->limit.side == SIM_LOW ? to : from;
        step->at = (nearest(room, f, cut - 1, -1) + nearest(room, f, cut, 1)) / 2;
    }
    take_between(room, box, f, from, to);
    sim_range_cut(room->field, &room->ranges[f], best->limit, step->at);
    if (room->field->levels[f] == 0 && best->limit.side == SIM_LOW) {
        end_empty(&room->low, f, room->ranges[f].from);
    } else if (room->field->levels[f] == 0) {
        end_empty(&room->high, f, room->ranges[f].to);
    }
}

static struct sim_load start(struct sim_box_room *room, const struct sim_load *loads)
{
    const struct sim_field *field = room->field;
    struct sim_load all = { 0, 0 };

    for (long k = 0; k < (long)field->factors * SIM_MOST_LEVELS_OF_FACTOR; k++)
        room->levels[k] = (struct sim_load){ 0, 0 };
    for (long i = 0; i < field->n; i++) {
        room->inside[i] = loads[i];
        all.worlds += loads[i].worlds;
        all.hits += loads[i].hits;
        for (int k = 0; k < room->levelled_count && loads[i].worlds > 0; k++) {
            int f = room->levelled[k];
            struct sim_load *level =
                &room->levels[f * SIM_MOST_LEVELS_OF_FACTOR + (int)field->place[i * field->factors + f]];
            level->worlds += loads[i].worlds;
            level->hits += loads[i].hits;
        }
    }
    for (int f = 0; f < field->factors; f++) {
        room->ranges[f] = room->start[f];
        end_empty(&room->low, f, 0);
        end_empty(&room->high, f, field->levels[f] > 0 ? UINT32_MAX : (uint32_t)field->n);
        room->first[f] = 0;
        room->between[f] = field->levels[f] > 0 ? UINT8_MAX : 0;
    }
    return all;
}

int sim_peel_all(struct sim_box_room *room, const struct sim_load *loads, const struct sim_box_wish *wish)
{
    struct sim_load box = start(room, loads);
    int steps = 1, restricted = 0;

    room->limits_count = 0;

    room->steps[0] = (struct sim_peel){ .limit.factor = NOBODY, .box = box };
    while (steps < SIM_MOST_STEPS && box.hits < box.worlds) {
        const struct candidate best = choose(room, box, wish);
        if (best.limit.factor == NOBODY) {
            break;
        }
        restricted += !best.limited;
        room->limits_count += best.is_new;
        peel(room, &box, &best, &room->steps[steps]);
        room->steps[steps].box = box;
        room->steps[steps++].restricted = restricted;
    }
    return steps;
}

void sim_peel_replay(struct sim_box_room *room, int step)
{
    for (int f = 0; f < room->field->factors; f++)
        room->ranges[f] = room->start[f];
    for (int s = 1; s <= step; s++) {
        const struct sim_peel *peel = &room->steps[s];
        sim_range_cut(room->field, &room->ranges[peel->limit.factor], peel->limit, peel->at);
    }
}
