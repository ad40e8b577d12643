/* field.c - sorts worlds along each factor. */
#include "field.h"

#include <stdlib.h>

#include "../memory.h"

enum { MOST_CODE = 254 };

/** A world on its way into order. */
struct sorted {
    double value;
    uint32_t world;
};

static int by_value(const void *a, const void *b)
{
    const struct sorted *one = a, *other = b;
    if (one->value != other->value) {
        return one->value < other->value ? -1 : 1;
    }
    return one->world < other->world ? -1 : 1;
}

void sim_field_free(struct sim_field *self)
{
    SIM_FREE(self->order, self->place, self->code, self->levels, self->starts);
    *self = (struct sim_field){ 0 };
}

/** Level of each position, where the factor has few enough; returns how many, or 0. */
static int levels_of(const struct sim_field *self, int factor, const struct sorted *sorted)
{
    uint32_t *starts = self->starts + (long)factor * (SIM_MOST_LEVELS_OF_FACTOR + 1);
    int words = self->words[factor], level = 0;

    for (long k = 0; k < self->n; k++) {
        int now = words > 0 ? (int)sorted[k].value : level + (k > 0 && sorted[k].value > sorted[k - 1].value);
        for (; level < now && level < SIM_MOST_LEVELS_OF_FACTOR; level++)
            starts[level + 1] = (uint32_t)k;
        if (level == SIM_MOST_LEVELS_OF_FACTOR) {
            return 0;
        }
    }
    int count = words > 0 ? words : level + 1;
    for (; level < count; level++)
        starts[level + 1] = (uint32_t)self->n;
    return count;
}

static void sort_factor(struct sim_field *self, int factor, struct sorted *sorted)
{
    uint32_t *order = self->order + (long)factor * self->n;
    const uint32_t *starts = self->starts + (long)factor * (SIM_MOST_LEVELS_OF_FACTOR + 1);

    for (long i = 0; i < self->n; i++)
        sorted[i] = (struct sorted){ self->x[i * self->factors + factor], (uint32_t)i };
    qsort(sorted, (size_t)self->n, sizeof *sorted, by_value);
    self->levels[factor] = levels_of(self, factor, sorted);
    for (long k = 0, level = 0; k < self->n; k++) {
        bool tied = k > 0 && sorted[k].value == sorted[k - 1].value;
        order[k] = sorted[k].world | (tied ? SIM_TIE : 0);
        while (self->levels[factor] > 0 && k >= starts[level + 1])
            level++;
        long at = (long)sorted[k].world * self->factors + factor;
        self->place[at] = (uint32_t)(self->levels[factor] > 0 ? level : k);
        self->code[at] = (unsigned char)(self->levels[factor] > 0 ? level : k >> self->shift);
    }
}

bool sim_field_init(struct sim_field *self, const double *x, const int *words, long n, int factors)
{
    size_t cells = (size_t)n * (size_t)factors;
    struct sorted *sorted = calloc((size_t)n + 1, sizeof *sorted);

    *self = (struct sim_field){ .n = n, .factors = factors, .x = x, .words = words };
    self->order = calloc(cells + 1, sizeof *self->order);
    self->place = calloc(cells + 1, sizeof *self->place);
    self->code = calloc(cells + 1, 1);
    self->levels = calloc((size_t)factors + 1, sizeof *self->levels);
    self->starts = calloc((size_t)factors * (SIM_MOST_LEVELS_OF_FACTOR + 1) + 1, sizeof *self->starts);
    bool good = sorted != NULL && self->order != NULL && self->place != NULL && self->code != NULL &&
                self->levels != NULL && self->starts != NULL;
    while (n >> self->shift > MOST_CODE)
        self->shift++;
    for (int f = 0; good && f < factors; f++)
        sort_factor(self, f, sorted);
    free(sorted);
    return good;
}
