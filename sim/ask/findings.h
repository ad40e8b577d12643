/* findings.h - what a test of a claim finds in paired runs: numbers in, quantities with intervals out. */
#ifndef SIM_FINDINGS_H
#define SIM_FINDINGS_H

#include "../read/claim.h"
#include "resample.h"

/** One quantity that a test expects above 0; or, if it is a tolerance, not below -least. */
struct sim_finding {
    double found, error;        /* error: standard error, NAN with under two replicates */
    double low, high;           /* 95 % interval; NAN where there is none */
    double low_all, high_all;   /* the same for a family of findings together (Bonferroni), after sim_finding_widen() */
    double low_near, high_near; /* 90 % interval: two one-sided tests at 5 % */
    double least;               /* smallest effect worth seeing, see struct sim_test */
    long n;                     /* replicates with a number */
    bool tolerance;
    bool equal; /* all replicates have the same number, so there is no interval */
};

enum { SIM_MOST_FINDINGS = 256 };

/** Compute what a test finds. Fills at most SIM_MOST_FINDINGS findings and returns their number; without memory all are
 * NAN.
 *
 * Input: values[replicate][arm], the numbers of the test's measure; NAN where a run has none. The arms of a replicate
 * share their luck. Rows may be points instead of replicates. If the test has a number beside its measure, `arms` is
 * twice the number of arms: first the measure of each arm, then the other number of each. If `without` is not NULL, it
 * holds the same runs without the claim's mechanism, and findings are of the difference, replicate by replicate.
 *
 * Found: what a test expects above 0. That is a difference between arms in the measure's unit; for a test with bounds
 * the distance inside each bound; for shares the share less the test's `least`; for places a part of the list, -1..1.
 * The best inner arm of `interior` is chosen on every other replicate and tested on the rest, so that the choice does
 * not bias the result.
 *
 * Intervals: differences have Student's over replicates, on Hall's scale where they are skewed. The place of the best
 * arm, shares of variance and the numbers of levels.h come from the means of the arms, with 1,000 resamples of
 * replicates: percentiles in general; wider percentiles for shares, from which the variance of luck is subtracted
 * first; for a compromise Student's interval with the root mean square distance of the resamples; for a correlation
 * Student's on Fisher's scale. Without `intervals` only found, error and n are set, from fewer resamples. */
int sim_test_findings(const struct sim_test *test, const double *values, const double *without, long replicates,
                      int arms, bool intervals, struct sim_finding *findings);

/** Set what was found in finding->n replicates, with its 95 % interval; the 90 % interval follows from it. */
void sim_finding_set(struct sim_finding *finding, double found, double low, double high);

/** Make the interval of a finding simultaneous with those of others, `family` findings in all (Bonferroni). */
void sim_finding_widen(struct sim_finding *finding, int family);

#endif
