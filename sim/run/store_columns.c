/* store_columns.c - values of runs on their way from blocks to chunks. */
#include "store_columns.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

enum { WORD_SIZE = 64, TEXT_BUFFER = 64 << 10 };

/** `rows`: [room of the columns], as HDF5 takes them. A text is a pointer to an arm's name, or into `words`. */
struct sim_run_column {
    hid_t set, type;
    enum sim_column_says says;
    int which;
    size_t bytes;
    char *rows;
    char (*words)[WORD_SIZE];
};

hid_t sim_column_param_type(const struct sim_param *param, hid_t text)
{
    return param->kind == SIM_CHOICE ? text : param->kind == SIM_REAL ? H5T_NATIVE_DOUBLE : H5T_NATIVE_INT;
}

static hid_t type_of(const struct sim_columns *self, enum sim_column_says says, int which)
{
    switch (says) {
    case SIM_SAYS_ARM:
        return self->text;
    case SIM_SAYS_POINT:
    case SIM_SAYS_REPLICATE:
        return H5T_NATIVE_INT;
    case SIM_SAYS_PARAM:
        return sim_column_param_type(&self->plan->model->params.list[which], self->text);
    case SIM_SAYS_STATUS:
    case SIM_SAYS_REASON:
        return H5T_NATIVE_UCHAR;
    case SIM_SAYS_OUTCOME:
        break;
    }
    return H5T_NATIVE_DOUBLE;
}

/** HDF5 would clear a new mebibyte for every piece of texts that it is given. */
bool sim_columns_init(struct sim_columns *self, const struct sim_plan *plan, hid_t text)
{
    *self = (struct sim_columns){ .plan = plan, .text = text, .transfer = H5Pcreate(H5P_DATASET_XFER) };
    self->room = plan->runs < SIM_COLUMN_RUNS ? plan->runs : SIM_COLUMN_RUNS;
    return self->transfer >= 0 && H5Pset_buffer(self->transfer, TEXT_BUFFER, NULL, NULL) >= 0;
}

/** The words of a choice, each where a pointer finds it. */
static bool words_keep(struct sim_run_column *column, const struct sim_param *param)
{
    int count = (int)param->high + 1;
    column->words = calloc((size_t)count, sizeof *column->words);
    for (int i = 0; column->words != NULL && i < count; i++)
        sim_param_word(param, i, column->words[i], sizeof column->words[i]);
    return column->words != NULL;
}

bool sim_columns_add(struct sim_columns *self, hid_t set, enum sim_column_says says, int which)
{
    struct sim_run_column *column;
    hid_t type = type_of(self, says, which);

    if (!SIM_RESIZE(self->list, self->count + 1)) {
        return false;
    }
    column = &self->list[self->count++];
    *column =
        (struct sim_run_column){ .set = set, .type = type, .says = says, .which = which, .bytes = H5Tget_size(type) };
    column->rows = calloc((size_t)self->room, column->bytes);
    return set >= 0 && column->rows != NULL &&
           (says != SIM_SAYS_PARAM || type != self->text || words_keep(column, &self->plan->model->params.list[which]));
}

/* --- what a block says of its runs --- */

/** Rows of the design for the runs of a block: [point, from that of its first run][factor]; a block may begin near the
 * end of the design and go on at its beginning. */
static double *rows_of(const struct sim_plan *plan, const struct sim_block *block)
{
    long count = block->count < plan->points ? block->count : plan->points;
    double *rows = calloc((size_t)(count * plan->study->design.factors_count + 1), sizeof *rows);

    if (rows != NULL) {
        sim_plan_rows(plan, sim_plan_run(plan, block->first).point, count, rows);
    }
    return rows;
}

/** Some runs of a block, one after the other, and the rows of the design that the block has. */
struct piece {
    const struct sim_block *block;
    long at, count;
    const double *rows;
};

