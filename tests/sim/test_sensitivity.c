/* test_sensitivity.c - indices against closed forms, from a study file to the CSV. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "known.h"
#include "sim/ask/given_data.h"
#include "sim/ask/sensitivity.h"
#include "sim/cli/cli.h"
#include "sim/csv.h"
#include "support.h"

/** A study that was run and analysed; its tables. */
struct analysed {
    char folder[32];
    struct sim_csv indices, second, luck;
    struct sim_errors errors;
};

static int command(int argc, char **argv)
{
    int saved = dup(STDOUT_FILENO), status;
    fflush(stdout);
    cr_assert(freopen("/dev/null", "w", stdout) != NULL);
    status = sim_main(&known, argc, argv);
    fflush(stdout);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    return status;
}

static void analyse(struct analysed *self, const char *study)
{
    char yaml[64], out[64], csv[64], more[64];
    *self = (struct analysed){ .folder = "/tmp/known-XXXXXX" };
    cr_assert(mkdtemp(self->folder) != NULL);
    snprintf(yaml, sizeof yaml, "%s/study.yaml", self->folder);
    snprintf(out, sizeof out, "%s/out", self->folder);
    snprintf(csv, sizeof csv, "%s/s.csv", self->folder);
    FILE *file = fopen(yaml, "w");
    fputs(study, file);
    fclose(file);
    cr_assert(eq(int, command(7, (char *[]){ "known", "run", yaml, "-o", out, "--quiet", "--no-collect", NULL }), 0));
    cr_assert(eq(int, command(5, (char *[]){ "known", "sensitivity", out, "--csv", csv, NULL }), 0));
    cr_assert(eq(int, sim_csv_init(&self->indices, csv, &self->errors), SIM_OK));
    snprintf(more, sizeof more, "%s/s_luck.csv", self->folder);
    cr_assert(eq(int, sim_csv_init(&self->luck, more, &self->errors), SIM_OK));
    snprintf(more, sizeof more, "%s/s_second_order.csv", self->folder);
    if (access(more, F_OK) == 0) {
        cr_assert(eq(int, sim_csv_init(&self->second, more, &self->errors), SIM_OK));
    }
}

static void analysed_free(struct analysed *self)
{
    folder_remove(self->folder);
    sim_csv_free(&self->indices);
    sim_csv_free(&self->second);
    sim_csv_free(&self->luck);
    sim_errors_free(&self->errors);
}

/** Number in the row of an outcome and a parameter (in the second column). */
static double number(const struct sim_csv *csv, const char *outcome, const char *parameter, const char *column)
{
    for (int row = 0; row < csv->rows; row++)
        if (strcmp(sim_csv_cell(csv, row, 0), outcome) == 0 &&
            (parameter == NULL || strcmp(sim_csv_cell(csv, row, 1), parameter) == 0)) {
            const char *cell = sim_csv_cell(csv, row, sim_csv_column(csv, column));
            return cell[0] == '\0' ? (double)NAN : atof(cell);
        }
    return (double)NAN;
}

static struct analysed study; /* a test is a process of its own */

static void study_ends(void)
{
    analysed_free(&study);
}

TestSuite(sobol_indices, .fini = study_ends);
TestSuite(morris, .fini = study_ends);
TestSuite(luck, .fini = study_ends);

#define ISHIGAMI_STUDY                                                                                                 \
    "months: 1\nreplicates: 4\ndesign:\n  saltelli:\n    points: 1024\n    second_order: true\n"                       \
    "    factors: { x1: plausible, x2: plausible, x3: plausible }\n"

Test(sobol_indices, of_ishigami_are_those_of_the_closed_form)
{
    /* Variance V = 49/8 + 0.1 pi^4 / 5 + 0.01 pi^8 / 18 + 1/2; V1 = (1 + 0.1 pi^4 / 5)^2 / 2; V2 = 49/8;
     * V13 = 8 pi^8 0.01 / 225 */
    double p4 = pow(M_PI, 4), p8 = p4 * p4, v = 49.0 / 8 + 0.1 * p4 / 5 + 0.01 * p8 / 18 + 0.5;
    double v1 = 0.5 * pow(1 + 0.1 * p4 / 5, 2), v2 = 49.0 / 8, v13 = 8 * p8 * 0.01 / 225;
    analyse(&study, ISHIGAMI_STUDY);
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "x1", "S1"), v1 / v, 0.02));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "x2", "S1"), v2 / v, 0.02));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "x3", "S1"), 0, 0.02));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "x1", "ST"), (v1 + v13) / v, 0.02));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "x2", "ST"), v2 / v, 0.02));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "x3", "ST"), v13 / v, 0.02));
    cr_expect(eq(str, (char *)sim_csv_cell(&study.second, 1, 2), "x3"));
    cr_expect(epsilon_eq(dbl, atof(sim_csv_cell(&study.second, 0, 3)), 0, 0.03));
    cr_expect(epsilon_eq(dbl, atof(sim_csv_cell(&study.second, 1, 3)), v13 / v, 0.03));
    double conf = number(&study.indices, "ishigami", "x1", "S1_conf");
    cr_expect(all(gt(dbl, conf, 0.02), lt(dbl, conf, 0.12)), "of 1024 points it is some hundredths, not %g", conf);
}

