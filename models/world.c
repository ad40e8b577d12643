/* world.c - the fixed structure of an area: from the rows of a scenario's tables, or made where there are none. */
#include "world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../sim/memory.h"

static void *zeroed(int count, size_t size)
{
    return calloc(count > 0 ? (size_t)count : 1, size);
}

/** A made area has the resources in turn, and all sectors in turn unless its mix is of one. The sixth organisation of
 * every eight works under contract for the first. */
static struct world_organisation organisation_make(int i, int mix)
{
    static const double staff[SECTORS_COUNT] = {
        [SECTOR_council] = 80, [SECTOR_health] = 70,    [SECTOR_schools] = 60,  [SECTOR_justice] = 70,
        [SECTOR_housing] = 40, [SECTOR_voluntary] = 15, [SECTOR_national] = 60, [SECTOR_funders] = 10
    };
    int sector = mix == MIX_council ? SECTOR_council : mix == MIX_voluntary ? SECTOR_voluntary : i % SECTORS_COUNT;
    return (struct world_organisation){ .sector = sector,
                                        .parent = mix == MIX_council && i > 0 ? 0 : -1,
                                        .commissioner = mix == MIX_mixed && i % 8 == 5 ? i - 5 : -1,
                                        .resource = i % RESOURCES_COUNT,
                                        .second = (i + 1) % RESOURCES_COUNT,
                                        .staff = staff[i % SECTORS_COUNT],
                                        .interest = 1,
                                        .present = 1 };
}

static struct world_forum forum_make(int i, int governance)
{
    return (struct world_forum){ .resource = i % RESOURCES_COUNT,
                                 .rule = i % 3,
                                 .governance = governance == MADE_GOVERNANCE_mixed ? i % 3 : governance - 1,
                                 .lead = -1,
                                 .origin = i % 2,
                                 .meetings = 8,
                                 .formality = 0.5,
                                 .working_group = 1,
                                 .informal = 1,
                                 .shared_assessment = 1,
                                 .pace = 1,
                                 .joins = -1,
                                 .present = 1 };
}

static int forum_holds(const struct world *w, int f, int organisation)
{
    for (int s = w->forum[f].first_seat; s < w->forum[f].first_seat + w->forum[f].seats; s++)
        if (w->seat[s].organisation == organisation) {
            return s;
        }
    return -1;
}

/** Seats of a scenario, brought together by forum in their order of appearance. */
static void seats_read(struct world *w, const struct sim_table *tables)
{
    const int *place = tables[WORLD_TABLE_seats].place;
    int n = 0;
    for (int f = 0; f < w->forums; f++) {
        w->forum[f].first_seat = n;
        for (int row = 0; row < tables[WORLD_TABLE_seats].rows; row++) {
            struct world_seat seat = world_read_seat(tables, row);
            if (seat.forum == f) {
                w->seat_of_row[row] = n;
                seat.place = place == NULL ? n : place[row];
                w->seat[n++] = seat;
            }
        }
        w->forum[f].seats = n - w->forum[f].first_seat;
    }
    w->seats = n;
}

/** Seats of a made area: forum f takes every organisation in turn, beginning with the f-th; the first is its chair. */
static void seats_make(struct world *w, int each)
{
    int n = 0;
    for (int f = 0; f < w->forums; f++) {
        w->forum[f].first_seat = n;
        w->forum[f].seats = each;
        for (int i = 0; i < each; i++) {
            int organisation = (f * 5 + i) % w->organisations;
            w->seat[n] = (struct world_seat){ .forum = f,
                                              .organisation = organisation,
                                              .place = w->forums > 1 ? n : w->organisation[organisation].place,
                                              .speaks_for = -1,
                                              .filled = 1,
                                              .mandate = 1,
                                              .influence = i == 0 ? 2 : 1,
                                              .salience = 1,
                                              .stands = -1,
                                              .commitment = -1,
                                              .openness = -1,
                                              .feigns = -1,
                                              .tenacity = -1,
                                              .present = 1 };
            n++;
        }
    }
    w->seats = n;
}

