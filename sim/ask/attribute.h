/* attribute.h - which part of a model moved an outcome. Each of k parts is left out in all 2^k combinations under the
 * same luck, and Shapley's shares (1953) divide the whole, everything on minus all of them off, among them: a share is
 * the mean of what a part adds when the parts come in any order, so that shares add up to the whole, exactly. */
#ifndef SIM_ATTRIBUTE_H
#define SIM_ATTRIBUTE_H

#include "../run/moments.h"
#include "../run/scan.h"

enum { SIM_MOST_SWITCHED = 8 };

/** The parts (phases or mechanisms, numbered as in sim_pack.without) whose shares are told. */
struct sim_parts {
    int count, part[SIM_MOST_SWITCHED];
};

/** "a,b,c", or the model's media where `text` is NULL. Complains of unknown and repeated names. */
SIM_MUST_USE enum sim_status sim_parts_read(struct sim_parts *self, const struct sim_model *model, const char *text,
                                            struct sim_errors *errors);

/** Name of a part of the model. */
const char *sim_part_name(const struct sim_model *model, int part);

/** Put 2^k arms in the place of the study's arms: one of them, with part i left out where bit i of the new arm's number
 * is set. Refuses an arm that leaves one of the parts out already. */
SIM_MUST_USE enum sim_status sim_attribute_study(struct sim_study *study, const struct sim_model *model, int arm,
                                                 const struct sim_parts *parts, struct sim_errors *errors);

struct sim_attribution {
    const struct sim_plan *plan;
    int outcomes, arms, parts;
    struct sim_moments *share;   /* [outcome][part], over replicates */
    struct sim_moments *alone;   /* [outcome][part]: it alone on, against none */
    struct sim_moments *removed; /* [outcome][part]: all on, against all but it */
    struct sim_moments *whole;   /* [outcome] */
    double *value, *sum;         /* scratch: [arm][outcome] of a point, and over the points of the replicate */
    long *count;                 /* scratch: [outcome] points in `sum` */
};

/** Shares from the finished runs of such a study, averaged over the points of a replicate. Whatever is returned,
 * sim_attribution_free() may be called. */
SIM_MUST_USE enum sim_status sim_attribution_init(struct sim_attribution *self, const struct sim_plan *plan,
                                                  const char *out, int parts, struct sim_errors *errors);
void sim_attribution_free(struct sim_attribution *self);

/** Shapley's share of part `i` of `count` in `value`[2^count], where bit j of an index says that part j is out. */
double sim_shapley(const double *value, int stride, int count, int i);

#endif