Test(sobol_indices, of_a_group_are_those_of_all_that_its_members_do_together)
{
    /* x1 and x3 together explain V1 + V13, alone and in all; the rest is x2's. */
    double p4 = pow(M_PI, 4), p8 = p4 * p4, v = 49.0 / 8 + 0.1 * p4 / 5 + 0.01 * p8 / 18 + 0.5, v2 = 49.0 / 8;
    analyse(&study, "months: 1\nreplicates: 4\ndesign:\n  saltelli:\n    points: 1024\n    groups: { pair: [x1, x3] }\n"
                    "    factors: { x1: plausible, x2: plausible, x3: plausible }\n");
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "pair", "S1"), (v - v2) / v, 0.03));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "pair", "ST"), (v - v2) / v, 0.03));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "ishigami", "x2", "S1"), v2 / v, 0.03));
    cr_expect(isnan(number(&study.indices, "ishigami", "x1", "S1")), "x1 has no row of its own");
}

Test(morris, of_a_group_have_a_size_and_no_sign)
{
    analyse(&study,
            "months: 1\nreplicates: 1\ndesign:\n  morris:\n    trajectories: 40\n    groups: { pair: [x1, x3] }\n"
            "    factors: { x1: plausible, x2: plausible, x3: plausible }\n");
    cr_expect(number(&study.indices, "ishigami", "pair", "mu_star") > 1);
    cr_expect(isnan(number(&study.indices, "ishigami", "pair", "mu")));
    cr_expect(isnan(number(&study.indices, "ishigami", "pair", "sigma")));
    cr_expect(isfinite(number(&study.indices, "ishigami", "x2", "mu")));
}

Test(luck, has_the_share_of_the_variance_that_no_parameter_causes)
{
    /* Uniform luck of width 10 has variance 100 / 12, which every point shares. With four replicates the estimate is
     * that of four numbers, so it is checked against their own variance. */
    double p4 = pow(M_PI, 4), v = 49.0 / 8 + 0.1 * p4 / 5 + 0.01 * p4 * p4 / 18 + 0.5;
    analyse(&study, ISHIGAMI_STUDY);
    double luck = number(&study.luck, "lucky", NULL, "variance_luck");
    cr_expect(all(gt(dbl, luck, 1), lt(dbl, luck, 25)));
    cr_expect(epsilon_eq(dbl, number(&study.luck, "lucky", NULL, "luck_share"), luck / (luck + v), 0.005));
    cr_expect(epsilon_eq(dbl, number(&study.luck, "ishigami", NULL, "luck_share"), 0, 1e-12));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "lucky", "x2", "S1"), 49.0 / 8 / v, 0.02));
}

Test(sobol_indices, of_the_g_function_of_24_parameters_are_those_of_the_closed_form)
{
    static const double a[] = { 0, 1, 4.5, 9 };
    char text[1024];
    int length =
        snprintf(text, sizeof text, "months: 1\nreplicates: 1\ndesign:\n  saltelli:\n    points: 512\n    factors:\n");
    double whole = 1;

    for (int i = 0; i < KNOWN_PARAMS; i++) {
        length += snprintf(text + length, sizeof text - (size_t)length, "      x%d: plausible\n", i + 1);
        whole *= 1 + 1 / (3 * pow(1 + (i < 4 ? a[i] : 99), 2));
    }
    analyse(&study, text);
    for (int i = 0; i < 4; i++) {
        double part = 1 / (3 * pow(1 + a[i], 2));
        char name[16];
        snprintf(name, sizeof name, "x%d", i + 1);
        cr_expect(epsilon_eq(dbl, number(&study.indices, "g", name, "S1"), part / (whole - 1), 0.03), "%s", name);
        cr_expect(
            epsilon_eq(dbl, number(&study.indices, "g", name, "ST"), part * whole / (1 + part) / (whole - 1), 0.03),
            "%s", name);
    }
    cr_expect(epsilon_eq(dbl, number(&study.indices, "g", "x24", "ST"), 0, 1e-3));
}

