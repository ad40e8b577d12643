/* grow.c - the way of a folder from a study to a larger one. */
#include "grow.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "../files.h"
#include "differ.h"
#include "only.h"
#include "output.h"
#include "store_reader.h"

/** An earlier output of the folder, or one of its present study. */
struct sim_source {
    char *folder;
    struct sim_study study;
    struct sim_plan plan;
    struct sim_stored *stored; /* its results file where blocks are gone; NULL: blocks */
    int *arm_of;               /* [arm of the new plan]: its own, or -1 */
    bool lacks_histories;      /* that are asked for now */
    struct sim_block block;    /* the one in hand ... */
    long held;                 /* ... and its number, or -1 */
};

/* --- one earlier output --- */

static void source_free(struct sim_source *self, const struct sim_model *model)
{
    sim_stored_close(self->stored);
    sim_block_free(&self->block);
    sim_plan_free(&self->plan);
    sim_study_free(&self->study, model);
    free(self->arm_of);
    free(self->folder);
}

/** Open what is at `folder`, which from now on is the source's. Damage, or a study of another version, is no error:
 * there is nothing to take then. *good: something is there. */
static enum sim_status source_open(struct sim_source *self, const struct sim_model *model, char *folder, bool *good,
                                   struct sim_errors *errors)
{
    struct sim_errors why = { 0 };
    enum sim_status status;

    *self = (struct sim_source){ .folder = folder, .held = -1 };
    status = folder == NULL ? SIM_MEMORY : sim_output_reopen(model, folder, &self->study, &self->plan, &why);
    sim_errors_free(&why);
    *good = status == SIM_OK;
    return status == SIM_MEMORY ? sim_fail(errors, SIM_MEMORY, "no memory for an earlier study") : SIM_OK;
}

/** Make ready to take runs for `plan`. */
static enum sim_status source_match(struct sim_source *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    struct sim_errors damage = { 0 };
    char *results = sim_results_path(self->folder);

    self->arm_of = calloc((size_t)plan->study->arms_count, sizeof *self->arm_of);
    self->lacks_histories = sim_keeps_more(&self->plan, plan);
    if (results == NULL || self->arm_of == NULL || sim_arms_match(&self->plan, plan, self->arm_of) < 0) {
        free(results);
        return sim_fail(errors, SIM_MEMORY, "no memory for an earlier study");
    }
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

/** Place in the source's block in hand of a run of the new plan; -1 where the source is without it. */
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

static void take(const struct sim_growth *self, const struct sim_source *source, long from, struct sim_block *block,
                 long to)
{
    const struct sim_block *there = &source->block;
    int kept = 0;

    block->status[to] = there->status[from];
    block->reason[to] = there->reason[from];
    for (int i = 0; i < block->outcomes_count; i++)
        block->outcomes[i * block->count + to] = there->outcomes[i * there->count + from];
    for (int i = 0; i < self->plan->model->histories_count; i++)
        if (self->plan->study->histories[i]) {
            memcpy(months_of(block, kept++, to), months_of(there, place_in(&source->study, i), from),
                   (size_t)block->months * sizeof(float));
        }
}

void sim_growth_fill(struct sim_growth *self, struct sim_block *block)
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
        if (memcmp(&block->outcomes[i * block->count + to], &there->outcomes[i * there->count + from],
                   sizeof(double)) != 0) {
            return model->outcomes[i].name;
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
        for (long i = 0; self->sources[s].lacks_histories && i < block->count; i++) {
            struct sim_run run = sim_plan_run(self->plan, block->first + i);
            long from = source_seek(&self->sources[s], run);
            const char *other = from < 0 ? NULL : other_number(self, &self->sources[s], from, block, i);
            if (other != NULL) {
                return sim_fail(errors, SIM_DATA,
                                "replicate %ld, point %ld, arm \"%s\" was computed again, and its '%s' is not what it "
                                "was; the earlier results are kept, whole, in %s",
                                run.replicate, run.point, self->plan->study->arms[run.arm].name, other,
                                self->sources[s].folder);
            }
        }
    return SIM_OK;
}

/* --- all earlier outputs --- */

/** OUT/earlier/N, or with the name of something in it. The caller frees it; NULL without memory. */
static char *earlier_path(const char *out, int number, const char *name)
{
    size_t size = strlen(out) + strlen(name) + 32;
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s/earlier/%d%s%s", out, number, *name == '\0' ? "" : "/", name);
    }
    return path;
}