/** The most influential seat of a forum that is not among the `taken` founders chosen already, or -1. */
static int most_influential(const struct world *w, const struct world_forum *forum, const int *founder, int taken)
{
    int best = -1;
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        bool chosen = false;
        for (int r = 0; r < taken; r++)
            chosen = chosen || founder[r] == s;
        if (!chosen && (best < 0 || w->seat[s].influence > w->seat[best].influence)) {
            best = s;
        }
    }
    return best;
}

/** Places of ties, pairs, issues and leaders. Founders are the lead's seat and then the most influential; in a forum of
 * two the first counts twice. */
static void world_index(struct world *w)
{
    for (int f = 0; f < w->forums; f++) {
        struct world_forum *forum = &w->forum[f];
        int n = forum->seats, *founder = &w->founder[f * LEADERS_A_FORUM];
        forum->first_tie = w->ties;
        forum->first_pair = w->pairs;
        w->ties += n * n;
        w->pairs += n * (n - 1) / 2;
        for (int rank = 0; rank < LEADERS_A_FORUM; rank++) {
            int lead = rank == 0 && forum->lead >= 0 ? forum_holds(w, f, forum->lead) : -1;
            int seat = lead >= 0 ? lead : most_influential(w, forum, founder, rank);
            founder[rank] = seat < 0 ? founder[0] : seat;
        }
        forum->chair = founder[0];
    }
    w->leaders = w->forums * LEADERS_A_FORUM;
    w->issues = w->forums * w->slots;
}

/** Acquaintance of the first day from the ties between organisations: 1 for the closest contact, 1/4 for the loosest,
 * times the weight of the tie. */
static void contacts_read(struct world *w, const struct sim_table *tables)
{
    for (int row = 0; row < tables[WORLD_TABLE_ties].rows; row++) {
        struct world_tie tie = world_read_tie(tables, row);
        for (int f = 0; f < w->forums; f++) {
            int a = forum_holds(w, f, tie.from), b = forum_holds(w, f, tie.to);
            if (a >= 0 && b >= 0 && a != b && tie.contact > 0) {
                int i = a - w->forum[f].first_seat, j = b - w->forum[f].first_seat;
                w->contact[w->forum[f].first_tie + i * w->forum[f].seats + j] =
                    tie.weight * (tie.contact <= 1 ? 1 : (double)(5 - tie.contact) / 4);
            }
        }
    }
}

static int parent_of(const struct world *w, int i)
{
    return w->organisation[i].parent;
}

static int commissioner_of(const struct world *w, int i)
{
    return w->organisation[i].commissioner;
}

static int joined_by(const struct world *w, int f)
{
    return w->forum[f].joins;
}

/** First of `count` rows from which following `next` comes back to it; -1 for none. */
static int in_circle(const struct world *w, int (*next)(const struct world *, int), int count)
{
    for (int i = 0; i < count; i++) {
        int at = i, steps = 0;
        do {
            at = next(w, at);
            steps++;
        } while (at >= 0 && at != i && steps <= count);
        if (at == i) {
            return i;
        }
    }
    return -1;
}

static void refuse_circles(const struct world *w, struct sim_errors *errors)
{
    int parents = in_circle(w, parent_of, w->organisations), paid = in_circle(w, commissioner_of, w->organisations);
    int joins = in_circle(w, joined_by, w->forums);

    if (parents >= 0) {
        sim_complain(errors, NULL, 0, 0, "organisations.%s: its parents lead back to itself",
                     w->organisation[parents].name);
    }
    if (paid >= 0) {
        sim_complain(errors, NULL, 0, 0, "organisations.%s: its commissioners lead back to itself",
                     w->organisation[paid].name);
    }
    if (joins >= 0) {
        sim_complain(errors, NULL, 0, 0, "forums.%s: the forums that it joins lead back to itself",
                     w->forum[joins].name);
    }
}

