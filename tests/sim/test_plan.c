/* test_plan.c - a study cut into runs and blocks. */
#include <stdio.h>
#include <string.h>

#include "support.h"
#include "told.h"

TRIAL_OF(plan);

Test(plan, any_prefix_of_the_runs_is_a_balanced_design)
{
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
}

Test(plan, an_arm_whose_world_is_impossible_is_named_before_anything_runs)
{
    cr_expect(trial_read(&t, "arms: { fine: {}, crowd: { walk.walkers: 13 } }\n") == SIM_USAGE);
    complains(t.errors, "nobody walks in such a group");
    complains(t.errors, "arm 'crowd' cannot run: its world is impossible");
    cr_expect(t.errors.count == 2);
}

Test(plan, blocks_hold_a_power_of_two_of_runs_and_the_last_what_is_left)
{
    /* The walkers do not show their state. 25,000 numbers for 120 months are 3e6, and 512 * 3e6 <= 1.6e9 < 1024 * 3e6.
     */
    trial_init(&t, "months: 120\nreplicates: 1200\n");
    cr_expect(t.plan.block_runs == 512 && t.plan.blocks == 3);
    trial_free(&t);
    trial_init(&t, "months: 12000\nreplicates: 65\n");
    cr_expect(t.plan.block_runs == 64 && t.plan.blocks == 2);
}

/** Runs in a block of a study of the buckets, which show their state: a level each, and the sum. */
static long bucket_block(const char *text)
{
    static const struct sim_overrides none = { 0 };
    struct sim_study study;
    struct sim_plan plan;
    trial_init(&t, "{}");
    trial_write(&t, "buckets.yaml", text);
    cr_assert(sim_study_init(&study, &told, trial_path(&t, "buckets.yaml"), &none, &t.errors) == SIM_OK);
    cr_assert(sim_plan_init(&plan, &told, &study, 4, &t.errors) == SIM_OK, "%s", t.errors.text);
    long runs = plan.block_runs;
    sim_plan_free(&plan);
    sim_study_free(&study, &told);
    trial_free(&t);
    return runs;
}

Test(plan, blocks_hold_fewer_runs_where_a_run_has_more_state_months_or_results)
{
    /* Four numbers x 12,000 months x 32,768 runs are 1.57e9 of at most 1.6e9; of two numbers twice as many. */
    cr_expect(bucket_block("months: 12000\nhistories: none\n") == 32768);
    cr_expect(bucket_block("months: 12000\nhistories: none\nbuckets: 1\n") == 65536);
    cr_expect(bucket_block("months: 6000\nhistories: none\n") == 65536);
    /* A history of 12,000 months is 48,000 bytes; 128 times that and ten bytes more are under 2^23, not 256 times. */
    cr_expect(bucket_block("months: 12000\n") == 128);
}

Test(plan, blocks_are_cut_for_the_mean_of_arms_and_points)
{
    /* Four numbers and two are three: 3 x 8,000 x 65,536 are 1.57e9. With four alone blocks would be half as large. */
    cr_expect(bucket_block("months: 8000\nhistories: none\n") == 32768);
    cr_expect(bucket_block("months: 8000\nhistories: none\narms: { three: {}, one: { buckets: 1 } }\n") == 65536);
    cr_expect(bucket_block("months: 8000\nhistories: none\ndesign: { grid: { buckets: [3, 1] } }\n") == 65536);
    /* Of 60 points eight are looked at, and not at one level alone of what varies fastest. */
    cr_expect(bucket_block("months: 8000\nhistories: none\ndesign: { grid: { rain: { from: 0, to: 1, count: 30 }, "
                           "buckets: [3, 1] } }\n") == 65536);
}

Test(plan, behind_the_last_row_of_the_design_comes_the_first)
{
    double rows[3][2];
    trial_init(&t, "design: { list: { walk.gain: [0.13, 0.29, 0.41], walk.luck: [0.7, 0.2, 0.5] } }\n");
    sim_plan_rows(&t.plan, 2, 3, &rows[0][0]);
    cr_expect(rows[0][0] == 0.41 && rows[0][1] == 0.5);
    cr_expect(rows[1][0] == 0.13 && rows[1][1] == 0.7);
    cr_expect(rows[2][0] == 0.29 && rows[2][1] == 0.2);
}

static void hash_of(const char *text, uint64_t hash[2])
{
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
    static const char *const sayings[] = { "title: y\nwalk.gain: 0.5\nmonths: 12\n",
                                           "title: x\nquestion: why?\nwalk.gain: 0.5\nmonths: 12\n",
                                           "title: x\nstart: \"2013-07\"\nwalk.gain: 0.5\nmonths: 12\n" };
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        hash_of(sayings[i], b);
        cr_expect(memcmp(a, b, sizeof a) == 0, "%s", sayings[i]);
    }
}

/** Hash of the arm with this number in a study. */
static void arm_hash_of(const char *text, int arm, uint64_t hash[2])
{
    trial_init(&t, text);
    memcpy(hash, t.plan.arm_hashes[arm], sizeof t.plan.arm_hashes[arm]);
    trial_free(&t);
}

