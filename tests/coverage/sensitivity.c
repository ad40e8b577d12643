/* sensitivity.c - indices of second order, elementary effects, and the lines of what means nothing. */
#include "coverage.h"

#include "sim/ask/given_data.h"
#include "sim/ask/group_data.h"
#include "sim/ask/sensitivity.h"

/** 4 x1 + 2 x2 + 6 x1 x2 + luck, each x uniform in 0..1, x3 inert. Variances: 49 / 12, 25 / 12 and 36 / 144. */
static double answer(const double *x, struct sim_stream *stream)
{
    return 4 * x[0] + 2 * x[1] + 6 * x[0] * x[1] + 0.5 * normal(stream);
}
static const double whole = 49.0 / 12 + 25.0 / 12 + 36.0 / 144;

/** Rows A, AB of each factor, BA of each, B. */
static void second_order(void)
{
    enum { N = 128, D = 3, R = 4, EACH = 2 * D + 2 };
    static double y[N * EACH * R];
    long s1 = 0, st = 0, s2 = 0, none = 0, some = some_of(2);
    for (long i = 0; i < some; i++) {
        struct sim_stream stream = lot_of("second order", i);
        double room[4 * D + 2 * D * D];
        struct sim_indices indices = {
            room, room + D, room + 2 * D, room + 3 * D, room + 4 * D, room + 4 * D + D * D, 0
        };
        for (long n = 0; n < N; n++) {
            double a[D], b[D];
            for (int j = 0; j < D; j++) {
                a[j] = sim_stream_uniform(&stream);
                b[j] = sim_stream_uniform(&stream);
            }
            for (int part = 0; part < EACH; part++) {
                double x[D];
                for (int j = 0; j < D; j++) {
                    bool other =
                        part == EACH - 1 || part == j + 1 || (part > D && part < EACH - 1 && part != D + 1 + j);
                    x[j] = other ? b[j] : a[j];
                }
                for (int r = 0; r < R; r++)
                    y[(n * EACH + part) * R + r] = answer(x, &stream);
            }
        }
        struct sim_answers answers = { y, R, 0.25 };
        sim_sobol_indices(&answers, N, D, seed + (uint64_t)i, &indices);
        s1 += fabs(indices.s1[0] - 49.0 / 12 / whole) <= indices.s1_conf[0];
        st += fabs(indices.st[0] - (49.0 / 12 + 0.25) / whole) <= indices.st_conf[0];
        s2 += fabs(indices.s2[1] - 0.25 / whole) <= indices.s2_conf[1];
        none += fabs(indices.s2[2]) <= indices.s2_conf[2];
    }
    tell("95 %", s1, some, "second_order: S1 of x1 within conf (4 x1 + 2 x2 + 6 x1 x2 + luck, 128 base points)");
    tell("95 %", st, some, "... ST of x1");
    tell("95 %", s2, some, "... S2 of x1 and x2");
    tell("95 %", none, some, "... S2 of x1 and an inert parameter");
}

/** Elementary effects of the same: of x1 4 + 6 x2, which is 7 on average; of x3 none. */
static void morris(void)
{
    enum { T = 40, D = 3, R = 4, EACH = D + 1 };
    static double y[T * EACH * R];
    long held = 0, none = 0, some = some_of(2);
    for (long i = 0; i < some; i++) {
        struct sim_stream stream = lot_of("morris", i);
        struct sim_factor factors[D] = { { .param = 0, .high = 1 },
                                         { .param = 1, .high = 1 },
                                         { .param = 2, .high = 1 } };
        struct sim_study study = {
            .seed = seed * 7919 + (uint64_t)i,
            .design = { .kind = SIM_DESIGN_MORRIS, .factors = factors, .factors_count = D, .points = T, .levels = 4 }
        };
        struct sim_plan plan = { .study = &study, .points = T * EACH, .replicates = R };
        double rows[T * EACH * D], room[4 * D];
        struct sim_effects effects = { room, room + D, room + 2 * D, room + 3 * D, 0 };
        sim_plan_units(&plan, 0, T * EACH, rows);
        for (int p = 0; p < T * EACH; p++)
            for (int r = 0; r < R; r++)
                y[p * R + r] = answer(rows + p * D, &stream);
        struct sim_answers answers = { y, R, 0.25 };
        sim_morris_effects(&plan, &answers, &effects);
        held += fabs(effects.mu_star[0] - 7) <= effects.mu_star_conf[0];
        none += fabs(effects.mu_star[2]) <= effects.mu_star_conf[2];
    }
    tell("95 %", held, some, "morris: mu_star of x1 within conf (40 trajectories, 4 replicates)");
    tell("95 %", none, some, "... of an inert parameter within conf of 0");
}

