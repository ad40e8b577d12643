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

/** What a measure takes from a run; NAN where there is none. */
double sim_measured(const struct sim_plan *plan, const struct sim_measure *measure, const struct sim_seen *seen);

/** False without memory. Whatever is returned, sim_record_free() may be called. */
bool sim_record_init(struct sim_record *self, const struct sim_plan *plan, const struct sim_claim *claim);
void sim_record_free(struct sim_record *self);

/** How many values of a test belong to each point. */
long sim_record_point(const struct sim_record *self, int test);

/** Take one run; for sim_scan(), with the record as context. */
void sim_record_run(void *self, const struct sim_seen *seen);

/** What a test finds in the whole study; less what it finds `without` the mechanism, unless that is NULL. Without a
 * design the repeats are replicates. Where points are drawn worlds, and in tests over points, they are points, each
 * averaged over its replicates; else replicates, each averaged over the points. SIM_MOSTLY: the share of points in
 * which the effect is truly above 0, as sim_share_of_worlds() tells it, less `low`; the interval of a change is that of
 * two shares (Zou & Donner 2008), as if they shared no worlds. Returns how many findings there are. */
int sim_record_findings(const struct sim_record *self, const struct sim_record *without, int test,
                        struct sim_finding *findings);

/** What a test that is not over points finds in one point. */
int sim_record_findings_at(const struct sim_record *self, int test, long point, struct sim_finding *findings);

#endif
