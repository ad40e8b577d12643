/* cells.h - cells of tables as further parameters of a study: "forums.board.meetings", "seats.board.police.mandate". */
#ifndef SIM_CELLS_H
#define SIM_CELLS_H

#include "table_rows.h"

/** Add the cell that a name stands for to the parameters of the study. The study has no parameter of this name yet.
 * Whether the cell's row exists is not checked. Returns the parameter, or -1 with what is wrong in `problem`, of `size`
 * bytes. */
int sim_cell_param(struct sim_reading *reading, const struct sim_resolved *target, const char *name, char *problem,
                   size_t size);

/** Does the arm have the row of this cell? If not, writes what is wrong into `problem`, of `size` bytes. */
bool sim_cell_is_there(const struct sim_model *model, const struct sim_arm *arm, int param, char *problem, size_t size);

/** Row of the cell `table.row.column` in the arm's table, or -1 with what is wrong in `problem`. */
int sim_row_named(const struct sim_model *model, const struct sim_arm *arm, int table, const char *name, char *problem,
                  size_t size);

/** Let a cell of the row that is being read follow the path in a node. Complains at the node if the path is wrong. */
void sim_read_cell_path(struct sim_filling *at, int row, int column, const struct sim_node *node);

/** Call this before the tables of an arm are read again, and sim_cells_close() after it. A cell that the tables set
 * then has the value of the table, and no path; other cells keep what they had. The first `own` parameters are not
 * cells. */
void sim_cells_open(const struct sim_model *model, int own, struct sim_arm *arm);
void sim_cells_close(const struct sim_model *model, int own, struct sim_arm *arm);

/** Sort the study's cells by name, so that a study and its resolved text have them in the same order. False without
 * memory. */
bool sim_cells_sort(struct sim_reading *reading);

/** Add the cells that another study names, the last parameters of its model `of`, to this study's, and sort all by
 * name. SIM_USAGE with a complaint if they are too many. */
SIM_MUST_USE enum sim_status sim_cells_join(struct sim_study *self, const struct sim_model *of,
                                            struct sim_errors *errors);

/** A copy of the model `of`; its parameters after the first `own` are cells. NULL without memory. */
struct sim_model *sim_study_model(const struct sim_model *of, int own);
void sim_study_model_free(struct sim_model *model, int own);

#endif
