/* export.h - a finished study in the forms that other programs read. */
#ifndef SIM_EXPORT_H
#define SIM_EXPORT_H

#include <stdio.h>

#include "../run/scan.h"

/** Tidy CSV, a row a run: run, scenario, point, replicate, each varied parameter, status, each outcome (the word of a
 * choice; an empty cell for none). */
SIM_MUST_USE enum sim_status sim_export_runs(const struct sim_plan *plan, const char *out, FILE *file,
                                             struct sim_errors *errors);

/** Long CSV, a row a run and month: run, scenario, point, replicate, month, each kept history. */
SIM_MUST_USE enum sim_status sim_export_histories(const struct sim_plan *plan, const char *out, FILE *file,
                                                  struct sim_errors *errors);

/** Long CSV, a row a run and entity that is there: run, scenario, point, replicate, the entity's name under that of its
 * extent, each outcome of such entities. */
SIM_MUST_USE enum sim_status sim_export_entities(const struct sim_plan *plan, const char *out, int extent, FILE *file,
                                                 struct sim_errors *errors);

/** The table of NetLogo's BehaviorSpace as R's nlrx reads it: six lines of heading, all cells quoted, "[run number]"
 * from 1, the varied parameters, "[step]", the outcomes. `when` is the fourth line. */
SIM_MUST_USE enum sim_status sim_export_behaviorspace(const struct sim_plan *plan, const char *out, const char *when,
                                                      FILE *file, struct sim_errors *errors);

/** State sequences for TraMineR: one row per run, one column per month. A cell names the history that grew most in the
 * month, out of `count` cumulated histories of the model; "none" if none grew. */
SIM_MUST_USE enum sim_status sim_export_sequences(const struct sim_plan *plan, const char *out, const int *histories,
                                                  int count, FILE *file, struct sim_errors *errors);

/** Write SALib's problem as JSON: names, bounds, and distributions if SALib has all of them. */
void sim_export_problem(const struct sim_plan *plan, FILE *file);

/** The design, a row a point, as numpy.savetxt writes it. */
SIM_MUST_USE enum sim_status sim_export_x(const struct sim_plan *plan, FILE *file, struct sim_errors *errors);

/** Means over replicates of one arm's outcomes, a row a point, as numpy.savetxt writes them with their names as header.
 */
SIM_MUST_USE enum sim_status sim_export_y(const struct sim_plan *plan, const char *out, int arm, FILE *file,
                                          struct sim_errors *errors);

#endif
