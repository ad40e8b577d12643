/* world_places.c - whose luck an entity has: its place among the entities of all arms of a study (7.0, Chance). */
#include <stdlib.h>
#include <string.h>

#include "world.h"

/** The pairs of the first arm, which have the first numbers: for each of its seats, by place. */
struct first_arm {
    int seats;
    uint64_t pairs;
    uint64_t *before; /* [place]: pairs of the forums before its own */
    int *opens;       /* [place]: place of the first seat of its forum */
};

/** False where there is no memory. */
static bool first_arm_init(struct first_arm *self, const struct sim_table *tables)
{
    const struct sim_table *seats = &tables[WORLD_TABLE_seats], *organisations = &tables[WORLD_TABLE_organisations];
    bool one_forum = seats->first_rows == 0; /* a made one, in which each organisation has a seat */
    int begins = 0;

    *self = (struct first_arm){ .seats = one_forum ? organisations->first_rows : seats->first_rows };
    self->before = calloc((size_t)self->seats + 1, sizeof *self->before);
    self->opens = calloc((size_t)self->seats + 1, sizeof *self->opens);
    if (self->before == NULL || self->opens == NULL) {
        return false;
    }
    for (int s = 0; s < self->seats; s++) {
        uint64_t members = (uint64_t)(s - begins);
        if (!one_forum && s > 0 && seats->first[s] != seats->first[s - 1]) {
            self->pairs += members * (members - 1) / 2;
            begins = s;
        }
        self->opens[s] = begins;
        self->before[s] = self->pairs;
    }
    uint64_t members = (uint64_t)(self->seats - begins);
    self->pairs += self->seats > 0 ? members * (members - 1) / 2 : 0;
    return true;
}

static void first_arm_free(struct first_arm *self)
{
    free(self->before);
    free(self->opens);
}

/** Number of a pair of seats with the places a < b: as in the first arm if that has both, else behind those, which have
 * two numbers each. */
static uint64_t pair_place(const struct first_arm *first, int a, int b)
{
    uint64_t all = (uint64_t)b * (uint64_t)(b - 1) / 2 + (uint64_t)a;

    if (b < first->seats && first->opens[a] == first->opens[b]) {
        uint64_t i = (uint64_t)(a - first->opens[a]), j = (uint64_t)(b - first->opens[b]);
        return first->before[a] + j * (j - 1) / 2 + i;
    }
    return 2 * (first->pairs + all);
}

/** Places of all pairs, and of the two numbers that each has a month: the second ones of the first arm's pairs stand
 * behind the first ones. */
static void pairs_place(const struct world *w, const struct first_arm *first, uint64_t *tie, uint64_t *pair)
{
    int n = 0;
    for (int f = 0; f < w->forums; f++)
        for (int j = 1; j < w->forum[f].seats; j++)
            for (int i = 0; i < j; i++, n++) {
                int a = w->seat[w->forum[f].first_seat + i].place, b = w->seat[w->forum[f].first_seat + j].place;
                tie[n] = pair[n] = a < b ? pair_place(first, a, b) : pair_place(first, b, a);
                pair[w->pairs + n] = tie[n] + (tie[n] < first->pairs ? first->pairs : 1);
            }
}

/** Kinds of entity that chance is about, as draws.def calls them. */
enum kind { OF_run, OF_sector, OF_organisation, OF_forum, OF_seat, OF_issue, OF_leader, OF_tie, OF_pair, KINDS };

/** Place of an entity that is no pair. */
static uint64_t place_of(const struct world *w, enum kind kind, int i)
{
    switch (kind) {
    case OF_organisation:
        return (uint64_t)w->organisation[i].place;
    case OF_forum:
        return (uint64_t)w->forum[i].place;
    case OF_seat:
        return (uint64_t)w->seat[i].place;
    case OF_issue:
        return (uint64_t)w->forum[i / w->slots].place * (uint64_t)w->slots + (uint64_t)(i % w->slots);
    case OF_leader:
        return (uint64_t)w->forum[i / LEADERS_A_FORUM].place * LEADERS_A_FORUM + (uint64_t)(i % LEADERS_A_FORUM);
    default:
        return (uint64_t)i;
    }
}

/** Fill the list of each kind. True if an entity of any kind stands at another number than its own. */
static bool kinds_place(const struct world *w, const struct first_arm *first, const int *rows, uint64_t *const *list)
{
    bool apart = false;

    for (int kind = 0; kind < OF_tie; kind++)
        for (int i = 0; i < rows[kind]; i++)
            list[kind][i] = place_of(w, (enum kind)kind, i);
    pairs_place(w, first, list[OF_tie], list[OF_pair]);
    for (int kind = 0; kind < KINDS; kind++)
        for (int i = 0; i < rows[kind]; i++)
            apart = apart || list[kind][i] != (uint64_t)i;
    return apart;
}

bool world_places_set(struct world *w, const struct sim_table *tables)
{
    const int rows[KINDS] = { 1,         SECTORS_COUNT, w->organisations, w->forums,   w->seats,
                              w->issues, w->leaders,    w->pairs,         2 * w->pairs };
    uint64_t *list[KINDS] = { NULL };
    struct first_arm first = { 0 };
    size_t all = 0;

    for (int kind = 0; kind < KINDS; kind++)
        all += (size_t)rows[kind];
    w->places = calloc(all, sizeof *w->places);
    bool good = w->places != NULL && first_arm_init(&first, tables);
    for (int kind = 0; good && kind < KINDS; kind++)
        list[kind] = kind == 0 ? w->places : list[kind - 1] + rows[kind - 1];
    const struct sim_places luck[DRAWS_COUNT] = {
#define DRAW(name, entity, meaning) [DRAW_##name] = { list[OF_##entity], rows[OF_##entity] },
#include "draws.def"
    };
    memcpy(w->luck, luck, sizeof luck);
    if (good && (tables[WORLD_TABLE_organisations].rows == 0 || !kinds_place(w, &first, rows, list))) {
        free(w->places);
        w->places = NULL;
    }
    first_arm_free(&first);
    return good;
}

const struct sim_places *world_places(const void *world)
{
    const struct world *w = world;
    return w->places == NULL ? NULL : w->luck;
}
