/* discover.c - `discover OUT --when CONDITION`: under which conditions drawn worlds meet something. */
#include <stdlib.h>

#include "../ask/claim_holds.h"
#include "../ask/condition.h"
#include "../ask/names.h"
#include "../read/claim.h"
#include "../read/reader.h"
#include "commands.h"
#include "discover_tables.h"
#include "options.h"
#include "session.h"

/** Worlds times factors: each takes some twenty bytes. */
static const double MOST_CELLS = 1 << 26;
/* A search of so many takes some 5 ms. For less, threads would wait for each other longer than they work. */
static const double CELLS_FOR_THREADS = 30000;

enum { MOST_BOXES = 50, USUAL_BOXES = 5, STEPS_SHOWN = 24 };

struct request {
    struct sim_request shared;
    const char *when, *claim, *alpha, *mass, *density, *quasi_p, *boxes;
    struct sim_box_wish wish;
    double mass_share;
    int most;
    struct sim_condition condition;
    struct sim_study study; /* of the claim */
    char asked[128];        /* what is asked, where it is a claim */
};

/** What is asked: worlds as rows, and how much of each meets the condition. */
struct worlds {
    long n;
    int factors;
    double *x;
    int *words;
    struct sim_load *loads, all;
    struct sim_field field;
};

/** A number over 0 and up to `high`; `otherwise` where none is given. */
static double number_of(const char *option, const char *text, double high, double otherwise, struct sim_errors *errors)
{
    double value = otherwise;
    if (text != NULL && (!sim_number(text, &value) || !(value > 0 && value <= high))) {
        sim_complain(errors, NULL, 0, 0, "%s %.40s is not a number over 0 and up to %g", option, text, high);
    }
    return value;
}

/** Read the condition, or the claim, that is asked for. */
static enum sim_status read_asked(struct request *self, const struct sim_session *session, int arm,
                                  struct sim_errors *errors)
{
    const struct sim_overrides none = { 0 };
    enum sim_status status;

    if ((self->when == NULL) == (self->claim == NULL)) {
        return sim_fail(errors, SIM_USAGE, "discover needs either --when or --claim");
    }
    status =
        sim_condition_init(&self->condition, &session->plan, arm, self->when == NULL ? "1 > 0" : self->when, errors);
    if (self->claim != NULL && status == SIM_OK) {
        status = sim_study_init(&self->study, session->model, self->claim, &none, errors);
        if (status == SIM_OK) {
            sim_claim_fits(&session->plan, &self->study, self->claim, errors);
        }
        if (status == SIM_OK && errors->count == 0) {
            snprintf(self->asked, sizeof self->asked, "claim %s holds", self->study.claim->id);
            self->when = self->asked;
        }
    }
    return status;
}

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    int arm = self->shared.arm == NULL ? 0 : sim_find_arm(plan->study, self->shared.arm, errors);
    enum sim_status status = SIM_OK;

    if (!sim_plan_samples_worlds(plan)) {
        sim_fail(errors, SIM_USAGE,
                 "%s: discover wants a study with drawn worlds (`latin_hypercube`, `sobol`, `random`)",
                 self->shared.place);
    }
    if ((double)plan->points * plan->study->design.factors_count > MOST_CELLS) {
        sim_fail(errors, SIM_USAGE, "%s: %ld worlds x %d parameters are more numbers than the most, %.0f",
                 self->shared.place, plan->points, plan->study->design.factors_count, MOST_CELLS);
    }
    long threads = sim_request_threads(&self->shared, errors);
    bool many = (double)plan->points * plan->study->design.factors_count >= CELLS_FOR_THREADS;
    self->wish = (struct sim_box_wish){ .alpha = number_of("--alpha", self->alpha, 0.5, 0.05, errors),
                                        .density = number_of("--density", self->density, 1, (double)NAN, errors),
                                        .quasi_p = number_of("--quasi-p", self->quasi_p, 1, 0.05, errors),
                                        .threads = sim_session_threads(many ? threads : 1) };
    self->mass_share = number_of("--mass", self->mass, 0.5, 0.05, errors);
    self->most = (int)sim_option_whole("--boxes", self->boxes, 1, MOST_BOXES, USUAL_BOXES, errors);
    status = read_asked(self, session, arm < 0 ? 0 : arm, errors);
    return status == SIM_MEMORY ? status : errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/* --- worlds --- */

