/* work.c - a folder of results as a sink: which of its blocks are missing, and how computed ones get into it. */
#include "work.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "../files.h"
#include "close_up.h"
#include "grow.h"
#include "grown.h"
#include "only.h"
#include "output.h"
#include "scan.h"
#include "until.h"

/* --- room on the disk --- */

static long runs_missing(const struct sim_plan *plan, const bool *here, long blocks)
{
    long runs = 0;
    for (long i = 0; i < blocks; i++)
        runs += here[i] ? 0 : sim_plan_runs_in(plan, i);
    return runs;
}

/** Refuse a study that would fill the disk: `missing` runs in blocks, and `collected` runs in the results file. */
static enum sim_status refuse_too_large(const struct sim_plan *plan, const char *out, long missing, long collected,
                                        struct sim_errors *errors)
{
    struct statvfs about;
    double needed = sim_plan_run_bytes(plan) * ((double)missing + (double)collected), there, snapshots, events;
    enum sim_status status;

    if (missing == 0 || statvfs(out, &about) != 0) {
        return SIM_OK;
    }
    there = (double)about.f_bavail * (double)about.f_frsize;
    status = sim_close_up_snapshot_bytes(plan, &snapshots, errors);
    if (status != SIM_OK || needed + snapshots + sim_close_up_most_event_bytes(plan) <= there) {
        return status;
    }
    status = sim_close_up_bytes(plan, &snapshots, &events, errors); /* computes a run to know, and so comes last */
    if (status != SIM_OK) {
        return status;
    }
    needed += snapshots + events;
    return needed <= there
               ? SIM_OK
               : sim_fail(errors, SIM_IO,
                          "%s: %ld runs need about %.3g GB, and %.3g GB are free there; keep fewer histories or "
                          "choose another output",
                          out, collected, needed / 1e9, there / 1e9);
}

/* --- writing, while the next block is computed --- */

/** A block on its way to the disk while the next one is computed. */
struct publication {
    const struct sim_plan *plan;
    const char *out;
    struct sim_block block;
    pthread_t thread;
    bool under_way;
    enum sim_status status;
    struct sim_errors errors;
};

static void *publish(void *context)
{
    struct publication *self = context;
    self->status = sim_blocks_publish(self->plan, self->out, &self->block, &self->errors);
    return NULL;
}

/** Begin to write a block. Its memory belongs to the publication from now on. */
static void publication_begin(struct publication *self, struct sim_block *block)
{
    self->block = *block;
    *block = (struct sim_block){ 0 };
    self->under_way = pthread_create(&self->thread, NULL, publish, self) == 0;
    if (!self->under_way) {
        publish(self);
    }
}

/** Wait until the block that is being written is on the disk, if there is one. Returns how that ended. */
static enum sim_status publication_end(struct publication *self, struct sim_errors *errors)
{
    enum sim_status status;
    if (self->under_way) {
        pthread_join(self->thread, NULL);
    }
    status = self->status;
    sim_errors_take(errors, &self->errors);
    sim_block_free(&self->block);
    self->under_way = false;
    self->status = SIM_OK;
    return status;
}

/* --- which block is next --- */

/** A folder while a study is computed into it. */
struct folder {
    struct sim_plan *plan;
    const char *out;
    struct sim_shard shard;
    struct sim_until_watch watch;
    struct sim_growth growth; /* runs that an earlier, smaller study has left here */
    struct publication publication;
    bool *here;     /* [block]: verified, or written by this process */
    long *order;    /* blocks to compute in this pass ... */
    long count, at; /* ... how many, and which is next */
    long passes;    /* begun */
    long done;      /* runs in the blocks that are here */
};

/** While `until` is open, look at the blocks that are here. *wanted: blocks to have next. Blocks far beyond the first
 * missing one are not wanted yet, since `until` may stop before them. */
static enum sim_status decide(struct folder *self, long *wanted, struct sim_errors *errors)
{
    struct sim_until_watch *watch = &self->watch;
    enum sim_status status = SIM_OK;

    if (sim_until_is_open(self->plan)) {
        status = sim_until_look(watch, self->out, self->here, errors);
        if (status == SIM_OK && watch->decision.replicates > 0) {
            status = sim_until_keep(self->plan, self->out, &watch->decision, errors);
        }
    }
    *wanted = self->plan->blocks;
    if (status == SIM_OK && sim_until_is_open(self->plan)) {
        long needed = sim_until_blocks(watch);
        long ahead = watch->blocks + (self->shard.count > 1 ? 2 * self->shard.count : 1);
        ahead = ahead > needed ? ahead : needed;
        *wanted = ahead < *wanted ? ahead : *wanted;
    }
    return status;
}

