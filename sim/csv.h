/* csv.h - text tables with a header: separated by tabs if the header has one, else by commas (quotes as in RFC 4180).
 */
#ifndef SIM_CSV_H
#define SIM_CSV_H

#include <stdio.h>

#include "error.h"

struct sim_csv {
    char *bytes;       /* all cells, each ended by a zero byte */
    char **cells;      /* [row][column]; row 0 is the header */
    int rows, columns; /* rows without the header */
    int *lines;        /* [row + 1]: line in the file */
};

/** Read a file of at most 64 MiB. Complains of every row whose number of cells differs from the
 * header's. Whatever is returned,
 * sim_csv_free() may be called. */
SIM_MUST_USE enum sim_status sim_csv_init(struct sim_csv *self, const char *path, struct sim_errors *errors);
void sim_csv_free(struct sim_csv *self);

/** Cell of a row (0-based, without the header). */
static inline const char *sim_csv_cell(const struct sim_csv *self, int row, int column)
{
    return self->cells[(row + 1) * self->columns + column];
}

/** Column with this header, or -1. */
int sim_csv_column(const struct sim_csv *self, const char *header);

/** Write one cell of a comma-separated table, quoted where it must be. */
void sim_csv_put(FILE *file, const char *text);

#endif