static void worlds_free(struct worlds *self)
{
    sim_field_free(&self->field);
    free(self->x);
    free(self->words);
    free(self->loads);
}

/** How many words a factor chooses among; 0 of a number. */
static int words_of(const struct sim_param *param)
{
    int count = param->kind == SIM_CHOICE ? (int)param->high + 1 : param->kind == SIM_FLAG ? 2 : 0;
    return count <= SIM_MOST_LEVELS_OF_FACTOR ? count : 0;
}

static bool worlds_init(struct worlds *self, const struct sim_plan *plan, const struct sim_condition *condition)
{
    const struct sim_design *design = &plan->study->design;
    long n = plan->points;
    *self = (struct worlds){ .n = n, .factors = design->factors_count };
    self->x = calloc((size_t)n * (size_t)self->factors + 1, sizeof *self->x);
    self->words = calloc((size_t)self->factors + 1, sizeof *self->words);
    self->loads = calloc((size_t)n + 1, sizeof *self->loads);
    if (self->x == NULL || self->words == NULL || self->loads == NULL) {
        return false;
    }
    sim_plan_rows(plan, 0, n, self->x);
    for (int f = 0; f < self->factors; f++)
        self->words[f] = words_of(sim_plan_factor(plan, f));
    for (long i = 0; i < n; i++)
        if (condition->known[i] > 0) {
            self->loads[i] = (struct sim_load){ 1, (double)condition->met[i] / (double)condition->known[i] };
            self->all.worlds += 1;
            self->all.hits += self->loads[i].hits;
        }
    return sim_field_init(&self->field, self->x, self->words, n, self->factors);
}

/* --- words --- */

static const char *const quiet[] = { "parting", "line",    "shuffles", "left", "restricted",
                                     "lowest",  "highest", "unit",     "when", NULL };

static void say_sample(const struct sim_session *session, const struct request *request, const struct worlds *worlds)
{
    long replicates = session->plan.replicates, without = worlds->n - (long)worlds->all.worlds;

    printf("%s\nworlds where %s: %.6g of %.0f, %.3g %%\nover drawn worlds", session->study.title, request->when,
           worlds->all.hits, worlds->all.worlds, 100 * worlds->all.hits / worlds->all.worlds);
    if (request->claim != NULL) {
        printf(" of %ld replicates: where the means over them have every sign that the claim expects", replicates);
    } else if (replicates > 1) {
        printf(" of %ld replicates; each counts with the share of its replicates that meet the condition", replicates);
    }
    printf("%s\n", without > 0 ? "; worlds without an answer are left out" : "");
    sim_session_say_looks(session);
}

/** What was found, or that nothing was. */
static void say_boxes(const struct sim_plan *plan, const struct sim_discovery *found)
{
    const struct sim_found_box *last = &found->boxes[found->count - 1];

    for (int b = 0; b < found->count; b++)
        if (found->boxes[b].significant) {
            sim_discover_say_box(plan, &found->boxes[b], b + 1);
        }
    if (!last->significant && found->count == 1) {
        printf("nothing is found: %s\n", last->box.found
                                             ? "with shuffled answers, boxes as good as this are not rare (p over 0.05)"
                                             : "no box is denser than the rest by more than chance");
    } else if (!last->significant) {
        printf("nothing further is found in the worlds outside the boxes\n");
    }
}

static void say_tree(const struct sim_tree *tree)
{
    if (tree->leaves < 2) {
        printf("\ntree: no cut is confirmed in worlds that were left out\n");
    } else {
        printf("\ntree: %d leaves; squared error in worlds left out %.3g, without a cut %.3g\n", tree->leaves,
               tree->error, tree->error_uncut);
    }
}

/** Is there something to be parted? */
static bool is_mixed(struct sim_load all)
{
    return all.hits > 0 && all.hits < all.worlds;
}

