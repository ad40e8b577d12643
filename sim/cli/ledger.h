/* ledger.h - the table of claims: a line of CSV and a row of Markdown for each claim, every test, and notes. */
#ifndef SIM_LEDGER_H
#define SIM_LEDGER_H

#include <stdio.h>

#include "../ask/trial.h"
#include "claims_worlds.h"
#include "sheet.h"

/** Starts as zeros; sim_ledger_init() before use. */
struct sim_ledger {
    struct sim_sheet sheet, findings, placebo;
    char *rows, *tests, *notes; /* Markdown that the streams below write: claims, tests, discussions */
    size_t rows_size, tests_size, notes_size;
    FILE *to_rows, *to_tests, *to_notes;
    long verdicts[SIM_VERDICTS], claims, runs, failed;
};

/** How a table was made; printed above it. */
struct sim_ledger_source {
    const char *command, *model, *version;
    bool quick;
    const struct sim_effort *effort;
    const struct sim_claims_worlds *given;
};

SIM_MUST_USE enum sim_status sim_ledger_init(struct sim_ledger *self, struct sim_errors *errors);
void sim_ledger_free(struct sim_ledger *self);

/** Add the results of a claim's trial. */
void sim_ledger_add(struct sim_ledger *self, const struct sim_model *model, const struct sim_trial *trial);

/** Print how many claims have each verdict: "12 reproduced, 3 refuted ..." */
void sim_ledger_count(const struct sim_ledger *self, FILE *file);

/** Write a row for each claim; found, low and high are those of the test that decides the verdict. Beside it, as
 * FILE_tests.csv, a row for each finding of each test. */
SIM_MUST_USE enum sim_status sim_ledger_csv(const struct sim_ledger *self, const char *path, struct sim_errors *errors);

/** Write the table into `path`. Text of the file before its first "## " stays; the table that followed is replaced. */
SIM_MUST_USE enum sim_status sim_ledger_markdown(struct sim_ledger *self, const char *path,
                                                 const struct sim_ledger_source *source, struct sim_errors *errors);

/** What the test that decides a verdict found, as text: "0.0123 (0.011 to 0.0136) months"; empty if not run. */
void sim_ledger_found(const struct sim_model *model, const struct sim_trial *trial, char *text, size_t size);

#endif
