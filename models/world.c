/* world.c - reads the tables of a scenario into the fixed structure of an area, or makes an area where there are none.
 */
#include "world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RESOURCE_WORDS "care health learning safety home livelihood"
#define SECTOR_WORDS   "council health schools justice housing voluntary national funders"

enum { O_SECTOR, O_STAFF, O_RESOURCE, O_SECOND, O_PARENT, O_COMMISSIONER, O_INTEREST };
enum {
    F_RESOURCE,
    F_RULE,
    F_GOVERNANCE,
    F_LEAD,
    F_ORIGIN,
    F_MEETINGS,
    F_FORMALITY,
    F_WORKING_GROUP,
    F_INFORMAL,
    F_SHARED_ASSESSMENT,
    F_HUB,
    F_TRAINING
};
enum { S_FORUM, S_ORGANISATION, S_MANDATE, S_INFLUENCE, S_SALIENCE, S_FILLED, S_SPEAKS_FOR };
enum { T_FROM, T_TO, T_CONTACT };
enum { ORGANISATIONS, FORUMS, SEATS, TIES };

static const struct sim_column organisation_columns[] = {
    { "sector", SIM_COLUMN_CHOICE, 0, 0, 0, "", SECTOR_WORDS, NULL, "Sector (F1 .. F11)" },
    { "staff", SIM_COLUMN_REAL, 50, 0, 1e6, "full-time equivalents", NULL, NULL, "Staff in month 0" },
    { "resource", SIM_COLUMN_CHOICE, 0, 0, 0, "", RESOURCE_WORDS, NULL, "What it gives above all (A16)" },
    { "second", SIM_COLUMN_CHOICE, 0, 0, 0, "", "none " RESOURCE_WORDS, NULL, "What it also gives" },
    { "parent", SIM_COLUMN_ROW, -1, 0, 0, "", NULL, "organisations", "Organisation that it is a department of (F7)" },
    { "commissioner", SIM_COLUMN_ROW, -1, 0, 0, "", NULL, "organisations",
      "Organisation that pays it by contract (1e)" },
    { "interest", SIM_COLUMN_REAL, 1, 0, 2, "times", NULL, NULL,
      "Line manager's interest, times organisations.manager_interest (G21)" },
};

static const struct sim_column forum_columns[] = {
    { "resource", SIM_COLUMN_CHOICE, 0, 0, 0, "", RESOURCE_WORDS, NULL, "Field of need that it serves" },
    { "rule", SIM_COLUMN_CHOICE, 0, 0, 0, "", "majority three_quarters consensus", NULL,
      "Decision rule (1L governance)" },
    { "governance", SIM_COLUMN_CHOICE, 0, 0, 0, "", "shared lead_organisation administrator fabric", NULL,
      "Who runs it; a fabric has no board, pairs agree by themselves (1L, J2)" },
    { "lead", SIM_COLUMN_ROW, -1, 0, 0, "", NULL, "organisations",
      "Lead organisation or chair; otherwise the most influential seat" },
    { "origin", SIM_COLUMN_CHOICE, 1, 0, 0, "", "imposed designed emerged", NULL, "Where it comes from (B6)" },
    { "meetings", SIM_COLUMN_REAL, 6, 0, 52, "a year", NULL, NULL, "Meetings" },
    { "formality", SIM_COLUMN_REAL, 0.5, 0, 1, "share", NULL, NULL, "Formality of arrangements (A10)" },
    { "working_group", SIM_COLUMN_FLAG, 0, 0, 1, "", NULL, NULL, "A working group prepares between meetings (B3)" },
    { "informal", SIM_COLUMN_FLAG, 1, 0, 1, "", NULL, NULL, "Members talk outside meetings (B3)" },
    { "shared_assessment", SIM_COLUMN_FLAG, 0, 0, 1, "", NULL, NULL, "A common assessment framework is in use (CAF)" },
    { "hub", SIM_COLUMN_FLAG, 0, 0, 1, "", NULL, NULL, "A co-located information hub serves it (MASH)" },
    { "training", SIM_COLUMN_FLAG, 0, 0, 1, "", NULL, NULL, "Members train together (4d)" },
};

