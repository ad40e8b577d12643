/* claim.c - reads the claim of a study, after its arms. */
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

enum { MOST_TESTS = 16 };

/** How each kind of test is written: where its arms stand, and how many it needs. */
static const struct kind {
    const char *word, *first, *second;
    int fewest;
} kinds[] = {
    [SIM_GREATER] = { "greater", "of", "than", 1 },       [SIM_AT_LEAST] = { "at_least", "of", "than", 1 },
    [SIM_STRONGER] = { "stronger", "of", "than", 2 },     [SIM_INTERIOR] = { "interior", "arms", NULL, 3 },
    [SIM_RISES] = { "rises", "arms", NULL, 2 },           [SIM_FALLS] = { "falls", "arms", NULL, 2 },
    [SIM_BEST_MOVES] = { "best_moves", "from", "to", 3 }, [SIM_BETWEEN] = { "between", "of", NULL, 1 },
    [SIM_SHARES] = { "shares", "arms", NULL, 4 },
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

void sim_claim_free(struct sim_claim *self, const struct sim_study *study, const struct sim_model *model)
{
    if (self == NULL) {
        return;
    }
    char *const texts[] = { self->id,       self->says,    self->expected,  self->origin,
                            self->concepts, self->not_run, self->discussion };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(texts[i]);
    for (int t = 0; t < self->tests_count; t++) {
        free(self->tests[t].first);
        free(self->tests[t].second);
    }
    free(self->tests);
    for (int a = 0; self->ablated != NULL && a < study->arms_count; a++)
        sim_arm_free(&self->ablated[a], model);
    free(self->ablated);
    free(self);
}

/* --- one test --- */

/** Index of a name in a list, with a complaint where it is not there. */
static int find(struct sim_reading *reading, const struct sim_node *node, const char *what, const char *const *names,
                int count)
{
    char hint[160] = "";
    const char *word = node->kind == SIM_SCALAR ? node->text : "a list";

    for (int i = 0; i < count; i++)
        if (node->kind == SIM_SCALAR && strcmp(names[i], word) == 0) {
            return i;
        }
    sim_hint(word, names, count, hint, sizeof hint);
    sim_at(reading, node, "'%.100s' is no %s%s", word, what, hint);
    return -1;
}

static int find_series(struct sim_reading *reading, const struct sim_node *node, const char *what,
                       const struct sim_series *series, int count)
{
    const char **names = calloc((size_t)count + 1, sizeof *names);
    int found = -1;

    for (int i = 0; names != NULL && i < count; i++)
        names[i] = series[i].name;
    if (names != NULL) {
        found = find(reading, node, what, names, count);
    }
    free(names);
    return found;
}

static int find_arm(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_study *study = reading->study;
    const char **names = calloc((size_t)study->arms_count + 1, sizeof *names);
    int found = -1;

    for (int i = 0; names != NULL && i < study->arms_count; i++)
        names[i] = study->arms[i].name;
    if (names != NULL) {
        found = find(reading, node, "arm of the study", names, study->arms_count);
    }
    free(names);
    return found;
}

/** An arm, or a list of them. */
static void arms_read(struct sim_reading *reading, const struct sim_node *test, const char *key, int fewest, int **arms,
                      int *count)
{
    const struct sim_node *node = sim_node_get(test, key);
    const struct sim_node *member = node == NULL || node->kind == SIM_LIST ? NULL : node;
    int most = node == NULL ? 0 : node->kind == SIM_LIST ? sim_node_count(node) : 1;

    if (most < fewest) {
        sim_at(reading, node == NULL ? test : node, "%s wants %s: %s", test->key, key,
               fewest == 1   ? "an arm, or a list of arms"
               : fewest == 2 ? "a list of two arms"
                             : "a list of arms in their order");
        return;
    }
    *arms = calloc((size_t)most, sizeof **arms);
    for (member = member == NULL ? node->first : member; *arms != NULL && *count < most; member = member->next) {
        int found = find_arm(reading, member);
        (*arms)[(*count)++] = found < 0 ? 0 : found;
    }
}

static void measure_read(struct sim_reading *reading, const struct sim_node *test, struct sim_measure *measure)
{
    const struct sim_model *model = reading->model;
    const struct sim_node *outcome = sim_node_get(test, "outcome"), *history = sim_node_get(test, "history");
    const struct sim_node *month = sim_node_get(test, "month"), *reaches = sim_node_get(test, "reaches");

    *measure = (struct sim_measure){ .outcome = -1, .history = -1, .reaches = (double)NAN };
    if ((outcome == NULL) == (history == NULL)) {
        sim_at(reading, test, "%s wants an outcome, or a history with its month or what it reaches", test->key);
    } else if (outcome != NULL) {
        measure->outcome = find_series(reading, outcome, "outcome", model->outcomes, model->outcomes_count);
        if (month != NULL || reaches != NULL) {
            sim_at_key(reading, month != NULL ? month : reaches, "only a history has a month, or reaches a value");
        }
    } else if ((month == NULL) == (reaches == NULL)) {
        sim_at(reading, test, "a history wants month: when it is read, or reaches: the value that is waited for");
    } else {
        measure->history = find_series(reading, history, "history", model->histories, model->histories_count);
        measure->month = (int)sim_read_whole(reading, month, "month", 1, reading->study->months, 1);
        measure->reaches = sim_read_real(reading, reaches, "reaches", -1e12, 1e12, (double)NAN);
        if (measure->history >= 0 && !reading->study->histories[measure->history]) {
            sim_at(reading, history, "the study does not keep the history '%s'; add it to its histories",
                   history->text);
        }
    }
}

/** Which of some words; the first where the key is not there. */
static int word_read(struct sim_reading *reading, const struct sim_node *test, const char *key, const char *words)
{
    const struct sim_node *node = sim_node_get(test, key);
    int found = node == NULL ? 0 : node->kind == SIM_SCALAR ? sim_word_index(words, node->text) : -1;

    if (found < 0) {
        sim_at(reading, node, "%s is none of: %s", key, words);
    }
    return found < 0 ? 0 : found;
}

static void numbers_read(struct sim_reading *reading, const struct sim_node *node, struct sim_test *test)
{
    static const enum sim_direction directions[] = { SIM_EITHER, SIM_LATER, SIM_EARLIER };

    test->least = sim_read_real(reading, sim_node_get(node, "least"), "least", 0, 1e12, 0);
    test->best_is_low = word_read(reading, node, "best", "high low") == 1;
    test->toward = directions[word_read(reading, node, "toward", "either later earlier")];
    if (test->expects == SIM_BETWEEN) {
        test->low = sim_read_real(reading, sim_node_get(node, "low"), "low", -1e12, 1e12, -INFINITY);
        test->high = sim_read_real(reading, sim_node_get(node, "high"), "high", -1e12, 1e12, INFINITY);
        if (!(test->low < test->high) || (isinf(test->low) && isinf(test->high))) {
            sim_at(reading, node, "between wants low: or high:, the one under the other");
        }
    }
}

/** Does a test of this kind have this key? */
static bool has_key(enum sim_expectation expects, const char *key)
{
    static const char *const all[] = { "outcome", "history", "month", "reaches" };
    bool best = expects == SIM_INTERIOR || expects == SIM_BEST_MOVES;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(key, all[i]) == 0) {
            return true;
        }
    return strcmp(key, kinds[expects].first) == 0 ||
           (kinds[expects].second != NULL && strcmp(key, kinds[expects].second) == 0) ||
           (best && strcmp(key, "best") == 0) || (expects == SIM_BEST_MOVES && strcmp(key, "toward") == 0) ||
           (expects == SIM_BETWEEN ? strcmp(key, "low") == 0 || strcmp(key, "high") == 0 : strcmp(key, "least") == 0);
}