static void refuse_forums(const struct world *w, const struct sim_table *tables, struct sim_errors *errors)
{
    for (int f = 0; f < tables[WORLD_TABLE_forums].rows; f++) {
        const struct world_forum *forum = &w->forum[f];
        if (forum->seats < 2) {
            sim_complain(errors, NULL, 0, 0, "forums.%s: has %d seat%s; a forum needs at least two", forum->name,
                         forum->seats, forum->seats == 1 ? "" : "s");
        } else if (forum->lead >= 0 && forum_holds(w, f, forum->lead) < 0) {
            sim_complain(errors, NULL, 0, 0, "forums.%s: its lead, %s, has no seat in it", forum->name,
                         w->organisation[forum->lead].name);
        }
        if (forum->merged > 0 && forum->joins < 0) {
            sim_complain(errors, NULL, 0, 0, "forums.%s: has merged, but joins no forum", forum->name);
        }
    }
}

static void world_refuse(const struct world *w, const struct sim_table *tables, struct sim_errors *errors)
{
    for (int i = 0; i < tables[WORLD_TABLE_organisations].rows; i++)
        if (!(w->organisation[i].staff > 0)) {
            sim_complain(errors, NULL, 0, 0,
                         "organisations.%s: has no staff (staff must be above 0 full-time equivalents)",
                         w->organisation[i].name);
        }
    if (tables[WORLD_TABLE_organisations].rows > 0) {
        refuse_forums(w, tables, errors);
    } else if (tables[WORLD_TABLE_forums].rows > 0) { /* the world's organisations and forums are made */
        sim_complain(errors, NULL, 0, 0, "forums: the study names forums, but no organisations that could sit in them");
    }
    for (int s = 0; s < w->seats; s++)
        if (w->seat[s].speaks_for == w->seat[s].forum) {
            sim_complain(errors, NULL, 0, 0, "seats.%s.%s: speaks for the forum that it sits in",
                         w->forum[w->seat[s].forum].name, w->organisation[w->seat[s].organisation].name);
        }
    if (tables[WORLD_TABLE_organisations].rows > 0) {
        refuse_circles(w, errors);
    }
}

static void staff_shares(struct world *w)
{
    for (int i = 0; i < w->organisations; i++)
        w->fte += w->organisation[i].staff;
    for (int i = 0; i < w->organisations; i++)
        w->organisation[i].part = w->fte > 0 ? w->organisation[i].staff / w->fte : 0;
    for (int i = 0; i < w->organisations; i++)
        for (int r = 0; r < RESOURCES_COUNT; r++)
            w->field[r] += w->organisation[i].part * world_gives(&w->organisation[i], r);
}

/** A given name, or "kind_1". */
static void name_set(char name[WORLD_NAME], const char *given, const char *kind, int i)
{
    given != NULL ? snprintf(name, WORLD_NAME, "%s", given) : snprintf(name, WORLD_NAME, "%s_%d", kind, i + 1);
}

/** Room for organisations, forums and seats, and `slots` issues a forum. False where there is no memory. */
static bool world_room(struct world *w, int organisations, int forums, int seats, int slots)
{
    w->organisations = organisations;
    w->forums = forums;
    w->slots = slots;
    w->organisation = zeroed(organisations, sizeof *w->organisation);
    w->forum = zeroed(forums, sizeof *w->forum);
    w->seat = zeroed(seats, sizeof *w->seat);
    w->seat_of_row = zeroed(seats, sizeof *w->seat_of_row);
    w->founder = zeroed(forums * LEADERS_A_FORUM, sizeof *w->founder);
    return w->organisation != NULL && w->forum != NULL && w->seat != NULL && w->seat_of_row != NULL &&
           w->founder != NULL;
}

