/* test_plan.c - a study cut into runs and blocks. */
#include <string.h>

#include "support.h"

Test(plan, any_prefix_of_the_runs_is_a_balanced_design)
{
    struct trial t;
    trial_init(&t,
               "replicates: 5\narms: { a: {}, b: {}, c: {} }\ndesign: { grid: { walk.gain: [0.1, 0.2, 0.3, 0.4] } }\n");
    int runs[3][4] = { { 0 } };
    cr_assert(t.plan.runs == 60);
    for (long r = 0; r < t.plan.runs; r++) {
        struct sim_run run = sim_plan_run(&t.plan, r);
        cr_expect(run.replicate == r / 12 && run.point == r / 3 % 4 && run.arm == r % 3);
        runs[run.arm][run.point]++;
        int least = 99, most = 0;
        for (int i = 0; i < 12; i++) {
            least = runs[i / 4][i % 4] < least ? runs[i / 4][i % 4] : least;
            most = runs[i / 4][i % 4] > most ? runs[i / 4][i % 4] : most;
        }
        cr_expect(most - least <= 1);
    }
    trial_free(&t);
}

Test(plan, blocks_hold_a_power_of_two_of_runs_and_the_last_what_is_left)
{
    struct trial t;
    trial_init(&t, "months: 120\nreplicates: 1200\n"); /* 512 * 120 <= 62000 < 1024 * 120 */
    cr_expect(t.plan.block_runs == 512 && t.plan.blocks == 3);
    trial_free(&t);
    trial_init(&t, "months: 12000\nreplicates: 65\n");
    cr_expect(t.plan.block_runs == 64 && t.plan.blocks == 2);
    trial_free(&t);
}

Test(plan, behind_the_last_row_of_the_design_comes_the_first)
{
    struct trial t;
    double rows[3][2];
    trial_init(&t, "design: { list: { walk.gain: [0.13, 0.29, 0.41], walk.luck: [0.7, 0.2, 0.5] } }\n");
    sim_plan_rows(&t.plan, 2, 3, &rows[0][0]);
    cr_expect(rows[0][0] == 0.41 && rows[0][1] == 0.5);
    cr_expect(rows[1][0] == 0.13 && rows[1][1] == 0.7);
    cr_expect(rows[2][0] == 0.29 && rows[2][1] == 0.2);
    trial_free(&t);
}

static void hash_of(const char *text, uint64_t hash[2])
{
    struct trial t;
    trial_init(&t, text);
    memcpy(hash, t.plan.hash, sizeof t.plan.hash);
    trial_free(&t);
}

Test(plan, hash_follows_what_a_study_means_and_not_how_it_is_written)
{
    uint64_t a[2], b[2];
    hash_of("title: x\nwalk.gain: 0.5\nmonths: 12\n", a);
    hash_of("# a comment\nmonths: 12\ntitle: \"x\"\nwalk: { gain: 0.50 }\n", b);
    cr_expect(memcmp(a, b, sizeof a) == 0);
    static const char *const others[] = { "title: x\nwalk.gain: 0.51\nmonths: 12\n",
                                          "title: x\nwalk.gain: 0.5\nmonths: 13\n",
                                          "title: x\nwalk.gain: 0.5\nmonths: 12\nseed: 2\n",
                                          "title: x\nwalk.gain: 0.5\nmonths: 12\nwithout: [read]\n",
                                          "title: x\nwalk.gain: 0.5\nmonths: 12\nplaces: { a: {} }\n" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        hash_of(others[i], b);
        cr_expect(memcmp(a, b, sizeof a) != 0, "%s", others[i]);
    }
}
