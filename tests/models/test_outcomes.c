/* test_outcomes.c - what runs end in: outcomes that can tell one run from another, and all the regimes of the theory.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "whole.h"

/** Outcomes that lie within a thousandth of an end of their scale on the mean, or never vary, as words. Fails where
 * one lies outside its scale. */
static const char *stuck_outcomes(const struct whole *w)
{
    static char text[512];
    text[0] = '\0';
    for (int o = 0; o < OUTCOMES_COUNT; o++) {
        const struct sim_series *series = &collaboration.outcomes[o];
        double sum = 0, squares = 0, n = 0;
        for (long r = 0; r < w->study.replicates; r++) {
            double x = whole_outcome(w, r, o);
            if (!isnan(x)) {
                cr_expect(x >= series->low && x <= series->high, "%s = %g", series->name, x);
                sum += x;
                squares += x * x;
                n++;
            }
        }
        double mean = sum / n, variance = squares / n - mean * mean;
        if (!(mean > series->low + 0.001 && mean < series->high - 0.001 && variance > 1e-12)) {
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", series->name);
        }
    }
    return text;
}

WHOLE_OF(outcomes);
TestSuite(regimes, .fini = end);

/* The one forum is imposed, so that a duty keeps its members, and with level money it lives; nothing merges, and
 * nothing lies between forums. Nobody misses the time of its seats at home, so that it gains. */
Test(outcomes, of_the_default_area_stick_to_no_end_but_where_they_must)
{
    whole_init(&w, "replicates: 256\nfates.pain: 0.28\n");
    const char *stuck = stuck_outcomes(&w);
    cr_expect(strcmp(stuck, "slow_share painful_share dead_share merged_share dismissed purpose_between ") == 0,
              "stuck: %s", stuck);
}

Test(outcomes, of_a_rich_area_in_hard_times_stick_to_no_end_but_that_nothing_merges)
{
    whole_init(&w,
               "%sreplicates: 64\ncontext.need: 0.85\nleaders: { battles: 0.3, tactic: dismiss, acts: 2 "
               "}\nagenda.stall_months: 4\npeople.mandate: 0.2\nstructure.exit: 0.1\nfates.pain: 0.15\n",
               rich_area());
    const char *stuck = stuck_outcomes(&w);
    cr_expect(strcmp(stuck, "merged_share ") == 0, "stuck: %s", stuck);
}

/** A latin hypercube over the plausible range of every number that can be sampled, as text. */
static char *all_plausible(int points)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fprintf(out, "replicates: 1\ndesign:\n  latin_hypercube:\n    points: %d\n    factors:\n", points);
    for (int i = 0; i < collaboration.params.count; i++) {
        const struct sim_param *param = &collaboration.params.list[i];
        if (param->role != SIM_CONSTANT && !param->shapes && param->kind != SIM_CHOICE && param->from < param->to) {
            fprintf(out, "      %s: plausible\n", param->name);
        }
    }
    fclose(out);
    return text;
}

/* That inertia is what mostly happens is what the theory says of practice. */
Test(regimes, all_five_occur_within_the_plausible_ranges_and_inertia_most)
{
    long counts[5] = { 0 };
    char *text = all_plausible(400);
    whole_init(&w, "%s", text);
    for (long run = 0; run < 400; run++) {
        cr_assert(w.reason[run] == 0, "world %ld breaks invariant %d", run, w.reason[run]);
        counts[(int)whole_outcome(&w, run, OUTCOME_regime)]++;
    }
    for (int regime = REGIME_advantage; regime <= REGIME_collapse; regime++)
        cr_expect(counts[regime] > 0, "regime %d never occurs", regime);
    long inertia = counts[REGIME_slow_inertia] + counts[REGIME_painful_inertia];
    long advantage = counts[REGIME_advantage] + counts[REGIME_hard_won_advantage];
    cr_expect(inertia > 2 * advantage, "%ld in inertia, %ld with advantage", inertia, advantage);
    free(text);
}