Test(morris, tells_slopes_and_bends_of_a_plane)
{
    /* x1 has slope 3 + x3 (x3 on 0, 1/3, 2/3, 1: mean 1/2), x2 always -2, x3 slope x1 (mean 1/2). */
    analyse(&study, "months: 1\nreplicates: 1\ndesign:\n  morris:\n    trajectories: 400\n    levels: 4\n"
                    "    factors: { x1: plausible, x2: plausible, x3: plausible }\n");
    cr_expect(epsilon_eq(dbl, number(&study.indices, "plane", "x2", "mu"), -2, 1e-5));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "plane", "x2", "mu_star"), 2, 1e-5));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "plane", "x2", "sigma"), 0, 1e-5));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "plane", "x1", "mu"), 3.5, 0.06));
    cr_expect(epsilon_eq(dbl, number(&study.indices, "plane", "x3", "mu"), 0.5, 0.06));
    /* Spread of 0, 1/3, 2/3, 1 with equal chances: sqrt(5/36) */
    cr_expect(epsilon_eq(dbl, number(&study.indices, "plane", "x1", "sigma"), sqrt(5.0 / 36), 0.04));
    double conf = number(&study.indices, "plane", "x1", "mu_star_conf");
    cr_expect(epsilon_eq(dbl, conf, 1.96 * sqrt(5.0 / 36 / 400), 0.012));
}

Test(morris, of_one_trajectory_has_effects_and_no_interval)
{
    analyse(&study, "months: 1\nreplicates: 1\ndesign:\n  morris:\n    trajectories: 1\n"
                    "    factors: { x1: plausible, x2: plausible, x3: plausible }\n");
    cr_expect(epsilon_eq(dbl, number(&study.indices, "plane", "x2", "mu_star"), 2, 1e-5));
    cr_expect(isnan(number(&study.indices, "plane", "x2", "mu_star_conf")));
}

/** Indices of one factor from answers of one replicate. */
static void one_factor(const double *y, long replicates, double rest, long n, struct sim_indices *indices)
{
    struct sim_answers answers = { y, replicates, rest };
    cr_assert(sim_sobol_indices(&answers, n, 1, 1, indices));
}

Test(sobol_indices, of_one_base_point_have_no_interval)
{
    double y[] = { 0.3, 1.1, 2.7 }, s1, c1, st, ct;
    struct sim_indices indices = { &s1, &c1, &st, &ct, NULL, NULL, 0 };
    one_factor(y, 1, (double)NAN, 1, &indices);
    cr_expect(isnan(c1) && isnan(ct));
}

Test(sobol_indices, of_four_base_points_are_those_worked_by_hand)
{
    /* One factor, rows A, AB, B of four base points; A and B: 0 2 1 1, 1 3 0 4; AB = B, as with one factor it must.
     * Mean of all twelve 20/12, which is taken off first;
     * var(A, B) = 32/8 - 1.5^2 = 1.75 */
    double y[] = { 0, 1, 1, 2, 3, 3, 1, 0, 0, 1, 4, 4 }, s1, c1, st, ct;
    struct sim_indices indices = { &s1, &c1, &st, &ct, NULL, NULL, 0 };
    one_factor(y, 1, (double)NAN, 4, &indices);
    /* B - A: 1 1 -1 3. (B - 5/3)(B - A): -2/3, 4/3, 5/3, 7: mean 28/12. ST: (1 + 1 + 1 + 9) / 8. */
    cr_expect(epsilon_eq(dbl, s1, 28.0 / 12 / 1.75, 1e-12));
    cr_expect(epsilon_eq(dbl, st, 1.5 / 1.75, 1e-12));
    cr_expect(eq(long, indices.used, 4));
}

Test(sobol_indices, leave_out_base_points_that_lack_an_answer)
{
    double y[] = { 0, 1, 1, 2, 3, 3, 5, (double)NAN, 7, 1, 0, 0, 1, 4, 4 }, s1, c1, st, ct;
    struct sim_indices indices = { &s1, &c1, &st, &ct, NULL, NULL, 0 };
    one_factor(y, 1, (double)NAN, 5, &indices);
    cr_expect(epsilon_eq(dbl, st, 1.5 / 1.75, 1e-12));
    cr_expect(eq(long, indices.used, 4));
}

Test(sobol_indices, are_none_where_luck_leaves_nothing_to_share_out)
{
    double y[24], s1, c1, st, ct;
    struct sim_indices indices = { &s1, &c1, &st, &ct, NULL, NULL, 0 };
    for (int i = 0; i < 24; i++)
        y[i] = i % 5;
    one_factor(y, 2, 80, 4, &indices);
    cr_expect(isnan(s1) && isnan(st) && isnan(c1) && isnan(ct));
    for (int i = 0; i < 24; i++)
        y[i] = 0.125 + 1e-9 * (i % 5);
    one_factor(y, 2, 0, 4, &indices);
    cr_expect(isnan(s1) && isnan(st));
}

