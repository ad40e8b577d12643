/* world_entities.c - what the entities of an area are called, and what they belong to. */
#include <stdio.h>

#include "world.h"

static int forum_of_tie(const struct world *w, int tie)
{
    int f = w->forums - 1;
    while (f > 0 && w->forum[f].first_tie > tie)
        f--;
    return f;
}

/** One end of a tie: the seat that thinks, or the one that is thought of. */
static int end_of_tie(const struct world *w, int tie, bool from)
{
    const struct world_forum *forum = &w->forum[forum_of_tie(w, tie)];
    int place = tie - forum->first_tie;
    return forum->first_seat + (from ? place / forum->seats : place % forum->seats);
}

static const char *seat_name(const struct world *w, int seat)
{
    return w->organisation[w->seat[seat].organisation].name;
}

void world_entity(const struct world *w, enum extent extent, int row, char *text, int size)
{
    static const char *const sectors[] = { SECTORS(CHOICE_TEXT) };
    static const char *const resources[] = { RESOURCES(CHOICE_TEXT) };
    size_t n = (size_t)size;

    if (extent == EXTENT_SECTOR || extent == EXTENT_RESOURCE) {
        snprintf(text, n, "%s", extent == EXTENT_SECTOR ? sectors[row] : resources[row]);
    } else if (extent == EXTENT_ORGANISATION) {
        snprintf(text, n, "%s", w->organisation[row].name);
    } else if (extent == EXTENT_FORUM) {
        snprintf(text, n, "%s", w->forum[row].name);
    } else if (extent == EXTENT_SEAT) {
        snprintf(text, n, "%s in %s", seat_name(w, row), w->forum[w->seat[row].forum].name);
    } else if (extent == EXTENT_LEADER) {
        snprintf(text, n, "leader %d of %s", row % LEADERS_A_FORUM + 1, w->forum[row / LEADERS_A_FORUM].name);
    } else if (extent == EXTENT_TIE) {
        snprintf(text, n, "%s of %s in %s", seat_name(w, end_of_tie(w, row, true)),
                 seat_name(w, end_of_tie(w, row, false)), w->forum[forum_of_tie(w, row)].name);
    } else if (extent == EXTENT_STANCE) {
        int seat = row / w->slots;
        snprintf(text, n, "%s on issue %d of %s", seat_name(w, seat), row % w->slots + 1,
                 w->forum[w->seat[seat].forum].name);
    } else if (extent == EXTENT_ISSUE) {
        snprintf(text, n, "issue %d of %s", row % w->slots + 1, w->forum[row / w->slots].name);
    } else {
        snprintf(text, n, "the area");
    }
}

int world_linked(const struct world *w, enum link link, int row)
{
    switch (link) {
    case LINK_ORGANISATION_sector:
        return w->organisation[row].sector;
    case LINK_ORGANISATION_parent:
        return w->organisation[row].parent;
    case LINK_ORGANISATION_commissioner:
        return w->organisation[row].commissioner;
    case LINK_FORUM_resource:
        return w->forum[row].resource;
    case LINK_SEAT_forum:
        return w->seat[row].forum;
    case LINK_SEAT_organisation:
        return w->seat[row].organisation;
    case LINK_TIE_from:
        return end_of_tie(w, row, true);
    case LINK_TIE_to:
        return end_of_tie(w, row, false);
    case LINK_STANCE_seat:
        return row / w->slots;
    case LINK_STANCE_issue:
        return w->seat[row / w->slots].forum * w->slots + row % w->slots;
    case LINK_ISSUE_forum:
        return row / w->slots;
    case LINK_LEADER_forum:
        return row / LEADERS_A_FORUM;
    default:
        return -1;
    }
}
