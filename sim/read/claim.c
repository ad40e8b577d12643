/* claim.c - reads the claim of a study, after its arms. */
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "reading.h"
#include "table_rows.h"

enum { MOST_TESTS = 16 };

void sim_claim_free(struct sim_claim *self, const struct sim_study *study, const struct sim_model *model)
{
    if (self == NULL) {
        return;
    }
    char *const texts[] = { self->id,      self->says,       self->expected,   self->origin,    self->concepts,
                            self->not_run, self->discussion, self->placebo[0], self->placebo[1] };
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

/** The arms under one of a test's keys: one, or a list of at least `fewest`. */
static void arms_read(struct sim_reading *reading, const struct sim_node *test, const char *key, int fewest, int **arms,
                      int *count)
{
    const struct sim_study *study = reading->study;
    const struct sim_node *node = sim_node_get(test, key), *member;
    bool is_list = node != NULL && node->kind == SIM_LIST;
    int most = node == NULL ? 0 : is_list ? sim_node_count(node) : 1;

    if (most < fewest) {
        sim_at(reading, node == NULL ? test : node, "%s wants %s: %s", test->key, key,
               fewest == 1   ? "an arm, or a list of arms"
               : fewest == 2 ? "a list of two arms"
                             : "a list of arms in their order");
        return;
    }
    if (most > SIM_MOST_ARMS_IN_A_TEST) {
        sim_at(reading, node, "%s: a list of at most %d arms", key, SIM_MOST_ARMS_IN_A_TEST);
        return;
    }
    *arms = calloc((size_t)most, sizeof **arms);
    member = is_list ? node->first : node;
    for (; *arms != NULL && *count < most; member = member->next) {
        int found = sim_read_name(reading, member, "arm of the study", SIM_NAMES(study->arms, study->arms_count));
        (*arms)[(*count)++] = found < 0 ? 0 : found;
    }
}

/** A history: in one month, or when it reaches a value. */
static void history_read(struct sim_reading *reading, const struct sim_node *test, struct sim_measure *measure)
{
    const struct sim_model *model = reading->model;
    const struct sim_node *history = sim_key_node(test, SIM_KEY_test_history);
    const struct sim_node *month = sim_key_node(test, SIM_KEY_test_month);
    const struct sim_node *since = sim_key_node(test, SIM_KEY_test_since);

    if ((month == NULL) == (sim_key_node(test, SIM_KEY_test_reaches) == NULL)) {
        sim_at(reading, test, "a history wants month: (the month to read) or reaches: (the value to wait for)");
        return;
    }
    measure->history = sim_read_name(reading, history, "history", SIM_NAMES(model->histories, model->histories_count));
    measure->month = (int)sim_read_whole(reading, month, 1, reading->study->months, 1);
    measure->since = (int)sim_read_whole(reading, since, 1, reading->study->months, 0);
    measure->reaches = sim_key_real(reading, test, SIM_KEY_test_reaches);
    if (since != NULL && (month == NULL || measure->since >= measure->month)) {
        sim_at_key(reading, since, "since: is a month before month:");
    }
    if (measure->history >= 0 && !reading->study->histories[measure->history]) {
        sim_at(reading, history, "the study does not keep the history '%s'; add it to its histories", history->text);
    }
}

/** Name of a kind of entities, "forum" of FORUM: number of the extent, or -1 with a complaint. */
static int extent_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    const char *word = sim_node_text(node);

    for (int i = 0; i < model->outcomes_of_count; i++)
        if (strcasecmp(model->extents[model->outcomes_of[i].extent].name, word) == 0) {
            return model->outcomes_of[i].extent;
        }
    sim_at(reading, node, "'%.100s' is not a kind of entity that has outcomes", word);
    return -1;
}

/** An outcome of the run, or of the entities that the measure is of; -1 with a complaint. */
static int outcome_read(struct sim_reading *reading, const struct sim_node *node, const struct sim_measure *measure)
{
    const struct sim_model *model = reading->model;
    const char *names[256];
    int first = 0, count = 0;

    if (measure->of == 0) {
        return sim_read_outcome(reading, node);
    }
    while (first < model->outcomes_of_count && model->outcomes_of[first].extent != measure->of - 1)
        first++;
    for (int i = first; i < model->outcomes_of_count && model->outcomes_of[i].extent == measure->of - 1 && count < 256;
         i++)
        names[count++] = model->outcomes_of[i].series.name;
    int found = sim_read_name(reading, node, "outcome of these entities", SIM_NAMES(names, count));
    if (found >= 0 && model->outcomes_of[first + found].series.choices != NULL) {
        sim_at(reading, node, "'%s' is one of %s, and no number", names[found],
               model->outcomes_of[first + found].series.choices);
    }
    return found < 0 ? -1 : first + found;
}

