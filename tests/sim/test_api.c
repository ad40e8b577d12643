/* test_api.c - the library as another program calls it, with the walkers as its model. */
#include <criterion/criterion.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/api/cavi.h"
#include "support.h"

/** Without luck a walker climbs `gain` a month. */
static cavi_study *study_of(const char *months, const char *replicates)
{
    cavi_study *study = cavi_study_new(&toy, "walkers", "walk.luck: 0");
    cavi_study_key(study, "months", months);
    cavi_study_arm(study, "slow", "{walk.gain: 0.3}");
    cavi_study_arm(study, "fast", "{walk.gain: 0.7}");
    cavi_study_replicates(study, replicates);
    return study;
}

static cavi_results *results_of(cavi_study *study)
{
    struct cavi_error error = { 0 };
    cavi_results *results = NULL;
    cr_assert(cavi_run(study, NULL, &results, &error) == CAVI_OK, "%s", error.text);
    cavi_study_free(study);
    return results;
}

Test(api, gives_a_study_of_calls_its_runs_as_arrays)
{
    cavi_results *results = results_of(study_of("7", "11"));
    const struct cavi_shape shape = cavi_results_shape(results);
    const double *height = cavi_results_outcome(results, TOY_HEIGHT);

    cr_expect(shape.runs == 22 && shape.replicates == 11 && shape.points == 1 && shape.arms == 2 && shape.months == 7);
    cr_expect(strcmp(cavi_results_arm(results, 1), "fast") == 0 && cavi_results_arm(results, 2) == NULL);
    for (long run = 0; run < shape.runs; run++) /* seven months of 0.3 and of 0.7 metres */
        cr_expect(fabs(height[run] - (run % 2 == 0 ? 2.1 : 4.9)) < 1e-5, "run %ld climbs %g", run, height[run]);
    cr_expect(cavi_results_outcome(results, TOY_OUTCOMES) == NULL && cavi_results_history(results, -1) == NULL);
    cavi_results_free(results);
}

Test(api, says_every_cause_in_the_words_of_the_command_line)
{
    struct cavi_error error = { 0 };
    cavi_results *results = NULL;
    cavi_study *study = study_of("7", "0");

    cavi_study_set(study, "walk.gian", "0.3");
    cavi_study_set(study, "walk.steps", "17");
    cr_expect(cavi_run(study, &(struct cavi_how){ .threads = -3, .kernel = "v9" }, &results, &error) == CAVI_USAGE);
    cr_expect(results == NULL);
    complains(error, "--replicates 0 is not a whole number from 1 to 1000000000");
    complains(error, "--threads -3 is not a whole number from 1 to 1024");
    complains(error, "did you mean 'walk.gain'?");
    complains(error, "'walk.steps' = 17 is outside 0..9");
    complains(error, "--kernel v9");
    cavi_error_free(&error);
    cavi_study_free(study);
}

static int stop_at_once(void *context, long done, long wanted)
{
    ++*(int *)context;
    return done < wanted;
}

Test(api, stops_when_progress_asks_for_it)
{
    struct cavi_error error = { 0 };
    int asked = 0;
    cavi_results *results = NULL;
    cavi_study *study = study_of("1000", "200000");

    cavi_study_key(study, "histories", "none");
    int status = cavi_run(study, &(struct cavi_how){ .progress = stop_at_once, .context = &asked }, &results, &error);
    cr_expect(status == CAVI_STOPPED && asked > 0 && results == NULL);
    complains(error, "stopped on request");
    cavi_error_free(&error);
    cavi_study_free(study);
}

Test(api, refuses_results_that_the_machine_cannot_hold)
{
    struct cavi_error error = { 0 };
    cavi_results *results = NULL;
    cavi_study *study = study_of("1200", "900000000");

    cr_expect(cavi_run(study, NULL, &results, &error) == CAVI_MEMORY);
    complains(error, "keep fewer histories");
    cavi_error_free(&error);
    cavi_study_free(study);
}

Test(api, lists_the_model_and_ends_each_list)
{
    struct cavi_entry entry;
    cr_expect(cavi_list(&toy, CAVI_PARAMETERS, TOY_GAIN, &entry) == 1 && strcmp(entry.name, "walk.gain") == 0);
    cr_expect(strcmp(entry.role, "lever") == 0 && strcmp(entry.kind, "real") == 0 && entry.value == 0.25);
    cr_expect(entry.low == -2 && entry.high == 2 && entry.from == 0.125 && entry.to == 0.75);
    for (int list = CAVI_MODEL; list <= CAVI_ENTITIES + 1; list++) {
        int count = 0;
        while (cavi_list(&toy, (enum cavi_list)list, count, &entry) == 1)
            count++;
        cr_expect(entry.name == NULL && isnan(entry.value));
        cr_expect(cavi_list(&toy, (enum cavi_list)list, -1, &entry) == 0);
        cr_expect(list != CAVI_PARAMETERS || count == TOY_PARAMS);
    }
}