static void put_param(const struct sim_columns *self, const struct sim_run_column *column, const struct piece *piece,
                      char *to)
{
    const struct sim_plan *plan = self->plan;
    int width = plan->study->design.factors_count;
    long first = piece->block->first + piece->at, first_point = sim_plan_run(plan, piece->block->first).point;

    for (long i = 0; i < piece->count; i++, to += column->bytes) {
        struct sim_run run = sim_plan_run(plan, first + i);
        long row = (run.point - first_point + plan->points) % plan->points;
        double value = sim_plan_value(plan, run.arm, piece->rows + row * width, column->which, 0);
        if (column->words != NULL) {
            *(const char **)to = isnan(value) ? "" : column->words[(int)value]; /* NAN: the arm has no such row */
        } else if (column->type == H5T_NATIVE_INT) {
            *(int *)to = isnan(value) ? INT_MIN : (int)value;
        } else {
            *(double *)to = value;
        }
    }
}

static void put_name(const struct sim_columns *self, const struct sim_run_column *column, const struct piece *piece,
                     char *to)
{
    for (long i = 0; i < piece->count; i++, to += column->bytes) {
        struct sim_run run = sim_plan_run(self->plan, piece->block->first + piece->at + i);
        if (column->says == SIM_SAYS_ARM) {
            *(const char **)to = self->plan->study->arms[run.arm].name;
        } else {
            *(int *)to = (int)(column->says == SIM_SAYS_POINT ? run.point : run.replicate);
        }
    }
}

static void put(const struct sim_columns *self, const struct sim_run_column *column, const struct piece *piece)
{
    const struct sim_block *block = piece->block;
    char *to = column->rows + (size_t)self->gathered * column->bytes;
    switch (column->says) {
    case SIM_SAYS_ARM:
    case SIM_SAYS_POINT:
    case SIM_SAYS_REPLICATE:
        put_name(self, column, piece, to);
        return;
    case SIM_SAYS_PARAM:
        put_param(self, column, piece, to);
        return;
    case SIM_SAYS_STATUS:
        memcpy(to, block->status + piece->at, (size_t)piece->count);
        return;
    case SIM_SAYS_REASON:
        memcpy(to, block->reason + piece->at, (size_t)piece->count);
        return;
    case SIM_SAYS_OUTCOME:
        memcpy(to, block->outcomes + column->which * block->count + piece->at,
               (size_t)piece->count * sizeof *block->outcomes);
    }
}

/* --- to the file --- */

/** The gathered runs, column by column. */
static bool write_out(struct sim_columns *self)
{
    hsize_t start = (hsize_t)self->first, extent = (hsize_t)self->gathered;
    hid_t memory = H5Screate_simple(1, &extent, NULL);
    bool good = memory >= 0;

    for (int i = 0; good && i < self->count; i++) {
        hid_t space = H5Dget_space(self->list[i].set);
        good = H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &extent, NULL) >= 0 &&
               H5Dwrite(self->list[i].set, self->list[i].type, memory, space, self->transfer, self->list[i].rows) >= 0;
        H5Sclose(space);
    }
    H5Sclose(memory);
    self->first += self->gathered;
    self->gathered = 0;
    return good;
}

bool sim_columns_take(struct sim_columns *self, const struct sim_block *block)
{
    long left = self->plan->runs - block->first, count = left < block->count ? left : block->count;
    double *rows = rows_of(self->plan, block);
    bool good = rows != NULL;

    for (long at = 0; good && at < count;) {
        long fits = self->room - self->gathered;
        struct piece piece = { block, at, count - at < fits ? count - at : fits, rows };
        for (int i = 0; i < self->count; i++)
            put(self, &self->list[i], &piece);
        at += piece.count;
        self->gathered += piece.count;
        good = self->gathered < self->room || write_out(self);
    }
    free(rows);
    return good;
}

bool sim_columns_close(struct sim_columns *self)
{
    bool good = self->gathered == 0 || write_out(self);
    for (int i = 0; i < self->count; i++)
        good = H5Dclose(self->list[i].set) >= 0 && good;
    return H5Pclose(self->transfer) >= 0 && good;
}

void sim_columns_free(struct sim_columns *self)
{
    for (int i = 0; i < self->count; i++) {
        free(self->list[i].rows);
        free(self->list[i].words);
    }
    free(self->list);
    *self = (struct sim_columns){ 0 };
}