static void measure_read(struct sim_reading *reading, const struct sim_node *test, struct sim_measure *measure)
{
    const struct sim_node *among = sim_key_node(test, SIM_KEY_test_among);
    const struct sim_node *outcome = sim_key_node(test, SIM_KEY_test_outcome);
    const struct sim_node *month = sim_key_node(test, SIM_KEY_test_month);
    const struct sim_node *reaches = sim_key_node(test, SIM_KEY_test_reaches);
    const struct sim_node *since = sim_key_node(test, SIM_KEY_test_since);

    *measure = (struct sim_measure){ .outcome = -1, .history = -1, .reaches = (double)NAN };
    if (among != NULL) {
        measure->of = 1 + extent_read(reading, among);
    }
    if (among != NULL && measure->of == 0) {
        return;
    }
    if (among != NULL && outcome == NULL) {
        sim_at(reading, test, "%s among entities wants an outcome of entities", test->key);
    } else if ((outcome == NULL) == (sim_key_node(test, SIM_KEY_test_history) == NULL)) {
        sim_at(reading, test, "%s wants an outcome, or a history with month: or reaches:", test->key);
    } else if (outcome == NULL) {
        history_read(reading, test, measure);
    } else {
        measure->outcome = outcome_read(reading, outcome, measure);
        month = month != NULL ? month : reaches != NULL ? reaches : since;
        if (month != NULL) {
            sim_at_key(reading, month, "only a history has a month, or reaches a value");
        }
    }
}

/** Does a test want its number within bounds? */
static bool is_bounded(const struct sim_test *test)
{
    return test->expects == SIM_BETWEEN || test->expects == SIM_GOOD_RANGE || test->expects == SIM_CORRELATES ||
           test->expects == SIM_MOSTLY;
}

/** The outcome beside the measure, where the test has one. */
static void beside_read(struct sim_reading *reading, const struct sim_node *node, struct sim_test *test)
{
    const struct sim_node *beside = sim_key_node(node, SIM_KEY_test_beside);

    test->beside = -1;
    if (test->expects != SIM_COMPROMISE && test->expects != SIM_CORRELATES) {
        return;
    }
    if (beside == NULL) {
        sim_at(reading, node, "%s wants beside: the outcome that is looked at beside the first", node->key);
        return;
    }
    test->beside = sim_key_node(node, SIM_KEY_test_among) != NULL && test->measure.of == 0
                       ? -1
                       : outcome_read(reading, beside, &test->measure);
    test->beside_is_low = sim_key_word(reading, node, SIM_KEY_test_beside_best) == 1;
}

static void numbers_read(struct sim_reading *reading, const struct sim_node *node, struct sim_test *test)
{
    static const enum sim_direction directions[] = { SIM_EITHER, SIM_LATER, SIM_EARLIER };

    test->least = sim_key_real(reading, node, SIM_KEY_test_least);
    test->best_is_low = sim_key_word(reading, node, SIM_KEY_test_best) == 1;
    test->toward = directions[sim_key_word(reading, node, SIM_KEY_test_toward)];
    test->low = sim_key_real(reading, node, SIM_KEY_test_low);
    test->high = sim_key_real(reading, node, SIM_KEY_test_high);
    if (is_bounded(test) && (!(test->low < test->high) || (isinf(test->low) && isinf(test->high)))) {
        sim_at(reading, node, "%s wants low: or high:, and low must be below high", node->key);
    }
    test->within = sim_key_real(reading, node, SIM_KEY_test_within);
    if (test->expects == SIM_GOOD_RANGE && isnan(test->within)) {
        sim_at(reading, node, "%s wants within: how far from the best is still good", node->key);
    }
    beside_read(reading, node, test);
}

/** The one test that a map names, or -1 with a complaint. */
static int kind_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_node *what = node->kind == SIM_MAP ? node->first : NULL;
    const struct sim_names words = sim_kinds(SIM_KINDS_tests);
    int which = what == NULL ? -1 : sim_name_index(words, what->key);
    char list[256];

    if (which < 0 || what->next != NULL || what->kind != SIM_MAP) {
        sim_at(reading, node, "a test is one of %s: { ... }%s", sim_names_text(words, list, sizeof list),
               sim_hint(what == NULL ? "" : what->key, &words, 1).text);
        return -1;
    }
    return which;
}