static const struct sim_column seat_columns[] = {
    { "forum", SIM_COLUMN_ROW, NAN, 0, 0, "", NULL, "forums", "Forum" },
    { "organisation", SIM_COLUMN_ROW, NAN, 0, 0, "", NULL, "organisations", "Organisation that the person comes from" },
    { "mandate", SIM_COLUMN_REAL, 1, 0, 2, "times", NULL, NULL, "Authority to decide, times people.mandate (I6)" },
    { "influence", SIM_COLUMN_REAL, 1, 0, 10, "weight", NULL, NULL, "Weight in what the forum decides (A8)" },
    { "salience", SIM_COLUMN_REAL, 1, 0, 10, "weight", NULL, NULL,
      "How much of the organisation's joint time it draws (A13)" },
    { "filled", SIM_COLUMN_FLAG, 1, 0, 1, "", NULL, NULL,
      "Filled on the first day; an empty seat may be filled later (C1)" },
    { "speaks_for", SIM_COLUMN_ROW, -1, 0, 0, "", NULL, "forums",
      "Forum that it sits there for: a partner that is a collaboration (B2)" },
};

static const struct sim_column tie_columns[] = {
    { "from", SIM_COLUMN_ROW, NAN, 0, 0, "", NULL, "organisations", "Organisation" },
    { "to", SIM_COLUMN_ROW, NAN, 0, 0, "", NULL, "organisations", "Organisation that it is in contact with" },
    { "contact", SIM_COLUMN_REAL, 1, 0, 4, "rank", NULL, NULL, "0 none, 1 the closest contact .. 4 the loosest" },
};

#define COLUMNS(list) list, (int)(sizeof(list) / sizeof((list)[0]))

const struct sim_table_spec world_tables[WORLD_TABLES_COUNT] = {
    { "organisations", false, COLUMNS(organisation_columns), 256,
      "Organisations of the area; departments of one council are organisations" },
    { "forums", false, COLUMNS(forum_columns), 64, "Collaborations: boards, steering groups, project boards" },
    { "seats", true, COLUMNS(seat_columns), 2048, "Who sits where" },
    { "ties", true, COLUMNS(tie_columns), 65536, "Which organisations are in contact before the first month" },
};

static const struct sim_table_spec *spec_of(int table)
{
    return &world_tables[table];
}

static double cell(const struct sim_table *tables, int table, int row, int column)
{
    return sim_cell(&tables[table], spec_of(table), row, column);
}

static void *zeroed(int count, size_t size)
{
    return calloc(count > 0 ? (size_t)count : 1, size);
}

static void organisation_read(struct world_organisation *o, const struct sim_table *tables, int row)
{
    o->sector = (int)cell(tables, ORGANISATIONS, row, O_SECTOR);
    o->fte = cell(tables, ORGANISATIONS, row, O_STAFF);
    o->resource = (int)cell(tables, ORGANISATIONS, row, O_RESOURCE);
    o->second = (int)cell(tables, ORGANISATIONS, row, O_SECOND) - 1;
    o->parent = (int)cell(tables, ORGANISATIONS, row, O_PARENT);
    o->commissioner = (int)cell(tables, ORGANISATIONS, row, O_COMMISSIONER);
    o->interest = cell(tables, ORGANISATIONS, row, O_INTEREST);
    if (o->second == o->resource) {
        o->second = -1;
    }
}

/** A made area has the resources in turn, and all sectors in turn unless its mix is of one. The sixth organisation of
 * every eight works under contract for the first. */
