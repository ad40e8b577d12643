/* patterns.c - reads the patterns of a study, and how worlds are screened by them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "reading.h"

void sim_matching_free(struct sim_matching *self)
{
    for (int i = 0; self != NULL && i < self->patterns_count; i++) {
        free(self->patterns[i].name);
        free(self->patterns[i].says);
        free(self->patterns[i].source);
    }
    free(self == NULL ? NULL : self->patterns);
    free(self);
}

const struct sim_series *sim_pattern_series(const struct sim_pattern *self, const struct sim_model *model)
{
    return self->of >= 0                ? &model->outcomes_of[self->of].series
           : self->measure.outcome >= 0 ? &model->outcomes[self->measure.outcome]
                                        : &model->histories[self->measure.history];
}

/* --- what is looked at --- */

/** An outcome of the run, or of entities under the name that it has in the results. */
static void outcome_read(struct sim_reading *reading, const struct sim_node *node, struct sim_pattern *pattern)
{
    const struct sim_model *model = reading->model;
    int count = model->outcomes_of_count;
    char(*texts)[SIM_ENTITY_SIZE] = calloc((size_t)count + 1, sizeof *texts);
    const char **list = calloc((size_t)count + 1, sizeof *list);
    const char *word = sim_node_text(node);

    if (texts == NULL || list == NULL) {
        sim_at(reading, node, "no memory for its outcome");
        goto out;
    }
    for (int i = 0; i < count; i++) {
        sim_extent_name(model, model->outcomes_of[i].extent, model->outcomes_of[i].series.name, texts[i],
                        sizeof texts[i]);
        list[i] = texts[i];
    }
    const struct sim_names lists[] = { SIM_NAMES(model->outcomes, model->outcomes_count), SIM_NAMES(list, count) };
    pattern->measure.outcome = node->kind == SIM_SCALAR ? sim_name_index(lists[0], word) : -1;
    pattern->of = node->kind == SIM_SCALAR ? sim_name_index(lists[1], word) : -1;
    if (pattern->measure.outcome < 0 && pattern->of < 0) {
        sim_at(reading, node, "'%.100s' is no outcome of a run or of its entities%s", word,
               sim_hint_of("outcome", word, model->gone, lists, 2).text);
    }
out:
    free(texts);
    free(list);
}

/** A history in one month, or how much it changed until then. */
static void history_read(struct sim_reading *reading, const struct sim_node *map, struct sim_measure *measure)
{
    const struct sim_model *model = reading->model;
    const struct sim_node *month = sim_key_node(map, SIM_KEY_pattern_month);
    const struct sim_node *since = sim_key_node(map, SIM_KEY_pattern_since);

    measure->history = sim_read_name(reading, sim_key_node(map, SIM_KEY_pattern_history), "history",
                                     SIM_NAMES(model->histories, model->histories_count));
    measure->month = (int)sim_read_whole(reading, month, 1, reading->study->months, reading->study->months);
    measure->since = (int)sim_read_whole(reading, since, 1, reading->study->months, 0);
    if (month == NULL) {
        sim_at(reading, map, "a history wants month: the month to read, 1..%d", reading->study->months);
    } else if (since != NULL && measure->since >= measure->month) {
        sim_at_key(reading, since, "since: is a month before month:");
    }
}

/** False after a complaint: nothing further can be said of the pattern then. */
static bool measure_read(struct sim_reading *reading, const struct sim_node *map, struct sim_pattern *pattern)
{
    const struct sim_node *outcome = sim_key_node(map, SIM_KEY_pattern_outcome);
    const struct sim_node *history = sim_key_node(map, SIM_KEY_pattern_history);
    const struct sim_node *month = sim_key_node(map, SIM_KEY_pattern_month);
    const struct sim_node *since = sim_key_node(map, SIM_KEY_pattern_since);

    if ((outcome == NULL) == (history == NULL)) {
        sim_at(reading, map, "a pattern wants an outcome, or a history with its month");
    } else if (history != NULL) {
        history_read(reading, map, &pattern->measure);
    } else {
        outcome_read(reading, outcome, pattern);
        if (month != NULL || since != NULL) {
            sim_at_key(reading, month != NULL ? month : since, "only a history has a month");
        }
    }
    return pattern->of >= 0 || pattern->measure.outcome >= 0 || pattern->measure.history >= 0;
}

/* --- its statistic --- */

