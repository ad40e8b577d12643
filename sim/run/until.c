/* until.c - adds up runs in their order until all intervals are narrow enough. */
#include "until.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "only.h"
#include "sealed.h"
#include "store_reader.h"

bool sim_until_is_open(const struct sim_plan *plan)
{
    return plan->study->until.outcome >= 0 && plan->decision.replicates == 0;
}

enum sim_status sim_until_watch_init(struct sim_until_watch *self, const struct sim_plan *plan,
                                     struct sim_errors *errors)
{
    int arms = plan->study->arms_count;
    *self = (struct sim_until_watch){ .plan = plan, .each = arms > 1 ? arms - 1 : 1, .base = (double)NAN };
    self->held = calloc((size_t)(plan->points * self->each), sizeof *self->held);
    return self->held != NULL ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory to watch %ld points", plan->points);
}

void sim_until_watch_free(struct sim_until_watch *self)
{
    free(self->held);
    *self = (struct sim_until_watch){ 0 };
}

bool sim_until_enough(const struct sim_numbers *numbers, double low, double high, double t, double width, double *half)
{
    const struct sim_moments *moments = &numbers->moments;
    double skewness = sim_numbers_skewness(numbers), error = sim_moments_error(moments);
    enum sim_method method;

    *half = moments->squares > 0 ? t * error : moments->n > 1 ? INFINITY : (double)NAN;
    if (*half <= width || isinf(*half)) { /* only then: the exact interval takes longer */
        struct sim_interval exact = sim_numbers_interval(numbers, low, high, &method);
        double reach = sim_interval_reach(exact, moments->mean);
        if (method == SIM_STUDENT || method == SIM_HALL) { /* the longer side of skewed numbers */
            reach = error * fmax(fabs(sim_skewed(t, skewness, moments->n)), fabs(sim_skewed(-t, skewness, moments->n)));
        }
        *half = isnan(reach) ? *half : reach;
    }
    return *half <= width;
}

/** Find the widest interval of any arm at any point; true if all are narrow enough. One that does not exist (too few
 * values) counts as the widest. */
static bool find_widest(const struct sim_until_watch *self, struct sim_decision *decision)
{
    const struct sim_until *until = &self->plan->study->until;
    const struct sim_series *series = &self->plan->model->outcomes[until->outcome];
    bool paired = self->plan->study->arms_count > 1, enough = true;
    double range = series->high - series->low, t = 0, half;
    long n = -1;

    decision->half_width = -1;
    for (long i = 0; i < self->plan->points * self->each; i++) {
        t = self->held[i].moments.n == n ? t : sim_t95(self->held[i].moments.n);
        n = self->held[i].moments.n;
        bool good = sim_until_enough(&self->held[i], paired ? -range : series->low, paired ? range : series->high, t,
                                     until->half_width, &half);
        enough = enough && good;
        if (isnan(half) || half > decision->half_width) {
            decision->half_width = half;
            decision->point = i / self->each;
        }
        if (isnan(half)) {
            return false;
        }
    }
    return enough;
}

/** Decide whether the replicates so far are enough, now that one more is complete at all points. */
static void close_replicate(struct sim_until_watch *self)
{
    const struct sim_until *until = &self->plan->study->until;
    long least = until->at_most < SIM_LEAST_REPLICATES ? until->at_most : SIM_LEAST_REPLICATES;
    struct sim_decision decision = { .replicates = ++self->replicates };

    if (self->replicates < least) {
        return;
    }
    decision.reached = find_widest(self, &decision);
    if (decision.reached || self->replicates == until->at_most) {
        self->decision = decision;
    }
}

static void visit(struct sim_until_watch *self, const struct sim_seen *seen)
{
    double value = sim_seen_outcome(seen, self->plan->study->until.outcome);
    int arms = self->plan->study->arms_count;

    struct sim_numbers *held = &self->held[seen->run.point * self->each];
    if (seen->run.arm == 0) {
        self->base = value;
    }
    if (arms == 1) {
        sim_numbers_add(held, value);
    } else if (seen->run.arm > 0) {
        sim_numbers_add(&held[seen->run.arm - 1], value - self->base);
    }
    if (seen->run.arm == arms - 1 && seen->run.point == self->plan->points - 1) {
        close_replicate(self);
    }
}

void sim_until_take(struct sim_until_watch *self, const struct sim_block *block)
{
    for (long at = 0; at < block->count && self->decision.replicates == 0; at++) {
        long number = block->first + at;
        visit(self, &(struct sim_seen){ sim_plan_run(self->plan, number), number, block, at });
    }
    self->blocks++;
}

enum sim_status sim_until_look(struct sim_until_watch *self, const char *out, const bool *here,
                               struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    while (status == SIM_OK && self->decision.replicates == 0 && self->blocks < self->plan->blocks &&
           here[self->blocks]) {
        struct sim_block block = { 0 };
        status = sim_block_init(&block, self->plan, self->blocks, errors);
        if (status == SIM_OK) {
            status = sim_blocks_read(self->plan, out, self->blocks, &block, errors);
        }
        if (status == SIM_OK) {
            sim_until_take(self, &block);
        }
        sim_block_free(&block);
    }
    return status;
}