Test(plan, an_arm_keeps_its_hash_when_its_study_grows)
{
    static const struct {
        const char *before, *after;
        int arm;
    } grown[] = {
        { "replicates: 20\n", "replicates: 40\n", 0 },
        { "histories: none\n", "histories: all\n", 0 },
        { "title: x\n", "title: y\nstart: \"2013-07\"\n", 0 },
        { "until: { outcome: height, half_width: 1, at_most: 20 }\n", "replicates: 40\n", 0 },
        { "walk.gain: 0.3\n", "arms: { first: {}, other: { walk.gain: 0.3 } }\n", 1 },
        { "design: { random: { points: 8, factors: { walk.gain: {} } } }\n",
          "design: { random: { points: 9, factors: { walk.gain: {} } } }\n", 0 },
        { "design: { sobol: { points: 8, factors: { walk.gain: {} } } }\n",
          "design: { sobol: { points: 16, factors: { walk.gain: {} } } }\n", 0 },
        { "design: { morris: { trajectories: 8, factors: { walk.gain: {} } } }\n",
          "design: { morris: { trajectories: 9, factors: { walk.gain: {} } } }\n", 0 },
        { "arms: { a: { walk.gain: -0.0 } }\n", "arms: { a: { walk.gain: 0 } }\n", 0 },
    };
    for (size_t i = 0; i < sizeof grown / sizeof *grown; i++) {
        uint64_t a[2], b[2];
        arm_hash_of(grown[i].before, 0, a);
        arm_hash_of(grown[i].after, grown[i].arm, b);
        cr_expect(memcmp(a, b, sizeof a) == 0, "%s", grown[i].after);
    }
}

Test(plan, an_arm_has_another_hash_when_its_runs_may_differ)
{
    static const char *const pairs[][2] = {
        { "seed: 1\n", "seed: 2\n" },
        { "months: 12\n", "months: 13\n" },
        { "walk.gain: 0.3\n", "walk.gain: 0.31\n" },
        { "walk.gain: 0.3\n", "walk.gain: { path: [[0, 0.3]] }\n" },
        { "walk.gain: { path: [[0, 0.3], [4, 0.5]] }\n", "walk.gain: { path: [[0, 0.3], [4, 0.5]], steps: true }\n" },
        { "walk.gain: { path: [[0, 0.3], [4, 0.5]] }\n", "walk.gain: { path: [[0, 0.3], [5, 0.5]] }\n" },
        { "{}\n", "without: [throw]\n" },
        { "places: { a: {} }\n", "places: { b: {} }\n" },
        { "places: { a: {} }\n", "places: { a: { weight: 1.3 } }\n" },
        { "design: { grid: { walk.gain: [0.1, 0.2] } }\n", "design: { grid: { walk.gain: [0.1, 0.3] } }\n" },
        { "design: { grid: { walk.gain: [0.1, 0.2] } }\n", "design: { list: { walk.gain: [0.1, 0.2] } }\n" },
        { "design: { latin_hypercube: { points: 8, factors: { walk.gain: {} } } }\n",
          "design: { latin_hypercube: { points: 9, factors: { walk.gain: {} } } }\n" },
        { "design: { morris: { trajectories: 8, levels: 4, factors: { walk.gain: {} } } }\n",
          "design: { morris: { trajectories: 8, levels: 6, factors: { walk.gain: {} } } }\n" },
        { "design: { saltelli: { points: 8, factors: { walk.gain: {}, walk.luck: {} } } }\n",
          "design: { saltelli: { points: 8, second_order: true, factors: { walk.gain: {}, walk.luck: {} } } }\n" },
        { "design: { random: { points: 8, factors: { walk.gain: { from: 0.1, to: 0.4 } } } }\n",
          "design: { random: { points: 8, factors: { walk.gain: { from: 0.1, to: 0.5 } } } }\n" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint64_t a[2], b[2];
        arm_hash_of(pairs[i][0], 0, a);
        arm_hash_of(pairs[i][1], 0, b);
        cr_expect(memcmp(a, b, sizeof a) != 0, "%s", pairs[i][1]);
    }
}

Test(plan, first_points_of_a_design_that_may_grow_stay_the_same_when_it_does)
{
    static const char *const kinds[] = { "random: { points", "sobol: { points", "saltelli: { points",
                                         "morris: { trajectories" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        double rows[2][16][2];
        for (int grown = 0; grown < 2; grown++) {
            char text[256];
            snprintf(text, sizeof text, "design: { %s: %d, factors: { walk.gain: {}, walk.luck: {} } } }\n", kinds[i],
                     grown ? 32 : 16);
            trial_init(&t, text);
            sim_plan_rows(&t.plan, 0, 16, &rows[grown][0][0]);
            trial_free(&t);
        }
        cr_expect(memcmp(rows[0], rows[1], sizeof rows[0]) == 0, "%s", kinds[i]);
    }
}