static void test_read(struct sim_reading *reading, const struct sim_node *node, struct sim_test *test)
{
    const struct sim_node *what = node->kind == SIM_MAP ? node->first : NULL;
    const char *words[KINDS];
    int which = 0;

    for (int i = 0; i < KINDS; i++)
        words[i] = kinds[i].word;
    while (what != NULL && which < KINDS && strcmp(what->key, kinds[which].word) != 0)
        which++;
    if (what == NULL || what->next != NULL || what->kind != SIM_MAP || which == KINDS) {
        char hint[160] = "";
        sim_hint(what == NULL ? "" : what->key, words, KINDS, hint, sizeof hint);
        sim_at(reading, node,
               "a test is one of greater, at_least, stronger, interior, rises, falls, best_moves, between, shares: { "
               "... }%s",
               hint);
        return;
    }
    test->expects = (enum sim_expectation)which;
    for (const struct sim_node *member = what->first; member != NULL; member = member->next)
        if (!has_key(test->expects, member->key)) {
            sim_at_key(reading, member, "'%.64s' is no part of %s", member->key, what->key);
        }
    measure_read(reading, what, &test->measure);
    arms_read(reading, what, kinds[which].first, kinds[which].fewest, &test->first, &test->first_count);
    if (kinds[which].second != NULL) {
        arms_read(reading, what, kinds[which].second, kinds[which].fewest, &test->second, &test->second_count);
    }
    if (test->expects == SIM_STRONGER && (test->first_count > 2 || test->second_count > 2)) {
        sim_at(reading, what, "stronger wants two arms in of and two in than");
    }
    if (test->expects == SIM_SHARES && (test->first_count & (test->first_count - 1)) != 0) {
        sim_at(reading, what,
               "shares wants 4, 8, 16 ... arms: every combination of two levels of each factor, the first factor "
               "changing fastest");
    }
    numbers_read(reading, what, test);
}

/* --- the claim --- */

static void tests_read(struct sim_reading *reading, const struct sim_node *node, struct sim_claim *claim)
{
    int count = node->kind == SIM_LIST ? sim_node_count(node) : 0;

    if (count < 1 || count > MOST_TESTS) {
        sim_at(reading, node, "tests are a list of 1 to %d tests", MOST_TESTS);
        return;
    }
    claim->tests = calloc((size_t)count, sizeof *claim->tests);
    for (const struct sim_node *member = node->first; claim->tests != NULL && member != NULL; member = member->next)
        test_read(reading, member, &claim->tests[claim->tests_count++]);
}

