/* ledger.c - results of trials of claims, as CSV and Markdown. */
#include "ledger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../files.h"
#include "../read/keys.h"
#include "../target.h"
#include "cli.h"

enum { LARGEST_TABLE = 16 << 20 };

static const char *const columns[] = { "id",        "claim",      "expected",        "found",
                                       "low",       "high",       "share_of_worlds", "verdict",
                                       "share_low", "share_high", "answer",          "ablation" };
static const char *const finding_columns[] = {
    "id",     "test",       "finding",     "expects",         "unit",      "answer",    "found",       "low",
    "high",   "low_all",    "high_all",    "least",           "n",         "ablated",   "ablated_low", "ablated_high",
    "change", "change_low", "change_high", "share_of_worlds", "share_low", "share_high"
};

static const char *const placebo_columns[] = { "id",       "labellings", "same",   "holds",
                                               "opposite", "pairs",      "worlds", "reading" };

enum sim_status sim_ledger_init(struct sim_ledger *self, struct sim_errors *errors)
{
    *self = (struct sim_ledger){ .sheet = SIM_SHEET("claims", columns),
                                 .findings = SIM_SHEET("tests", finding_columns),
                                 .placebo = SIM_SHEET("placebo", placebo_columns) };
    self->to_rows = open_memstream(&self->rows, &self->rows_size);
    self->to_tests = open_memstream(&self->tests, &self->tests_size);
    self->to_notes = open_memstream(&self->notes, &self->notes_size);
    return self->to_rows != NULL && self->to_tests != NULL && self->to_notes != NULL
               ? SIM_OK
               : sim_fail(errors, SIM_MEMORY, "no memory for a table");
}

void sim_ledger_free(struct sim_ledger *self)
{
    FILE *const streams[] = { self->to_rows, self->to_tests, self->to_notes };
    for (int i = 0; i < 3; i++)
        if (streams[i] != NULL) {
            fclose(streams[i]);
        }
    sim_sheet_free(&self->sheet);
    sim_sheet_free(&self->findings);
    sim_sheet_free(&self->placebo);
    free(self->rows);
    free(self->tests);
    free(self->notes);
    *self = (struct sim_ledger){ 0 };
}

/* --- numbers --- */

static const struct sim_finding *deciding(const struct sim_trial *trial, const struct sim_finding *findings, int test)
{
    return trial->verdict == SIM_NOT_RUN
               ? NULL
               : sim_findings_weakest(findings + (long)test * SIM_MOST_FINDINGS, trial->counts[test]);
}

/** The test that decides the verdict: the first that is opposite, otherwise the first negligible one, otherwise the
 * first undecided one, otherwise the first. */
static int deciding_test(const struct sim_trial *trial)
{
    static const enum sim_answer worst[] = { SIM_OPPOSITE, SIM_NEGLIGIBLE, SIM_UNDECIDED };
    for (int i = 0; i < 3; i++)
        for (int t = 0; trial->verdict != SIM_NOT_RUN && t < trial->study->claim->tests_count; t++)
            if (sim_findings_answer(trial->own + (long)t * SIM_MOST_FINDINGS, trial->counts[t]) == worst[i]) {
                return t;
            }
    return 0;
}

static const struct sim_series *series_of(const struct sim_model *model, const struct sim_measure *measure)
{
    return measure->outcome < 0 ? &model->histories[measure->history]
           : measure->of > 0    ? &model->outcomes_of[measure->outcome].series
                                : &model->outcomes[measure->outcome];
}

static void put_finding(FILE *file, const struct sim_finding *finding)
{
    if (finding == NULL || isnan(finding->found)) {
        fputs("none", file);
    } else if (isnan(finding->low)) {
        fprintf(file, "%.3g (%s)", finding->found, finding->equal ? "in every run" : "no interval");
    } else {
        fprintf(file, "%.3g (%.3g to %.3g)", finding->found, finding->low, finding->high);
    }
}

/** Unit of a test's numbers. */
static const char *unit_of(const struct sim_model *model, const struct sim_test *test)
{
    const char *own = sim_kind_words[SIM_KINDS_tests][test->expects].unit;
    return own != NULL ? own : isnan(test->measure.reaches) ? series_of(model, &test->measure)->unit : "months";
}

