/* grow_source.c - takes runs from what a folder held before its study grew, and compares them. */
#include "grow_source.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "differ.h"
#include "entities.h"
#include "finished.h"
#include "only.h"
#include "output.h"

/* --- one earlier output --- */

void sim_source_free(struct sim_source *self, const struct sim_model *model)
{
    sim_stored_close(self->stored);
    sim_block_free(&self->block);
    sim_plan_free(&self->plan);
    sim_study_free(&self->study, model);
    free(self->arm_of);
    free(self->column_of);
    free(self->folder);
}

enum sim_status sim_source_open(struct sim_source *self, const struct sim_model *model, char *folder, bool *good,
                                struct sim_errors *errors)
{
    struct sim_errors why = { 0 };
    enum sim_status status;

    *self = (struct sim_source){ .folder = folder, .held = -1 };
    status = folder == NULL ? SIM_MEMORY : sim_finished_open(model, folder, &self->study, &self->plan, NULL, &why);
    sim_errors_free(&why);
    *good = status == SIM_OK;
    return status == SIM_MEMORY ? sim_fail(errors, SIM_MEMORY, "no memory for an earlier study") : SIM_OK;
}

/** Find the columns of the outcomes: entities are known again by their names. */
static void columns_match(struct sim_source *self, const struct sim_plan *plan)
{
    const struct sim_model *model = plan->model;
    for (int i = 0; i < model->outcomes_count; i++)
        self->column_of[i] = i;
    for (int i = 0; i < model->outcomes_of_count; i++) {
        const struct sim_entities *here = sim_entities_of(plan, i), *there = sim_entities_of(&self->plan, i);
        int *to = self->column_of + sim_entities_column(plan, i), first = sim_entities_column(&self->plan, i);
        for (int k = 0; k < here->count; k++) {
            int place = sim_entities_find(there, here->names[k], k);
            to[k] = place < 0 ? -1 : first + place;
        }
    }
}

/** Make ready to take runs for `plan`. */
static enum sim_status source_match(struct sim_source *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };
    char *results = sim_results_path(self->folder);

    self->arm_of = calloc((size_t)plan->study->arms_count, sizeof *self->arm_of);
    self->column_of =
        calloc((size_t)sim_entities_column(plan, plan->model->outcomes_of_count) + 1, sizeof *self->column_of);
    self->lacks_histories = sim_keeps_more(&self->plan, plan);
    if (results == NULL || self->arm_of == NULL || self->column_of == NULL ||
        sim_arms_match(&self->plan, plan, self->arm_of) < 0) {
        free(results);
        return sim_fail(errors, SIM_MEMORY, "no memory for an earlier study");
    }
    columns_match(self, plan);
    if (sim_blocks_missing(&self->plan, self->folder) > 0 && sim_results_hold_all(&self->plan, self->folder) &&
        sim_stored_open(&self->stored, results, &damage) != SIM_OK) {
        sim_stored_close(self->stored);
        self->stored = NULL;
    }
    sim_errors_free(&damage);
    free(results);
    return SIM_OK;
}

/** Read block `index` of the source. What cannot be read is absent. */
static void source_read(struct sim_source *self, long index)
{
    struct sim_errors damage = { 0 };
    enum sim_status status;

    sim_block_free(&self->block);
    self->held = index;
    status = sim_block_init(&self->block, &self->plan, index, &damage);
    if (status == SIM_OK && sim_blocks_has(self->folder, index)) {
        status = sim_blocks_read(&self->plan, self->folder, index, &self->block, &damage);
    } else if (status == SIM_OK && self->stored != NULL && self->block.first < self->plan.runs) {
        status = sim_stored_block(self->stored, &self->plan, &self->block, &damage);
    } else {
        status = SIM_DATA;
    }
    if (status != SIM_OK) {
        sim_block_free(&self->block);
    }
    sim_errors_free(&damage);
}

/** Place of a run of the new plan in the block that was read from the source; -1 where the source lacks it. */
static long source_seek(struct sim_source *self, struct sim_run run)
{
    const struct sim_plan *plan = &self->plan;
    int arm = self->arm_of[run.arm];
    long number = (run.replicate * plan->points + run.point) * self->study.arms_count + arm;

    if (arm < 0 || run.replicate >= self->study.replicates || run.point >= plan->points) {
        return -1;
    }
    if (number / plan->block_runs != self->held) {
        source_read(self, number / plan->block_runs);
    }
    number -= self->block.first;
    return self->block.status != NULL && number < self->block.count && self->block.status[number] != SIM_RUN_ABSENT
               ? number
               : -1;
}