static void organisation_make(struct world_organisation *o, int i, int mix)
{
    static const double fte[SECTORS_COUNT] = { 80, 70, 60, 70, 40, 15, 60, 10 };
    int sector = mix == MIX_COUNCIL ? SECTOR_council : mix == MIX_VOLUNTARY ? SECTOR_voluntary : i % SECTORS_COUNT;
    *o = (struct world_organisation){ .sector = sector,
                                      .parent = mix == MIX_COUNCIL && i > 0 ? 0 : -1,
                                      .commissioner = mix == MIX_MIXED && i % 8 == 5 ? i - 5 : -1,
                                      .resource = i % RESOURCES_COUNT,
                                      .second = (i + 1) % RESOURCES_COUNT,
                                      .fte = fte[i % SECTORS_COUNT],
                                      .interest = 1 };
}

static void forum_read(struct world_forum *f, const struct sim_table *tables, int row)
{
    f->resource = (int)cell(tables, FORUMS, row, F_RESOURCE);
    f->rule = (int)cell(tables, FORUMS, row, F_RULE);
    f->governance = (int)cell(tables, FORUMS, row, F_GOVERNANCE);
    f->lead = (int)cell(tables, FORUMS, row, F_LEAD);
    f->origin = (int)cell(tables, FORUMS, row, F_ORIGIN);
    f->meetings = cell(tables, FORUMS, row, F_MEETINGS);
    f->formality = cell(tables, FORUMS, row, F_FORMALITY);
    f->working_group = (int)cell(tables, FORUMS, row, F_WORKING_GROUP);
    f->informal = (int)cell(tables, FORUMS, row, F_INFORMAL);
    f->shared_assessment = (int)cell(tables, FORUMS, row, F_SHARED_ASSESSMENT);
    f->hub = (int)cell(tables, FORUMS, row, F_HUB);
    f->training = (int)cell(tables, FORUMS, row, F_TRAINING);
}

static void forum_make(struct world_forum *f, int i, int governance)
{
    *f = (struct world_forum){ .resource = i % RESOURCES_COUNT,
                               .rule = i % 3,
                               .governance = governance == 0 ? i % 3 : governance - 1,
                               .lead = -1,
                               .origin = i % 2,
                               .meetings = 8,
                               .formality = 0.5,
                               .working_group = 1,
                               .informal = 1,
                               .shared_assessment = 1 };
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
    int n = 0;
    for (int f = 0; f < w->forums; f++) {
        w->forum[f].first_seat = n;
        for (int row = 0; row < tables[SEATS].rows; row++) {
            if ((int)cell(tables, SEATS, row, S_FORUM) != f) {
                continue;
            }
            w->seat[n++] = (struct world_seat){ .forum = f,
                                                .organisation = (int)cell(tables, SEATS, row, S_ORGANISATION),
                                                .filled = (int)cell(tables, SEATS, row, S_FILLED),
                                                .mandate = cell(tables, SEATS, row, S_MANDATE),
                                                .influence = cell(tables, SEATS, row, S_INFLUENCE),
                                                .salience = cell(tables, SEATS, row, S_SALIENCE),
                                                .speaks_for = (int)cell(tables, SEATS, row, S_SPEAKS_FOR) };
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
            w->seat[n++] = (struct world_seat){ .forum = f,
                                                .organisation = (f * 5 + i) % w->organisations,
                                                .speaks_for = -1,
                                                .filled = 1,
                                                .mandate = 1,
                                                .influence = i == 0 ? 2 : 1,
                                                .salience = 1 };
        }
    }
    w->seats = n;
}

/** The most influential seat of a forum that is not among the `taken` leaders chosen already, or -1. */
static int most_influential(const struct world *w, const struct world_forum *forum, const int *leader, int taken)
{
    int best = -1;
    for (int s = forum->first_seat; s < forum->first_seat + forum->seats; s++) {
        bool chosen = false;
        for (int r = 0; r < taken; r++)
            chosen = chosen || leader[r] == s;
        if (!chosen && (best < 0 || w->seat[s].influence > w->seat[best].influence)) {
            best = s;
        }
    }
    return best;
}

