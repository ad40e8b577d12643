/* test_ensemble.c - the runs of a block: their numbers by hand, and failures that stay where they are. */
#include <dirent.h>
#include <math.h>

#include "../../sim/chance.h"
#include "../../sim/pack.h"
#include "../../sim/run/ensemble.h"
#include "support.h"

/** The first block of a study, computed with two threads. */
static void computed(struct trial *t, struct sim_block *block, const char *text)
{
    struct sim_ensemble ensemble;
    trial_init(t, text);
    cr_assert(sim_ensemble_init(&ensemble, &t->plan, sim_kernel_choose(&toy, NULL), 2, &t->errors) == SIM_OK);
    cr_assert(sim_block_init(block, &t->plan, 0, &t->errors) == SIM_OK);
    cr_assert(sim_ensemble_run(&ensemble, block, &t->errors) == SIM_OK, "%s", t->errors.text);
    sim_ensemble_free(&ensemble);
}

static double outcome(const struct sim_block *block, int which, long run)
{
    return block->outcomes[which * block->count + run];
}

static double height_in(const struct sim_block *block, long run, int month)
{
    return (double)block->histories[run * block->months + month];
}

static void done(struct trial *t, struct sim_block *block)
{
    sim_block_free(block);
    trial_free(t);
}

static struct trial t;
static struct sim_block block;

static void ensemble_ends(void)
{
    sim_block_free(&block);
    trial_free(&t);
}

TestSuite(ensemble, .fini = ensemble_ends);

Test(ensemble, computes_what_can_be_worked_out_by_hand)
{
    /* Two arms without luck. Up: 0.25 a month, 0.75 from month 4: 1.0 in month 3, 2.5 at the end. Down, with song:
     * -(0.25 + 0.125) a month. Walkers 0 and 2 start at 1.5, walker 1 at 3: their mean is 2. */
    computed(&t, &block,
             "months: 6\nreplicates: 1\nwalk.luck: 0\narms:\n"
             "  up: { walk.gain: { path: [[0, 0.25], [4, 0.75]], steps: true } }\n"
             "  down: { walk.way: down, walk.loud: true, places: { a: { weight: 1.5 }, b: { weight: 3 } } }\n");
    cr_expect(outcome(&block, TOY_HEIGHT, 0) == 2.5 && outcome(&block, TOY_CROSSING, 0) == 3);
    cr_expect(height_in(&block, 0, 0) == 0.25 && height_in(&block, 0, 3) == 1 && height_in(&block, 0, 4) == 1.75);
    cr_expect(outcome(&block, TOY_HEIGHT, 1) == -0.25 && outcome(&block, TOY_CROSSING, 1) == 0);
    cr_expect(outcome(&block, TOY_SIDE, 0) == 1 && outcome(&block, TOY_SIDE, 1) == 0);
    cr_expect(fabs(outcome(&block, TOY_SPEED, 0) - 2.5 / 6) < 1e-15);
    cr_expect(block.status[0] == SIM_RUN_DONE && block.reason[0] == 0);
}

Test(ensemble, luck_is_keyed_by_seed_and_replicate_and_shared_by_arms_points_and_shapes)
{
    computed(&t, &block,
             "months: 2\nreplicates: 3\nseed: 4294967297\narms: { a: {}, b: { walk.gain: 0.5 } }\n"
             "design: { grid: { walk.walkers: [2, 11] } }\n");
    const float *luck = block.histories + TOY_FIRST_LUCK * block.count * block.months;
    for (long i = 0; i < 12; i++)
        for (int month = 0; month < 2; month++) {
            threefry4x32_ctr_t counter = { { (uint32_t)month, TOY_DRAW_THROW, 0, 0 } };
            threefry4x32_key_t key = { { 1, 1, (uint32_t)(i / 4), 0 } }; /* 4294967297 is 2^32 + 1 */
            cr_expect(luck[i * 2 + month] == (float)chance_cell(threefry4x32_R(20, counter, key).v[0]), "run %ld", i);
        }
}

Test(ensemble, drawn_worlds_have_luck_of_their_own_and_their_arms_share_it)
{
    computed(&t, &block,
             "months: 2\nreplicates: 3\nseed: 4294967297\narms: { a: {}, b: { walk.gain: 0.5 } }\n"
             "design: { random: { points: 2, factors: { walk.luck: plausible } } }\n");
    const float *luck = block.histories + TOY_FIRST_LUCK * block.count * block.months;
    for (long i = 0; i < 12; i++) {
        threefry4x32_ctr_t counter = { { 1, TOY_DRAW_THROW, 0, 0 } };
        threefry4x32_key_t key = { { 1, 1, (uint32_t)(i / 4), 1 + (uint32_t)(i / 2 % 2) } };
        cr_expect(luck[i * 2 + 1] == (float)chance_cell(threefry4x32_R(20, counter, key).v[0]), "run %ld", i);
    }
}

Test(ensemble, leaves_out_what_a_study_leaves_out)
{
    computed(
        &t, &block,
        "months: 4\nreplicates: 1\nwalk.loud: true\narms: { a: { without: [throw] }, b: { without: [throw, loudness] },"
        " c: { without: [throw, climb] }, d: { without: [read] } }\n");
    cr_expect(outcome(&block, TOY_HEIGHT, 0) == 1.5 && outcome(&block, TOY_HEIGHT, 1) == 1 &&
              outcome(&block, TOY_HEIGHT, 2) == 0);
    cr_expect(height_in(&block, 3, 3) == 0);
}

