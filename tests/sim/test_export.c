/* test_export.c - every column of every form by its value, on blocks made by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "made.h"
#include "sim/ask/export.h"

#define STUDY                                                                                                          \
    "title: 'so \"called\"'\nmonths: 3\nreplicates: 2\narms: { plain: {}, 'other, too': { size: 4.1 } }\n"             \
    "design: { grid: { rate: [0.25, 0.7] } }\n"

static const double gain[] = { 1.3, 1.9, 2.1, NAN, 0.7, 1.6, 0.1, 3.2 };
static const double ending[] = { 0, 2, 1, 0, 1, 2, 2, 1 };
static float noise[8 * 3];

/** What `write` puts into a file. */
static char *made_export(enum sim_status (*write)(struct made *, FILE *))
{
    struct made made;
    char *bytes = NULL;
    size_t size = 0;
    for (int i = 0; i < 8 * 3; i++)
        noise[i] = 0.5f * (float)(i % 3);
    made_open(&made, STUDY);
    made_block(&made, 0, gain, ending, noise);
    FILE *file = open_memstream(&bytes, &size);
    enum sim_status status = write(&made, file);
    fclose(file);
    cr_assert(eq(int, status, SIM_OK), "%s", made.errors.text == NULL ? "" : made.errors.text);
    made_close(&made);
    return bytes;
}

static enum sim_status runs(struct made *made, FILE *file)
{
    return sim_export_runs(&made->plan, made->out, file, &made->errors);
}

Test(export_csv, has_a_row_a_run_with_its_parameters_and_outcomes)
{
    char *text = made_export(runs);
    cr_expect(eq(str, text,
                 "run,scenario,point,replicate,rate,size,status,gain,ending\n"
                 "0,plain,0,0,0.25,3,done,1.3,good\n"
                 "1,\"other, too\",0,0,0.25,4.1,done,1.9,bad\n"
                 "2,plain,1,0,0.7,3,done,2.1,fair\n"
                 "3,\"other, too\",1,0,0.7,4.1,done,,good\n"
                 "4,plain,0,1,0.25,3,done,0.7,fair\n"
                 "5,\"other, too\",0,1,0.25,4.1,done,1.6,bad\n"
                 "6,plain,1,1,0.7,3,done,0.1,bad\n"
                 "7,\"other, too\",1,1,0.7,4.1,done,3.2,fair\n"));
    free(text);
}

static enum sim_status histories(struct made *made, FILE *file)
{
    return sim_export_histories(&made->plan, made->out, file, &made->errors);
}

Test(export_histories, has_a_row_a_run_and_month)
{
    static const char *const begin =
        "run,scenario,point,replicate,month,noise,calm\n0,plain,0,0,0,0,\n0,plain,0,0,1,0.5,\n"
        "0,plain,0,0,2,1,\n1,\"other, too\",0,0,0,0,\n";
    char *text = made_export(histories);
    cr_expect(eq(int, strncmp(text, begin, strlen(begin)), 0), "%s", text);
    free(text);
}

static enum sim_status behaviorspace(struct made *made, FILE *file)
{
    return sim_export_behaviorspace(&made->plan, made->out, "04/01/2010", file, &made->errors);
}

Test(export_behaviorspace, has_six_lines_of_heading_and_everything_in_quotes)
{
    char *text = made_export(behaviorspace);
    static const char *const begin =
        "\"BehaviorSpace results\"\n\"made\"\n\"so \"\"called\"\"\"\n\"04/01/2010\"\n"
        "\"min-pxcor\",\"max-pxcor\",\"min-pycor\",\"max-pycor\"\n\"0\",\"0\",\"0\",\"0\"\n"
        "\"[run number]\",\"scenario\",\"replicate\",\"rate\",\"size\",\"[step]\",\"gain\",\"ending\"\n"
        "\"1\",\"plain\",\"0\",\"0.25\",\"3\",\"3\",\"1.3\",\"good\"\n";
    cr_expect(eq(int, strncmp(text, begin, strlen(begin)), 0), "%s", text);
    cr_expect(strstr(text, "\"4\",\"other, too\",\"0\",\"0.7\",\"4.1\",\"3\",\"NA\",\"good\"\n") != NULL);
    free(text);
}

static enum sim_status sequences(struct made *made, FILE *file)
{
    const int of[] = { 0, 1 };
    return sim_export_sequences(&made->plan, made->out, of, 2, file, &made->errors);
}

Test(export_sequences, names_what_grew_most_in_each_month)
{
    /* The noise stands at 0 in the first month, and then grows by a half. */
    char *text = made_export(sequences);
    static const char *const begin =
        "run,scenario,point,replicate,2010-04,2010-05,2010-06\n0,plain,0,0,none,noise,noise\n";
    cr_expect(eq(int, strncmp(text, begin, strlen(begin)), 0), "%s", text);
    free(text);
}

static enum sim_status salib_y(struct made *made, FILE *file)
{
    return sim_export_y(&made->plan, made->out, 0, file, &made->errors);
}

static enum sim_status salib_x(struct made *made, FILE *file)
{
    return sim_export_x(&made->plan, file, &made->errors);
}

Test(export_salib, has_means_over_replicates_in_the_rows_of_the_design)
{
    char *x = made_export(salib_x), *y = made_export(salib_y);
    cr_expect(eq(str, x, "2.500000000000000000e-01\n6.999999999999999556e-01\n"));
    /* (1.3 + 0.7) / 2 and (2.1 + 0.1) / 2 */
    cr_expect(eq(str, y, "# gain\n1.000000000000000000e+00\n1.100000000000000089e+00\n"));
    free(x);
    free(y);
}

static enum sim_status problem(struct made *made, FILE *file)
{
    sim_export_problem(&made->plan, file);
    return SIM_OK;
}

Test(export_salib, states_the_problem_without_distributions_that_salib_lacks)
{
    char *text = made_export(problem);
    cr_expect(eq(str, text,
                 "{\n \"num_vars\": 1,\n \"names\": [\"rate\"],\n \"bounds\": [[0.25, 0.7]],\n"
                 " \"outputs\": [\"gain\"]\n}\n"));
    free(text);
}