/** Twenty parameters without meaning, 200 worlds; answers are numbers, or three words. */
static void lines(void)
{
    enum { WORLDS = 200, D = 20 };
    long pawn = 0, delta = 0, words = 0, some = some_of(2);
    for (long i = 0; i < some; i++) {
        struct sim_stream stream = lot_of("lines", i);
        double x[WORLDS * D], y[WORLDS], word[WORLDS];
        struct sim_dependence depends[D], line;
        bool told[3] = { false };
        for (int w = 0; w < WORLDS; w++) {
            y[w] = normal(&stream);
            word[w] = y[w] > 1 ? 2 : y[w] > 0;
            for (int f = 0; f < D; f++)
                x[w * D + f] = sim_stream_uniform(&stream);
        }
        sim_given_data(x, y, WORLDS, D, stream, depends, &line);
        for (int f = 0; f < D; f++) {
            told[0] = told[0] || depends[f].pawn > line.pawn;
            told[1] = told[1] || depends[f].delta > line.delta;
        }
        sim_given_data(x, word, WORLDS, D, stream, depends, &line);
        for (int f = 0; f < D; f++)
            told[2] = told[2] || depends[f].delta > line.delta;
        pawn += told[0];
        delta += told[1];
        words += told[2];
    }
    tell("5 %", pawn, some, "20 parameters without meaning, 200 worlds: one passes the line of pawn");
    tell("5 %", delta, some, "... of delta");
    tell("5 %", words, some, "... of delta of three words (words)");
}

/** Five groups of four parameters each, 200 worlds. Nothing depends on any of them; or x1 and x2, of the first group,
 * make half of the variance together and little by themselves: (x1 - 1/2) (x2 - 1/2) has the variance 1 / 144. */
static void groups(void)
{
    enum { WORLDS = 200, D = 20, GROUPS = 5 };
    long over = 0, first = 0, others = 0;
    int members[D];
    struct sim_part_of parts[GROUPS];
    for (int f = 0; f < D; f++)
        members[f] = f;
    for (int g = 0; g < GROUPS; g++)
        parts[g] = (struct sim_part_of){ .factors = members + 4 * g, .count = 4 };
    for (long i = 0; i < studies; i++) {
        struct sim_stream stream = lot_of("groups", i);
        double x[WORLDS * D], none[WORLDS], half[WORLDS], index[GROUPS], bar;
        bool any = false, other = false;
        for (int w = 0; w < WORLDS; w++) {
            for (int f = 0; f < D; f++)
                x[w * D + f] = sim_stream_uniform(&stream);
            none[w] = normal(&stream);
            half[w] = 12 * (x[w * D] - 0.5) * (x[w * D + 1] - 0.5) + normal(&stream);
        }
        sim_group_data(x, none, WORLDS, D, parts, GROUPS, stream, index, &bar);
        for (int g = 0; g < GROUPS; g++)
            any = any || index[g] > bar;
        over += any;
        sim_group_data(x, half, WORLDS, D, parts, GROUPS, stream, index, &bar);
        for (int g = 1; g < GROUPS; g++)
            other = other || index[g] > bar;
        first += index[0] > bar;
        others += other;
    }
    tell("5 %", over, studies, "five groups of four parameters without meaning: one passes the line of S1 (--groups)");
    tell("(power)", first, studies, "... half of the variance is the interplay of two in a group: it passes the line");
    tell("at most 5 %", others, studies, "... another group does");
}

void cover_sensitivity(void)
{
    head("Sensitivity: second order, elementary effects, lines");
    second_order();
    morris();
    lines();
    groups();
}
