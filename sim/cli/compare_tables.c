/* compare_tables.c - effects, shares, regimes, the best arm and quantiles as rows of tables. */
#include "compare_tables.h"

#include <stdlib.h>

#include "../ask/multiple.h"
#include "../ask/signs.h"

/** Put month, entity, or word of a share, where there is one; and the outcome. */
static void put_what(struct sim_sheet *sheet, const struct sim_compared *compared, const char *history)
{
    char word[128];
    if (compared->month > 0) {
        sim_sheet_number(sheet, compared->month - 1);
    }
    if (compared->entity != NULL) {
        sim_sheet_word(sheet, compared->entity);
    }
    if (compared->word >= 0) {
        sim_word_at(compared->outcome->choices, compared->word, word, sizeof word);
        sim_sheet_word(sheet, word);
    }
    sim_sheet_word(sheet, history != NULL ? history : compared->outcome->name);
}

/** Put arm, reference arm and, if rows are of points or levels, which one. */
static void put_place(struct sim_sheet *sheet, const struct sim_compare *compare, long group, int arm)
{
    const struct sim_study *study = compare->plan->study;
    sim_sheet_word(sheet, study->arms[arm].name);
    sim_sheet_word(sheet, study->arms[compare->against].name);
    sim_sheet_number(sheet, compare->by_group ? (double)group : (double)NAN);
}

static const char *regimes_word(enum sim_regimes regimes)
{
    return regimes == SIM_TWO_REGIMES ? "yes" : regimes == SIM_ONE_REGIME ? "no" : "";
}

/** Is a row empty? An entity may lack an outcome in all runs, and a history its first months. */
static bool is_empty(const struct sim_compared *compared, double mean, double other)
{
    return (compared->entity != NULL || compared->month > 0) && isnan(mean) && isnan(other);
}

static void put_method(struct sim_sheet *sheet, const struct sim_compare *compare, enum sim_method method, double low)
{
    sim_sheet_word(sheet, method == SIM_NO_INTERVAL ? "" : sim_method_word(method));
    sim_sheet_word(sheet, isnan(low) ? "" : sim_compare_over(compare));
}

static void put_effect(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish,
                       long group, int arm, int outcome)
{
    const struct sim_effect effect = sim_compare_effect(compare, group, arm, outcome);

    if (is_empty(&compare->compared[outcome], effect.mean, effect.mean_against)) {
        return;
    }
    put_what(sheet, &compare->compared[outcome], wish->history);
    put_place(sheet, compare, group, arm);
    SIM_SHEET_PUT(sheet, effect.mean_against, effect.mean, effect.difference, effect.interval.low, effect.interval.high,
                  effect.together.low, effect.together.high, effect.p, effect.positive_share, effect.negative_share,
                  effect.resolvable, (double)effect.n, (double)effect.missing, effect.whatever.low,
                  effect.whatever.high);
    put_method(sheet, compare, effect.method, effect.interval.low);
    sim_sheet_word(sheet, regimes_word(effect.regimes));
    sim_sheet_word(sheet, isnan(wish->worth)                                                     ? ""
                          : sim_compare_is_negligible(compare, group, arm, outcome, wish->worth) ? "yes"
                                                                                                 : "no");
}

/* Each list begins with what only entities, shares or months have: other tables leave the first out. */
#define EFFECT_COLUMNS                                                                                                 \
    "outcome", "arm", "against", "point", "mean_against", "mean", "difference", "low", "high", "low_all", "high_all",  \
        "p_holm", "positive_share", "negative_share", "resolvable", "n", "missing", "low_missing", "high_missing",     \
        "method", "over", "two_regimes", "negligible"
static const char *const effect_columns[] = { "entity", EFFECT_COLUMNS };
static const char *const share_columns[] = { "regime", EFFECT_COLUMNS };
static const char *const month_columns[] = { "month", EFFECT_COLUMNS };

/** A table without rows. `columns`: of entities or months, of which the first is left out where the run's outcomes are
 * compared. */