/* --- taking and comparing runs --- */

/** Walk over the histories of both: place of the model's history `i` in the source's block, or -1. */
static int place_in(const struct sim_study *study, int history)
{
    int kept = 0;
    for (int i = 0; i < history; i++)
        kept += study->histories[i];
    return study->histories[history] ? kept : -1;
}

static float *months_of(const struct sim_block *block, int kept, long run)
{
    return block->histories + ((long)kept * block->count + run) * block->months;
}

/** One column of outcomes of a run. */
static double outcome_in(const struct sim_source *source, int column, long run)
{
    int own = source->column_of[column];
    return own < 0 ? (double)NAN : source->block.outcomes[(long)own * source->block.count + run];
}

static void take(const struct sim_growth *self, const struct sim_source *source, long from, struct sim_block *block,
                 long to)
{
    const struct sim_block *there = &source->block;
    int kept = 0;

    block->status[to] = there->status[from];
    block->reason[to] = there->reason[from];
    for (int i = 0; i < block->outcomes_count; i++)
        block->outcomes[i * block->count + to] = outcome_in(source, i, from);
    for (int i = 0; i < self->plan->model->histories_count; i++)
        if (self->plan->study->histories[i]) {
            memcpy(months_of(block, kept++, to), months_of(there, place_in(&source->study, i), from),
                   (size_t)block->months * sizeof(float));
        }
}

static void fill(struct sim_growth *self, struct sim_block *block)
{
    for (int s = 0; s < self->count; s++)
        for (long i = 0; !self->sources[s].lacks_histories && i < block->count; i++)
            if (block->status[i] == SIM_RUN_ABSENT) {
                long from = source_seek(&self->sources[s], sim_plan_run(self->plan, block->first + i));
                if (from >= 0) {
                    take(self, &self->sources[s], from, block, i);
                }
            }
}

enum sim_status sim_growth_fill(struct sim_growth *self, struct sim_block *block, struct sim_errors *errors)
{
    fill(self, block);
    for (long i = 0; i < block->count && block->first + i < self->wanted; i++)
        if (block->status[i] == SIM_RUN_ABSENT) {
            struct sim_run run = sim_plan_run(self->plan, block->first + i);
            return sim_fail(errors, SIM_DATA,
                            "replicate %ld, point %ld, arm \"%s\" is in none of the places to merge, or its block is "
                            "damaged (see `status --verify`); compute it with `run`",
                            run.replicate, run.point, self->plan->study->arms[run.arm].name);
        }
    return SIM_OK;
}

/** Are two numbers the same bits? Two NANs are, and 0 and -0 are not. */
static bool same_bits(double a, double b)
{
    uint64_t bits_of_a, bits_of_b;
    memcpy(&bits_of_a, &a, sizeof a);
    memcpy(&bits_of_b, &b, sizeof b);
    return bits_of_a == bits_of_b;
}

/** Name of the first number of a run that is not the same bits; NULL where all are. */
static const char *other_number(const struct sim_growth *self, const struct sim_source *source, long from,
                                const struct sim_block *block, long to)
{
    const struct sim_model *model = self->plan->model;
    const struct sim_block *there = &source->block;

    if (block->status[to] != there->status[from] || block->reason[to] != there->reason[from]) {
        return "status";
    }
    for (int i = 0; i < block->outcomes_count; i++)
        if (!same_bits(block->outcomes[i * block->count + to], outcome_in(source, i, from))) {
            return sim_entities_series(self->plan, i)->name;
        }
    for (int i = 0; i < model->histories_count; i++) {
        int here = place_in(self->plan->study, i), kept = place_in(&source->study, i);
        if (here >= 0 && kept >= 0 &&
            memcmp(months_of(block, here, to), months_of(there, kept, from), (size_t)block->months * sizeof(float)) !=
                0) {
            return model->histories[i].name;
        }
    }
    return NULL;
}