static void share_read(struct sim_reading *reading, const struct sim_node *map, struct sim_pattern *pattern)
{
    const struct sim_series *series = sim_pattern_series(pattern, reading->model);
    const struct sim_node *word = sim_key_node(map, SIM_KEY_pattern_word);
    const struct sim_node *from = sim_key_node(map, SIM_KEY_pattern_from), *to = sim_key_node(map, SIM_KEY_pattern_to);

    pattern->from = sim_key_real(reading, map, SIM_KEY_pattern_from);
    pattern->to = sim_key_real(reading, map, SIM_KEY_pattern_to);
    if (series->choices != NULL && word != NULL && from == NULL && to == NULL) {
        pattern->word = word->kind == SIM_SCALAR ? sim_word_index(series->choices, word->text) : -1;
        if (pattern->word < 0) {
            sim_at(reading, word, "word = %.60s is none of: %s%s", sim_node_text(word), series->choices,
                   sim_word_hint(sim_node_text(word), series->choices).text);
        }
    } else if (series->choices != NULL) {
        sim_at(reading, map, "a share of '%s' wants word, one of: %s", series->name, series->choices);
    } else if (word != NULL) {
        sim_at_key(reading, word, "'%s' is a number: its share wants from: or to:", series->name);
    } else if (from == NULL && to == NULL) {
        sim_at(reading, map, "a share wants from: or to:, the numbers that count");
    } else if (!(pattern->from <= pattern->to)) {
        sim_at(reading, map, "from = %g is above to = %g, so that the share is always 0", pattern->from, pattern->to);
    }
}

static void statistic_read(struct sim_reading *reading, const struct sim_node *map, struct sim_pattern *pattern)
{
    const struct sim_series *series = sim_pattern_series(pattern, reading->model);
    const struct sim_node *node = sim_key_node(map, SIM_KEY_pattern_statistic);
    const struct sim_names words = sim_kinds(SIM_KINDS_statistics);
    int which = node == NULL ? SIM_OF_MEAN : sim_read_name(reading, node, "statistic", words);

    if (which < 0) {
        return;
    }
    pattern->statistic = (enum sim_statistic)which;
    sim_refuse_unknown(reading, map, SIM_SCOPE_pattern, sim_name_at(words, which));
    pattern->level = which == SIM_OF_QUANTILE ? sim_key_real(reading, map, SIM_KEY_pattern_level) : 0.5;
    if (which == SIM_OF_QUANTILE && isnan(pattern->level)) {
        sim_at(reading, map, "a quantile wants level: which one, 0..1");
    }
    if (which == SIM_OF_SHARE) {
        share_read(reading, map, pattern);
    } else if (series->choices != NULL) {
        sim_at(reading, node == NULL ? map : node, "'%s' is one of %s: it has a share of a word and no %s",
               series->name, series->choices, sim_name_at(words, which));
    } else if (which != SIM_OF_MEAN && pattern->of < 0) {
        sim_at(reading, node, "'%s' is one number a run: it has a mean or a share, and no %s", series->name,
               sim_name_at(words, which));
    }
}

/* --- the interval --- */

static void interval_check(struct sim_reading *reading, const struct sim_node *map, struct sim_pattern *pattern)
{
    const struct sim_series *series = sim_pattern_series(pattern, reading->model);
    bool share = pattern->statistic == SIM_OF_SHARE, change = pattern->measure.since > 0;
    double range = series->high - series->low; /* of how much a history may change */
    double low = share ? 0 : change ? -range : series->low, high = share ? 1 : change ? range : series->high;

    pattern->width = fmin(pattern->high, high) - fmax(pattern->low, low);
    if (isinf(pattern->low) && isinf(pattern->high)) {
        sim_at(reading, map, "a pattern wants low: or high:, the ends of its interval");
    } else if (!(pattern->low < pattern->high)) {
        sim_at(reading, map, "low = %g is not below high = %g: the interval is empty", pattern->low, pattern->high);
    } else if (pattern->low > high || pattern->high < low) {
        sim_at(reading, map, "no world can meet it: %s of '%s' lies in %g..%g", share ? "a share" : "a number",
               series->name, low, high);
    }
}

/* --- one pattern, and all --- */

static void name_read(struct sim_reading *reading, const struct sim_node *map, struct sim_matching *matching,
                      struct sim_pattern *pattern)
{
    const struct sim_node *node = sim_key_node(map, SIM_KEY_pattern_name);

