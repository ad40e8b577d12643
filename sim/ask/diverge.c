/* diverge.c - two replays in step. After each phase every variable that was equal so far is compared. */
#include "diverge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void name_of(const struct sim_replay *replay, int extent, int row, char *name)
{
    replay->plan->model->entity(replay->world, extent, row, name, SIM_ENTITY_SIZE);
}

/** Row of the entity of b with the name of entity `row` of a, or -1. The search starts at `row`: it nearly always fits.
 */
static int match_of(const struct sim_divergence *self, int extent, int row, int rows_b)
{
    char name[SIM_ENTITY_SIZE], other[SIM_ENTITY_SIZE];
    name_of(&self->a, extent, row, name);
    for (int i = 0; i < rows_b; i++) {
        int at = (row + i) % rows_b;
        name_of(&self->b, extent, at, other);
        if (strcmp(name, other) == 0) {
            return at;
        }
    }
    return -1;
}

static bool find_matches(struct sim_divergence *self)
{
    const struct sim_model *model = self->a.plan->model;
    self->match = calloc((size_t)model->extents_count + 1, sizeof *self->match);
    for (int e = 0; self->match != NULL && e < model->extents_count; e++) {
        int rows = model->rows(self->a.world, e), others = model->rows(self->b.world, e);
        self->match[e] = calloc((size_t)rows + 1, sizeof **self->match);
        if (self->match[e] == NULL) {
            return false;
        }
        for (int row = 0; row < rows; row++)
            self->match[e][row] = match_of(self, e, row, others);
    }
    return self->match != NULL;
}

static bool differ(double a, double b)
{
    return a != b && !(isnan(a) && isnan(b));
}

/** Compare every state variable that was equal so far. */
static void look(struct sim_divergence *self, int month, int phase)
{
    const struct sim_model *model = self->a.plan->model;
    for (int s = 0; s < model->state_count; s++) {
        const int *match = self->match[model->state[s].extent];
        for (int row = 0; !self->parting[s].found && row < sim_replay_rows(&self->a, s); row++) {
            double a = sim_replay_value(&self->a, s, row);
            double b = match[row] < 0 ? a : sim_replay_value(&self->b, s, match[row]);
            if (differ(a, b)) {
                self->parting[s] = (struct sim_parting){ true, month, phase, row, a, b };
            }
        }
    }
}

/** Advance both runs by one month, phase by phase. A phase that only one of them leaves out is compared too. */
static void month_of_both(struct sim_divergence *self, int month)
{
    const struct sim_model *model = self->a.plan->model;
    sim_replay_begin(&self->a);
    sim_replay_begin(&self->b);
    for (int phase = 0; phase < model->phases_count; phase++) {
        sim_replay_phase(&self->a, phase);
        sim_replay_phase(&self->b, phase);
        look(self, month, phase);
    }
}

enum sim_status sim_divergence_init(struct sim_divergence *self, const struct sim_plan *plan, struct sim_run a,
                                    int arm_b, struct sim_errors *errors)
{
    struct sim_run b = { a.replicate, a.point, arm_b };
    enum sim_status status;

    *self = (struct sim_divergence){ 0 };
    status = sim_replay_init(&self->a, plan, a, errors);
    if (status == SIM_OK) {
        status = sim_replay_init(&self->b, plan, b, errors);
    }
    if (status != SIM_OK) {
        return status;
    }
    self->parting = calloc((size_t)plan->model->state_count, sizeof *self->parting);
    if (self->parting == NULL || !find_matches(self)) {
        return sim_fail(errors, SIM_MEMORY, "no memory to compare two runs");
    }
    look(self, 0, SIM_FIRST_DAY);
    for (int month = 0; month < plan->study->months; month++)
        month_of_both(self, month);
    return SIM_OK;
}

void sim_divergence_free(struct sim_divergence *self)
{
    for (int e = 0; self->match != NULL && e < self->a.plan->model->extents_count; e++)
        free(self->match[e]);
    free(self->match);
    free(self->parting);
    sim_replay_free(&self->a);
    sim_replay_free(&self->b);
    *self = (struct sim_divergence){ 0 };
}

int sim_divergence_param(const struct sim_divergence *self, int param)
{
    for (int month = 0; month < self->a.plan->study->months; month++) {
        double a = sim_replay_param(&self->a, param, month), b = sim_replay_param(&self->b, param, month);
        if (a != b && !(isnan(a) && isnan(b))) { /* NAN: a cell of a row that the arm does not have */
            return month;
        }
    }
    return -1;
}

void sim_divergence_unmatched(const struct sim_divergence *self, int extent, int *only_a, int *only_b)
{
    const struct sim_model *model = self->a.plan->model;
    int rows = model->rows(self->a.world, extent), shared = 0;

    for (int row = 0; row < rows; row++)
        shared += self->match[extent][row] >= 0;
    *only_a = rows - shared;
    *only_b = model->rows(self->b.world, extent) - shared;
}