/** Begin a pass: verify what others have written meanwhile, and list what is missing. While `until` is open a pass is
 * one block, because each may settle it. */
static enum sim_status pass_begin(struct folder *self, struct sim_errors *errors)
{
    const struct sim_plan *plan = self->plan;
    long wanted = 0, missing;
    enum sim_status status = publication_end(&self->publication, errors);

    status = status == SIM_OK ? sim_output_is_still_of(self->plan, self->out, errors) : status;
    status = status == SIM_OK ? sim_blocks_list(plan, self->out, plan->blocks, self->here, errors) : status;
    status = status == SIM_OK ? decide(self, &wanted, errors) : status;
    if (status != SIM_OK) {
        return status;
    }
    missing = runs_missing(plan, self->here, wanted);
    self->done = plan->runs - runs_missing(plan, self->here, plan->blocks);
    self->count = sim_shard_order(&self->shard, self->here, wanted, self->order);
    self->at = 0;
    if (self->passes++ == 0) { /* while `until` is open, only the blocks that are certainly needed are known */
        status = refuse_too_large(plan, self->out, missing, sim_until_is_open(plan) ? missing : plan->runs, errors);
    }
    self->count = sim_until_is_open(plan) && self->count > 1 ? 1 : self->count;
    return status;
}

static enum sim_status folder_next(void *context, long *block, struct sim_errors *errors)
{
    struct folder *self = context;
    enum sim_status status = SIM_OK;

    *block = -1;
    while (status == SIM_OK && *block < 0) {
        if (self->at == self->count) {
            status = pass_begin(self, errors);
            if (self->count == 0) {
                break;
            }
        } else if (!sim_blocks_has(self->out, self->order[self->at])) {
            *block = self->order[self->at++];
        } else { /* another process has written it: the next pass verifies it */
            self->at++;
        }
    }
    return status;
}

static enum sim_status folder_fill(void *context, struct sim_block *block, struct sim_errors *errors)
{
    return sim_growth_fill(&((struct folder *)context)->growth, block, errors);
}

/** Write a block as soon as the one before it is written. */
static enum sim_status folder_take(void *context, struct sim_block *block, struct sim_errors *errors)
{
    struct folder *self = context;
    long index = block->first / self->plan->block_runs;
    enum sim_status status = publication_end(&self->publication, errors);

    status = status == SIM_OK ? sim_output_is_still_of(self->plan, self->out, errors) : status;
    status = status == SIM_OK ? sim_growth_check(&self->growth, block, errors) : status;
    if (status == SIM_OK) {
        self->here[index] = true;
        self->done += sim_plan_runs_in(self->plan, index);
        publication_begin(&self->publication, block);
    }
    return status;
}

static long folder_done(void *context)
{
    return ((const struct folder *)context)->done;
}

/* --- the whole --- */

/** Compute what the folder lacks. All blocks are written when this returns. */
static enum sim_status fill(struct sim_work *self, struct sim_errors *errors)
{
    struct sim_plan *plan = self->compute.plan;
    struct folder folder = { .plan = plan,
                             .out = self->out,
                             .shard = self->shard,
                             .publication = { .plan = plan, .out = self->out },
                             .here = calloc((size_t)plan->blocks, sizeof(bool)),
                             .order = calloc((size_t)plan->blocks, sizeof(long)) };
    const struct sim_block_sink sink = { &folder, folder_take, folder_fill, folder_next, folder_done };
    enum sim_status status = sim_growth_init(&folder.growth, plan, self->out, errors), last;

    if (status == SIM_OK && self->from_count > 0) {
        status = sim_growth_add(&folder.growth, self->from, self->from_count, self->merges, errors);
    }
    if (status != SIM_OK) {
        goto out;
    }
    if (folder.here == NULL || folder.order == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for %ld blocks", plan->blocks);
    } else if (sim_until_is_open(plan)) {
        status = sim_until_watch_init(&folder.watch, plan, errors);
    }
    if (status == SIM_OK) {
        status = sim_compute(&self->compute, &sink, errors);
    }
out:
    last = publication_end(&folder.publication, errors);
    sim_growth_free(&folder.growth);
    sim_until_watch_free(&folder.watch);
    free(folder.here);
    free(folder.order);
    return status == SIM_OK || last != SIM_OK ? last : status;
}

