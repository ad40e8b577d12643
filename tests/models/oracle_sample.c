/* oracle_sample.c - random studies as text. */
#include "oracle_sample.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "models/collaboration.h"

/** Splitmix64 (Steele, Lea & Flood 2014). */
static uint64_t roll(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static double between_numbers(uint64_t *state, double low, double high)
{
    return low + (high - low) * ((double)(roll(state) >> 11) / 9007199254740992.0);
}

/** A whole number from low to high, both included. */
static int whole(uint64_t *state, int low, int high)
{
    return low + (int)(roll(state) % (uint64_t)(high - low + 1));
}

static bool one_in(uint64_t *state, int n)
{
    return whole(state, 1, n) == 1;
}

/* --- parameters --- */

/** How boldly a study's parameters are drawn. */
enum temper { PLAUSIBLE, MIXED, BOLD };

static double value_of(uint64_t *state, const struct sim_param *param, enum temper temper)
{
    bool bold = temper == BOLD || (temper == MIXED && one_in(state, 8));
    if (bold && one_in(state, 12)) {
        return one_in(state, 2) ? param->low : param->high;
    }
    return bold ? between_numbers(state, param->low, param->high) : between_numbers(state, param->from, param->to);
}

static void write_path(FILE *file, uint64_t *state, const struct sim_param *param, enum temper temper)
{
    fprintf(file, "%s: { path: [", param->name);
    for (int month = whole(state, 0, 5), more = 0; month < 60; month += whole(state, 1, 30), more++)
        fprintf(file, "%s[%d, %.17g]", more > 0 ? ", " : "", month, value_of(state, param, temper));
    fprintf(file, "]%s }\n", one_in(state, 2) ? ", steps: true" : "");
}

static void write_param(FILE *file, uint64_t *state, const struct sim_param *param, enum temper temper)
{
    char word[64];
    if (param->kind == SIM_CHOICE) {
        sim_param_word(param, whole(state, (int)param->low, (int)param->high), word, sizeof word);
        fprintf(file, "%s: %s\n", param->name, word);
    } else if (one_in(state, 10)) {
        write_path(file, state, param, temper);
    } else {
        fprintf(file, "%s: %.17g\n", param->name, value_of(state, param, temper));
    }
}

/** Where much is done and much goes wrong, rare things happen: acts against blockers, contracts lost, forums begun
 * anew. */
static const struct busy {
    const char *name;
    double low, high;
} busy_ranges[] = {
    { "leaders.acts", 2, 3 },          { "leaders.battles", 0, 0.1 },   { "leaders.bravery", 0.7, 1 },
    { "leaders.recovery", 0.1, 0.4 },  { "leaders.compound", 0, 1 },    { "leaders.directive_share", 0.4, 1 },
    { "leaders.loyalty", 0, 1 },       { "structure.pace", 0.05, 0.5 }, { "structure.birth", 0.05, 0.4 },
    { "people.excuse_share", 0.2, 1 }, { "agenda.raise", 0.1, 1 },      { "organisations.contract_months", 3, 6 },
};

static const struct busy *busy_range(const char *name)
{
    for (size_t i = 0; i < sizeof busy_ranges / sizeof busy_ranges[0]; i++)
        if (strcmp(busy_ranges[i].name, name) == 0) {
            return &busy_ranges[i];
        }
    return NULL;
}

/** Two in five parameters of a plausible study stay as they are; those of acts nearly always. */
static void write_params(FILE *file, uint64_t *state, enum temper temper)
{
    bool busy = one_in(state, 2), any_tactic = busy && !one_in(state, 4);
    for (int i = 0; i < collaboration.params.count; i++) {
        const struct sim_param *param = &collaboration.params.list[i];
        const struct busy *range = busy ? busy_range(param->name) : NULL;
        bool of_act = strncmp(param->name, "acts.", 5) == 0;
        if (param->shapes || (any_tactic && strcmp(param->name, "leaders.tactic") == 0)) {
            continue;
        }
        if (busy && strncmp(param->name, "acts.effect.", 12) == 0 && one_in(state, 2)) {
            fprintf(file, "%s: %.17g\n", param->name, between_numbers(state, param->low, param->high));
        } else if (range != NULL) {
            fprintf(file, "%s: %.17g\n", param->name, between_numbers(state, range->low, range->high));
        } else if (temper == BOLD || whole(state, 1, 5) > (of_act ? 4 : 2)) {
            write_param(file, state, param, temper);
        }
    }
}

/* --- worlds --- */

static void write_made(FILE *file, uint64_t *state)
{
    static const char *const mixes[] = { "mixed", "council", "voluntary" };
    static const char *const forms[] = { "mixed", "shared", "lead_organisation", "administrator", "fabric" };
    fprintf(file, "world.organisations: %d\n", whole(state, 2, 20));
    fprintf(file, "world.forums: %d\n", whole(state, 1, 6));
    fprintf(file, "world.seats: %d\n", one_in(state, 6) ? whole(state, 13, 24) : whole(state, 2, 12));
    fprintf(file, "world.mix: %s\nworld.governance: %s\n", mixes[whole(state, 0, 2)], forms[whole(state, 0, 4)]);
}

static const char *const sectors[] = { "council", "health",    "schools",  "justice",
                                       "housing", "voluntary", "national", "funders" };
static const char *const resources[] = { "care", "health", "learning", "safety", "home", "livelihood" };

static void write_organisations(FILE *file, uint64_t *state, int count)
{
    fprintf(file, "organisations:\n");
    for (int o = 0; o < count; o++) {
        fprintf(file, "  o%d: { sector: %s, staff: %.17g, resource: %s, interest: %.17g", o,
                sectors[whole(state, 0, 7)], between_numbers(state, 0.5, 160), resources[whole(state, 0, 5)],
                between_numbers(state, 0, 2));
        if (one_in(state, 2)) {
            fprintf(file, ", second: %s", resources[whole(state, 0, 5)]);
        }
        if (o > 0 && one_in(state, 3)) {
            fprintf(file, ", parent: o%d", whole(state, 0, o - 1));
        }
        if (o > 0 && one_in(state, 3)) {
            fprintf(file, ", commissioner: o%d", whole(state, 0, o - 1));
        }
        fprintf(file, " }\n");
    }
}

static void write_seat(FILE *file, uint64_t *state, int organisation, int forum, int forums)
{
    fprintf(file, "    o%d: { mandate: %.17g, influence: %.17g, salience: %.17g, filled: %s", organisation,
            between_numbers(state, 0, 2), between_numbers(state, 0, one_in(state, 6) ? 10 : 2),
            between_numbers(state, 0, 2), one_in(state, 6) ? "false" : "true");
    if (forums > 1 && one_in(state, 6)) {
        fprintf(file, ", speaks_for: f%d", (forum + whole(state, 1, forums - 1)) % forums);
    }
    fprintf(file, " }\n");
}

static void write_forum(FILE *file, uint64_t *state, int forum, int lead)
{
    static const char *const rules[] = { "majority", "three_quarters", "consensus" };
    static const char *const forms[] = { "shared", "lead_organisation", "administrator", "fabric" };
    static const char *const origins[] = { "imposed", "designed", "emerged" };
    static const char *const tools[] = { "working_group", "informal", "shared_assessment", "hub", "training" };
    fprintf(file, "  f%d: { resource: %s, rule: %s, governance: %s, origin: %s, meetings: %.17g, formality: %.17g",
            forum, resources[whole(state, 0, 5)], rules[whole(state, 0, 2)], forms[whole(state, 0, 3)],
            origins[whole(state, 0, 2)], between_numbers(state, 0, one_in(state, 5) ? 52 : 12),
            between_numbers(state, 0, 1));
    for (int i = 0; i < 5; i++)
        fprintf(file, ", %s: %s", tools[i], one_in(state, 2) ? "true" : "false");
    if (lead >= 0) {
        fprintf(file, ", lead: o%d", lead);
    }
    fprintf(file, " }\n");
}

/** Forum f seats `seats[f]` organisations one after the other from `first[f]`. */
static void write_forums_and_seats(FILE *file, uint64_t *state, int organisations, int forums)
{
    int first[8], seats[8];
    fprintf(file, "forums:\n");
    for (int f = 0; f < forums; f++) {
        first[f] = whole(state, 0, organisations - 1);
        seats[f] = whole(state, 2, organisations < 10 ? organisations : 10);
        int lead = (first[f] + whole(state, 0, seats[f] - 1)) % organisations;
        write_forum(file, state, f, one_in(state, 2) ? lead : -1);
    }
    fprintf(file, "seats:\n");
    for (int f = 0; f < forums; f++) {
        fprintf(file, "  f%d:\n", f);
        for (int i = 0; i < seats[f]; i++)
            write_seat(file, state, (first[f] + i) % organisations, f, forums);
    }
}

static void write_ties(FILE *file, uint64_t *state, int organisations)
{
    fprintf(file, "ties:\n");
    for (int o = 0; o < organisations; o++)
        fprintf(file, "  o%d: { o%d: { contact: %d } }\n", o, (o + whole(state, 1, organisations - 1)) % organisations,
                whole(state, 0, 4));
}

static void write_tables(FILE *file, uint64_t *state)
{
    int organisations = whole(state, 2, 14);
    write_organisations(file, state, organisations);
    if (!one_in(state, 6)) {
        write_forums_and_seats(file, state, organisations, whole(state, 1, 5));
    }
    write_ties(file, state, organisations);
}

/* --- what is left out --- */

static void write_without(FILE *file, uint64_t *state)
{
    int more = 0;
    fprintf(file, "without: [");
    for (int i = 0; i < collaboration.mechanisms_count; i++)
        if (one_in(state, 12)) {
            fprintf(file, "%s%s", more++ > 0 ? ", " : "", collaboration.mechanisms[i].name);
        }
    for (int i = 0; i < collaboration.phases_count; i++)
        if (one_in(state, 60)) {
            fprintf(file, "%s%s", more++ > 0 ? ", " : "", collaboration.phases[i].name);
        }
    fprintf(file, "]\n");
}

void sample_write(FILE *file, int number, enum sample_world kind, const char *scenario)
{
    uint64_t state = 20100401u + (uint64_t)number * 7919u;
    enum temper temper = (enum temper)(number % 3);
    if (kind == SAMPLE_SCENARIO) {
        fprintf(file, "extends: %s\n", scenario);
    }
    fprintf(file, "title: sample %d\nmonths: %d\nreplicates: 4\nseed: %llu\n", number, whole(&state, 24, 120),
            (unsigned long long)(roll(&state) >> 12));
    fprintf(file, "world.issues: %d\n", whole(&state, 1, 8));
    if (kind == SAMPLE_MADE) {
        write_made(file, &state);
    } else if (kind == SAMPLE_TABLES) {
        write_tables(file, &state);
    }
    write_params(file, &state, temper);
    if (one_in(&state, 2)) {
        write_without(file, &state);
    }
}
