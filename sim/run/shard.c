/* shard.c - which blocks a process takes first, and in which order the others. */
#include "shard.h"

#include <Random123/threefry.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "../read/reader.h"

/** Whole number of an environment variable, or -1. */
static long environment_number(const char *name)
{
    const char *text = getenv(name);
    double value = 0;
    return text != NULL && sim_number(text, &value) && value >= 0 && value < 1e9 ? (long)value : -1;
}

/** Variables that hold a process's number and the number of processes: of Open MPI, of MPICH and Intel MPI, of Slurm.
 */
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

/** A number that differs between processes. It decides the order of work, and never a result. */
static uint32_t own_number(uint32_t i)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    threefry4x32_key_t key = { { (uint32_t)getpid(), (uint32_t)now.tv_nsec, (uint32_t)now.tv_sec, 0 } };
    threefry4x32_ctr_t counter = { { i, 0, 0, 0 } };
    return threefry4x32_R(20, counter, key).v[0];
}

long sim_shard_order(const struct sim_shard *self, const bool *here, long blocks, long *order)
{
    long count = 0, others;
    for (long i = self->index; i < blocks; i += self->count)
        if (!here[i]) {
            order[count++] = i;
        }
    others = count;
    for (long i = 0; i < blocks; i++)
        if (!here[i] && i % self->count != self->index) {
            order[count++] = i;
        }
    for (long i = count - 1; i > others; i--) {
        long other = others + (long)(own_number((uint32_t)i) % (uint64_t)(i - others + 1)), kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
    return count;
}
