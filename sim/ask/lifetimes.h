/* lifetimes.h - times until an event, in runs that all end in the same month. Nothing is censored before the end, so
 * Kaplan & Meier's curve, the log-rank test and the restricted mean need one number from each run. These numbers are
 * averaged over the runs of a row (a replicate or a world, which share luck) and paired between arms. */
#ifndef SIM_LIFETIMES_H
#define SIM_LIFETIMES_H

#include "resample.h"

/** Log-rank scores[months + 1]: what a run with its event in this month adds to observed less expected events; the last
 * is for a run without an event. A score is 1 (or 0 without an event) less the cumulative hazard of both arms together
 * until then (Nelson & Aalen). `events` [months]: of both arms together; `runs`: of both. The scores of all runs add up
 * to 0. */
void sim_logrank_scores(const long *events, int months, long runs, double *scores);

/** Log-rank test of paired rows: difference[row] is the sum of the scores of one arm's runs less that of the other's,
 * in a row. chi2 has the rows' own variance (clustered); p from SIM_SIGNS draws in which the arms change places within
 * rows, which is exact where they do not differ. NAN without events, or with one row. */
enum { SIM_SIGNS = 9999 };
void sim_logrank_paired(const double *difference, long rows, struct sim_stream stream, double *chi2, double *p);

#endif