static struct sim_sheet sheet_of(const char *title, const char *const *columns, size_t count,
                                 const struct sim_compare_wish *wish)
{
    int less = !wish->entities && wish->history == NULL;
    return (struct sim_sheet){ .title = title, .columns = columns + less, .columns_count = (int)count - less };
}
#define SHEET(title, columns, wish) sheet_of(title, columns, sizeof(columns) / sizeof(columns)[0], wish)

static bool is_number(const struct sim_compared *compared)
{
    return compared->number->choices == NULL && compared->word < 0;
}

void sim_effects_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish,
                      bool shares)
{
    *sheet = shares                  ? SHEET("shares", share_columns, wish)
             : wish->history != NULL ? SHEET("effects", month_columns, wish)
                                     : SHEET("effects", effect_columns, wish);
    for (int i = 0; i < compare->outcomes; i++)
        for (int arm = 0; arm < compare->arms; arm++)
            for (long group = 0; group < compare->groups; group++)
                if (wish->wanted[i] && arm != compare->against &&
                    (shares ? compare->compared[i].word >= 0 : is_number(&compare->compared[i]))) {
                    put_effect(sheet, compare, wish, group, arm, i);
                }
}

#define LEVEL_COLUMNS                                                                                                  \
    "outcome", "arm", "point", "mean", "low", "high", "n", "missing", "low_missing", "high_missing", "method", "over"
static const char *const level_columns[] = { "entity", LEVEL_COLUMNS };
static const char *const month_level_columns[] = { "month", LEVEL_COLUMNS };

static void put_level(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish,
                      long group, int arm, int outcome)
{
    const struct sim_level level = sim_compare_level(compare, group, arm, outcome);

    if (is_empty(&compare->compared[outcome], level.mean, level.mean)) {
        return;
    }
    put_what(sheet, &compare->compared[outcome], wish->history);
    sim_sheet_word(sheet, compare->plan->study->arms[arm].name);
    SIM_SHEET_PUT(sheet, compare->by_group ? (double)group : (double)NAN, level.mean, level.interval.low,
                  level.interval.high, (double)level.n, (double)level.missing, level.whatever.low, level.whatever.high);
    put_method(sheet, compare, level.method, level.interval.low);
}

void sim_levels_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish)
{
    *sheet = wish->history != NULL ? SHEET("levels", month_level_columns, wish) : SHEET("levels", level_columns, wish);
    for (int i = 0; i < compare->outcomes; i++)
        for (int arm = 0; arm < compare->arms; arm++)
            for (long group = 0; group < compare->groups; group++)
                if (wish->wanted[i] && is_number(&compare->compared[i])) {
                    put_level(sheet, compare, wish, group, arm, i);
                }
}

static void put_regime(struct sim_sheet *sheet, const struct sim_compare *compare, long group, int arm, int outcome)
{
    const struct sim_series *series = compare->compared[outcome].outcome;
    char word[128];
    for (int choice = 0; sim_word_at(series->choices, choice, word, sizeof word), word[0] != '\0'; choice++) {
        const struct sim_ended ended = sim_compare_regime(compare, group, arm, outcome, choice);
        put_what(sheet, &compare->compared[outcome], NULL);
        sim_sheet_word(sheet, compare->plan->study->arms[arm].name);
        sim_sheet_number(sheet, compare->by_group ? (double)group : (double)NAN);
        sim_sheet_word(sheet, word);
        SIM_SHEET_PUT(sheet, ended.n > 0 ? (double)ended.count / (double)ended.n : (double)NAN, ended.share.low,
                      ended.share.high, (double)ended.count, (double)ended.n, ended.difference, ended.interval.low,
                      ended.interval.high);
    }
}

static const char *const regime_columns[] = { "entity",         "outcome", "arm",        "point",
                                              "regime",         "share",   "low",        "high",
                                              "count",          "n",       "difference", "difference_low",
                                              "difference_high" };

void sim_regimes_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish)
{
    *sheet = SHEET("regimes", regime_columns, wish);
    for (int i = 0; i < compare->outcomes; i++)
        for (int arm = 0; arm < compare->arms; arm++)
            for (long group = 0; group < compare->groups; group++)
                if (wish->wanted[i] && compare->compared[i].number->choices != NULL) {
                    put_regime(sheet, compare, group, arm, i);
                }
}

/* --- in how many worlds --- */

