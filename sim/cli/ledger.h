/* ledger.h - the table of claims: a line of CSV and a row of Markdown for each, and the words that belong to them. */
#ifndef SIM_LEDGER_H
#define SIM_LEDGER_H

#include <stdio.h>

#include "../ask/trial.h"
#include "sheet.h"

/** Starts as zeros; sim_ledger_init() before use. */
struct sim_ledger {
    struct sim_sheet sheet, tests;
    char *rows, *numbers, *words; /* Markdown, of the streams below */
    size_t rows_size, numbers_size, words_size;
    FILE *to_rows, *to_numbers, *to_words;
    long verdicts[SIM_VERDICTS], claims, runs, failed;
};

/** What stands over a table: how it was made. */
struct sim_colophon {
    const char *command, *model, *version;
    bool quick;
    const struct sim_effort *effort;
};

SIM_MUST_USE enum sim_status sim_ledger_init(struct sim_ledger *self, struct sim_errors *errors);
void sim_ledger_free(struct sim_ledger *self);

void sim_ledger_add(struct sim_ledger *self, const struct sim_model *model, const struct sim_trial *trial);

/** "12 reproduced, 3 refuted ..." */
void sim_ledger_count(const struct sim_ledger *self, FILE *file);

/** A row for each claim; found is of the test on which the verdict hangs. Beside it, as FILE_tests.csv, a row for each
 * finding of each test. */
SIM_MUST_USE enum sim_status sim_ledger_csv(const struct sim_ledger *self, const char *path, struct sim_errors *errors);

/** The table on top of those that `path` holds already, under its head; none is ever taken away. */
SIM_MUST_USE enum sim_status sim_ledger_markdown(struct sim_ledger *self, const char *path,
                                                 const struct sim_colophon *how, struct sim_errors *errors);

/** What a claim's verdict hangs on, as people read it: "0.0123 (0.011 to 0.0136) months". */
void sim_ledger_found(const struct sim_model *model, const struct sim_trial *trial, char *text, size_t size);

#endif
