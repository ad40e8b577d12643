/* match_tables.c - kept worlds, patterns and factors as tables, and the tables in sentences. */
#include "match_tables.h"

#include <math.h>
#include <stdlib.h>

#include "../read/reading.h"
#include "../run/moments.h"

const char *const sim_match_suffixes[SIM_MATCH_SHEETS] = { "", "_values", "_patterns", "_pairs", "_factors", "_waves" };

static const char *const pattern_columns[] = { "pattern", "low", "high",    "must", "alone",
                                               "last",    "met", "nearest", "luck" };
static const char *const pair_columns[] = { "pattern", "other", "met", "other_met", "both_met", "conflict" };
static const char *const factor_columns[] = { "factor",     "role",           "unit",        "prior_low",
                                              "prior_high", "matched_median", "matched_low", "matched_high",
                                              "distance",   "line",           "learned" };
static const char *const wave_columns[] = { "wave", "worlds", "part", "kept" };

static const struct sim_param *param_of(const struct sim_matching_run *found, int factor)
{
    return &found->waves[0].plan.model->params.list[found->study->design.factors[factor].param];
}

/** Columns: `world`, and then those of the factors or patterns. NULL without memory. */
static const char **columns_of(const struct sim_matching_run *found, bool patterns)
{
    int count = patterns ? found->study->matching->patterns_count : found->study->design.factors_count;
    const char **columns = calloc((size_t)count + 2, sizeof *columns);

    for (int i = 0; columns != NULL && i <= count; i++)
        columns[i] = i == 0     ? sim_keys[SIM_KEY_list_world].name
                     : patterns ? found->study->matching->patterns[i - 1].name
                                : param_of(found, i - 1)->name;
    return columns;
}

static bool worlds_fill(struct sim_sheet *worlds, struct sim_sheet *values, const struct sim_matching_run *found)
{
    int factors = found->study->design.factors_count, patterns = found->study->matching->patterns_count;
    double *row = calloc((size_t)factors + 1, sizeof *row);
    *worlds =
        (struct sim_sheet){ .title = "worlds", .columns = columns_of(found, false), .columns_count = factors + 1 };
    *values =
        (struct sim_sheet){ .title = "values", .columns = columns_of(found, true), .columns_count = patterns + 1 };
    bool good = row != NULL && worlds->columns != NULL && values->columns != NULL;

    for (long i = 0; good && i < found->rows_count; i++) {
        sim_matching_row(found, found->rows[i], row);
        sim_sheet_number(worlds, (double)found->rows[i]);
        for (int f = 0; f < factors; f++)
            sim_sheet_value(worlds, param_of(found, f), row[f]);
        sim_sheet_number(values, (double)found->rows[i]);
        sim_sheet_numbers(values, found->values + i * patterns, (size_t)patterns);
    }
    free(row);
    return good;
}

static void patterns_fill(struct sim_sheet *sheet, const struct sim_matching_run *found)
{
    const struct sim_matching *matching = found->study->matching;
    *sheet = SIM_SHEET("patterns", pattern_columns);

    for (int i = 0; i < matching->patterns_count; i++) {
        const struct sim_pattern *pattern = &matching->patterns[i];
        const struct sim_sieve *sieve = &found->tally.sieves[i];
        sim_sheet_word(sheet, pattern->name);
        SIM_SHEET_PUT(sheet, isfinite(pattern->low) ? pattern->low : (double)NAN,
                      isfinite(pattern->high) ? pattern->high : (double)NAN);
        sim_sheet_word(sheet, pattern->must ? "yes" : "no");
        SIM_SHEET_PUT(sheet, (double)sieve->alone, (double)sieve->last, (double)sieve->met, sieve->value,
                      found->luck[i]);
    }
}

/** Are two patterns met by some worlds each, and never both? */
static bool conflict(const struct sim_tally *tally, int i, int k)
{
    return tally->sieves[i].met > 0 && tally->sieves[k].met > 0 &&
           tally->both[i * tally->matching->patterns_count + k] == 0;
}