static const char *const sign_columns[] = { "entity",      "outcome",   "arm",        "against", "point",
                                            "share_above", "above_low", "above_high", "worlds",  "replicates" };

static void put_sign(struct sim_sheet *sheet, const struct sim_signs *signs, int arm, int outcome)
{
    struct sim_world_share share;

    if (!sim_signs_share(signs, arm, outcome, &share)) {
        sheet->lost = true;
        return;
    }
    put_what(sheet, &signs->compare->compared[outcome], NULL);
    put_place(sheet, signs->compare, 0, arm);
    SIM_SHEET_PUT(sheet, share.share, share.low, share.high, (double)share.worlds,
                  (double)signs->compare->plan->replicates);
}

enum sim_status sim_signs_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                               const struct sim_compare_wish *wish, const char *out, struct sim_errors *errors)
{
    struct sim_signs signs;
    enum sim_status status;

    *sheet = SHEET("signs", sign_columns, wish);
    if (!compare->by_world || compare->by_group || wish->history != NULL ||
        compare->plan->study->design.worlds == NULL || compare->arms < 2) {
        return SIM_OK;
    }
    status = sim_signs_init(&signs, compare, wish->wanted, out, errors);
    for (int i = 0; i < compare->outcomes && status == SIM_OK; i++)
        for (int arm = 0; arm < compare->arms; arm++)
            if (wish->wanted[i] && is_number(&compare->compared[i]) && arm != compare->against) {
                put_sign(sheet, &signs, arm, i);
            }
    sim_signs_free(&signs);
    return status;
}

/* --- which arm, and quantiles --- */

static const char *const best_columns[] = { "entity", "outcome",      "best",          "arm",
                                            "point",  "distance_low", "distance_high", "may_be_best" };

static enum sim_status put_best(struct sim_sheet *sheet, const struct sim_compare *compare, long group, int outcome,
                                bool low, struct sim_errors *errors)
{
    struct sim_interval *distances = calloc((size_t)compare->arms, sizeof *distances);
    bool good = distances != NULL && sim_compare_best(compare, group, outcome, low, distances);

    for (int arm = 0; good && arm < compare->arms; arm++) {
        if (isnan(distances[arm].high)) {
            continue;
        }
        put_what(sheet, &compare->compared[outcome], NULL);
        sim_sheet_word(sheet, low ? "lowest" : "highest");
        sim_sheet_word(sheet, compare->plan->study->arms[arm].name);
        SIM_SHEET_PUT(sheet, compare->by_group ? (double)group : (double)NAN, distances[arm].low, distances[arm].high);
        sim_sheet_word(sheet, sim_may_be_best(distances[arm]) ? "yes" : "no");
    }
    free(distances);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory to compare arms with the best");
}

enum sim_status sim_best_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                              const struct sim_compare_wish *wish, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    *sheet = SHEET("best", best_columns, wish);
    for (int i = 0; i < compare->outcomes && wish->history == NULL; i++)
        for (long group = 0; group < compare->groups; group++)
            for (int low = 0; low < 2 && compare->arms > 2; low++)
                if (status == SIM_OK && wish->wanted[i] && is_number(&compare->compared[i])) {
                    status = put_best(sheet, compare, group, i, low == 1, errors);
                }
    return status;
}

static const char *const quantile_columns[] = { "entity",     "outcome",  "arm",           "against",
                                                "point",      "quantile", "value_against", "value",
                                                "difference", "low",      "high" };

void sim_quantiles_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish)
{
    *sheet = SHEET("quantiles", quantile_columns, wish);
    for (int i = 0; i < compare->outcomes && !isnan(wish->quantile); i++)
        for (int arm = 0; arm < compare->arms; arm++)
            for (long group = 0; group < compare->groups; group++)
                if (wish->wanted[i] && is_number(&compare->compared[i]) && arm != compare->against) {
                    const struct sim_quantile found = sim_compare_quantile(compare, group, arm, i, wish->quantile);
                    put_what(sheet, &compare->compared[i], NULL);
                    put_place(sheet, compare, group, arm);
                    SIM_SHEET_PUT(sheet, wish->quantile, found.value_against, found.value, found.difference,
                                  found.interval.low, found.interval.high);
                }
}