/** Does the results file replace the missing blocks? If it is damaged, say that their runs are computed again. */
static bool results_suffice(const struct sim_work *self, const char *log)
{
    struct sim_errors damage = { 0 };
    bool suffice = sim_only_results(self->compute.plan, self->out, &damage);

    if (damage.count > 0) {
        sim_log(log, "results.h5 cannot be used: runs without a block file are computed again");
        if (self->compute.progress != SIM_PROGRESS_JSON) {
            const char *why =
                damage.text == NULL ? "" : damage.text + strlen("error: "); /* no error: the runs are computed again */
            fprintf(stderr, "%s%s: runs without a block file are computed again\n", why, self->out);
        }
    }
    sim_errors_free(&damage);
    return suffice;
}

/** Compute what is missing, and write begin and end into the log. */
static enum sim_status fill_and_log(struct sim_work *self, struct sim_errors *errors)
{
    struct sim_errors found = { 0 }, changed = { 0 };
    char *log = sim_path_join(self->out, "log");
    enum sim_status status = SIM_OK;

    if (log == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    if (!results_suffice(self, log)) {
        sim_log(log, "run begins: shard %ld of %ld, %d threads, process %ld", self->shard.index + 1, self->shard.count,
                self->compute.threads, (long)getpid());
        status = fill(self, &found);
        if (status == SIM_IO && sim_output_is_still_of(self->compute.plan, self->out, &changed) == SIM_USAGE) {
            status = SIM_USAGE; /* it failed because blocks/ was gone for a moment */
            sim_errors_free(&found);
            sim_errors_take(&found, &changed);
        }
        sim_errors_free(&changed);
        sim_errors_take(errors, &found);
        sim_log(log, "run ends: %ld blocks computed, %ld runs failed, status %d, process %ld", self->compute.computed,
                self->compute.failed, (int)status, (long)getpid());
    }
    free(log);
    return status;
}

/** Refuse a study that grows where the disk has no room for it, before anything is moved. How much an open `until` will
 * want is not known. */
static enum sim_status refuse_growth(const struct sim_work *self, struct sim_errors *errors)
{
    const struct sim_plan *plan = self->compute.plan;
    char *sentence = NULL;
    long there = 0;
    enum sim_status status = sim_grow(plan, self->out, false, &sentence, &there, errors);

    if (status == SIM_OK && sentence != NULL && !sim_until_is_open(plan)) {
        status = refuse_too_large(plan, self->out, plan->runs - there, plan->runs, errors);
    }
    free(sentence);
    return status;
}

/** Open the folder. Where its study grows, say so first. */
static enum sim_status open_folder(const struct sim_work *self, struct sim_errors *errors)
{
    char *sentence = NULL, *log = sim_path_join(self->out, "log");
    enum sim_status status = log == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : refuse_growth(self, errors);

    if (status == SIM_OK) {
        status = sim_grow(self->compute.plan, self->out, true, &sentence, NULL, errors);
    }
    if (status == SIM_OK && sentence != NULL) {
        sim_log(log, "%s", sentence);
        if (!self->quiet && self->compute.progress != SIM_PROGRESS_JSON) {
            fprintf(stderr, "%s\n", sentence);
        }
    }
    free(sentence);
    free(log);
    sim_folder_sweep(self->out); /* temporaries of processes that were killed while they collected */
    return status == SIM_OK ? sim_output_open(self->compute.plan, self->out, errors) : status;
}

enum sim_status sim_work(struct sim_work *self, struct sim_errors *errors)
{
    struct sim_plan *plan = self->compute.plan;
    enum sim_status status = open_folder(self, errors);

    status = status == SIM_OK ? sim_until_restore(plan, self->out, errors) : status;
    status = status == SIM_OK ? sim_grown_restore(plan, self->out, errors) : status;
    status = status == SIM_OK ? fill_and_log(self, errors) : status;
    if (status == SIM_OK && self->collect && (self->compute.computed > 0 || !sim_results_are_intact(plan, self->out))) {
        status = sim_collect(plan, self->out, false, 0, self->compute.stop, errors);
    }
    if (status == SIM_OK) {
        sim_growth_end(self->out);
        self->compute.failed = sim_scan_failed(plan, self->out);
    }
    return status;
}
