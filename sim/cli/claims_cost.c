/* claims_cost.c - counts the runs of claims, and times some of each. */
#include "claims_cost.h"

#include "../ask/placebo.h"
#include "../progress.h"
#include "../run/ensemble.h"

enum { TIMED = 128 }; /* runs: some packs on each of a few threads */

struct cost {
    long own, ablated, worlds, placebo;
    double seconds;
};

/** Runs of each study of a claim, as sim_trial_init() makes them. */
static struct cost runs_of(const struct sim_study *study, const struct sim_effort *effort, const struct sim_plan *plan)
{
    const struct sim_claim *claim = study->claim;
    long arms = study->arms_count;
    bool sampled = study->design.kind == SIM_DESIGN_NONE;
    struct cost cost = { .own = plan->points * arms * sim_trial_replicates(study, effort) };

    cost.ablated = claim->ablated != NULL ? cost.own : 0;
    cost.worlds = sampled ? effort->worlds * effort->world_replicates * arms : 0;
    if (claim->placebo[0] != NULL) {
        cost.placebo =
            effort->labellings * sim_placebo_worlds(study, effort) * arms * sim_placebo_replicates(study, effort);
    }
    return cost;
}

/** Compute a few runs, and say how long one takes. */
static enum sim_status time_some(const struct sim_plan *plan, const struct sim_kernel *kernel, int threads,
                                 double *seconds, struct sim_errors *errors)
{
    struct sim_ensemble ensemble = { 0 };
    struct sim_block block = { 0 };
    enum sim_status status = sim_ensemble_init(&ensemble, plan, kernel, threads, errors);

    status = status != SIM_OK ? status : sim_block_init(&block, plan, 0, errors);
    if (status == SIM_OK) {
        block.count = block.count < TIMED ? block.count : TIMED;
        double begun = sim_seconds();
        status = sim_ensemble_run(&ensemble, &block, errors);
        *seconds = (sim_seconds() - begun) / (double)block.count;
    }
    sim_block_free(&block);
    sim_ensemble_free(&ensemble);
    return status;
}

static void say_row(FILE *file, const char *id, const struct cost *cost)
{
    fprintf(file, "%-6s %10ld %10ld %10ld %10ld %9.0f\n", id, cost->own, cost->ablated, cost->worlds, cost->placebo,
            cost->seconds);
}

/** One claim more. */
static enum sim_status cost_add(struct cost *all, const struct sim_model *model, const struct sim_study *study,
                                const struct sim_effort *effort, int threads, FILE *file, struct sim_errors *errors)
{
    const struct sim_kernel *kernel = sim_kernel_choose(model, NULL);
    struct sim_study copy = { 0 };
    struct sim_plan plan = { 0 };
    double each = 0;
    enum sim_status status =
        sim_study_copy(&copy, study, model) ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for a forecast");

    status = status != SIM_OK ? status : sim_plan_init(&plan, model, &copy, kernel->real_bytes, errors);
    status = status != SIM_OK ? status : time_some(&plan, kernel, threads, &each, errors);
    if (status == SIM_OK) {
        struct cost cost = runs_of(study, effort, &plan);
        cost.seconds = each * (double)(cost.own + cost.ablated + cost.worlds + cost.placebo);
        say_row(file, study->claim->id, &cost);
        *all = (struct cost){ all->own + cost.own, all->ablated + cost.ablated, all->worlds + cost.worlds,
                              all->placebo + cost.placebo, all->seconds + cost.seconds };
    }
    sim_plan_free(&plan);
    sim_study_free(&copy, model);
    return status;
}

enum sim_status sim_claims_cost(const struct sim_model *model, const struct sim_study *studies, int count,
                                const struct sim_effort *effort, int threads, FILE *file, struct sim_errors *errors)
{
    struct cost all = { 0 };
    enum sim_status status = SIM_OK;

    fprintf(file, "%-6s %10s %10s %10s %10s %9s\n", "claim", "own", "ablated", "worlds", "placebo", "seconds");
    for (int i = 0; i < count && status == SIM_OK; i++)
        if (studies[i].claim->not_run == NULL) {
            status = cost_add(&all, model, &studies[i], effort, threads, file, errors);
        }
    if (status == SIM_OK) {
        say_row(file, "all", &all);
        fprintf(file, "%ld runs, about %.0f minutes on %d threads\n", all.own + all.ablated + all.worlds + all.placebo,
                all.seconds / 60, threads);
    }
    return status;
}
