/* lifetimes.h - times until an event, of runs that all end in the same month: so nobody is lost before the end, and
 * what Kaplan & Meier, the log-rank test and the restricted mean take from each run is one number. Those numbers are
 * averaged over the runs of a row (a replicate or a world, which share luck) and paired between arms. */
#ifndef SIM_LIFETIMES_H
#define SIM_LIFETIMES_H

#include "resample.h"

/** Log-rank score of each month: what a run whose event falls in it, or (last of months + 1) which has none, adds to
 * observed less expected events: 1 or 0 less the hazard that both arms together have borne until then (Nelson & Aalen).
 * `events` [months]: of both arms together; `runs`: of both. The scores of all runs add up to 0. */
void sim_logrank_scores(const long *events, int months, long runs, double *scores);

/** Log-rank test of paired rows: difference[row] is the sum of the scores of one arm's runs less that of the other's,
 * in a row. chi2 has the rows' own variance (clustered); p from SIM_SIGNS draws in which the arms change places within
 * rows, which is exact where they do not differ. NAN without events and of one row. */
enum { SIM_SIGNS = 9999 };
void sim_logrank_paired(const double *difference, long rows, struct sim_lot lot, double *chi2, double *p);

#endif