/** Places of ties, pairs, issues and leaders. Leaders are the lead's seat and then the most influential; a forum of two
 * lets its first lead twice. */
static void world_index(struct world *w)
{
    for (int f = 0; f < w->forums; f++) {
        struct world_forum *forum = &w->forum[f];
        int n = forum->seats, *leader = &w->leader_seat[f * LEADERS_A_FORUM];
        forum->first_tie = w->ties;
        forum->first_pair = w->pairs;
        w->ties += n * n;
        w->pairs += n * (n - 1) / 2;
        for (int rank = 0; rank < LEADERS_A_FORUM; rank++) {
            int lead = rank == 0 && forum->lead >= 0 ? forum_holds(w, f, forum->lead) : -1;
            int seat = lead >= 0 ? lead : most_influential(w, forum, leader, rank);
            leader[rank] = seat < 0 ? leader[0] : seat;
        }
        forum->lead = leader[0];
    }
    w->leaders = w->forums * LEADERS_A_FORUM;
    w->issues = w->forums * w->slots;
}

/** Acquaintance of the first day from the ties between organisations: 1 for the closest contact, 1/4 for the loosest.
 */
static void contacts_read(struct world *w, const struct sim_table *tables)
{
    for (int row = 0; row < tables[TIES].rows; row++) {
        int from = (int)cell(tables, TIES, row, T_FROM), to = (int)cell(tables, TIES, row, T_TO);
        double rank = cell(tables, TIES, row, T_CONTACT);
        for (int f = 0; f < w->forums; f++) {
            int a = forum_holds(w, f, from), b = forum_holds(w, f, to);
            if (a >= 0 && b >= 0 && a != b && rank > 0) {
                int i = a - w->forum[f].first_seat, j = b - w->forum[f].first_seat;
                w->contact[w->forum[f].first_tie + i * w->forum[f].seats + j] = rank <= 1 ? 1 : (5 - rank) / 4;
            }
        }
    }
}

/** Does following `next` from any organisation come back to it? Names the first such circle. */
static void refuse_circles(const struct world *w, const struct sim_table *tables, bool parents,
                           struct sim_errors *errors)
{
    for (int i = 0; i < w->organisations; i++) {
        int at = i, steps = 0;
        do {
            at = parents ? w->organisation[at].parent : w->organisation[at].commissioner;
            steps++;
        } while (at >= 0 && at != i && steps <= w->organisations);
        if (at == i) {
            sim_complain(errors, NULL, 0, 0, "organisations.%s: its %s lead back to itself",
                         tables[ORGANISATIONS].names[i], parents ? "parents" : "commissioners");
            return;
        }
    }
}

static void world_refuse(const struct world *w, const struct sim_table *tables, struct sim_errors *errors)
{
    for (int i = 0; i < tables[ORGANISATIONS].rows; i++)
        if (!(w->organisation[i].fte > 0)) {
            sim_complain(errors, NULL, 0, 0,
                         "organisations.%s: has no staff (staff must be above 0 full-time equivalents)",
                         tables[ORGANISATIONS].names[i]);
        }
    for (int f = 0; f < tables[FORUMS].rows; f++) {
        int lead = (int)cell(tables, FORUMS, f, F_LEAD);
        if (w->forum[f].seats < 2) {
            sim_complain(errors, NULL, 0, 0, "forums.%s: has %d seat%s; a forum needs at least two",
                         tables[FORUMS].names[f], w->forum[f].seats, w->forum[f].seats == 1 ? "" : "s");
        } else if (lead >= 0 && forum_holds(w, f, lead) < 0) {
            sim_complain(errors, NULL, 0, 0, "forums.%s: its lead, %s, has no seat in it", tables[FORUMS].names[f],
                         tables[ORGANISATIONS].names[lead]);
        }
    }
    for (int s = 0; s < w->seats; s++)
        if (w->seat[s].speaks_for == w->seat[s].forum) {
            sim_complain(errors, NULL, 0, 0, "seats.%s.%s: speaks for the forum that it sits in",
                         w->forum[w->seat[s].forum].name, w->organisation[w->seat[s].organisation].name);
        }
    if (tables[ORGANISATIONS].rows > 0) {
        refuse_circles(w, tables, true, errors);
        refuse_circles(w, tables, false, errors);
    }
}