void sim_ledger_found(const struct sim_model *model, const struct sim_trial *trial, char *text, size_t size)
{
    FILE *file = fmemopen(text, size, "w");
    if (file == NULL || trial->verdict == SIM_NOT_RUN) {
        text[0] = '\0';
    } else {
        int test = deciding_test(trial);
        put_finding(file, deciding(trial, trial->own, test));
        fprintf(file, " %s", unit_of(model, &trial->study->claim->tests[test]));
    }
    if (file != NULL) {
        fclose(file);
    }
}

/* --- rows --- */

/** A text as one cell of a Markdown table. */
static void put_cell(FILE *file, const char *text)
{
    for (; text != NULL && *text != '\0'; text++)
        fputs(*text == '|' ? "\\|" : *text == '\n' ? " " : (char[]){ *text, '\0' }, file);
}

/** Word of a test, in the study file's spelling. */
static const char *word_of(const struct sim_test *test)
{
    return sim_kind_words[SIM_KINDS_tests][test->expects].word;
}

/** "interior: synergy", "greater: trust in month 60", "between: month in which in_sight reaches 0.9". */
static void put_test(FILE *file, const struct sim_model *model, const struct sim_test *test)
{
    const char *name = series_of(model, &test->measure)->name;
    fprintf(file, "%s: ", word_of(test));
    if (test->measure.outcome >= 0) {
        fputs(name, file);
    } else if (isnan(test->measure.reaches)) {
        fprintf(file, "%s in month %d", name, test->measure.month);
        if (test->measure.since > 0) {
            fprintf(file, " less month %d", test->measure.since);
        }
    } else {
        fprintf(file, "month in which %s reaches %g", name, test->measure.reaches);
    }
    if (test->beside >= 0) {
        bool own = test->measure.of == 0;
        fprintf(file, " beside %s%s",
                own ? model->outcomes[test->beside].name : model->outcomes_of[test->beside].series.name,
                own ? "" : ", among entities");
    }
    if (test->least > 0) {
        fprintf(file, "; worth seeing: %g", test->least);
    }
}

/** "63 % (55 to 71)", or nothing where no world was sampled. */
static void put_share(FILE *file, const struct sim_world_share *share)
{
    if (!isnan(share->share)) {
        fprintf(file, "%.0f %% (%.0f to %.0f)", 100 * share->share, 100 * share->low, 100 * share->high);
    }
}

/** A row for each finding of each test. */
static void put_findings(struct sim_sheet *sheet, const struct sim_model *model, const struct sim_trial *trial)
{
    const struct sim_claim *claim = trial->study->claim;

    for (int t = 0; trial->verdict != SIM_NOT_RUN && t < claim->tests_count; t++)
        for (int k = 0; k < trial->counts[t]; k++) {
            long at = (long)t * SIM_MOST_FINDINGS + k;
            bool both = claim->ablated != NULL;
            const struct sim_finding *own = &trial->own[at], *ablated = &trial->ablated[at],
                                     *change = &trial->changes[at];
            const double none = (double)NAN;
            const double numbers[] = { own->found,
                                       own->low,
                                       own->high,
                                       own->low_all,
                                       own->high_all,
                                       own->least,
                                       (double)own->n,
                                       both ? ablated->found : none,
                                       both ? ablated->low : none,
                                       both ? ablated->high : none,
                                       both ? change->found : none,
                                       both ? change->low : none,
                                       both ? change->high : none,
                                       trial->shares[t].share,
                                       trial->shares[t].low,
                                       trial->shares[t].high };
            sim_sheet_word(sheet, claim->id);
            sim_sheet_number(sheet, t + 1);
            sim_sheet_number(sheet, k + 1);
            sim_sheet_word(sheet, word_of(&claim->tests[t]));
            sim_sheet_word(sheet, unit_of(model, &claim->tests[t]));
            sim_sheet_word(sheet, sim_answer_word(sim_finding_answer(own)));
            for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
                sim_sheet_number(sheet, numbers[i]);
        }
}