/** Is OUT/NAME there? */
static bool has(const char *out, const char *name)
{
    char *path = sim_path_join(out, name);
    bool there = path != NULL && access(path, F_OK) == 0;
    free(path);
    return there;
}

/** How many earlier outputs there are. */
static int earlier_count(const char *out)
{
    int count = 0;
    bool there = true;
    while (there) {
        char *path = earlier_path(out, count + 1, "");
        there = path != NULL && access(path, F_OK) == 0;
        count += there;
        free(path);
    }
    return count;
}

enum sim_status sim_growth_init(struct sim_growth *self, const struct sim_plan *plan, const char *out,
                                struct sim_errors *errors)
{
    int count = earlier_count(out);
    enum sim_status status = SIM_OK;

    *self = (struct sim_growth){ .plan = plan, .sources = calloc((size_t)count + 1, sizeof *self->sources) };
    if (self->sources == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for %d earlier studies", count);
    }
    for (int number = count; number > 0 && status == SIM_OK; number--) { /* the last one holds most */
        struct sim_source *source = &self->sources[self->count];
        bool good;
        status = source_open(source, plan->model, earlier_path(out, number, ""), &good, errors);
        if (status == SIM_OK && good) {
            status = source_match(source, plan, errors);
            self->count++;
        } else {
            source_free(source, plan->model);
        }
    }
    return status;
}

void sim_growth_free(struct sim_growth *self)
{
    for (int i = 0; i < self->count; i++)
        source_free(&self->sources[i], self->plan->model);
    free(self->sources);
    *self = (struct sim_growth){ 0 };
}

void sim_growth_end(const char *out)
{
    struct sim_errors ignored = { 0 };
    char *path = sim_path_join(out, "earlier");

    if (path != NULL && access(path, F_OK) == 0) {
        (void)!sim_output_remove(path, &ignored); /* another process may be at it: the next `run` removes the rest */
    }
    sim_errors_free(&ignored);
    free(path);
}

/* --- the folder's own way --- */

/** Runs of a source that are there. */
static long runs_there(const struct sim_plan *plan, const char *folder)
{
    long runs = 0;
    if (sim_results_hold_all(plan, folder)) {
        return plan->runs;
    }
    for (long i = 0; i < plan->blocks; i++)
        runs += sim_blocks_has(folder, i) ? sim_plan_runs_in(plan, i) : 0;
    return runs;
}

/** What grows, in one sentence. NULL without memory. */
static char *sentence_of(const struct sim_plan *then, long there, const struct sim_plan *now, const char *out)
{
    char more[512], *sentence = malloc(strlen(out) + 1024);
    bool again = sim_keeps_more(then, now);

    sim_more_text(then, now, more, sizeof more);
    if (sentence != NULL && again) {
        sprintf(sentence,
                "%s: the study grows by %s; the %ld runs that are there are computed again for the history and "
                "compared with what is kept, and %ld runs are added",
                out, more, there, now->runs - there);
    } else if (sentence != NULL) {
        sprintf(sentence, "%s: the study grows%s%s; the %ld runs that are there are kept, and %ld are added", out,
                *more == '\0' ? "" : " by ", more, there, now->runs > there ? now->runs - there : 0);
    }
    return sentence;
}

/** Move OUT/NAME into earlier output `number`, unless something of that name is there already or OUT has none. */
static enum sim_status move(const char *out, int number, const char *name, struct sim_errors *errors)
{
    char *from = sim_path_join(out, name), *to = earlier_path(out, number, name);
    enum sim_status status = from == NULL || to == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    if (status == SIM_OK && access(to, F_OK) != 0 && access(from, F_OK) == 0) {
        status = sim_file_rename(from, to, errors);
    }
    free(from);
    free(to);
    return status;
}