static void say(const struct sim_session *session, const struct request *request, const struct worlds *worlds,
                const struct sim_discovery *found, const struct sim_tree *tree, const struct sim_sheet *sheets)
{
    say_sample(session, request, worlds);
    if (!is_mixed(worlds->all)) {
        printf("nothing is found: %s\n", worlds->all.worlds == 0 ? "no world has an answer"
                                         : worlds->all.hits > 0  ? "every world meets it"
                                                                 : "no world meets it");
        return;
    }
    say_boxes(&session->plan, found);
    int boxes = found->count > 1 && !found->boxes[found->count - 1].significant ? found->count - 1 : found->count;
    struct sim_sheet shown[] = { sheets[SIM_BOXES], sheets[SIM_LIMITS],
                                 sim_discover_thinned(&sheets[SIM_TRAJECTORY], boxes, STEPS_SHOWN) };
    sim_sheets_print(shown, 3, quiet);
    sim_sheet_free(&shown[2]);
    say_tree(tree);
    if (tree->leaves > 1) {
        sim_sheet_print(&sheets[SIM_TREE], NULL);
    }
}

/* --- answer --- */

static const char *const suffixes[SIM_DISCOVER_SHEETS] = { "", "_limits", "_trajectory", "_tree" };

static bool seek(struct request *request, const struct sim_plan *plan, const struct worlds *worlds,
                 struct sim_discovery *found, struct sim_tree *tree)
{
    const struct sim_stream stream = sim_stream_of(plan->study->seed, "discover: parts of a tree");
    double least = request->mass_share * worlds->all.worlds;

    if (worlds->all.worlds == 0) {
        return true;
    }
    request->wish.mass_min = least;
    return sim_discovery_init(found, &worlds->field, worlds->loads, &request->wish, request->most, plan->study->seed) &&
           sim_tree_init(tree, &worlds->field, worlds->loads, least / 2, &stream);
}

/** Ask all runs. A claim is known in every world: where a number is missing it does not hold. */
static enum sim_status ask(struct request *request, const struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_condition *condition = &request->condition;
    if (request->claim == NULL) {
        return sim_condition_ask(condition, request->shared.place, errors);
    }
    for (long point = 0; point < plan->points; point++)
        condition->known[point] = 1;
    return sim_claim_holds(plan, request->shared.place, request->study.claim, condition->met, errors);
}

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    struct request *request = context;
    struct worlds worlds = { 0 };
    struct sim_discovery found = { 0 };
    struct sim_tree tree = { 0 };
    struct sim_sheet sheets[SIM_DISCOVER_SHEETS] = { 0 };
    enum sim_status status = ask(request, &session->plan, errors);

    if (status == SIM_OK && (!worlds_init(&worlds, &session->plan, &request->condition) ||
                             !seek(request, &session->plan, &worlds, &found, &tree))) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for %ld worlds", session->plan.points);
    }
    if (status == SIM_OK) {
        sim_discover_fill(sheets, &session->plan, &worlds.field, &found, &tree, request->when);
        status =
            sim_sheets_deliver(sheets, SIM_DISCOVER_SHEETS, suffixes, session->study.title, &request->shared, errors);
    }
    if (status == SIM_OK && !request->shared.json) {
        say(session, request, &worlds, &found, &tree, sheets);
    }
    sim_sheets_free(sheets, SIM_DISCOVER_SHEETS);
    sim_discovery_free(&found);
    worlds_free(&worlds);
    return status;
}

enum sim_status sim_command_discover(const struct sim_model *model, int argc, char **argv)
{
    struct request *request = calloc(1, sizeof *request);
    enum sim_status status;
    if (request == NULL) {
        struct sim_errors errors = { 0 };
        return sim_end(&errors, sim_fail(&errors, SIM_MEMORY, "no memory"));
    }
    const struct sim_option own[] = {
        { .name = "--when", .value = &request->when },       { .name = "--claim", .value = &request->claim },
        { .name = "--alpha", .value = &request->alpha },     { .name = "--mass", .value = &request->mass },
        { .name = "--density", .value = &request->density }, { .name = "--quasi-p", .value = &request->quasi_p },
        { .name = "--boxes", .value = &request->boxes },     { .name = NULL },
    };
    status = sim_ask(model, argc, argv, "--arm --threads --csv --hdf5 --json", own, request, check, answer);
    sim_condition_free(&request->condition);
    sim_study_free(&request->study, model);
    free(request);
    return status;
}