static void staff_shares(struct world *w)
{
    for (int i = 0; i < w->organisations; i++)
        w->fte += w->organisation[i].fte;
    for (int i = 0; i < w->organisations; i++)
        w->organisation[i].staff = w->fte > 0 ? w->organisation[i].fte / w->fte : 0;
    for (int i = 0; i < w->organisations; i++)
        for (int r = 0; r < RESOURCES_COUNT; r++)
            w->field[r] += w->organisation[i].staff * world_gives(&w->organisation[i], r);
}

/** A given name, or "kind_1". */
static void name_set(char name[WORLD_NAME], const char *given, const char *kind, int i)
{
    given != NULL ? snprintf(name, WORLD_NAME, "%s", given) : snprintf(name, WORLD_NAME, "%s_%d", kind, i + 1);
}

enum sim_status world_new(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                          struct sim_errors *errors)
{
    int before = errors->count;
    int organisations = tables[ORGANISATIONS].rows, forums = tables[FORUMS].rows, seats = tables[SEATS].rows;
    bool made = organisations == 0, one_forum = !made && forums == 0;
    struct world *w = zeroed(1, sizeof *w);
    (void)seed;

    *world = w;
    if (w == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the world");
    }
    w->organisations = made ? (int)values[PARAM_world_organisations] : organisations;
    w->forums = one_forum ? 1 : made ? (int)values[PARAM_world_forums] : forums;
    w->slots = (int)values[PARAM_world_issues];
    int each = one_forum ? organisations : (int)values[PARAM_world_seats];
    each = each < w->organisations ? each : w->organisations;
    int room = made || one_forum ? w->forums * each : seats;
    w->organisation = zeroed(w->organisations, sizeof *w->organisation);
    w->forum = zeroed(w->forums, sizeof *w->forum);
    w->seat = zeroed(room, sizeof *w->seat);
    w->leader_seat = zeroed(w->forums * LEADERS_A_FORUM, sizeof *w->leader_seat);
    if (w->organisation == NULL || w->forum == NULL || w->seat == NULL || w->leader_seat == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the world");
    }
    for (int i = 0; i < w->organisations; i++) {
        made ? organisation_make(&w->organisation[i], i, (int)values[PARAM_world_mix])
             : organisation_read(&w->organisation[i], tables, i);
        name_set(w->organisation[i].name, made ? NULL : tables[ORGANISATIONS].names[i], "organisation", i);
    }
    for (int f = 0; f < w->forums; f++) {
        made || one_forum ? forum_make(&w->forum[f], f, (int)values[PARAM_world_governance])
                          : forum_read(&w->forum[f], tables, f);
        name_set(w->forum[f].name, made || one_forum ? NULL : tables[FORUMS].names[f], "forum", f);
    }
    made || one_forum ? seats_make(w, each) : seats_read(w, tables);
    world_refuse(w, tables, errors);
    if (errors->count > before) {
        return SIM_USAGE;
    }
    staff_shares(w);
    world_index(w);
    w->contact = zeroed(w->ties, sizeof *w->contact);
    if (w->contact == NULL || !world_overlaps_set(w)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the world");
    }
    contacts_read(w, tables);
    return SIM_OK;
}

void world_free(void *world)
{
    struct world *w = world;
    if (w != NULL) {
        free(w->organisation);
        free(w->forum);
        free(w->seat);
        free(w->leader_seat);
        free(w->contact);
        free(w->overlap);
        free(w);
    }
}