/** The present output becomes earlier output `number`. The plan goes first: without it the folder says that it is under
 * way, and any process can go on here. An earlier output has blocks/, so that a new blocks/ is never taken for it. */
static enum sim_status move_all(const char *out, int number, struct sim_errors *errors)
{
    static const char *const names[] = { "plan", "blocks", "results.h5", "partial" };
    char *folder = earlier_path(out, number, ""), *blocks = earlier_path(out, number, "blocks");
    enum sim_status status =
        folder == NULL || blocks == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : sim_folder_make(folder, errors);

    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == SIM_OK; i++)
        status = move(out, number, names[i], errors);
    status = status == SIM_OK ? sim_folder_make(blocks, errors) : status;
    free(folder);
    free(blocks);
    return status;
}

/** Where the folder's present study is, if there is one: OUT, or the last earlier output where a process was killed
 * between the old plan and the new. *number: what it becomes, or has become, among the earlier ones; 0: nothing grows.
 * The caller frees what is returned; NULL: neither. */
static char *present(const char *out, int *number)
{
    int count = earlier_count(out);

    if (has(out, "plan/plan.txt")) {
        *number = count + 1;
        return strdup(out);
    }
    *number = count;
    return count == 0 ? NULL : earlier_path(out, count, "");
}

/** A file that is locked while the folder is made ready; -1 where there is none, or no lock is to be had. Without a
 * lock two processes at the same moment may each stop with an error, and lose nothing. */
static int lock_folder(const char *out)
{
    char *path = sim_path_join(out, "log");
    int file = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    if (file >= 0) {
        (void)!flock(file, LOCK_EX);
    }
    free(path);
    return file;
}

/** A study file without its note is of a process that was killed: nothing was computed for it. */
static enum sim_status forget_unfinished_plan(const struct sim_plan *plan, const char *out, struct sim_errors *errors)
{
    char *path = sim_path_join(out, "plan/study.yaml"), *theirs = NULL;
    size_t size = 0;
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    if (status == SIM_OK && access(path, F_OK) == 0) {
        status = sim_file_read(path, 64 << 20, &theirs, &size, errors);
        if (status == SIM_OK && strcmp(theirs, plan->study->text) != 0) {
            status = sim_file_remove(path, errors);
        }
    }
    free(theirs);
    free(path);
    return status;
}

/** With the folder locked: compare, say what grows, and move. */
static enum sim_status grow(const struct sim_plan *plan, const char *out, bool begin, char **sentence,
                            struct sim_errors *errors)
{
    struct sim_source source = { 0 };
    int number = 0;
    char *folder = present(out, &number);
    bool good = false, under_way = folder != NULL && strcmp(folder, out) != 0;
    enum sim_status status = folder == NULL ? SIM_OK : source_open(&source, plan->model, folder, &good, errors);

    if (status != SIM_OK || !good) {
        goto out; /* what is wrong with the folder is said when it is opened */
    }
    if (memcmp(source.plan.hash, plan->hash, sizeof plan->hash) != 0) {
        status = sim_can_grow(&source.plan, plan, out, errors);
    } else if (!under_way) {
        goto out;
    }
    if (status == SIM_OK && begin && under_way) {
        status = forget_unfinished_plan(plan, out, errors);
        status = status == SIM_OK ? move_all(out, number, errors) : status;
    }
    if (status == SIM_OK) {
        *sentence = sentence_of(&source.plan, runs_there(&source.plan, folder), plan, out);
        status = *sentence == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;
    }
    if (status == SIM_OK && begin && !under_way) {
        status = move_all(out, number, errors);
    }
out:
    source_free(&source, plan->model);
    return status;
}

enum sim_status sim_grow(const struct sim_plan *plan, const char *out, bool begin, char **sentence,
                         struct sim_errors *errors)
{
    enum sim_status status;
    int lock;

    *sentence = NULL;
    if (sim_output_is_of(plan, out)) {
        return SIM_OK;
    }
    lock = begin ? lock_folder(out) : -1;
    status = grow(plan, out, begin, sentence, errors);
    if (lock >= 0) {
        close(lock);
    }
    return status;
}
