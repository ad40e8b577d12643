/* places.h - where the rows of an arm's tables stand among the rows of all arms. Chance is keyed by this place, so that
 * a row has the same luck in every arm that has it, whoever else is there. */
#ifndef SIM_PLACES_H
#define SIM_PLACES_H

#include "../read/study.h"

/** Tables of all arms, [arm * model->tables_count + table], with `place`, `first` and `first_rows` filled in. Rows of
 * all arms are one list: those of the first arm, then what each further arm adds. Named rows are the same if their
 * names are, links if both ends are. Links are walked by their first end. Names and cells stay the study's, which must
 * outlive the tables. NULL without memory. */
struct sim_table *sim_places_init(const struct sim_model *model, const struct sim_study *study);
void sim_places_free(struct sim_table *tables, const struct sim_model *model, int arms);

/** Has the arm rows, and are they in any table not those of the first arm in the same order? */
bool sim_places_differ(const struct sim_table *tables, const struct sim_model *model);

#endif