static void put_tests(struct sim_ledger *self, const struct sim_model *model, const struct sim_trial *trial)
{
    const struct sim_claim *claim = trial->study->claim;

    for (int t = 0; trial->verdict != SIM_NOT_RUN && t < claim->tests_count; t++) {
        const struct sim_finding *findings = trial->own + (long)t * SIM_MOST_FINDINGS;
        fprintf(self->to_tests, "| %s | ", claim->id);
        put_test(self->to_tests, model, &claim->tests[t]);
        fprintf(self->to_tests, " | %s | ", sim_answer_word(sim_findings_answer(findings, trial->counts[t])));
        put_finding(self->to_tests, deciding(trial, trial->own, t));
        fputs(" | ", self->to_tests);
        put_finding(self->to_tests, claim->ablated == NULL ? NULL : deciding(trial, trial->ablated, t));
        fputs(" | ", self->to_tests);
        put_finding(self->to_tests, claim->ablated == NULL ? NULL : deciding(trial, trial->changes, t));
        fprintf(self->to_tests, " | %s | ", unit_of(model, &claim->tests[t]));
        put_share(self->to_tests, &trial->shares[t]);
        fputs(" |\n", self->to_tests);
    }
}

static void put_note(struct sim_ledger *self, const struct sim_claim *claim, enum sim_verdict verdict)
{
    if (claim->not_run != NULL || claim->discussion != NULL) {
        fprintf(self->to_notes, "- **%s, %s.** ", claim->id, sim_verdict_word(verdict));
        put_cell(self->to_notes, claim->not_run);
        fputs(claim->not_run != NULL && claim->discussion != NULL ? " " : "", self->to_notes);
        put_cell(self->to_notes, claim->discussion);
        fputc('\n', self->to_notes);
    }
}

/** Nine labellings in ten must have the signs of the claim's own world: if everything depends on the labelling, half
 * of them have. */
static const char *placebo_word(const struct sim_labellings *placebo)
{
    return 10 * placebo->same >= 9 * placebo->tried ? "whatever the labelling" : "hangs on the labelling";
}

static void put_placebo(struct sim_sheet *sheet, const struct sim_trial *trial)
{
    const struct sim_labellings *found = &trial->placebo;
    const long numbers[] = { found->tried, found->same, found->holds, found->opposite, found->pairs, found->worlds };

    if (found->tried > 0) {
        sim_sheet_word(sheet, trial->study->claim->id);
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
            sim_sheet_number(sheet, (double)numbers[i]);
        sim_sheet_word(sheet, placebo_word(found));
    }
}

static void put_row(FILE *file, const struct sim_model *model, const struct sim_trial *trial)
{
    const struct sim_claim *claim = trial->study->claim;
    char found[160];

    sim_ledger_found(model, trial, found, sizeof found);
    fprintf(file, "| %s | ", claim->id);
    put_cell(file, claim->says);
    fputs(" | ", file);
    put_cell(file, claim->expected);
    fprintf(file, " | %s | ", found);
    put_share(file, &trial->all);
    fprintf(file, " | %s", sim_verdict_word(trial->verdict));
    if (trial->placebo.tried > 0) {
        fprintf(file, "; %s (%ld of %ld labellings)", placebo_word(&trial->placebo), trial->placebo.same,
                trial->placebo.tried);
    }
    fputs(" | ", file);
    put_cell(file, claim->origin);
    fputs(" |\n", file);
}

void sim_ledger_add(struct sim_ledger *self, const struct sim_model *model, const struct sim_trial *trial)
{
    const struct sim_claim *claim = trial->study->claim;
    const struct sim_finding *finding = deciding(trial, trial->own, deciding_test(trial));

    sim_sheet_word(&self->sheet, claim->id);
    sim_sheet_word(&self->sheet, claim->says);
    sim_sheet_word(&self->sheet, claim->expected);
    sim_sheet_number(&self->sheet, finding == NULL ? (double)NAN : finding->found);
    sim_sheet_number(&self->sheet, finding == NULL ? (double)NAN : finding->low);
    sim_sheet_number(&self->sheet, finding == NULL ? (double)NAN : finding->high);
    sim_sheet_number(&self->sheet, trial->all.share);
    sim_sheet_word(&self->sheet, sim_verdict_word(trial->verdict));
    sim_sheet_number(&self->sheet, trial->all.low);
    sim_sheet_number(&self->sheet, trial->all.high);
    sim_sheet_word(&self->sheet, trial->verdict == SIM_NOT_RUN ? "" : sim_answer_word(trial->answer));
    sim_sheet_word(&self->sheet, trial->verdict == SIM_NOT_RUN ? "" : sim_ablation_word(trial->ablation));
    put_findings(&self->findings, model, trial);
    put_placebo(&self->placebo, trial);
    put_row(self->to_rows, model, trial);
    put_tests(self, model, trial);
    put_note(self, claim, trial->verdict);
    self->verdicts[trial->verdict]++;
    self->claims++;
    self->runs += trial->runs;
    self->failed += trial->failed;
}

