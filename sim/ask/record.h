/* record.h - what the tests of a claim measure in each run of a study, and what they find in it. */
#ifndef SIM_RECORD_H
#define SIM_RECORD_H

#include "../run/scan.h"
#include "verdict.h"

struct sim_record {
    const struct sim_plan *plan;
    const struct sim_claim *claim;
    double **values; /* [test]: [point][replicate][column]: a column for each arm, and where the test has a number
                        beside its measure another for each arm */
};

/** The number that a measure takes from a run; NAN if there is none. */
double sim_measured(const struct sim_plan *plan, const struct sim_measure *measure, const struct sim_seen *seen);

/** False without memory. Whatever is returned, sim_record_free() may be called. */
bool sim_record_init(struct sim_record *self, const struct sim_plan *plan, const struct sim_claim *claim);
void sim_record_free(struct sim_record *self);

/** Number of values that a test has for each point. */
long sim_record_point(const struct sim_record *self, int test);

/** Take one run; for sim_scan(), with the record as context. */
void sim_record_run(void *self, const struct sim_seen *seen);

/** What a test finds in the whole study; if `without` is not NULL, minus what it finds there, without the mechanism.
 * The repeats are points, each averaged over its replicates, if the points are drawn worlds, and in tests over points;
 * else they are replicates, each averaged over the points. SIM_MOSTLY finds the share of points in which the effect is
 * truly above 0, estimated by sim_share_of_worlds(), minus `low`; the interval of its change is that of the difference
 * of two shares (Zou & Donner 2008), as if they had no worlds in common. Returns the number of findings. */
int sim_record_findings(const struct sim_record *self, const struct sim_record *without, int test,
                        struct sim_finding *findings);

/** The same in one point, for a test that is not over points. */
int sim_record_findings_at(const struct sim_record *self, int test, long point, struct sim_finding *findings);

#endif