/** Threads of this process; those of OpenMP stay for the next block. */
static int threads_here(void)
{
    int count = 0;
    DIR *tasks = opendir("/proc/self/task");
    for (const struct dirent *entry = NULL; (entry = readdir(tasks)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(tasks);
    return count;
}

Test(ensemble, starts_no_second_thread_for_a_few_milliseconds_of_work)
{
    int before = threads_here();
    computed(&t, &block, "months: 12\nreplicates: 64\nhistories: none\n");
    cr_expect(threads_here() == before);
    ensemble_ends();
    computed(&t, &block, "months: 12000\nreplicates: 64\nhistories: none\n");
    cr_expect(threads_here() == before + 1);
}

Test(ensemble, runs_of_an_impossible_world_fail_and_their_neighbours_do_not)
{
    struct trial good;
    struct sim_block others;
    computed(&t, &block, "months: 5\nreplicates: 7\ndesign: { grid: { walk.walkers: [2, 13, 5] } }\n");
    computed(&good, &others, "months: 5\nreplicates: 7\ndesign: { grid: { walk.walkers: [2, 4, 5] } }\n");
    for (long i = 0; i < 21; i++) {
        bool impossible = i % 3 == 1;
        cr_expect(block.status[i] == (impossible ? SIM_RUN_FAILED : SIM_RUN_DONE), "run %ld", i);
        cr_expect(block.reason[i] == (impossible ? SIM_REASON_WORLD : 0));
        cr_expect(impossible ? isnan(outcome(&block, TOY_HEIGHT, i))
                             : outcome(&block, TOY_HEIGHT, i) == outcome(&others, TOY_HEIGHT, i));
    }
    done(&good, &others);
}

Test(ensemble, a_broken_invariant_fails_its_lane_alone)
{
    /* Heights after 8 months without luck: 0.8, 1.6, 2.4, 3.2; the ceiling is 2. */
    computed(&t, &block,
             "months: 8\nreplicates: 1\nwalk: { luck: 0, ceiling: 2 }\ndesign: { grid: { walk.gain: [0.1, 0.2, 0.3, "
             "0.4] } }\n");
    for (long i = 0; i < 4; i++) {
        cr_expect(block.status[i] == (i < 2 ? SIM_RUN_DONE : SIM_RUN_FAILED));
        cr_expect(block.reason[i] == (i < 2 ? 0 : 1 + TOY_UNDER_CEILING));
        cr_expect(fabs(outcome(&block, TOY_HEIGHT, i) - 0.8 * (double)(i + 1)) < 1e-6);
    }
}

Test(ensemble, an_endless_outcome_fails_its_run_and_is_no_number)
{
    computed(&t, &block, "months: 3\nreplicates: 1\ndesign: { grid: { walk.steps: [8, 9] } }\n");
    cr_expect(block.status[0] == SIM_RUN_DONE && block.status[1] == SIM_RUN_FAILED &&
              block.reason[1] == SIM_REASON_INFINITE);
    cr_expect(isnan(outcome(&block, TOY_SPEED, 1)) && isfinite(outcome(&block, TOY_HEIGHT, 1)));
}

Test(ensemble, hundreds_of_shapes_in_one_block_keep_their_own_worlds)
{
    computed(&t, &block,
             "months: 1\nreplicates: 2\nwalk: { luck: 1, gain: 0 }\ndesign: { list: { walk.walkers: [1, 2, 3, 4, 5, 6, "
             "7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, "
             "35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, "
             "61, 62, 63, 64, 1, 2, 3] } }\n");
    const float *first = block.histories + TOY_FIRST_LUCK * block.count,
                *last = block.histories + TOY_LAST_LUCK * block.count;
    cr_expect(first[0] == last[0] && first[0] == first[5]); /* one walker: the first is the last */
    cr_expect(fabs(outcome(&block, TOY_HEIGHT, 0) - ((double)first[0] - 0.5)) < 1e-7);
    cr_expect(fabs(outcome(&block, TOY_HEIGHT, 1) - (((double)first[1] + (double)last[1]) / 2 - 0.5)) < 1e-7);
    cr_expect(outcome(&block, TOY_HEIGHT, 63) == outcome(&block, TOY_HEIGHT, 0));
}

/** The kernel that advances one run at a time, which takes longest. */
static const struct sim_kernel *slowest(void)
{
    int last = 0;
    while (toy.kernels[last + 1] != NULL)
        last++;
    return toy.kernels[last];
}

Test(ensemble, leaves_a_block_between_two_months_and_later_computes_what_is_absent)
{
    struct sim_block whole;
    struct sim_ensemble ensemble;
    volatile sig_atomic_t stop = 1;
    long absent = 0;

    computed(&t, &whole, "months: 120\nreplicates: 64\nwalk.walkers: 64\n");
    cr_assert(sim_ensemble_init(&ensemble, &t.plan, slowest(), 1, &t.errors) == SIM_OK);
    cr_assert(sim_block_init(&block, &t.plan, 0, &t.errors) == SIM_OK);
    ensemble.stop = &stop;
    ensemble.patience = 1e-9; /* over when the first month of the first run ends */
    cr_expect(sim_ensemble_run(&ensemble, &block, &t.errors) == SIM_STOPPED);
    for (long i = 0; i < block.count; i++)
        absent += block.status[i] == SIM_RUN_ABSENT;
    cr_expect(absent == 64 && t.errors.count == 0);

    stop = 0;
    cr_expect(sim_ensemble_run(&ensemble, &block, &t.errors) == SIM_OK);
    cr_expect(memcmp(block.outcomes, whole.outcomes, 64 * TOY_OUTCOMES * sizeof(double)) == 0);
    cr_expect(memcmp(block.histories, whole.histories, 64L * TOY_HISTORIES * 120 * sizeof(float)) == 0);
    sim_ensemble_free(&ensemble);
    sim_block_free(&whole);
}
