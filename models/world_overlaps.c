/* world_overlaps.c - ties between two organisations that meet in another forum as well (A12). */
#include <stdlib.h>

#include "world.h"

/** The next forum after `f`, around the end, in which both organisations sit, or -1. */
static int next_shared(const struct world *w, const int *seat_of, int f, int a, int b)
{
    for (int step = 1; step < w->forums; step++) {
        int g = (f + step) % w->forums;
        if (seat_of[a * w->forums + g] >= 0 && seat_of[b * w->forums + g] >= 0) {
            return g;
        }
    }
    return -1;
}

/** Ties whose two organisations meet in another forum as well. With `overlap` NULL they are only counted. */
static void overlaps_find(struct world *w, const int *seat_of)
{
    w->overlaps = 0;
    for (int f = 0; f < w->forums; f++)
        for (int n = 0; n < w->forum[f].seats * w->forum[f].seats; n++) {
            const struct world_forum *forum = &w->forum[f];
            int i = n / forum->seats, j = n % forum->seats, a = w->seat[forum->first_seat + i].organisation,
                b = w->seat[forum->first_seat + j].organisation, g = i == j ? -1 : next_shared(w, seat_of, f, a, b);
            if (g < 0) {
                continue;
            }
            if (w->overlap != NULL) {
                int c = seat_of[a * w->forums + g], d = seat_of[b * w->forums + g], first = w->forum[g].first_seat;
                int other = w->forum[g].first_tie + (c - first) * w->forum[g].seats + (d - first);
                w->overlap[w->overlaps] = (struct world_overlap){
                    forum->first_tie + n, forum->first_seat + i, forum->first_seat + j, other, c, d
                };
            }
            w->overlaps++;
        }
}

bool world_overlaps_set(struct world *w)
{
    int *seat_of = calloc((size_t)w->organisations * (size_t)w->forums + 1, sizeof *seat_of);
    if (seat_of == NULL) {
        return false;
    }
    for (int i = 0; i < w->organisations * w->forums; i++)
        seat_of[i] = -1;
    for (int s = w->seats - 1; s >= 0; s--)
        seat_of[w->seat[s].organisation * w->forums + w->seat[s].forum] = s;
    overlaps_find(w, seat_of);
    w->overlap = calloc((size_t)w->overlaps + 1, sizeof *w->overlap);
    if (w->overlap != NULL) {
        overlaps_find(w, seat_of);
    }
    free(seat_of);
    return w->overlap != NULL;
}