static void pairs_fill(struct sim_sheet *sheet, const struct sim_matching_run *found)
{
    const struct sim_tally *tally = &found->tally;
    int patterns = tally->matching->patterns_count;
    *sheet = SIM_SHEET("pairs", pair_columns);

    for (int i = 0; i < patterns; i++)
        for (int k = i + 1; k < patterns; k++) {
            sim_sheet_word(sheet, tally->matching->patterns[i].name);
            sim_sheet_word(sheet, tally->matching->patterns[k].name);
            SIM_SHEET_PUT(sheet, (double)tally->sieves[i].met, (double)tally->sieves[k].met,
                          (double)tally->both[i * patterns + k]);
            sim_sheet_word(sheet, conflict(tally, i, k) ? "yes" : "no");
        }
}

static bool is_learned(const struct sim_matching_run *found, int factor)
{
    return found->learned[factor].distance > found->line;
}

/** Places of factors by their distance, largest first. NULL without memory. */
static int *by_distance(const struct sim_matching_run *found)
{
    int factors = found->study->design.factors_count, *order = calloc((size_t)factors + 1, sizeof *order);
    for (int i = 0; order != NULL && i < factors; i++) {
        int at = i;
        for (; at > 0 && found->learned[order[at - 1]].distance < found->learned[i].distance; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

static bool factors_fill(struct sim_sheet *sheet, const struct sim_matching_run *found)
{
    int *order = by_distance(found);
    *sheet = SIM_SHEET("factors", factor_columns);

    for (int i = 0; order != NULL && i < found->study->design.factors_count; i++) {
        const struct sim_param *param = param_of(found, order[i]);
        const struct sim_learned *learned = &found->learned[order[i]];
        sim_sheet_word(sheet, param->name);
        sim_sheet_word(sheet, sim_role_text(param->role));
        sim_sheet_word(sheet, param->unit);
        sim_sheet_value(sheet, param, learned->prior[0]);
        sim_sheet_value(sheet, param, learned->prior[2]);
        sim_sheet_value(sheet, param, learned->matched[1]);
        sim_sheet_value(sheet, param, learned->matched[0]);
        sim_sheet_value(sheet, param, learned->matched[2]);
        SIM_SHEET_PUT(sheet, learned->distance, found->line);
        sim_sheet_word(sheet, isnan(learned->distance) ? "" : is_learned(found, order[i]) ? "yes" : "no");
    }
    free(order);
    return order != NULL;
}

/** The part of the prior that a wave draws from. */
static double part_of(const struct sim_matching_run *found, int wave)
{
    double part = 1;
    for (int i = 0; found->parts[wave] != NULL && i < found->study->design.factors_count; i++)
        part *= found->parts[wave][i].to - found->parts[wave][i].from;
    return part;
}

static void waves_fill(struct sim_sheet *sheet, const struct sim_matching_run *found)
{
    *sheet = SIM_SHEET("waves", wave_columns);
    for (int k = 0; k < found->waves_count; k++)
        SIM_SHEET_PUT(sheet, k + 1, (double)found->waves[k].count, part_of(found, k), (double)found->kept[k]);
}

enum sim_status sim_match_tables(struct sim_sheet *sheets, const struct sim_matching_run *found,
                                 struct sim_errors *errors)
{
    bool good = worlds_fill(&sheets[SIM_MATCH_WORLDS], &sheets[SIM_MATCH_VALUES], found);

    patterns_fill(&sheets[SIM_MATCH_PATTERNS], found);
    pairs_fill(&sheets[SIM_MATCH_PAIRS], found);
    good = factors_fill(&sheets[SIM_MATCH_FACTORS], found) && good;
    waves_fill(&sheets[SIM_MATCH_WAVES], found);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for tables");
}

void sim_match_tables_free(struct sim_sheet *sheets)
{
    for (int i = SIM_MATCH_WORLDS; i <= SIM_MATCH_VALUES; i++)
        free((void *)(uintptr_t)sheets[i].columns);
    sim_sheets_free(sheets, SIM_MATCH_SHEETS);
}

/* --- in sentences --- */

/** How many worlds more would be enough, if they are kept as often as those so far. */
static void say_yield(const struct sim_matching_run *found)
{
    const struct sim_tally *tally = &found->tally;
    long wanted = found->study->matching->keep;
    double share = found->effective / (double)tally->worlds;

    printf("%ld of %ld worlds are kept", tally->kept_count, tally->worlds);
    if (found->waves_count > 1) {
        printf(", in %d waves; weighted, they are worth %.1f of equal weight\n", found->waves_count, found->effective);
    } else {
        printf(", by rejection alone: an exact sample of the ranges, given the patterns\n");
    }
    printf("%ld were excluded by the first replicate, %ld by %ld, %ld by %ld; in %ld a run failed\n",
           tally->fell[SIM_FELL_FIRST], tally->fell[SIM_FELL_SCREEN], found->study->matching->screen,
           tally->fell[SIM_FELL_LAST], found->study->matching->replicates, tally->fell[SIM_FELL_FAILED]);
    if (found->effective >= (double)wanted) {
        return;
    }
    if (tally->kept_count > 0) {
        printf("fewer than the %ld that are wanted: at this rate about %.0f worlds more would do\n", wanted,
               ceil((double)wanted / share - (double)tally->worlds));
    } else {
        printf("no world is kept, so at most one in %.0f would be (95 %%): to keep %ld draw %.0f or more, or look at "
               "the patterns below\n",
               (double)tally->worlds / 3, wanted, (double)wanted * (double)tally->worlds / 3);
    }
    if (found->stuck) {
        printf("no further wave was drawn: the nearest worlds lie in no narrower range of any factor\n");
    }
}

/** "18..60", "at least 0.25". */
static void interval_text(const struct sim_pattern *pattern, char *text, size_t size)
{
    if (isinf(pattern->high)) {
        snprintf(text, size, "at least %g", pattern->low);
    } else if (isinf(pattern->low)) {
        snprintf(text, size, "at most %g", pattern->high);
    } else {
        snprintf(text, size, "%g..%g", pattern->low, pattern->high);
    }
}

static void say_patterns(const struct sim_matching_run *found)
{
    const struct sim_tally *tally = &found->tally;
    int patterns = tally->matching->patterns_count;
    char wanted[80];

    for (int i = 0; i < patterns; i++)
        if (tally->sieves[i].met == 0) {
            interval_text(&tally->matching->patterns[i], wanted, sizeof wanted);
            printf("no world meets %s (%s)", tally->matching->patterns[i].name, wanted);
            tally->sieves[i].world < 0
                ? printf(": none has such a number\n")
                : printf("; the nearest, world %ld, has %.4g (%ld replicate%s)\n", tally->sieves[i].world,
                         tally->sieves[i].value, tally->sieves[i].replicates,
                         tally->sieves[i].replicates > 1 ? "s" : "");
        }
    for (int i = 0; i < patterns; i++)
        for (int k = i + 1; k < patterns; k++)
            if (conflict(tally, i, k)) {
                printf("no world meets both %s and %s: %ld worlds meet the first, %ld the second\n",
                       tally->matching->patterns[i].name, tally->matching->patterns[k].name, tally->sieves[i].met,
                       tally->sieves[k].met);
            }
}

/** Where no world is kept: which came nearest, in how many replicates, and what they miss. */
static void say_nearest(const struct sim_matching_run *found)
{
    const struct sim_tally *tally = &found->tally;
    int patterns = tally->matching->patterns_count;
    char wanted[80];

    for (int i = 0; tally->kept_count == 0 && i < tally->nearest_count; i++) {
        const double *values = found->near_values + (long)i * patterns;
        int missed = 0;
        printf("near: world %ld (%ld replicate%s)", tally->nearest[i].world, tally->nearest[i].replicates,
               tally->nearest[i].replicates > 1 ? "s" : "");
        for (int p = 0; p < patterns; p++) {
            const struct sim_pattern *pattern = &tally->matching->patterns[p];
            double gap = sim_pattern_gap(pattern, values[p]);
            interval_text(pattern, wanted, sizeof wanted);
            if (gap > 0) {
                printf("%s %s with %.4g, for %s", missed++ > 0 ? "," : " misses", pattern->name, values[p], wanted);
            }
        }
        printf(missed > 0 ? "\n" : " misses nothing in its few replicates\n");
    }
}

int sim_match_learned(const struct sim_matching_run *found)
{
    int learned = 0;
    for (int i = 0; i < found->study->design.factors_count; i++)
        learned += is_learned(found, i);
    return learned;
}

static void say_learned(const struct sim_matching_run *found)
{
    int factors = found->study->design.factors_count, learned = sim_match_learned(found);

    if (found->tally.kept_count > 0) {
        printf("of %d factors %d are known better than before; of the other %d nothing was learned (distance under the "
               "line %.3g)\n",
               factors, learned, factors - learned, found->line);
    }
}

void sim_match_say(const struct sim_matching_run *found)
{
    say_yield(found);
    say_patterns(found);
    say_nearest(found);
    say_learned(found);
}
