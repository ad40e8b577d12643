/* pattern_text.c - patterns as a study file has them: for the folder of a matching, and for the hash of what its worlds
 * are tried against. */
#include <math.h>
#include <stdio.h>

#include "../memory.h"
#include "pattern.h"
#include "reading.h"

static void put_number(FILE *file, const char *key, double value)
{
    char text[64];
    if (isfinite(value)) {
        sim_number_text(value, text, sizeof text);
        fprintf(file, ", %s: %s", key, text);
    }
}

static void put_measure(FILE *file, const struct sim_pattern *pattern, const struct sim_model *model)
{
    const struct sim_series *series = sim_pattern_series(pattern, model);
    char name[SIM_ENTITY_SIZE];

    if (pattern->of >= 0) {
        sim_extent_name(model, model->outcomes_of[pattern->of].extent, series->name, name, sizeof name);
        fprintf(file, ", outcome: %s", name);
    } else if (pattern->measure.outcome >= 0) {
        fprintf(file, ", outcome: %s", series->name);
    } else {
        fprintf(file, ", history: %s, month: %d", series->name, pattern->measure.month);
        if (pattern->measure.since > 0) {
            fprintf(file, ", since: %d", pattern->measure.since);
        }
    }
}

static void put_pattern(FILE *file, const struct sim_pattern *pattern, const struct sim_model *model, bool all)
{
    char word[128];

    fputs("  - { name: ", file);
    sim_put_quoted(file, pattern->name);
    put_measure(file, pattern, model);
    fprintf(file, ", statistic: %s", sim_name_at(sim_kinds(SIM_KINDS_statistics), (int)pattern->statistic));
    if (pattern->statistic == SIM_OF_QUANTILE) {
        put_number(file, "level", pattern->level);
    }
    if (pattern->word >= 0) {
        sim_word_at(sim_pattern_series(pattern, model)->choices, pattern->word, word, sizeof word);
        fprintf(file, ", word: %s", word);
    }
    put_number(file, "from", pattern->from);
    put_number(file, "to", pattern->to);
    put_number(file, "low", pattern->low);
    put_number(file, "high", pattern->high);
    fprintf(file, "%s%s", pattern->late ? ", missing: late" : "", pattern->must ? ", must: true" : "");
    for (int i = 0; all && i < 2; i++) {
        const char *text = i == 0 ? pattern->says : pattern->source;
        if (text != NULL) {
            fprintf(file, ", %s: ", i == 0 ? "says" : "source");
            sim_put_quoted(file, text);
        }
    }
    fputs(" }\n", file);
}

char *sim_matching_text(const struct sim_matching *self, const struct sim_model *model, bool all)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);

    if (file == NULL) {
        return NULL;
    }
    fputs("patterns:\n", file);
    for (int i = 0; i < self->patterns_count; i++)
        put_pattern(file, &self->patterns[i], model, all);
    fprintf(file, "matching: { pilot: %ld, screen: %ld, replicates: %ld", self->pilot, self->screen, self->replicates);
    put_number(file, "luck", self->luck);
    fprintf(file, ", misses: %ld", self->misses);
    put_number(file, "widths", self->widths);
    if (all) {
        fprintf(file, ", keep: %ld, waves: %ld", self->keep, self->waves);
    }
    fputs(" }\n", file);
    return sim_text_end(file, &bytes);
}
