/* verdict.c - words for intervals, and the share of worlds behind noisy signs. */
#include "verdict.h"

#include <math.h>
#include <stdlib.h>

/* Six equal numbers out of six have the sign that they show, at 5 % (2^-5); 59 leave one world in twenty that differs.
 */
enum { SIX = 6, FIFTY_NINE = 59 };

/* --- one finding --- */

/** The answer where all replicates have the same number: a sign test, since there is no interval. */
static enum sim_answer answer_of_equals(const struct sim_finding *finding)
{
    double bar = finding->tolerance ? -finding->least : 0;
    if (finding->n < SIX) {
        return SIM_UNDECIDED;
    }
    if (finding->tolerance ? finding->found >= bar : finding->found > 0 && finding->found >= finding->least) {
        return SIM_HOLDS;
    }
    if (finding->found < bar) {
        return SIM_OPPOSITE;
    }
    return finding->found < finding->least && finding->n >= FIFTY_NINE ? SIM_NEGLIGIBLE : SIM_UNDECIDED;
}

enum sim_answer sim_finding_answer(const struct sim_finding *finding)
{
    double bar = finding->tolerance ? -finding->least : 0;

    if (finding->equal) {
        return answer_of_equals(finding);
    }
    if (isnan(finding->low) || isnan(finding->high)) {
        return SIM_UNDECIDED;
    }
    if (finding->tolerance ? finding->low >= bar : finding->low > 0 && finding->found >= finding->least) {
        return SIM_HOLDS;
    }
    if (finding->high_all < bar) {
        return SIM_OPPOSITE;
    }
    bool near = finding->low_near > -finding->least && finding->high_near < finding->least;
    return !finding->tolerance && near ? SIM_NEGLIGIBLE : SIM_UNDECIDED;
}

/** Order of the answers: those that fail come first, then undecided, then those that hold. */
static int rank_of(enum sim_answer answer)
{
    static const int rank[] = { [SIM_OPPOSITE] = 0, [SIM_NEGLIGIBLE] = 1, [SIM_UNDECIDED] = 2, [SIM_HOLDS] = 3 };
    return rank[answer];
}

enum sim_answer sim_findings_answer(const struct sim_finding *findings, int count)
{
    enum sim_answer all = count > 0 ? SIM_HOLDS : SIM_UNDECIDED;
    for (int i = 0; i < count; i++) {
        enum sim_answer one = sim_finding_answer(&findings[i]);
        all = rank_of(one) < rank_of(all) ? one : all;
    }
    return all;
}

/** Does `a` decide the answer rather than `b`? */
static bool is_weaker(const struct sim_finding *a, const struct sim_finding *b)
{
    int x = rank_of(sim_finding_answer(a)), y = rank_of(sim_finding_answer(b));
    if (x != y) {
        return x < y;
    }
    return a->tolerance != b->tolerance ? b->tolerance : a->low < b->low;
}

const struct sim_finding *sim_findings_weakest(const struct sim_finding *findings, int count)
{
    const struct sim_finding *weakest = count > 0 ? &findings[0] : NULL;
    for (int i = 1; i < count; i++)
        weakest = is_weaker(&findings[i], weakest) ? &findings[i] : weakest;
    return weakest;
}

enum sim_ablation sim_ablation_of(enum sim_answer ablated, const struct sim_finding *changes, int count)
{
    if (ablated == SIM_HOLDS) {
        return SIM_ABLATION_HOLDS;
    }
    for (int i = 0; i < count; i++)
        if (changes[i].low_all > 0 || (changes[i].equal && changes[i].n >= SIX && changes[i].found > 0)) {
            return SIM_ABLATION_SHOWS;
        }
    return SIM_ABLATION_OPEN;
}

/* --- worlds --- */

/** The distribution of one finding's true effect over all worlds. */
struct prior {
    double mean, variance, of_mean; /* true effects; and how well their mean is known */
    double luck;                    /* mean variance that luck leaves in a world */
};

enum { PRIOR_FREEDOM = 4 }; /* few replicates show their spread badly: that of all worlds counts as five more */

static double luck_of(const struct sim_finding *finding, double pooled)
{
    double own = finding->error * finding->error, freedom = (double)(finding->n - 1);
    return isnan(own) ? pooled : (own * freedom + pooled * PRIOR_FREEDOM) / (freedom + PRIOR_FREEDOM);
}

static struct prior prior_of(const struct sim_finding *findings, int count, int k, const long *pick, long worlds)
{
    struct sim_moments found = { 0 }, luck = { 0 };
    for (long w = 0; w < worlds; w++) {
        const struct sim_finding *finding = &findings[pick[w] * count + k];
        sim_moments_add(&found, finding->found);
        sim_moments_add(&luck, finding->error * finding->error);
    }
    double seen = sim_moments_variance(&found), noise = luck.n > 0 ? luck.mean : 0;
    return (struct prior){ found.mean, seen > noise ? seen - noise : 0, seen / (double)found.n, noise };
}

