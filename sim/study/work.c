/* work.c - the order in which a process takes blocks, and the loop over them. */
#include "work.h"

#include <Random123/threefry.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "../files.h"
#include "../reader.h"

/** Whole number of an environment variable, or -1. */
static long environment_number(const char *name)
{
    const char *text = getenv(name);
    double value = 0;
    return text != NULL && sim_number(text, &value) && value >= 0 && value < 1e9 ? (long)value : -1;
}

struct sim_shard sim_shard_of_environment(void)
{
    long task = environment_number("SLURM_ARRAY_TASK_ID"), tasks = environment_number("SLURM_ARRAY_TASK_COUNT");
    long least = environment_number("SLURM_ARRAY_TASK_MIN"), step = environment_number("SLURM_ARRAY_TASK_STEP");
    long rank = environment_number("OMPI_COMM_WORLD_RANK"), ranks = environment_number("OMPI_COMM_WORLD_SIZE");
    struct sim_shard shard = { 0, 1 };

    if (rank < 0 || ranks < 1) {
        rank = environment_number("SLURM_PROCID");
        ranks = environment_number("SLURM_NTASKS");
    }
    if (task >= 0 && tasks > 0) {
        shard = (struct sim_shard){ (task - (least > 0 ? least : 0)) / (step > 0 ? step : 1), tasks };
    }
    if (rank >= 0 && ranks > 1 && rank < ranks) { /* processes of one array task share its stripe */
        shard = (struct sim_shard){ shard.index * ranks + rank, shard.count * ranks };
    }
    shard.index = shard.index < 0 ? 0 : shard.index % shard.count;
    return shard;
}

/** A number that differs between processes: only the order of work hangs on it, never a result. */
static uint32_t own_number(uint32_t i)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    threefry4x32_key_t key = { { (uint32_t)getpid(), (uint32_t)now.tv_nsec, (uint32_t)now.tv_sec, 0 } };
    threefry4x32_ctr_t counter = { { i, 0, 0, 0 } };
    return threefry4x32_R(20, counter, key).v[0];
}

/** Blocks that are missing: the own stripe first, the others shuffled behind it. Returns how many. */
static long order_blocks(const struct sim_shard *shard, const bool *here, long blocks, long *order)
{
    long count = 0, others;
    for (long i = shard->index; i < blocks; i += shard->count)
        if (!here[i]) {
            order[count++] = i;
        }
    others = count;
    for (long i = 0; i < blocks; i++)
        if (!here[i] && i % shard->count != shard->index) {
            order[count++] = i;
        }
    for (long i = count - 1; i > others; i--) {
        long other = others + (long)(own_number((uint32_t)i) % (uint64_t)(i - others + 1)), kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
    return count;
}

static long runs_in(const struct sim_plan *plan, long block)
{
    return block == plan->blocks - 1 ? plan->runs - block * plan->block_runs : plan->block_runs;
}

static long runs_of(const struct sim_plan *plan, const bool *here)
{
    long runs = 0;
    for (long i = 0; i < plan->blocks; i++)
        runs += here[i] ? runs_in(plan, i) : 0;
    return runs;
}

/** A study that cannot fit is refused before it fills the disk: the blocks that are missing, and the collected file. */
static enum sim_status refuse_too_large(const struct sim_plan *plan, const char *out, long missing, struct sim_errors *errors)
{
    struct statvfs about;
    double needed = sim_plan_run_bytes(plan) * ((double)missing + (double)plan->runs), there;

    if (missing == 0 || statvfs(out, &about) != 0) {
        return SIM_OK;
    }
    there = (double)about.f_bavail * (double)about.f_frsize;
    return needed <= there ? SIM_OK
                           : sim_fail(errors, SIM_IO,
                                      "%s: %ld runs need about %.3g GB, and %.3g GB are free there; keep fewer histories or "
                                      "choose another output",
                                      out, plan->runs, needed / 1e9, there / 1e9);
}

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

/** Hand over `block`, which is the publication's from now on. */
static void publication_begin(struct publication *self, const struct sim_block *block)
{
    self->block = *block;
    self->under_way = pthread_create(&self->thread, NULL, publish, self) == 0;
    if (!self->under_way) {
        publish(self);
    }
}

/** Wait for the block in hand, if there is one, and tell how it went. */
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

/** Compute one block and give it to be published, once the one before is. */
static enum sim_status take_block(struct sim_work *self, struct sim_ensemble *ensemble, struct publication *publication,
                                  long index, struct sim_errors *errors)
{
    struct sim_block block = { 0 };
    enum sim_status status = sim_block_init(&block, ensemble->plan, index, errors);

    if (status == SIM_OK) {
        status = sim_ensemble_run(ensemble, &block, errors);
    }
    if (status == SIM_OK) {
        status = publication_end(publication, errors);
    }
    if (status != SIM_OK) {
        sim_block_free(&block);
        return status;
    }
    for (long i = 0; i < block.count; i++)
        self->failed += block.status[i] == SIM_RUN_FAILED;
    self->computed++;
    publication_begin(publication, &block);
    return SIM_OK;
}

enum sim_status sim_work(struct sim_work *self, struct sim_ensemble *ensemble, struct sim_errors *errors)
{
    const struct sim_plan *plan = ensemble->plan;
    bool *here = calloc((size_t)plan->blocks, sizeof *here);
    long *order = calloc((size_t)plan->blocks, sizeof *order), missing = 1, done;
    struct sim_progress progress;
    enum sim_status last;
    struct publication publication = { .plan = plan, .out = self->out };
    enum sim_status status = here == NULL || order == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for %ld blocks", plan->blocks)
                                                           : sim_blocks_list(plan, self->out, here, true, errors);

    done = status == SIM_OK ? runs_of(plan, here) : 0;
    if (status == SIM_OK) {
        status = refuse_too_large(plan, self->out, plan->runs - done, errors);
    }
    sim_progress_begin(&progress, self->progress, plan->runs, done);
    while (status == SIM_OK && missing > 0) {
        missing = order_blocks(&self->shard, here, plan->blocks, order);
        for (long i = 0; i < missing && status == SIM_OK; i++) {
            if (*self->stop != 0) {
                status = SIM_STOPPED;
            } else if (!sim_blocks_has(self->out, order[i])) {
                status = take_block(self, ensemble, &publication, order[i], errors);
                here[order[i]] = status == SIM_OK;
            }
            done += status == SIM_OK ? runs_in(plan, order[i]) : 0;
            sim_progress_show(&progress, done, self->failed);
            if (status == SIM_OK && self->stop_on_failure && self->failed > 0) {
                status = sim_fail(errors, SIM_DATA, "%ld runs of block %ld failed; see `status`", self->failed, order[i]);
            }
        }
        last = publication_end(&publication, errors);
        status = status == SIM_OK || last != SIM_OK ? last : status;
        if (status == SIM_OK) { /* what others published meanwhile is verified before it counts */
            status = sim_blocks_list(plan, self->out, here, true, errors);
            done = status == SIM_OK ? runs_of(plan, here) : done;
            missing = plan->runs - done;
        }
    }
    sim_progress_end(&progress, done, self->failed);
    free(here);
    free(order);
    return status;
}
