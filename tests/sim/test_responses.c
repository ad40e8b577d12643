/* test_responses.c - what an arm answers at the points of its design, on blocks made by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "made.h"
#include "sim/ask/responses.h"

#define STUDY "months: 5\nreplicates: 2\ndesign: { grid: { rate: [0.2, 0.7] } }\n"

static struct made made; /* a test is a process of its own */
static struct sim_responses responses;
static double y[2];

static void responses_open(const double *gain)
{
    made_open(&made, STUDY);
    made_block(&made, 0, gain, NULL, NULL);
    cr_assert(eq(int, sim_responses_init(&responses, &made.plan, made.out, 0, &made.errors), SIM_OK));
}

static void responses_close(void)
{
    sim_responses_free(&responses);
    made_close(&made);
}

TestSuite(responses, .fini = responses_close);

Test(responses, part_variance_into_points_and_luck_of_which_points_share_a_part)
{
    /* Point 0: 1 and 2; point 1: 4 and 7. Within: (0.5 + 4.5) / 2. Means of points 1.5 and 5.5: variance 8; of
     * replicates 2.5 and 4.5: variance 2. What the points do not share: 2 (2.5 - 2) = 1, of which a mean of two keeps
     * half: 8 - 0.5 lie between the points. */
    static const double gain[] = { 1, 4, 2, 7 };
    responses_open(gain);
    struct sim_luck luck = sim_responses_luck(&responses, 0);
    cr_expect(epsilon_eq(dbl, luck.mean, 3.5, 1e-12));
    cr_expect(epsilon_eq(dbl, luck.within, 2.5, 1e-12));
    cr_expect(epsilon_eq(dbl, luck.between, 7.5, 1e-12));
    cr_expect(epsilon_eq(dbl, luck.share, 0.25, 1e-12));
    sim_responses_means(&responses, 0, y);
    cr_expect(all(eq(dbl, y[0], 1.5), eq(dbl, y[1], 5.5)));
}

Test(responses, say_at_how_many_points_no_run_has_the_outcome)
{
    static const double gain[] = { NAN, 4, NAN, 7 };
    responses_open(gain);
    sim_responses_means(&responses, 0, y);
    cr_expect(eq(long, sim_responses_luck(&responses, 0).points_without, 1));
    cr_expect(isnan(y[0]));
    cr_expect(eq(dbl, y[1], 5.5));
}

Test(responses, ask_how_much_one_arm_is_over_another_and_where_it_ends)
{
    static const double gain[] = { 1, 1.5, 4, 4.25, 2, 2.75, 7, 7 }, ending[] = { 0, 2, 1, 2, 0, 0, 2, 2 };
    static const struct sim_question questions[] = { { 0, -1 }, { 1, 2 } };
    made_open(&made, "months: 5\nreplicates: 2\narms: { plain: {}, other: { size: 4.1 } }\n"
                     "design: { grid: { rate: [0.2, 0.7] } }\n");
    made_block(&made, 0, gain, ending, NULL);
    cr_assert(eq(int, sim_responses_ask(&responses, &made.plan, made.out, 1, 0, questions, 2, &made.errors), SIM_OK));
    const double *more = sim_responses_values(&responses, 0), *bad = sim_responses_values(&responses, 1);
    cr_expect(more[0] == 0.5 && more[1] == 0.75 && more[2] == 0.25 && more[3] == 0); /* [point][replicate] */
    cr_expect(bad[0] == 1 && bad[1] == 0 && bad[2] == 1 && bad[3] == 0);
}