    if (node == NULL) {
        sim_at(reading, map, "a pattern wants a name");
        return;
    }
    sim_read_text(reading, node, &pattern->name, false);
    if (pattern->name != NULL && strlen(pattern->name) > SIM_LONGEST_PATTERN) {
        sim_at(reading, node, "a name has at most %d characters", SIM_LONGEST_PATTERN);
    }
    for (int i = 0; pattern->name != NULL && &matching->patterns[i] < pattern; i++)
        if (matching->patterns[i].name != NULL && strcmp(matching->patterns[i].name, pattern->name) == 0) {
            sim_at(reading, node, "two patterns are called '%s'", pattern->name);
            return;
        }
}

static void text_read(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key, char **text)
{
    const struct sim_node *node = sim_key_node(map, key);
    if (node != NULL) {
        sim_read_text(reading, node, text, true);
    }
}

static void pattern_read(struct sim_reading *reading, const struct sim_node *map, struct sim_matching *matching,
                         struct sim_pattern *pattern)
{
    if (map->kind != SIM_MAP) {
        sim_at(reading, map, "a pattern is { name: .., outcome: .., low: .., high: .. }");
        return;
    }
    *pattern = (struct sim_pattern){ .measure = { .outcome = -1, .history = -1, .reaches = (double)NAN },
                                     .of = -1,
                                     .word = -1,
                                     .from = -INFINITY,
                                     .to = INFINITY };
    name_read(reading, map, matching, pattern);
    text_read(reading, map, SIM_KEY_pattern_says, &pattern->says);
    text_read(reading, map, SIM_KEY_pattern_source, &pattern->source);
    pattern->late = sim_key_word(reading, map, SIM_KEY_pattern_missing) == 1;
    pattern->must = sim_key_word(reading, map, SIM_KEY_pattern_must) == 1;
    pattern->low = sim_key_real(reading, map, SIM_KEY_pattern_low);
    pattern->high = sim_key_real(reading, map, SIM_KEY_pattern_high);
    if (measure_read(reading, map, pattern)) {
        statistic_read(reading, map, pattern);
        interval_check(reading, map, pattern);
    } else {
        sim_refuse_unknown(reading, map, SIM_SCOPE_pattern, NULL);
    }
}

/** How worlds are screened; `node` may be NULL. */
static void matching_read(struct sim_reading *reading, const struct sim_node *node, struct sim_matching *matching)
{
    static const struct sim_node empty = { .kind = SIM_MAP };
    const struct sim_node *map = node != NULL && node->kind == SIM_MAP ? node : &empty;

    if (node != NULL && node->kind != SIM_MAP) {
        sim_at(reading, node, "matching wants { keep: .., waves: .., .. }");
    }
    sim_refuse_unknown(reading, map, SIM_SCOPE_matching, NULL);
    matching->keep = sim_key_whole(reading, map, SIM_KEY_matching_keep);
    matching->waves = sim_key_whole(reading, map, SIM_KEY_matching_waves);
    matching->pilot = sim_key_whole(reading, map, SIM_KEY_matching_pilot);
    matching->screen = sim_key_whole(reading, map, SIM_KEY_matching_screen);
    matching->replicates = sim_key_whole(reading, map, SIM_KEY_matching_replicates);
    matching->luck = sim_key_real(reading, map, SIM_KEY_matching_luck);
    matching->misses = sim_key_whole(reading, map, SIM_KEY_matching_misses);
    matching->widths = sim_key_real(reading, map, SIM_KEY_matching_widths);
    if (matching->replicates < matching->screen) {
        sim_at(reading, map, "replicates = %ld are fewer than the %ld of screen", matching->replicates,
               matching->screen);
    }
}

void sim_read_patterns(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_matching *matching = reading->study->matching = calloc(1, sizeof *matching);
    int count = node->kind == SIM_LIST ? sim_node_count(node) : 0;

    if (count < 1 || count > SIM_MOST_PATTERNS) {
        sim_at(reading, node, "patterns are a list of 1 to %d patterns", SIM_MOST_PATTERNS);
        return;
    }
    if (matching != NULL) {
        matching->patterns = calloc((size_t)count, sizeof *matching->patterns);
    }
    if (matching == NULL || matching->patterns == NULL) {
        sim_at(reading, node, "no memory for patterns");
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        pattern_read(reading, member, matching, &matching->patterns[matching->patterns_count++]);
}

void sim_read_matching(struct sim_reading *reading, const struct sim_node *node)
{
    if (reading->study->matching == NULL) {
        sim_at_key(reading, node, "matching: says how worlds are screened by patterns:, and the study has none");
    } else {
        matching_read(reading, node, reading->study->matching);
    }
}
