/* study_twins.c - points of a list that stand in it twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

enum { MOST_SAID = 8 };

struct keyed {
    uint64_t key; /* equal points have equal keys, and others hardly ever */
    int row;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key) : (x->row > y->row) - (x->row < y->row);
}

/** FNV-1a of the bytes of a number, begun at `key`. */
static uint64_t key_of(uint64_t key, double value)
{
    unsigned char bytes[sizeof value];
    memcpy(bytes, &value, sizeof value);
    for (size_t i = 0; i < sizeof bytes; i++)
        key = (key ^ bytes[i]) * 0x100000001b3u;
    return key;
}

static bool same_point(const struct sim_design *design, int a, int b)
{
    bool same = design->worlds == NULL || design->worlds[a] == design->worlds[b];
    for (int i = 0; same && i < design->factors_count; i++)
        same = design->factors[i].levels[a] == design->factors[i].levels[b];
    return same;
}

/** [row]: the first row that is the same point, or the row itself. NULL without memory. */
static int *twins_of(const struct sim_design *design)
{
    size_t count = (size_t)design->points;
    struct keyed *keyed = calloc(count + 1, sizeof *keyed);
    int *twins = calloc(count + 1, sizeof *twins);

    if (keyed == NULL || twins == NULL) {
        free(keyed);
        free(twins);
        return NULL;
    }
    for (size_t r = 0; r < count; r++) {
        keyed[r] =
            (struct keyed){ key_of(0xcbf29ce484222325u, design->worlds == NULL ? 0 : design->worlds[r]), (int)r };
        for (int i = 0; i < design->factors_count; i++)
            keyed[r].key = key_of(keyed[r].key, design->factors[i].levels[r]);
    }
    qsort(keyed, count, sizeof *keyed, by_key);
    for (size_t r = 0, first = 0; r < count; r++) {
        first = keyed[r].key == keyed[first].key && same_point(design, keyed[r].row, keyed[first].row) ? first : r;
        twins[keyed[r].row] = keyed[first].row;
    }
    free(keyed);
    return twins;
}

void sim_note_twins(struct sim_reading *reading, const char *path, const int *lines)
{
    struct sim_errors *notes = &reading->study->notes;
    int *twins = twins_of(&reading->study->design), count = 0;

    for (int row = 0; twins != NULL && row < reading->study->design.points; row++) {
        int first = twins[row];
        if (first == row || ++count > MOST_SAID) {
            continue;
        }
        if (lines != NULL) {
            sim_note(notes, "look: %s:%d: the same point as in line %d", path, lines[row + 1], lines[first + 1]);
        } else {
            sim_note(notes, "look: %s: points %d and %d of the list are the same", path, first, row);
        }
    }
    if (count > MOST_SAID) {
        sim_note(notes, "look: %s: %d points stand there more than once", path, count);
    }
    free(twins);
}