static void test_read(struct sim_reading *reading, const struct sim_node *node, struct sim_test *test)
{
    const struct sim_node *what = node->first;
    int which = kind_read(reading, node);

    if (which < 0) {
        return;
    }
    const struct sim_kind_word *kind = &sim_kind_words[SIM_KINDS_tests][which];
    test->expects = (enum sim_expectation)which;
    sim_refuse_unknown(reading, what, SIM_SCOPE_test, kind->word);
    measure_read(reading, what, &test->measure);
    arms_read(reading, what, kind->first, kind->fewest, &test->first, &test->first_count);
    if (kind->second != NULL) {
        arms_read(reading, what, kind->second, kind->fewest, &test->second, &test->second_count);
    }
    bool pairs = test->expects == SIM_STRONGER || test->expects == SIM_OPPOSES;
    if (pairs && (test->first_count > 2 || test->second_count > 2)) {
        sim_at(reading, what, "%s wants two arms under of: and two under than:", kind->word);
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

    reading->ablated = claim->ablated = calloc((size_t)study->arms_count, sizeof *claim->ablated);
    for (int a = 0; claim->ablated != NULL && a < study->arms_count; a++) {
        struct sim_arm *arm = &claim->ablated[a];
        if (!sim_arm_copy(arm, &study->arms[a], reading->model, study->arms[a].name)) {
            sim_at(reading, node, "no memory for an ablation");
            break;
        }
        reading->ablated_count = a + 1;
        reading->errors = a == 0 ? errors : &once; /* what is wrong with it is said once, not for every arm */
        if (node->kind == SIM_MAP) {
            sim_read_world(reading, arm, node, SIM_OF_ABLATION);
        } else {
            sim_read_without(reading, arm, node);
        }
    }
    reading->errors = errors;
    sim_errors_free(&once);
}

/** The two words that part the sides of a placebo. */
static void placebo_read(struct sim_reading *reading, const struct sim_node *node, struct sim_claim *claim)
{
    if (node->kind != SIM_LIST || sim_node_count(node) != 2) {
        sim_at(reading, node, "placebo wants two words, such as [left, right], by which names of parameters differ");
        return;
    }
    sim_read_text(reading, node->first, &claim->placebo[0], true);
    sim_read_text(reading, node->first->next, &claim->placebo[1], true);
    if (claim->placebo[0] != NULL && claim->placebo[1] != NULL && strcmp(claim->placebo[0], claim->placebo[1]) == 0) {
        sim_at(reading, node, "placebo wants two words that differ, not '%.60s' twice", claim->placebo[0]);
    }
}

/** One key of a claim, read by what it is: a text, the tests, the ablation, or whether it is descriptive. */
static void key_read(struct sim_reading *reading, const struct sim_node *map, const struct sim_node *node,
                     struct sim_claim *claim)
{
    const struct sim_key *key = sim_scope_key(SIM_SCOPE_claim, node->key);

    switch (key == NULL ? SIM_KEYS : (enum sim_key_id)(key - sim_keys)) {
#define CLAIM_TEXT(name)                                                                                               \
    case SIM_KEY_claim_##name:                                                                                         \
        sim_read_text(reading, node, &claim->name, true);                                                              \
        break
        CLAIM_TEXT(id);
        CLAIM_TEXT(says);
        CLAIM_TEXT(expected);
        CLAIM_TEXT(origin);
        CLAIM_TEXT(concepts);
        CLAIM_TEXT(not_run);
        CLAIM_TEXT(discussion);
#undef CLAIM_TEXT
    case SIM_KEY_claim_tests:
        tests_read(reading, node, claim);
        break;
    case SIM_KEY_claim_ablation:
        ablation_read(reading, node, claim);
        break;
    case SIM_KEY_claim_placebo:
        placebo_read(reading, node, claim);
        break;
    case SIM_KEY_claim_descriptive:
        claim->descriptive = sim_key_word(reading, map, SIM_KEY_claim_descriptive) == 1;
        break;
    default: /* refused already */
        break;
    }
}

/** What a claim must have: words, and unless it cannot be run tests with an ablation under which they should fail. */
static void claim_refuse(struct sim_reading *reading, const struct sim_node *node, const struct sim_claim *claim)
{
    const struct sim_study *study = reading->study;

    if (claim->id == NULL || claim->says == NULL || claim->expected == NULL) {
        sim_at_key(reading, node, "a claim wants id, says and expected");
    }
    if (claim->id != NULL && !sim_is_name(claim->id)) { /* a folder has this name */
        sim_at(reading, sim_key_node(node, SIM_KEY_claim_id),
               "'%.70s' cannot be the id of a claim: letters, digits, _ . - and at most %d of them, no dot first",
               claim->id, SIM_LONGEST_ROW_NAME);
    }
    if (claim->not_run != NULL) {
        if (claim->tests != NULL || claim->ablated != NULL) {
            sim_at_key(reading, node, "a claim that is not run has neither tests nor an ablation");
        }
        return;
    }
    if (sim_key_node(node, SIM_KEY_claim_tests) == NULL) {
        sim_at_key(reading, node, "a claim wants tests, or not_run: why there are none");
    }
    if (!claim->descriptive && sim_key_node(node, SIM_KEY_claim_ablation) == NULL) {
        sim_at_key(reading, node,
                   "a claim wants an ablation: parts to leave out, without which it should no longer hold");
    }
    if (study->until.outcome >= 0) {
        sim_at_key(reading, node, "a study with a claim has arms and replicates, and perhaps a design, but no until");
    }
    for (int t = 0; t < claim->tests_count && study->design.kind == SIM_DESIGN_NONE; t++)
        if (claim->tests[t].expects == SIM_MOSTLY) {
            sim_at_key(reading, node, "the test mostly counts points of a design, and the study has none");
            break;
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
    sim_refuse_unknown(reading, node, SIM_SCOPE_claim, NULL);
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        key_read(reading, node, member, claim);
    claim_refuse(reading, node, claim);
}