void sim_ledger_count(const struct sim_ledger *self, FILE *file)
{
    int put = 0;
    for (int i = 0; i < SIM_VERDICTS; i++)
        if (self->verdicts[i] > 0) {
            fprintf(file, "%s%ld %s", put++ > 0 ? ", " : "", self->verdicts[i], sim_verdict_word((enum sim_verdict)i));
        }
}

/* --- files --- */

enum sim_status sim_ledger_csv(const struct sim_ledger *self, const char *path, struct sim_errors *errors)
{
    static const char *const suffixes[] = { "", "_tests", "_placebo" };
    const struct sim_sheet all[] = { self->sheet, self->findings, self->placebo };
    return sim_sheets_csv(all, self->placebo.used > 0 ? 3 : 2, path, suffixes, errors);
}

/** The new table, under a heading that says how it was made. */
static void put_section(struct sim_ledger *self, FILE *file, const struct sim_ledger_source *source)
{
    char date[32];
    time_t now = time(NULL);
    struct tm utc;

    fflush(self->to_rows);
    fflush(self->to_tests);
    fflush(self->to_notes);
    strftime(date, sizeof date, "%Y-%m-%d", gmtime_r(&now, &utc));
    fprintf(file, "## %s, commit %s%s\n\n", date, CAVI_COMMIT,
            source->quick ? " (quick: too few runs to rely on)" : "");
    fprintf(file, "`%s`; model %s, version %s; %ld claims, %ld runs%s", source->command, source->model, source->version,
            self->claims, self->runs, self->failed > 0 ? "" : ".\n");
    if (self->failed > 0) {
        fprintf(file, ", of which %ld failed.\n", self->failed);
    }
    if (source->given->path != NULL) {
        fprintf(file, "Worlds: %ld of %s (hash %016llx) with %ld runs an arm. ", source->given->worlds,
                source->given->path, (unsigned long long)source->given->hash, source->effort->world_replicates);
    } else {
        fprintf(file, "Worlds: %ld draws with %ld runs an arm. ", source->effort->worlds,
                source->effort->world_replicates);
    }
    sim_ledger_count(self, file);
    fprintf(file,
            ". Intervals are 95 %%: over luck of what is found, over worlds of their share.\n\n| id | claim | expected "
            "| found | worlds | verdict | origin |\n|---|---|---|---|---|---|---|\n%s",
            self->rows);
    fprintf(file, "\n### What it may mean\n\n%s", self->notes);
    fprintf(file,
            "\n### Every test\n\n| id | test | answer | found | under the ablation | own less ablated | unit | worlds "
            "|\n|---|---|---|---|---|---|---|---|\n%s",
            self->tests);
}

/** Bytes of `text` before its first heading of the second level; all bytes where there is none. */
static size_t head_length(const char *text)
{
    const char *table = strncmp(text, "## ", 3) == 0 ? text : strstr(text, "\n## ");
    return table == NULL ? strlen(text) : (size_t)(table - text) + (*table == '\n');
}

enum sim_status sim_ledger_markdown(struct sim_ledger *self, const char *path, const struct sim_ledger_source *source,
                                    struct sim_errors *errors)
{
    char *before = NULL, *bytes = NULL;
    size_t size = 0, written = 0;
    FILE *file = NULL;
    enum sim_status status = access(path, F_OK) != 0 || sim_target_is_special(path)
                                 ? SIM_OK
                                 : sim_file_read(path, LARGEST_TABLE, &before, &size, errors);

    if (status != SIM_OK) {
        goto out;
    }
    file = open_memstream(&bytes, &written);
    if (file == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for a table");
        goto out;
    }
    const char *head = before == NULL ? "# Claims\n\n" : before;
    size_t length = head_length(head);
    fprintf(file, "%.*s%s", (int)length, head, before != NULL && head[length] == '\0' ? "\n" : "");
    put_section(self, file, source);
    status = fclose(file) == 0 ? sim_target_write(path, bytes, written, errors)
                               : sim_fail(errors, SIM_MEMORY, "no memory for a table");
out:
    free(before);
    free(bytes);
    return status;
}
