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
#include "../read/reader.h"
#include "close_up.h"
#include "until.h"

/** Whole number of an environment variable, or -1. */
static long environment_number(const char *name)
{
    const char *text = getenv(name);
    double value = 0;
    return text != NULL && sim_number(text, &value) && value >= 0 && value < 1e9 ? (long)value : -1;
}

/** Launchers of processes, and what each calls a process and their number: Open MPI, MPICH and Intel's, Slurm. */
static const char *const launchers[][2] = {
    { "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE" },
    { "PMI_RANK", "PMI_SIZE" },
    { "SLURM_PROCID", "SLURM_NTASKS" },
};

struct sim_shard sim_shard_of_environment(void)
{
    long task = environment_number("SLURM_ARRAY_TASK_ID"), tasks = environment_number("SLURM_ARRAY_TASK_COUNT");
    long least = environment_number("SLURM_ARRAY_TASK_MIN"), step = environment_number("SLURM_ARRAY_TASK_STEP");
    long rank = -1, ranks = -1;
    struct sim_shard shard = { 0, 1 };

    for (size_t i = 0; (rank < 0 || ranks < 1) && i < sizeof launchers / sizeof launchers[0]; i++) {
        rank = environment_number(launchers[i][0]);
        ranks = environment_number(launchers[i][1]);
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
    long left = plan->runs - block * plan->block_runs;
    return left < plan->block_runs ? left : plan->block_runs;
}

static long runs_missing(const struct sim_plan *plan, const bool *here, long blocks)
{
    long runs = 0;
    for (long i = 0; i < blocks; i++)
        runs += here[i] ? 0 : runs_in(plan, i);
    return runs;
}

static long runs_of(const struct sim_plan *plan, const bool *here)
{
    long runs = 0;
    for (long i = 0; i < plan->blocks; i++)
        runs += here[i] ? runs_in(plan, i) : 0;
    return runs;
}

/** A study that cannot fit is refused before it fills the disk: the blocks that are missing, and the collected file. */
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
    status = sim_close_up_bytes(plan, &snapshots, &events, errors); /* has to compute a run to tell */
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

/** While `until` is open: what can be seen of it now. Returns how many blocks are wanted at least; far ahead of what is
 * complete nobody works, since it may not be needed. */
static enum sim_status decide(struct sim_work *self, struct sim_until_watch *watch, const bool *here, long *wanted,
                              struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;

    if (sim_until_is_open(self->plan)) {
        status = sim_until_look(watch, self->out, here, errors);
        if (status == SIM_OK && watch->decision.replicates > 0) {
            status = sim_until_keep(self->plan, self->out, &watch->decision, errors);
        }
    }
    *wanted = self->plan->blocks;
    if (status == SIM_OK && sim_until_is_open(self->plan)) {
        long needed = sim_until_blocks(watch),
             ahead = watch->blocks + (self->shard.count > 1 ? 2 * self->shard.count : 1);
        ahead = ahead > needed ? ahead : needed;
        *wanted = ahead < *wanted ? ahead : *wanted;
    }
    return status;
}

/** The missing blocks in `order`; only the first while `until` is open, because each may settle it. All are published
 * when it returns. */
static enum sim_status take_blocks(struct sim_work *self, struct sim_ensemble *ensemble, const long *order, long count,
                                   bool *here, struct sim_progress *progress, struct sim_errors *errors)
{
    struct publication publication = { .plan = self->plan, .out = self->out };
    long done = runs_of(self->plan, here);
    enum sim_status status = SIM_OK, last;

    count = sim_until_is_open(self->plan) && count > 1 ? 1 : count;
    for (long i = 0; i < count && status == SIM_OK; i++) {
        if (*self->stop != 0) {
            status = SIM_STOPPED;
            break;
        }
        if (!sim_blocks_has(self->out, order[i])) {
            status = take_block(self, ensemble, &publication, order[i], errors);
            here[order[i]] = status == SIM_OK;
            done += here[order[i]] ? runs_in(self->plan, order[i]) : 0;
        }
        sim_progress_show(progress, done, self->failed);
        if (status == SIM_OK && self->stop_on_failure && self->failed > 0) {
            status = sim_fail(errors, SIM_DATA, "%ld runs of block %ld failed; see `status`", self->failed, order[i]);
        }
    }
    last = publication_end(&publication, errors);
    return status == SIM_OK || last != SIM_OK ? last : status;
}

/** Of an open `until` only what is certainly needed is known. */
static enum sim_status refuse_all_too_large(const struct sim_work *self, const bool *here, long wanted,
                                            struct sim_errors *errors)
{
    long missing = runs_missing(self->plan, here, wanted);
    return refuse_too_large(self->plan, self->out, missing, sim_until_is_open(self->plan) ? missing : self->plan->runs,
                            errors);
}

/** Pass after pass: what others published meanwhile is verified, and what is still missing is computed. */
static enum sim_status work_through(struct sim_work *self, struct sim_ensemble *ensemble, struct sim_until_watch *watch,
                                    bool *here, long *order, struct sim_errors *errors)
{
    struct sim_progress progress = { 0 };
    enum sim_status status = SIM_OK;
    long missing = 1, wanted = self->plan->blocks;
    bool begun = false;

    while (status == SIM_OK && missing > 0) {
        status = sim_blocks_list(self->plan, self->out, wanted, here, errors);
        if (status == SIM_OK) {
            status = decide(self, watch, here, &wanted, errors);
        }
        if (!begun) {
            begun = true;
            sim_progress_begin(&progress, self->progress, self->plan->runs, runs_of(self->plan, here));
            status = status == SIM_OK ? refuse_all_too_large(self, here, wanted, errors) : status;
        }
        progress.total = self->plan->runs;
        missing = order_blocks(&self->shard, here, wanted, order);
        if (status == SIM_OK) {
            status = take_blocks(self, ensemble, order, missing, here, &progress, errors);
        }
    }
    sim_progress_end(&progress, runs_of(self->plan, here), self->failed);
    return status;
}

enum sim_status sim_work(struct sim_work *self, struct sim_ensemble *ensemble, struct sim_errors *errors)
{
    size_t blocks = (size_t)self->plan->blocks;
    bool *here = calloc(blocks, sizeof *here);
    long *order = calloc(blocks, sizeof *order);
    struct sim_until_watch watch = { 0 };
    enum sim_status status = SIM_OK;

    if (here == NULL || order == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory for %zu blocks", blocks);
    } else if (sim_until_is_open(self->plan)) {
        status = sim_until_watch_init(&watch, self->plan, errors);
    }
    if (status == SIM_OK) {
        status = work_through(self, ensemble, &watch, here, order, errors);
    }
    sim_until_watch_free(&watch);
    free(here);
    free(order);
    return status;
}