Test(sobol_indices, take_off_what_luck_adds)
{
    /* The same means from two replicates, a tenth to either side; luck that rows do not share has variance 0.3, so that
     * each mean keeps 0.15: (1.5 - 0.15) / (1.75 - 0.15). */
    static const double means[] = { 0, 1, 1, 2, 3, 3, 1, 0, 0, 1, 4, 4 };
    double y[24], s1, c1, st, ct;
    struct sim_indices indices = { &s1, &c1, &st, &ct, NULL, NULL, 0 };
    for (int i = 0; i < 12; i++) {
        y[2 * i] = means[i] + 0.1;
        y[2 * i + 1] = means[i] - 0.1;
    }
    one_factor(y, 2, 0.3, 4, &indices);
    cr_expect(epsilon_eq(dbl, st, 1.35 / 1.6, 1e-12));
    cr_expect(epsilon_eq(dbl, s1, 28.0 / 12 / 1.6, 1e-12));
}

Test(sobol_indices, of_rows_that_hold_both_mixtures_use_all_four)
{
    /* Rows A, AB, BA, B; one factor: AB = B, BA = A. 2 (A - B)(A - B) over (A - B)^2 + (A - B)^2 is 1, and so is ST. */
    double y[] = { 0, 1, 0, 1, 2, 3, 2, 3, 1, 0, 1, 0, 1, 4, 1, 4 }, s1, c1, st, ct, s2, c2;
    struct sim_indices indices = { &s1, &c1, &st, &ct, &s2, &c2, 0 };
    one_factor(y, 1, (double)NAN, 4, &indices);
    cr_expect(epsilon_eq(dbl, s1, 1, 1e-12));
    cr_expect(epsilon_eq(dbl, st, 1, 1e-12));
}

Test(given_data, tells_what_matters_from_what_does_not)
{
    /* y = 3 x1 + luck of the same variance: S1 is 1/2; x2 only widens y: S1 sees nothing, the distributions differ. */
    enum { N = 900, D = 12 };
    static double x[N * D], y[N];
    struct sim_dependence depends[D], lines;
    struct sim_stream stream = sim_stream_of(5, "test");
    for (int i = 0; i < N; i++) {
        for (int f = 0; f < D; f++)
            x[i * D + f] = sim_stream_uniform(&stream);
        y[i] = i % 50 == 0 ? (double)NAN
                           : x[i * D] + (2 * sim_stream_uniform(&stream) - 1) * (x[i * D + 1] > 0.5 ? 0.95 : 0.1);
    }
    cr_assert(sim_given_data(x, y, N, D, stream, depends, &lines));
    cr_expect(depends[0].first > lines.first && depends[0].pawn > lines.pawn);
    cr_expect(depends[1].first < lines.first && depends[1].pawn > lines.pawn);
    cr_expect(depends[0].delta > lines.delta && depends[1].delta > lines.delta);
    int others = 0;
    for (int f = 2; f < D; f++)
        others += depends[f].first > lines.first || depends[f].pawn > lines.pawn;
    cr_expect(others <= 1);
    /* var(x1) = 1/12; luck (0.95^2 + 0.1^2) / 6 */
    double share = 1 / (1 + 12 * (0.9025 + 0.01) / 6);
    cr_expect(epsilon_eq(dbl, depends[0].first, share, 0.09));
}

Test(given_data, delta_is_1_of_a_parameter_that_tells_the_answer_and_0_of_one_that_does_not)
{
    enum { N = 400 };
    static double x[N * 2], y[N];
    struct sim_dependence depends[2], lines;
    struct sim_stream stream = sim_stream_of(7, "test");
    for (int i = 0; i < N; i++) {
        x[2 * i] = i;
        x[2 * i + 1] = sim_stream_uniform(&stream);
        y[i] = (i - 200.5) * (i - 200.5); /* no trend: all that it tells is in the shape */
    }
    cr_assert(sim_given_data(x, y, N, 2, stream, depends, &lines));
    cr_expect(depends[0].delta > 0.7 && depends[1].delta < lines.delta && fabs(depends[1].delta) < 0.1);
    for (int i = 0; i < N; i++)
        y[i] = -i;
    cr_assert(sim_given_data(x, y, N, 2, stream, depends, &lines));
    cr_expect(epsilon_eq(dbl, depends[0].delta, 1, 1e-9));
}