Test(api, answers_as_compare_does)
{
    cavi_results *results = results_of(study_of("7", "11"));
    const char *const words[] = { "--outcome", "height" }, *const wrong[] = { "--outcome", "hieght" };
    struct cavi_error error = { 0 };
    struct cavi_table table;
    cavi_tables *tables = NULL;
    int at = 0;

    cr_assert(cavi_ask(results, "compare", words, 2, &tables, &error) == CAVI_OK, "%s", error.text);
    while (cavi_tables_at(tables, at, &table) == 1 && strcmp(table.name, "effects") != 0)
        at++;
    cr_assert(table.name != NULL && table.rows == 1);
    for (int c = 0; c < table.columns; c++) /* 4.9 less 2.1 */
        cr_expect(strcmp(table.headings[c], "difference") != 0 || fabs(atof(table.cells[c]) - 2.8) < 1e-5);
    cavi_tables_free(tables);
    cr_expect(cavi_ask(results, "compare", wrong, 2, &tables, &error) == CAVI_USAGE && tables == NULL);
    complains(error, "did you mean 'height'?");
    cr_expect(cavi_ask(results, "comparr", wrong, 0, &tables, &error) == CAVI_USAGE);
    complains(error, "did you mean 'compare'?");
    cavi_error_free(&error);
    cavi_results_free(results);
}

Test(api, answers_calls_without_a_study_results_or_words)
{
    const char *const holed[] = { "--outcome", NULL };
    struct cavi_error error = { 0 };
    cavi_results *results = results_of(study_of("7", "3")), *none = results;
    cavi_tables *tables = NULL;
    cavi_study *study = study_of("7", "3");
    struct cavi_table table;
    long stride = 7;

    cr_expect(cavi_run(NULL, NULL, &none, &error) == CAVI_USAGE && none == NULL);
    cr_expect(cavi_open(&toy, NULL, &none, NULL) == CAVI_USAGE && none == NULL);
    cr_expect(cavi_match(NULL, NULL, NULL, &tables, NULL) == CAVI_USAGE && tables == NULL);
    cr_expect(cavi_claims(NULL, NULL, 0, NULL, &tables, NULL) == CAVI_USAGE && tables == NULL);
    cr_expect(cavi_ask(NULL, "compare", NULL, 0, &tables, NULL) == CAVI_USAGE && tables == NULL);
    cr_expect(cavi_ask(results, NULL, NULL, 0, &tables, NULL) == CAVI_USAGE);
    cr_expect(cavi_ask(results, "compare", holed, 2, &tables, &error) == CAVI_USAGE);
    complains(error, "a word of the question is NULL");
    cr_expect(cavi_ask(results, "compare", holed, -1, &tables, &error) == CAVI_USAGE);
    complains(error, "0 to 4096 words, and not -1");
    cavi_study_key(study, "months", NULL);
    cr_expect(cavi_run(study, NULL, &none, &error) == CAVI_USAGE);
    complains(error, "has no name or value");
    cavi_study_set(NULL, "walk.gain", "1");
    cr_expect(cavi_results_status(NULL) == NULL && cavi_results_outcome_of(NULL, 0, &stride) == NULL);
    cr_expect(cavi_results_shape(NULL).runs == 0 && cavi_tables_at(NULL, 0, &table) == 0);
    cavi_study_free(study);
    cavi_study_free(NULL);
    cavi_results_free(results);
    cavi_results_free(NULL);
    cavi_tables_free(NULL);
    cavi_events_free(NULL);
    cavi_error_free(&error);
    cavi_error_free(NULL);
}

Test(api, computes_in_a_child_of_a_program_that_has_computed)
{
    cavi_results_free(results_of(study_of("7", "640")));
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        cavi_results *results = results_of(study_of("7", "640"));
        _exit(fabs(cavi_results_outcome(results, TOY_HEIGHT)[1279] - 4.9) < 1e-5 ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void *run_many(void *context)
{
    for (int i = 0; i < 20; i++) {
        cavi_results *results = results_of(study_of("7", "65"));
        struct cavi_table table;
        cavi_tables *tables = NULL;
        cavi_ask(results, "compare", NULL, 0, &tables, NULL);
        *(bool *)context = *(bool *)context && cavi_tables_at(tables, 0, &table) == 1 &&
                           fabs(cavi_results_outcome(results, TOY_HEIGHT)[129] - 4.9) < 1e-5;
        cavi_tables_free(tables);
        cavi_results_free(results);
    }
    return NULL;
}

Test(api, may_be_called_by_several_threads)
{
    pthread_t threads[4];
    bool good[4] = { true, true, true, true };
    for (int i = 0; i < 4; i++)
        cr_assert(pthread_create(&threads[i], NULL, run_many, &good[i]) == 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    cr_expect(good[0] && good[1] && good[2] && good[3]);
}
