/* csv.h - text tables with a header, as spreadsheets and R write them. Cells are separated by tabs, semicolons, commas,
 * or blanks between quoted words: a first line such as "sep=;" says which, and otherwise the header shows it. Quotes
 * are those of RFC 4180; blanks around a cell without quotes are not part of it. Empty rows are skipped. If the header
 * has one cell fewer than the rows, the first column holds the names of the rows and has no heading. */
#ifndef SIM_CSV_H
#define SIM_CSV_H

#include <stdbool.h>
#include <stdio.h>

#include "error.h"

struct sim_csv {
    char *bytes;       /* all cells, each ended by a zero byte */
    char *more;        /* further text of cells; NULL: none */
    char **cells;      /* [row][column]; row 0 is the header */
    int rows, columns; /* rows without the header */
    int *lines;        /* [row + 1]: line in the file */
    char separator;
    bool decimal_comma; /* numbers are written 1,5: at least one is, and none is written 1.5 */
    bool unsure;        /* numbers are written 1.200 (or 1,200), and no cell shows whether that is 1200 or 1.2 */
    int gap;            /* the first row (0-based) that stands below an empty one; 0: none */
    int odd_blanks;     /* characters that were read as blanks, or left out, because they look like them */
};

/** Read a file of at most 64 MiB. Complains of text that is not UTF-8, of quotes that do not end with their cell, and
 * of every row that has more or fewer cells than the header, and of cells in which a spreadsheet could not reckon
 * (#REF!). Whatever is returned, sim_csv_free() may be called. */
SIM_MUST_USE enum sim_status sim_csv_init(struct sim_csv *self, const char *path, struct sim_errors *errors);
void sim_csv_free(struct sim_csv *self);

/** The two halves of sim_csv_init(): load the text of a file into self->bytes, with `\n` at the end of each line and
 * without a byte order mark; then cut it into cells. */
SIM_MUST_USE enum sim_status sim_csv_load(struct sim_csv *self, const char *path, struct sim_errors *errors);
SIM_MUST_USE enum sim_status sim_csv_cut(struct sim_csv *self, const char *path, struct sim_errors *errors);

/** Build a table row by row, the header first: add a row of `count` cells, which are not copied. The first row sets how
 * many columns there are. Returns false without memory, and beyond SIM_MOST_CELLS cells. */
enum { SIM_MOST_CELLS = 1 << 22 };
bool sim_csv_add(struct sim_csv *self, const char *const *cells, int count, int line);

/** Cell of a row (0-based, without the header). */
static inline const char *sim_csv_cell(const struct sim_csv *self, int row, int column)
{
    return self->cells[(row + 1) * self->columns + column];
}

/** Does a cell say that there is no value: is it empty, NA, #N/A or the like? */
bool sim_csv_is_nothing(const char *cell);

/** Is a cell the error of a spreadsheet, such as #REF! or Err:502? */
bool sim_csv_is_error(const char *cell);

/** Find out how the cells of a table that is cut mark fractions. */
void sim_csv_marks(struct sim_csv *self);

/** The text of a cell with a decimal point, also if the file has decimal commas. `room` holds a copy if needed. Of a
 * number that may be 1200 or 1.2 the text becomes "1.200 (1200 or 1.2000?)", which is no number. */
const char *sim_csv_number(const struct sim_csv *self, const char *cell, char room[64]);

/** Column with this header; else the only column whose header differs from it just in capitals; else -1. */
int sim_csv_column(const struct sim_csv *self, const char *header);

/** Text to write before a cell so that a spreadsheet does not run it as a formula: "'" if the cell begins with = + - @,
 * a tab or a carriage return and is not a number; else "". */
const char *sim_csv_guard(const char *text);

/** Write one cell of a comma-separated table, quoted where it must be. */
void sim_csv_put(FILE *file, const char *text);

#endif