/** Names of phases and mechanisms to leave out, or settings as an arm has them; over every arm. */
static void ablation_read(struct sim_reading *reading, const struct sim_node *node, struct sim_claim *claim)
{
    const struct sim_study *study = reading->study;
    struct sim_errors once = { 0 }, *errors = reading->errors;

    claim->ablated = calloc((size_t)study->arms_count, sizeof *claim->ablated);
    for (int a = 0; claim->ablated != NULL && a < study->arms_count; a++) {
        struct sim_arm *arm = &claim->ablated[a];
        if (!sim_arm_copy(arm, &study->arms[a], reading->model, study->arms[a].name)) {
            sim_at(reading, node, "no memory for an ablation");
            break;
        }
        reading->errors = a == 0 ? errors : &once; /* what is wrong with it is said once, not for every arm */
        if (node->kind != SIM_MAP) {
            sim_read_without(reading, arm, node);
        }
        for (const struct sim_node *member = node->first; node->kind == SIM_MAP && member != NULL;
             member = member->next)
            strcmp(member->key, "without") == 0 ? sim_read_without(reading, arm, member)
                                                : sim_read_setting(reading, arm, member->key, member);
    }
    reading->errors = errors;
    sim_errors_free(&once);
}

static void text_read(struct sim_reading *reading, const struct sim_node *node, char **text)
{
    if (node->kind != SIM_SCALAR || node->text[0] == '\0') {
        sim_at(reading, node, "%s wants a text", node->key);
        return;
    }
    *text = strdup(node->text);
    for (size_t end = *text == NULL ? 0 : strlen(*text); end > 0 && (*text)[end - 1] == '\n'; end--)
        (*text)[end - 1] = '\0';
}

static void truth_read(struct sim_reading *reading, const struct sim_node *node, bool *value)
{
    *value = node->kind == SIM_SCALAR && strcmp(node->text, "true") == 0;
    if (!*value && (node->kind != SIM_SCALAR || strcmp(node->text, "false") != 0)) {
        sim_at(reading, node, "%s is true or false", node->key);
    }
}

static void key_read(struct sim_reading *reading, const struct sim_node *node, struct sim_claim *claim)
{
    static const char *const keys[] = { "id",      "says",       "expected", "origin",   "concepts",
                                        "not_run", "discussion", "tests",    "ablation", "descriptive" };
    char **texts[] = { &claim->id,       &claim->says,    &claim->expected,  &claim->origin,
                       &claim->concepts, &claim->not_run, &claim->discussion };
    enum { TEXTS = sizeof texts / sizeof texts[0], KEYS = sizeof keys / sizeof keys[0] };
    char hint[160] = "";

    for (size_t i = 0; i < TEXTS; i++)
        if (strcmp(node->key, keys[i]) == 0) {
            text_read(reading, node, texts[i]);
            return;
        }
    if (strcmp(node->key, "tests") == 0) {
        tests_read(reading, node, claim);
    } else if (strcmp(node->key, "ablation") == 0) {
        ablation_read(reading, node, claim);
    } else if (strcmp(node->key, "descriptive") == 0) {
        truth_read(reading, node, &claim->descriptive);
    } else {
        sim_hint(node->key, keys, KEYS, hint, sizeof hint);
        sim_at_key(reading, node, "'%.64s' is no part of a claim%s", node->key, hint);
    }
}

/** What a claim must have: words, and unless it cannot be run tests with an ablation under which they should fail. */
static void claim_refuse(struct sim_reading *reading, const struct sim_node *node, const struct sim_claim *claim)
{
    const struct sim_study *study = reading->study;

    if (claim->id == NULL || claim->says == NULL || claim->expected == NULL) {
        sim_at_key(reading, node, "a claim wants id, says and expected");
    }
    if (claim->not_run != NULL) {
        if (claim->tests != NULL || claim->ablated != NULL) {
            sim_at_key(reading, node, "a claim that is not run has neither tests nor an ablation");
        }
        return;
    }
    if (sim_node_get(node, "tests") == NULL) {
        sim_at_key(reading, node, "a claim wants tests, or not_run: why there are none");
    }
    if (!claim->descriptive && sim_node_get(node, "ablation") == NULL) {
        sim_at_key(reading, node, "a claim wants an ablation: what to leave out so that it should no longer hold");
    }
    if (study->design.kind != SIM_DESIGN_NONE || study->until.outcome >= 0) {
        sim_at_key(reading, node, "a study with a claim has arms and replicates, but no design and no until");
    }
}

void sim_read_claim(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_claim *claim = calloc(1, sizeof *claim);

    reading->study->claim = claim;
    if (claim == NULL || node->kind != SIM_MAP) {
        sim_at(reading, node,
               claim == NULL ? "no memory for a claim"
                             : "a claim is { id: .., says: .., expected: .., tests: [..], ablation: .. }");
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        key_read(reading, member, claim);
    claim_refuse(reading, node, claim);
}
