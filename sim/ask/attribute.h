/* attribute.h - how much each part of a model contributes to an outcome.
 * All 2^k combinations of k parts are run with the same luck. The whole is the outcome with all parts on minus the
 * outcome with all of them off. Shapley's shares (1953) divide it: a part's share is what it adds, averaged over all
 * orders in which parts can be switched on. Shares add up to the whole, exactly. */
#ifndef SIM_ATTRIBUTE_H
#define SIM_ATTRIBUTE_H

#include "../run/intervals.h"
#include "../run/scan.h"

enum { SIM_MOST_SWITCHED = 8 };

/** The parts whose shares are computed: phases or mechanisms, numbered as in sim_pack.without. */
struct sim_parts {
    int count, part[SIM_MOST_SWITCHED];
};

/** Read "a,b,c", or take the model's media where `text` is NULL. Complains of unknown and repeated names. */
SIM_MUST_USE enum sim_status sim_parts_read(struct sim_parts *self, const struct sim_model *model, const char *text,
                                            struct sim_errors *errors);

/** Name of a part of the model. */
const char *sim_part_name(const struct sim_model *model, int part);

/** Replace the study's arms by 2^k copies of arm `arm`. New arm number n leaves part i out where bit i of n is set.
 * Refuses an arm that already leaves one of the parts out. */
SIM_MUST_USE enum sim_status sim_attribute_study(struct sim_study *study, const struct sim_model *model, int arm,
                                                 const struct sim_parts *parts, struct sim_errors *errors);

struct sim_attribution {
    const struct sim_plan *plan;
    int outcomes, arms, parts;
    struct sim_numbers *share;                 /* [outcome][part], over units */
    struct sim_numbers *alone;                 /* [outcome][part]: only this part on, minus none on */
    struct sim_numbers *removed;               /* [outcome][part]: all on, minus all on but this part */
    struct sim_numbers *whole;                 /* [outcome]: all on, minus none on */
    struct sim_numbers *sum_alone, *interplay; /* [outcome]: of all parts alone; the whole less that */
    long units;                                /* 1, or as many as there are drawn worlds */
    double *value, *sum; /* scratch: [arm][outcome] of a point; [unit][arm][outcome] over what it averages */
    double *size;        /* [outcome]: its largest value, without its sign */
    long *count;         /* scratch: [unit][outcome] how many are in `sum` */
};

/** Which parts the arms of a finished study leave out, if sim_attribute_study() made them; SIM_USAGE where they are
 * other arms. */
SIM_MUST_USE enum sim_status sim_parts_of(struct sim_parts *self, const struct sim_plan *plan,
                                          struct sim_errors *errors);

/** Compute the shares from the finished runs of a study made by sim_attribute_study(). What repeats is a replicate,
 * averaged over its points; or, where points are drawn worlds, a world, averaged over its replicates. Whatever is
 * returned, sim_attribution_free() may be called. */
SIM_MUST_USE enum sim_status sim_attribution_init(struct sim_attribution *self, const struct sim_plan *plan,
                                                  const char *out, int parts, struct sim_errors *errors);
void sim_attribution_free(struct sim_attribution *self);

/** What repeats, and an interval is over: "worlds and luck", "luck", or "" where nothing repeats. */
const char *sim_attribution_over(const struct sim_attribution *self);

/** 95 % interval of the mean of some of these numbers, which are differences in an outcome; NAN where all are equal and
 * the range of the outcome does not say what was missed. */
struct sim_interval sim_attribution_interval(const struct sim_attribution *self, int outcome,
                                             const struct sim_numbers *numbers);

/** Shapley's share of part `i` of `count`; value[stride * n] is the outcome of arm n, which leaves part j out where bit
 * j of n is set. */
double sim_shapley(const double *value, int stride, int count, int i);

#endif
