/* cells.h - cells of tables as further parameters of a study: "forums.board.meetings", "seats.board.police.mandate". */
#ifndef SIM_CELLS_H
#define SIM_CELLS_H

#include "table_rows.h"

/** Make the cell that a name stands for a parameter of the study; no parameter has this name yet. Its row is not looked
 * for. Returns the parameter, or -1 with what is wrong in `problem`, of `size` bytes. */
int sim_cell_param(struct sim_reading *reading, const struct sim_resolved *target, const char *name, char *problem,
                   size_t size);

/** Has an arm the row of this cell? Otherwise writes what is wrong into `problem`, of `size` bytes. */
bool sim_cell_is_there(const struct sim_model *model, const struct sim_arm *arm, int param, char *problem, size_t size);

/** Row of an arm's table in which the cell `table.row.column` stands, or -1 with what is wrong in `problem`. */
int sim_row_named(const struct sim_model *model, const struct sim_arm *arm, int table, const char *name, char *problem,
                  size_t size);

/** Let a cell of the row that is being read follow the path in a node. */
void sim_read_cell_path(struct sim_filling *at, int row, int column, const struct sim_node *node);

/** Stand around the reading of an arm's tables: a cell that they set loses its path, and its value is the table's. The
 * first `own` parameters are no cells. */
void sim_cells_open(const struct sim_model *model, int own, struct sim_arm *arm);
void sim_cells_close(const struct sim_model *model, int own, struct sim_arm *arm);

/** Sort the study's cells by name, so that a study and its resolved text have one order. False without memory. */
bool sim_cells_sort(struct sim_reading *reading);

/** Make the cells that the study of the model `of` names parameters of this study too, in the same order. SIM_USAGE
 * with a complaint where they are too many. */
SIM_MUST_USE enum sim_status sim_cells_join(struct sim_study *self, const struct sim_model *of,
                                            struct sim_errors *errors);

/** A copy of the model `of`, of whose parameters those behind the first `own` are cells. NULL without memory. */
struct sim_model *sim_study_model(const struct sim_model *of, int own);
void sim_study_model_free(struct sim_model *model, int own);

#endif
