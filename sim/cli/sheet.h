/* sheet.h - a table that a command prints: as text, CSV, HDF5 or JSON. */
#ifndef SIM_SHEET_H
#define SIM_SHEET_H

#include <stdbool.h>
#include <stdio.h>

#include "../params.h"
#include "options.h"

/** A table that is filled cell by cell, from left to right. Starts as zeros except title, columns and columns_count. */
struct sim_sheet {
    const char *title;          /* heading of the text; name of the list in JSON and of the group in HDF5 */
    const char *const *columns; /* headings of the CSV, keys of the JSON */
    int columns_count;
    char **cells; /* text of each cell; empty: none */
    bool *words;  /* the cell is a text, not a number */
    long used, room;
    bool lost; /* memory ran out */
};

/** A table without rows whose columns are an array. */
#define SIM_SHEET(name, list)                                                                                          \
    (struct sim_sheet)                                                                                                 \
    {                                                                                                                  \
        .title = name, .columns = list, .columns_count = (int)(sizeof(list) / sizeof(list)[0])                         \
    }

void sim_sheet_word(struct sim_sheet *self, const char *word);
/** The shortest number that reads back the same; NAN is an empty cell. */
void sim_sheet_number(struct sim_sheet *self, double value);
/** A value of a parameter: a word of a choice or a flag, else a number. NAN is an empty cell. */
void sim_sheet_value(struct sim_sheet *self, const struct sim_param *param, double value);
/** Several numbers, cell by cell: SIM_SHEET_PUT(sheet, low, high). */
void sim_sheet_numbers(struct sim_sheet *self, const double *values, size_t count);
#define SIM_SHEET_PUT(sheet, ...)                                                                                      \
    sim_sheet_numbers(sheet, (const double[]){ __VA_ARGS__ }, sizeof(double[]){ __VA_ARGS__ } / sizeof(double))
void sim_sheet_free(struct sim_sheet *self);

/** Columns side by side, numbers to four digits; `skip` names columns left out of the text (NULL-ended), or is NULL. */
void sim_sheet_print(const struct sim_sheet *self, const char *const *skip);

/** Print what intervals are over, without the end of the line: `over` as an answer says it, "" where nothing repeats.
 * `worlds`: worlds are drawn, else the answer is about these points, or about this world, alone. */
void sim_say_over(const char *over, bool worlds, long points);

/** Several tables that belong together. As text: those that have rows, one below the other. As CSV: a file for each,
 * such as "effects.csv" and "effects_luck.csv", named by the suffixes; each is complete or absent. */
void sim_sheets_print(const struct sim_sheet *sheets, int count, const char *const *skip);
SIM_MUST_USE enum sim_status sim_sheets_csv(const struct sim_sheet *sheets, int count, const char *path,
                                            const char *const *suffixes, struct sim_errors *errors);
/** Write the tables in the forms that --csv, --hdf5 (a group for each table that has rows) and --json (one object of
 * lists) of a request ask for. `suffixes` is for the CSV files, `title` for the HDF5 file. */
SIM_MUST_USE enum sim_status sim_sheets_deliver(const struct sim_sheet *sheets, int count, const char *const *suffixes,
                                                const char *title, const struct sim_request *request,
                                                struct sim_errors *errors);
void sim_sheets_free(struct sim_sheet *sheets, int count);

/** "results.csv" and "_regimes" make "results_regimes.csv", with "_x.txt" "results_x.txt"; the caller frees it. NULL
 * without memory. */
char *sim_sheet_path(const char *path, const char *suffix);

#endif
