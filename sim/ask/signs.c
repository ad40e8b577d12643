/* signs.c - one more look at the runs of a comparison, world by world. */
#include "signs.h"

#include <stdlib.h>

enum { MOST_WORLDS = 1024 }; /* each share is resampled 1,000 times */

/** All arms of a world and replicate are read: keep their differences. */
static void pairs_take(struct sim_signs *self, long world)
{
    const struct sim_compare *compare = self->compare;
    long width = compare->arms * compare->outcomes;

    for (long at = 0; at < width; at++) {
        double base = self->values[compare->against * compare->outcomes + at % compare->outcomes];
        sim_moments_add(&self->held[world * width + at], self->values[at] - base);
    }
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_signs *self = context;
    const struct sim_compare *compare = self->compare;

    for (int i = 0; i < compare->outcomes && seen->run.point < self->worlds; i++)
        self->values[seen->run.arm * compare->outcomes + i] =
            self->wanted[i] ? sim_seen_outcome(seen, compare->compared[i].column) : (double)NAN;
    if (seen->run.point < self->worlds && seen->run.arm == compare->arms - 1) {
        pairs_take(self, seen->run.point);
    }
}

enum sim_status sim_signs_init(struct sim_signs *self, const struct sim_compare *compare, const bool *wanted,
                               const char *out, struct sim_errors *errors)
{
    long width = (long)compare->arms * compare->outcomes, points = compare->plan->points;

    *self = (struct sim_signs){ .compare = compare,
                                .wanted = wanted,
                                .worlds = points < MOST_WORLDS ? points : MOST_WORLDS };
    self->held = calloc((size_t)(self->worlds * width) + 1, sizeof *self->held);
    self->values = calloc((size_t)width + 1, sizeof *self->values);
    return self->held != NULL && self->values != NULL
               ? sim_scan(compare->plan, out, visit, self, errors)
               : sim_fail(errors, SIM_MEMORY, "no memory for the signs of %ld worlds", self->worlds);
}

void sim_signs_free(struct sim_signs *self)
{
    free(self->held);
    free(self->values);
    *self = (struct sim_signs){ 0 };
}

bool sim_signs_share(const struct sim_signs *self, int arm, int outcome, struct sim_world_share *share)
{
    const struct sim_compare *compare = self->compare;
    const bool one_way = false;
    struct sim_finding *findings = calloc((size_t)self->worlds + 1, sizeof *findings);
    bool good = findings != NULL;
    long count = 0;

    for (long w = 0; good && w < self->worlds; w++) {
        const struct sim_moments *held = &self->held[(w * compare->arms + arm) * compare->outcomes + outcome];
        if (held->n > 0) {
            findings[count] = (struct sim_finding){ .found = sim_moments_mean(held), .error = sim_moments_error(held) };
            findings[count++].n = held->n;
        }
    }
    good = good &&
           sim_share_of_worlds(findings, &one_way, count, 1, sim_stream_of(compare->plan->study->seed, "signs"), share);
    free(findings);
    return good;
}