/** Organisations and forums with their seats: from the tables, or made where there are no organisations. A scenario
 * without forums has a made one, in which all its organisations sit. False where there is no memory. */
static bool world_fill(struct world *w, const struct sim_table *tables, const double *values)
{
    const struct sim_table *organisations = &tables[WORLD_TABLE_organisations], *forums = &tables[WORLD_TABLE_forums];
    bool made = organisations->rows == 0, made_forums = made || forums->rows == 0;
    int count = made ? (int)values[PARAM_world_organisations] : organisations->rows;
    int boards = made ? (int)values[PARAM_world_forums] : made_forums ? 1 : forums->rows;
    int each = made && (int)values[PARAM_world_seats] < count ? (int)values[PARAM_world_seats] : count;
    int seats = made_forums ? boards * each : tables[WORLD_TABLE_seats].rows;

    if (!world_room(w, count, boards, seats, (int)values[PARAM_world_issues])) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        w->organisation[i] =
            made ? organisation_make(i, (int)values[PARAM_world_mix]) : world_read_organisation(tables, i);
        w->organisation[i].place = made ? i : sim_place(organisations, i);
        name_set(w->organisation[i].name, made ? NULL : organisations->names[i], "organisation", i);
    }
    for (int f = 0; f < boards; f++) {
        w->forum[f] = made_forums ? forum_make(f, (int)values[PARAM_world_governance]) : world_read_forum(tables, f);
        w->forum[f].place = made_forums ? f : sim_place(forums, f);
        name_set(w->forum[f].name, made_forums ? NULL : forums->names[f], "forum", f);
    }
    made_forums ? seats_make(w, each) : seats_read(w, tables);
    return true;
}

/** How strange two seats are to each other. */
static enum strangeness strangeness_of(const struct world *w, int a, int b)
{
    const struct world_organisation *x = &w->organisation[w->seat[a].organisation],
                                    *y = &w->organisation[w->seat[b].organisation];
    bool same_council = x->parent >= 0 && x->parent == y->parent;
    bool parent = x->parent == w->seat[b].organisation || y->parent == w->seat[a].organisation;
    return x->sector != y->sector ? ACROSS_SECTORS : same_council || parent ? SAME_COUNCIL : SAME_SECTOR;
}

static void strangers_find(struct world *w)
{
    for (int f = 0; f < w->forums; f++) {
        const struct world_forum *forum = &w->forum[f];
        for (int j = 1; j < forum->seats; j++)
            for (int i = 0; i < j; i++)
                w->strange[forum->first_pair + j * (j - 1) / 2 + i] =
                    (unsigned char)strangeness_of(w, forum->first_seat + i, forum->first_seat + j);
    }
}

enum sim_status world_new(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                          struct sim_errors *errors)
{
    int before = errors->count;
    struct world *w = zeroed(1, sizeof *w);
    (void)seed;

    *world = w;
    if (w == NULL || !world_fill(w, tables, values)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the world");
    }
    world_refuse(w, tables, errors);
    if (errors->count > before) {
        return SIM_USAGE;
    }
    staff_shares(w);
    world_index(w);
    w->contact = zeroed(w->ties, sizeof *w->contact);
    w->strange = zeroed(w->pairs, sizeof *w->strange);
    if (w->contact == NULL || w->strange == NULL || !world_persons_set(w) || !world_overlaps_set(w) ||
        !world_places_set(w, tables)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the world");
    }
    contacts_read(w, tables);
    strangers_find(w);
    return SIM_OK;
}

int world_place(const struct world *w, enum world_table table, int row)
{
    return table == WORLD_TABLE_seats ? w->seat_of_row[row] : row;
}

void world_free(void *world)
{
    struct world *w = world;
    if (w != NULL) {
        SIM_FREE(w->organisation, w->forum, w->seat, w->seat_of_row, w->founder, w->person, w->person_seat,
                 w->person_of, w->contact, w->strange, w->overlap, w->places, w);
    }
}