/** Probability that a world's true effect passes its bar, given what was found in it; 0 where nothing was. */
static double chance_of(const struct sim_finding *finding, const struct prior *prior, bool either)
{
    double bar = finding->tolerance ? -finding->least : 0, luck = luck_of(finding, prior->luck);
    if (isnan(finding->found)) {
        return 0;
    }
    double own = prior->variance + luck > 0 ? prior->variance / (prior->variance + luck) : 1;
    double mean = prior->mean + own * (finding->found - prior->mean);
    double sd = sqrt(own * luck + (1 - own) * (1 - own) * prior->of_mean);

    if (either) {
        return sd > 0 ? gsl_cdf_ugaussian_P((mean - finding->least) / sd) +
                            gsl_cdf_ugaussian_P((-mean - finding->least) / sd)
                      : fabs(mean) > finding->least;
    }
    return sd > 0 ? gsl_cdf_ugaussian_P((mean - bar) / sd) : finding->tolerance ? mean >= bar : mean > bar;
}

/** Mean over picked worlds of the chance that all findings have their sign. */
static double share_of(const struct sim_finding *findings, const bool *either, int count, const long *pick, long worlds,
                       struct prior *priors)
{
    double sum = 0;
    for (int k = 0; k < count; k++)
        priors[k] = prior_of(findings, count, k, pick, worlds);
    for (long w = 0; w < worlds; w++) {
        double all = 1;
        for (int k = 0; k < count; k++)
            all *= chance_of(&findings[pick[w] * count + k], &priors[k], either[k]);
        sum += all;
    }
    return sum / (double)worlds;
}

bool sim_share_of_worlds(const struct sim_finding *findings, const bool *either, long worlds, int count,
                         struct sim_stream stream, struct sim_world_share *share)
{
    double drawn[SIM_RESAMPLES];
    long *all = calloc((size_t)worlds + 1, sizeof *all), *pick = calloc((size_t)worlds + 1, sizeof *pick);
    struct prior *priors = calloc((size_t)count + 1, sizeof *priors);
    bool good = all != NULL && pick != NULL && priors != NULL;

    *share = (struct sim_world_share){ (double)NAN, (double)NAN, (double)NAN, worlds };
    for (long w = 0; good && w < worlds; w++)
        all[w] = w;
    if (good && worlds > 2) {
        share->share = share_of(findings, either, count, all, worlds, priors);
        for (int b = 0; b < SIM_RESAMPLES; b++) {
            for (long w = 0; w < worlds; w++)
                pick[w] = sim_stream_below(&stream, worlds);
            drawn[b] = share_of(findings, either, count, pick, worlds, priors);
        }
        struct sim_interval ends = sim_percentiles(drawn, SIM_RESAMPLES);
        share->low = fmin(ends.low, sim_exact_share(worlds, worlds).low);
        share->high = fmax(ends.high, sim_exact_share(0, worlds).high);
    }
    free(all);
    free(pick);
    free(priors);
    return good;
}

/* --- the verdict --- */

enum sim_verdict sim_verdict_of(bool descriptive, enum sim_answer own, enum sim_ablation ablation,
                                const struct sim_world_share *share)
{
    static const enum sim_verdict words[] = {
        [SIM_UNDECIDED] = SIM_IS_UNDECIDED, [SIM_OPPOSITE] = SIM_IS_OPPOSITE, [SIM_NEGLIGIBLE] = SIM_IS_NEGLIGIBLE
    };
    if (descriptive) {
        return SIM_DESCRIBED;
    }
    if (own != SIM_HOLDS) {
        return words[own];
    }
    if (ablation == SIM_ABLATION_HOLDS) {
        return SIM_ABLATION_FAILS;
    }
    if (share->high < 0.5) {
        return SIM_SOME_WORLDS;
    }
    return ablation == SIM_ABLATION_SHOWS && share->low > 0.5 ? SIM_REPRODUCED : SIM_IS_UNDECIDED;
}

const char *sim_verdict_word(enum sim_verdict verdict)
{
    static const char *const words[] = { "reproduced",     "opposite",         "negligible", "undecided",
                                         "ablation fails", "only some worlds", "described",  "not run" };
    return words[verdict];
}

const char *sim_answer_word(enum sim_answer answer)
{
    static const char *const words[] = { "undecided", "holds", "opposite", "negligible" };
    return words[answer];
}

const char *sim_ablation_word(enum sim_ablation ablation)
{
    static const char *const words[] = { "undecided", "shows it", "holds without it", "" };
    return words[ablation];
}
