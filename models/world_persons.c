/* world_persons.c - who holds several seats of an organisation: equal numbers in the column `who` (A12). */
#include <stdlib.h>

#include "world.h"

static bool are_one_person(const struct world_seat *a, const struct world_seat *b)
{
    return a->who > 0 && a->who == b->who && a->organisation == b->organisation;
}

/** Puts the seats of whoever holds seat `first`, and no seat before it, at `seat`. Returns how many they are. */
static int seats_of_person(const struct world *w, int first, int *seat)
{
    int count = 0;
    for (int s = 0; s < w->seats; s++)
        if (s == first || are_one_person(&w->seat[s], &w->seat[first])) {
            seat[count++] = s;
        }
    return count;
}

bool world_persons_set(struct world *w)
{
    int used = 0;

    w->person = calloc((size_t)w->seats + 1, sizeof *w->person);
    w->person_seat = calloc((size_t)w->seats + 1, sizeof *w->person_seat);
    w->person_of = calloc((size_t)w->seats + 1, sizeof *w->person_of);
    if (w->person == NULL || w->person_seat == NULL || w->person_of == NULL) {
        return false;
    }
    for (int s = 0; s < w->seats; s++)
        w->person_of[s] = -1;
    for (int s = 0; s < w->seats; s++) {
        int *seat = w->person_seat + used, count = w->person_of[s] >= 0 ? 0 : seats_of_person(w, s, seat);
        if (count > 1) {
            for (int i = 0; i < count; i++)
                w->person_of[seat[i]] = w->persons;
            w->person[w->persons++] = (struct world_person){ count, seat };
            used += count;
        }
    }
    return true;
}