long sim_until_blocks(const struct sim_until_watch *self)
{
    long at_most = self->plan->study->until.at_most, next = self->replicates + 1;
    next = next < SIM_LEAST_REPLICATES ? SIM_LEAST_REPLICATES : next;
    return sim_plan_blocks(self->plan, next < at_most ? next : at_most);
}

/* --- kept beside the plan --- */

enum { LONGEST = 1024 };
static const char *const layout = "replicates: %ld\nreached: %7[a-z]\nhalf_width: %lf\npoint: %ld\n";

/** Which study it was decided for, and what was watched. */
static void put_names(const struct sim_plan *plan, char *text, size_t size)
{
    snprintf(text, size, "outcome: %s\nplan: %016llx%016llx\n", plan->model->outcomes[plan->study->until.outcome].name,
             (unsigned long long)plan->hash[1], (unsigned long long)plan->hash[0]);
}

enum sim_status sim_until_keep(struct sim_plan *plan, const char *out, const struct sim_decision *decision,
                               struct sim_errors *errors)
{
    char text[LONGEST], names[LONGEST / 2], *path = sim_path_join(out, "plan/until.txt");
    enum sim_status status;

    put_names(plan, names, sizeof names);
    snprintf(text, sizeof text, "replicates: %ld\nreached: %s\nhalf_width: %.17g\npoint: %ld\n%s", decision->replicates,
             decision->reached ? "true" : "false", decision->half_width, decision->point, names);
    status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_sealed_publish(path, text, false, errors);
    if (status == SIM_OK) {
        sim_plan_decide(plan, decision);
    }
    free(path);
    return status;
}

/** Read the decision kept at `path`. SIM_DATA where it is damaged, or is of another study. Folders of earlier versions
 * name no study. */
static enum sim_status read_kept(const struct sim_plan *plan, const char *path, struct sim_decision *decision,
                                 struct sim_errors *errors)
{
    char *text = NULL, reached[8] = "", names[LONGEST / 2];
    enum sim_status status = sim_sealed_read(path, LONGEST, &text, errors);

    put_names(plan, names, sizeof names);
    const char *named = text == NULL ? NULL : strstr(text, "outcome: ");
    if (status == SIM_OK &&
        (sscanf(text, layout, &decision->replicates, reached, &decision->half_width, &decision->point) != 4 ||
         decision->replicates < 1 || decision->replicates > plan->study->replicates ||
         (named != NULL && strcmp(named, names) != 0))) {
        status = sim_fail(errors, SIM_DATA, "%s: belongs to another study", path);
    }
    decision->reached = strcmp(reached, "true") == 0;
    free(text);
    return status;
}

/** The decision as the results hold it; none where they are not of this plan or damaged. */
static void read_collected(const struct sim_plan *plan, const char *out, struct sim_decision *decision)
{
    struct sim_errors ignored = { 0 };
    struct sim_stored *stored = NULL;
    char *path = sim_results_answer(plan, out, false) ? sim_results_path(out) : NULL;

    *decision = (struct sim_decision){ 0 };
    if (path != NULL && sim_stored_open(&stored, path, &ignored) == SIM_OK) {
        sim_stored_decision(stored, plan, decision);
    }
    sim_stored_close(stored);
    sim_errors_free(&ignored);
    free(path);
}

/** Find the decision, and cut the plan by it. *intact: it stands beside the plan, or was never taken. */
static enum sim_status recall(struct sim_plan *plan, const char *out, bool *intact, struct sim_errors *errors)
{
    char *path = sim_path_join(out, "plan/until.txt");
    struct sim_errors damage = { 0 };
    struct sim_decision decision = { 0 };
    enum sim_status status = path == NULL              ? sim_fail(errors, SIM_MEMORY, "no memory")
                             : access(path, F_OK) == 0 ? read_kept(plan, path, &decision, &damage)
                                                       : SIM_OK;

    *intact = status == SIM_OK && decision.replicates > 0;
    if (!*intact && (status == SIM_OK || status == SIM_DATA)) {
        read_collected(plan, out, &decision);
        *intact = status == SIM_OK && decision.replicates == 0;
        status = decision.replicates > 0 ? SIM_OK : status;
    }
    if (status == SIM_OK && decision.replicates > 0) {
        sim_plan_decide(plan, &decision);
    } else {
        sim_errors_take(errors, &damage);
    }
    sim_errors_free(&damage);
    free(path);
    return status;
}

enum sim_status sim_until_recall(struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    bool intact;
    return sim_until_is_open(plan) ? recall(plan, out, &intact, errors) : SIM_OK;
}

enum sim_status sim_until_restore(struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };
    char *path = sim_path_join(out, "plan/until.txt");
    bool intact = true, there = path != NULL && access(path, F_OK) == 0;
    enum sim_status status = sim_until_is_open(plan) ? recall(plan, out, &intact, &damage) : SIM_OK;

    if (!intact && there && (status == SIM_OK || status == SIM_DATA)) {
        sim_sealed_mended(out, path);
    }
    if (status == SIM_OK && !intact) {
        struct sim_decision decision = plan->decision;
        status = sim_until_keep(plan, out, &decision, errors);
    }
    free(path);
    return sim_errors_forgive(errors, status, &damage);
}