enum sim_status sim_growth_check(struct sim_growth *self, const struct sim_block *block, struct sim_errors *errors)
{
    for (int s = 0; s < self->count; s++)
        for (long i = 0; (self->sources[s].lacks_histories || self->wanted > 0) && i < block->count; i++) {
            struct sim_run run = sim_plan_run(self->plan, block->first + i);
            long from = source_seek(&self->sources[s], run);
            const char *other = from < 0 ? NULL : other_number(self, &self->sources[s], from, block, i);
            if (other != NULL && self->wanted > 0) {
                return sim_fail(errors, SIM_DATA,
                                "replicate %ld, point %ld, arm \"%s\" has another '%s' in %s than in the places before "
                                "it; nothing is merged",
                                run.replicate, run.point, self->plan->study->arms[run.arm].name, other,
                                self->sources[s].folder);
            }
            if (other != NULL) {
                return sim_fail(errors, SIM_DATA,
                                "replicate %ld, point %ld, arm \"%s\" was computed again, and its '%s' differs from "
                                "the earlier result; all earlier results are kept in %s",
                                run.replicate, run.point, self->plan->study->arms[run.arm].name, other,
                                self->sources[s].folder);
            }
        }
    return SIM_OK;
}

/* --- all earlier outputs --- */

char *sim_earlier_path(const char *out, int number, const char *name)
{
    size_t size = strlen(out) + strlen(name) + 32;
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s/earlier/%d%s%s", out, number, *name == '\0' ? "" : "/", name);
    }
    return path;
}

int sim_earlier_count(const char *out)
{
    int count = 0;
    bool there = true;
    while (there) {
        char *path = sim_earlier_path(out, count + 1, "");
        there = path != NULL && access(path, F_OK) == 0;
        count += there;
        free(path);
    }
    return count;
}

enum sim_status sim_growth_init(struct sim_growth *self, const struct sim_plan *plan, const char *out,
                                struct sim_errors *errors)
{
    int count = sim_earlier_count(out);
    enum sim_status status = SIM_OK;

    *self = (struct sim_growth){ .plan = plan, .sources = calloc((size_t)count + 1, sizeof *self->sources) };
    if (self->sources == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for %d earlier studies", count);
    }
    for (int number = count; number > 0 && status == SIM_OK; number--) { /* the last one holds most */
        struct sim_source *source = &self->sources[self->count];
        bool good;
        status = sim_source_open(source, plan->model, sim_earlier_path(out, number, ""), &good, errors);
        if (status == SIM_OK && good) {
            status = source_match(source, plan, errors);
            self->count++;
        } else {
            sim_source_free(source, plan->model);
        }
    }
    return status;
}

/** Number of runs wanted: as many as `until` decided in a source of the same plan; else all. */
static long runs_wanted(const struct sim_growth *self)
{
    for (int s = 0; s < self->count; s++) {
        const struct sim_plan *plan = &self->sources[s].plan;
        if (plan->decision.replicates > 0 && memcmp(plan->hash, self->plan->hash, sizeof plan->hash) == 0) {
            return plan->runs;
        }
    }
    return self->plan->runs;
}

enum sim_status sim_growth_add(struct sim_growth *self, const char *const *from, int count, bool merges,
                               struct sim_errors *errors)
{
    struct sim_source *more = realloc(self->sources, (size_t)(self->count + count + 1) * sizeof *more);
    enum sim_status status = more == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for other studies") : SIM_OK;

    self->sources = more == NULL ? self->sources : more;
    for (int i = 0; i < count && status == SIM_OK; i++) {
        struct sim_source *source = &self->sources[self->count++];
        bool good;
        status = sim_source_open(source, self->plan->model, strdup(from[i]), &good, errors);
        if (status == SIM_OK) {
            status = good ? source_match(source, self->plan, errors)
                          : sim_fail(errors, SIM_DATA, "%s: cannot be read any more", from[i]);
        }
    }
    self->wanted = merges ? runs_wanted(self) : 0;
    return status;
}

void sim_growth_free(struct sim_growth *self)
{
    for (int i = 0; i < self->count; i++)
        sim_source_free(&self->sources[i], self->plan->model);
    free(self->sources);
    *self = (struct sim_growth){ 0 };
}

void sim_growth_end(const char *out)
{
    char *path = sim_path_join(out, "earlier"), name[32];
    int folder = path == NULL ? -1 : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

    for (int number = sim_earlier_count(out); folder >= 0 && number > 0; number--) {
        snprintf(name, sizeof name, "%d", number);
        sim_output_clear(folder, name); /* another process may be at it: the next `run` removes the rest */
    }
    if (folder >= 0) {
        close(folder);
        rmdir(path);
    }
    free(path);
}
